"""What docs/practice/realtime-data.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed, ConnectionClosedError

from execution.model import Run
from execution.project import SNIPPETS

Runs = Callable[[str], Run]
PAGE = "practice/realtime_data"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def test_a_stream_ends_quietly_or_not(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/stream.py")
    assert re.findall(r"(조용히|예외).*코드 (\d+)", run.output) == [
        ("조용히", "1000"),
        ("조용히", "1001"),
        ("예외", "1006"),
    ]


def test_a_service_restart_is_no_quiet_end() -> None:
    async def main() -> int | None:
        async with serve(lambda connection: connection.close(1012), "127.0.0.1", 0) as server:
            async with connect(f"ws://127.0.0.1:{port_of(server)}") as connection:
                with suppress(ConnectionClosedError):
                    await connection.recv()
                    raise AssertionError
            return connection.close_code

    assert asyncio.run(main()) == 1012


def port_of(server: object) -> int:
    return int(next(iter(server.sockets)).getsockname()[1])  # type: ignore[attr-defined]


def test_defaults_of_websockets() -> None:
    defaults = {name: p.default for name, p in inspect.signature(connect).parameters.items()}
    assert (defaults["ping_interval"], defaults["ping_timeout"]) == (20, 20)
    assert (defaults["max_queue"], defaults["close_timeout"]) == (16, 10)


def test_in_order_gets_ever_later_and_the_latest_does_not(run_of: Runs) -> None:
    found = re.findall(r"(\d+)개 처리, 가장 늦은 것은 ([\d.]+)초", run_of(f"{PAGE}/stale.py").output)
    (every, late), (some, fresh) = ((int(count), float(age)) for count, age in found)
    assert (every, some) == (7, 4)
    assert late > 1.0
    assert fresh < 0.5


def test_send_waits_for_a_client_that_does_not_read_and_broadcast_does_not() -> None:
    sent: list[int] = []
    buffered: list[int] = []

    async def waiting(connection: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            for number in range(400):
                await connection.send(b"x" * 2**16)
                sent.append(number)

    async def heaping(connection: ServerConnection) -> None:
        for _ in range(400):
            broadcast([connection], b"x" * 2**16)
        buffered.append(connection.transport.get_write_buffer_size())
        connection.transport.abort()

    async def main() -> None:
        for handler in (waiting, heaping):
            async with serve(handler, "127.0.0.1", 0, compression=None) as server:
                uri = f"ws://127.0.0.1:{port_of(server)}"
                async with connect(uri, compression=None, close_timeout=0.1) as connection:
                    await asyncio.sleep(0.5)
                    connection.transport.abort()

    asyncio.run(main())
    assert 0 < len(sent) < 399
    assert buffered[0] > 8 * 2**20


def test_a_window_that_waits_for_news_closes_late(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/windows_late.py")
    assert [line.split(":")[0] for line in lines(run)] == [
        "소식 1 받음",
        "소식 2 받음",
        "시작한 지 0.5초",
        "소식 3 받음",
        "창을 닫음",
        "연결이 닫힘, 남은 것",
    ]


def test_a_window_that_the_clock_closes_may_be_empty(run_of: Runs) -> None:
    found = re.findall(r"([\d.]+)초에 창을 닫음: (.*)", run_of(f"{PAGE}/windows.py").output)
    assert [batch for _, batch in found] == ["['소식 1', '소식 2']", "[]", "['소식 3']"]
    assert [abs(float(t) - due) <= 0.2 for (t, _), due in zip(found, (0.4, 0.8, 1.0), strict=True)] == [
        True
    ] * 3


def test_only_who_tells_how_far_it_has_come_gets_all(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/reconnect.py")
    assert run.output.count("[1, 2, 3]까지 받음") == 2
    assert lines(run)[-2:] == [
        "다시 잇기만 하면: [1, 2, 3, 6, 7]",
        "어디까지인지 말하면: [1, 2, 3, 4, 5, 6, 7]",
    ]


def test_the_collector_stores_all_it_has_received(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/news_stream.py")
    assert re.findall(r"저장: (\d+)", run.output) == [str(number) for number in range(1, 9)]
    assert "끊김(ConnectionClosedError): 4 다음부터" in run.output
    assert "저장할 소식 2개" in run.output
    assert lines(run)[-1] == "받은 글 8개, 저장한 글 8개"
    assert run.calls("batch")[-1].end < run.printed("SIGTERM")[0] + 0.3


def test_killed_without_warning_it_goes_on_where_its_file_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "utf8", "-u", str(SNIPPETS / PAGE / "news_stream.py")]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        while "저장: 3" not in process.stdout.readline():
            pass
        process.kill()
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, encoding="utf-8")
    stored = (tmp_path / "news.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in stored] == list(range(1, 9))
    assert again.stdout.endswith("받은 글 5개, 저장한 글 5개\n")
