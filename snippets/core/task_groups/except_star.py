"""예외 그룹을 except*로 나누어 받고, 받지 않은 것은 그룹에 담긴 채 밖으로 나간다."""

import asyncio


async def fetch(name: str, error: Exception, down: asyncio.Event) -> None:
    await down.wait()  # 넷이 같은 순간에 같은 사고를 만난다
    raise error


async def fetch_all() -> None:
    down = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch("A", ConnectionError("A: 연결이 끊김"), down))
        group.create_task(fetch("B", ValueError("B: 응답을 읽을 수 없음"), down))
        group.create_task(fetch("C", ConnectionError("C: 연결이 끊김"), down))
        group.create_task(fetch("D", KeyError("D: 항목이 없음"), down))
        await asyncio.sleep(0.1)
        down.set()


async def main() -> None:
    try:
        try:
            await fetch_all()
        except* ConnectionError as failed:
            print("연결 문제:", ", ".join(map(str, failed.exceptions)))
        except* ValueError as failed:
            print("내용 문제:", ", ".join(map(str, failed.exceptions)))
    except ExceptionGroup as rest:
        print(f"밖으로 나온 것: {rest!r}")


if __name__ == "__main__":
    asyncio.run(main())
