"""What every import format is read into: rows with their lines, what was rejected and why, and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vocabsync.desired.weight_scales import Scale, rescale
from vocabsync.domain.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection


_MOST_LINES = 5


@frozen(kw_only=True)
class ImportedRow:
    """One term of a foreign list. ``was`` is its weight on the other scale, where that is another number."""

    line: int
    text: str
    weight: int | None = None
    lang: str | None = None
    note: str | None = None
    was: str = ""


@frozen
class RejectedRow:
    """One row that is not imported: where, what it says, and why in half a sentence."""

    line: int
    content: str
    why: str


@dataclass(slots=True)
class Imported:
    """A foreign list as it is being read. ``notes`` are whole sentences about the list.

    ``trimmed`` are the lines whose text had blanks around it, ``too_heavy`` counts weights above ours.
    """

    rows: list[ImportedRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    trimmed: list[int] = field(default_factory=list)
    too_heavy: int = 0

    def take(
        self,
        line: int,
        *,
        text: str,
        weight: str | float | None = None,
        lang: str | None = None,
        note: str | None = None,
        scale: Scale = Scale.DASHSCOPE,
    ) -> None:
        """Take one row, or reject it. White space around a text is left out."""
        shown = " ".join(str(part) for part in (text.strip(), weight, lang) if part not in {None, ""})
        number = _number(weight)
        if text.strip() == "":
            self.rejected.append(RejectedRow(line, shown, "there is no text"))
        elif number is None and weight not in {None, ""}:
            self.rejected.append(RejectedRow(line, shown, f"the weight {weight} is no number"))
        elif number is None:
            self.rows.append(ImportedRow(line=line, text=text.strip(), lang=lang or None, note=note or None))
        else:
            self._take_weighed(
                ImportedRow(line=line, text=text.strip(), lang=lang or None, note=note or None), number, scale, shown
            )
        if text.strip() not in {"", text}:
            self.trimmed.append(line)

    def tell_what_was_bent(self, scale: Scale | None) -> None:
        """Note what was done to many rows, once all are read; ``scale`` is the one that was asked for."""
        if self.trimmed:
            more = f" and {len(self.trimmed) - _MOST_LINES} more" if len(self.trimmed) > _MOST_LINES else ""
            lines = ", ".join(map(str, self.trimmed[:_MOST_LINES]))
            self.notes.append(f"blanks before or after a term left out: line {lines}{more}")
        if self.too_heavy and scale is None:
            self.notes.append(
                f"{self.too_heavy} weights are above 5: if they have another scale, say whose, "
                "for example --scale funasr (1 to 100) or --scale volcano (1 to 10)"
            )

    def tell_left_out(self, names: Collection[str], what: str) -> None:
        """Note fields or columns that have no place in a vocabulary."""
        if names:
            self.notes.append(f"{what} left out: {', '.join(dict.fromkeys(names))}")

    def _take_weighed(self, row: ImportedRow, number: float, scale: Scale, shown: str) -> None:
        weighed = rescale(number, scale)
        if weighed.weight is None:
            self.too_heavy += scale is Scale.DASHSCOPE and number > 5
            self.rejected.append(RejectedRow(row.line, shown, weighed.note))
            return
        if weighed.note:
            self.notes.append(f"line {row.line}: {weighed.note}")
        was = f"{number:g}" if number != weighed.weight else ""
        self.rows.append(
            ImportedRow(line=row.line, text=row.text, weight=weighed.weight, lang=row.lang, note=row.note, was=was)
        )


def _number(weight: str | float | None) -> float | None:
    """Read a weight: plain decimal digits only, as ``float`` takes much else."""
    if weight is None or isinstance(weight, bool):
        return None
    if isinstance(weight, int | float):
        return float(weight)
    digits = weight.strip().removeprefix("-").removeprefix("+").replace(".", "", 1)
    return float(weight) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
