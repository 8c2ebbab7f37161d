"""What the pages say is there, in both languages, and can be followed."""

from __future__ import annotations

import re
from pathlib import Path

import autocorrect_py
import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob(".github/*.md"), *ROOT.glob("docs/**/*.md")])
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")
HEADINGS_IN_CHINESE = {
    "Why": "为什么需要它",
    "A plan": "计划长什么样",
    "Try it": "试一试",
    "Your own vocabularies": "你自己的词表",
    "The first real apply": "第一次真正执行",
    "On GitHub": "在 GitHub 上",
    "How it keeps you safe": "它怎样保护你",
    "Compared with other ways": "和其他办法相比",
    "Read on": "继续阅读",
}
HAN = "\u4e00-\u9fff"


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.DOTALL)


def anchors(text: str) -> set[str]:
    """Give the anchors of a page's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
class TestEveryPage:
    def test_links_resolve(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r"\]\(([^)\s]+)\)", without_code(text))
        broken = []
        for target in targets:
            if target.startswith("https://"):
                continue
            name, _, anchor = target.partition("#")
            there = (page.parent / name) if name else page
            if not there.exists() or (anchor and anchor not in anchors(there.read_text(encoding="utf-8"))):
                broken.append(target)
        assert broken == []

    def test_has_one_title_and_closes_its_code(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert text.count("```") % 2 == 0
        outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
        assert len(re.findall(r"^# ", outside, re.MULTILINE)) == 1


def test_both_readmes_have_the_same_headings() -> None:
    english = re.findall(r"^## (.+)$", ENGLISH, re.MULTILINE)
    assert [HEADINGS_IN_CHINESE[heading] for heading in english] == re.findall(r"^## (.+)$", CHINESE, re.MULTILINE)


def test_both_readmes_have_the_same_commands_and_the_same_plan() -> None:
    commands = r"```(?:console|text)\n(.*?)```"
    assert re.findall(commands, ENGLISH, re.DOTALL) == re.findall(commands, CHINESE, re.DOTALL)


def test_both_readmes_make_as_many_points() -> None:
    for sign in ("- ", "|", "```"):
        assert [line.startswith(sign) for line in ENGLISH.splitlines()].count(True) == [
            line.startswith(sign) for line in CHINESE.splitlines()
        ].count(True)


@pytest.mark.parametrize("page", [page for page in PAGES if page.name.endswith("zh-CN.md")], ids=lambda page: page.name)
class TestChinesePages:
    def test_have_a_space_between_chinese_and_latin_and_none_within_chinese(self, page: Path) -> None:
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        missing = re.findall(rf"\S*(?:[{HAN}][A-Za-z0-9`]|[A-Za-z0-9`][{HAN}])\S*", prose)
        needless = re.findall(rf"[{HAN}，。；：！？、] +[{HAN}，。；：！？、]", prose)
        assert (missing, needless) == ([], [])

    def test_pass_the_linter_of_chinese_copy(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        prose = re.sub(r"```.*?```", lambda code: "\n" * code[0].count("\n"), text, flags=re.DOTALL)
        found = autocorrect_py.lint_for(prose, page.name)
        assert [(line.line, line.old, line.new) for line in found.lines] == []

    def test_use_full_width_punctuation_in_sentences(self, page: Path) -> None:
        prose = without_code(page.read_text(encoding="utf-8"))
        assert re.findall(rf"[{HAN}][,;:?!]|[{HAN}]\.(?:\s|$)", prose) == []

    def test_use_the_words_of_the_glossary(self, page: Path) -> None:
        text = page.read_text(encoding="utf-8")
        assert {"热词", "词表", "权重"} <= set(re.findall("热词|词表|权重", text))
        assert re.findall("热词表|热字|单词表|比重", text) == []
