"""What the stand-in believes where nothing is published: every unknown is a setting, its first value the default.

Options of the command, settings files, the documentation and the tests all read this one table.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_type_hints

Value = TypeVar("Value")
Number = TypeVar("Number", int, float)


def _setting(default: Value, says: str) -> Value:
    """Declare a field with the sentence that documents it; dataclass reads the field, mypy the value."""
    return field(default=default, metadata={"says": says})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One belief about the service. Numbers are seconds or counts; ``term_limits`` replaces published ones."""

    prefix_filter: Literal["exact", "starts-with", "ignored"] = _setting("exact", "what a listing's prefix selects")
    page: Literal["as-asked", "capped", "always-first"] = _setting("as-asked", "which rows a page of a listing holds")
    page_cap: int = _setting(10, "rows of a capped page")
    order: Literal["newest-first", "oldest-first", "shuffled"] = _setting("newest-first", "order of a listing")
    stale_seconds: float = _setting(0.0, "a listing shows the account as it was this long ago")
    late_seconds: float = _setting(0.0, "a write is answered at once and takes effect this much later")
    status: Literal["ok", "ok-later", "never", "other-word", "ok-then-not"] = _setting(
        "ok", "how the status of a vocabulary goes on after a write"
    )
    status_seconds: float = _setting(2.0, "when a status changes, after the write")
    status_word: str = _setting("DEPLOYING", "the word of status other-word, and before OK under ok-later")
    create_answer: Literal["id", "task-id"] = _setting("id", "what a create answers: task-id as old pages show it")
    text: Literal["as-sent", "trimmed", "nfc", "deduplicated", "reordered"] = _setting(
        "as-sent", "what is done to terms before they are kept"
    )
    absent_lang: Literal["missing", "null", "empty"] = _setting("missing", "how an absent lang comes back")
    unknown_fields: Literal["none", "some"] = _setting("none", "whether answers carry fields nobody knows")
    over_limit: Literal["refused", "truncated", "accepted"] = _setting("refused", "more terms than the model takes")
    bad_prefix: Literal["refused", "accepted"] = _setting("refused", "a prefix outside 1–10 of a-z0-9")
    bad_text: Literal["refused", "accepted"] = _setting("refused", "an empty or over-long text")
    bad_weight: Literal["refused", "accepted"] = _setting(
        "refused", "a weight outside 1–5 (and 50 where the model takes it)"
    )
    bad_lang: Literal["refused", "accepted"] = _setting("refused", "a lang that is not published for the model")
    bad_model: Literal["refused", "accepted"] = _setting("refused", "a target model nobody published")
    empty_list: Literal["refused", "accepted"] = _setting("refused", "a vocabulary without a term")
    weight_50: Literal["accepted", "refused"] = _setting("accepted", "weight 50 for Qwen-Audio models")
    ten_character_prefix: Literal["accepted", "refused"] = _setting("accepted", "a prefix of ten characters")
    length: Literal["code-points", "utf-16"] = _setting("code-points", "what the fifteen characters of a text count")
    unknown_input: Literal["ignored", "refused"] = _setting("ignored", "fields of a request that nobody knows")
    unknown_id: Literal["400", "416"] = _setting("400", "status for an ID that does not exist")
    second_delete: Literal["error", "fine"] = _setting("error", "deleting what does not exist")
    error_form: Literal["plain", "msg", "nested", "html", "empty", "on-200"] = _setting(
        "plain", "the form in which errors are answered"
    )
    retry_after: Literal["with", "without"] = _setting("with", "whether a 429 says Retry-After")
    quota_scope: Literal["account", "region", "workspace"] = _setting("account", "where vocabularies are counted")
    equal_update: Literal["moves", "stays"] = _setting("moves", "gmt_modified after an update that changes nothing")
    zone: Literal["utc+8", "utc"] = _setting("utc+8", "zone of the times in answers")
    retired_update: Literal["works", "refused"] = _setting("works", "an update for a retired model")
    retired_models: tuple[str, ...] = _setting((), "models that count as retired; creates for them are refused")
    quota: int = _setting(10, "vocabularies an account may hold")
    rate_limit: int = _setting(600, "requests a minute; 0 is no limit")
    term_limits: tuple[tuple[str, int], ...] = _setting((), "terms per list, as model=number, instead of published")
    keys: tuple[str, ...] = _setting((), "made-up API keys that are accepted; none named: every key is")
    accounts: Literal["shared", "by-key"] = _setting("shared", "whether each API key has an account of its own")
    region: Literal["cn-beijing", "ap-southeast-1"] = _setting("cn-beijing", "the region that this door plays")
    latency_seconds: float = _setting(0.0, "time every answer takes")


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingEntry:
    """One row of the table of settings: its name, its values (none for free ones), default and sentence."""

    name: str
    values: tuple[str, ...]
    default: object
    says: str


