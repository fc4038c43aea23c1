"""Files that people write for the tool, read so that every mistake can name its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from reviewer.errors import SettingsError, nearest

Location = tuple[str | int, ...]
Value = TypeVar("Value")

_UNKNOWN_KEY = {"extra_forbidden", "unexpected_keyword_argument"}


@dataclass(frozen=True, slots=True)
class Source:
    """Hold what a file says and where it says it.

    Args:
        path: the file.
        data: its contents as plain values.
        lines: the line, counted from 1, of each key and item, by its path of keys.
    """

    path: Path
    data: Any
    lines: Mapping[Location, int]

    def line(self, location: Location) -> int:
        """Return the line of a place in the file, or of the nearest thing around it.

        Args:
            location: keys and item numbers from the top of the file downwards.
        """
        while location not in self.lines and location:
            location = location[:-1]
        return self.lines.get(location, 1)


class _Loader(yaml.CSafeLoader):
    """Read YAML whose only booleans are ``true`` and ``false``: `off`, `no` and `12:30` are ordinary words here."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])


def read_text(path: Path, error: type[SettingsError]) -> str:
    """Return the text of a UTF-8 file, or say why it cannot be read.

    Args:
        path: the file.
        error: the error to raise.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as bad:
        line = path.read_bytes()[: bad.start].count(b"\n") + 1
        raise error("this is not UTF-8 text", "Save the file with the encoding UTF-8.", path=path, line=line) from bad
    except OSError as bad:
        reason = bad.strerror or "unknown reason"
        raise error(f"this cannot be read: {reason}", "Check the name and who may read it.", path=path) from bad


def read_yaml(path: Path, error: type[SettingsError]) -> Source:
    """Read a YAML file with its lines.

    Args:
        path: the file.
        error: the error to raise for text that is no YAML, and for a key given twice.
    """
    text = read_text(path, error)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        lines: dict[Location, int] = {}
        if node is not None:
            _note_lines(node, (), lines, path, error)
        data = loader.construct_document(node) if node is not None else None
        return Source(path, data, lines)
    except yaml.MarkedYAMLError as bad:
        line = bad.problem_mark.line + 1 if bad.problem_mark else None
        remedy = "Check indentation, quotes and brackets there; text with a colon, “[” or “{” needs quotes."
        raise error(f"this is not YAML: {bad.problem}", remedy, path=path, line=line) from bad
    except yaml.YAMLError as bad:
        raise error("this is not YAML", "Look for odd characters in the file.", path=path) from bad
    finally:
        loader.dispose()


def _note_lines(
    node: yaml.Node, at: Location, lines: dict[Location, int], path: Path, error: type[SettingsError]
) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _note_lines(item, (*at, number), lines, path, error)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place, line = (*at, str(key.value)), key.start_mark.line + 1
            if place in lines:
                raise error(f"“{key.value}” stands here twice", "Keep one of them.", path=path, line=line)
            lines[place] = line
            _note_lines(value, place, lines, path, error)


def read_toml(path: Path, error: type[SettingsError]) -> Source:
    """Read a TOML file with the lines of its keys.

    Args:
        path: the file.
        error: the error to raise for text that is no TOML.
    """
    text = read_text(path, error)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        where = re.search(r"line (\d+)", str(bad))
        problem = re.sub(r"\s*\(at .*\)$", "", str(bad))
        line = int(where[1]) if where else text.count("\n") + 1
        remedy = "Text needs quotes, a list stands in [square brackets]."
        raise error(f"this is not TOML: {problem}", remedy, path=path, line=line) from bad
    lines: dict[Location, int] = {}
    table: Location = ()
    for number, line_text in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[+\s*([\w.\-\"']+)\s*\]+", line_text):
            table = tuple(part.strip("\"'") for part in head[1].split("."))
            lines.setdefault(table, number)
        elif key := re.match(r"\s*([\w.\-\"']+)\s*=", line_text):
            lines.setdefault((*table, key[1].strip("\"'")), number)
    return Source(path, data, lines)


def validated(source: Source, adapter: TypeAdapter[Value], error: type[SettingsError]) -> Value:
    """Return a file's data as a checked value.

    Args:
        source: the file.
        adapter: what the data has to be.
        error: the error to raise for the first mistake.
    """
    try:
        return adapter.validate_python(source.data)
    except ValidationError as bad:
        mistakes = bad.errors(include_url=False)
        mistake = next(
            (one for one in mistakes if one["type"] in _UNKNOWN_KEY), mistakes[0]
        )  # a misspelt key, not both
        location: Location = tuple(part for part in mistake["loc"] if not _is_type_name(part))
        problem, remedy = _explain(dict(mistake), location, adapter.json_schema())
        if not remedy:
            remedy = "Mend it." if source.path.suffix == ".toml" else "Mend it; `reviewer rules show` prints a rule."
        raise error(problem, remedy, path=source.path, line=source.line(location)) from bad


def _is_type_name(part: str | int) -> bool:
    """Tell pydantic's names for the arms of a union from keys of the file."""
    return isinstance(part, str) and (part in {"str", "int", "bool"} or part[:1].isupper() or "[" in part)


def _explain(mistake: dict[str, Any], location: Location, schema: Mapping[str, Any]) -> tuple[str, str]:
    key = str(location[-1]) if location else "the file"
    kind = mistake["type"]
    if kind in _UNKNOWN_KEY:
        return f"there is no key “{key}” here", nearest(key, _keys_at(schema, location[:-1], schema))
    if kind.startswith("missing"):
        return f"the key “{key}” is missing", "Add it."
    if kind == "value_error":
        problem, _, remedy = str(mistake["ctx"]["error"]).partition(". ")
        return f"{key}: {problem}", remedy
    if kind == "too_short":
        return (
            f"{key}: {mistake['ctx']['min_length']} are needed and {mistake['ctx']['actual_length']} given",
            "Add some.",
        )
    if kind == "tuple_type":
        return f"{key}: a list is needed here", "Write it like [one, two]."
    if kind in {"dataclass_type", "dict_type"}:
        return f"{key}: keys with values are needed here", ""
    return f"{key}: {mistake['msg'][:1].lower()}{mistake['msg'][1:]}", ""


def _keys_at(schema: Mapping[str, Any], location: Location, root: Mapping[str, Any]) -> set[str]:
    """Return the property names a JSON Schema allows at a place."""
    if "$ref" in schema:
        return _keys_at(root["$defs"][schema["$ref"].rsplit("/", 1)[1]], location, root)
    arms = [*schema.get("anyOf", ()), *schema.get("allOf", ())]
    if arms:
        return set().union(*(_keys_at(arm, location, root) for arm in arms))
    if not location:
        return set(schema.get("properties", ()))
    head, rest = location[0], location[1:]
    if isinstance(head, int):
        return _keys_at(schema.get("items", {}), rest, root)
    below = schema.get("properties", {}).get(head, schema.get("additionalProperties", {}))
    return _keys_at(below, rest, root) if isinstance(below, Mapping) else set()
