"""Finds the Python fences of a page exactly as MkDocs renders them, and checks how they are written.

The fences are found by the very preprocessor that renders them (pymdownx.superfences), so also those
inside admonitions, tabs and lists; `--8<--` is expanded by pymdownx.snippets, as in the build.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path, PurePosixPath

from markdown import Markdown
from markdown.preprocessors import NormalizeWhitespace
from pymdownx.snippets import SnippetExtension, SnippetMissingError, SnippetPreprocessor
from pymdownx.superfences import SuperFencesBlockPreprocessor, SuperFencesCodeExtension

from execution.model import Fault

TIMEOUT = 30.0
"""Seconds a block may take unless its fence says `timeout=`."""
PYTHON = ("python", "py")
NOT_RUN = ("python3", "py3", "pycon", "pyodide")
SHOWN_BY = ("exec", "source", "title", "hl_lines", "linenums", "tabs", "predict", "anyorder")
"""Options of markdown-exec and of highlighting that only concern how a block looks."""
RUN_BY = ("returncode", "timeout", "timeline", "alone", "requires")
"""Options that concern how a block runs."""
SOURCES = ("above", "below", "block", "tabbed-left", "tabbed-right")
INCLUDE = re.compile(r"""[ \t]*-+8<-+[ \t]+["']([^"':]+)[^"']*["'][ \t]*""")
BLOCK_INCLUDE = re.compile(r"[ \t]*-+8<-+[ \t]*")
MARKER = re.compile(r"[>\s]*(`{3,}|~{3,})")


@dataclass(frozen=True)
class Block:
    """One executed fence: `page` relative to the project, `line` (1-based) of the opening fence."""

    page: str
    line: int
    code: str
    options: Mapping[str, str] = field(hash=False)
    snippet: str | None = None

    @property
    def file_name(self) -> str:
        """The name under which the code runs, and which its tracebacks show."""
        return PurePosixPath(self.snippet).name if self.snippet else "main.py"

    @property
    def returncode(self) -> int | None:
        """The exit status the author announced; None: to the end of the file, with status 0."""
        return int(self.options["returncode"]) if "returncode" in self.options else None

    @property
    def timeout(self) -> float:
        """Seconds until the block is killed."""
        return float(self.options.get("timeout", TIMEOUT))

    @property
    def timeline(self) -> tuple[str, ...]:
        """The functions to draw, as written in the fence."""
        return tuple(filter(None, re.split(r"[,\s]+", self.options.get("timeline", ""))))

    @property
    def alone(self) -> bool:
        """Whether no other block may run meanwhile, because this one measures CPU time."""
        return "alone" in self.options


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


def _executed(language: str, inputs: dict[str, str], options: dict[str, str], *_: object) -> bool:
    return inputs.get("exec") == "on"


