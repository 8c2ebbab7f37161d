"""A doctor has a list in Excel and has read no page: every step says what comes next, up to a plan."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.spreadsheet import a_workbook
from tests.support.workplace import Workplace

HEADINGS: list[str | float] = ["序号", "热词", "权重", "语言", "备注"]
LIST: list[list[str | float]] = [
    HEADINGS,
    [1, "阿司匹林", 20, "zh", "曾误写为阿斯匹林"],
    [2, "布洛芬缓释胶囊", 35, "zh", ""],
    [3, "EGFR抑制剂", 30, "zh", "靶向药"],
    [4, "重组人血小板生成素注射液（特比澳）", 20, "zh", ""],
    [5, "阿司匹林", 20, "zh", ""],
    [6, "\u3000奥希替尼", 8, "zh", ""],
    [7, "CT\u3000增强扫描", 10, "zh", ""],
    ["", "", "", "", ""],
    [8, 120, 20, "zh", "急救电话"],
    [9, "帕博利珠单抗", "高", "zh", ""],
]
MENDED: list[list[str | float]] = [HEADINGS, [4, "特比澳", 20, "zh", ""], [9, "帕博利珠单抗", 20, "zh", ""]]

FIRST_LOOK = """\
note: columns left out: 序号
note: blanks before or after a term left out: line 7
note: 8 weights are above 5: if they have another scale, say whose, for example --scale funasr (1 to 100) or --scale \
volcano (1 to 10)
  ! line 2: 阿司匹林 20 zh: the weight 20 is not one of 1 to 5
  ! line 3: 布洛芬缓释胶囊 35 zh: the weight 35 is not one of 1 to 5
  ! line 4: EGFR抑制剂 30 zh: the weight 30 is not one of 1 to 5
  ! line 5: 重组人血小板生成素注射液（特比澳） 20 zh: the weight 20 is not one of 1 to 5
  ! line 6: 阿司匹林 20 zh: the weight 20 is not one of 1 to 5
  ! line 7: 奥希替尼 8 zh: the weight 8 is not one of 1 to 5
  ! line 8: CT\u3000增强扫描 10 zh: the weight 10 is not one of 1 to 5
  ! line 10: 120 20 zh: the weight 20 is not one of 1 to 5
  ! line 11: 帕博利珠单抗 高 zh: the weight 高 is no number
0 new, 0 with another weight, 0 there already, 9 left out
nothing was written; next: add --into vocabularies/drugs.yaml --target-model MODEL
"""
IMPORTED = """\
note: columns left out: 序号
note: blanks before or after a term left out: line 7
  + line 2: 阿司匹林, weight 4 (20 in the list), zh
  + line 3: 布洛芬缓释胶囊, weight 5 (35 in the list), zh
  + line 4: EGFR抑制剂, weight 4 (30 in the list), zh
  + line 7: 奥希替尼, weight 3 (8 in the list), zh
  + line 8: CT\u3000增强扫描, weight 4 (10 in the list), zh
  + line 10: 120, weight 4 (20 in the list), zh
  = line 6: 阿司匹林, weight 4 (20 in the list), zh, already in line 2
  ! line 5: 重组人血小板生成素注射液（特比澳）: 17 characters, and a term with any sign that is not \
plain English may have 15
  ! line 11: 帕博利珠单抗 高 zh: the weight 高 is no number
6 new (6 rescaled), 0 with another weight, 1 there already, 2 left out
written: vocabularies/drugs.yaml; next: vocabsync validate
"""
FILE = """\
target_model: fun-asr
terms:
  - {text: 阿司匹林, lang: zh, note: 曾误写为阿斯匹林}
  - {text: 布洛芬缓释胶囊, weight: 5, lang: zh}
  - {text: EGFR抑制剂, lang: zh, note: 靶向药}
  - {text: 奥希替尼, weight: 3, lang: zh}
  - {text: CT\u3000增强扫描, lang: zh}
  - {text: '120', lang: zh, note: 急救电话}
"""
DOUBTS = """\
vocabularies/drugs.yaml:7:12: warning VS206: a full-width blank stands here
    |   - {text: CT\u3000增强扫描, lang: zh}
    |            ^
    Keep single ordinary spaces between words only.

vocabularies/drugs.yaml:8:12: warning VS211: `120` is not how it is said
    |   - {text: '120', lang: zh, note: 急救电话}
    |            ^
    Write the term as it is spoken.

0 errors, 2 warnings
"""
REST = """\
note: columns left out: 序号
  + line 2: 特比澳, weight 4 (20 in the list), zh
  + line 3: 帕博利珠单抗, weight 4 (20 in the list), zh
2 new (2 rescaled), 0 with another weight, 0 there already, 0 left out
written: vocabularies/drugs.yaml; next: vocabsync validate
"""
UNTIDY = """\
vocabularies/drugs.yaml: formatted
1 looked at, 1 formatted, 0 left alone
"""
PLAN = """\
environment local · cn-beijing · 0 of 10 slots

  + drugs  fun-asr  8 terms: CT增强扫描, EGFR抑制剂, 一百二十, … 5 more

slots: 0 now, 1 at peak, 1 after, of 10

1 to create    digest sha256:DIGEST
next: vocabsync --env local apply --expect sha256:DIGEST
"""


@pytest.fixture
def desk(workplace: Workplace) -> Workplace:
    """A repository that has no list yet, and the doctor's workbook in it."""
    for name in ("movies", "people"):
        (workplace.folder / f"vocabularies/{name}.yaml").unlink()
    (workplace.folder / "drugs.xlsx").write_bytes(a_workbook(LIST, "药品"))
    return workplace


def test_an_excel_list_becomes_a_plan_without_reading_a_page(desk: Workplace) -> None:
    file = desk.folder / "vocabularies/drugs.yaml"
    taking = ("import", "drugs.xlsx", "--scale", "funasr", "--into", str(file), "--target-model", "fun-asr")

    assert reads(desk, 1, "import", "drugs.xlsx") == FIRST_LOOK
    assert reads(desk, 1, *taking) == IMPORTED
    assert file.read_text("utf-8") == FILE
    assert reads(desk, 0, "fmt") == "1 looked at, 0 formatted, 0 left alone\n"
    assert reads(desk, 0, "validate") == DOUBTS

    mend(file, {"CT\u3000增强扫描": "CT增强扫描", "'120'": "一百二十"})
    (desk.folder / "drugs.xlsx").write_bytes(a_workbook(MENDED))
    assert reads(desk, 0, *taking) == REST
    mend(file, {"  - {text: 特比澳": "  -   {text: 特比澳"})
    assert reads(desk, 0, "fmt") == UNTIDY
    assert reads(desk, 0, "validate", "--strict") == "no problems\n"
    assert re.sub("[0-9a-f]{64}", "DIGEST", reads(desk, 0, "--env", "local", "plan")) == PLAN


def reads(desk: Workplace, code: int, *words: str) -> str:
    """Give all that a command shows, its result first."""
    ran = desk.run(*words)
    assert ran.code == code, ran.err
    return ran.out + ran.err


def mend(file: Path, words: dict[str, str]) -> None:
    """Edit the file as a person would."""
    text = file.read_text("utf-8")
    for before, after in words.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")
