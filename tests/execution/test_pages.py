"""The finder sees the fences that MkDocs renders, and says in words what is wrong with the others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import markdown_exec
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from execution.options import LONGEST, TIMEOUT, Options
from execution.pages import Block, PageReader
from execution.project import ROOT

Handed = tuple[str, dict[str, str]]
"""The code and the options of one fence."""

SNIPPETS = {
    "plain.py": 'print("하나")\n',
    "deep/tabs.py": "if True:\n\tx = 1\ty\n\n\tprint(x)  \n",
    "blank_ends.py": "   \n\nx = 1\n\n   \n",
    "no_newline.py": "x = 1",
    "crlf.py": "x = 1\r\n\r\ny = 2\r\n",
    "empty.py": "",
    "nested.py": 'x = 1\n--8<-- "plain.py"\n',
    "hidden.py": "secret = 1  # markdown-exec: hide\nprint(secret)\n",
    "fence.py": '"""\n```\n"""\n',
}
RIGHT = 'exec="on" source="above"'


@pytest.fixture(scope="module")
def snippets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("snippets")
    for name, code in SNIPPETS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(code.encode())
    (folder / "latin1.py").write_bytes('print("é")\n'.encode("latin-1"))
    return folder


@pytest.fixture(scope="module")
def reader(snippets: Path) -> PageReader:
    """One for all pages: what one page leaves behind must not show in the next."""
    return PageReader([snippets])


def handed_over(text: str, snippets: Path) -> tuple[list[Handed], list[Handed]]:
    """What a conversion as in the build hands to the formatter: in all, and with a place in the page."""
    calls: list[Handed] = []

    def validate(
        language: str, inputs: dict[str, str], options: dict[str, Any], attrs: dict[str, Any], md: Markdown
    ) -> bool:
        options["given"] = dict(inputs)
        return markdown_exec.validator(language, inputs, options, attrs, md)

    def note(source: str, language: str, css: str, options: dict[str, Any], md: Markdown, **_: Any) -> str:
        calls.append((source.rstrip("\n"), options["given"]))
        return f"<div>place-{len(calls)}-</div>"

    extensions: list[str] = []
    configs: dict[str, dict[str, Any]] = {}
    for entry in yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]:
        name, config = next(iter(entry.items())) if isinstance(entry, dict) else (entry, {})
        extensions.append(name)
        configs[name] = config
    configs["pymdownx.snippets"]["base_path"] = [str(snippets)]
    configs["pymdownx.superfences"]["custom_fences"] = [
        {"name": name, "class": name, "validator": validate, "format": note} for name in ("python", "py")
    ]
    html = Markdown(extensions=extensions, extension_configs=configs).convert(get_data(text)[0])
    return calls, [call for number, call in enumerate(calls, 1) if f"place-{number}-" in html]


def found(blocks: list[Block]) -> list[Handed]:
    return [(block.code.rstrip("\n"), dict(block.shown)) for block in blocks]


def complaints(reader: PageReader, text: str, *, published: bool = True) -> list[tuple[int, str]]:
    _, faults = reader.read(text, "docs/page.md", published=published)
    return [(fault.line, fault.message) for fault in faults]


# Pages put together from parts, as lines

UNFIT = re.compile("`{3}|~{3}|8<|markdown-exec: hide")
"""What makes a line of code more, or less, than a line of code."""
code_lines = st.sampled_from([
    "x = 1", "", "    y = 2", "\tz = 3\t# 탭", "끝 = 1   ", "  ", "# 주석", "- 1", "1. x", "<div>", "&amp;",
    "{{ x }}", "'''", "`a`", "\\", "!!! note", "??? x", '=== "x"', "[a]: b", "*[HTML]: x", "[TOC]", "> x",
]) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=20).filter(
    lambda line: not UNFIT.search(re.sub("[\2\3]", "", line))
)  # fmt: skip
quotable_lines = code_lines.filter(lambda line: not line.lstrip().startswith(">"))
includes = st.sampled_from(sorted(SNIPPETS.keys() - {"hidden.py", "fence.py"})).map('--8<-- "{}"'.format)
line_ends = st.sampled_from(["", " ", "   ", "\t"])
prose = st.sampled_from([
    ["문단입니다.", "둘째 줄 `x = 1`입니다."], ["## 제목 { #heading }"], ["| a |", "|---|", "| 1 |"],
    ["<div class='x'>HTML</div>"], ["용어", ":   설명"], ["- 하나", "- 둘"], ["[^1]: 각주"], ["---"],
])  # fmt: skip
other_fences = st.sampled_from([
    ["```", "그냥", "```"], ["~~~ bash", "ls", "~~~"], ['```yaml title="x" hl_lines="1"', "a: 1", "```"],
    ["````markdown", f"```python {RIGHT}", '--8<-- "plain.py"', "```", "````"],
])  # fmt: skip


