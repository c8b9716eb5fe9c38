"""두 락을 반대 순서로 쥐면 서로를 기다리고, 시간제한만이 끊어 준다."""

import asyncio


async def transfer(name: str, first: asyncio.Lock, second: asyncio.Lock) -> None:
    async with first:
        await asyncio.sleep(0.1)  # 첫 계좌를 확인한다
        print(f"  {name}: 첫 락을 쥐고 둘째 락을 기다림")
        async with second:
            print(f"  {name}: 이체함")


async def main() -> None:
    hana, duri = asyncio.Lock(), asyncio.Lock()
    for label, order in (("반대 순서", (duri, hana)), ("같은 순서", (hana, duri))):
        print(label)
        try:
            async with asyncio.timeout(0.5), asyncio.TaskGroup() as group:
                group.create_task(transfer("A", hana, duri))
                group.create_task(transfer("B", *order))
        except TimeoutError:
            print(f"  시간 초과, 아직 잠긴 락: {[hana.locked(), duri.locked()].count(True)}개")


if __name__ == "__main__":
    asyncio.run(main())
