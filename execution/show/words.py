"""Says in words what an event loop did, step by step, and gives the steps to the page's script.

Particles follow the last sound of a label as a Korean reader says it: Hangul by its final consonant,
digits and single letters by their names ('A': 에이), other words by their last letters (main: 메인).
"""

from __future__ import annotations

import json
import re
from html import escape

from execution.model import Run, Step, Wake

FINAL = re.compile(r"([lmn]e?|ng|oup|eep|(?:^|[^aeiou])[aeiou](?:ck|[kpb]))$")
"""What ends in a consonant when it is read."""
ENDS = {"returned": "끝", "raised": "예외로 끝", "cancelled": "취소되어 끝"}
BY_LOOP = {
    "timer": "타이머가 울려",
    "timeout": "시간제한이 지나",
    "thread": "다른 스레드에서 결과가 와",
    "socket": "소켓이 준비되어",
    "process": "서브 프로세스에서 소식이 와",
    "finished": "기다리던 태스크가 끝나",
    "exception": "기다리던 태스크가 예외로 끝나",
    "cancel": "태스크 그룹이 취소를 요청해",
    "signal": "시그널이 와",
    "shutdown": "`asyncio.run()`이 끝나며 취소를 요청해",
}
"""Why the loop itself makes a task ready …"""
CANCELS = {"timer": "타이머가 울려 취소를 요청해", "signal": "시그널이 와 취소를 요청해"}
"""… and why it cancels one, by the kind of step."""
GROUPS = {"gather(": "`gather`의", "async with TaskGroup": "태스크 그룹의"}
"""Whose tasks have all finished, by how the awaited expression begins."""
CALLED_BY = {"timer": "타이머가 울려 ", "thread": "다른 스레드의 요청으로 ", "socket": "소켓이 준비되어 "}
DONE = {"created": "만들고", "scheduled": "예약하고", "cancel": "취소 요청으로 깨우고"}
"""What a task or callback does to others, if it doesn't merely wake them."""


def details(run: Run) -> str:
    """All steps as a folded list and as data, in HTML; an empty string if there are none."""
    if not run.steps:
        return ""
    items = "".join(f"<li>{_marked(sentence)}</li>" for sentence in sentences(run))
    rest = f"<p>이어진 {run.steps_left_out}걸음은 남기지 않았습니다.</p>" if run.steps_left_out else ""
    return (
        f"<details class='run-words' data-search-exclude data-record='{record(run)}'>"
        f"<summary>말로 보기</summary><ol>{items}</ol>{rest}</details>"
    )


def record(run: Run) -> str:
    """The steps as compact JSON, for an attribute in single quotes.

    No script element could hold it: the theme runs any, whatever its type, when it goes to another page.
    """
    steps = [
        [
            step.begin,
            step.end,
            step.kind,
            step.task,
            step.line,
            step.stop,
            step.waits,
            step.until,
            step.outcome,
            [[wake.task, wake.how] for wake in step.wakes],
            step.ready,
            step.printed,
        ]
        for step in run.steps
    ]
    text = json.dumps({"tasks": run.tasks, "steps": steps}, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")


def sentences(run: Run) -> list[str]:
    """One sentence a step; code stands between backquotes."""
    waits: dict[int, str] = {}
    told = []
    for step in run.steps:
        said = _by_loop(run, step, waits) if step.task < 0 else _by_program(run, step, step.task not in waits)
        told.append(f"{step.begin:.2f}초: {said}")
        waits[step.task] = step.waits
    return told


def step_named(run: Run, text: str) -> int:
    """The place in `run.steps` of the one step whose sentence contains `text`; ValueError if not one."""
    found = [number for number, sentence in enumerate(sentences(run)) if text in sentence.replace("`", "")]
    if len(found) != 1:
        raise ValueError(f"{len(found)}개의 걸음이 이 말에 맞습니다: {text}")
    return found[0]


def _by_program(run: Run, step: Step, is_first: bool) -> str:
    who = with_particle(run.tasks[step.task], "이가")
    after = [wake for wake in step.wakes if step.outcome and wake.how in ("finished", "exception")]
    before = [wake for wake in step.wakes if wake not in after]
    acts = [f"{_names(run, wakes, '을를')} {act}" for act, wakes in _grouped(before).items()]
    if step.kind != "task":
        start = f"{CALLED_BY.get(step.kind, '')}콜백 {who}"
        return " ".join([start, "실행되어", *acts, "끝났습니다."] if acts else [start, "실행되었습니다."])
    start = f"{who} {'시작해' if is_first else '이어서 실행되어'}"
    if step.outcome:
        if step.outcome == "cancelled" and not acts:
            start = f"{who} 시작하기도 전에" if is_first else who
        how = f"나며 {_names(run, after, '을를')} 깨웠습니다" if after else "났습니다"
        end = ENDS[step.outcome] + how
    elif any(wake.how == "again" for wake in step.wakes):
        end = f"`{step.waits}`에서 제어권을 넘기고 곧바로 다시 준비되었습니다"
    else:
        end = f"{with_particle(step.waits, '을를')} 기다리며 " * bool(step.waits) + "일시 중단되었습니다"
    return " ".join([start, *acts, end]) + "."


def _by_loop(run: Run, step: Step, waits: dict[int, str]) -> str:
    wakes = list(step.wakes)
    how = wakes[0].how
    if how == "created":
        abandoned = all(run.tasks[wake.task].startswith("aclose()") for wake in wakes)
        why = "다른 스레드가" if step.kind == "thread" else "연결이 들어와"
        why = "버려진 비동기 제너레이터를 닫으려고" if abandoned else why
        return f"{why} {_names(run, wakes, '을를')} 만들었습니다."
    why = BY_LOOP.get(how, "콜백이 실행되어")
    if how == "cancel":
        why = CANCELS.get(step.kind, why)
    elif how == "finished":
        awaited = waits.get(wakes[0].task, "")
        whose = next((whose for begin, whose in GROUPS.items() if awaited.startswith(begin)), "")
        why = f"{whose} 태스크가 모두 끝나" if whose else why
    return f"{why} {_names(run, wakes, '이가')} 준비되었습니다."


def _grouped(wakes: list[Wake]) -> dict[str, list[Wake]]:
    groups: dict[str, list[Wake]] = {}
    for wake in wakes:
        if wake.how != "again":
            groups.setdefault(DONE.get(wake.how, "깨우고"), []).append(wake)
    return groups


def _names(run: Run, wakes: list[Wake], particles: str) -> str:
    labels = [run.tasks[wake.task] for wake in wakes]
    return ", ".join([*(f"`{label}`" for label in labels[:-1]), with_particle(labels[-1], particles)])


def with_particle(label: str, particles: str) -> str:
    """`label` in backquotes and a particle: the first of the two after a consonant, else the second."""
    read = re.sub(r"[^0-9A-Za-z가-힣]+$", "", label)
    last = re.search(r"[0-9A-Za-z가-힣]+$", read)
    word = last[0] if last else ""
    if word and "가" <= word[-1] <= "힣":
        closed = (ord(word[-1]) - ord("가")) % 28 > 0
    elif len(word) == 1 or word[-1:].isdigit():
        closed = word[-1:] in tuple("LMNRlmnr013678")
    else:
        closed = FINAL.search(word.lower()) is not None
    return f"`{label}`{particles[0] if closed else particles[1]}"


def _marked(sentence: str) -> str:
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", escape(sentence, quote=False))
