"""Seeded workloads: repositories of term lists and the account they meet (docs/performance.md says which)."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MODEL = "fun-asr"


@dataclass(frozen=True)
class Size:
    """So many vocabularies of so many terms."""

    name: str
    vocabularies: int
    terms: int


SIZES = {
    "S": Size("S", 10, 50),
    "M": Size("M", 10, 500),
    "L": Size("L", 10, 10_000),
    "XL": Size("XL", 100, 10_000),
}

Row = tuple[str, int, str | None]

_HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 3000)]
_DOUBTFUL = frozenset({"yes", "off", "true", "false", "null"})
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def make_rows(size: Size, number: int) -> list[Row]:
    """Distinct, valid terms: 60 % Chinese, 30 % English, 10 % mixed, weights 1 to 5."""
    source = random.Random(f"{size.name}-{number}")
    rows: dict[tuple[str, str | None], int] = {}
    while len(rows) < size.terms:
        text, lang = _draw(source)
        rows.setdefault((text, lang), source.randint(1, 5))
    return [(text, weight, lang) for (text, lang), weight in rows.items()]


def _draw(source: random.Random) -> tuple[str, str | None]:
    kind = source.random()
    if kind < 0.6:
        return "".join(source.choices(_HAN, k=source.randint(2, 10))), "zh"
    words = [_word(source).capitalize() for _ in range(source.randint(1, 5))]
    if kind < 0.9:
        return " ".join(words), "en"
    return words[0][:6] + "".join(source.choices(_HAN, k=source.randint(1, 6))), None


def _word(source: random.Random) -> str:
    """Draw a word that every reader of YAML takes for a text."""
    while (word := "".join(source.choices(_LATIN, k=source.randint(3, 8)))) in _DOUBTFUL:
        pass
    return word


def change_rows(rows: list[Row], per_cent: int, number: int) -> list[Row]:
    """What the account holds: a third of the changed terms each with another weight, missing, with another text."""
    source = random.Random(f"change-{number}")
    chosen = set(source.sample(range(len(rows)), len(rows) * per_cent // 100))
    return list(_changed(rows, chosen))


def _changed(rows: list[Row], chosen: set[int]) -> Iterator[Row]:
    for index, (text, weight, lang) in enumerate(rows):
        if index not in chosen:
            yield text, weight, lang
        elif index % 3 == 0:
            yield text, weight % 5 + 1, lang
        elif index % 3 == 1:
            yield f"{text[:6]}改" if not text.isascii() else f"{text}x", weight, lang


def write_repository(folder: Path, size: Size, style: str) -> None:
    """Write configuration and one file per vocabulary: flow, block, shorthand, csv; or zones, for octoDNS."""
    if style == "zones":
        write_zones(folder, size)
        return
    lists = folder / "vocabularies"
    lists.mkdir(parents=True)
    (folder / "vocabsync.yaml").write_text(
        f"limits: {{vocabularies: {size.vocabularies + 10}, terms: {{{MODEL}: {size.terms + 10}}}}}\n", "utf-8"
    )
    for number in range(size.vocabularies):
        _WRITERS[style](lists, f"list{number}", make_rows(size, number))


def account_of(size: Size, per_cent: int) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Give prefix and terms of every vocabulary as the service should hold them."""
    for number in range(size.vocabularies):
        rows = change_rows(make_rows(size, number), per_cent, number)
        yield f"list{number}", [_as_sent(row) for row in rows]


def _as_sent(row: Row) -> dict[str, object]:
    text, weight, lang = row
    sent: dict[str, object] = {"text": text, "weight": weight}
    return sent if lang is None else {**sent, "lang": lang}


def _head(*more: str) -> list[str]:
    return [f"target_model: {MODEL}", *more, "terms:"]


def _write_flow(lists: Path, stem: str, rows: list[Row]) -> None:
    lines = [f"  - {{text: {text}, weight: {weight}{_lang(lang)}}}" for text, weight, lang in rows]
    _write(lists, stem, [*_head(), *lines])


def _write_block(lists: Path, stem: str, rows: list[Row]) -> None:
    lines = _head()
    for text, weight, lang in rows:
        lines += [f"  - text: {text}", f"    weight: {weight}"]
        lines += [f"    lang: {lang}"] if lang else []
    _write(lists, stem, lines)


def _write_shorthand(lists: Path, stem: str, rows: list[Row]) -> None:
    _write(lists, stem, [*_head(), *(f"  - {text}" for text, _, _ in rows)])


def _write_csv(lists: Path, stem: str, rows: list[Row]) -> None:
    (lists / "terms").mkdir(exist_ok=True)
    with (lists / "terms" / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["text", "weight", "lang"])
        writer.writerows((text, weight, lang or "") for text, weight, lang in rows)
    _write(lists, stem, [f"target_model: {MODEL}", f"include: [terms/{stem}.csv]"])


def _lang(lang: str | None) -> str:
    return f", lang: {lang}" if lang else ""


def _write(lists: Path, stem: str, lines: list[str]) -> None:
    (lists / f"{stem}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def write_zones(folder: Path, size: Size) -> None:
    """Write the same lists, and an account that differs in 1 %, as octoDNS has them: a zone a list, a record a term.

    Its names are short and ASCII, so a hash stands for each text.
    """
    names = [f"list{number}" for number in range(size.vocabularies)]
    for number, name in enumerate(names):
        rows = make_rows(size, number)
        _write_zone(folder / "source", name, rows)
        _write_zone(folder / "target", name, change_rows(rows, 1, number))
    kinds = ("source", "target")
    providers = [f"  {kind}: {{class: octodns.provider.yaml.YamlProvider, directory: ./{kind}}}" for kind in kinds]
    zones = [f"  {name}.test.: {{sources: [source], targets: [target]}}" for name in names]
    _write(folder, "config", ["providers:", *providers, "zones:", *zones])


def _write_zone(folder: Path, name: str, rows: list[Row]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{label}: {{type: TXT, value: {weight} {lang}}}" for label, weight, lang in sorted(map(_labelled, rows))]
    _write(folder, f"{name}.test", lines)


def _labelled(row: Row) -> tuple[str, int, str]:
    text, weight, lang = row
    digest = sha256(f"{text} {lang}".encode()).hexdigest()[:20]
    return digest.translate(_LETTERS), weight, str(lang)


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
"""octoDNS wants its names sorted, and digits in them as numbers."""

_WRITERS = {"flow": _write_flow, "block": _write_block, "shorthand": _write_shorthand, "csv": _write_csv}
