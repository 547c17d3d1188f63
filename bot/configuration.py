"""How config.yaml and the environment become Settings, or one line that says what is wrong."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import yaml

from bot.crash import CRASH_VARIABLE
from bot.errors import SettingsProblem
from bot.messages import LANGUAGE_VARIABLE, say
from bot.settings import Secret, Settings, StoreSettings

PREFIX = "YUANWEN_"
KEY_VARIABLE = "YUANWEN_STORE_KEY"
TOKEN_VARIABLE = "TELEGRAM_BOT_TOKEN"  # noqa: S105  (the variable's name)
TOKEN_FILE_VARIABLE = "TELEGRAM_BOT_TOKEN_FILE"  # noqa: S105  (another's name)
NO_SETTINGS = frozenset({KEY_VARIABLE, CRASH_VARIABLE, LANGUAGE_VARIABLE})
FILE_NAME = "config.yaml"
SQLITE = "sqlite:///"


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read config.yaml and the environment; SettingsProblem says which setting is wrong and where.

    Without `path`, the working folder's config.yaml is read; where it has none, the defaults hold.
    """
    file = path or Path(FILE_NAME)
    if not file.is_file():
        if path is not None:
            raise SettingsProblem(say("settings.no_file"), str(file))
        given: dict[str, dict[str, object]] = {}
    else:
        given = dict(_from_file(file))
    folder = file.resolve().parent
    for section, name, text, variable in _from_environment(environ):
        kind = types_of(section)[name]
        given.setdefault(section, {})[name] = _value(kind, _as_yaml(kind, text), variable)
    sections = {section: _rooted(SECTIONS[section](**values), folder)
                for section, values in ((name, given.get(name, {})) for name in SECTIONS)}
    settings = Settings(**sections, token=_token(environ), folder=folder)
    _check_ranges(settings, str(file))
    return settings


SECTIONS: Mapping[str, Any] = {
    entry.name: get_type_hints(Settings)[entry.name]
    for entry in fields(Settings) if is_dataclass(get_type_hints(Settings)[entry.name])}


@cache
def types_of(section: str) -> Mapping[str, Any]:
    """The settings of one section with their types."""
    return get_type_hints(SECTIONS[section])


def _from_file(file: Path) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise SettingsProblem(say("settings.not_utf8"), str(file)) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise SettingsProblem(say("settings.not_yaml"), f"{file}:{line}") from error
    for section, where, node in _pairs(root, str(file), ""):
        if section not in SECTIONS:
            raise SettingsProblem(_unknown(section, SECTIONS), where)
        values = {}
        for name, place, value in _pairs(node, where, section):
            if name not in types_of(section):
                raise SettingsProblem(_unknown(f"{section}.{name}", _all_names()), place)
            plain = yaml.SafeLoader("").construct_object(value, deep=True)
            values[name] = _value(types_of(section)[name], plain, f"{place} {section}.{name}")
        yield section, values


def _pairs(node: yaml.Node | None, where: str, section: str
           ) -> Iterator[tuple[str, str, yaml.Node]]:
    """The entries of a mapping, each with its place; an empty one has none."""
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return
    if not isinstance(node, yaml.MappingNode):
        raise SettingsProblem(say("settings.not_mapping", name=section or FILE_NAME), where)
    file, seen = where.rsplit(":", 1)[0] if section else where, set()
    for key, value in node.value:
        place = f"{file}:{key.start_mark.line + 1}"
        if key.value in seen:
            raise SettingsProblem(say("settings.twice", name=key.value), place)
        seen.add(key.value)
        yield str(key.value), place, value


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    for variable, text in sorted(environ.items()):
        if not variable.startswith(PREFIX) or variable in NO_SETTINGS:
            continue
        section, _, name = variable.removeprefix(PREFIX).lower().partition("__")
        if section not in SECTIONS or name not in types_of(section):
            known = [f"{PREFIX}{full.replace('.', '__').upper()}" for full in _all_names()]
            raise SettingsProblem(_unknown(variable, [*known, *NO_SETTINGS]), variable)
        yield section, name, text, variable


def _all_names() -> list[str]:
    return [f"{section}.{name}" for section in SECTIONS for name in types_of(section)]


def _unknown(name: str, known: Mapping[str, Any] | list[str]) -> str:
    nearest = get_close_matches(name, known, n=1, cutoff=0.0)[0]
    return say("settings.unknown", name=name, nearest=nearest)


def _choices(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)


def _as_yaml(kind: Any, text: str) -> object:
    """Read a variable's text as YAML, unless the setting is a string itself."""
    if {str, Path} & set(_choices(kind)) or get_origin(kind) is Literal:
        return text if text not in ("", "null") else None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError:
        return text


def _value(kind: Any, value: object, where: str) -> object:
    """Return the value as the setting's type, or say what it should be."""
    for choice in _choices(kind):
        if choice is type(None) and value is None:
            return None
        if get_origin(choice) is tuple and isinstance(value, list):
            return tuple(_value(get_args(choice)[0], item, where) for item in value)
        if get_origin(choice) is Literal and value in get_args(choice):
            return value
        if choice is Path and isinstance(value, str):
            return Path(value)
        if choice is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if choice in (str, int) and type(value) is choice:
            return value
    raise SettingsProblem(say("settings.wrong_value", expected=_described(kind)), where)


def _described(kind: Any) -> str:
    names = {str: "text", Path: "path", int: "number", float: "number", type(None): "nothing"}
    parts = [", ".join(get_args(choice)) if get_origin(choice) is Literal
             else say("settings.kind.list") if get_origin(choice) is tuple
             else say(f"settings.kind.{names[choice]}") for choice in _choices(kind)]
    return " / ".join(parts)


def _rooted(section: Any, folder: Path) -> Any:
    """Make the relative paths of a section absolute."""
    values = {entry.name: getattr(section, entry.name) for entry in fields(section)}
    for name, value in values.items():
        if isinstance(value, Path):
            values[name] = folder / value
        elif name == "url" and isinstance(section, StoreSettings) and value.startswith(SQLITE):
            values[name] = f"{SQLITE}{folder / value.removeprefix(SQLITE)}"
    return type(section)(**values)


def _check_ranges(settings: Settings, file: str) -> None:
    """Numbers within their range, and a time zone that exists."""
    for section in SECTIONS:
        values = getattr(settings, section)
        for entry in fields(values):
            value = getattr(values, entry.name)
            low, high = entry.metadata.get("range", (1, 10**9))
            if type(value) in (int, float) and not low <= value <= high:
                raise SettingsProblem(say("settings.out_of_range", name=f"{section}.{entry.name}",
                                          low=low, high=high), file)
    zone = settings.digests.timezone
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        nearest = get_close_matches(zone, available_timezones(), n=1, cutoff=0.0)[0]
        raise SettingsProblem(say("settings.no_zone", zone=zone, nearest=nearest), file) from error


def _token(environ: Mapping[str, str]) -> Secret | None:
    token, file = environ.get(TOKEN_VARIABLE, ""), environ.get(TOKEN_FILE_VARIABLE, "")
    if not token and file:
        try:
            token = Path(file).read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsProblem(say("settings.no_token_file"), file) from error
    return Secret(token.strip()) if token.strip() else None
