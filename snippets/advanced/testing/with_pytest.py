"""pytest에 플러그인 없이 async def 테스트와 보통 테스트를 맡긴다."""

import asyncio

import pytest


async def get_price() -> int:
    return 100


async def test_async() -> None:
    assert await get_price() == 100


def test_with_run() -> None:
    assert asyncio.run(get_price()) == 100


if __name__ == "__main__":
    options = ["-q", "-p", "no:cacheprovider", "--disable-plugin-autoload"]
    pytest.main([*options, __file__])
