"""derive()를 정의하지 않은 예외 그룹은 나눌 때 보통의 ExceptionGroup이 되어 담아 둔 것을 잃는다."""

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


if __name__ == "__main__":
    for kind in (BatchError, BatchErrorWithDerive):
        failed = kind("가", [ConnectionError("1번: 끊김"), ValueError("2번: 틀린 주소")])
        piece = failed.subgroup(ConnectionError)
        print(f"{kind.__name__} → {type(piece).__name__}, 묶음 {getattr(piece, 'batch', '모름')}")
