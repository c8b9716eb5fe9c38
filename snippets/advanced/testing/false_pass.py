"""틀린 테스트를 두 클래스에서 실행해, 어느 쪽이 틀렸다고 알려 주는지 본다."""

import unittest
import warnings


async def get_price() -> int:
    return 100


class PlainTest(unittest.TestCase):
    async def test_price(self) -> None:
        self.assertEqual(await get_price(), 999)


class AsyncTest(unittest.IsolatedAsyncioTestCase):
    async def test_price(self) -> None:
        self.assertEqual(await get_price(), 999)


def run(case: type[unittest.TestCase]) -> None:
    result = unittest.TestResult()
    with warnings.catch_warnings(record=True, action="always") as caught:
        unittest.defaultTestLoader.loadTestsFromTestCase(case).run(result)
    print(f"{case.__mro__[1].__name__}: 실행 {result.testsRun}개, 실패 {len(result.failures)}개")
    for warning in caught:
        print(f"  {warning.category.__name__}: {str(warning.message)[:50]}…")


if __name__ == "__main__":
    run(PlainTest)
    run(AsyncTest)
