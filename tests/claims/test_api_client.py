"""What practice/api-client.md says in its prose."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

import aiohttp
import pytest

from execution.model import Run
from execution.pages import Block
from tests.support import changed

Runs = Callable[[str], Run]
PAGE = "practice/api_client"


def lines(run: Run) -> list[str]:
    return run.output.splitlines()


def test_a_session_reuses_its_connection(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/sessions.py")) == [
        "session_per_request: 요청 20번에 연결 20개",
        "one_session: 요청 20번에 연결 1개",
    ]


def test_a_session_belongs_to_the_loop_that_it_was_made_in(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/loop_closed.py")) == ["답", "RuntimeError('Event loop is closed')"]
    with pytest.raises(RuntimeError, match="no running event loop"):
        aiohttp.ClientSession()


def test_what_aiohttp_takes_if_nothing_is_said() -> None:
    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            limits, connector = session.timeout, session.connector
            assert (limits.total, limits.connect, limits.sock_connect, limits.sock_read) == (
                300,
                None,
                30,
                None,
            )
            assert connector and (connector.limit, connector.limit_per_host) == (100, 0)

    asyncio.run(main())


def test_waiting_for_a_connection_counts(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/waiting_counts.py")) == [
        "연결 풀에서 기다리면: {'받음': 2, '시간 초과': 4}",
        "밖에서 기다리면: {'받음': 6}",
    ]


@pytest.mark.parametrize(
    "limit, received",
    [("sock_read=0.7", 6), ("connect=0.7", 4), ("sock_connect=0.7", 6)],
)
def test_which_limits_count_the_waiting(blocks: list[Block], limit: str, received: int) -> None:
    run = changed(blocks, f"{PAGE}/waiting_counts.py", ("total=0.7", f"total=None, {limit}"))
    assert lines(run)[0].startswith(f"연결 풀에서 기다리면: {{'받음': {received}")


def test_which_names_catch_which_failures(run_of: Runs) -> None:
    assert [line.rpartition(": ")[2] for line in lines(run_of(f"{PAGE}/exceptions.py"))] == [
        "예외 없음",
        "TimeoutError, 받는 이름 TimeoutError",
        "ServerDisconnectedError, 받는 이름 ClientError",
        "ContentTypeError, 받는 이름 ClientError",
        "ClientConnectorError, 받는 이름 ClientError",
    ]
    assert issubclass(aiohttp.ServerDisconnectedError, aiohttp.ClientConnectionError)
    assert not issubclass(aiohttp.ClientResponseError, aiohttp.ClientConnectionError)


def test_knocking_never_gets_in(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/retry_after.py")) == [
        "0.1초마다: 12번 모두 거절",
        "알려 준 만큼 쉬고: 2번째에 받음",
    ]


def test_requests_start_apart_and_overlap(run_of: Runs) -> None:
    sends = run_of(f"{PAGE}/limiter.py").calls("send")
    starts = [lane.start - sends[0].start for lane in sends]
    assert starts[-1] == pytest.approx(1.4, abs=0.3)
    assert sends[-1].end - sends[0].start == pytest.approx(1.9, abs=0.4)
    assert sends[1].start < sends[0].end


def test_moving_the_turn_after_the_wait_lets_all_go_at_once(blocks: list[Block]) -> None:
    run = changed(
        blocks,
        f"{PAGE}/limiter.py",
        ("        self.next_at = at + self.gap  # 기다리기 전에 자리를 잡는다\n", ""),
        (
            "        await asyncio.sleep(at - now)\n",
            "        await asyncio.sleep(at - now)\n        self.next_at = at + self.gap\n",
        ),
    )
    assert run.most_at_once("send") == 8


def test_offset_repeats_and_a_cursor_does_not(run_of: Runs, blocks: list[Block]) -> None:
    assert lines(run_of(f"{PAGE}/pagination.py")) == [
        "by_offset: [5, 4, 4, 3, 3, 2, 2, 1, 1]",
        "by_cursor: [5, 4, 3, 2, 1]",
    ]
    deleting = changed(
        blocks,
        f"{PAGE}/pagination.py",
        ("    numbers.insert(0, numbers[0] + 1)  # 답하자마자 새 글이 올라온다\n", "    del numbers[:1]\n"),
    )
    assert lines(deleting)[0] == "by_offset: [5, 4, 2, 1]"


def test_what_is_no_article_is_told_and_the_rest_is_taken(run_of: Runs) -> None:
    output = lines(run_of(f"{PAGE}/typed.py"))
    assert [line.startswith("Article(") for line in output] == [True, False, False, True]


def test_the_client_keeps_eleven_articles(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/news_client.py")
    assert lines(run)[-2:] == [
        "요청 18번 가운데 다시 보낸 요청 2번",
        "받은 글 11개, 저장한 글 11개",
    ]
    assert re.search(r"^5번: ", run.output, re.MULTILINE)


def test_a_session_a_worker_needs_three_connections_too(blocks: list[Block]) -> None:
    run = changed(
        blocks,
        f"{PAGE}/exercise_session.py",
        (
            "    while numbers:\n        await fetch(session, numbers.pop())\n",
            "    async with aiohttp.ClientSession(session._base_url) as own:\n"
            "        while numbers:\n"
            "            await fetch(own, numbers.pop())\n",
        ),
    )
    assert "연결 3개" in run.output
