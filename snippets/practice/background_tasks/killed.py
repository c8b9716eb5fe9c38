"""아무 준비도 없으면 SIGTERM은 프로그램을 그 자리에서 끝낸다."""

import asyncio
import os
import signal


async def save(title: str) -> None:
    print(f"{title}: 저장하기 시작", flush=True)
    try:
        await asyncio.sleep(0.3)
        print(f"{title}: 저장함")
    finally:
        print(f"{title}: 임시 파일을 지움")


async def main() -> None:
    # 0.1초 뒤에 누군가 이 프로그램에 SIGTERM을 보낸 것처럼 한다.
    asyncio.get_running_loop().call_later(0.1, os.kill, os.getpid(), signal.SIGTERM)
    await save("글 1")


if __name__ == "__main__":
    asyncio.run(main())
    print("모두 끝")
