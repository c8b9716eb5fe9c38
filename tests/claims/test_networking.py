"""What docs/io/networking.md says, looked up in the runs it shows."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import re
import shutil
import ssl
import subprocess
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from execution.interpreters import NoInterpreter, sufficient
from execution.model import Lane, Run
from execution.project import SNIPPETS

Runs = Callable[[str], Run]
PAGE = "io/networking"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def length(lane: Lane) -> float:
    return lane.end - lane.start


def waiting(lane: Lane) -> float:
    return length(lane) - sum(end - start for start, end in lane.active)


def python(minor: int) -> str:
    try:
        found = sufficient((3, minor))
    except NoInterpreter as error:
        pytest.skip(str(error))
    if found.number[:2] != (3, minor):
        pytest.skip(f"no Python 3.{minor}")
    return found.path


pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def nothing_for_the_next_test() -> Iterator[None]:
    """Handlers that fail here leave their streams open; whoever collects them hears of it."""
    yield
    gc.collect()


def test_each_visitor_has_a_handler_of_its_own(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/echo.py")
    assert lines(run) == [f"돌아온 말: {name}1 {name}2" for name in ("서울", "부산", "제주")]
    handlers = run.calls("handle")
    assert len(handlers) == run.most_at_once("handle") == 3
    assert sum(map(waiting, handlers)) > 0.6 * sum(map(length, handlers))


def test_a_handler_that_fails_loses_its_visitor_only() -> None:
    logged: list[str] = []

    async def handle(reader: StreamReader, writer: StreamWriter) -> None:
        int(await reader.readline())
        writer.write(b"ok")
        writer.close()

    async def ask(question: bytes, server: asyncio.Server) -> bytes:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(question)
        answer = await reader.read()
        writer.close()
        return answer

    async def main() -> list[bytes]:
        def log(_: object, context: dict[str, object]) -> None:
            logged.append(str(context["message"]))

        asyncio.get_running_loop().set_exception_handler(log)
        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        answers = [await ask(question, server) for question in (b"one\n", b"1\n")]
        server.close()
        return answers

    assert asyncio.run(main()) == [b"", b"ok"]
    assert logged == ["Unhandled exception in client_connected_cb"]


def test_a_line_without_an_end_is_refused_and_the_connection_closed(run_of: Runs) -> None:
    replies = [line.partition(" → ")[2] for line in lines(run_of(f"{PAGE}/warehouse.py"))]
    assert replies == ["좋음 3", "좋음 7", "좋음 7", "오류 모르는 요청", "오류 읽을 수 없는 줄", "b''"]


def test_readline_gives_what_there_is_at_the_end() -> None:
    async def main() -> bytes:
        reader = StreamReader()
        reader.feed_data("넣기 사과 3".encode())
        reader.feed_eof()
        return await reader.readline()

    assert asyncio.run(main()).decode() == "넣기 사과 3"


def test_two_messages_in_one_read_and_one_message_in_two(run_of: Runs) -> None:
    received = [line for line in lines(run_of(f"{PAGE}/no_framing.py")) if line.startswith("받음")]
    assert received[0] == "받음: '사과 3개배 5개'"
    assert all(line.endswith("(글자가 되지 못함)") for line in received[1:])
    assert len(received) == 3
    assert len("사과 3개배 5개감 2개".encode()) == 27


def test_framed_messages_arrive_as_they_were_sent(run_of: Runs) -> None:
    printed = lines(run_of(f"{PAGE}/framed.py"))
    whole = [f"받음: {message!r}" for message in ("사과 3개", "배 5개", "감 2개")]
    assert printed[:4] == [*whole, "4바이트를 기다리다 0바이트에서 끝남"]
    assert printed[4:7] == [*whole[:2], "8바이트를 기다리다 6바이트에서 끝남"]
    assert printed[7:] == [f"끊음: 너무 긴 메시지: {int.from_bytes(b'GET ', 'big'):,}바이트"]
    assert 1.15e9 < int.from_bytes(b"GET ", "big") < 1.25e9


def test_without_drain_nearly_all_is_kept_and_with_it_the_writer_waits(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/drain.py")
    kept = [float(text.replace(",", "")) for text in re.findall(r"최대 ([\d,.]+) KiB", run.output)]
    assert kept[0] > 16 * 1024
    assert 64 < kept[1] <= 128
    [fast], [slow] = run.calls("write_only"), run.calls("write_and_drain")
    assert waiting(fast) < 0.05
    assert waiting(slow) > 0.35


def test_drain_hands_nothing_over_while_there_is_room() -> None:
    turns = 0

    async def ticker() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    async def main() -> int:
        server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        task = asyncio.create_task(ticker())
        for _ in range(1000):
            writer.write(b"x")
            await writer.drain()
        seen = turns
        task.cancel()
        writer.close()
        server.close()
        return seen

    assert asyncio.run(main()) == 0


def test_who_sends_all_before_reading_waits_for_the_echo_for_ever() -> None:
    async def echo(reader: StreamReader, writer: StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while piece := await reader.read(64 * 1024):
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def send(writer: StreamWriter) -> None:
        for _ in range(512):
            writer.write(bytes(64 * 1024))
            await writer.drain()
        writer.write_eof()

    async def receive(reader: StreamReader) -> int:
        received = 0
        while piece := await reader.read(64 * 1024):
            received += len(piece)
        return received

    async def main() -> int:
        server = await asyncio.start_server(echo, "127.0.0.1", 0)
        _, first_sending = await asyncio.open_connection(*server.sockets[0].getsockname())
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(send(first_sending), 1)
        first_sending.transport.abort()
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        _, received = await asyncio.gather(send(writer), receive(reader))
        writer.close()
        server.close()
        return received

    assert asyncio.run(main()) == 32 * 1024 * 1024


def test_a_time_limit_a_piece_never_ends_and_one_a_line_does(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/slow_visitor.py")
    replies = [line.rpartition(": ")[2] for line in lines(run)]
    assert replies == ["받음", "끊김", "받음", "받음", "끊김", "끊김"]
    _, silent, slow = run.calls("per_piece")
    assert length(slow) > 0.95
    assert all(length(lane) < 0.9 for lane in [silent, *run.calls("per_line")])


def test_the_protocol_orders_a_half_closed_conversation(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/half_close.py")) == [
        "손님: 말하기를 끝냄",
        "서버: +1",
        "서버: +2",
        "서버: 더 올 것이 없음",
        "손님: 합계는 3",
        "손님: 그다음에 읽은 것은 b''",
    ]


def test_without_write_eof_both_wait(tmp_path: Path) -> None:
    code = (SNIPPETS / PAGE / "half_close.py").read_text(encoding="utf-8")
    assert code.count("        writer.write_eof()\n") == 1
    script = tmp_path / "half_close.py"
    script.write_text(code.replace("        writer.write_eof()\n", ""), encoding="utf-8")
    run = subprocess.run([sys.executable, "-X", "utf8", script], capture_output=True, text=True)
    assert run.returncode == 1
    assert "TimeoutError" in run.stderr
    assert "합계" not in run.stdout


def test_what_nobody_waits_for_is_lost(run_of: Runs) -> None:
    counts = re.findall(r"([\d,]+)바이트 가운데 ([\d,]+)바이트", run_of(f"{PAGE}/close_early.py").output)
    (all_of_it, some), (again, everything) = counts
    assert int(some.replace(",", "")) < int(all_of_it.replace(",", ""))
    assert again == everything


def test_only_the_development_mode_tells_of_it() -> None:
    """On a busy machine all may be sent before the loop ends: one run of five has to tell."""

    def tells(*options: str) -> bool:
        script = SNIPPETS / PAGE / "close_early.py"
        run = subprocess.run([sys.executable, "-X", "utf8", *options, script], capture_output=True, text=True)
        return "ResourceWarning: unclosed transport" in run.stderr

    assert not tells()
    assert any(tells("-X", "dev") for _ in range(5))


def test_only_abort_closes_a_connection_that_is_not_read(run_of: Runs) -> None:
    first, second = lines(run_of(f"{PAGE}/never_reads.py"))
    assert first.startswith("close: 0.3초가 지나도 닫히지 않음")
    assert second == "abort: 닫힘"


@pytest.mark.parametrize("name", ["shut_down", "close_clients"])
def test_who_was_being_answered_gets_the_answer_and_who_rests_is_cut_off(run_of: Runs, name: str) -> None:
    run = run_of(f"{PAGE}/{name}.py")
    [answer], [cut] = run.printed("묻던 손님: 답"), run.printed("쉬던 손님: 끊김")
    [closing] = run.calls("shut_down")
    assert closing.start < answer < cut
    assert cut > closing.start + 0.45
    assert [lane.outcome for lane in run.calls("handle")] == ["returned", "returned"]
    assert lines(run)[-1].startswith("서버를 닫음")


@pytest.mark.parametrize("minor", [11, 12, 13])
def test_leaving_the_servers_block_waits_for_connections_since_3_12(minor: int, tmp_path: Path) -> None:
    script = tmp_path / "leave.py"
    script.write_text(
        """
