"""What docs/advanced/async-generators.md says of its runs, and of what it names without showing."""

from __future__ import annotations

import asyncio
import gc
import re
import subprocess
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from itertools import pairwise

import pytest

from execution.model import Run
from execution.pages import Block
from execution.project import SNIPPETS
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "advanced/async_generators"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def test_a_generator_asks_only_for_the_pages_that_are_wanted(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/find_title.py")
    [whole], [half] = run.calls("in_list"), run.calls("on_the_way")
    fetches = run.calls("fetch_page")
    assert [sum(way.start <= call.start < way.end for call in fetches) for way in (whole, half)] == [4, 2]
    assert whole.end - whole.start > 0.75
    assert 0.35 < half.end - half.start < whole.end - whole.start - 0.1


def test_an_item_that_is_there_comes_without_a_turn_for_others() -> None:
    async def items() -> AsyncIterator[int]:
        for number in range(3):
            yield number

    async def main() -> int:
        turns = 0

        async def ticker() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        task = asyncio.create_task(ticker())
        async for _ in items():
            pass
        task.cancel()
        return turns

    assert asyncio.run(main()) == 0


def test_async_for_does_one_thing_after_the_other(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/one_at_a_time.py")
    calls = sorted(run.lanes, key=lambda lane: lane.start)
    assert [lane.function for lane in calls] == ["fetch_page", "save"] * 4
    assert all(earlier.end <= later.start for earlier, later in pairwise(calls))
    assert calls[-1].end >= 1.55


def test_class_and_generator_answer_alike(run_of: Runs) -> None:
    by_hand = ["2", "1", "더 없음"]
    assert lines(run_of(f"{PAGE}/protocol.py")) == ["클래스:", *by_hand, "제너레이터:", *by_hand]


def test_a_generator_refuses_a_second_task_and_a_class_may_take_it(run_of: Runs, blocks: list[Block]) -> None:
    assert lines(run_of(f"{PAGE}/shared.py")) == [
        "async_generator:",
        "A: [1, 2, 3, 4]",
        "B: RuntimeError('anext(): asynchronous generator is already running')",
        "Pages:",
        "A: [1, 3]",
        "B: [2, 4]",
    ]
    late = changed(
        blocks,
        f"{PAGE}/shared.py",
        ("self.number += 1  # 기다리기 전에 번호를 가져간다", "number = self.number + 1"),
        ("        number = self.number\n", ""),
        ("        return number\n", "        self.number = number\n        return number\n"),
    )
    assert lines(late)[-2:] == ["A: [1, 2, 3, 4]", "B: [1, 2, 3, 4]"]


def test_a_comprehension_waits_one_by_one(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/comprehensions.py")
    awaited, gathered = map(float, re.findall(r"([\d.]+)초$", run.output, re.MULTILINE))
    assert gathered < 0.3 <= awaited
    calls = run.calls("square")
    assert all(earlier.end <= later.start for earlier, later in pairwise(calls[:3]))
    assert max(call.start for call in calls[3:]) < min(call.end for call in calls[3:])
    assert lines(run)[-2:] == [
        "괄호로 쓰면: async_generator",
        "TypeError: 'async_generator' object is not iterable",
    ]


def test_only_aclosing_closes_in_the_same_task(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/who_closes.py"))
    main = printed[0].split()[-1]
    closers = {name: task for name, task in re.findall(r"(\w+): 닫은 태스크는 (\S+)", "\n".join(printed))}
    assert [name for name, task in closers.items() if task == main] == ["aclosing"]
    assert printed.index("바로: 루프 다음 줄") < printed.index(f"바로: 닫은 태스크는 {closers['바로']}")
    assert printed[-1].startswith("변수: 닫은 태스크는")


BROKEN_OFF_AT_THE_END = """
import asyncio

async def read():
    try:
        yield 1
    finally:
        print("begun")
        await asyncio.sleep(0.1)
        print("done")

async def main():
    async for _ in read():
        break

asyncio.run(main())
"""


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="told of Python 3.11 only")
def test_at_the_end_of_main_the_clean_up_is_cut_off() -> None:
    child = subprocess.run([sys.executable, "-c", BROKEN_OFF_AT_THE_END], capture_output=True, text=True)
    assert child.stdout.split() == ["begun"]


def test_a_lock_is_held_while_the_generator_is_not_running(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/held_lock.py")) == [
        "held: 1행을 읽음",
        "held: 쓰지 못함, 잠김=True",
        "released: 1행을 읽음",
        "released: 씀",
    ]


def test_a_timeout_around_a_yield_cancels_the_body(run_of: Runs, blocks: list[Block]) -> None:
    run = run_of(f"{PAGE}/timeout_around_yield.py")
    assert lines(run) == ["1 받음", "1 저장", "2 받음", "collect: 취소됨", "cancelled=True"]
    assert run.calls("save")[1].outcome == "cancelled"
    closing = changed(
        blocks,
        f"{PAGE}/timeout_around_yield.py",
        ("import asyncio\n", "import asyncio\nfrom contextlib import aclosing\n"),
        ("        async for value in readings():\n", "        async with aclosing(readings()) as source:\n"),
        ('            print(f"{value} 받음")\n', "            async for value in source:\n"),
        ("            await save(value)\n", "                await save(value)\n"),
    )
    assert lines(closing) == ["1 저장", "collect: 취소됨", "cancelled=True"]


def test_in_main_it_ends_the_program(blocks: list[Block]) -> None:
    task = "    task = asyncio.create_task(collect())\n    await asyncio.wait([task])\n"
    run = changed(
        blocks,
        f"{PAGE}/timeout_around_yield.py",
        (task, "    await collect()\n"),
        ('    print(f"cancelled={task.cancelled()}")\n', ""),
    )
    assert run.exit_status == 1
    assert lines(run)[-1] == "asyncio.exceptions.CancelledError"


def test_a_timeout_around_the_wait_leaves_the_body_alone(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/timeout_around_wait.py")) == [
        "1 받음",
        "1 저장",
        "2 받음",
        "2 저장",
        "readings: 시간 초과",
    ]


def test_a_group_around_a_yield_takes_closing_for_a_failure(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/group_around_yield.py")
    assert lines(run) == [
        "first_only:",
        "A1만 받고 그만둠",
        "밖으로 나온 것: ['GeneratorExit']",
        "slowly:",
        "A1 받음",
        "본문이 취소됨",
        "밖으로 나온 것: ['ConnectionError', 'GeneratorExit']",
    ]


async def failing() -> None:
    await asyncio.sleep(0.01)
    raise ConnectionError


async def around_yield() -> AsyncGenerator[int, None]:
    async with asyncio.TaskGroup() as group:
        group.create_task(failing())
        yield 1


def test_except_star_leaves_the_generator_exit() -> None:
    async def main() -> None:
        try:
            async with aclosing(around_yield()) as items:
                async for _ in items:
                    await asyncio.sleep(5)
        except* ConnectionError:
            pass

    with pytest.raises(BaseExceptionGroup) as failed:
        asyncio.run(main())
    assert [type(error) for error in failed.value.exceptions] == [GeneratorExit]


def test_without_aclosing_the_failure_is_only_logged() -> None:
    logged: list[BaseException] = []

    async def use() -> None:
        async for _ in around_yield():
            await asyncio.sleep(5)

    async def main() -> bool:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: logged.append(context["exception"]))
        task = asyncio.create_task(use())
        await asyncio.wait([task])
        cancelled = task.cancelled()
        del task
        for _ in range(3):
            await asyncio.sleep(0.01)
            gc.collect()
        return cancelled

    assert asyncio.run(main())
    [failed] = logged
    assert isinstance(failed, BaseExceptionGroup)
    assert failed.subgroup(ConnectionError)


def test_a_context_manager_keeps_the_promise_of_its_group(run_of: Runs, blocks: list[Block]) -> None:
    run = run_of(f"{PAGE}/merged.py")
    assert lines(run) == [
        "first_only:",
        "A1만 받고 그만둠",
        "블록 다음 줄",
        "slowly:",
        "A1 받음",
        "받은 예외: B가 끊김",
    ]
    [first], feeds = run.calls("first_only"), run.calls("feed")
    assert all(feed.end <= first.end for feed in feeds[:2])
    whole = changed(
        blocks, f"{PAGE}/merged.py", ('name == "B" and number == 2', "False"), ("sleep(0.6)", "sleep(0)")
    )
    received = {line.removesuffix(" 받음") for line in lines(whole) if line.endswith(" 받음")}
    assert received == {"A1", "A2", "A3", "B1", "B2", "B3"}


def test_the_rule_of_ruff_finds_the_three_and_the_solution() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--preview", "--select", "ASYNC119", "--no-cache"]
    found = subprocess.run(
        [*command, "--output-format", "concise", str(SNIPPETS / PAGE)], capture_output=True, text=True
    )
    assert set(re.findall(r"(\w+)\.py:", found.stdout)) == {
        "held_lock",
        "timeout_around_yield",
        "group_around_yield",
        "exercise_nested",
    }


def test_fetching_ahead_takes_a_second(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/exercise_prefetch.py")
    assert run.printed("4쪽 저장")[0] - run.calls("fetch_page")[0].start < 1.5
    for fetch, save in zip(run.calls("fetch_page")[1:], run.calls("save"), strict=False):
        assert fetch.start < save.end
        assert save.start < fetch.end


def test_closing_reaches_only_as_far_as_it_is_handed_on(run_of: Runs) -> None:
    closed, after = "연결 닫힘", "블록 다음 줄"
    start, solution = (
        lines(run_of(f"{PAGE}/exercise_nested.start.py")),
        lines(run_of(f"{PAGE}/exercise_nested.py")),
    )
    assert start.index(after) < start.index(closed)
    assert solution.index(closed) < solution.index(after)
