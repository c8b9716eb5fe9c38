"""What practice/web-crawler.md says in its prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.robotparser import RobotFileParser

import pytest

from execution.model import Lane, Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "practice/web_crawler"


def whole(lanes: list[Lane]) -> float:
    return max(lane.end for lane in lanes) - min(lane.start for lane in lanes)


def test_the_longest_chain_decides_not_the_number_of_workers(run_of: Runs, blocks: list[Block]) -> None:
    ten = changed(blocks, f"{PAGE}/frontier.py", ("range(4)", "range(10)"))
    for run in (run_of(f"{PAGE}/frontier.py"), ten):
        fetches = run.calls("fetch")
        assert len(fetches) == 10
        assert whole(fetches) == pytest.approx(1.0, abs=0.35)


def test_task_done_before_the_links_ends_the_crawl_at_once(blocks: list[Block]) -> None:
    early = (
        "        path = await frontier.get()\n",
        "        path = await frontier.get()\n        frontier.task_done()\n",
    )
    run = changed(
        blocks,
        f"{PAGE}/frontier.py",
        early,
        ("        frontier.task_done()  # 찾은 링크를 다 넣은 다음이어야 한다\n", ""),
    )
    assert [lane.outcome for lane in run.calls("fetch")] == ["cancelled"]


def test_workers_that_leave_an_empty_queue_leave_all_to_one(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/empty_is_not_done.py")
    workers = run.calls("worker")
    assert len(workers) == 4
    assert sum(lane.end - lane.start < 0.2 for lane in workers) == 3
    assert run.most_at_once("fetch") == 1
    assert whole(run.calls("fetch")) == pytest.approx(1.8, abs=0.4)


def test_a_bounded_frontier_stops_with_both_workers_waiting_to_put(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/bounded.py")
    assert run.output.splitlines() == ["maxsize=0: 끝까지 읽음", "maxsize=4: 1.5초가 지나도 큐에 4개"]
    assert len(run.calls("fetch")) == 13 + 4
    stuck = [lane for lane in run.calls("worker") if lane.end - lane.start > 1.4]
    assert [lane.outcome for lane in stuck] == ["cancelled"] * 2


def test_seen_pages_are_noted_when_put(run_of: Runs) -> None:
    assert run_of(f"{PAGE}/seen.py").output.splitlines() == [
        "받은 다음 적으면: 4쪽을 7번 요청",
        "넣을 때 적으면: 4쪽을 4번 요청",
    ]


def test_four_links_are_one_page(run_of: Runs) -> None:
    addresses = [line.split(" -> ")[1] for line in run_of(f"{PAGE}/same_address.py").output.splitlines()]
    assert len(set(addresses[:4])) == 1
    assert addresses[4] == "None"


def test_a_slow_site_holds_up_a_fast_one_in_the_same_queue(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/host_limit.py")
    one, each = (float(t) for t in re.findall(r"다 받은 때 ([\d.]+)초", run.output))
    assert one > 2 * each
    assert each == pytest.approx(0.3, abs=0.2)
    fetches = run.calls("fetch")[:12]
    first_fast = next(lane for lane in fetches if "빠른" in lane.call)
    assert first_fast.start - fetches[0].start == pytest.approx(0.6, abs=0.25)


def test_what_robots_forbid_is_not_read_and_depth_ends_the_calendar(run_of: Runs) -> None:
    lines = run_of(f"{PAGE}/robots.py").output.splitlines()
    assert "깊이 1: /admin/users 막음" in lines
    assert lines[-1] == "깊이 2: /calendar/2"
    assert len(lines) == 5


@pytest.mark.parametrize("delay, seconds", [("2", 2), ("0.5", None)])
def test_crawl_delay_knows_whole_seconds_only(delay: str, seconds: int | None) -> None:
    robots = RobotFileParser()
    robots.parse(["User-agent: *", f"Crawl-delay: {delay}"])
    found: object = robots.crawl_delay("news-collector")  # the stubs take it for a string
    assert found == seconds


def test_the_crawler_keeps_all_articles(run_of: Runs) -> None:
    lines = run_of(f"{PAGE}/news_crawler.py").output.splitlines()
    assert lines[1:] == [
        "막힌 주소 2개",
        "실패한 주소 0개",
        "두고 온 주소 0개",
        "받은 글 16개, 저장한 글 16개",
    ]


def test_task_done_in_finally_alone_does_not_help(blocks: list[Block]) -> None:
    run = changed(
        blocks,
        f"{PAGE}/exercise_broken.py",
        (
            "        except (aiohttp.ClientError, TimeoutError) as error:\n"
            '            print(f"실패: {path}, {type(error).__name__}")\n',
            "",
        ),
    )
    assert "남은 작업자 0명" in run.output


def test_without_task_done_a_worker_lives_but_join_never_ends(blocks: list[Block]) -> None:
    run = changed(
        blocks,
        f"{PAGE}/exercise_broken.py",
        ("        finally:\n            frontier.task_done()\n", "        frontier.task_done()\n"),
        (
            '            print(f"실패: {path}, {type(error).__name__}")\n',
            "            continue\n",
        ),
    )
    assert "남은 작업자 2명" in run.output
