"""Telegram's HTML: text and entities out of a marked text, with Telegram's own complaints.

The rules are those that the public server library applies: a small set of tags, properly
nested, every `<` begins a tag, four named references and the numeric ones; any other `&` is
an ampersand. Offsets of entities count UTF-16 units, those of complaints count bytes.
"""

from __future__ import annotations

import re
from typing import Any

from tests.botapi.refusal import Refusal, bad

KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "code": "code", "pre": "pre",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
TAG = re.compile(r"<(/?)([^\s>/]*)([^>]*)>")
ATTRIBUTE = re.compile(r"""\s*([a-zA-Z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
WEB = re.compile(r"(?:https?://|tg://user\?id=)[^\s<>\"]+", re.IGNORECASE)


def units(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _complaint(text: str) -> Refusal:
    return bad(f"can't parse entities: {text}")


def _unescape(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        decimal, hexadecimal, name = found.groups()
        if name:
            return NAMED[name]
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(code) if 0 < code < 0x110000 else found.group()

    return REFERENCE.sub(one, text)


def _attributes(tag: str, text: str, at: int) -> dict[str, str]:
    values: dict[str, str] = {}
    position = 0
    while text[position:].strip(" \t\n/"):
        found = ATTRIBUTE.match(text, position)
        if found is None:
            raise _complaint(f'Expected attribute name in the tag "{tag}" at byte offset {at}')
        name, *choices = found.groups()
        values[name.lower()] = _unescape(next((c for c in choices if c is not None), ""))
        position = found.end()
    return values


def _entity(tag: str, attributes: dict[str, str], text: str, start: int) -> dict[str, Any] | None:
    entity: dict[str, Any] = {"type": KINDS[tag], "offset": start, "length": units(text) - start}
    inner = text.encode("utf-16-le")[start * 2 :].decode("utf-16-le")
    if tag == "a":
        entity["url"] = attributes.get("href") or inner
        if not WEB.fullmatch(entity["url"]):
            return None
    if tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    if tag == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    return entity if inner else None


def parse(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and its entities; a 400 in Telegram's words where it does not parse."""
    text, entities = "", []
    stack: list[tuple[str, dict[str, str], int]] = []
    position = 0
    while (start := marked.find("<", position)) >= 0:
        text += _unescape(marked[position:start])
        offset = len(marked[:start].encode())
        found = TAG.match(marked, start)
        if found is None:
            raise _complaint(f"Unclosed start tag at byte offset {offset}")
        closing, name, rest = found.group(1), found.group(2).lower(), found.group(3)
        position = found.end()
        if not closing:
            _check_start(name, marked[start + 1 :], offset)
            attributes = _attributes(name, rest, offset)
            if name == "span" and attributes.get("class") != "tg-spoiler":
                raise _complaint(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
            stack.append((name, attributes, units(text)))
            continue
        if not stack:
            raise _complaint(f"Unexpected end tag at byte offset {offset}")
        opened, attributes, begun = stack.pop()
        if name not in (opened, ""):
            raise _complaint(f'Unmatched end tag at byte offset {offset}, '
                             f'expected "</{opened}>", found "</{name}>"')
        entity = _entity(opened, attributes, text, begun)
        if entity:
            entities.append(entity)
    if stack:
        raise _complaint(f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"')
    text += _unescape(marked[position:])
    return _trimmed(text, sorted(entities, key=lambda e: (e["offset"], -e["length"])))


def _check_start(name: str, after: str, offset: int) -> None:
    if name not in KINDS:
        shown = name or after[:1]
        raise _complaint(f'Unsupported start tag "{shown}" at byte offset {offset}')


def _trimmed(text: str, entities: list[dict[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """Drop white space around the text, as Telegram does, and move the entities with it."""
    lead = units(text) - units(text.lstrip())
    body = text.strip()
    length = units(body)
    kept = []
    for entity in entities:
        first = max(entity["offset"] - lead, 0)
        last = min(entity["offset"] + entity["length"] - lead, length)
        if first < last:
            kept.append({**entity, "offset": first, "length": last - first})
    return body, kept
