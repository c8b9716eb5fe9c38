"""The built site: every example with its real output, nothing broken, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
from mkdocs.utils.meta import get_data

from execution.model import Run
from execution.pages import Block
from execution.project import DOCS
from tests.support import EDIT_URI

pytestmark = pytest.mark.xdist_group("site")

LABELS = Path(__file__).with_name("source_labels.txt")
TELLS_OF_A_TRACEBACK = {
    "advanced/errors_and_recovery/exercise_background.start.py",
    "advanced/errors_and_recovery/never_retrieved.py",
    "mistakes/join_wrong.py",
    "mistakes/never_retrieved_wrong.py",
    "practice/background_tasks/supervise.py",
}
"""Examples that end well and show, as what they are about, what asyncio logs of an exception."""
LEADS_ELSEWHERE = ("canonical", "prev", "next")
"""What a `<link>` may say about an address without a browser fetching it."""
FETCHING = ("href", "src", "srcset", "data", "poster", "action", "xlink:href")

Element = Any
"""An lxml element; lxml has no types of its own."""


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Element]:
    """Every built page by its path in the site."""
    return {
        file.relative_to(site).as_posix(): lxml.html.fromstring(file.read_bytes())
        for file in sorted(site.rglob("*.html"))
    }


def built(page: str) -> str:
    """Where `page` (docs/…) is in the site."""
    path = PurePosixPath(page.removeprefix("docs/")).with_suffix("")
    return "index.html" if path.name == "index" else f"{path}/index.html"


def article(page: Element) -> Element:
    [found] = page.xpath("//article")
    return found


def figures(page: Element) -> list[Element]:
    return list(article(page).xpath(".//figure[contains(@class, 'run')]"))


def printed(figure: Element) -> str:
    """The text of a figure's output."""
    return "".join(figure.xpath("./*[@class='run-output']//text()"))


