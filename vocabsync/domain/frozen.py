"""What a value is in this house: a frozen dataclass with slots.

``dataclass`` compiles six methods for each class, and a start makes more than a hundred classes. Three of them need no
code of their own: all values are compared, hashed and shown by their fields (docs/adr/0021-values-share-methods.md).
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, cast, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import Field

T = TypeVar("T")


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, kw_only: bool) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T] | None = None, /, *, kw_only: bool = False) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class of values, as ``dataclass(frozen=True, slots=True)`` does; methods that it has of its own stay."""

    def make(cls: type[T]) -> type[T]:
        made: Any = dataclass(frozen=True, slots=True, kw_only=kw_only, eq=False, repr=False)(cls)
        for method in _methods_of(fields(made)):
            if method.__name__ not in cls.__dict__:
                setattr(made, method.__name__, method)
        return cast("type[T]", made)

    return make if cls is None else make(cls)


def _methods_of(parts: tuple[Field[Any], ...]) -> tuple[Callable[..., Any], ...]:
    compared = [part.name for part in parts if part.compare]
    shown = [part.name for part in parts if part.repr]
    content: Callable[[object], object] = attrgetter(*compared) if compared else lambda _: ()

    def __eq__(self: object, other: object) -> Any:  # noqa: ANN401, N807  # NotImplemented is no bool
        return content(self) == content(other) if type(self) is type(other) else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807
        return hash(content(self))

    def __repr__(self: object) -> str:  # noqa: N807
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    return __eq__, __hash__, __repr__
