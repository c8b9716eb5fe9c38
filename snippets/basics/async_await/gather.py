"""방법 3: gather()는 개수가 정해지지 않은 코루틴도 함께 실행하고 결과를 모은다."""

import asyncio

PLANETS = {"금성": 0.3, "화성": 0.5, "수성": 0.1}


async def simple_coroutine(name: str, distance: float) -> str:
    """간단한 코루틴"""
    await asyncio.sleep(distance)  # 멀리 있을수록 답이 늦다
    print(f"{name} 도착")
    return f"{name} 사진"


async def coroutine_examples() -> None:
    """코루틴 실행 예제"""
    # 방법 3: 여러 코루틴 동시 실행
    calls = [simple_coroutine(name, distance) for name, distance in PLANETS.items()]
    results = await asyncio.gather(*calls)
    print(f"동시 실행 결과: {results}")

    # 넘긴 순서와 받은 순서가 같으니 짝을 지을 수 있다
    for name, photo in zip(PLANETS, results, strict=True):
        print(f"{name} -> {photo}")


if __name__ == "__main__":
    asyncio.run(coroutine_examples())
