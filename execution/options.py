"""What a fence says behind its language: how its block is to run, and how it is to look."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from execution.show import predict

TIMEOUT = 30.0
"""Seconds a block may take unless its fence says `timeout=`."""
LONGEST = 600.0
SOURCES = ("above", "below", "block", "tabbed-left", "tabbed-right")
SHOWN_BY = {
    "exec": ("", ""),
    "source": ("", ""),
    "title": (r'[^"]*', "에는 큰따옴표를 쓸 수 없습니다"),
    "tabs": (r'[^"]*', "에는 큰따옴표를 쓸 수 없습니다"),
    "hl_lines": (r"\d+(-\d+)?( +\d+(-\d+)?)*", "는 줄 번호여야 합니다"),
    "linenums": (r"\d+( +\d+){0,2}", "는 줄 번호여야 합니다"),
}
"""Options of markdown-exec and of highlighting that only concern how a block looks: their form, and what an
author is told who doesn't keep to it."""
RUN_BY = {
    "returncode": (r"-?\d+", "는 정수여야 합니다"),
    "timeout": (r"\d+(\.\d+)?", "은 초를 나타내는 수여야 합니다"),
    "timeline": (r"[\w.]+(\s*,\s*[\w.]+)*", "은 쉼표로 나눈 함수 이름이어야 합니다"),
    "cores": ("[1-8]", "는 1부터 8까지의 정수여야 합니다"),
    "requires": (r"3\.\d{1,2}", "은 3.13처럼 쓴 파이썬 버전이어야 합니다"),
}
"""Options that concern how a block runs."""
LIVE = {"live": ("on|off", '에는 "on"이나 "off"만 쓸 수 있습니다')}
"""Whether readers can run the block in their browser, if `live.decide` is wrong about it."""
FORMS = SHOWN_BY | RUN_BY | LIVE
OURS = (*RUN_BY, *LIVE, *predict.OPTIONS)
"""Options that markdown-exec and highlighting are not to see."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a block is to run: what its fence says, and so part of its order and of the key of its run.

    `exit_status` is the announced one (None: to the end of the file, with 0), `timeout` in seconds,
    `timeline` names the functions to draw, `cores` says how many it has to itself
    (0: it shares them), and `requires` the least Python, e.g. (3, 13); empty for any.
    """

    exit_status: int | None = None
    timeout: float = TIMEOUT
    timeline: tuple[str, ...] = ()
    cores: int = 0
    requires: tuple[int, ...] = ()


DEFAULT = Options()


def parse(given: Mapping[str, str]) -> Options:
    """The options of a fence that `problems` finds nothing wrong with; defaults for what it doesn't say."""
    return Options(
        exit_status=int(given["returncode"]) if "returncode" in given else None,
        timeout=float(given.get("timeout", TIMEOUT)),
        timeline=tuple(re.findall(r"[\w.]+", given.get("timeline", ""))),
        cores=int(given.get("cores", 0)),
        requires=tuple(map(int, re.findall(r"\d+", given.get("requires", "")))),
    )


def problems(given: Mapping[str, str], *, published: bool) -> list[str]:
    """What is wrong with the options of a Python fence, in words for its author."""
    found: list[str] = []
    known = (*SHOWN_BY, *OURS)
    for name in [name for name in given if name not in known]:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f" ({close[0]}=을 뜻했나요?)" if close else ""
        found.append(f"알 수 없는 펜스 옵션입니다: {name}={hint}")
    if published and given.get("exec") != "on":
        found.append('실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요')
    elif published and given.get("source") not in SOURCES:
        found.append(f"코드가 보이지 않는 펜스입니다. source=에 {', '.join(SOURCES)} 가운데 하나를 쓰세요")
    for name, (form, message) in FORMS.items():
        if form and name in given and not re.fullmatch(form, given[name]):
            found.append(f"{name}={message}: {given[name]}")
        elif name == "timeout" and float(given.get(name, 0)) > LONGEST:
            found.append(f"timeout=은 {LONGEST:g}초까지입니다: {given[name]}")
    return [*found, *predict.problems(given)]
