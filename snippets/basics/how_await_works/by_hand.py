"""send(None)은 코루틴을 다음 멈춤까지 움직이고, 결과는 StopIteration에 담겨 나온다."""

from collections.abc import Generator


class Pause:
    """await하면 쪽지 한 장을 내보내고 멈춘다."""

    def __init__(self, note: str) -> None:
        self.note = note

    def __await__(self) -> Generator[str, None, None]:
        yield self.note


async def make_coffee() -> str:
    print("    원두를 간다")
    await Pause("물이 끓으면 다시 불러 주세요")
    print("    물을 붓는다")
    return "커피"


def main() -> None:
    coroutine = make_coffee()
    print("코루틴을 만들었다")

    note = coroutine.send(None)
    print(f"첫 send가 돌려준 것: {note}")

    print("커피는 멈춰 있고, 다른 일을 할 수 있다")

    try:
        coroutine.send(None)
    except StopIteration as stop:
        print(f"둘째 send가 일으킨 StopIteration의 값: {stop.value}")


if __name__ == "__main__":
    main()
