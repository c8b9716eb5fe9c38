"""자식이 자식을 만든다. 블록은 마지막 하나가 끝날 때까지 기다린다."""

import asyncio

# 쪽마다 응답에 걸리는 시간과, 그 안에 있는 링크
SITE: dict[str, tuple[float, list[str]]] = {
    "/": (0.1, ["/글", "/소개"]),
    "/글": (0.1, ["/글/1", "/글/2"]),
    "/소개": (0.2, ["/"]),
    "/글/1": (0.2, ["/글/2"]),
    "/글/2": (0.3, ["/소개"]),
}


async def visit(page: str, group: asyncio.TaskGroup, seen: set[str]) -> None:
    delay, links = SITE[page]
    await asyncio.sleep(delay)
    print(f"{page} 읽음")
    for link in links:
        if link not in seen:
            seen.add(link)
            group.create_task(visit(link, group, seen))


async def main() -> None:
    seen = {"/"}
    async with asyncio.TaskGroup() as group:
        group.create_task(visit("/", group, seen))
    print(f"모두 {len(seen)}쪽")

    late = visit("/", group, seen)
    try:
        group.create_task(late)
    except RuntimeError as error:
        print(f"블록을 나온 뒤: {error}")
    finally:
        late.close()


if __name__ == "__main__":
    asyncio.run(main())
