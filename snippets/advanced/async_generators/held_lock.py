"""락을 쥔 채 yield하면, 쓰는 쪽이 다음 것을 달라고 할 때까지 락을 쥐고 있다."""

import asyncio
from collections.abc import AsyncIterator


async def read_row(number: int) -> str:
    await asyncio.sleep(0.1)
    return f"{number}행"


async def held(table: asyncio.Lock) -> AsyncIterator[str]:
    async with table:
        for number in (1, 2, 3):
            yield await read_row(number)


async def released(table: asyncio.Lock) -> AsyncIterator[str]:
    for number in (1, 2, 3):
        async with table:
            row = await read_row(number)
        yield row  # 락을 놓은 다음에 내준다


async def write(table: asyncio.Lock) -> None:
    async with table:
        await asyncio.sleep(0.1)


async def main() -> None:
    for read in (held, released):
        table = asyncio.Lock()
        rows = read(table)
        print(f"{read.__name__}: {await anext(rows)}을 읽음")  # 나머지는 나중에 읽으려 한다
        try:
            async with asyncio.timeout(0.4):
                await write(table)
            print(f"{read.__name__}: 씀")
        except TimeoutError:
            print(f"{read.__name__}: 쓰지 못함, 잠김={table.locked()}")


if __name__ == "__main__":
    asyncio.run(main())
