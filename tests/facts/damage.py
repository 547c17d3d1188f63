"""Ways to damage a file, and what an independent reader of YAML sees in it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

KEY = re.compile(r"^(?P<lead>\s*(?:- )?)(?P<key>[a-z_]+):(?P<rest>.*)$")
NONSENSE = ("zzqx", "乱写的", "2O23-1I-30", "99.99.99", "{a: b}", "[[x], y]", "[{a: b}]")
# libyaml and PyYAML differ in what they forgive (tabs): what reads the knowledge decides.
READER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
SIGNS = "ab- :#'\"[]{},&*!|>%@`\t\n\\0济南年"


def lines_with_keys(text: str) -> list[tuple[int, re.Match[str]]]:
    """Every line that holds a key, with its number from 1."""
    return [(at, match) for at, line in enumerate(text.split("\n"), 1)
            if (match := KEY.match(line))]


def misspell(rng: random.Random, word: str, known: tuple[str, ...]) -> str:
    """A word like another and not itself a known one."""
    while True:
        at = rng.randrange(len(word))
        letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
        made = rng.choice([word[:at] + word[at + 1:], word[:at] + letter + word[at:],
                           word[:at] + letter + word[at + 1:],
                           word[: at] + word[at: at + 2][::-1] + word[at + 2:]])
        if made and made not in known and re.fullmatch("[a-z_]+", made):
            return made


def delete(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randint(1, 8):]


def insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data) + 1)
    added = rng.choice([rng.randbytes(rng.randint(1, 4)),
                        "".join(rng.choices(SIGNS, k=rng.randint(1, 4))).encode()])
    return data[:at] + added + data[at:]


def swap_lines(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def drop_line(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def double_line(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    return b"\n".join([*lines[: at + 1], *lines[at:]])


def indent(rng: random.Random, data: bytes) -> bytes:
    lines = data.split(b"\n")
    at = rng.randrange(len(lines))
    lines[at] = rng.choice([b" " + lines[at], b"\t" + lines[at], lines[at].lstrip()])
    return b"\n".join(lines)


def cut_off(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(len(data))]


def replace_value(rng: random.Random, data: bytes) -> bytes:
    text = data.decode()
    at, match = rng.choice(lines_with_keys(text))
    lines = text.split("\n")
    lines[at - 1] = f"{match['lead']}{match['key']}: {rng.choice(NONSENSE)}"
    return "\n".join(lines).encode()


RAW: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    delete, insert, swap_lines, drop_line, double_line, indent, cut_off, replace_value)


def independent(data: bytes) -> Any:
    """What PyYAML's own reader makes of the bytes: values, or None where it cannot read them."""
    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=READER)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError):
        return None


def rows_of(data: bytes) -> Iterator[dict[str, Any]]:
    """The mappings of a list file, as the independent reader sees them."""
    found = independent(data)
    for row in found if isinstance(found, list) else []:
        if isinstance(row, dict):
            yield row