further_options = st.sampled_from(
    ["", 'timeline="f, g"', 'timeout="2.5" returncode="1"', 'hl_lines="1-2" linenums="3"', "cores='2'"]
)
header_forms = st.sampled_from(
    ["{}python {}", "{} py {}", "{}.python {}", "{}{{.python {}}}", "{}  {{ #x .py .wide {}}}"]
)


@st.composite
def python_fences(draw: st.DrawFn, *, quotable: bool) -> list[str]:
    """A fence that is right, to be numbered by its title. In a quote, MkDocs expands no includes."""
    marker = draw(st.sampled_from(["```", "`````", "~~~", "~~~~"]))
    options = f'{RIGHT} title="?" {draw(further_options)}'
    header = draw(header_forms).format(marker, options)
    code = draw(st.lists(quotable_lines if quotable else code_lines | includes, max_size=6))
    return [header + draw(line_ends), *code, marker + draw(line_ends)]


def joined(parts: list[list[str]]) -> list[str]:
    return [line for part in parts for line in [*part, ""]]


def indented(inside: tuple[str, str, list[list[str]]]) -> list[str]:
    head, indent, parts = inside
    return [head, "", *(indent + line if line else "" for line in joined(parts))]


def quoted(parts: list[list[str]]) -> list[str]:
    lines = [line.expandtabs(4) for line in joined(parts)]  # a tab would be narrower after the mark
    return [f"> {line}" if line else ">" for line in lines]


heads = st.sampled_from(
    ['!!! note "제목"', "!!! tip", '??? success "풀이"', "???+ note", '=== "탭"', "- 항목", "3. 항목"]
)
indents = st.sampled_from(["    ", "\t"])


