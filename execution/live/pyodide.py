"""Commands about Pyodide's own files, for who hosts them beside the site and who takes a newer version.

`python -m execution.live.pyodide site/assets/pyodide` puts the files there, from the CDN or, with `--from
FOLDER`, from a copy; each has to have the hash that is noted. `--note VERSION` notes a new version's hashes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

from execution.live.bundle import CDN, PYODIDE, integrity

FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def place(folder: Path, read: Callable[[str], bytes]) -> None:
    """Write each file that is noted into `folder`. Raises ValueError if what `read` gives is another."""
    noted = json.loads(PYODIDE.read_text(encoding="utf-8"))["files"]
    folder.mkdir(parents=True, exist_ok=True)
    for name, wanted in noted.items():
        data = read(name)
        if integrity(data) != wanted["integrity"]:
            raise ValueError(f"{name}: 해시가 다릅니다")
        (folder / name).write_bytes(data)


def note(version: str, read: Callable[[str], bytes]) -> None:
    """Write down the hashes of the files that `read` gives, and what it takes to transfer them."""
    data = {name: read(name) for name in FILES}
    noted = {
        "version": version,
        "transfer": sum(len(gzip.compress(content, 6)) for content in data.values()),
        "files": {
            name: {"integrity": integrity(content), "size": len(content)} for name, content in data.items()
        },
    }
    PYODIDE.write_text(json.dumps(noted, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m execution.live.pyodide", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--from", dest="source", type=Path, help="a folder that has the files")
    parser.add_argument("--note", metavar="VERSION")
    given = parser.parse_args(arguments)
    version = given.note or json.loads(PYODIDE.read_text(encoding="utf-8"))["version"]

    def read(name: str) -> bytes:
        if given.source:
            return bytes((given.source / name).read_bytes())
        with urlopen(CDN.format(version=version) + name) as answer:
            return bytes(answer.read())

    if given.note:
        note(given.note, read)
    elif given.folder:
        place(given.folder, read)
    else:
        parser.error("어느 폴더에 놓을지 적어 주세요")


if __name__ == "__main__":
    main()
