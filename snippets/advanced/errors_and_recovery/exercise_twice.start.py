"""결제는 두 건인데 은행의 장부에는 세 건이 적힌다."""

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
    for _ in range(3):
        try:
            return await asyncio.wait_for(bank.pay(f"요청-{next(numbers)}", amount), 0.3)
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
