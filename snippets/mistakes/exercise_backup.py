"""시작한 태스크를 모두 기다리고, 실패는 받아서 알린다."""

import asyncio


async def upload(name: str) -> None:
    await asyncio.sleep(0.3)
    if name == "사진":
        raise ConnectionError("연결이 끊겼습니다")
    print(f"{name}: 올림")


async def back_up(names: list[str]) -> None:
    results = await asyncio.gather(*map(upload, names), return_exceptions=True)
    for name, result in zip(names, results, strict=True):
        if isinstance(result, ConnectionError):
            print(f"실패: {name}, {result}")
        elif result is not None:
            raise result


async def main() -> None:
    await back_up(["문서", "사진", "음악"])
    print("백업 끝")


if __name__ == "__main__":
    asyncio.run(main())
