"""Modules joined to one classic script: a page that is opened from a folder may not load modules."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

IMPORT = re.compile(
    r'^import (?:(?P<names>\{[^}]*\})|\* as (?P<all>\w+)) from "(?P<address>[^"]+)";$', re.MULTILINE
)
ON_DEMAND = re.compile(r'\bimport\("(?P<address>[^"]+)"\)')
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
RUNNING = "live"
"""A folder of modules that, if loaded on demand, are of use only where examples can be run."""
LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(entries: Iterable[Path], folder: Path) -> str:
    """A script that does what the modules at `entries` do, once it stands in `folder`."""
    done: dict[str, str] = {}
    for entry in entries:
        _add(entry.resolve(), folder.resolve(), done)
    begin = '(() => {\n"use strict";\nconst here = document.currentScript.src, modules = {};\n'
    return f"{begin}{''.join(done.values())}}})();\n"


def _add(module: Path, folder: Path, done: dict[str, str]) -> None:
    """Have what `module` imports, itself, and what it loads later in `done`, each called at once."""
    address = _address(module, folder)
    if address in done:
        return
    code = module.read_text(encoding="utf-8")

    def others(pattern: re.Pattern[str]) -> Iterable[Path]:
        return [(module.parent / found["address"]).resolve() for found in pattern.finditer(code)]

    def there(found: re.Match[str]) -> str:
        return f'modules["{_address((module.parent / found["address"]).resolve(), folder)}"]'

    def imported(found: re.Match[str]) -> str:
        names = found["names"].replace(" as ", ": ") if found["names"] else found["all"]
        return f"const {names} = {there(found)};"

    for other in others(IMPORT):
        _add(other, folder, done)
    later = others(ON_DEMAND)
    exports = ", ".join(EXPORT.findall(code))
    code = EXPORT.sub("", IMPORT.sub(imported, code))
    code = ON_DEMAND.sub(lambda found: f"Promise.resolve().then(() => {there(found)})", code)
    if left := LEFT_OVER.search(code):
        raise ValueError(f"{module.name}: execution/site/scripts.py가 모르는 문장입니다: {left[0]}")
    code = code.replace("import.meta.url", f'new URL("{address}", here).href')
    done[address] = f'modules["{address}"] = (() => {{\n{code}\nreturn {{ {exports} }};\n}})();\n'
    for other in later:
        if other.parent.name != RUNNING:
            _add(other, folder, done)


def _address(module: Path, folder: Path) -> str:
    return os.path.relpath(module, folder).replace(os.sep, "/")
