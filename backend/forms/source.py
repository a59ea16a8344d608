"""Definitions as text: TOML decoded strictly into Structs, and the canonical JSON that digests are taken of."""

import re
import tomllib
from collections.abc import Iterable
from typing import Protocol, TypeVar

import msgspec

T = TypeVar("T")

_SNAKE = re.compile(r"[a-z][a-z0-9_]*")
_AFTER_UNDERSCORE = re.compile(r"_([a-z0-9])")
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_QUOTED = re.compile(r"`([^`]*)`")
_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")


class DefinitionError(Exception):
    """A definition that cannot be read. `path` names the place inside `file`, for example `fields[3].max_length`."""

    def __init__(self, file: str, path: str, detail: str) -> None:
        super().__init__(f"{file}: {path or 'top level'}: {detail}")
        self.file = file
        self.path = path
        self.detail = detail


class Source(msgspec.Struct, frozen=True):
    """One definition file: the name messages give it, and its UTF-8 TOML."""

    name: str
    text: bytes


class Folder(Protocol):
    """A folder of package resources or of a disk (`importlib.resources.files(…) / "forms"`, a `Path`)."""

    @property
    def name(self) -> str: ...
    def iterdir(self) -> Iterable["Folder"]: ...
    def read_bytes(self) -> bytes: ...


def read_folder(folder: Folder) -> tuple[Source, ...]:
    """Every `*.toml` of a folder, by name."""
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(Source(file.name, file.read_bytes()) for file in files)


def parse_toml(source: Source) -> dict[str, object]:
    """The file as plain values with camelCase keys, the spelling of JSON.

    Raises:
        DefinitionError: not UTF-8, not TOML, or a key that is not snake_case.
    """
    try:
        raw = tomllib.loads(source.text.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(source.name, "", str(error)) from error
    return {_camel(source, key, ""): _camel_keys(source, value, key) for key, value in raw.items()}


def build(source: Source, raw: object, kind: type[T]) -> T:
    """Plain values as a Struct.

    Raises:
        DefinitionError: an unknown key, a missing one, or a value of the wrong type; names the path.
    """
    try:
        return msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        detail, path = str(error), ""
        if place := _PLACE.search(detail):
            detail, path = detail[: place.start()], _snake(place.group(1))
        raise DefinitionError(source.name, path, _QUOTED.sub(lambda m: f"`{_snake(m.group(1))}`", detail)) from error


def read_definition(source: Source, kind: type[T]) -> T:
    """A TOML file as a Struct, strictly.

    Raises:
        DefinitionError: as `parse_toml` and `build`.
    """
    return build(source, parse_toml(source), kind)


def canonical_json(value: object) -> bytes:
    """JSON with sorted keys and nothing left out.

    Defaults are spelled out, so that a stored definition keeps its meaning when a default changes in the code.
    """
    return msgspec.json.encode(value, order="sorted")


def _camel_keys(source: Source, value: object, path: str) -> object:
    if isinstance(value, dict):
        return {_camel(source, key, path): _camel_keys(source, item, f"{path}.{key}") for key, item in value.items()}
    if isinstance(value, list):
        return [_camel_keys(source, item, f"{path}[{place}]") for place, item in enumerate(value)]
    return value


def _camel(source: Source, key: str, path: str) -> str:
    if not _SNAKE.fullmatch(key):
        raise DefinitionError(source.name, path, f"`{key}` is not a snake_case key")
    return _AFTER_UNDERSCORE.sub(lambda m: m.group(1).upper(), key)


def _snake(camel: str) -> str:
    return _CAPITAL.sub(lambda m: f"_{m.group(1).lower()}", camel)