def containers(parts: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.tuples(heads, indents, st.lists(parts, min_size=1, max_size=3)).map(indented)


unquoted = st.recursive(prose | other_fences | python_fences(quotable=False), containers, max_leaves=6)
quotes = st.lists(
    st.recursive(prose | python_fences(quotable=True), containers, max_leaves=3), min_size=1, max_size=2
).map(quoted)


@st.composite
def pages(draw: st.DrawFn) -> str:
    lines = joined(draw(st.lists(unquoted | quotes, min_size=1, max_size=5)))
    if draw(st.booleans()):
        lines = ["---", "title: 제목", "description: 설명", "---", "", *lines]
    numbered = [line.replace('title="?"', f'title="{number}"') for number, line in enumerate(lines, 1)]
    return draw(st.sampled_from(["\n", "\r\n"])).join(numbered)


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@unhurried
@given(pages())
def test_a_page_has_the_blocks_that_mkdocs_executes(reader: PageReader, snippets: Path, page: str) -> None:
    blocks, faults = reader.read(page, "docs/page.md")
    assert faults == []
    assert found(blocks) == handed_over(page, snippets)[1]
    headers = [number for number, line in enumerate(page.split("\n"), 1) if f'title="{number}"' in line]
    assert [block.line for block in blocks] == headers


headers = st.sampled_from([
    *(f"{opening} {RIGHT}" for opening in ["```python", "~~~py", "````py", "```Python", "```x", "```"]),
    f"```{{.py {RIGHT}}}", f"```{{.py {RIGHT} timeout}}", f"```{{ {RIGHT} }}", f'```py {RIGHT} a="b',
    "```", "~~~", "```py x", "```bash", "```bash a='b'", "```{.bash a=b}", "```yaml hl_lines='x'",
    "```yaml hl_lines='1'"
])  # fmt: skip
endings = st.sampled_from(["```", "```", "```", "```", "~~~", "````", "``` ", "```x"])
scraps = st.sampled_from([
    "", "x = 1", "    x = 1", "> x = 1", "    ", ">", "```", "    ```", "!!! note", "<!--", "-->",
    '--8<-- "plain.py"', '  --8<-- "deep/tabs.py"', '> --8<-- "plain.py"', ';--8<-- "plain.py"',
    "--8<--", "plain.py", "# --8<-- [start:a]",
])  # fmt: skip
prefixes = st.sampled_from(["", "", "", "    ", "  ", "\t", "> ", "> > ", ">\t", "- "])


@st.composite
def torn_fences(draw: st.DrawFn) -> list[str]:
    """A fence with whatever inside, or without its first or last line."""
    lines = [draw(headers), *draw(st.lists(scraps, max_size=3)), draw(endings)]
    kept = draw(st.sampled_from([slice(None), slice(None), slice(None), slice(1, None), slice(-1)]))
    prefix = draw(prefixes)
    return [prefix + line for line in lines[kept]]


@settings(unhurried, max_examples=300)
@example(f"```bash a='b'\nx\n```\n\n```python {RIGHT}\nx\n```")
@example(f"```Python {RIGHT}\nx\n```")
@example(f"```{{.python {RIGHT} timeout}}\nx\n```")
@example(f'```python {RIGHT}\n--8<-- "fence.py"\n```')
@example(f'```python {RIGHT}\n--8<-- "blank_ends.py"\n```')
@example(f'- x\n\n  ```python {RIGHT}\n  --8<-- "deep/tabs.py"\n  ```')
@example(f'> ```python {RIGHT}\n> --8<-- "plain.py"\n> ```')
@example(f"> ```python {RIGHT}\n> x\n>     \n> y\n> ```")
@example("--8<--\nunknown.py\n--8<--")
@given(
    st.lists(torn_fences() | st.lists(scraps, max_size=1), min_size=1, max_size=3).map(joined).map("\n".join)
)
def test_a_page_that_would_be_read_otherwise_by_mkdocs_has_a_fault(
    reader: PageReader, snippets: Path, page: str
) -> None:
    blocks, faults = reader.read(page, "docs/page.md")
    if not faults:
        handed = handed_over(page, snippets)[0]
        codes = [sorted(code for code, _ in fences) for fences in (found(blocks), handed)]
        # Code without a block, or a block without a figure, is a fault of the build (see `chapter`).
        assert found(blocks) == handed or codes[0] != codes[1]


def fence(options: str = RIGHT, *code: str, language: str = "python") -> str:
    return "\n".join([f"```{language} {options}".rstrip(), *(code or ["x = 1"]), "```", ""])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (f'{RIGHT} timline="f"', "알 수 없는 펜스 옵션입니다: timline= (timeline=을 뜻했나요?)"),
        (f'{RIGHT} retruncode="1"', "알 수 없는 펜스 옵션입니다: retruncode= (returncode=을 뜻했나요?)"),
        (f'{RIGHT} session="a"', "알 수 없는 펜스 옵션입니다: session="),
        (f"{RIGHT} html", "알 수 없는 펜스 옵션입니다: html="),
        ("", '실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요'),
        ('exec="off" source="above"', '실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요'),
        ('exec="yes" source="above"', '실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요'),
        ('exec="on"', "코드가 보이지 않는 펜스입니다. source=에 above, "),
        ('exec="on" source="console"', "코드가 보이지 않는 펜스입니다. source=에 above, "),
        (f'{RIGHT} returncode="one"', "returncode=는 정수여야 합니다: one"),
        (f'{RIGHT} returncode="1.5"', "returncode=는 정수여야 합니다: 1.5"),
        (f'{RIGHT} returncode=""', "returncode=는 정수여야 합니다: "),
        (f'{RIGHT} timeout="soon"', "timeout=은 초를 나타내는 수여야 합니다: soon"),
        (f'{RIGHT} timeout="-1"', "timeout=은 초를 나타내는 수여야 합니다: -1"),
        (f'{RIGHT} timeout="1e9"', "timeout=은 초를 나타내는 수여야 합니다: 1e9"),
        (f"{RIGHT} timeout", "timeout=은 초를 나타내는 수여야 합니다: timeout"),
        (f'{RIGHT} timeout="99999999999"', "timeout=은 600초까지입니다: 99999999999"),
        (f'{RIGHT} requires="3"', "requires=은 3.13처럼 쓴 파이썬 버전이어야 합니다: 3"),
        (f'{RIGHT} requires="3.13.1"', "requires=은 3.13처럼 쓴 파이썬 버전이어야 합니다: 3.13.1"),
        (f'{RIGHT} cores="0"', "cores=는 1부터 8까지의 정수여야 합니다: 0"),
        (f'{RIGHT} timeline="f;g"', "timeline=은 쉼표로 나눈 함수 이름이어야 합니다: f;g"),
        (f'{RIGHT} timeline="f()"', "timeline=은 쉼표로 나눈 함수 이름이어야 합니다: f()"),
        (f'{RIGHT} hl_lines="all"', "hl_lines="),
        (f'{RIGHT} linenums="yes"', "linenums="),
        (f"{RIGHT} title='say \"hi\"'", "title="),
        (f'{RIGHT} predict="lines"', 'predict=에는 "order"나 "seconds"만 쓸 수 있습니다: lines'),
        (f'{RIGHT} anyorder="2-3"', 'anyorder=는 predict="order"와 함께 씁니다'),
        (f'{RIGHT} timeline=""', "timeline=은 쉼표로 나눈 함수 이름이어야 합니다: "),
    ],
)
def test_a_wrong_option_is_told_at_the_line_of_its_fence(
    reader: PageReader, options: str, message: str
) -> None:
    [(line, told)] = complaints(reader, f"# 제목\n\n{fence(options)}")
    assert (line, told[: len(message)]) == (3, message)


