"""읽는 손님은 모두 받고, 읽지 않는 손님의 것은 쌓이지 않아야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    photos = re.search(r"받은 사진: 서울 (\d)장, 부산 (\d)장", run.output)
    kept = re.search(r"쌓인 것: ([\d,]+)바이트", run.output)
    if not photos or not kept:
        yield "받은 사진의 수와 쌓인 양이 나오지 않았습니다. `main`은 그대로 두세요."
        return
    if photos.groups() == ("3", "3"):
        if int(kept[1].replace(",", "")) > 2 * 1024 * 1024:
            yield (
                "사진은 모두 갔지만, 읽지 않는 손님에게 보낼 것이 서버의 메모리에 쌓였습니다. "
                "`drain()`을 기다리지 않으면 배압도 없습니다."
            )
    elif "0" in photos.groups():
        yield "한 손님을 기다리는 동안 다음 손님에게는 보내기 시작하지도 않았습니다."
    else:
        yield (
            "함께 보내도, 그 모두를 기다리면 가장 느린 손님만큼 걸립니다. "
            "얼마나 기다려 줄지 정하고, 넘기면 어떻게 할지도 정해야 합니다."
        )
