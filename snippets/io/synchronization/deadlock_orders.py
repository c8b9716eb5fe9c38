"""락을 기다리는 태스크까지 헤아려 모든 순서를 실행하고, 막히는 순서를 센다."""

from collections.abc import Coroutine, Generator

Task = Coroutine["Lock", None, None]


class Lock:
    """장난감 락. 다른 태스크가 쥐고 있으면 스케줄러가 깨우지 않는다."""

    held = False

    def __await__(self) -> Generator["Lock"]:
        yield self
        self.held = True


async def transfer(first: Lock, second: Lock) -> None:
    await first
    await second
    first.held = second.held = False


def step(task: Task) -> Lock | None:
    """다음에 기다리는 락을 돌려준다. None은 끝났다는 뜻이다."""
    try:
        return task.send(None)
    except StopIteration:
        return None


def start(opposite: bool) -> list[Task]:
    hana, duri = Lock(), Lock()
    return [transfer(hana, duri), transfer(duri, hana) if opposite else transfer(hana, duri)]


def explore(opposite: bool) -> tuple[list[str], list[str]]:
    """모든 순서를 처음부터 다시 실행해, 끝난 순서와 막힌 순서로 나눈다."""
    finished: list[str] = []
    stuck: list[str] = []
    orders = [""]
    while orders:
        order = orders.pop()
        tasks = start(opposite)
        wanted = [step(task) for task in tasks]
        for name in order:
            wanted["AB".index(name)] = step(tasks["AB".index(name)])
        ready = [name for name, lock in zip("AB", wanted, strict=True) if lock and not lock.held]
        orders += [order + name for name in ready]
        if not ready:
            (stuck if any(wanted) else finished).append(order)
    return sorted(finished), sorted(stuck)


def main() -> None:
    for label, opposite in (("반대 순서", True), ("같은 순서", False)):
        finished, stuck = explore(opposite)
        print(f"{label}: 끝난 순서 {finished}, 막힌 순서 {stuck}")


if __name__ == "__main__":
    main()
