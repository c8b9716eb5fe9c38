"""두 리소스를 함께 열고, 쓰고, 둘 다 닫아야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    for name in ("DB커넥션", "캐시"):
        used, closed = run.printed(f"{name} 사용"), run.printed(f"{name} 닫힘")
        if len(used) != 1 or len(closed) != 1:
            yield f"`{name}` 리소스는 한 번 쓰고 한 번 닫아야 합니다. 닫는 일은 `async with`의 몫입니다."
        elif closed[0] < used[0]:
            yield f"`{name}` 리소스를 닫은 뒤에 썼습니다. 쓰는 일은 `async with` 블록 안에서 해야 합니다."
    if run.most_at_once("connect") < 2:
        yield "하나씩 연결했습니다. 한 줄에 써도 앞의 리소스가 다 열려야 다음 리소스를 열기 시작합니다."
    elif run.most_at_once("use") < 2:
        yield "연결은 함께 했지만 쓰는 일은 하나씩 했습니다. 여는 데서 쓰는 데까지를 통째로 나누어 보세요."