def test_several_wrong_options_of_a_fence_are_told_in_their_order(reader: PageReader) -> None:
    names = ["zeta", "alpha", "mu", "beta", "omega", "gamma"]
    told = complaints(reader, fence(f"{RIGHT} " + " ".join(f'{name}="1"' for name in names)))
    assert [message.rpartition(" ")[2] for _, message in told] == [f"{name}=" for name in names]


@pytest.mark.parametrize(
    "code",
    [
        ["import asyncio", "import mkdocs.config, json"],
        ["from mkdocs import config"],
        ["def f():", "    import mkdocs"],
        ["import mkdocs", "type X[T: int = 3] = <syntax of some later version>"],
    ],
)
def test_an_example_of_a_newer_python_needs_nothing_but_the_standard_library(
    reader: PageReader, code: list[str]
) -> None:
    told = complaints(reader, fence(f'{RIGHT} requires="3.13"', *code))
    assert told == [(1, "requires=는 표준 라이브러리만 쓰는 예제에 쓸 수 있습니다: mkdocs")]
    assert complaints(reader, fence(RIGHT, *code)) == []


@pytest.mark.parametrize("language", ["python3", "py3", "pycon", "pyodide"])
def test_a_fence_of_a_language_nearly_python_is_told_to_be_python(reader: PageReader, language: str) -> None:
    told = complaints(reader, fence("", language=language))
    assert told == [(1, f"{language} 펜스는 실행되지 않습니다. python으로 쓰세요")]


@pytest.mark.parametrize("language", ["py", "Python", "PYTHON"])
def test_every_spelling_of_python_has_to_be_executed(reader: PageReader, language: str) -> None:
    told = complaints(reader, fence("", language=language))
    assert told == [(1, '실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요')]


