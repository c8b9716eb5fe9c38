"""The Python that a reader's browser gets besides Pyodide: what records and draws a run here, too, packed.

With it come the packages of the examples that are written in Python alone, as they are installed, and the
checks of the exercises.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import sys
import zipfile
from importlib.metadata import files
from pathlib import Path

from execution.project import DOCS, ROOT, SNIPPETS

SOURCES = (
    "__init__.py",
    "model.py",
    "browser/*.py",
    "process/__init__.py",
    "process/recorder.py",
    "process/recording.py",
    "process/rewriting.py",
    "process/tracer.py",
    "show/__init__.py",
    "show/figure.py",
    "show/predict.py",
    "show/timeline.py",
    "show/words.py",
    "snapshots.py",
)
"""Of this package; none of them imports more than the standard library."""
PACKAGES = ("aiofiles",)
PYODIDE = Path(__file__).with_name("pyodide.json")
"""Which Pyodide, and the hashes of its files: written by `execution.live.pyodide`."""
CDN = "https://cdn.jsdelivr.net/npm/pyodide@{version}/"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every packed file, so that the same files always make the same bundle."""


def integrity(data: bytes) -> str:
    """The hash of `data` as browsers write it (Subresource Integrity)."""
    return f"sha384-{base64.b64encode(hashlib.sha384(data).digest()).decode()}"


def bundle() -> bytes:
    """All files, as a zip."""
    package = ROOT / "execution"
    found = {f"execution/{path.relative_to(package)}": path for s in SOURCES for path in package.glob(s)}
    found |= {f"checks/{path.relative_to(SNIPPETS)}": path for path in SNIPPETS.rglob("*.check.py")}
    for name in PACKAGES:
        installed = [file for file in files(name) or () if file.suffix == ".py"]
        found |= {str(file): Path(str(file.locate())) for file in installed}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(found):
            info = zipfile.ZipInfo(name, LONG_AGO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, found[name].read_bytes())
    return packed.getvalue()


def site_files(address: str | None) -> dict[str, bytes]:
    """What a built site has besides the files of docs/, by its path there.

    `address` is where Pyodide's files are, relative to the site or in full; None: where the CDN has them.
    """
    pyodide = json.loads(PYODIDE.read_text(encoding="utf-8"))
    packed = bundle()
    manifest = {
        "pyodide": pyodide | {"address": address or CDN.format(version=pyodide["version"])},
        "python": {"integrity": integrity(packed), "size": len(packed)},
    }
    return {
        "assets/live/manifest.json": json.dumps(manifest).encode(),
        "assets/live/python.zip": packed,
        # Its folder is what it serves, so it can't stay among the other scripts.
        "service-worker.js": (DOCS / "assets/live/service-worker.js").read_bytes(),
    }


def main(arguments: list[str] | None = None) -> None:
    """For builders that ask nobody for more files: `python -m execution.live.bundle site [ADDRESS]`."""
    folder, *address = sys.argv[1:] if arguments is None else arguments
    for path, content in site_files(address[0] if address else None).items():
        (Path(folder) / path).write_bytes(content)


if __name__ == "__main__":
    main()
