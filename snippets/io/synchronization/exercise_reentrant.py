"""락을 쥐는 일과 쥐고 하는 일을 나누면 자신을 기다리지 않는다."""

import asyncio


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance
        self.lock = asyncio.Lock()

    async def write(self, balance: int) -> None:
        await asyncio.sleep(0.1)  # 은행이 받아 적는 시간
        self.balance = balance

    async def _deposit(self, amount: int) -> None:
        """락을 쥔 쪽만 호출한다."""
        await self.write(self.balance + amount)

    async def deposit(self, amount: int) -> None:
        async with self.lock:
            await self._deposit(amount)

    async def add_interest(self) -> None:
        """잔액의 10%를 더한다."""
        async with self.lock:
            await self._deposit(self.balance // 10)


async def main() -> None:
    account = Account(1000)
    try:
        async with asyncio.timeout(1):
            await asyncio.gather(account.deposit(500), account.add_interest())
        print(f"잔액: {account.balance}원")
    except TimeoutError:
        print(f"시간 초과, 잔액: {account.balance}원")


if __name__ == "__main__":
    asyncio.run(main())
