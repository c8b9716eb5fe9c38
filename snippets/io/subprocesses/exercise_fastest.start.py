"""가장 빠른 답을 고르고 나머지 태스크를 취소했는데, 프로그램은 계속 실행된다."""

import asyncio
import sys

CHILD = """
import sys, time
name, seconds = sys.argv[1:]
time.sleep(float(seconds))
print(f"{name}의 답")
print(f"{name}: 결과를 저장함", file=sys.stderr)
"""
PYTHON = (sys.executable, "-X", "utf8", "-u", "-c")


async def search(name: str, seconds: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *PYTHON,
        CHILD,
        name,
        seconds,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    return output.decode().strip()


async def main() -> None:
    plans = (("서울", "0.1"), ("부산", "1.0"), ("제주", "1.2"))
    tasks = [asyncio.create_task(search(*plan)) for plan in plans]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(f"가장 빠른 것: {done.pop().result()}")
    for task in pending:
        task.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    print("나머지를 취소함")
    await asyncio.sleep(1.5)  # 다른 일을 한다


if __name__ == "__main__":
    asyncio.run(main())
