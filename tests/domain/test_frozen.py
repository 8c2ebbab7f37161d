"""Values behave as frozen dataclasses do, and share what needs no code of their own."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vocabsync
from vocabsync.domain.frozen import frozen


@frozen
class Pair:
    left: object
    right: object = None


@dataclass(frozen=True, slots=True)
class UsualPair:
    left: object
    right: object = None


@frozen
class OtherPair:
    left: object
    right: object = None


@frozen(kw_only=True)
class Noted:
    text: str
    place: str = field(default="", compare=False)
    secret: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.text


@frozen
class Single:
    only: object


@frozen
class Empty:
    pass


@frozen
class Silent:
    key: str

    def __repr__(self) -> str:
        return "Silent(…)"


CONTENTS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 2), st.text("ab", max_size=1), st.tuples(st.integers(0, 1))
)


@given(CONTENTS, CONTENTS, CONTENTS, CONTENTS)
def test_values_are_compared_hashed_and_shown_as_those_of_dataclasses(
    a: object, b: object, c: object, d: object
) -> None:
    assert (Pair(a, b) == Pair(c, d)) is (UsualPair(a, b) == UsualPair(c, d))
    assert hash(Pair(a, b)) == hash(UsualPair(a, b))
    assert repr(Pair(a, b)) == repr(UsualPair(a, b)).removeprefix("Usual")


@given(CONTENTS, CONTENTS)
def test_a_value_of_one_field_and_one_of_none_are_compared_too(a: object, b: object) -> None:
    assert (Single(a) == Single(b)) is (a == b)
    assert a != b or hash(Single(a)) == hash(Single(b))
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_values_of_two_classes_are_never_equal() -> None:
    others: list[object] = [OtherPair(1, 2), UsualPair(1, 2), (1, 2)]
    assert Pair(1, 2) not in others


def test_a_field_may_stay_out_of_comparing_or_showing() -> None:
    assert Noted(text="a", place="here") == Noted(text="a", place="there")
    assert hash(Noted(text="a", place="here")) == hash(Noted(text="a", place="there"))
    assert Noted(text="a") != Noted(text="a", secret="key")
    assert repr(Noted(text="a", secret="key")) == "Noted(text='a', place='')"


def test_methods_of_a_class_stay() -> None:
    assert repr(Silent("key")) == "Silent(…)"
    assert str(Noted(text="a")) == "a"


def test_a_value_cannot_be_changed_and_takes_no_other_names() -> None:
    value = Pair(1, 2)
    with pytest.raises(FrozenInstanceError):
        value.left = 3  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del value.left
    assert not hasattr(value, "__dict__")


def test_a_value_is_a_dataclass_to_everybody_else() -> None:
    value = Pair(1, 2)
    assert is_dataclass(value)
    assert [each.name for each in fields(value)] == ["left", "right"]
    assert replace(value, right=3) == Pair(1, 3)
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    match value:
        case Pair(left, right):
            assert (left, right) == (1, 2)


@pytest.mark.parametrize("method", ["__eq__", "__hash__", "__repr__"])
def test_what_needs_no_code_of_its_own_is_compiled_once_for_all_classes(method: str) -> None:
    assert getattr(Pair, method).__code__ is getattr(OtherPair, method).__code__


def test_there_is_one_way_to_make_a_class_of_values() -> None:
    root = Path(vocabsync.__file__).parent
    ours = [path for path in root.rglob("*.py") if path.relative_to(root).parts[0] != "emulator"]
    otherwise = re.compile(r"@dataclass\(frozen=True(?!, slots=True, order=True)")
    assert [path.name for path in ours if otherwise.search(path.read_text("utf-8"))] == []
