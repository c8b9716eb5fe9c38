"""await는 아래에서 올라온 yield를 그대로 위로, 위에서 온 send를 그대로 아래로 전한다."""

from collections.abc import Generator


class Pause:
    """await하면 쪽지 한 장을 내보내고 멈춘다."""

    def __init__(self, note: str) -> None:
        self.note = note

    def __await__(self) -> Generator[str, None, None]:
        yield self.note


async def machine() -> str:
    print("    machine: 물을 데운다")
    await Pause("물이 끓으면 다시 불러 주세요")
    print("    machine: 커피를 내린다")
    return "커피"


async def barista() -> str:
    print("  barista: 컵을 꺼낸다")
    drink = await machine()
    print("  barista: 컵에 담는다")
    return f"컵에 담은 {drink}"


async def cafe() -> str:
    print("cafe: 주문을 받는다")
    served = await barista()
    print("cafe: 손님을 부른다")
    return served


def main() -> None:
    coroutine = cafe()
    print(f"◆ send가 돌려준 것: {coroutine.send(None)}")
    try:
        coroutine.send(None)  # 누가 가장 먼저 이어서 할까?
    except StopIteration as stop:
        print(f"◆ 결과: {stop.value}")


if __name__ == "__main__":
    main()
