"""derive()를 정의하지 않은 예외 그룹은 나눌 때 보통의 ExceptionGroup이 되어 담아 둔 것을 잃는다."""

import asyncio
from collections.abc import Sequence
from typing import Self


class BatchError(ExceptionGroup[Exception]):
    """어느 묶음이 실패했는지 기억하는 예외 그룹"""

    batch: str

    def __new__(cls, batch: str, errors: Sequence[Exception]) -> Self:
        self = super().__new__(cls, f"묶음 {batch} 실패", errors)
        self.batch = batch
        return self


class BatchErrorWithDerive(BatchError):
    def derive(self, errors: Sequence[Exception]) -> Self:  # type: ignore[override]
        return type(self)(self.batch, errors)


async def send(kind: type[BatchError]) -> None:
    await asyncio.sleep(0.05)
    raise kind("가", [ConnectionError("1번: 끊김"), ValueError("2번: 틀린 주소")])


async def main() -> None:
    for kind in (BatchError, BatchErrorWithDerive):
        try:
            await send(kind)
        except BatchError as failed:
            print(kind.__name__)
            piece = failed.subgroup(ConnectionError)
            print(f"  나눈 조각: {type(piece).__name__}, 묶음 {getattr(piece, 'batch', '모름')}")


if __name__ == "__main__":
    asyncio.run(main())
