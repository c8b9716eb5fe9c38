"""What docs/io/synchronization.md says of its runs, and of what it names without showing."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from itertools import pairwise

import pytest

from execution.model import Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def test_four_of_six_orders_lose_a_deposit_and_the_last_writer_wins(run_of: Runs) -> None:
    *orders, verdict = lines(run_of("io/synchronization/lost_update.py"))
    assert verdict == "6가지 순서 가운데 4가지에서 입금 하나를 잃음"
    found = {order.replace(" → ", ""): won for order, won in (line.split(": ") for line in orders)}
    assert {order for order, won in found.items() if won == "15원"} == {"AABB", "BBAA"}
    for order in found.keys() - {"AABB", "BBAA"}:
        assert found[order] == {"A": "10원", "B": "5원"}[order[-1]]


def test_plus_equals_reads_before_it_awaits(run_of: Runs) -> None:
    assert lines(run_of("io/synchronization/plus_equals_await.py")) == [
        "read_first: 6가지 가운데 4가지에서 잃음",
        "plus_equals: 6가지 가운데 4가지에서 잃음",
        "await_first: 6가지 가운데 0가지에서 잃음",
    ]


def test_a_lock_saves_the_deposits_and_makes_them_wait(run_of: Runs) -> None:
    run = run_of("io/synchronization/lock.py")
    assert lines(run) == ["without_lock: 10원을 네 번 넣어 10원", "with_lock: 10원을 네 번 넣어 40원"]
    calls = run.calls("update")
    assert max(call.start for call in calls[:4]) < min(call.end for call in calls[:4])
    assert all(earlier.end <= later.start for earlier, later in pairwise(calls[4:]))
    assert calls[-1].end - calls[4].start >= 0.4


def test_a_lock_goes_to_who_came_first_and_is_let_go_by_who_fails() -> None:
    async def main() -> list[str]:
        lock, order = asyncio.Lock(), list[str]()

        async def hold(name: str) -> None:
            async with lock:
                await asyncio.sleep(0.01)
                order.append(name)
                if name == "A":
                    raise ValueError

        await asyncio.gather(*(hold(name) for name in "ABC"), return_exceptions=True)
        assert not lock.locked()
        return order

    assert asyncio.run(main()) == ["A", "B", "C"]


def test_a_lock_wants_async_with() -> None:
    with pytest.raises(TypeError), asyncio.Lock():  # type: ignore[attr-defined]
        pass


def test_a_threading_lock_held_across_an_await_stops_the_loop_for_good() -> None:
    async def main() -> None:
        lock = threading.Lock()

        async def hold() -> None:
            with lock:
                await asyncio.sleep(0)

        async def want() -> None:
            # Without the limit this would be the end: the thread that lets go is the one that waits.
            assert not lock.acquire(timeout=0.1)

        await asyncio.gather(hold(), want())

    asyncio.run(main())


def test_a_check_before_an_await_lets_all_three_through(run_of: Runs) -> None:
    assert lines(run_of("io/synchronization/refresh_once.py")) == [
        "without_lock: 인증 서버에 3번 요청",
        "with_lock: 인증 서버에 1번 요청",
    ]


def test_the_check_outside_of_the_lock_is_as_good_as_none(blocks: list[Block]) -> None:
    old = """    async with lock:
        if user not in tokens:  # 락을 쥔 다음에 확인해야 한다
            tokens"""
    new = """    if user not in tokens:
        async with lock:
            tokens"""
    assert (
        "with_lock: 인증 서버에 3번"
        in changed(blocks, "io/synchronization/refresh_once.py", (old, new)).output
    )


def test_a_semaphore_lets_three_in_at_once(run_of: Runs) -> None:
    run = run_of("io/synchronization/semaphore.py")
    assert run.most_at_once("send") == 3
    assert max(call.end for call in run.calls("send")) >= 0.9


def test_a_faster_server_gets_more_requests_in_a_second(run_of: Runs) -> None:
    slow, fast = map(float, re.findall(r"초당 ([\d.]+)번", run_of("io/synchronization/rate.py").output))
    assert slow <= 10
    assert slow < fast <= 30


def test_a_semaphore_limits_work_and_not_tasks(run_of: Runs) -> None:
    assert lines(run_of("io/synchronization/waiting_tasks.py")) == [
        "with_semaphore: 동시에 일한 요청 3개, 함께 있던 태스크 500개",
        "with_workers: 동시에 일한 요청 3개, 함께 있던 태스크 3개",
    ]


def test_set_hands_over_nothing_and_a_set_event_holds_up_no_one(run_of: Runs) -> None:
    printed = lines(run_of("io/synchronization/event.py"))
    assert printed[2:] == ["서버 준비됨", "C: 서버를 기다림", "C: 접속", "A: 접속", "B: 접속"]


def test_notify_wakes_who_waited_first_even_if_it_is_of_no_use(run_of: Runs) -> None:
    printed = lines(run_of("io/synchronization/condition.py"))
    one, everyone = printed[1:7], printed[8:]
    assert one.index("소매: 1개 구입, 재고 1개") == 2
    assert everyone.index("소매: 1개 구입, 재고 0개") == 1
    assert one[-1] == everyone[-1] == "도매: 3개 구입, 재고 0개"


def test_notify_wants_the_lock() -> None:
    async def main() -> None:
        asyncio.Condition().notify_all()

    with pytest.raises(RuntimeError):
        asyncio.run(main())


def test_a_barrier_lets_all_go_when_the_last_has_come(run_of: Runs) -> None:
    run = run_of("io/synchronization/barrier.py")
    last = max(call.end for call in run.calls("load"))
    assert all(last <= call.start < last + 0.5 for call in run.calls("play"))
    assert lines(run)[-1] == "모두 출발"


def test_a_failure_in_the_group_cancels_those_at_the_barrier() -> None:
    async def main() -> bool:
        barrier = asyncio.Barrier(2)

        async def fail() -> None:
            raise ValueError

        try:
            async with asyncio.TaskGroup() as group:
                waiting = group.create_task(barrier.wait())
                group.create_task(fail())
        except* ValueError:
            pass
        return waiting.cancelled()

    assert asyncio.run(main())


def test_locks_in_opposite_order_block_each_other_until_the_time_limit(run_of: Runs) -> None:
    run = run_of("io/synchronization/deadlock.py")
    opposite, same = run.output.split("같은 순서")
    assert "이체함" not in opposite
    assert "아직 잠긴 락: 0개" in opposite
    assert same.count("이체함") == 2
    assert [call.outcome for call in run.calls("transfer")] == ["cancelled"] * 2 + ["returned"] * 2


def test_two_of_four_orders_block_and_none_if_the_locks_are_taken_in_one_order(run_of: Runs) -> None:
    assert lines(run_of("io/synchronization/deadlock_orders.py")) == [
        "반대 순서: 끝난 순서 ['AABB', 'BBAA'], 막힌 순서 ['AB', 'BA']",
        "같은 순서: 끝난 순서 ['AABB', 'BBAA'], 막힌 순서 []",
    ]


def test_interest_without_the_lock_is_that_of_an_old_balance(blocks: list[Block]) -> None:
    old = """        async with self.lock:
            await self._deposit(self.balance // 10)"""
    new = """        await self.deposit(self.balance // 10)"""
    assert "잔액: 1600원" in changed(blocks, "io/synchronization/exercise_reentrant.py", (old, new)).output
