"""링크를 그 쪽의 주소에 이어 붙이고 한 가지로 다듬어야, 같은 쪽인지 알 수 있다."""

from urllib.parse import urldefrag, urljoin, urlsplit

BASE = "http://news.example:80/경제/목록.html"
LINKS = [
    "글1.html",
    "./글1.html#댓글",
    "/경제/글1.html",
    "HTTP://News.Example/경제/글1.html",
    "mailto:desk@news.example",
]
PORTS = {"http": 80, "https": 443}


def address(base: str, link: str) -> str | None:
    """link가 가리키는 쪽의 주소. 받을 수 있는 것이 아니면 None."""
    parts = urlsplit(urldefrag(urljoin(base, link)).url)
    if parts.scheme not in PORTS or parts.hostname is None:
        return None
    port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
    return parts._replace(netloc=parts.hostname + port, path=parts.path or "/").geturl()


if __name__ == "__main__":
    for link in LINKS:
        print(f"{link} -> {address(BASE, link)}")
