"""다른 프로그램 셋을 함께 실행하고 출력과 종료 상태를 받는다."""

import asyncio
import sys

CHILD = """
import sys, time
time.sleep(0.5)
print(f"{sys.argv[1]} 변환 끝")
sys.exit(0 if sys.argv[1] != "깨진 파일" else 3)
"""
# -X utf8: 운영체제와 상관없이 UTF-8로, -c: 뒤따르는 코드를 실행한다
PYTHON = (sys.executable, "-X", "utf8", "-c")


async def convert(name: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *PYTHON,
        CHILD,
        name,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()  # 출력을 모두 읽고 끝나기를 기다린다
    return f"{output.decode().strip()}, 종료 상태 {process.returncode}"


async def main() -> None:
    names = ("사진", "음악", "깨진 파일")
    for line in await asyncio.gather(*map(convert, names)):
        print(line)


if __name__ == "__main__":
    asyncio.run(main())
