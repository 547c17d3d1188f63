"""Question sets: what is asked, in which conversation, and what is expected."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot.errors import UsageProblem
from bot.messages import say

Expect = Literal["answer", "abstain", "clarify"]
EXPECTED: tuple[Expect, ...] = ("answer", "abstain", "clarify")
TEXTS, NAMES = ("style", "q", "expect"), ("id", "chat")


@dataclass(frozen=True, slots=True)
class Item:
    """One question. A right reply holds one word of each group of `all`, and none of `none`."""

    id: str
    style: str
    chat: str
    q: str
    expect: Expect
    all: tuple[tuple[str, ...], ...] = ()
    none: tuple[str, ...] = ()


def read_items(path: Path) -> tuple[Item, ...]:
    """Read a question file; UsageProblem names the first line that is not of its form."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise UsageProblem(say("eval.no_file"), str(path)) from problem
    except UnicodeDecodeError as problem:
        raise UsageProblem(say("eval.not_utf8"), str(path)) from problem
    except OSError as problem:
        raise UsageProblem(problem.strerror or say("eval.no_file"), str(path)) from problem
    items = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                items.append(read_item(json.loads(line)))
            except (ValueError, RecursionError) as problem:
                raise UsageProblem(say("eval.bad_line"), f"{path}:{number}") from problem
    if not items:
        raise UsageProblem(say("eval.empty"), str(path))
    return tuple(items)


def read_item(record: Any) -> Item:
    """Read one question; ValueError where something is missing or of a wrong type."""
    if not isinstance(record, Mapping) \
            or not all(isinstance(record.get(name), str) for name in TEXTS) \
            or not all(isinstance(record.get(name), str | int) for name in NAMES):
        raise ValueError("a text is missing")
    expect: Expect | None = next((one for one in EXPECTED if one == record["expect"]), None)
    if expect is None:
        raise ValueError("expect")
    groups = record.get("all", [])
    if not isinstance(groups, list):
        raise ValueError("all")  # noqa: TRY004  (read_items tells of one kind of fault)
    return Item(str(record["id"]), record["style"], str(record["chat"]), record["q"], expect,
                tuple(_texts(group) for group in groups), _texts(record.get("none", [])))


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("not a list of texts")
    return tuple(value)


def halves(items: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Split a set in two by conversation, every other one, in the order of their first lines."""
    order = {chat: at for at, chat in enumerate(dict.fromkeys(item.chat for item in items))}
    return (tuple(item for item in items if order[item.chat] % 2 == 0),
            tuple(item for item in items if order[item.chat] % 2 == 1))
