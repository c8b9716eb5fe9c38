"""What docs/basics/event-loop.md says beyond the source chapter, looked up in the runs it shows.

What the page tells without showing it is tried here directly.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise

import pytest

from execution.model import Lane, Run
from execution.pages import Block
from tests.support import execute

Runs = Callable[[str], Run]
PAGE = "basics/event_loop"


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def seconds(run: Run, label: str) -> float:
    [found] = re.findall(rf"^ *{re.escape(label)} ([\d.]+)초$", run.output, re.MULTILINE)
    return float(found)


def busy(lane: Lane) -> float:
    """The part of its time for which a call held its thread."""
    return sum(end - start for start, end in lane.active) / (lane.end - lane.start)


def test_one_thread_runs_the_workers_in_turns(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/turns.py")
    assert [line[0] for line in lines(run)] == list("ABABAB")
    assert all(line.endswith("(MainThread)") for line in lines(run))
    turns = sorted(turn for lane in run.calls("worker") for turn in lane.active)
    assert all(end <= start for (_, end), (start, _) in pairwise(turns))


def test_giving_way_leads_to_the_end_of_the_queue(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/turns.py")
    gave_way = next(step for step in run.steps if any(wake.how == "again" for wake in step.wakes))
    assert [run.tasks[task] for task in gave_way.ready] == ["worker('B')", "worker('A')"]


def test_an_await_that_finds_nothing_to_wait_for_lets_nobody_in(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/no_handover.py"))[1:] == [
        "빈 코루틴: ticker 0번",
        "이미 끝난 태스크: ticker 0번",
        "sleep(0): ticker 3000번",
    ]


def test_a_roomy_queue_and_a_free_lock_let_nobody_in() -> None:
    async def turns_during(step: Callable[[], Awaitable[object]]) -> int:
        turns = 0

        async def ticker() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(ticker())
        for _ in range(100):
            await step()
        other.cancel()
        return turns

    async def main() -> None:
        queue: asyncio.Queue[int] = asyncio.Queue()
        lock = asyncio.Lock()

        async def take_the_lock() -> None:
            async with lock:
                pass

        assert await turns_during(lambda: queue.put(1)) == 0
        assert await turns_during(take_the_lock) == 0
        assert await turns_during(lambda: asyncio.sleep(0)) > 0

    asyncio.run(main())


def test_the_loop_sleeps_twice_and_a_socket_wakes_it_first(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/who_waits.py")
    assert lines(run) == [
        "루프: 할 일이 없어 최대 0.4초 동안 잡니다",
        "루프: 소켓에 데이터가 왔습니다",
        "친구: 안녕",
        "루프: 할 일이 없어 최대 0.3초 동안 잡니다",
        "루프: 타이머가 울립니다",
        "0.4초 동안 푹 쉬었습니다",
    ]
    assert max(busy(lane) for lane in run.lanes) < 0.5
    [receiving], [resting] = run.calls("receive"), run.calls("rest")
    assert 0.09 < receiving.end < 0.39 < resting.end


def test_waiting_for_sockets_overlaps_and_costs_hardly_any_cpu(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/io_bound.py")
    took = seconds(run, "I/O 작업 시간:")
    assert 0.48 < took < 1.4  # not 1.5, the sum
    assert seconds(run, "그동안 CPU를 쓴 시간:") < took / 3
    assert "running=True" in run.output
    assert max(busy(lane) for lane in run.calls("io_bound_task")) < 0.5


def test_only_other_processes_shorten_a_computation(run_of: Runs, blocks: list[Block]) -> None:
    """Where there are two cores with nothing else to do: one run of five has to show it."""
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/cpu_bound.py"]
    run = run_of(f"{PAGE}/cpu_bound.py")
    for _ in range(5):
        took = {
            way: seconds(run, f"{way} CPU 작업 시간:")
            for way in ("one_by_one", "gathered", "in_threads", "in_processes")
        }
        [processes] = run.calls("in_processes")
        assert busy(processes) < 0.5
        alike = min(took["gathered"], took["in_threads"]) > took["one_by_one"] * 0.55
        shorter = took["in_processes"] < min(took["one_by_one"], took["gathered"]) * 0.9
        if (alike and shorter) or len(os.sched_getaffinity(0)) < 2:
            return
        run = execute(block)
    if os.getloadavg()[0] > 1:
        pytest.skip(f"the cores are busy: {took}")
    pytest.fail(f"{took}")


def test_leaving_a_process_pool_early_holds_up_the_loop() -> None:
    async def leave_early() -> float:
        loop = asyncio.get_running_loop()
        start = time.perf_counter()
        try:
            async with asyncio.timeout(0.2):
                with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                    await loop.run_in_executor(pool, time.sleep, 1.0)
        except TimeoutError:
            return time.perf_counter() - start
        raise AssertionError("no timeout")

    assert asyncio.run(leave_early()) > 0.9


def test_handing_over_lets_the_signals_through(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/sleep_zero.py")
    rang = next(step for step in run.steps if step.kind == "timer")  # but not while the loop was held up
    alone, shared = run.calls("cpu_bound_task")
    assert rang.begin >= alone.end > 0.38
    late, first, second = (
        seconds(run, f"{signal}:") for signal in ("독점 신호 1", "양보 신호 1", "양보 신호 2")
    )
    assert late > 0.38
    assert first >= 0.1
    assert second >= 0.2
    if max(alone.end - alone.start, shared.end - shared.start) < 0.5:  # else it had to share its core
        assert late < 0.7
        assert first < 0.22
        assert second < 0.38


def test_a_blocking_call_comes_before_signals_that_were_due_earlier(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/blocking_call.py")
    assert [line.split(":")[0] for line in lines(run)] == ["보고서 결과", "신호 1", "신호 2", "신호 3"]
    assert 0.58 < seconds(run, "신호 1:") < 1.5
    [report] = run.calls("load_report")
    assert busy(report) > 0.95


def test_a_thread_blocks_in_the_place_of_the_loop(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/to_thread.py")
    assert [line.split(":")[0] for line in lines(run)] == ["신호 1", "신호 2", "신호 3", "보고서 결과"]
    [report], [loader] = run.calls("read_report"), run.calls("load_report")
    assert busy(report) > 0.95
    assert report.thread
    assert busy(loader) < 0.5


def test_a_timeout_ends_the_waiting_and_not_the_thread(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/thread_not_cancelled.py")
    assert lines(run)[:2] == ["load_report: 0.2초가 지나 그만 기다립니다", "read_report: 다 읽었습니다"]
    assert 0.78 < seconds(run, "asyncio.run()이 돌아오기까지:") < 2
    [report], [loader] = run.calls("read_report"), run.calls("load_report")
    assert loader.end < 0.75 < report.end
    assert busy(report) > 0.95


def test_no_timeout_is_in_time_while_the_loop_is_blocked() -> None:
    async def block() -> None:
        time.sleep(0.4)  # noqa: ASYNC251 - what the page warns of
        await asyncio.sleep(0.4)

    async def main() -> float:
        start = time.perf_counter()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(block(), 0.1)
        return time.perf_counter() - start

    assert 0.39 < asyncio.run(main()) < 0.79


def test_callbacks_are_points_on_the_line_that_the_coroutine_draws(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/callback_example.py")
    assert lines(run)[1] == "fetch_user는 벌써 돌아왔습니다"
    [whole] = run.calls("callback_example")
    points = {name: run.calls(name)[0] for name in ("fetch_user", "process_user_data", "on_posts_fetched")}
    assert 0.58 < whole.end - whole.start < 1.5
    assert all(lane.end - lane.start < 0.25 for lane in points.values())
    assert points["fetch_user"].start < 0.28 < points["process_user_data"].start
    assert points["on_posts_fetched"].start > 0.58


def test_coroutines_draw_bars_and_the_last_two_overlap(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/async_example.py")
    assert all(0.28 < lane.end - lane.start < 0.9 for lane in run.calls("fetch_user"))
    user, posts = run.calls("fetch_user")[1], run.calls("fetch_posts")[1]
    assert max(user.start, posts.start) < min(user.end, posts.end)
    assert user.start > 0.58


def test_an_exception_in_a_callback_is_logged_and_nobody_is_woken() -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        finished = loop.create_future()
        logged: list[str] = []
        loop.set_exception_handler(lambda _, context: logged.append(context["message"]))
        loop.call_soon(lambda: finished.set_result(1 // 0))
        await asyncio.sleep(0.05)
        assert len(logged) == 1
        assert not finished.done()

    asyncio.run(main())


def test_a_cancelled_future_cannot_be_filled() -> None:
    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        future.cancel()
        with pytest.raises(asyncio.InvalidStateError):
            future.set_result(None)

    asyncio.run(main())


def test_a_bridge_ends_when_the_answer_is_there(run_of: Runs) -> None:
    guess = run_of(f"{PAGE}/exercise_bridge.start.py")
    assert lines(guess) == ["사용자 정보: 아직 모름", "사용자 정보: 아직 모름"]
    run = run_of(f"{PAGE}/exercise_bridge.py")
    assert lines(run) == ["사용자 정보: User123", "실패: 없는 사용자입니다"]
    assert [lane.outcome for lane in run.calls("fetch_user_async")] == ["returned", "raised"]
    assert all(0.18 < lane.end - lane.start < 0.9 for lane in run.calls("fetch_user_async"))


def test_three_blocking_calls_overlap_in_three_threads(run_of: Runs) -> None:
    start = run_of(f"{PAGE}/exercise_threads.start.py")
    assert lines(start)[0] == "매출 결과"
    run = run_of(f"{PAGE}/exercise_threads.py")
    assert len({lane.thread for lane in run.calls("read_report")}) == 3
    assert run.most_at_once("read_report") == 3
    assert [line.split(":")[0] for line in lines(run)[:3]] == ["신호 1", "신호 2", "신호 3"]
