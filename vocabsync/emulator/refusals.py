"""The stand-in's own belief about what the service refuses, with which status and code (service.md 3, 4 and 6).

Kept apart from the rules that vocabsync checks files by: two beliefs that agree prove something, one does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from vocabsync.emulator.settings import Settings

Input: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The error that a request is answered with."""

    status: int
    code: str
    message: str
    headers: tuple[tuple[str, str], ...] = ()


class Refused(Exception):
    """Raised wherever a request turns out to be wrong; answered at one place."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep what is answered."""
        super().__init__(refusal)
        self.refusal = refusal


def invalid(message: str) -> Refused:
    """Give what to raise for a field that is wrong."""
    return Refused(Refusal(400, "InvalidParameter", message))


QUOTA_REACHED: Final = Refusal(400, "Throttling.AllocationQuota", "Free allocated quota exceeded.")
NO_KEY: Final = Refusal(401, "InvalidApiKey", "No API-key provided.")
WRONG_KEY: Final = Refusal(401, "InvalidApiKey", "Invalid API-key provided.")
NO_ASYNC: Final = Refusal(403, "AccessDenied", "current user api does not support asynchronous calls.")
NOT_FOUND: Final = Refusal(404, "NotFound", "The requested URL was not found.")
NO_JSON: Final = Refusal(400, "BadRequest.IllegalInput", "The request body is not a JSON object.")
NO_INPUT: Final = Refusal(400, "BadRequest.EmptyInput", "Required input parameter missing from request.")
NO_MODEL: Final = Refusal(400, "BadRequest.EmptyModel", 'Required parameter "model" missing from request.')
OTHER_MODEL: Final = Refusal(404, "ModelNotFound", "Model not exist.")
OTHER_ACTION: Final = Refusal(400, "UnsupportedOperation", "The action is not supported.")


def unknown_id(settings: Settings) -> Refusal:
    """Give the refusal for an ID that does not exist, or is somebody else's."""
    return Refusal(int(settings.unknown_id), "BadRequest.ResourceNotExist", "The required resource not exist")


def too_fast(settings: Settings, wait: float) -> Refusal:
    """Give the refusal for one request too many within a minute."""
    headers = (("retry-after", str(max(1, round(wait)))),) if settings.retry_after == "with" else ()
    return Refusal(429, "Throttling.RateQuota", "Requests rate limit exceeded, please try again later.", headers)


# Terms per list: the highest number ever published, as a raised quota is more likely than a lowered one.
_FUN_ASR = {"zh", "en", "ja"}
_PARAFORMER = {"zh", "en", "ja", "yue", "ko", "de", "fr", "ru"}
_TERMS: Final[dict[str, int]] = {
    "fun-asr": 10_000,
    "fun-asr-2025-11-07": 10_000,
    "fun-asr-2025-08-25": 1_000,
    "fun-asr-mtl-2025-08-25": 1_000,
    "fun-asr-mtl": 2_000,
    "fun-asr-flash-2026-06-15": 2_000,
    "fun-asr-realtime": 2_000,
    "fun-asr-realtime-2025-11-07": 1_000,
    "fun-asr-realtime-2025-09-15": 1_000,
    "fun-asr-flash-8k-realtime": 2_000,
    "fun-asr-realtime-2026-02-28": 500,
    "fun-asr-flash-8k-realtime-2026-01-28": 500,
    "paraformer-realtime-v2": 500,
    "paraformer-realtime-8k-v2": 500,
    "paraformer-v2": 500,
    "paraformer-8k-v2": 500,
}
_QWEN_AUDIO = re.compile(r"qwen-audio-3\.[01]-asr-flash(-filetrans|-streaming)?")
_QWEN_TERMS: Final = 2_000
_HEAVY_TERMS: Final = 50
_LONGEST_TEXT: Final = 15
_MOST_WORDS: Final = 7


def refuse_prefix(prefix: str, settings: Settings) -> None:
    """Refuse a prefix that is none."""
    longest = 10 if settings.ten_character_prefix == "accepted" else 9
    if settings.bad_prefix == "refused" and re.fullmatch(f"[a-z0-9]{{1,{longest}}}", prefix) is None:
        raise invalid("prefix should be digits and lowercase letters, at most 10 characters")


def refuse_model(model: str, settings: Settings) -> None:
    """Refuse a target model that is retired or was never published."""
    if model in settings.retired_models:
        raise invalid(f"target_model {model} is retired")
    if settings.bad_model == "refused" and terms_allowed(model, settings) is None:
        raise invalid(f"target_model {model} is not supported")


def terms_allowed(model: str, settings: Settings) -> int | None:
    """Give the most terms a list for this model may hold; None for a model nobody published."""
    told = dict(settings.term_limits)
    if model in told:
        return told[model]
    return _QWEN_TERMS if _QWEN_AUDIO.fullmatch(model) else _TERMS.get(model)


def refuse_terms(terms: Sequence[Input], model: str, settings: Settings) -> None:
    """Refuse a list that holds nothing, too much, or a term that breaks a rule."""
    if not terms and settings.empty_list == "refused":
        raise invalid("vocabulary should not be empty")
    allowed = terms_allowed(model, settings)
    if settings.over_limit == "refused" and allowed is not None and len(terms) > allowed:
        raise invalid(f"vocabulary size {len(terms)} exceeds {allowed}")
    if settings.bad_weight == "refused" and sum(term["weight"] == 50 for term in terms) > _HEAVY_TERMS:
        raise invalid(f"more than {_HEAVY_TERMS} terms of weight 50")
    for term in terms:
        _refuse_text(term["text"], settings)
        _refuse_weight(term["weight"], model, settings)
        _refuse_lang(term.get("lang"), model, settings)


def _refuse_text(text: str, settings: Settings) -> None:
    if settings.bad_text == "accepted":
        return
    if not text.strip():
        raise invalid("text should not be empty")
    if text.isascii():
        if sum(bool(word) for word in text.split(" ")) > _MOST_WORDS:
            raise invalid("text exceeds 7 words")
    elif _length(text, settings) > _LONGEST_TEXT:
        raise invalid("text exceeds 15 characters")


def _length(text: str, settings: Settings) -> int:
    if settings.length == "utf-16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text)


def _refuse_weight(weight: int, model: str, settings: Settings) -> None:
    heavy = weight == 50 and settings.weight_50 == "accepted" and _QWEN_AUDIO.fullmatch(model) is not None
    if settings.bad_weight == "refused" and not 1 <= weight <= 5 and not heavy:
        raise invalid("weight should be between 1 and 5")


def _refuse_lang(lang: str | None, model: str, settings: Settings) -> None:
    if settings.bad_lang == "accepted" or not lang:
        return
    published = _PARAFORMER if model.startswith("paraformer") else _FUN_ASR if model.startswith("fun-asr") else None
    if published is not None and lang not in published:
        raise invalid(f"lang {lang} is not supported by {model}")