import asyncio, os

async def handle(reader, writer):
    await reader.readline()

async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        connection = await asyncio.open_connection(*server.sockets[0].getsockname())
        await asyncio.sleep(0.1)
    print("left", flush=True)
    os._exit(0)

try:
    asyncio.run(asyncio.wait_for(main(), 1.5))
except TimeoutError:
    print("stuck")
"""
    )
    run = subprocess.run([python(minor), script], capture_output=True, text=True)
    assert run.stdout.strip() == ("left" if minor == 11 else "stuck")


@pytest.mark.parametrize("way", ["close_clients", "abort_clients"])
def test_since_3_13_the_server_itself_cuts_off_who_is_left(way: str, tmp_path: Path) -> None:
    script = tmp_path / "cut_off.py"
    script.write_text(
        f"""
import asyncio

async def handle(reader, writer):
    if way == "abort_clients":
        writer.write(bytes(32 * 1024 * 1024))
    print(await reader.readline())

async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    connection = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.1)
    server.close()
    getattr(server, way)()
    await server.wait_closed()
    await asyncio.sleep(0.1)

way = {way!r}
asyncio.run(main())
"""
    )
    run = subprocess.run([python(13), script], capture_output=True, text=True, timeout=20)
    assert run.stdout.strip() == "b''"


@pytest.mark.parametrize("minor", [11, 12, 13])
@pytest.mark.parametrize("how", ["handle", "lambda *streams: asyncio.create_task(handle(*streams))"])
def test_a_cancelled_handler_leaves_a_long_record_in_old_versions(
    minor: int, how: str, tmp_path: Path
) -> None:
    script = tmp_path / "cancelled.py"
    script.write_text(
        f"""
