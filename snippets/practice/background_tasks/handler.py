"""SIGTERM 처리기는 이벤트를 켜기만 하고, 끝내는 일은 main이 한다."""

import asyncio
import os
import signal


async def save(title: str) -> None:
    print(f"{title}: 저장하기 시작")
    try:
        await asyncio.sleep(0.3)
        print(f"{title}: 저장함")
    finally:
        print(f"{title}: 임시 파일을 지움")


async def main() -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stopping.set)

    saving = asyncio.create_task(save("글 1"))
    await asyncio.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)
    print(f"main: 보낸 바로 다음, 켜졌나 {stopping.is_set()}")
    await stopping.wait()
    print("main: 그만하라는 부탁을 받음")
    await saving


if __name__ == "__main__":
    asyncio.run(main())
    print("모두 끝")
