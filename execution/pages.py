"""Finds the Python fences of a page exactly as MkDocs renders them, and checks how they are written.

The fences are found by the very preprocessor that renders them (pymdownx.superfences), so also those
inside admonitions, tabs and lists; `--8<--` is expanded by pymdownx.snippets, as in the build.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor
from pymdownx.superfences import SuperFencesBlockPreprocessor, SuperFencesCodeExtension

from execution import options
from execution.model import Fault
from execution.options import Options

PYTHON = ("python", "py")
NOT_RUN = ("python3", "py3", "pycon", "pyodide")
INCLUDE = re.compile(r"""[ \t]*-+8<-+[ \t]+["']([^"':]+)[^"']*["'][ \t]*""")
BLOCK_INCLUDE = re.compile(r"[ \t]*-+8<-+[ \t]*")
MARKER = re.compile(r"[>\s]*(`{3,}|~{3,})")


@dataclass(frozen=True)
class Block:
    """One executed fence: `page` relative to the project, `line` (1-based) of the opening fence."""

    page: str
    line: int
    code: str
    options: Options = options.DEFAULT
    snippet: str | None = None
    shown: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The fence's options as they were written."""

    @property
    def file_name(self) -> str:
        """The name under which the code runs, and which its tracebacks show."""
        return PurePosixPath(self.snippet).name if self.snippet else "main.py"


@dataclass(frozen=True)
class _Fence:
    start: int
    end: int
    language: str
    options: dict[str, str]
    content: str
    quoted: bool


class _Finder(SuperFencesBlockPreprocessor):  # type: ignore[misc]
    """The preprocessor that renders fences, made to note them down instead."""

    fences: list[_Fence]

    def process_nested_block(self, ws: str, content: str, start: int, end: int) -> None:
        language = (self.lang or "").lower()
        options = {name: value or "" for name, value in self.options.items()}
        code = self.rebuild_block(self.code)
        self.fences.append(_Fence(start, end, language, options, code, self.quote_level > 0))
        self.clear()


def _keep_all(language: str, inputs: dict[str, str], options: dict[str, str], *_: object) -> bool:
    options.update(inputs)
    return True


class PageReader:
    """Reads pages whose includes lie under `base_paths`. Not for use by several threads."""

    def __init__(self, base_paths: Sequence[Path]) -> None:
        any_language = {"name": "*", "class": "", "validator": _keep_all}
        superfences = SuperFencesCodeExtension(custom_fences=[any_language])
        includes = SnippetExtension(base_path=list(map(str, base_paths)), check_paths=True)
        md = Markdown(extensions=[superfences, includes])
        fences: SuperFencesBlockPreprocessor = md.preprocessors["fenced_code_block"]
        self._finder = _Finder(md)
        self._finder.config, self._finder.extension = fences.config, fences.extension
        self._include: SnippetPreprocessor = md.preprocessors["snippet"]
        self._whitespace = NormalizeWhitespace(md)

    def read(self, text: str, page: str, *, published: bool = True) -> tuple[list[Block], list[Fault]]:
        """The Python fences of `text` in order, and what is wrong with how they are written.

        `page` is the name to report. On a `published` page every Python fence has to be executed
        there; elsewhere (README.md) a bare fence is a block too.
        """
        text = text.replace("\r\n", "\n")
        lines = self._whitespace.run(text.split("\n"))
        self._finder.fences = []
        self._finder.run(list(lines))
        blocks: list[Block] = []
        faults: list[Fault] = []
        # What follows the first stray line is read in a wrong light: mend it and look again.
        stray, message = next(_stray(lines, self._finder.fences), (len(lines) + 1, ""))
        for fence in self._finder.fences:
            if fence.start + 1 > stray:
                break
            code, problems = self._expand(fence)
            problems += _block_includes(fence)
            problems += [(fence.start + 1, what) for what in _problems(fence, code, published)]
            faults += [Fault(page, number, what) for number, what in problems]
            if fence.language in PYTHON and not problems:
                only = INCLUDE.fullmatch(fence.content.strip("\n"))
                parsed = options.parse(fence.options)
                blocks.append(Block(page, fence.start + 1, code, parsed, only and only[1], fence.options))
        if message:
            faults.append(Fault(page, stray, message))
        return blocks, faults

    def _expand(self, fence: _Fence) -> tuple[str, list[tuple[int, str]]]:
        """The fence's content with its includes, and the lines of those that can't be had."""
        problems: list[tuple[int, str]] = []
        lines = fence.content.split("\n")
        if not fence.quoted and any(INCLUDE.fullmatch(line) for line in lines):
            included: list[str] = []
            for number, line in enumerate(lines, fence.start + 2):
                try:
                    included += self._include.run([line]) if INCLUDE.fullmatch(line) else [line]
                except SnippetMissingError as error:
                    problems.append((number, f"include를 찾을 수 없습니다: {_quoted(str(error))}"))
                except (OSError, UnicodeError) as error:
                    problems.append((number, f"include를 읽을 수 없습니다: {error}"))
            lines = self._whitespace.run(["", *included])[1:]  # as in the middle of a page
        return "\n".join(lines).rstrip("\n") + "\n", problems


