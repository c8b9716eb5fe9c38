"""Retry-After는 초일 수도, 시각일 수도, 읽을 수 없는 것일 수도 있다."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_of(value: str, now: datetime) -> float | None:
    """Retry-After가 말하는 초. 읽을 수 없으면 None."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


if __name__ == "__main__":
    now = datetime(2026, 11, 25, 9, 0, 0, tzinfo=UTC)
    for value in ("120", "Wed, 25 Nov 2026 09:00:30 GMT", "Wed, 25 Nov 2026 08:00:00 GMT", "곧", "-5"):
        print(f"{value} -> {seconds_of(value, now)}")
