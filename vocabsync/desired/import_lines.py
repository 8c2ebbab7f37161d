"""Text lists: one term a line, or with a weight as FunASR, Volcano, Tencent and sherpa-onnx write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vocabsync.desired.weight_scales import Scale

if TYPE_CHECKING:
    from vocabsync.desired.import_rows import Imported

_NUMBER = r"[-+]?[0-9]+(?:\.[0-9]+)?"
_FORMS = {
    Scale.FUNASR: re.compile(rf"(.*\S)[ \t]+({_NUMBER})"),
    Scale.NLS: re.compile(rf"(.*\S)[ \t]+({_NUMBER})"),
    Scale.VOLCANO: re.compile(rf"(.*[^\s|])[ \t]*\|[ \t]*({_NUMBER})"),
    Scale.TENCENT: re.compile(rf"(.*[^\s|])[ \t]*\|[ \t]*({_NUMBER})"),
    Scale.SHERPA: re.compile(rf"(.*\S)[ \t]+:({_NUMBER})"),
}
_RECOGNISED = {
    Scale.FUNASR: "every line ends in a number: read as FunASR's `term weight` (say --scale dashscope if it is text)",
    Scale.VOLCANO: "every line is `term|weight`: read as Volcano's (say --scale tencent for Tencent's)",
    Scale.SHERPA: "every line ends in `:score`: read as sherpa-onnx's",
}


def read_lines(text: str, scale: Scale | None, imported: Imported) -> None:
    """Read one term a line; without a scale the form is recognised only where all lines have it."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    filled = [(number, line) for number, line in lines if line]
    chosen = scale or _recognise([line for _, line in filled])
    if scale is None and chosen is not None:
        imported.notes.append(_RECOGNISED[chosen])
    form = _FORMS.get(chosen) if chosen else None
    for number, line in filled:
        match = form.fullmatch(line) if form else None
        if chosen is not None and match is not None:
            imported.take(number, text=match[1], weight=match[2], scale=chosen)
        else:
            imported.take(number, text=line)
    if chosen is None:
        _tell_numbers([line for _, line in filled], imported)


def _recognise(lines: list[str]) -> Scale | None:
    return next(
        (scale for scale in _RECOGNISED if lines and all(_FORMS[scale].fullmatch(line) for line in lines)), None
    )


def _tell_numbers(lines: list[str], imported: Imported) -> None:
    count = sum(_FORMS[Scale.FUNASR].fullmatch(line) is not None for line in lines)
    if count:
        imported.notes.append(
            f"{count} of {len(lines)} lines end in a number, taken as part of the term: "
            "if those are weights, say --scale funasr"
        )