@pytest.mark.parametrize("language", ["", "text", "bash", "yaml", "toml", "markdown"])
def test_a_fence_of_another_language_is_nobodys_concern(reader: PageReader, language: str) -> None:
    assert reader.read(fence("", language=language), "docs/page.md") == ([], [])


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("before", [[], ["x = 1", ""], ['--8<-- "plain.py"']])
def test_an_unknown_include_is_told_at_its_own_line(
    reader: PageReader, indent: str, before: list[str]
) -> None:
    lines = fence(RIGHT, *before, '--8<-- "no/such.py"').split("\n")
    head = "# 제목" if not indent else "!!! note"
    told = complaints(reader, "\n".join([head, "", *(indent + line for line in lines)]))
    assert told == [(4 + len(before), "include를 찾을 수 없습니다: no/such.py")]


@pytest.mark.parametrize(
    "path", ["../plain.py", "deep/../../outside.py", "/etc/passwd", "https://example.org/a.py"]
)
def test_an_include_from_outside_the_snippets_is_unknown(reader: PageReader, path: str) -> None:
    [(line, told)] = complaints(reader, fence(RIGHT, f'--8<-- "{path}"'))
    assert (line, told.partition(":")[0]) == (2, "include를 찾을 수 없습니다")


@pytest.mark.parametrize("path", ["deep", "latin1.py"])
def test_an_include_that_is_no_text_file_is_told_at_its_line(reader: PageReader, path: str) -> None:
    [(line, told)] = complaints(reader, fence(RIGHT, "x = 1", f'--8<-- "{path}"'))
    assert (line, told.partition(":")[0]) == (3, "include를 읽을 수 없습니다")


@pytest.mark.parametrize(
    "text", ['--8<-- "plain.py"', "  -8<- 'plain.py'", '--8<-- "no/such.py"', "--8<--\nplain.py\n--8<--"]
)
def test_an_include_outside_a_fence_is_a_fault(reader: PageReader, text: str) -> None:
    told = complaints(reader, f"문단입니다.\n{text}\n")
    assert told == [(2, "include는 코드 펜스 안에만 쓸 수 있습니다")]


@pytest.mark.parametrize(
    "page",
    [
        f"# 제목\n\n```python {RIGHT}\nx = 1\n",
        f"# 제목\n\n~~~python {RIGHT}\nx = 1\n```\n",
        f"# 제목\n\n````python {RIGHT}\nx = 1\n```\n",
        f"!!! note\n\n    ```python {RIGHT}\n    x = 1\n\n문단입니다.\n",
        f"> 인용\n>\n> ```python {RIGHT}\n> x = 1\n\n문단입니다.\n",
        "# 제목\n\n```bash\nls\n",
        '# 제목\n\n```python exec=on source="above"\nx = 1\n```\n',
        '# 제목\n\n```python exec=\'on" source="above"\nx = 1\n```\n',
        f"# 제목\n\n```python {RIGHT} 그리고\nx = 1\n```\n",
    ],
)
def test_a_fence_that_is_not_closed_or_has_an_unreadable_header_is_told_at_its_line(
    reader: PageReader, page: str
) -> None:
    assert complaints(reader, page) == [(3, "닫히지 않았거나 머리줄을 읽을 수 없는 코드 펜스입니다")]


def test_a_fence_that_swallows_the_next_one_is_told_at_its_line(reader: PageReader) -> None:
    page = f"# 제목\n\n```python {RIGHT}\nx = 1\n\n{fence()}"
    told = complaints(reader, page)
    assert told == [(3, "코드 펜스가 닫히지 않은 것 같습니다: 안에 다른 펜스의 머리줄이 있습니다")]


@pytest.mark.parametrize(
    "stray", [f"> ```python {RIGHT}\n> x = 1\n", '--8<-- "plain.py"\n', "```python exec=on\nx = 1\n```\n"]
)
def test_nothing_is_told_after_the_first_stray_line_but_all_before_it(reader: PageReader, stray: str) -> None:
    page = "\n".join([fence(), fence("timline"), stray, fence(), fence("timline"), stray])
    blocks, faults = reader.read(page, "docs/page.md")
    assert [block.line for block in blocks] == [1]
    assert [fault.line for fault in faults] == [5, 5, 9]


