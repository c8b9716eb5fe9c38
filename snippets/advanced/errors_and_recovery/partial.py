"""시간 안에 온 것은 쓰고, 실패한 것과 늦은 것은 이유를 남긴다."""

import asyncio

BOXES = {"날씨": 0.1, "뉴스": 0.2, "환율": 0.3, "교통": 1.0}


async def load(name: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    if name == "뉴스":
        raise ConnectionError("연결이 끊겼습니다")
    return f"{name} 내용"


async def load_or_reason(name: str, seconds: float, deadline: float) -> str:
    try:
        async with asyncio.timeout_at(deadline):
            return await load(name, seconds)
    except TimeoutError:
        return "(늦음)"
    except ConnectionError as error:
        return f"({error})"


async def all_or_nothing() -> list[str]:
    try:
        async with asyncio.timeout(0.5):
            results = await asyncio.gather(*(load(*box) for box in BOXES.items()), return_exceptions=True)
    except TimeoutError:
        return []  # 이미 온 것까지 함께 잃는다
    return [str(result) for result in results]


async def each_box() -> list[str]:
    deadline = asyncio.get_running_loop().time() + 0.5
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(load_or_reason(*box, deadline)) for box in BOXES.items()]
    return [task.result() for task in tasks]


async def main() -> None:
    print(f"all_or_nothing: {await all_or_nothing()}")
    print(f"each_box: {await each_box()}")


if __name__ == "__main__":
    asyncio.run(main())
