"""결과를 기다리지 않을 태스크는 집합에 담아 두고, 끝나면 빼낸다."""

import asyncio

running: set[asyncio.Task[None]] = set()


async def send_mail(name: str, duration: float) -> None:
    await asyncio.sleep(duration)
    print(f"{name}에게 보냄")


def send_later(name: str, duration: float) -> None:
    task = asyncio.create_task(send_mail(name, duration))
    running.add(task)  # 담아 두지 않으면 도중에 사라질 수 있다
    task.add_done_callback(running.discard)  # 끝나면 스스로 빠진다


async def main() -> None:
    send_later("지우", 0.1)
    send_later("하늘", 0.3)
    print(f"진행 중인 태스크: {len(running)}개")
    await asyncio.sleep(0.2)  # 다른 일을 한다
    print(f"진행 중인 태스크: {len(running)}개")

    await asyncio.gather(*running)  # 끝내기 전에 남은 것을 기다린다
    print(f"진행 중인 태스크: {len(running)}개")


if __name__ == "__main__":
    asyncio.run(main())
