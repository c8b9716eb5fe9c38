"""Remembers runs: one JSON file per key, where the key covers everything that could change the run."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import msgspec
from filelock import FileLock

from execution.model import SHAPE, Run
from execution.pages import Block

log = logging.getLogger("execution")


def environment() -> str:
    """What besides the block a run depends on: interpreter, installed packages, this package's source.

    Installed packages are told by the names of their `.dist-info` folders, which carry the version
    (https://packaging.python.org/specifications/recording-installed-packages/).
    """
    packages = {
        entry.name
        for folder in {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        for entry in Path(folder).glob("*.dist-info")
    }
    sources = sorted(Path(__file__).parent.rglob("*.py"))
    digest = hashlib.sha256(repr([sys.version, sys.platform, sorted(packages)]).encode())
    for source in sources:
        digest.update(source.read_bytes())
    return digest.hexdigest()


class Cache:
    """Runs kept under `folder`. What can't be read is a miss; what can't be written is a warning."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._warned = False

    @cached_property
    def _environment(self) -> str:
        return environment()

    def path(self, block: Block) -> Path:
        """Where the run of `block` is kept, here and now."""
        parts = [SHAPE, self._environment, block.file_name, block.code]
        parts += [block.timeout, block.timeline, block.alone]
        return self.folder / f"{hashlib.sha256(json.dumps(parts).encode()).hexdigest()}.json"

    def load(self, block: Block) -> Run | None:
        """The kept run of `block`; None if there is none that can be read whole."""
        try:
            run = msgspec.json.decode(self.path(block).read_bytes(), type=Run)
        except (OSError, ValueError, RecursionError):
            return None
        digest = hashlib.sha256(block.code.encode()).hexdigest()
        return run if (run.shape, run.digest) == (SHAPE, digest) else None

    def store(self, block: Block, run: Run) -> None:
        """Keep `run`. It appears whole under its name or, with a warning, not at all."""
        path = self.path(block)
        unfinished = ""
        try:
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".new", delete=False) as file:
                unfinished = file.name
                file.write(msgspec.json.encode(run))
            os.replace(unfinished, path)
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
        except (OSError, NotImplementedError) as error:
            self._warn(error)
        try:
            yield
        finally:
            lock.release()

    def _warn(self, error: Exception) -> None:
        if not self._warned:
            self._warned = True
            log.warning("실행 결과를 %s에 저장할 수 없어 저장하지 않고 계속합니다: %s", self.folder, error)
