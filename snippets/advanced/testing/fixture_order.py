"""준비와 정리가 어떤 순서로 일어나는지, 남은 태스크는 언제 취소되는지 본다."""

import asyncio
import unittest
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def open_server() -> AsyncIterator[None]:
    print("서버 열림")
    yield
    print("서버 닫힘")


async def poll() -> None:
    try:
        await asyncio.sleep(60)
    finally:
        print("poll 취소됨")


class OrderTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        await self.enterAsyncContext(open_server())
        self.poller = asyncio.create_task(poll())

    async def test_something(self) -> None:
        await asyncio.sleep(0.1)
        print("테스트 본문")

    async def asyncTearDown(self) -> None:
        print("asyncTearDown")


if __name__ == "__main__":
    OrderTest("test_something").run()
