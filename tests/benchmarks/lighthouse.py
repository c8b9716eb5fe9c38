"""What Lighthouse says of the built site on a slow phone, served compressed.

Needs `mkdocs build`, npm and Chromium. Without a PAGE it takes all of them, which is about six minutes.

    .venv/bin/python tests/benchmarks/lighthouse.py [PAGE…]
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

sys.path[0] = str(Path(__file__).resolve().parents[2])  # instead of this folder

from execution.project import ROOT  # noqa: E402
from tests.browser.conftest import program  # noqa: E402

SITE = ROOT / "site"
LIGHTHOUSE = "lighthouse@12.8.2"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Answers as the web servers do that this site may be on."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return self.send_error(404)
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in TEXTS:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def report(address: str) -> dict[str, Any]:
    command = ["npm", "exec", "--yes", "--package", LIGHTHOUSE, "--", "lighthouse", address, "--quiet"]
    command += ["--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": program() or ""}, stdout=subprocess.PIPE, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(pages: list[str]) -> None:
    pages = pages or sorted(
        file.relative_to(SITE).as_posix().removesuffix("index.html") for file in SITE.rglob("index.html")
    )
    handler = functools.partial(Compressed, directory=str(SITE))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for page in pages:
            found = report(f"http://127.0.0.1:{server.server_port}/{page}")
            scores = [f"{100 * (found['categories'][name]['score'] or 0):.0f}" for name in CATEGORIES]
            times = [found["audits"][name]["displayValue"] for name in TIMES]
            print(f"/{page}", *scores, *times, sep="  ", flush=True)
            for name in CATEGORIES:
                for audit in (found["audits"][ref["id"]] for ref in found["categories"][name]["auditRefs"]):
                    if audit["score"] not in (None, 1) and audit["scoreDisplayMode"] != "informative":
                        print(f"    {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
        server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
