"""센서는 기다리지 않고, 넣지 못한 값은 버려야 한다."""

from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    sensors, records = run.calls("sensor"), run.calls("record")
    if len(sensors) != 1 or sensors[0].end - sensors[0].start > 1.5:
        yield (
            "센서가 1.2초를 훌쩍 넘겼습니다. "
            "`await queue.put()`은 큐가 가득 차면 자리가 날 때까지 기다립니다."
        )
        return
    dropped = len(run.printed("버림"))
    if not dropped and len(records) < 4:
        yield "잃어버린 값이 있는데 출력에는 없습니다. 버릴 때마다 `버림`이라고 알려야 합니다."
    elif not dropped:
        yield "버린 값이 없습니다. 큐를 키우면 센서는 기다리지 않지만, 기록하지 못한 값이 그만큼 쌓입니다."
    elif dropped + len(records) != 4:
        yield (
            "버린 값과 기록한 값을 더하면 넷이어야 합니다. "
            "버린 값을 기록하거나, 알리지 않고 잃은 값이 있습니다."
        )
    if any(lane.outcome != "returned" for lane in records) or run.most_at_once("record") > 1:
        yield "기록은 한 번에 하나씩 끝까지 해야 합니다. 값마다 태스크를 만들면 큐를 둔 이유가 없어집니다."
