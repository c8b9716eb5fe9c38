"""Where the measured commands run: a virtual environment of their own, and a clean set of variables."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".cache" / "benchmarks"
LOCKS = (ROOT / "requirements.txt", Path(__file__).with_name("requirements.txt"))


def prepared_python() -> Path:
    """The interpreter of an environment with both locks installed; made if it isn't there yet."""
    digest = hashlib.sha256(sys.version.encode())
    for lock in LOCKS:
        digest.update(lock.read_bytes())
    folder = FOLDER / digest.hexdigest()[:12]
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if not ready.exists():
        print("installing the packages to measure …", file=sys.stderr, flush=True)
        shutil.rmtree(FOLDER, ignore_errors=True)  # earlier ones are of no more use
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        files = [word for lock in LOCKS for word in ("-r", str(lock))]
        subprocess.run([python, "-m", "pip", "install", "-qq", "--require-hashes", *files], check=True)
        ready.touch()
    return python


def variables(**added: str) -> dict[str, str]:
    """This process's environment variables without those that would change how examples are run.

    EXECUTION_JOBS is left: whoever sets it wants to measure with that number.
    """
    names = os.environ.keys() - {"EXECUTION", "EXECUTION_CACHE", "PYTHONPATH"}
    return {name: os.environ[name] for name in names} | {"NO_MKDOCS_2_WARNING": "1"} | added
