"""Remembers runs: one JSON file per key, where the key covers everything that could change the run."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from filelock import FileLock

from execution import process
from execution.interpreters import sufficient
from execution.model import SHAPE, Run
from execution.pages import Block
from execution.process.launch import order_for

UNUSED_SECONDS = 30 * 24 * 3600.0
"""How long a run is kept that no build asks for."""
KEPT_BYTES = 256 * 2**20
log = logging.getLogger("execution")


def fingerprint() -> str:
    """What besides its order a run depends on: installed packages, and the source of what runs it.

    Installed packages are told by the names of their `.dist-info` folders, which carry the version
    (https://packaging.python.org/specifications/recording-installed-packages/).
    """
    packages = {
        entry.name
        for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        for entry in Path(folder).glob("*.dist-info")
    }
    digest = hashlib.sha256(repr([sys.platform, sorted(packages)]).encode())
    for source in sorted(Path(process.__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()


class Cache:
    """Runs kept under `folder`. What can't be read is a miss; what can't be written is a warning.

    Of use for one build: the fingerprint is taken when it is made, and a run during which it has changed
    is not kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._fingerprint = fingerprint()
        self._warned = False

    def path(self, block: Block) -> Path:
        """Where the run of `block` is kept. Raises `NoInterpreter` if nothing here can run it."""
        interpreter = sufficient(block.options.requires)
        order = order_for(block, interpreter) | {"python": interpreter.version, "shown_as": None}
        key = json.dumps([SHAPE, self._fingerprint, order], sort_keys=True)
        return self.folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"

    def load(self, block: Block) -> Run | None:
        """The kept run of `block`; None if there is none that can be read whole."""
        path = self.path(block)
        try:
            run = msgspec.json.decode(path.read_bytes(), type=Run)
            os.utime(path)  # it is in use
        except (OSError, ValueError, RecursionError):
            return None
        digest = hashlib.sha256(block.code.encode()).hexdigest()
        return run if (run.shape, run.digest) == (SHAPE, digest) else None

    def store(self, block: Block, run: Run) -> None:
        """Keep `run`. It appears whole under its name or, with a warning, not at all."""
        if fingerprint() != self._fingerprint:
            return
        unfinished = ""
        try:
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".new", delete=False) as file:
                unfinished = file.name
                file.write(msgspec.json.encode(run))
            os.replace(unfinished, self.path(block))
        except OSError as error:
            self._warn(error)
            if unfinished:
                Path(unfinished).unlink(missing_ok=True)

    @contextmanager
    def lock(self, block: Block) -> Iterator[None]:
        """While held, no other process or thread makes the run of this block."""
        lock = FileLock(self.path(block).with_suffix(".lock"), thread_local=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except OSError as error:
            self._warn(error)
        try:
            yield
        finally:
            if lock.is_locked:  # whoever waits notices that the file is gone, and takes a new one (filelock)
                Path(lock.lock_file).unlink(missing_ok=True)
            lock.release()

    def prune(self) -> None:
        """Remove what no build has asked for in a long time, and the oldest of what is too much."""
        kept, now = 0, time.time()
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            found = [(entry.stat(follow_symlinks=False), entry.path) for entry in entries]
            for stat, path in sorted(found, key=lambda entry: -entry[0].st_mtime):
                kept += stat.st_size
                if now - stat.st_mtime > UNUSED_SECONDS or kept > KEPT_BYTES:
                    os.unlink(path)

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            log.warning("실행 결과를 %s에 저장할 수 없어 저장하지 않고 계속합니다: %s", self.folder, error)