def _block_includes(fence: _Fence) -> Iterator[tuple[int, str]]:
    """Lines with which includes of several files begin and end: MkDocs expands them before it sees fences."""
    for number, line in enumerate(fence.content.split("\n"), fence.start + 2):
        if BLOCK_INCLUDE.fullmatch(line):
            yield number, "include는 한 줄에 하나씩 씁니다"


def _stray(lines: list[str], fences: list[_Fence]) -> Iterator[tuple[int, str]]:
    """Lines (1-based) outside all fences that look as if they belonged to one, with what is wrong."""
    inside = {number for fence in fences for number in range(fence.start, fence.end)}
    for number, text in enumerate(lines):
        if number in inside:
            continue
        if MARKER.match(text):
            yield number + 1, "닫히지 않았거나 머리줄을 읽을 수 없는 코드 펜스입니다"
        elif INCLUDE.fullmatch(text) or BLOCK_INCLUDE.fullmatch(text):
            yield number + 1, "include는 코드 펜스 안에만 쓸 수 있습니다"


def _problems(fence: _Fence, code: str, published: bool) -> Iterator[str]:
    """What is wrong with the way `fence` is written, in words for its author."""
    if fence.language in NOT_RUN:
        yield f"{fence.language} 펜스는 실행되지 않습니다. python으로 쓰세요"
    if fence.language not in PYTHON:
        return
    if any(MARKER.match(text) for text in fence.content.split("\n")):
        yield "코드 펜스가 닫히지 않은 것 같습니다: 안에 다른 펜스의 머리줄이 있습니다"
        return
    yield from options.problems(fence.options, published=published)
    if "requires" in fence.options and (needed := sorted(_imported(code) - sys.stdlib_module_names)):
        yield f"requires=는 표준 라이브러리만 쓰는 예제에 쓸 수 있습니다: {', '.join(needed)}"
    if "8<-" in code:
        yield "코드에 include 표시가 남아 있어, 보이는 코드와 실행되는 코드가 달라집니다"
    if "markdown-exec: hide" in code:
        yield "코드의 일부를 숨길 수 없습니다: 보이는 코드와 실행되는 코드는 같아야 합니다"


def _imported(code: str) -> set[str]:
    """The top-level modules that `code` imports, also if only a newer Python can parse it."""
    try:
        nodes = list(ast.walk(ast.parse(code)))
    except SyntaxError:
        return set(re.findall(r"^[ \t]*(?:from|import)[ \t]+(\w+)", code, re.MULTILINE))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names}


def _quoted(message: str) -> str:
    found = re.search(r"'(.*)'", message)
    return found[1] if found else message
