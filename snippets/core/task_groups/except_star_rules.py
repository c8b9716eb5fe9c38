"""except*에서 할 수 없는 일을 컴파일러에게 물어본다."""

SOURCES = {
    "except와 섞기": """
try: f()
except* ConnectionError: pass
except ValueError: pass
""",
    "블록 안에서 return": """
def load():
    try: f()
    except* ConnectionError: return None
""",
    "블록 안에서 continue": """
for url in urls:
    try: f()
    except* ConnectionError: continue
""",
    "예외 이름 빼기": """
try: f()
except*: pass
""",
    "변수에 담고, 블록 다음에서 return": """
def load():
    failed = False
    try: f()
    except* ConnectionError: failed = True
    return not failed
""",
}


def verdict(source: str) -> str:
    try:
        compile(source, "예제", "exec")
    except SyntaxError as error:
        return f"SyntaxError: {error.msg}"
    return "통과"


if __name__ == "__main__":
    for title, source in SOURCES.items():
        print(title)
        print(f"  {verdict(source)}")
