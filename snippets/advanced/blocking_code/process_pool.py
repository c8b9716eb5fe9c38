"""다른 프로세스로 건너가는 것과 건너가지 못하는 것."""

import asyncio
import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool


def divide() -> float:
    return 1 / 0


def die() -> None:
    os._exit(1)  # 메모리가 모자라 운영체제가 죽인 것과 같다


def whoami() -> str:
    return "대답함"


async def main(pool: ProcessPoolExecutor) -> None:
    loop = asyncio.get_running_loop()
    works: list[tuple[str, Callable[[], object]]] = [
        ("보통 함수", whoami),
        ("예외", divide),
        ("lambda", lambda: whoami()),
        ("죽음", die),
        ("그다음 보통 함수", whoami),
    ]
    for name, work in works:
        try:
            print(f"{name}: {await loop.run_in_executor(pool, work)}")
        except (AttributeError, pickle.PicklingError):
            print(f"{name}: 피클로 바꿀 수 없음")
        except (ZeroDivisionError, BrokenProcessPool) as error:
            print(f"{name}: {type(error).__name__}")


if __name__ == "__main__":
    with ProcessPoolExecutor(1) as pool:
        asyncio.run(main(pool))