@cache
def list_settings() -> tuple[SettingEntry, ...]:
    """Give the table of settings, in the order of declaration; made once, as resolving annotations is slow."""
    types = get_type_hints(Settings)
    return tuple(
        SettingEntry(
            name=each.name, values=_values_of(types[each.name]), default=each.default, says=each.metadata["says"]
        )
        for each in fields(Settings)
    )


def _values_of(annotation: object) -> tuple[str, ...]:
    return tuple(str(value) for value in get_args(annotation) if isinstance(value, str))


class BadSetting(ValueError):
    """A settings file or an option asks for what the stand-in does not have."""


def read_settings(values: Mapping[str, object]) -> Settings:
    """Make settings of names and values as a file or a command line has them; numbers may come as text.

    Raises BadSetting, which names the nearest known setting or the values there are.
    """
    table = {entry.name: entry for entry in list_settings()}
    for name in values:
        if name not in table:
            raise BadSetting(f"{name} is no setting of the stand-in{_nearest(name, table)}")
    return Settings(**{name: _read_value(table[name], value) for name, value in values.items()})


def _read_value(entry: SettingEntry, value: object) -> Any:  # noqa: ANN401 - the dataclass field has the type
    if entry.values:
        if str(value) not in entry.values:
            raise BadSetting(f"{entry.name} is one of {', '.join(entry.values)}; not {value}")
        return str(value)
    try:
        return _FREE_VALUES[type(entry.default)](entry.name, value)
    except ValueError:
        raise BadSetting(f"{entry.name} is {_kind_of(entry)}; not {value}") from None


def _read_tuple(name: str, value: object) -> tuple[Any, ...]:
    parts = value.split(",") if isinstance(value, str) else _flatten(value)
    words = tuple(part.strip() for part in parts if part.strip())
    if name != "term_limits":
        return words
    pairs = (word.partition("=") for word in words)
    return tuple((model, _not_negative(int(number))) for model, _, number in pairs)


def _flatten(value: object) -> Iterable[str]:
    if isinstance(value, Mapping):
        return [f"{key}={number}" for key, number in value.items()]
    if isinstance(value, Iterable):
        return [str(part) for part in value]
    raise ValueError("no list")


def _not_negative(number: Number) -> Number:
    if not 0 <= number < float("inf"):
        raise ValueError("below 0, or endless")
    return number


_FREE_VALUES: dict[type, Callable[[str, object], object]] = {
    int: lambda _, value: _not_negative(int(str(value))),
    float: lambda _, value: _not_negative(float(str(value))),
    str: lambda _, value: str(value),
    tuple: _read_tuple,
}


def _kind_of(entry: SettingEntry) -> str:
    if isinstance(entry.default, tuple):
        return "a list, as model=number" if entry.name == "term_limits" else "a list"
    return "a whole number from 0 on" if isinstance(entry.default, int) else "a number from 0 on"


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean {near[0]}?" if near else ""
