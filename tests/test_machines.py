"""What the site has for machines: texts with real outputs, examples as files, maps, what a page is."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import lxml.html
import pytest

from execution.model import Run
from execution.pages import Block
from execution.project import DOCS, SNIPPETS

pytestmark = pytest.mark.xdist_group("site")

SOURCES = sorted(page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md"))
BUILDERS_OWN = re.compile(r"--8<--|\{ [#.]|\{ step=|^ *(?:!!!|\?\?\?|===) |<svg|<div|exec=", re.MULTILINE)
"""What only means something to the builder of the site."""
SIDES = ("width", "height")


def address(source: str) -> str:
    """Where the page from `source` is, under the top of the site."""
    return "" if source == "index.md" else f"{source.removesuffix('.md')}/"


@pytest.fixture(scope="session")
def heads(site: Path) -> dict[str, Any]:
    """The head of every page, by its source."""
    return {
        source: lxml.html.fromstring((site / address(source) / "index.html").read_bytes()).find("head")
        for source in SOURCES
    }


def plain_of(site: Path, source: str) -> str:
    return (site / source).read_text(encoding="utf-8")


def prose_of(site: Path, source: str) -> str:
    return re.sub(r"^ *(`{3,})\w*\n.*?^ *\1$", "", plain_of(site, source), flags=re.MULTILINE | re.DOTALL)


def test_every_page_is_there_as_markdown_and_says_so(site: Path, heads: dict[str, Any]) -> None:
    for source, head in heads.items():
        [link] = head.xpath("link[starts-with(@rel, 'alternate ')][@type='text/markdown']/@href")
        assert (site / address(source) / link).resolve() == (site / source).resolve()
        assert plain_of(site, source).startswith("# "), source


def test_the_markdown_has_each_example_with_what_it_really_printed(
    site: Path, blocks: list[Block], run_of: Callable[[str], Run]
) -> None:
    for block in blocks:
        assert block.snippet
        text = plain_of(site, block.page.removeprefix("docs/"))
        output = run_of(block.snippet).output.rstrip("\n")
        assert f"```python\n{block.code.rstrip()}\n```" in text, block.snippet
        assert not output or f"```text\n{output}\n```" in text, block.snippet


def test_the_markdown_has_nothing_that_only_the_builder_understands(site: Path) -> None:
    for source in SOURCES:
        assert BUILDERS_OWN.findall(prose_of(site, source)) == [], source


def test_links_of_the_markdown_lead_to_markdown(site: Path) -> None:
    broken, link = [], re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
    for source in SOURCES:
        found = link.findall(prose_of(site, source))
        broken += [target for target in found if not (site / source).parent.joinpath(target).is_file()]
    assert broken == []


def test_every_example_is_a_file_that_its_name_links_to(site: Path, blocks: list[Block]) -> None:
    for source in SOURCES:
        page = lxml.html.fromstring((site / address(source) / "index.html").read_bytes())
        links = [
            site.joinpath(address(source), a.get("href")).resolve() for a in page.xpath("//a[@download]")
        ]
        expected = [block.snippet for block in blocks if block.page == f"docs/{source}"]
        assert links == [(site / "examples" / str(snippet)).resolve() for snippet in expected], source
        for snippet, file in zip(expected, links, strict=True):
            assert file.read_bytes() == (SNIPPETS / str(snippet)).read_bytes()


def test_llms_txt_leads_to_every_page(site: Path, site_url: str) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    assert re.match(r"# .+\n\n> .+\n", text)
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\): .+$", text, re.MULTILINE)
    assert sorted(links) == sorted(site_url + source for source in SOURCES)


def test_robots_may_read_all_and_find_the_map_of_all_pages(site: Path, site_url: str) -> None:
    rules = (site / "robots.txt").read_text(encoding="utf-8")
    assert "Disallow" not in rules
    assert f"Sitemap: {site_url}sitemap.xml\n" in rules
    places = lxml.etree.parse(str(site / "sitemap.xml")).xpath("//*[local-name()='loc']/text()")
    assert sorted(places) == sorted(site_url + address(source) for source in SOURCES)


def test_a_shared_page_shows_its_title_and_description(heads: dict[str, Any], site_url: str) -> None:
    for source, head in heads.items():
        [canonical] = head.xpath("link[@rel='canonical']/@href")
        [description] = head.xpath("meta[@name='description']/@content")
        shared = {meta.get("property"): meta.get("content") for meta in head.xpath("meta[@property]")}
        assert canonical == shared["og:url"] == site_url + address(source)
        assert shared["og:description"] == description
        assert head.xpath("string(title)").startswith(shared["og:title"])
        assert {"og:type", "og:site_name", "og:locale"} <= shared.keys()


def test_structured_data_says_what_a_page_is_and_where_it_belongs(
    heads: dict[str, Any], site_url: str
) -> None:
    data = {source: linked_data(head) for source, head in heads.items()}
    course = data.pop("index.md")
    assert "Course" in course["@type"]
    assert course["provider"]["@type"] == "Organization"
    assert [part["@id"] for part in course["hasPart"]] == [
        part["@id"] for part in sorted(data.values(), key=lambda part: int(part["position"]))
    ]
    for source, part in data.items():
        assert part["@type"] == "LearningResource"
        assert part["@id"] == part["url"] == urljoin(site_url, address(source))
        assert part["isPartOf"]["@id"] == course["@id"]
    for part in (course, *data.values()):
        assert part["@context"] == "https://schema.org"
        assert part["name"] and part["description"] and part["inLanguage"] == "ko"


def test_structured_data_says_how_long_reading_takes(site: Path, heads: dict[str, Any]) -> None:
    """As long as the cards of the home page say."""
    home = lxml.html.fromstring((site / "index.html").read_bytes())
    shown = {}
    for card in home.xpath("//*[@class='map']//li[em]"):
        shown[card.find("a").get("href")] = f"PT{card.findtext('em').removesuffix('분')}M"
    told = {address(source): linked_data(head).get("timeRequired") for source, head in heads.items()}
    course = told.pop("")
    assert {page: time for page, time in told.items() if time} == shown
    assert course == f"PT{sum(int(time[2:-1]) for time in shown.values())}M"


def test_a_shared_page_shows_a_picture(site: Path, heads: dict[str, Any], site_url: str) -> None:
    for source, head in heads.items():
        [image] = head.xpath("meta[@property='og:image']/@content")
        assert image.startswith(site_url), source
        assert head.xpath("meta[@name='twitter:card']/@content") == ["summary_large_image"]
        size = [int(head.xpath(f"string(meta[@property='og:image:{side}']/@content)")) for side in SIDES]
        picture = (site / image.removeprefix(site_url)).read_bytes()
        assert picture[12:16] == b"IHDR" and len(picture) <= 60 * 1024
        assert list(struct.unpack(">II", picture[16:24])) == size == [1200, 630]


def linked_data(head: Any) -> dict[str, Any]:
    [script] = head.xpath("script[@type='application/ld+json']/text()")
    found: dict[str, Any] = json.loads(script)
    return found
