"""한 번의 결제에는 몇 번을 시도하든 같은 번호를 붙인다."""

import asyncio
from itertools import count

numbers = count(1)


class Bank:
    def __init__(self) -> None:
        self.paid: dict[str, int] = {}
        self.asked = 0

    async def pay(self, key: str, amount: int) -> str:
        """같은 key로 다시 물으면 결제하지 않고 앞의 결과를 알려 준다."""
        self.asked += 1
        self.paid.setdefault(key, amount)
        if self.asked == 1:
            await asyncio.sleep(60)  # 결제는 했지만 대답이 사라졌다
        await asyncio.sleep(0.1)
        return f"{self.paid[key]}원 결제됨"


async def pay(bank: Bank, amount: int) -> str:
    key = f"요청-{next(numbers)}"  # 시도가 아니라 결제에 붙는 번호
    for _ in range(3):
        try:
            return await asyncio.wait_for(bank.pay(key, amount), 0.3)
        except TimeoutError:
            print("대답이 없어 다시 시도")
    raise TimeoutError("세 번 모두 대답이 없음")


async def main() -> None:
    bank = Bank()
    print(await pay(bank, 1000))
    print(await pay(bank, 1000))
    print(f"은행의 장부: {len(bank.paid)}건, 모두 {sum(bank.paid.values())}원")


if __name__ == "__main__":
    asyncio.run(main())
