"""Small sites of their own, really built: what MkDocs makes of pages, of runs and of faults."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import lxml.html
import psutil  # type: ignore[import-untyped]
import pytest
from mkdocs.utils.yaml import yaml_load

from execution.options import SOURCES
from execution.project import ROOT
from tests.support import alive, ctrl_c_heard, wait_until

LONG = 60.0
"""Seconds after which something that has to happen counts as never happening."""


class Site:
    """A site in `folder`, marked up like the project's, with a cache and temporary files of its own."""

    def __init__(self, folder: Path, temporary: Path) -> None:
        self.folder, self.temporary = folder, temporary
        self.html = folder / "site"
        self.cache = folder / "cache"
        for name in ("docs", "snippets", "count"):
            (folder / name).mkdir()
        project = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
        config = {
            "site_name": "작은 사이트",
            "hooks": [str(ROOT / "execution" / "adapters" / "mkdocs_hook.py")],
            "watch": ["snippets"],
            "theme": {"name": "material", "language": "ko", "font": False},
            "plugins": project["plugins"],
            "markdown_extensions": project["markdown_extensions"],
        }
        self.write("mkdocs.yml", json.dumps(config))  # JSON is YAML, too

    def write(self, path: str, *lines: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def example(self, name: str, *lines: str) -> None:
        """A snippet that leaves a trace of each of its executions."""
        trace = self.folder / "count" / name
        self.write(f"snippets/{name}.py", f"with open({str(trace)!r}, 'a') as file: file.write('x')", *lines)

    def executions(self) -> dict[str, int]:
        """How often each example has been executed so far."""
        return {trace.name: trace.stat().st_size for trace in (self.folder / "count").iterdir()}

    @contextmanager
    def running(self, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """`mkdocs` with `arguments`, in a process group as in a terminal; it doesn't outlive the `with`."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("EXECUTION")}
        own = {"NO_MKDOCS_2_WARNING": "1", "EXECUTION_CACHE": str(self.cache), "TMPDIR": str(self.temporary)}
        with ctrl_c_heard():
            process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", *arguments],
                cwd=self.folder,
                env=inherited | own | environment,
                stderr=subprocess.PIPE,
                text=True,
                process_group=0,
            )
        with process:
            try:
                yield process
            finally:
                process.kill()

    def build(self, *options: str, **environment: str) -> tuple[int, str]:
        """Exit status and standard error of `mkdocs build`."""
        with self.running("build", *options, **environment) as process:
            _, stderr = process.communicate(timeout=LONG)
        return process.returncode, stderr

    def built(self, *options: str, **environment: str) -> str:
        """Like `build`, for one that has to succeed."""
        status, stderr = self.build(*options, **environment)
        assert status == 0, stderr
        return stderr

    def article(self, path: str = "index.html") -> Any:
        """The content of a built page as an element tree."""
        return lxml.html.parse(str(self.html / path)).find(".//article")

    def published(self) -> list[str]:
        return [str(path.relative_to(self.html)) for path in self.html.rglob("*.html")]


def fence(name: str, options: str = "") -> str:
    return f'```python exec="on" source="above" {options}\n--8<-- "{name}.py"\n```\n'


def output(element: Any) -> list[str]:
    """What the figures inside `element` show, one by one."""
    return [pre.text_content() for pre in element.iter("pre") if pre.get("class") == "run-output"]


@pytest.fixture
def mini(tmp_path: Path) -> Iterator[Site]:
    with TemporaryDirectory() as temporary:
        yield Site(tmp_path, Path(temporary))


def test_the_figure_stands_under_its_code(mini: Site) -> None:
    mini.write("snippets/hello.py", 'print("안녕")')
    mini.write("docs/index.md", "# 제목", "", "앞 문단", "", fence("hello", 'title="hello.py"'), "뒤 문단")
    mini.built()
    article = mini.article()
    parts = [element for element in article if element.tag in ("p", "div", "figure")]
    assert [part.get("class") for part in parts] == [None, "highlight", "run", None]
    assert parts[1].find("pre").text_content() == 'print("안녕")\n'
    assert parts[1].find("span[@class='filename']").text == "hello.py"
    assert parts[2].get("data-snippet") == "hello.py"
    assert output(article) == ["안녕\n"]


def test_figures_inside_admonitions_tabs_and_lists_stay_there(mini: Site) -> None:
    page = ["# 제목", ""]
    heads = {
        '!!! note "제목"': "admonition",
        '=== "탭"': "tabbed-block",
        "- 항목": "li",
        "> 인용": "blockquote",
    }
    for number, head in enumerate(heads):
        code = [f"```python exec='on' source='above' title='{number}'", f"print({number})", "```"]
        indent = "> " if head.startswith(">") else "    "
        page += [head, indent.rstrip(" "), *(indent + line for line in code), ""]
    mini.write("docs/index.md", *page)
    mini.built()
    figures = mini.article().findall(".//figure")
    around = [[(up.get("class") or up.tag).split()[0] for up in figure.iterancestors()] for figure in figures]
    assert [name in names for names, name in zip(around, heads.values(), strict=True)] == [True] * len(heads)
    assert output(mini.article()) == [f"{number}\n" for number in range(len(heads))]


PRINTED = [
    "{{ config }} {% raw %} {# x #}",
    "{{ page.content }}{% include 'main.html' %}",
    '--8<-- "hello.py"',
    "--8<-- [start:x]x",
    "</pre></figure><script>alert(1)</script>",
    "<!-- <b>&amp;&lt;&#60;</b> -->",
    "# heading",
    "**bold** `code` [link](https://example.org) ![image](x.png)",
    "```python exec='on'",
    "[TOC] [^1] *[HTML]: x  :smile: ==mark==",
    "$1 \\1 \\g<0> %s {0}",
    "\2wzxhzdk:0\3 \2amp\3 klzzwxh:0001",
    "\0 \x1b[31mred\x1b[0m \r \x7f \x85 \ufeff \u2028 \ufffe é 한글 😀",
    "<div>run-00000000-0000-0000-0000-000000000000</div>",
]


def test_code_and_figure_are_shown_wherever_a_fence_puts_its_code(mini: Site) -> None:
    page = ["# 제목", ""]
    for source in SOURCES:
        mini.write(f"snippets/{source}.py", f"print({source.upper()!r})")
        page += [fence(source).replace("above", source), "문단", ""]
    mini.write("docs/index.md", *page)
    mini.built()
    shown = [pre.text_content() for pre in mini.article().iter("pre")]
    codes = [f"print({source.upper()!r})\n" for source in SOURCES]
    outputs = [f"{source.upper()}\n" for source in SOURCES]
    assert sorted(shown) == sorted([*codes, *outputs])
    assert output(mini.article()) == outputs


def test_printed_text_is_never_markup_or_template_in_the_page(mini: Site) -> None:
    # Written with escapes: in the code itself, an include would be one.
    mini.write("snippets/nasty.py", f"for text in {PRINTED!a}:".replace("8<", "8\\x3c"), "    print(text)")
    mini.write("docs/index.md", "# 제목", "", fence("nasty"))
    mini.built()
    pictures = {0: "␀", 2: "␂", 3: "␃", 13: "␍", 0x1B: "␛", 0x7F: "␡"}
    article = mini.article()
    assert output(article) == ["".join(f"{text.translate(pictures)}\n" for text in PRINTED)]
    inside = article.find(".//figure/pre").iterdescendants()
    assert {(element.tag, element.get("class")) for element in inside} == {("span", "line")}
    assert article.findall(".//script") == []


def test_a_figure_keeps_its_id_when_the_page_is_edited(mini: Site) -> None:
    for name in ("one", "two", "new"):
        mini.write(f"snippets/{name}.py", f"print({name!r})")
    mini.write("docs/core/page.md", "# 제목", "", fence("one"), fence("two"))
    mini.write("docs/index.md", "# 제목")
    mini.built()
    ids = [figure.get("id") for figure in mini.article("core/page/index.html").iter("figure")]
    assert ids == ["run-core-page-one", "run-core-page-two"]
    mini.write("docs/core/page.md", "# 제목", "", "새 문단", "", fence("two"), fence("new"), fence("one"))
    mini.built()
    ids = [figure.get("id") for figure in mini.article("core/page/index.html").iter("figure")]
    assert ids == ["run-core-page-two", "run-core-page-new", "run-core-page-one"]


def test_a_snippet_shown_twice_has_two_ids_and_one_run(mini: Site) -> None:
    mini.example("same", "print(1)")
    mini.write("docs/index.md", "# 제목", "", fence("same"), fence("same", 'title="다시"'), fence("same"))
    mini.built()
    ids = [figure.get("id") for figure in mini.article().iter("figure")]
    assert ids == ["run-index-same", "run-index-same--2", "run-index-same--3"]
    assert mini.executions() == {"same": 1}


def test_an_intended_failure_is_shown(mini: Site) -> None:
    mini.write("snippets/fails.py", "raise SystemExit('이렇게')")
    mini.write("docs/index.md", "# 제목", "", fence("fails", 'returncode="1"'))
    mini.built()
    [figure] = mini.article().iter("figure")
    assert (figure.get("class"), figure.get("data-exit")) == ("run", "1")
    assert output(figure) == ["이렇게\n"]


@pytest.mark.parametrize("quiet", [[], ["-q"]], ids=["loud", "quiet"])
@pytest.mark.parametrize(
    ("code", "place"),
    [
        (["x = 1", "raise ValueError('나쁨')"], r"bad\.py:2\n"),
        (["x = 1", "while True:", "    x += 1"], r"bad\.py:[23]\n"),
        (["import sys", "sys.exit(0)"], r"bad\.py\b"),
    ],
    ids=["raises", "loops", "exits"],
)
def test_a_failing_snippet_fails_the_build_and_publishes_nothing(
    mini: Site, code: list[str], place: str, quiet: list[str]
) -> None:
    mini.write("snippets/bad.py", *code)
    mini.write("snippets/good.py", "print(1)")
    mini.write("docs/index.md", "# 제목", "", fence("good"), fence("bad", 'timeout="1"'))
    mini.write("site/index.html", "지난번 사이트")
    status, stderr = mini.build(*quiet)
    assert status == 1
    assert re.search(rf"^docs/index\.md:7: .+\n +snippets/{place}", stderr, re.MULTILINE), stderr
    assert mini.published() == []


def test_all_faults_of_a_build_are_reported_at_once_in_page_order(mini: Site) -> None:
    mini.write("snippets/bad.py", "print('하나')", "raise ValueError('나쁨')")
    mini.write("snippets/slow.py", "import time", "time.sleep(0.3)", "raise ValueError('나중')")
    mini.write("snippets/good.py", "print(1)")
    mini.write("docs/index.md", "# 제목", "", fence("slow"), fence("good"), fence("bad"))
    mini.write("docs/more.md", "# 제목", "", fence("good", 'timline="f"'), fence("bad"), fence("unknown"))
    mini.write("docs/last.md", "# 제목", "", fence("bad"))
    mini.write("docs/open.md", "# 제목", "", fence("bad").rstrip("\n`"))
    status, stderr = mini.build("-q")
    assert status == 1
    places = ["index.md:3", "index.md:11", "last.md:3", "more.md:3", "more.md:7", "more.md:12", "open.md:3"]
    assert re.findall(r"^docs/(\S+): ", stderr, re.MULTILINE) == places
    assert ", ".join(f"docs/{place}" for place in places) in stderr.splitlines()[-1]
    assert stderr.count("    | 하나\n") == 3
    assert mini.published() == []


def test_a_fence_that_mkdocs_takes_for_indented_code_is_reported(mini: Site) -> None:
    mini.write("snippets/good.py", "print(1)")
    indented = "".join(f"    {line}\n" for line in fence("good").splitlines())
    mini.write("docs/index.md", "# 제목", "", "문단", "", indented, "문단", "", fence("good"))
    status, stderr = mini.build("-q")
    assert status == 1
    assert "docs/index.md:5: 빌드가 렌더링하지 않는 코드 펜스입니다\n" in stderr
    assert re.findall(r"index\.md:\d+", stderr) == ["index.md:5", "index.md:5"]


def test_a_fence_that_only_mkdocs_sees_is_reported(mini: Site) -> None:
    mini.write("snippets/good.py", "print(1)")
    mini.write("adds.py", f"def on_page_markdown(markdown, **_): return markdown + {fence('good')!r}")
    config = json.loads((mini.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    mini.write("mkdocs.yml", json.dumps({**config, "hooks": [*config["hooks"], "adds.py"]}))
    mini.write("docs/index.md", "# 제목", "")
    status, stderr = mini.build("-q")
    assert status == 1
    assert "빌드만 찾은 코드 펜스가 있습니다" in stderr
    assert mini.published() == []


LOOP = (
    "import asyncio",
    "async def wait(name): await asyncio.sleep(0.05)",
    "async def main(): await asyncio.gather(wait('A'), wait('B'))",
    "asyncio.run(main())",
)


def test_a_link_leads_to_the_step_that_it_names(mini: Site) -> None:
    mini.example("loop", *LOOP)
    link = """[🔍 `A`가 깨어나는 순간](#run-index-loop){ step="타이머가 울려 wait('A')" }"""
    mini.write("docs/index.md", "# 링크", "", link, "", fence("loop", 'timeline="wait"'))
    mini.built("--strict")
    article = mini.article()
    [found] = [a for a in article.iter("a") if a.get("data-step")]
    assert found.get("href") == "#run-index-loop"
    words = article.find(".//details[@class='run-words']//ol")[int(found.get("data-step"))]
    assert "타이머가 울려 wait('A')" in words.text_content()
    assert found.get("step") is None


def test_a_link_that_names_no_step_is_reported_with_its_line(mini: Site) -> None:
    mini.example("loop", *LOOP)
    links = ['[그때](#run-index-loop){ step="없는 말" }', '[그때](#run-index-none){ step="타이머" }']
    mini.write("docs/index.md", "# 링크", "", links[0], "", links[1], "", fence("loop", 'timeline="wait"'))
    status, stderr = mini.build()
    assert status == 1
    assert "docs/index.md:3: step= 링크: 0개의 걸음이 이 말에 맞습니다: 없는 말" in stderr
    assert "docs/index.md:5: step= 링크: 이 페이지의 실행 결과를 가리켜야 합니다 (#run-index-none)" in stderr


def test_a_run_that_the_machine_lost_is_reported(mini: Site) -> None:
    mini.write(
        "snippets/kills.py",
        "import os, signal, time",
        "os.kill(os.getppid(), signal.SIGKILL)",
        "time.sleep(9)",
    )
    mini.write("docs/index.md", "# 제목", "", fence("kills"))
    status, stderr = mini.build("-q")
    assert status == 1
    assert re.search(r"^docs/index\.md:3: 실행하지 못했습니다", stderr, re.MULTILINE), stderr
    assert mini.published() == []
    assert list(mini.temporary.glob("run-*")) == []


def write_two_examples(mini: Site) -> None:
    mini.example("one", "print('하나')")
    mini.example("two", "print('둘')")
    mini.write("docs/index.md", "# 제목", "", "문단", "", fence("one"), fence("two", 'title="two.py"'))


def test_no_edit_but_one_of_the_code_runs_anything(mini: Site) -> None:
    write_two_examples(mini)
    mini.built()
    figures = [lxml.html.tostring(figure, with_tail=False) for figure in mini.article().iter("figure")]
    page = mini.folder / "docs" / "index.md"
    for old, new in [
        ("", ""),
        ("문단", "새 문단\n\n또 한 문단"),
        ('title="two.py"', 'title="새 제목"'),
        ('title="새 제목"', 'hl_lines="1" linenums="1"'),
        ('source="above"', 'source="below"'),
        ("# 제목", "---\ntitle: 새 제목\n---\n\n# 제목"),
    ]:
        page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        assert mini.built("-q") == "", "a build from the cache has nothing to say"
        assert mini.executions() == {"one": 1, "two": 1}, f"after putting {new!r} for {old!r}"
        now = [lxml.html.tostring(figure, with_tail=False) for figure in mini.article().iter("figure")]
        assert now == figures


def test_a_page_that_is_not_rendered_again_comes_out_the_same(mini: Site) -> None:
    """Whatever became of the file that says what it was."""
    write_two_examples(mini)
    mini.write("docs/more.md", "# 더", "", "[처음](index.md#run-index-one)", "", fence("one"))
    mini.built()
    first = {path: (mini.html / path).read_text() for path in ("index.html", "more/index.html")}
    search = (mini.html / "search" / "search_index.json").read_text()
    for damage in (None, b"", b"garbage", b"\x80\x05N."):
        if damage is not None:
            (mini.cache / "pages.pickle").write_bytes(damage)
        mini.built("-q")
        assert {path: (mini.html / path).read_text() for path in first} == first
        assert (mini.html / "search" / "search_index.json").read_text() == search


def test_what_a_page_depends_on_has_it_rendered_again(mini: Site) -> None:
    mini.write("snippets/one.py", "print('하나')")
    mini.write("snippets/shown.txt", "전")
    mini.write("docs/index.md", "# 제목", "", fence("one"), "[더](more.md)")
    mini.write("docs/shown.md", "# 글", "", "```text", '--8<-- "shown.txt"', "```")
    mini.write("docs/more.md", "# 더")
    mini.built()
    mini.write("snippets/shown.txt", "후")
    mini.built()
    assert "후" in mini.article("shown/index.html").text_content()
    (mini.folder / "docs" / "more.md").rename(mini.folder / "docs" / "other.md")
    assert "more.md" in mini.build()[1], "a link that leads nowhere now is told"
    config = json.loads((mini.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    config["markdown_extensions"].remove("abbr")
    config["markdown_extensions"].append({"toc": {"permalink": "§"}})
    mini.write("mkdocs.yml", json.dumps(config))
    mini.built()
    assert "§" in mini.article().text_content()


def test_an_edit_of_one_example_runs_only_that_one(mini: Site) -> None:
    write_two_examples(mini)
    mini.built()
    mini.example("two", "print('새로')")
    mini.built()
    assert mini.executions() == {"one": 1, "two": 2}
    assert output(mini.article()) == ["하나\n", "새로\n"]


def test_a_failure_is_not_remembered(mini: Site) -> None:
    write_two_examples(mini)
    mini.example("two", "assert False")
    assert [mini.build("-q")[0] for _ in range(2)] == [1, 1]
    assert mini.executions() == {"one": 1, "two": 2}


def test_switched_off_the_pages_have_their_code_and_no_figures(mini: Site) -> None:
    write_two_examples(mini)
    mini.built(EXECUTION="off")
    article = mini.article()
    assert [pre.text_content().splitlines()[1] for pre in article.iter("pre")] == [
        "print('하나')",
        "print('둘')",
    ]
    assert article.findall(".//figure") == []
    assert mini.executions() == {}


def with_base_path(mini: Site, base_path: object) -> None:
    config = json.loads((mini.folder / "mkdocs.yml").read_text(encoding="utf-8"))
    for extension in config["markdown_extensions"]:
        if "pymdownx.snippets" in extension:
            extension["pymdownx.snippets"]["base_path"] = base_path
    mini.write("mkdocs.yml", json.dumps(config))


@pytest.mark.parametrize("base_path", ["snippets", ["snippets", "more"], ["more", "snippets"]])
def test_includes_may_lie_in_one_folder_or_in_several(mini: Site, base_path: object) -> None:
    with_base_path(mini, base_path)
    mini.write("snippets/one.py", "print('하나')")
    mini.write("more/two.py", "print('둘')")
    names = ["one"] if base_path == "snippets" else ["one", "two"]
    mini.write("docs/index.md", "# 제목", "", *map(fence, names))
    mini.built()
    assert output(mini.article()) == ["하나\n", "둘\n"][: len(names)]


NEWER = 'requires="3.99"'


def test_an_example_that_no_python_here_can_run_says_so_in_its_place(mini: Site) -> None:
    mini.example("newer", "print(1)")
    mini.example("older", "print(2)")
    mini.write("docs/index.md", "# 제목", "", fence("newer", NEWER), fence("older", 'requires="3.11"'))
    mini.built()
    [told] = mini.article().findall(".//p[@class='run-missing']")
    assert told.text == "Python 3.99 이상이 없어 실행하지 못했습니다."
    assert output(mini.article()) == ["2\n"]
    assert mini.executions() == {"older": 1}


def test_where_all_have_to_run_that_is_a_fault(mini: Site) -> None:
    mini.write("snippets/newer.py", "print(1)")
    mini.write("docs/index.md", "# 제목", "", fence("newer", NEWER))
    status, stderr = mini.build("-q", EXECUTION_COMPLETE="1")
    assert status == 1
    assert "docs/index.md:3: Python 3.99 이상이 없어 실행하지 못했습니다\n" in stderr
    assert mini.published() == []


def test_what_is_no_number_of_jobs_ends_the_build_with_a_word(mini: Site) -> None:
    mini.write("docs/index.md", "# 제목")
    status, stderr = mini.build("-q", EXECUTION_JOBS="0")
    assert status == 1
    assert "EXECUTION_JOBS는 1 이상의 정수여야 합니다: '0'" in stderr
    assert "Traceback" not in stderr


def test_two_builds_at_once_run_each_example_once(mini: Site) -> None:
    mini.example("one", "import time", "time.sleep(0.5)", "print('하나')")
    mini.example("two", "import time", "time.sleep(0.5)", "print('둘')")
    mini.write("docs/index.md", "# 제목", "", fence("one"), fence("two"), fence("one"))
    with mini.running("build", "-q") as first, mini.running("build", "-q", "-d", "site2") as second:
        assert (first.wait(LONG), second.wait(LONG)) == (0, 0)
    assert mini.executions() == {"one": 1, "two": 1}
    assert (
        output(mini.article()) == output(mini.article("../site2/index.html")) == ["하나\n", "둘\n", "하나\n"]
    )


def test_ctrl_c_leaves_no_process_and_no_unfinished_file(mini: Site) -> None:
    started = mini.folder / "started"
    child = "subprocess.Popen(['sleep', '100'], start_new_session=True)"
    mini.write(
        "snippets/sleeps.py",
        "import subprocess, time",
        child,
        f"open({str(started)!r}, 'w').close()",
        "time.sleep(100)",
    )
    mini.write("snippets/good.py", "print(1)")
    mini.write("docs/index.md", "# 제목", "", fence("sleeps", 'timeout="200"'), fence("good"))
    with mini.running("build") as build:
        wait_until(lambda: started.exists() and list(mini.cache.glob("*.json")))
        # the launcher, a supervisor, the example, and what it started; the other supervisor is on its way out
        wait_until(lambda: len(psutil.Process(build.pid).children(recursive=True)) == 4)
        processes = psutil.Process(build.pid).children(recursive=True)
        os.killpg(build.pid, signal.SIGINT)
        assert build.wait(LONG) == 1
        assert build.stderr and "Traceback" not in build.stderr.read(), "nobody else hears it"
    wait_until(lambda: not any(alive(process.pid) for process in processes))
    wait_until(lambda: not list(mini.temporary.glob("run-*")))
    assert list(mini.cache.glob("*.new")) == []
    assert mini.published() == []
