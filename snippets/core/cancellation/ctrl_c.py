"""Ctrl+C도 취소다. asyncio.run()이 main을 취소하고, 정리가 끝나면 KeyboardInterrupt를 일으킨다."""

import asyncio
import signal


async def serve() -> None:
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("serve: 취소됨, 손님을 배웅하는 중")
        await asyncio.sleep(0.2)
        print("serve: 문을 닫음")
        raise


async def main() -> None:
    # 0.2초 뒤에 누군가 Ctrl+C를 누른 것처럼 한다.
    asyncio.get_running_loop().call_later(0.2, signal.raise_signal, signal.SIGINT)
    await serve()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        print("밖에서 받은 예외: KeyboardInterrupt")
