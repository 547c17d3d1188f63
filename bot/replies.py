"""Every sentence that readers are told: templates by room, key and language, kept in YAML.

`intents/replies/<room>.<language>.yaml` maps a key to a template (str.format); the sentence is
asked for as `<room>.<key>`. zh-Hant is made from zh-Hans; what has no English is said in zh-Hans.
"""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from bot.errors import UsageProblem
from bot.messages import say as tell
from bot.traditional import traditional

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = "intents/replies/"
SIMPLIFIED, TRADITIONAL, ENGLISH = "zh-Hans", "zh-Hant", "en"


class Replies:
    """The templates of one release; what it lacks comes from the ones that were shipped."""

    def __init__(self, files: Mapping[str, bytes], shipped: Replies | None = None) -> None:
        self._templates: dict[str, dict[str, str]] = shipped.copied() if shipped else {}
        for path in sorted(files):
            if path.startswith(FOLDER) and path.endswith(".yaml"):
                room, _, language = path[len(FOLDER):-len(".yaml")].partition(".")
                found = {f"{room}.{key}": text for key, text in _read(path, files[path]).items()}
                self._templates.setdefault(language, {}).update(found)

    def say(self, key: str, /, language: str = SIMPLIFIED, **fields: object) -> str:
        """Return the sentence `key` with its fields filled in; KeyError where there is none."""
        if language == TRADITIONAL:
            return traditional(self.template(key, SIMPLIFIED).format(**fields))
        return self.template(key, language).format(**fields)

    def template(self, key: str, language: str = SIMPLIFIED) -> str:
        """The template itself."""
        known = self._templates.get(language, {})
        return known[key] if key in known else self._templates.get(SIMPLIFIED, {})[key]

    def knows(self, key: str) -> bool:
        """Whether there is a sentence `key`."""
        return key in self._templates.get(SIMPLIFIED, {})

    def copied(self) -> dict[str, dict[str, str]]:
        """Every template by language and key."""
        return {language: dict(known) for language, known in self._templates.items()}

    def keys(self, language: str = SIMPLIFIED) -> frozenset[str]:
        """Every key that a language has."""
        return frozenset(self._templates.get(language, {}))


def _read(path: str, content: bytes) -> Mapping[str, str]:
    try:
        loaded = yaml.load(content.decode("utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader  # noqa: S506  (LOADER is safe)
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else path
        raise UsageProblem(tell("replies.not_yaml"), where) from error
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise UsageProblem(tell("replies.not_mapping"), path)
    for key, text in loaded.items():
        if not isinstance(text, str):
            raise UsageProblem(tell("replies.not_text", name=key), path)
    return loaded
