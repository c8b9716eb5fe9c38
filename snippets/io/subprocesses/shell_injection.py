"""셸을 거치면 파일 이름에 든 명령까지 실행된다."""

import asyncio

NAME = "메모.txt; echo 파일 이름에 든 명령이 실행됨"


async def with_shell() -> None:
    process = await asyncio.create_subprocess_shell(f"echo {NAME}")
    await process.wait()


async def with_exec() -> None:
    process = await asyncio.create_subprocess_exec("echo", NAME)
    await process.wait()


async def main() -> None:
    for way in (with_shell, with_exec):
        print(f"[{way.__name__}]", flush=True)  # 자식보다 먼저 나오도록
        await way()


if __name__ == "__main__":
    asyncio.run(main())