@pytest.mark.parametrize("code", ["x = 1  # markdown-exec: hide", '--8<-- "hidden.py"'])
def test_no_line_of_the_code_can_be_hidden(reader: PageReader, code: str) -> None:
    told = complaints(reader, fence(RIGHT, "y = 1", code))
    assert told == [(1, "코드의 일부를 숨길 수 없습니다: 보이는 코드와 실행되는 코드는 같아야 합니다")]


@pytest.mark.parametrize("line", [';--8<-- "plain.py"', "# ;--8<-- [start:part]", ';--8<-- "no/such.py"'])
def test_code_that_mkdocs_would_show_otherwise_than_it_runs_is_a_fault(reader: PageReader, line: str) -> None:
    """It expands includes again when it shows the code."""
    blocks, faults = reader.read(fence(RIGHT, 'text = """', line, '"""'), "docs/page.md")
    assert (blocks, len(faults)) == ([], 1)


def test_an_include_in_a_quotation_is_a_fault(reader: PageReader) -> None:
    """MkDocs doesn't expand it: it would show, and run, the marker itself."""
    page = "".join(f"> {line}\n" for line in fence(RIGHT, '--8<-- "plain.py"').splitlines())
    blocks, faults = reader.read(page, "docs/page.md")
    assert (blocks, [fault.line for fault in faults]) == ([], [1])


def test_a_fault_takes_only_its_own_fence_out_of_the_blocks(reader: PageReader) -> None:
    page = "\n".join([fence(RIGHT, "a"), fence(RIGHT, '--8<-- "no.py"'), fence(""), fence(RIGHT, "d")])
    blocks, faults = reader.read(page, "docs/page.md")
    assert [(block.line, block.code) for block in blocks] == [(1, "a\n"), (13, "d\n")]
    assert [(fault.page, fault.line) for fault in faults] == [("docs/page.md", 6), ("docs/page.md", 9)]


def test_a_page_that_is_not_published_may_have_bare_fences(reader: PageReader) -> None:
    page = "\n".join([fence("", "a"), fence('timeout="5"', "b"), fence("timline", "c")])
    blocks, faults = reader.read(page, "README.md", published=False)
    assert [(block.page, block.line, block.code) for block in blocks] == [
        ("README.md", 1, "a\n"),
        ("README.md", 5, "b\n"),
    ]
    assert [(fault.page, fault.line) for fault in faults] == [("README.md", 9)]


def test_a_block_runs_as_its_options_say(reader: PageReader) -> None:
    options = f'{RIGHT} returncode="-9" timeout="2.5" timeline="f, A.g" cores="2" requires="3.13"'
    [block], _ = reader.read(fence(options), "docs/page.md")
    assert block.options == Options(-9, 2.5, ("f", "A.g"), 2, (3, 13))


def test_the_longest_time_that_can_be_asked_for(reader: PageReader) -> None:
    [block], _ = reader.read(fence(f'{RIGHT} timeout="{LONGEST:g}"'), "docs/page.md")
    assert block.options.timeout == LONGEST


def test_a_block_without_options_has_to_end_well_within_the_usual_time(reader: PageReader) -> None:
    [block], _ = reader.read(fence(), "docs/page.md")
    assert block.options == Options(None, TIMEOUT, (), 0, ())


@pytest.mark.parametrize(
    ("code", "snippet", "file_name"),
    [
        (['--8<-- "deep/tabs.py"'], "deep/tabs.py", "tabs.py"),
        (["", "  -8<- 'plain.py'", ""], "plain.py", "plain.py"),
        (["x = 1", '--8<-- "plain.py"'], None, "main.py"),
        (["x = 1"], None, "main.py"),
    ],
)
def test_a_block_that_is_one_include_is_named_after_its_file(
    reader: PageReader, code: list[str], snippet: str | None, file_name: str
) -> None:
    [block], _ = reader.read(fence(RIGHT, *code), "docs/page.md")
    assert (block.snippet, block.file_name) == (snippet, file_name)
