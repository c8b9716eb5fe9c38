"""What docs/advanced/performance.md says of its runs. Wide ratios of minima only: machines are busy."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from execution.model import Run
from execution.pages import Block
from tests.support import execute

Runs = Callable[[str], Run]
PAGE = "advanced/performance"


def lines(run: Run) -> list[str]:
    return [line.strip() for line in run.output.splitlines()]


def numbers(run: Run, pattern: str) -> dict[str, float]:
    """What each line measured, by what stands before its colon."""
    found = re.findall(rf"^(.+?): .*?{pattern}", run.output, re.MULTILINE)
    return {name: float(number) for name, number in found}


def test_three_numbers_tell_three_reasons_apart(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/three_numbers.py")
    took = numbers(run, r"([\d.]+)초, CPU")
    used = numbers(run, r"CPU ([\d.]+)초")
    lag = numbers(run, r"멈춘 시간 ([\d.]+)초")
    assert took["one_by_one"] >= 0.3
    assert 0.1 <= took["gathered"] < took["one_by_one"]
    assert max(lag["one_by_one"], lag["gathered"]) < lag["blocking"]
    assert lag["blocking"] >= 0.28
    assert lag["calculating"] > 0.5 * took["calculating"]
    assert used["calculating"] > 2 * max(used[name] for name in used if name != "calculating")


def test_the_watchdog_names_the_function_while_it_blocks(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/find_blocker.py")
    assert lines(run) == ["루프가 0.25초 넘게 멈춤: handle → parse"]
    [parse] = run.calls("parse")
    assert parse.start < run.lines[0].t < parse.end


def test_a_profile_has_no_waiting_but_in_one_line(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/profile_program.py")
    counts = {name: int(count) for name, count in re.findall(r"^(.+): (\d+)번", run.output, re.MULTILINE)}
    inside = numbers(run, r"([\d.]+)초")
    assert counts["handle"] == counts["fetch"] == 10
    assert counts["parse"] == 5
    assert inside["fetch"] < inside["parse"]
    [asleep] = [seconds for name, seconds in inside.items() if "select." in name]
    assert 0.25 < asleep < 1.2  # not 1.5, the sum
    assert inside["fetch를 기다린 시간"] >= 1.5


def test_a_task_costs_many_awaits_and_a_thread_many_tasks(run_of: Runs) -> None:
    cost = numbers(run_of(f"{PAGE}/task_cost.py"), r"([\d.]+)µs")
    assert cost["by_task"] > 10 * cost["by_await"]
    assert cost["by_task"] < 50
    assert min(cost["by_to_thread"], cost["by_thread"]) > 3 * cost["by_task"]


def test_pieces_may_be_neither_too_small_nor_too_large(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/piece_size.py")
    took, gap = numbers(run, r"([\d.]+)밀리초, 곁"), numbers(run, r"태스크는 ([\d.]+)밀리초")
    assert took["1개씩"] > 3 * max(took["1000개씩"], took["80000개씩"])
    assert took["1000개씩"] < 3 * took["80000개씩"]
    assert gap["80000개씩"] > 0.8 * took["80000개씩"]
    assert gap["80000개씩"] > 3 * gap["1000개씩"]


def test_one_by_one_costs_more_than_not_handing_over(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/pool_chunks.py")
    took, used = numbers(run, r"([\d.]+)밀리초, 이"), numbers(run, r"CPU ([\d.]+)밀리초")
    assert took["one_by_one"] > took["plain"]
    assert used["one_by_one"] > 3 * used["plain"]
    assert used["in_chunks"] < 0.6 * used["plain"]


def test_a_task_for_each_job_costs_memory_and_time(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/bounded.py")
    took, peak = numbers(run, r"([\d.]+)밀리초"), numbers(run, r"([\d.]+) MiB")
    assert took["with_semaphore"] > 2 * took["with_workers"]
    assert 50 < peak["with_semaphore"] / peak["with_workers"] < 200


def test_more_than_the_server_serves_only_waits_longer(run_of: Runs) -> None:
    run = run_of(f"{PAGE}/how_many.py")
    whole, each = numbers(run, r"모두 ([\d.]+)초"), numbers(run, r"평균 ([\d.]+)초")
    two, eight, all_at_once = whole
    assert whole[two] >= 0.75
    assert whole[two] > 1.5 * whole[eight]
    assert whole[all_at_once] >= 0.19
    assert each[all_at_once] > 1.2 * each[eight]


def test_an_eager_start_saves_the_turn(run_of: Runs) -> None:
    by_default, eager = numbers(run_of(f"{PAGE}/eager_cost.py"), r"([\d.]+)µs").values()
    assert eager < 0.9 * by_default


def test_an_eager_start_runs_before_the_next_line(run_of: Runs) -> None:
    assert lines(run_of(f"{PAGE}/eager_order.py")) == [
        "서버: 시작",
        "캐시: 시작",
        "캐시: 끝",
        "블록의 마지막 줄",
        "서버: 끝",
        "블록 다음 줄",
    ]


def test_a_loop_four_times_as_fast_saves_its_own_share_only() -> None:
    share = 0.10
    assert round(share - share / 4, 3) == 0.075


def test_the_report_needs_both_mended(run_of: Runs, blocks: list[Block]) -> None:
    start = run_of(f"{PAGE}/exercise_report.start.py")
    assert numbers(start, r"([\d.]+)초")["걸린 시간"] >= 1.0
    assert numbers(run_of(f"{PAGE}/exercise_report.py"), r"([\d.]+)초")["걸린 시간"] < 0.95
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/exercise_report.start.py"]
    half = block.code.replace("= read_template()", "= await asyncio.to_thread(read_template)")
    run = execute(replace(block, code=half))
    assert numbers(run, r"([\d.]+)초")["걸린 시간"] >= 1.0
    assert numbers(run, r"([\d.]+)초")["루프가 멈춘 시간"] < 0.38


def test_workers_keep_the_order_by_place(run_of: Runs, blocks: list[Block]) -> None:
    assert "가장 많을 때의 태스크: 501개" in run_of(f"{PAGE}/exercise_workers.start.py").output
    run = run_of(f"{PAGE}/exercise_workers.py")
    assert "가장 많을 때의 태스크: 21개" in run.output
    assert "결과가 순서대로: True" in run.output
    [block] = [block for block in blocks if block.snippet == f"{PAGE}/exercise_workers.py"]
    appended = block.code.replace("[0] * JOBS", "list[int]()").replace(
        "results[number] = await fetch(number)", "results.append(await fetch(number))"
    )
    assert "결과가 순서대로: False" in execute(replace(block, code=appended)).output
