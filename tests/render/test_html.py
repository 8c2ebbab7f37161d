"""The page: self-contained, inert, readable, and the same for everybody."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render import plan_samples
from tests.render.chromium import CHROMIUM, MISSING, open_page, photograph
from tests.render.plan_samples import SAMPLES, an_update
from vocabsync.domain.plan import TermDiff
from vocabsync.domain.vocabulary import Term
from vocabsync.render.document import to_document
from vocabsync.render.html import render_plan

if TYPE_CHECKING:
    from pathlib import Path

SMALL = [name for name in SAMPLES if name != "huge"]
TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "h1", "h2", "h3"),
    *("p", "b", "ul", "li", "span", "code", "pre", "div", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "scope", "open", "tabindex", "role"),
    *("aria-label", "aria-labelledby", "data-label"),
}


class Reader(HTMLParser):
    """Collects tags, attributes, headings and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("sample", SMALL)
def test_a_page_holds_no_script_no_link_and_nothing_from_elsewhere(sample: str) -> None:
    reader = Reader(render_plan(SAMPLES[sample]()))

    assert set(reader.tags) <= TAGS
    assert reader.attributes <= ATTRIBUTES


def test_the_content_security_policy_allows_the_one_style_and_nothing_else() -> None:
    page = render_plan(plan_samples.mixed())

    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in page
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("sample", SMALL)
def test_headings_go_down_one_step_at_a_time(sample: str) -> None:
    levels = [int(tag[1]) for tag in Reader(render_plan(SAMPLES[sample]())).tags if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_term_of_a_change_stands_on_the_page() -> None:
    text = Reader(render_plan(plan_samples.mixed())).text

    for shown in ("阿斯匹林", "布洛芬", "3 → 5", "阿司匹林", "小城之春", "牯岭街少年杀人事件", "吴贻弓"):
        assert shown in text


def test_a_term_carries_its_language_and_no_other_attribute() -> None:
    page = render_plan(plan_samples.mixed())

    assert '<td lang="zh">阿司匹林</td>' in page
    assert "<td>Ang Lee</td>" in page


def test_the_terms_of_a_very_long_list_are_folded() -> None:
    changes = tuple(Term(f"术语 {index}", 4) for index in range(201))
    document = to_document(
        plan_samples.a_plan((an_update("a", TermDiff(added=changes), terms=300),)), (), tool_version="1"
    )

    assert "<details><summary>201 added</summary>" in render_plan(document)


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_out_as_text(text: str) -> None:
    update = an_update("movies", TermDiff(added=(Term(f"<{text}>", 4, text),)), terms=9)

    reader = Reader(render_plan(to_document(plan_samples.a_plan((update,)), (), tool_version="1")))

    assert set(reader.tags) <= TAGS
    assert reader.attributes <= ATTRIBUTES


def _contrast(left: str, right: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(left), luminance(right)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [("ink", "paper"), ("soft", "paper"), ("soft", "panel"), ("soft", "removed-paper")]
    + [(kind, f"{kind}-paper") for kind in ("added", "removed", "changed")]
    + [("ink", f"{kind}-paper") for kind in ("added", "removed", "changed")],
)
def test_contrast_is_enough_in_light_and_dark(ink: str, paper: str, scheme: int) -> None:
    page = render_plan(plan_samples.empty())
    colours = {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}});", page)[scheme] for name in (ink, paper)}

    assert _contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_a_browser_shows_hostile_terms_as_text_and_complains_about_nothing(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(render_plan(plan_samples.hostile()), "utf-8")

    seen = open_page(page)

    assert seen.log == ""
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in seen.document
    assert set(Reader(seen.document).tags) <= TAGS


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_a_browser_shows_every_vocabulary_in_light_dark_and_narrow(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(render_plan(plan_samples.mixed()), "utf-8")

    pictures = [
        photograph(page, tmp_path / "look.png", dark=dark, width=width)
        for dark, width in ((False, 1100), (True, 1100), (False, 500))
    ]

    text = Reader(open_page(page).document).text
    assert all(name in text for name in ("movies", "oldfilms", "medical", "people"))
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert len(set(pictures)) == 3


@pytest.mark.skipif(CHROMIUM is None, reason=MISSING)
def test_the_policy_stops_a_script_that_got_in_all_the_same(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    planted = "<script>document.body.append('owned by the script')</script></body>"
    page.write_text(render_plan(plan_samples.empty()).replace("</body>", planted), "utf-8")

    seen = open_page(page)

    assert "Content Security Policy" in seen.log
    assert "owned by the script</body>" not in seen.document.replace(planted, "")
    assert seen.document.count("owned by the script") == 1
