"""다른 프로세스가 해석만 하면 결과를 풀다가 멈추고, 줄여서 보내면 멈추지 않는다."""

import asyncio
import contextlib
import json
import multiprocessing
import tempfile
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path
from typing import Any


def parse(name: str) -> Any:
    return json.loads(Path(name).read_text(encoding="utf-8"))


def parse_and_reduce(name: str) -> int:
    return sum(item["price"] for item in parse(name))  # 수 하나만 돌려준다


async def ticker(gaps: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        before = loop.time()
        await asyncio.sleep(0.01)
        gaps.append(loop.time() - before)


async def longest_stop(pool: Executor, work: Callable[[str], Any]) -> float:
    gaps: list[float] = []
    ticking = asyncio.create_task(ticker(gaps))
    await asyncio.sleep(0.03)
    await asyncio.get_running_loop().run_in_executor(pool, work, "big.json")
    await asyncio.sleep(0.03)
    ticking.cancel()
    return max(gaps)


async def main(pool: Executor) -> None:
    await asyncio.get_running_loop().run_in_executor(pool, int)  # 프로세스를 미리 띄워 둔다
    for work in (parse, parse_and_reduce):
        stops = [await longest_stop(pool, work) for _ in range(3)]
        print(f"{work.__name__}: 루프가 멈춘 시간 {min(stops):.3f}초 (세 번 가운데 가장 짧은 것)")


if __name__ == "__main__":
    # 어느 운영체제, 어느 버전에서나 같도록 새 인터프리터로 띄운다
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        items = [{"id": i, "price": i % 1000} for i in range(200_000)]
        Path("big.json").write_text(json.dumps(items), encoding="utf-8")
        with ProcessPoolExecutor(1, mp_context=spawn) as processes:
            asyncio.run(main(processes))
