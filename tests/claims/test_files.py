"""What docs/io/files.md says of its runs. Orders, counts and wide ratios only: machines differ."""

from __future__ import annotations

import os
import re
import select
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from execution.model import Run
from execution.pages import Block
from execution.runner import Runner
from tests.support import execute

Runs = Callable[[str], Run]


def lines(run: Run) -> list[str]:
    return [line.text.strip() for line in run.lines]


def numbers(run: Run, unit: str) -> dict[str, float]:
    """What each line measured, by its first word."""
    found = re.findall(rf"^(\w+): .*?([\d.]+){unit}\b", run.output, re.MULTILINE)
    return {name: float(number) for name, number in found}


def test_a_file_comes_back_while_another_task_runs(run_of: Runs) -> None:
    printed = lines(run_of("io/files/text_files.py"))
    assert printed == [
        "=== 비동기 파일 I/O ===",
        "(ticker 실행)",
        "파일 쓰기 완료",
        "(ticker 실행)",
        "파일 내용:",
        "비동기로 작성된 첫 번째 줄",
        "비동기로 작성된 두 번째 줄",
        "비동기로 작성된 세 번째 줄",
    ]


def test_with_plain_open_the_other_task_runs_at_the_end(blocks: list[Block]) -> None:
    [block] = [block for block in blocks if block.snippet == "io/files/text_files.py"]
    plain = block.code.replace("async with aiofiles.open", "with open").replace("await f.", "f.")
    run = execute(replace(block, code=plain))
    assert lines(run)[-2:] == ["(ticker 실행)"] * 2
    assert len(run.printed("ticker")) == 2


def test_a_line_at_a_time_costs_many_times_a_chunk_at_a_time(run_of: Runs) -> None:
    run = run_of("io/files/read_lines.py")
    took = numbers(run, "밀리초")
    assert took["line_by_line"] > 50
    assert took["line_by_line"] > 20 * max(took["in_chunks"], took["one_thread"])
    assert run.output.count("오류 100건") == 3


def test_json_files_are_written_and_read_side_by_side(run_of: Runs) -> None:
    run = run_of("io/files/json_file.py")
    assert lines(run)[-1] == "셋 다 쓴 것과 같은가: True"
    assert run.most_at_once("save_json") == run.most_at_once("load_json") == 3
    last = max(lane.end for lane in run.calls("load_json"))
    assert last >= 0.6


def test_parsing_in_a_thread_stops_the_loop_as_parsing_in_the_loop_does(run_of: Runs) -> None:
    stopped = numbers(run_of("io/files/json_blocks.py"), "초")
    assert min(stopped.values()) > 0.02
    assert stopped["in_thread"] > stopped["in_loop"] / 3


def test_what_comes_back_from_a_process_stops_the_loop_unless_it_is_small(run_of: Runs) -> None:
    stopped = numbers(run_of("io/files/json_process.py"), "초")
    assert stopped["parse"] > 2 * stopped["parse_and_reduce"]


def test_aiofiles_waits_in_a_thread_and_open_on_the_loop(run_of: Runs) -> None:
    run = run_of("io/files/thread_pool.py")
    assert re.findall(r"파일을 연 스레드: (\w+)", run.output) == ["MainThread", "asyncio_0"]
    assert re.findall(r"실행된 횟수: (\d+)", run.output) == ["0", "2"]


@pytest.mark.skipif(sys.platform != "linux", reason="epoll")
def test_epoll_takes_no_regular_file() -> None:
    with open(__file__) as file, select.epoll() as poll, pytest.raises(PermissionError):
        poll.register(file)


def test_two_threads_open_two_files_at_once(run_of: Runs) -> None:
    run = run_of("io/files/pool_size.py")
    assert run.most_at_once("slow_opener") == 2
    assert max(lane.end for lane in run.calls("slow_opener")) >= 1.2


def test_the_default_pool_has_as_many_threads_as_the_page_says() -> None:
    cores = getattr(os, "process_cpu_count", os.cpu_count)()
    with ThreadPoolExecutor() as pool:
        assert vars(pool)["_max_workers"] == min(32, (cores or 1) + 4)


def test_a_small_file_is_read_fastest_without_a_hop(run_of: Runs) -> None:
    took = numbers(run_of("io/files/small_files.py"), "µs")
    assert took["with_aiofiles"] > 5 * took["plain"]
    assert took["gathered"] > 3 * took["plain"]
    assert took["one_thread"] < took["with_aiofiles"] / 2


def test_the_examples_leave_no_file_behind(blocks: list[Block], runner: Runner) -> None:
    look = "import os, tempfile; print(os.listdir(), os.listdir(tempfile.gettempdir()))\n"
    on_files = [block for block in blocks if block.page == "docs/io/files.md"]
    assert on_files
    runs = runner.start(replace(block, code=block.code + look) for block in on_files)
    left = {block.snippet: lines(run.result())[-1] for block, run in runs.items()}
    assert set(left.values()) == {"[] []"}, left
