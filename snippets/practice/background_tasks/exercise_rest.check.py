"""쉬는 중이면 바로, 둘러보는 중이면 마저 하고 그만두어야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    looks = run.calls("look_around")
    asked, stopped = run.printed("SIGTERM"), run.printed("그만둠")
    if len(asked) != 2 or len(stopped) != 2:
        yield "두 번 모두 `SIGTERM`을 받고 `그만둠`까지 가야 합니다. 예외로 나가지는 않았나요?"
        return
    if any(end - start > 0.5 for start, end in zip(asked, stopped, strict=True)):
        yield (
            "부탁을 받고도 쉬던 시간을 다 쉬었습니다. `sleep()`은 이벤트가 켜진 것을 모릅니다. "
            "쉬는 것과 부탁을 기다리는 것을 한꺼번에 할 수 없을까요?"
        )
    if any(lane.outcome != "returned" for lane in looks):
        yield "둘러보던 일이 끊겼습니다. 태스크를 통째로 취소하면 쉬는 중인지 일하는 중인지 가리지 않습니다."
    if len(looks) != 2:
        yield "부탁이 없을 때는 0.9초를 쉬어야 합니다. 기다리는 시간을 없애면 쉬지 않고 둘러보게 됩니다."
