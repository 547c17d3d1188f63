"""YAML with line numbers: every scalar stays the text that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.knowledge.model import Place
from bot.knowledge.problems import Problem, error, warning

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTHING = ("", "~", "null", "Null", "NULL")
MOST_NODES = 200_000
# libyaml recurses without a bound of its own: what nests deeper than this is not given to it.
DEEPEST = 500
OPENING = re.compile(r"[\[\]{}]")
INDICATORS = re.compile(rf"(?:[-?:][ \t]+){{{DEEPEST},}}")


@dataclass(frozen=True, slots=True)
class Row:
    """One mapping of a file: its values (text, lists, mappings, None) and the line of each key."""

    fields: dict[str, Any]
    path: str
    line: int
    lines: dict[str, int] = field(default_factory=dict)

    def place(self, key: str | None = None) -> Place:
        """Return where the row, or one key of it, stands."""
        return Place(self.path, self.lines.get(key, self.line) if key else self.line)

    def text(self, key: str) -> str | None:
        """Return a scalar, or None where it is missing, empty or no scalar."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of scalars; a single scalar counts as a list of one."""
        value = self.fields.get(key)
        if isinstance(value, str):
            return (value,)
        if isinstance(value, list):
            return tuple(item for item in value if isinstance(item, str))
        return ()


class _Values:
    """Turns nodes into values; bounds what aliases can blow up."""

    def __init__(self) -> None:
        self.left = MOST_NODES

    def of(self, node: yaml.Node) -> Any:
        self.left -= 1
        if self.left < 0:
            raise yaml.YAMLError("too many nodes")
        if isinstance(node, yaml.ScalarNode):
            plain = not node.style  # None of the Python parser, "" of the C one
            return None if plain and node.value in NOTHING else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.of(item) for item in node.value]
        return {str(self.of(key)): self.of(value) for key, value in node.value}


def read_tree(path: str, data: bytes) -> tuple[yaml.Node | None, list[Problem]]:
    """Parse a file into nodes; a fault becomes one problem with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return None, [error(Place(path, line), "not_utf8")]
    if _too_deep(text):
        return None, [error(Place(path, 1), "too_deep")]
    try:
        return yaml.compose(text, Loader=Loader), []
    except (yaml.YAMLError, RecursionError, ValueError) as fault:
        mark = getattr(fault, "problem_mark", None)
        line = min(mark.line, text.count("\n", 0, len(text.rstrip()))) + 1 if mark else 1
        detail = str(getattr(fault, "problem", "") or fault).splitlines()
        return None, [error(Place(path, line), "not_yaml", detail=detail[0] if detail else "")]


def _too_deep(text: str) -> bool:
    """Whether a text nests, or seems to nest, deeper than any knowledge does."""
    depth = deepest = 0
    for sign in OPENING.findall(text):
        depth = depth + 1 if sign in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest > DEEPEST or INDICATORS.search(text) is not None


def read_rows(path: str, data: bytes) -> tuple[list[Row], list[Problem]]:
    """Read a file that is a list of mappings."""
    root, problems = read_tree(path, data)
    if root is None:
        return [], problems or [warning(Place(path, 1), "empty_file")]
    if not isinstance(root, yaml.SequenceNode):
        return [], [error(Place(path, root.start_mark.line + 1), "not_a_list")]
    rows = []
    for node in root.value:
        line = node.start_mark.line + 1
        if not isinstance(node, yaml.MappingNode):
            problems.append(error(Place(path, line), "not_a_mapping"))
            continue
        row, found = _row(path, node)
        problems.extend(found)
        if row:
            rows.append(row)
    return rows, problems


def _row(path: str, node: yaml.MappingNode) -> tuple[Row | None, list[Problem]]:
    values = _Values()
    fields: dict[str, Any] = {}
    lines: dict[str, int] = {}
    problems = []
    try:
        for key_node, value_node in node.value:
            key, line = str(values.of(key_node)), key_node.start_mark.line + 1
            if key in fields:
                problems.append(error(Place(path, line), "key_twice", key=key))
            fields[key], lines[key] = values.of(value_node), line
    except (yaml.YAMLError, RecursionError) as fault:
        return None, [error(Place(path, node.start_mark.line + 1), "not_yaml", detail=str(fault))]
    return Row(fields, path, node.start_mark.line + 1, lines), problems


def read_mapping(path: str, data: bytes) -> tuple[dict[str, Any], list[Problem]]:
    """Read a file that is one mapping."""
    root, problems = read_tree(path, data)
    if root is None:
        return {}, problems or [error(Place(path, 1), "empty_file")]
    if not isinstance(root, yaml.MappingNode):
        return {}, [error(Place(path, root.start_mark.line + 1), "not_a_mapping")]
    try:
        return {str(key): value for key, value in _Values().of(root).items()}, problems
    except (yaml.YAMLError, RecursionError) as fault:
        return {}, [error(Place(path, 1), "not_yaml", detail=str(fault))]


def texts(value: object) -> Iterator[str]:
    """Yield the scalars of a value that may be a scalar, a list or nothing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (item for item in value if isinstance(item, str))
