"""What it takes to read the chapter without a network: a list of its files for the service worker, and a zip.

Both tell their size on the home page, so they are made when everything else of the site is there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path

from execution.live.bundle import PYODIDE
from execution.site import folder

LIST, WORKER = "assets/offline.json", "service-worker.js"
PARTS = (
    "**/*.html",
    "assets/**/*.js",
    "assets/**/*.css",
    "assets/favicon.svg",
    "assets/live/*",
    "search/*.json",
    "sitemap.xml",  # the theme looks there for what it can load without a new document
)
UNUSED = (
    folder.NO_PAGE,
    "assets/javascripts/*/**/*",
    "assets/stylesheets/*",
    "assets/styles/*",
    "assets/pyodide/*",
)
"""What no page of ours asks for: what the theme has besides its bundle, sheets that were joined to one.
Pyodide is kept by docs/assets/live/files.js."""
PLACE = re.compile(r'<p class="offline-ways"[^>]*>.*?</p>')
BUILD = re.compile(r'(?<=^const BUILD = ")[^"]*(?=")', re.MULTILINE)
MEGA = 1e6


def publish(site: Path, site_url: str) -> None:
    """Make both of the `site` that lies there, and tell of them."""
    download = folder.packed(site, site_url)
    (site / folder.FILE).write_bytes(download)
    files = _files(site)
    sizes = {path: len(zlib.compress(file.read_bytes())) for path, file in files.items()}
    _tell(site / "index.html", sum(sizes.values()), len(download))  # changes what is hashed next
    listed = {path: (_hash(file.read_bytes()), sizes[path]) for path, file in files.items()}
    build = hashlib.sha256(json.dumps(listed).encode()).hexdigest()[:12]
    (site / LIST).write_text(json.dumps({"build": build, "files": listed}), encoding="utf-8")
    worker = site / WORKER
    worker.write_text(BUILD.sub(build, worker.read_text(encoding="utf-8")), encoding="utf-8")


def _files(site: Path) -> dict[str, Path]:
    """What readers get to see and use, by its address in the site."""
    found = {file for pattern in PARTS for file in site.glob(pattern) if file.is_file()}
    found -= {file for pattern in UNUSED for file in site.glob(pattern)}
    found.discard(site / LIST)
    return {_address(file.relative_to(site)): file for file in sorted(found)}


def _address(file: Path) -> str:
    """A page is asked for by its folder."""
    return file.as_posix().removesuffix("index.html") if file.name == "index.html" else file.as_posix()


def _hash(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _tell(home: Path, reading: int, download: int) -> None:
    """Fill the place on the home page; docs/assets/offline.js makes the buttons."""
    running = reading + json.loads(PYODIDE.read_text(encoding="utf-8"))["transfer"]
    place = (
        f'<p class="offline-ways" data-bytes="{reading}" data-reading="{_size(reading)}" '
        f'data-running="{_size(running)}"><a href="{folder.FILE}">'
        f"압축 파일로 내려받기 ({_size(download)})</a></p>"
    )
    home.write_text(PLACE.sub(place, home.read_text(encoding="utf-8")), encoding="utf-8")


def _size(count: int) -> str:
    return f"{count / MEGA:.1f} MB"
