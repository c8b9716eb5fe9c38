"""What docs/advanced/blocking-code.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import concurrent.futures
import re
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar, Token

import pytest

from execution.model import Lane, Run

Runs = Callable[[str], Run]
PAGE = "advanced/blocking_code"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def busy(lane: Lane) -> float:
    return sum(end - start for start, end in lane.active)


def test_a_full_default_pool_delays_the_look_up_of_names(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/own_pool.py")
    waited, free = map(float, re.findall(r"([\d.]+)초", run.output))
    assert free < 0.35 < 0.75 <= waited
    reports = run.calls("make_report")
    assert len(reports) == 8
    assert {lane.thread.rpartition("_")[0] for lane in reports} == {"default", "report"}


def test_a_connection_of_sqlite_belongs_to_its_thread() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as own, ThreadPoolExecutor(1) as other:
            database = await loop.run_in_executor(own, sqlite3.connect, ":memory:")
            await loop.run_in_executor(own, database.execute, "select 1")
            with pytest.raises(sqlite3.ProgrammingError, match="same thread"):
                await loop.run_in_executor(other, database.execute, "select 1")
            await loop.run_in_executor(own, database.close)

    asyncio.run(main())


def test_to_thread_starts_when_awaited_and_run_in_executor_at_once() -> None:
    async def main() -> None:
        started = threading.Event()
        coroutine = asyncio.to_thread(started.set)
        await asyncio.sleep(0.05)
        assert not started.is_set()
        await coroutine
        assert started.is_set()
        started.clear()
        future = asyncio.get_running_loop().run_in_executor(None, started.set)
        assert started.wait(5)
        await future

    asyncio.run(main())


def test_what_crosses_to_another_process(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/process_pool.py")) == [
        "보통 함수: 대답함",
        "예외: ZeroDivisionError",
        "lambda: 피클로 바꿀 수 없음",
        "죽음: BrokenProcessPool",
        "그다음 보통 함수: BrokenProcessPool",
    ]


def test_only_what_has_not_begun_is_really_cancelled(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/queued_cancel.py")
    assert lines(run) == [
        "가: 시작",
        "cancelled: [True, True, True]",
        "asyncio.run()이 돌아옴",
        "가: 끝",
        "풀이 닫힘",
    ]
    assert len(run.calls("copy_file")) == 1


def test_a_connection_belongs_to_the_loop_that_opened_it(run_of: Runs) -> None:
    found = lines(run_of(f"{PAGE}/two_runs.py"))
    assert found[2].startswith("RuntimeError") and found[2].endswith("attached to a different loop")
    assert found[3:] == ["asyncio.Runner 하나", "연결함", "반갑습니다", "닫음"]


def test_a_queue_belongs_to_a_loop_once_it_was_waited_for() -> None:
    async def wait_for(queue: asyncio.Queue[int]) -> None:
        task = asyncio.create_task(queue.get())
        await asyncio.sleep(0)
        queue.put_nowait(1)
        await task

    async def pass_through(queue: asyncio.Queue[int]) -> None:
        queue.put_nowait(1)
        await queue.get()

    queue: asyncio.Queue[int] = asyncio.Queue()
    asyncio.run(pass_through(queue))
    asyncio.run(wait_for(queue))
    with pytest.raises(RuntimeError, match="different event loop"):
        asyncio.run(wait_for(queue))


def test_setting_an_event_from_another_thread_does_not_wake_the_loop(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/not_threadsafe.py")
    plain, safe = (float(line.rpartition(": ")[2].removesuffix("초에 들음")) for line in lines(run))
    assert safe < 0.6 < 0.75 <= plain


def test_debug_mode_refuses_the_call_from_another_thread() -> None:
    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        future.add_done_callback(lambda _: None)
        with pytest.raises(RuntimeError, match="Non-thread-safe operation"):
            await asyncio.to_thread(future.set_result, None)

    asyncio.run(main(), debug=True)


def test_waiting_for_the_loop_in_its_own_thread_stops_both(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/deadlock.py")
    assert lines(run) == [
        "get_user: 맡기고 기다림",
        "get_user: 0.5초 동안 답이 없음",
        "main: 모름",
        "fetch_user: 시작",
        "fetch_user: 끝",
    ]
    [getting], [fetching] = run.calls("get_user"), run.calls("fetch_user")
    assert busy(getting) > 0.45
    assert getting.end <= fetching.start


def test_a_full_pool_stops_who_waits_in_it_for_the_loop(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/deadlock_pool.py")
    assert lines(run) == ["풀의 스레드 1개: 0.5초 동안 답이 없음", "풀의 스레드 2개: 머리말의 내용"]
    rendering, reading = run.calls("render"), run.calls("read_file")
    assert reading[0].start >= rendering[0].end - 0.01
    assert reading[1].end <= rendering[1].end


def test_a_loop_in_a_thread_of_its_own_can_be_asked_and_told_to_stop(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/loop_thread.py")
    assert lines(run) == [
        "loop 스레드에서 가져옴",
        "fetch(60): 취소됨",
        "main: 시간 초과",
        "main: 스레드가 끝남",
    ]
    assert {lane.thread for lane in run.calls("fetch")} == {"loop"}
    assert run.calls("fetch")[1].outcome == "cancelled"


def test_a_global_mixes_requests_up_and_a_context_variable_does_not(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/request_id.py")) == [
        "alice: 시작 | 전역 변수 #1 | 컨텍스트 변수 #1",
        "bob: 시작 | 전역 변수 #2 | 컨텍스트 변수 #2",
        "alice: 질의 | 전역 변수 #2 | 컨텍스트 변수 #1",
        "bob: 질의 | 전역 변수 #2 | 컨텍스트 변수 #2",
        "main: 끝 | 전역 변수 #2 | 컨텍스트 변수 없음",
    ]


def test_how_far_a_context_variable_goes(run_of: Runs) -> None:
    found = dict(re.split(r" +(?=안에서)", line) for line in lines(run_of(f"{PAGE}/context_copy.py")))
    same, copied, left = (
        "안에서 본 것 파랑, 돌아와서 본 것 빨강",
        "안에서 본 것 파랑, 돌아와서 본 것 파랑",
        "안에서 본 것 기본값, 돌아와서 본 것 파랑",
    )
    assert found == {
        "await": same,
        "timeout()": same,
        "create_task": copied,
        "to_thread": copied,
        "run_coroutine_threadsafe": copied,
        "run_in_executor": left,
        "copy_context().run": copied,
        "Thread": left,
    }


def test_wait_for_keeps_the_context_from_3_12_and_reset_stays_in_its_own() -> None:
    color: ContextVar[str] = ContextVar("color", default="-")

    async def paint() -> None:
        color.set("red")

    async def undo(token: Token[str]) -> None:
        color.reset(token)

    async def main() -> None:
        await asyncio.wait_for(paint(), 5)
        assert color.get() == ("red" if sys.version_info >= (3, 12) else "-")
        with pytest.raises(ValueError, match="different Context"):
            await asyncio.create_task(undo(color.set("blue")))

    asyncio.run(main())


def test_a_future_of_another_thread_waits_in_result_and_cannot_be_awaited_itself() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        future = asyncio.run_coroutine_threadsafe(asyncio.sleep(0.2, "done"), loop)
        assert isinstance(future, concurrent.futures.Future)
        with pytest.raises(TypeError):
            await future  # type: ignore[misc]
        assert await asyncio.to_thread(future.result, 5) == "done"
        with pytest.raises(asyncio.InvalidStateError):
            loop.create_future().result()

    asyncio.run(main())


def test_a_future_of_a_pool_can_be_awaited() -> None:
    async def main() -> int:
        with ThreadPoolExecutor(1) as pool:
            return await asyncio.wrap_future(pool.submit(lambda: 42))

    assert asyncio.run(main()) == 42


def test_asyncio_run_waits_for_threads_of_the_default_pool() -> None:
    async def main() -> None:
        asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.3)

    start = time.monotonic()
    asyncio.run(main())
    assert time.monotonic() - start >= 0.3


def test_progress_comes_at_once_or_as_it_is_made(run_of: Runs) -> None:
    start, solution = (run_of(f"{PAGE}/exercise_progress{each}.py") for each in (".start", ""))
    assert start.printed("100%")[0] - start.printed("25%")[0] < 0.45
    assert start.printed("25%")[0] > 0.75
    assert solution.printed("100%")[0] - solution.printed("25%")[0] > 0.5


def test_a_synchronous_template_waits_in_vain_for_a_second(run_of: Runs) -> None:
    start, solution = (run_of(f"{PAGE}/exercise_template{each}.py") for each in (".start", ""))
    assert busy(start.calls("render")[0]) > 0.95
    assert lines(start) == ["(모름) 님이 (모름) 님에게"]
    assert lines(solution) == ["회원1 님이 회원2 님에게"]
    assert solution.calls("render")[0].thread
    assert {lane.thread for lane in solution.calls("fetch")} == {""}
