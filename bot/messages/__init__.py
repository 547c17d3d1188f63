"""What the command line says: one flat mapping of key to template for each language."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LANGUAGES = ("zh", "en")
LANGUAGE_VARIABLE = "YUANWEN_LANGUAGE"


def say(key: str, /, **fields: object) -> str:
    """Return the message `key` in the language of the command line, its fields filled in."""
    return templates(language())[key].format(**fields)


def language() -> str:
    """The language that YUANWEN_LANGUAGE asks for; Chinese unless it is `en`."""
    wanted = os.environ.get(LANGUAGE_VARIABLE, LANGUAGES[0])
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


@cache
def templates(name: str) -> Mapping[str, str]:
    """Every message of one language."""
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.load(text, Loader=LOADER)  # noqa: S506 - a safe loader
    return loaded
