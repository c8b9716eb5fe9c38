"""What docs/practice/background-tasks.md says, looked up in the runs it shows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable

from execution.model import Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "practice/background_tasks"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def test_the_task_that_nobody_holds_takes_its_titles_along(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/unheld.py")
    assert run.output.count("Task was destroyed but it is pending!") == 1
    assert "name='지우의 묶음'" in run.output
    assert lines(run)[-2:] == ["이제 끝냅니다", "하늘: 모은 것까지 보냄 ['글 1', '글 2']"]
    assert "지우: 모은 것까지" not in run.output


def test_a_supervisor_tells_at_once_goes_on_and_gives_up(run_of: Runs) -> None:
    alone, rest = run_of(f"{PAGE}/supervise.py").output.split("감독을 두면\n")
    assert "남은 글: ['글 2'], done=True" in alone
    assert "실패" not in alone
    supervised, hopeless = rest.split("다시 해도 소용없으면\n")
    told = [line.strip() for line in supervised.splitlines()]
    assert told == ["글 1 저장", "1번째 실패: ValueError('깨진 글')", "글 2 저장"]
    assert hopeless.count("번째 실패") == 3
    assert hopeless.index("모두 멈추고 알림") < hopeless.index("never retrieved")
    run = run_of(f"{PAGE}/supervise.py")
    third, fourth, fifth = run.calls("store")[-3:]
    assert fifth.start - fourth.end > 1.3 * (fourth.start - third.end) > 0.12


def test_only_the_beat_keeps_time(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/periodic.py")
    slept, beat = ([float(t) for t in re.findall(r"([\d.]+)초", line)] for line in lines(run))
    assert abs(slept[-1] - 1.4) <= 0.15
    assert all(abs(t - due) <= 0.1 for t, due in zip(beat, [0, 0.2, 0.4, 0.8, 1.0], strict=True))


def test_sigterm_runs_no_finally(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/killed.py")
    assert (run.exit_status, lines(run)) == (-15, ["글 1: 저장하기 시작"])


def test_with_a_handler_the_work_ends_first(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/handler.py")
    assert lines(run) == [
        "글 1: 저장하기 시작",
        "main: 보낸 바로 다음, 켜졌나 False",
        "main: 그만하라는 부탁을 받음",
        "글 1: 저장함",
        "글 1: 임시 파일을 지움",
        "모두 끝",
    ]
    [save] = run.calls("save")
    assert save.outcome == "returned" and save.end - save.start > 0.28


HEARD = """
import asyncio, os, signal, threading, time
async def main():
    stopping, loop = asyncio.Event(), asyncio.get_running_loop()
    {handler}
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    start = loop.time()
    other = asyncio.create_task(asyncio.sleep(1))
    time.sleep({blocked})
    await stopping.wait()
    print(loop.time() - start)
asyncio.run(main())
"""


def heard(handler: str, blocked: float = 0) -> float:
    """After how many seconds a SIGTERM at 0.2 was noticed."""
    code = HEARD.format(handler=handler, blocked=blocked)
    return float(
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    )


def test_the_loop_has_to_be_asked_to_wake_and_to_be_free() -> None:
    assert heard("signal.signal(signal.SIGTERM, lambda *_: stopping.set())") > 0.95
    assert 0.15 < heard("loop.add_signal_handler(signal.SIGTERM, stopping.set)") < 0.8
    assert heard("loop.add_signal_handler(signal.SIGTERM, stopping.set)", blocked=0.6) > 0.58


def test_what_the_deadline_left_is_done_next_time(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/drain.py")
    first, second = run.output.split("다시 시작\n")
    assert "새 글 4개" in first and "늦은 글을 받나: False" in first
    assert "마감: 남은 글 ['글 3', '글 4']" in first
    assert [f"글 {number} 저장" for number in (3, 4, 5)] == lines(run)[-3:]
    assert "이어서 할 글 2개" in second


def test_writing_down_the_queue_only_would_lose_the_title_in_hand(blocks: list[Block]) -> None:
    left = '"".join(f"{title}\\n" for title in self.owed)'
    queued = '"".join(self.queue.get_nowait() + "\\n" for _ in range(self.queue.qsize()))'
    run = changed(blocks, f"{PAGE}/drain.py", (left, queued))
    assert "글 3 저장" not in run.output and "글 4 저장" in run.output


def test_the_service_keeps_what_it_has_promised(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/news_service.py")
    assert run.output.count(": 202") == 6
    assert "SIGTERM: 새 글을 막음, 남은 글 4개" in run.output
    assert "글 7: 503" in run.output
    assert lines(run)[-1] == "받은 글 6개, 저장한 글 6개"
    assert run.most_at_once("summarize") == 2


def test_past_its_deadline_the_service_leaves_the_rest_for_the_next_start(blocks: list[Block]) -> None:
    again = 'asyncio.run(main())\n    print("다시")\n    DEADLINE = 3.0\n    asyncio.run(main())'
    run = changed(blocks, f"{PAGE}/news_service.py", ("6, 3.0", "6, 0.5"), ("asyncio.run(main())", again))
    first, second = run.output.split("다시\n")
    last = re.search(r"받은 글 (\d+)개, 저장한 글 (\d+)개", first)
    assert last and int(last[1]) > int(last[2])
    missing = {str(number) for number in range(1, 7)} - set(re.findall(r"저장: (\d+)", first))
    assert missing and missing <= set(re.findall(r"저장: (\d+)", second))


def test_aiohttp_waits_longer_than_we_do_by_default() -> None:
    from aiohttp import web

    assert web.AppRunner(web.Application())._shutdown_timeout == 60.0
