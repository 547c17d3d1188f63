"""Rows as YAML that a person likes to read: one key a line, short lists in brackets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

import yaml

from bot.knowledge.rows import NOTHING, Loader

LONGEST_LINE = 100
# What may stand without quotation marks wherever it stands.
_PLAIN = re.compile(r"[\w\u3001\u3002\u300a\u300b\uff08\uff09(.][^\n#:,\[\]{}&*!|>'\"%@`]*")

Value = str | Iterable[str] | None


def scalar(text: str) -> str:
    """Return a text as a YAML scalar that reads back as the same text."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text not in NOTHING and \
            _reads_back(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _reads_back(text: str) -> bool:
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError:
        return False
    return isinstance(node, yaml.ScalarNode) and node.value == text


def write_rows(rows: Iterable[Mapping[str, Value]], head: str = "") -> str:
    """Return a file that is a list of rows; keys without a value are left out.

    `head` is a comment, one or more lines.
    """
    lines = [f"# {line}" for line in head.splitlines()]
    for row in rows:
        first = True
        for key, value in row.items():
            if value is None or value in ("", (), []):
                continue
            lead = "- " if first else "  "
            lines += _pair(lead, key, value)
            first = False
    return "\n".join(lines) + "\n" if lines else "[]\n"


def _pair(lead: str, key: str, value: str | Iterable[str]) -> list[str]:
    if isinstance(value, str):
        return [f"{lead}{key}: {scalar(value)}"]
    items = [scalar(item) for item in value]
    line = f"{lead}{key}: [{', '.join(items)}]"
    if len(line) <= LONGEST_LINE:
        return [line]
    return [f"{lead}{key}:", *(f"    - {item}" for item in items)]
