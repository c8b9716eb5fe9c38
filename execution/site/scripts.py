"""Modules joined to one classic script: a page that is opened from a folder may not load modules."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

IMPORT = re.compile(r'^import (?:(\{[^}]*\})|\* as (\w+)) from "([^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(entries: Iterable[Path], folder: Path) -> str:
    """A script that does what the modules at `entries` do, once it stands in `folder`."""
    done: dict[Path, str] = {}
    for entry in entries:
        _add(entry.resolve(), folder.resolve(), done)
    begin = '(() => {\n"use strict";\nconst here = document.currentScript.src;\n'
    return f"{begin}{''.join(done.values())}}})();\n"


def _add(module: Path, folder: Path, done: dict[Path, str]) -> None:
    """Have what `module` imports and then itself in `done`, each as a function that is called at once."""
    if module in done:
        return
    code = module.read_text(encoding="utf-8")
    for _, _, other in IMPORT.findall(code):
        _add((module.parent / other).resolve(), folder, done)

    def imported(found: re.Match[str]) -> str:
        names = found[1].replace(" as ", ": ") if found[1] else found[2]
        return f"const {names} = {_name((module.parent / found[3]).resolve(), done)};"

    exports = ", ".join(EXPORT.findall(code))
    code = EXPORT.sub("", IMPORT.sub(imported, code))
    if left := LEFT_OVER.search(code):
        raise ValueError(f"{module.name}: execution/site/scripts.py가 모르는 문장입니다: {left[0]}")
    address = os.path.relpath(module, folder).replace(os.sep, "/")
    code = code.replace("import.meta.url", f'new URL("{address}", here).href')
    done[module] = ""  # it has its number now
    done[module] = f"const {_name(module, done)} = (() => {{\n{code}\nreturn {{ {exports} }};\n}})();\n"


def _name(module: Path, done: dict[Path, str]) -> str:
    return f"module{list(done).index(module)}"
