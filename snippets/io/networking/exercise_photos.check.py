"""두 사진이 보낸 그대로 도착해야 한다."""

import re
from collections.abc import Iterator

from execution.model import Run


def check(run: Run) -> Iterator[str]:
    photos = re.findall(r"사진 (\d): ([\d,]+)바이트, (온전함|망가짐)", run.output)
    sizes = {number: size for number, size, state in photos if state == "온전함"}
    if sizes == {"1": "300,000", "2": "500,000"}:
        return
    if not photos:
        yield "사진이 하나도 나오지 않았습니다. 서버는 사진을 받을 때마다 크기를 출력해야 합니다."
    elif photos[0][1].startswith("800,0"):
        yield "두 사진이 하나로 붙었습니다. 인자 없는 `read()`는 상대가 말을 마칠 때까지 읽습니다."
    elif "1" not in sizes:
        yield "첫 사진이 잘렸습니다. `read(n)`은 n바이트를 다 기다리지 않고 지금 있는 만큼만 돌려줍니다."
    else:
        yield "첫 사진은 맞는데 다음 사진이 어긋났습니다. 길이와 내용을 읽은 만큼이 보낸 만큼과 같나요?"
