"""첫 차례가 오기 전에 취소된 태스크는 본문을 한 줄도 실행하지 않는다. finally도 마찬가지다."""

import asyncio


class Connection:
    closed = False

    def close(self) -> None:
        self.closed = True


async def upload(name: str, connection: Connection) -> None:
    try:
        print(f"  {name} 올리기 시작")
        await asyncio.sleep(1)
    finally:
        connection.close()


async def attempt(wait: float) -> None:
    connection = Connection()
    task = asyncio.create_task(upload("사진", connection))
    if wait:
        await asyncio.sleep(wait)
    task.cancel()
    await asyncio.wait([task])
    print(f"  cancelled={task.cancelled()}, 연결이 닫힘={connection.closed}")


async def main() -> None:
    print("0.1초 기다렸다가 취소")
    await attempt(0.1)
    print("만들자마자 취소")
    await attempt(0)


if __name__ == "__main__":
    asyncio.run(main())
