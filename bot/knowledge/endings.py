"""Which attribute the end of a label means."""

from __future__ import annotations

from collections.abc import Mapping

from bot.knowledge.model import Attribute


def suffix_table(attributes: Mapping[str, Attribute]) -> dict[str, Attribute]:
    """Return {the end of a label: the attribute it means}; the first one declared wins."""
    table: dict[str, Attribute] = {}
    for attribute in attributes.values():
        for word in (attribute.name, *attribute.suffixes):
            table.setdefault(word, attribute)
    return table


def attribute_of(what: str, table: Mapping[str, Attribute]) -> tuple[Attribute | None, str]:
    """Return the attribute that a label ends in, and the part of the label before that end.

    The longest end wins.
    """
    for size in range(len(what)):
        found = table.get(what[size:])
        if found is not None:
            return found, what[:size]
    return None, what
