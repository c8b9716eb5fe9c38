"""동기 방식: 한 작업이 끝나야 다음 작업을 시작한다."""

import time


def sync_fetch_data(name: str, delay: float) -> str:
    """동기 데이터 가져오기"""
    print(f"{name} 시작")
    time.sleep(delay)  # 블로킹 대기: 스레드가 여기서 꼼짝하지 못한다
    print(f"{name} 완료")
    return f"{name} 결과"


def sync_example() -> None:
    """동기 방식 데모"""
    print("=== 동기 방식 ===")
    start = time.perf_counter()

    results = [
        sync_fetch_data("작업1", 2),
        sync_fetch_data("작업2", 1),
        sync_fetch_data("작업3", 3),
    ]

    elapsed = time.perf_counter() - start
    print(f"총 소요시간: {elapsed:.2f}초")
    print(f"결과: {results}")


if __name__ == "__main__":
    sync_example()
