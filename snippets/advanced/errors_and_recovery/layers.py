"""층마다 세 번씩 시도하게 겹쳐 쌓으면 맨 아래의 데이터베이스가 받는 질의를 센다."""

import asyncio
from collections.abc import Awaitable, Callable

Work = Callable[[], Awaitable[str]]


class Database:
    queries = 0

    async def query(self) -> str:
        self.queries += 1
        raise ConnectionError("데이터베이스에 연결할 수 없습니다")


def three_times(work: Work) -> Work:
    """work를 세 번까지 시도하는 함수를 만든다."""

    async def attempts() -> str:
        for _ in range(2):
            try:
                return await work()
            except ConnectionError:
                await asyncio.sleep(0.01)
        return await work()

    return attempts


async def main() -> None:
    for layers in (1, 2, 3):
        database = Database()
        work: Work = database.query
        for _ in range(layers):
            work = three_times(work)
        try:
            await work()
        except ConnectionError:
            print(f"{layers}층: 질의 {database.queries}번")


if __name__ == "__main__":
    asyncio.run(main())
