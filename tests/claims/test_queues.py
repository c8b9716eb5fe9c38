"""What docs/core/queues.md says beyond the source chapter, looked up in the runs it shows."""

from __future__ import annotations

import re
from collections.abc import Callable

from execution.model import Lane, Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "core/queues"


def printed(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def outcomes(lanes: list[Lane]) -> list[str]:
    return [lane.outcome for lane in lanes]


def length(lane: Lane) -> float:
    return lane.end - lane.start


def test_join_waits_for_what_the_consumers_still_do(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/producer_consumer.py")
    lines = printed(run)
    after = lines[lines.index("생산자 P2 완료") :]
    assert sum("처리 완료" in line for line in after) - 1 == 3  # the last line says that all are done
    assert "소비자 C1: P2_item_1 처리 완료" in lines
    assert max(lane.end for lane in run.calls("producer")) + 0.3 < min(
        lane.end for lane in run.calls("consumer")
    )


def test_a_failing_producer_takes_the_consumer_along(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/producer_fails.py")
    assert printed(run) == [
        "C1: P1_item_0 처리 완료",
        "실패: P1의 연결이 끊겼습니다",
        "C1: done=True, cancelled=True",
    ]
    assert outcomes(run.calls("producer")) == ["raised"]
    assert outcomes(run.calls("consumer")) == ["cancelled"]


def test_a_failing_consumer_ends_the_join(blocks: list[Block]) -> None:
    fails = ("            await asyncio.sleep(0.4)\n", "            raise ConnectionError('소비자')\n")
    run = changed(blocks, f"{PAGE}/producer_fails.py", fails)
    assert run.printed("실패: 소비자")
    assert run.exit_status == 0


def test_join_waits_for_every_task_done(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/task_done.py")
    assert [line for line in printed(run) if "join" in line] == [
        "join()이 돌아오지 않음, 큐에는 0개",
        "join()이 돌아옴",
    ]
    assert len(run.calls("handle")) == 6


def test_a_late_item_finds_no_consumer(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/consumer_timeout.py")
    [consumer], [producer] = run.calls("consumer"), run.calls("producer")
    assert consumer.end < run.printed("P1_item_1 생산")[0] < producer.end


def test_a_full_queue_makes_the_producer_as_slow_as_the_consumer(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/backpressure.py")
    assert [line.split(":")[0] for line in printed(run)] == [
        "작업0",
        "작업1",
        "작업0 처리 완료",
        "작업2",
        "작업1 처리 완료",
        "작업3",
        "작업2 처리 완료",
        "작업3 처리 완료",
    ]
    delivered, handled = run.calls("deliver"), run.calls("handle")
    assert max(length(lane) for lane in delivered[:2]) < length(delivered[2])
    for waited_for, waiting in zip(handled[:2], delivered[2:], strict=True):
        assert abs(waiting.end - waited_for.end) < 0.4


def test_without_rests_in_between_only_the_length_of_the_queue_differs(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/unbounded.py")
    found = re.findall(r"가장 길 때 (\d)개, 모두 처리하는 데 ([\d.]+)초", run.output)
    assert [longest for longest, _ in found] == ["6", "1"]
    unbounded, bounded = (float(seconds) for _, seconds in found)
    assert abs(unbounded - bounded) < 0.5
    assert length(run.calls("producer")[0]) < 0.35 < length(run.calls("producer")[1])


def test_bursts_take_longer_through_a_queue_with_too_little_room(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/burst.py")
    unbounded, four, one = (float(seconds) for seconds in re.findall(r": ([\d.]+)초", run.output))
    assert abs(unbounded - four) < one - four
    assert max(run.calls("producer"), key=length).call == "producer('1개까지')"


def test_with_a_sentinel_for_each_consumer_all_end_by_themselves(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/sentinel.py")
    assert {lane.outcome for lane in run.lanes} == {"returned"}
    lines = printed(run)
    assert lines.index("생산자 P2 완료") < lines.index("소비자 C1: P1_item_0 처리 완료")
    assert lines[lines.index("소비자 C1: P2_item_0 처리 완료") + 1] == "소비자 C1: 종료 표시를 받음"
    assert lines[-1] == "큐에 남은 것: 0개"


def test_sentinels_of_the_first_producer_lose_the_items_of_the_second(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/sentinel_too_early.py")
    assert printed(run)[-1] == "큐에 남은 것: ['P2_item_0', 'P2_item_1', None, None]"
    assert {line.stream for line in run.lines} == {"stdout"}


def test_in_a_bounded_queue_they_stop_the_second_producer_for_good(blocks: list[Block]) -> None:
    bounded = ("asyncio.Queue()", "asyncio.Queue(maxsize=2)")
    limited = ("asyncio.run(main())", "asyncio.run(asyncio.wait_for(main(), 2))")
    run = changed(blocks, f"{PAGE}/sentinel_too_early.py", bounded, limited)
    assert outcomes(run.calls("producer")) == ["returned", "cancelled"]
    assert "TimeoutError" in run.output


def test_after_shutdown_what_is_left_is_still_processed(run_of: Runs) -> None:
    lines = printed(run_of(f"{PAGE}/shutdown.py"))
    assert sum("처리 완료" in line for line in lines) == 4
    assert lines.index("생산자 P2 완료") < lines.index("소비자 C1: P1_item_0 처리 완료")
    assert lines[lines.index("소비자 C1: P2_item_0 처리 완료") + 1] == "소비자 C1: 큐가 닫힘"
    assert lines[-2:] == ["소비자 C2: 큐가 닫힘", "큐에 남은 것: 0개"]


def test_an_urgent_item_overtakes_those_that_wait_and_not_the_one_at_work(run_of: Runs) -> None:
    handled = run_of(f"{PAGE}/priority.py").calls("handle")
    assert [lane.call for lane in handled] == [
        f"handle('{name}')" for name in ("메일1", "결제", "메일2", "메일3")
    ]
    assert set(outcomes(handled)) == {"returned"}


def test_without_numbers_equal_priorities_compare_what_cannot_be_compared(blocks: list[Block]) -> None:
    run = changed(
        blocks, f"{PAGE}/priority.py", ("return priority, next(numbers), {", "return priority, 0, {")
    )
    assert "TypeError: '<' not supported between instances of 'dict' and 'dict'" in run.output


def test_only_the_owner_asks_and_not_for_those_who_left(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/owner.py")
    assert run.most_at_once("ask") == 4
    assert run.most_at_once("query") == 1
    assert [lane.call for lane in run.calls("query")] == [
        f"query('{key}')" for key in ("회원1", "없는 회원", "회원3")
    ]
    assert [line.split(":")[1].strip() for line in printed(run)] == [
        "회원1의 정보",
        "시간 초과",
        "찾을 수 없음",
        "회원3의 정보",
    ]


def test_who_leaves_in_the_middle_ends_an_owner_that_does_not_look(blocks: list[Block]) -> None:
    leaves = ('ask("회원2", 0.9, requests)', 'ask("회원2", 1.5, requests)')
    run = changed(blocks, f"{PAGE}/owner.py", leaves)
    assert run.printed("회원2: 시간 초과") and run.printed("회원3: 회원3의 정보")
    careless = (
        "            if not request.reply.done():\n                request.reply.set_result(answer)\n",
    )
    run = changed(
        blocks, f"{PAGE}/owner.py", leaves, (*careless, "            request.reply.set_result(answer)\n")
    )
    assert "InvalidStateError" in run.output


def test_four_consumers_shorten_the_producer_too(run_of: Runs) -> None:
    start, solution = (run_of(f"{PAGE}/exercise_consumers{kind}.py") for kind in (".start", ""))
    [alone], [with_four] = start.calls("producer"), solution.calls("producer")
    assert length(alone) > 0.9 > length(with_four)
    assert start.printed("모두 처리")[0] > 1.5 > solution.printed("모두 처리")[0]


def test_the_sensor_keeps_its_pace_by_dropping(run_of: Runs) -> None:
    start, solution = (run_of(f"{PAGE}/exercise_drop{kind}.py") for kind in (".start", ""))
    [slow], [on_time] = start.calls("sensor"), solution.calls("sensor")
    assert length(slow) > 1.7 > length(on_time)
    assert [line for line in printed(solution) if "버림" in line] == ["측정값 2: 버림"]
