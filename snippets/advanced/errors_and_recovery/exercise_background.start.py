"""뒤에서 보낸 메일 하나가 실패했는데, 그때는 아무도 모른다."""

import asyncio

Tasks = set[asyncio.Task[None]]


async def send_mail(city: str, seconds: float) -> None:
    await asyncio.sleep(seconds)
    if city == "부산":
        raise ConnectionError("부산 메일 서버에 연결할 수 없음")
    print(f"{city}: 보냄")


def in_background(running: Tasks, city: str, seconds: float) -> asyncio.Task[None]:
    task = asyncio.create_task(send_mail(city, seconds))
    running.add(task)
    return task


async def main() -> None:
    running: Tasks = set()
    in_background(running, "서울", 0.3)
    in_background(running, "부산", 0.1)
    jeju = in_background(running, "제주", 0.5)
    await asyncio.sleep(0.2)
    print("제주는 보내지 않기로 함")
    jeju.cancel()
    await asyncio.sleep(0.3)
    print(f"남은 태스크 {len(running)}개")


if __name__ == "__main__":
    asyncio.run(main())
