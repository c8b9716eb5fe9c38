"""Prepares the interpreter that runs a block; Python imports it by its name before the block starts.

The interpreter is started as `python NAME.pyc`, exactly what `python NAME.py` does once it has compiled
the file, with no frame of ours under the block's. The only difference is one statement at the end that
tells the supervisor that the end was reached: exit status 0 alone can't (`os._exit(0)`).

Python processes that the block starts import it, too, for the sake of one thing: what they print on the
block's own streams comes line by line, as on a terminal. What they print into another pipe does not.
"""

# Modules that the interpreter has loaded anyway, or that load at once: every block waits for this one.
import _signal
import faulthandler
import marshal
import os
import sys
import time
from _frozen_importlib_external import MAGIC_NUMBER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ONLY_AST = 0x400  # ast.PyCF_ONLY_AST; importing ast would take longer than all of this module


def _take(name: str) -> str:
    """A variable of the environment that the block doesn't see, but that its children get."""
    return os.fsdecode(os.environ._data.pop(os.fsencode(name), b""))  # type: ignore[attr-defined]


def _print_lines_as_on_a_terminal(streams: str) -> None:
    for fd, stream in enumerate(streams.split(","), 1):
        try:
            here = os.fstat(fd)
        except OSError:
            continue
        if f"{here.st_dev}:{here.st_ino}" == stream:
            opened: Any = (sys.stdout, sys.stderr)[fd - 1]
            opened.reconfigure(line_buffering=True, errors=("strict", "backslashreplace")[fd - 1])


def _compile(path: str, traced: list[str]) -> None:
    """Compile the block at `path` into `path + "c"`, with the end reported and `__file__` as usual."""
    with open(path, "rb") as file:
        source = file.read()
    tree = compile(source, path, "exec", ONLY_AST, dont_inherit=True)
    if traced:
        import tracer

        tracer.instrument(tree, traced, path)
        tracer.report_at_exit(_control)
    first = 0
    for node in tree.body:  # a docstring and __future__ imports must stay in front
        kind = type(node).__name__
        docstring = kind == "Expr" and first == 0 and type(node.value).__name__ == "Constant"
        if not docstring and not (kind == "ImportFrom" and node.module == "__future__"):
            break
        first += 1
    extra = [f"__file__ = {path!r}", "__import__('sitecustomize').reached_end()"]
    *prologue, epilogue = compile("\n".join(extra), path, "exec", ONLY_AST, dont_inherit=True).body
    tree.body[first:first] = prologue
    tree.body.append(epilogue)
    code = compile(tree, path, "exec", dont_inherit=True)
    with open(path + "c", "wb") as file:
        file.write(MAGIC_NUMBER + bytes(12) + marshal.dumps(code))


def reached_end() -> None:
    """Called by the block's last statement: tell the supervisor, unless this is a forked child."""
    if os.getpid() == _pid:
        try:  # noqa: SIM105
            os.write(_control, b"end\n")
        except OSError:
            pass  # a block that closed every descriptor hasn't finished


def _prepare(traced: list[str]) -> None:
    """Set up the interpreter of the block itself."""
    os.unsetenv("EXECUTION_CONTROL")
    os.set_inheritable(_control, False)
    # On this signal, sent at the time limit, the place where the block hangs is written down.
    faulthandler.register(_signal.SIGPROF, file=_control, all_threads=True)
    path = sys.argv[0] = sys.argv[0].removesuffix("c")
    try:
        _compile(path, traced)
    except Exception as error:
        sys.excepthook(type(error), error.with_traceback(None), None)
        sys.stderr.flush()
        os._exit(1)
    now = time.monotonic()
    if traced:
        sys.modules["tracer"].begin(now)
    os.write(_control, f"start {now!r} {sys.version.split()[0]}\n".encode())


_pid = os.getpid()
_take("PYTHONPATH")
_print_lines_as_on_a_terminal(_take("EXECUTION_STREAMS"))
_fd, *_traced = (_take("EXECUTION_CONTROL") or "-1").split(",")
_control = int(_fd)
if _control >= 0:
    _prepare(_traced)
sys.path[:] = [entry for entry in sys.path if entry != os.path.dirname(os.path.abspath(__file__))]