def test_every_page_is_built(pages: dict[str, Element]) -> None:
    sources = [page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")]
    assert pages.keys() == {"404.html", *map(built, sources)}


def test_every_fence_has_its_figure_and_no_other_is_there(
    pages: dict[str, Element], blocks: list[Block]
) -> None:
    expected: dict[str, list[tuple[str, str | None]]] = {path: [] for path in pages if path != "404.html"}
    for block in blocks:
        name = block.page.removeprefix("docs/").removesuffix(".md").replace("/", "-")
        ident = f"run-{name}-{PurePosixPath(block.file_name).stem}"
        expected[built(block.page)].append((ident, block.snippet))
    for path, shown in expected.items():
        assert [(f.get("id"), f.get("data-snippet")) for f in figures(pages[path])] == shown, path


def test_every_figure_holds_the_output_of_the_run_just_made(
    pages: dict[str, Element], blocks: list[Block], run_of: Callable[[str], Run]
) -> None:
    """The build and the fence tests share their runs, so even the measured times are the same."""
    for block in blocks:
        assert block.snippet
        run = run_of(block.snippet)
        [figure] = pages[built(block.page)].xpath(f"//figure[@data-snippet='{block.snippet}']")
        assert printed(figure) == run.output, block.snippet
        assert run.output or run.lanes, f"{block.snippet} shows nothing"
        assert figure.get("data-python") == run.python
        assert figure.get("data-exit") == str(run.exit_status)
        assert figure.get("data-seconds") == f"{run.seconds:.2f}"


def test_every_code_block_shows_an_executed_snippet(pages: dict[str, Element], blocks: list[Block]) -> None:
    """Whatever else is set in `<pre>`, e.g. by indenting, could be an output that somebody made up."""
    for path, page in pages.items():
        codes = [block.code for block in blocks if built(block.page) == path]
        shown = [pre for pre in page.xpath("//pre") if pre.get("class") != "run-output"]
        assert [pre.text_content() for pre in shown] == codes, path


def test_no_traceback_is_shown_where_none_is_intended(pages: dict[str, Element], blocks: list[Block]) -> None:
    failing = {block.snippet for block in blocks if block.options.exit_status} | TELLS_OF_A_TRACEBACK
    for path, page in pages.items():
        tracebacks = {f.get("data-snippet") for f in figures(page) if "Traceback (most" in printed(f)}
        assert tracebacks <= failing, path
        assert page.xpath("//*[contains(@class, 'run-fault') or contains(@class, 'run-failed')]") == [], path


def test_every_link_and_every_anchor_leads_somewhere(
    pages: dict[str, Element], site: Path, site_url: str
) -> None:
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            url = urljoin(site_url + path, address)
            if urlsplit(url).hostname != urlsplit(site_url).hostname:
                continue
            target, _, anchor = unquote(url).partition("#")
            inside = target.removeprefix(site_url)
            inside += "index.html" if inside.endswith("/") or not inside else ""
            is_file = target.startswith(site_url) and "//" not in inside and (site / inside).is_file()
            if not is_file or (anchor and anchor not in anchors.get(inside, ())):
                broken.append(f"{path}: {address}")
    assert broken == []


def test_links_of_the_404_page_hold_wherever_it_is_shown(pages: dict[str, Element], site_url: str) -> None:
    top = urlsplit(site_url).path
    addresses = pages["404.html"].xpath("//@href | //@src")
    assert [address for address in addresses if not address.startswith((top, "#"))] == []


def test_ids_are_unique_on_their_page(pages: dict[str, Element]) -> None:
    for path, page in pages.items():
        assert [ident for ident, times in Counter(page.xpath("//@id")).items() if times > 1] == [], path


def test_every_heading_has_an_english_anchor(pages: dict[str, Element]) -> None:
    for path in pages.keys() - {"404.html"}:
        for heading in article(pages[path]).xpath(".//h1 | .//h2 | .//h3 | .//h4"):
            assert re.fullmatch(r"[a-z0-9-]+", heading.get("id", "")), f"{path}: {heading.text_content()}"


def test_pages_fetch_nothing_from_another_host(pages: dict[str, Element]) -> None:
    fetched = []
    for path, page in pages.items():
        for element in page.xpath("//*[not(self::a)]"):
            if element.tag == "link" and element.get("rel") in LEADS_ELSEWHERE:
                continue
            for name, value in element.items():
                if name in FETCHING and re.search(r"(^|[\s,])([a-z]+:)?//", value):
                    fetched.append(f"{path}: <{element.tag} {name}={value}>")
                if name == "style" and "url(" in value:
                    fetched.append(f"{path}: <{element.tag} {name}={value}>")
    assert fetched == []


def test_stylesheets_fetch_nothing_from_another_host(site: Path) -> None:
    sheets = [file.read_text(encoding="utf-8") for file in site.rglob("*.css")]
    sheets += ["".join(lxml.html.parse(str(file)).xpath("//style/text()")) for file in site.rglob("*.html")]
    address = re.compile(r"""(?:url\(|@import\s)\s*["']?(?!url\()([^"')\s]+)""")
    used = [url for sheet in sheets for url in address.findall(sheet)]
    assert [url for url in used if re.match(r"([a-z]+:)?//", url)] == []


def test_pages_are_marked_as_korean(pages: dict[str, Element]) -> None:
    assert {page.get("lang") for page in pages.values()} == {"ko"}


def test_the_404_page_is_korean(pages: dict[str, Element]) -> None:
    [heading] = article(pages["404.html"]).xpath(".//h1")
    assert re.fullmatch(r"[가-힣 ]+", heading.text_content())


def test_every_page_has_its_own_title_and_description(pages: dict[str, Element]) -> None:
    titles = [page.xpath("string(/html/head/title)") for page in pages.values()]
    assert len(set(titles)) == len(pages)
    for source in DOCS.rglob("*.md"):
        _, meta = get_data(source.read_text(encoding="utf-8"))
        head = pages[built(source.relative_to(DOCS).as_posix())].xpath("/html/head")[0]
        assert head.xpath("string(title)").startswith(meta["title"])
        assert head.xpath("meta[@name='description']/@content") == [meta["description"]]


def labels_of_the_source() -> dict[str, list[str]]:
    """What the source chapter says, by kind. In a label `…` stands for what differs from run to run."""
    labels: dict[str, list[str]] = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            labels[line.removeprefix("# ")] = current = []
        elif line:
            current.append(line)
    return labels


@pytest.mark.parametrize("kind", labels_of_the_source())
def test_everything_the_source_says_is_on_the_site(kind: str, pages: dict[str, Element]) -> None:
    where = "//pre" if kind in ("name", "printed") else "//h1 | //h2 | //h3 | //li | //p"
    found = [element.text_content() for page in pages.values() for element in page.xpath(where)]
    text = "\n".join(found if where == "//pre" else [" ".join(part.split()) for part in found])
    missing = []
    for label in labels_of_the_source()[kind]:
        pattern = ".+?".join(map(re.escape, label.split("…")))
        if not re.search(rf"\b{pattern}\b" if kind == "name" else pattern, text):
            missing.append(label)
    assert missing == []


def test_the_checklist_has_the_items_of_the_source_in_their_groups(pages: dict[str, Element]) -> None:
    expected = labels_of_the_source()["checklist"]
    lines = article(pages["checklist/index.html"]).xpath(".//h2 | .//li")
    shown = [" ".join(line.text_content().replace("¶", "").split()) for line in lines]
    assert [line for line in shown if line in expected] == expected


def test_checklist_and_guide_link_to_sections(pages: dict[str, Element]) -> None:
    """An item of the checklist whose page is still to come has no link."""
    for path, kind in [("checklist/index.html", "checklist"), ("next-steps/index.html", "tip")]:
        links = {
            " ".join(a.text_content().split()): a.get("href") for a in article(pages[path]).xpath(".//li//a")
        }
        linked = [label for label in labels_of_the_source()[kind] if label in links]
        assert linked
        assert kind == "checklist" or linked == labels_of_the_source()[kind]
        assert [label for label in linked if "#" not in links[label]] == []


def test_every_page_can_be_mended_from_itself(pages: dict[str, Element]) -> None:
    for source in DOCS.rglob("*.md"):
        page = source.relative_to(DOCS).as_posix()
        [link] = pages[built(page)].xpath("//a[@rel='edit']")
        assert link.get("href") == EDIT_URI.format(path=page)
        assert link.get("title") == "이 페이지 고치기"
