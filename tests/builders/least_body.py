"""The least a route's body may be: made from its type, so that a request gets as far as the question who may."""

import re
from typing import Any
from uuid import UUID

import msgspec
from msgspec import inspect

_FIXED: dict[type[inspect.Type], object] = {
    inspect.UUIDType: "0199f6a0-0000-7000-8000-0000000000aa",
    inspect.BoolType: False,
    inspect.FloatType: 1.0,
    inspect.DateType: "2026-12-01",
    inspect.NoneType: None,
    inspect.AnyType: "x",
    inspect.DictType: {},
}

_TEXTS = ("x", "a" * 64, "2026-12-01", "1", "13800138000", "A1")
"""What texts of a set shape may be: words, digests, days, numbers."""


def least_body(annotation: Any, things: dict[str, str]) -> bytes:  # noqa: ANN401 - any type of the wire
    """JSON of the smallest value of a type; fields named like known things hold them."""
    value = _least(inspect.type_info(annotation), things)
    msgspec.convert(value, annotation, strict=False)
    return msgspec.json.encode(value)


def _least(kind: inspect.Type, things: dict[str, str], name: str = "") -> Any:  # noqa: ANN401 - any JSON
    known = things.get(name.removesuffix("s"))
    if isinstance(kind, inspect.UUIDType) and known:
        return str(UUID(known))
    if type(kind) in _FIXED:
        return _FIXED[type(kind)]
    if isinstance(kind, inspect.UnionType):
        return _least(kind.types[0], things, name)
    if isinstance(kind, inspect.ListType | inspect.SetType | inspect.VarTupleType):
        return [_least(kind.item_type, things, name) for _ in range(kind.min_length or 0)]
    if isinstance(kind, inspect.StructType):
        needed = [field for field in kind.fields if field.required]
        return {field.encode_name: _least(field.type, things, field.name) for field in needed}
    return things["step"] if name == "step" else _plain(kind)


def _plain(kind: inspect.Type) -> str | int | None:
    if isinstance(kind, inspect.StrType):
        return _text(kind)
    if isinstance(kind, inspect.IntType):
        return kind.ge or (kind.gt + 1 if kind.gt is not None else 1)
    if isinstance(kind, inspect.LiteralType):
        return kind.values[0]
    raise TypeError(f"no least value of {kind}")


def _text(kind: inspect.StrType) -> str:
    if kind.pattern is None:
        return "x" * max(kind.min_length or 1, 1)
    fitting = [text for text in _TEXTS if re.search(kind.pattern, text)]
    if not fitting:
        raise TypeError(f"no text of the shape {kind.pattern}: add one to _TEXTS")
    return fitting[0]