class PageReader:
    """Reads pages whose includes lie under `snippets` (a folder). Not for use by several threads."""

    def __init__(self, snippets: Path) -> None:
        any_language = {"name": "*", "class": "", "validator": _keep_all}
        md = self._markdown(snippets, [any_language])
        fences: SuperFencesBlockPreprocessor = md.preprocessors["fenced_code_block"]
        self._finder = _Finder(md)
        self._finder.config, self._finder.extension = fences.config, fences.extension
        self._include: SnippetPreprocessor = md.preprocessors["snippet"]
        self._whitespace = NormalizeWhitespace(md)
        self._handed_over: list[str] = []
        self._as_built = self._markdown(
            snippets,
            [
                {"name": name, "class": name, "validator": _executed, "format": self._hand_over}
                for name in PYTHON
            ],
        )

    def _markdown(self, snippets: Path, fences: list[dict[str, object]]) -> Markdown:
        superfences = SuperFencesCodeExtension(custom_fences=fences)
        return Markdown(
            extensions=[superfences, SnippetExtension(base_path=[str(snippets)], check_paths=True)]
        )

    def _hand_over(self, source: str, *_: object, **__: object) -> str:
        self._handed_over.append(source)
        return ""

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
            problems += [(fence.start + 1, what) for what in _problems(fence, code, published)]
            faults += [Fault(page, number, what) for number, what in problems]
            if fence.language in PYTHON and not problems:
                only = INCLUDE.fullmatch(fence.content.strip("\n"))
                blocks.append(Block(page, fence.start + 1, code, fence.options, only and only[1]))
        if message:
            faults.append(Fault(page, stray, message))
        if published and not faults:
            faults += self._read_otherwise(text, page, blocks)
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

    def _read_otherwise(self, text: str, page: str, blocks: list[Block]) -> Iterator[Fault]:
        """A fault if MkDocs, which expands includes first, would find other fences or other code."""
        self._handed_over.clear()
        self._as_built.reset()
        steps = [self._as_built.preprocessors[name] for name in ("snippet", "normalize_whitespace")]
        lines = text.split("\n")
        try:
            for step in [*steps, self._as_built.preprocessors["fenced_code_block"]]:
                lines = step.run(lines)
        except (SnippetMissingError, OSError, UnicodeError) as error:
            yield Fault(page, 1, f"include를 찾을 수 없습니다: {_quoted(str(error))}")
            return
        pairs = zip_longest(blocks, self._handed_over)
        for block, handed in pairs:
            if block is None or handed is None or block.code.strip("\n") != handed.strip("\n"):
                line = block.line if block else blocks[-1].line if blocks else 1
                yield Fault(
                    page, line, "MkDocs가 다르게 읽는 코드 펜스입니다: 펜스의 머리줄과 include를 살펴보세요"
                )
                return


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
    options = fence.options
    for name in [name for name in options if name not in (*SHOWN_BY, *RUN_BY)]:
        close = difflib.get_close_matches(name, [*SHOWN_BY, *RUN_BY], n=1)
        hint = f" ({close[0]}=을 뜻했나요?)" if close else ""
        yield f"알 수 없는 펜스 옵션입니다: {name}={hint}"
    if published and options.get("exec") != "on":
        yield '실행되지 않는 파이썬 펜스입니다. exec="on"을 쓰세요'
    elif published and options.get("source") not in SOURCES:
        yield f"코드가 보이지 않는 펜스입니다. source=에 {', '.join(SOURCES)} 가운데 하나를 쓰세요"
    if not re.fullmatch(r"-?\d+", options.get("returncode", "0")):
        yield f"returncode=는 정수여야 합니다: {options['returncode']}"
    if not re.fullmatch(r"\d+(\.\d+)?", options.get("timeout", "1")):
        yield f"timeout=은 초를 나타내는 수여야 합니다: {options['timeout']}"
    if options.get("alone", "on") not in ("on", "alone"):
        yield 'alone=에는 "on"만 쓸 수 있습니다'
    if not re.fullmatch(r"[\w.]+(\s*,\s*[\w.]+)*", options.get("timeline", "x")):
        yield f"timeline=은 쉼표로 나눈 함수 이름이어야 합니다: {options['timeline']}"
    if not re.fullmatch(r"\d+(-\d+)?( +\d+(-\d+)?)*", options.get("hl_lines", "1")):
        yield f"hl_lines=는 줄 번호여야 합니다: {options['hl_lines']}"
    if not re.fullmatch(r"\d+( +\d+){0,2}", options.get("linenums", "1")):
        yield f"linenums=는 줄 번호여야 합니다: {options['linenums']}"
    for name in ("title", "tabs"):
        if '"' in options.get(name, ""):
            yield f"{name}=에는 큰따옴표를 쓸 수 없습니다: {options[name]}"
    if "8<-" in code:
        yield "코드에 include 표시가 남아 있어, 보이는 코드와 실행되는 코드가 달라집니다"
    if "markdown-exec: hide" in code:
        yield "코드의 일부를 숨길 수 없습니다: 보이는 코드와 실행되는 코드는 같아야 합니다"


def _quoted(message: str) -> str:
    found = re.search(r"'(.*)'", message)
    return found[1] if found else message
