"""What docs/basics/how-await-works.md says of its runs, and of asyncio where it shows no run."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from execution.model import Run
from execution.project import SNIPPETS

Runs = Callable[[str], Run]
PAGE = "basics/how_await_works"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def test_a_coroutine_moves_only_when_sent_to(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/by_hand.py")) == [
        "코루틴을 만들었다",
        "원두를 간다",
        "첫 send가 돌려준 것: 물이 끓으면 다시 불러 주세요",
        "커피는 멈춰 있고, 다른 일을 할 수 있다",
        "물을 붓는다",
        "둘째 send가 일으킨 StopIteration의 값: 커피",
    ]


def test_what_is_yielded_below_comes_out_above_and_the_lowest_goes_on_first(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/chain.py"))
    assert [line.split(":")[0] for line in printed] == [
        *("cafe", "barista", "machine", "◆ send가 돌려준 것"),
        *("machine", "barista", "cafe", "◆ 결과"),
    ]


def test_the_same_call_hands_over_or_not(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/hand_over.py")) == [
        "빈 코루틴: 지나감, 지나감",
        "lock.acquire(): 지나감, 멈춤",
        "queue.put(): 지나감, 멈춤",
        "queue.get(): 지나감, 멈춤",
        "asyncio.sleep(0): 멈춤, 멈춤",
    ]


def hands_over(coroutine: Coroutine[Any, Any, object]) -> bool:
    try:
        coroutine.send(None)
    except StopIteration:
        return False
    coroutine.close()
    return True


async def wait_for(awaitable: Awaitable[object]) -> None:
    await awaitable


def test_futures_and_streams_hand_over_when_there_is_something_to_wait_for() -> None:
    async def main() -> None:
        future = asyncio.get_running_loop().create_future()
        assert hands_over(wait_for(future))
        future.set_result(None)
        assert not hands_over(wait_for(future))

        asked, answered = asyncio.Event(), asyncio.Event()

        async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"1\n2\n")
            await asked.wait()  # and never reads
            writer.transport.abort()
            answered.set()

        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            assert await reader.readline() == b"1\n"
            assert not hands_over(reader.readline())
            assert hands_over(reader.readline())
            assert not hands_over(writer.drain())
            writer.write(bytes(50_000_000))
            assert hands_over(writer.drain())
            writer.transport.abort()
            asked.set()
            await answered.wait()
            await asyncio.sleep(0)  # both transports close in the next round

    asyncio.run(main())


def test_a_consumer_starves_beside_a_queue_without_bound(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/starving.py")
    assert re.findall(r"꺼낸 것 (\d+)개", run.output) == ["0", "2999"]


def test_a_queue_of_coroutines_makes_them_take_turns(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/round_robin.py"))
    assert printed == ["A 1단계", "B 1단계", "A 2단계", "B 2단계", "A 3단계", "B 끝", "A 끝"]


def test_our_loop_and_asyncio_do_the_same_in_the_same_time(run_of: Runs) -> None:
    ours, theirs = lines(run_of(f"{PAGE}/timer_loop.py"))
    steps = "A1 B1 A2 B2 A3 B3 "
    assert ours.startswith(f"{steps}우리 루프: ")
    assert theirs.startswith(f"{steps}asyncio: ")
    for line in (ours, theirs):
        [seconds] = re.findall(r"([\d.]+)초", line)
        assert 0.9 <= float(seconds) < 2.5


def test_select_wakes_at_the_limit_or_at_the_news_and_uses_no_cpu(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/select_call.py")
    first, second, letter = lines(run)
    assert "[]" in first
    assert "['here']" in second
    assert "안녕" in letter
    waited, used = zip(*re.findall(r"([\d.]+)초 만에 .* 쓴 CPU ([\d.]+)초", run.output), strict=True)
    assert 0.09 <= float(waited[0]) < 0.9
    assert 0.05 <= float(waited[1]) < 2
    assert all(float(seconds) < 0.05 for seconds in used)


def test_the_finished_loop_waits_for_timers_and_a_socket(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/tiny_loop.py")
    pages = [f"편지 {page}쪽을 썼다" for page in (1, 2, 3)]
    assert lines(run) == [*pages, "받은 편지: 안녕"]
    assert [run.printed(page)[0] >= 0.1 * number for number, page in enumerate(pages, 1)] == [True] * 3


def test_the_finished_loop_has_fewer_than_sixty_lines() -> None:
    code = (SNIPPETS / PAGE / "tiny_loop.py").read_text(encoding="utf-8")
    loop, found, _ = code.partition("return main.result\n")
    assert found
    assert len([line for line in (loop + found).splitlines() if line.strip()]) < 60


def test_a_plain_function_cannot_wait_for_a_coroutine(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/contagious.py")
    assert lines(run) == [
        "def에서 호출하면: coroutine",
        "def에서 send하면: 퓨처가 채워졌나? False",
        "def에서 run하면: RuntimeError: asyncio.run() cannot be called from a running event loop",
        "async def에서 await하면: 커피",
    ]
    assert run.tasks == ("main()",)
    assert run.steps[0].waits == "sleep(0.1)"
    [plain], [coroutine] = run.calls("order_by_send"), run.calls("order")
    busy = [sum(end - start for start, end in lane.active) for lane in (plain, coroutine)]
    assert busy[0] > 0.9 * (plain.end - plain.start) > 0.25
    assert busy[1] < 0.5 * (coroutine.end - coroutine.start)


def test_the_doors_between_the_colours() -> None:
    async def where() -> str:
        return threading.current_thread().name

    def schedule() -> asyncio.Task[str]:
        return asyncio.create_task(where())

    async def main() -> None:
        loop = asyncio.get_running_loop()
        here = threading.current_thread().name
        back = await asyncio.to_thread(lambda: asyncio.run_coroutine_threadsafe(where(), loop).result())
        assert back == await schedule() == here

    asyncio.run(main())


def test_a_delay_that_blocks_lets_no_signal_through_and_one_that_yields_does(run_of: Runs) -> None:
    blocking, yielding = (run_of(f"{PAGE}/exercise_delay{name}.py") for name in (".start", ""))
    assert lines(blocking)[1] == "기다림 끝: 0.5초"
    assert lines(yielding) == ["기다림 시작", "신호 1", "신호 2", "신호 3", "기다림 끝: 0.5초"]
    [lane] = yielding.calls("wait_for_delay")
    assert sum(end - start for start, end in lane.active) < 0.1


def test_a_cancelled_task_cleans_up_before_its_cancellation_is_confirmed(run_of: Runs) -> None:
    forgotten, thrown = (run_of(f"{PAGE}/exercise_cancel{name}.py") for name in (".start", ""))
    assert lines(forgotten) == ["파일을 열었다", "취소를 확인했다", "파일을 닫았다"]
    assert lines(thrown) == ["파일을 열었다", "파일을 닫았다", "취소를 확인했다"]
