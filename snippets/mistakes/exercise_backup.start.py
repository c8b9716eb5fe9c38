"""다 올렸다고 하는데 절반은 올라가지 않은 백업이다."""

import asyncio


async def upload(name: str) -> None:
    await asyncio.sleep(0.3)
    if name == "사진":
        raise ConnectionError("연결이 끊겼습니다")
    print(f"{name}: 올림")


async def back_up(names: list[str]) -> None:
    for name in names:
        asyncio.create_task(upload(name))  # noqa: RUF006 - 찾아서 고칠 실수 가운데 하나
    await asyncio.sleep(0.1)  # 올리는 동안 잠깐 기다린다


async def main() -> None:
    await back_up(["문서", "사진", "음악"])
    print("백업 끝")


if __name__ == "__main__":
    asyncio.run(main())