import asyncio

async def handle(reader, writer):
    await reader.readline()

async def main():
    server = await asyncio.start_server({how}, "127.0.0.1", 0)
    connection = await asyncio.open_connection(*server.sockets[0].getsockname())
    await asyncio.sleep(0.1)

asyncio.run(main())
"""
    )
    run = subprocess.run([python(minor), script], capture_output=True, text=True)
    assert run.returncode == 0
    if how == "handle" and minor == 11:
        assert run.stderr.startswith("Exception in callback StreamReaderProtocol.connection_made")
    elif how != "handle" or minor == 13:
        assert "Exception in callback" not in run.stderr


def test_tls_checks_who_it_is_and_cannot_half_close(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "req -x509 -newkey rsa:2048 -nodes -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *command.split(), *files], capture_output=True, check=True)
    ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    ours.load_cert_chain(certificate, key)

    async def echo(reader: StreamReader, writer: StreamWriter) -> None:
        writer.write(await reader.readline())
        writer.close()

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        server = await asyncio.start_server(echo, "127.0.0.1", 0, ssl=ours)
        address = server.sockets[0].getsockname()
        with pytest.raises(ssl.SSLCertVerificationError):
            await asyncio.open_connection(*address, ssl=True)
        trusting = ssl.create_default_context(cafile=str(certificate))
        reader, writer = await asyncio.open_connection(*address, ssl=trusting)
        assert not writer.can_write_eof()
        with pytest.raises(NotImplementedError):
            writer.write_eof()
        writer.write(b"hello\n")
        assert await reader.readline() == b"hello\n"
        assert await reader.read() == b""
        writer.close()
        server.close()

    asyncio.run(main())


def test_read_gives_at_most_what_was_asked_for(run_of: Runs) -> None:
    output = run_of(f"{PAGE}/exercise_photos.start.py").output
    first = re.search(r"사진 1: ([\d,]+)바이트, 망가짐", output)
    assert first
    assert 0 < int(first[1].replace(",", "")) < 300_000
    assert "온전함" not in output
    assert lines(run_of(f"{PAGE}/exercise_photos.py")) == [
        "사진 1: 300,000바이트, 온전함",
        "사진 2: 500,000바이트, 온전함",
    ]


def test_one_dozing_guest_keeps_the_photos_from_all(run_of: Runs) -> None:
    start = lines(run_of(f"{PAGE}/exercise_broadcast.start.py"))
    assert start[0] == "2초가 지나도 끝나지 않음"
    assert start[1].startswith("받은 사진: 서울 1장, 부산 0장")
    assert lines(run_of(f"{PAGE}/exercise_broadcast.py")) == [
        "제때 읽지 않는 손님을 끊음",
        "받은 사진: 서울 3장, 부산 3장, 쌓인 것: 0바이트",
    ]
