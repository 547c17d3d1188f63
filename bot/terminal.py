"""The terminal face: a conversation of lines in and lines out, with choices by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import yaml

from bot.answers.context import Context
from bot.answers.engine import Engine
from bot.answers.reply import Language, Option, Reply
from bot.knowledge.labels import label
from bot.knowledge.model import KnowledgeBase

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
OWN_LANGUAGE = "auto"
EXAMPLES = 3
COMMAND = re.compile(r"/([a-z]+)(?:\s+(\S+))?\s*\Z", re.IGNORECASE)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
# What would move the cursor, ring the bell or change colours; line feeds and tabs may stay.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said in one turn: text with `**` around what stands out, and what can be chosen."""

    marked: str
    options: tuple[Option, ...] = ()
    small: tuple[str, ...] = ()
    over: bool = False


class Conversation:
    """One conversation: its context, its language, and the choices that were offered last."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime],
                 examples: Mapping[str, tuple[str, ...]], greeting: Language = "zh-Hans") -> None:
        self._engine = engine
        self._clock = clock
        self._examples = examples
        self._spoken: Language = greeting
        self._chosen: Language | None = None
        self._context: Context | None = None
        self._options: tuple[Option, ...] = ()

    def welcome(self) -> Turn:
        """Say what can be asked here."""
        knowledge = self._engine.knowledge
        told = sum(fact.status != "not_given" for fact in knowledge.facts.values())
        cities = dict.fromkeys(entity.city for entity in knowledge.entities.values()
                               if entity.city)
        return self._offer(Turn(
            self._say("welcome", facts=told, things=len(knowledge.by_entity),
                      cities=self._say("separator").join(filter(None, cities))),
            self._questions(), (self._say("hint"),)))

    def hear(self, line: str) -> Turn | None:
        """Return what is said to a line; nothing to an empty one."""
        text = line.strip()
        if not text:
            return None
        if text.isdecimal() and len(text) <= 3 and 0 < int(text) <= len(self._options):
            text = self._options[int(text) - 1].send
        command = COMMAND.match(text)
        return self._offer(self._command(*command.groups()) if command else self._answer(text))

    def farewell(self) -> str:
        """What is said at the end."""
        return self._say("farewell")

    def _offer(self, turn: Turn) -> Turn:
        self._options = turn.options or self._options
        return turn

    def _answer(self, text: str) -> Turn:
        try:
            reply, self._context = self._engine.answer(text, self._clock(), self._context,
                                                       self._chosen)
        except Exception as fault:  # noqa: BLE001  (a fault ends one turn, not the conversation)
            return Turn(self._say("failed", fault=type(fault).__name__))
        self._spoken = reply.language
        return Turn(reply.marked, reply.options, _addresses(reply))

    def _command(self, name: str, argument: str | None) -> Turn:
        match name.lower():
            case "start":
                return self.welcome()
            case "help":
                return Turn(self._say("help"), self._questions())
            case "quit" | "exit" | "q":
                return Turn(self._say("farewell"), over=True)
            case "language":
                return self._language(argument)
            case _:
                return Turn(self._say("no_command", command=name))

    def _language(self, wanted: str | None) -> Turn:
        names: dict[str, Language | None] = {one.lower(): one for one in LANGUAGES}
        names[OWN_LANGUAGE] = None
        key = (wanted or "").lower()
        if key not in names:
            options = tuple(Option(self._say(f"language.{one}"), f"/language {one}")
                            for one in (*LANGUAGES, OWN_LANGUAGE))
            return Turn(self._say("which_language"), options)
        self._chosen = names[key]
        self._spoken = self._chosen or self._spoken
        return Turn(self._say("language_set",
                              name=self._say(f"language.{self._chosen or OWN_LANGUAGE}")))

    def _questions(self) -> tuple[Option, ...]:
        spoken = "zh-Hans" if self._spoken == "zh-Hant" else self._spoken
        questions = self._examples.get(spoken) or next(iter(self._examples.values()), ())
        if self._spoken == "zh-Hant":
            return tuple(Option(self._say("question", text=each), each)
                         for each in questions[:EXAMPLES])
        return tuple(Option(each, each) for each in questions[:EXAMPLES])

    def _say(self, key: str, **fields: object) -> str:
        return self._engine.replies.say(f"terminal.{key}", self._spoken, **fields)


def _addresses(reply: Reply) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source.url for source in reply.sources
                               if source.url and source.url not in reply.marked))


def examples_of(content: bytes | None, knowledge: KnowledgeBase) -> dict[str, tuple[str, ...]]:
    """Return example questions by language, from seeds/welcome.yaml or else from the facts."""
    try:
        record = yaml.safe_load(content.decode("utf-8")) if content else None
    except (UnicodeDecodeError, yaml.YAMLError):
        record = None
    given = record.get("examples") if isinstance(record, dict) else None
    found = {str(language): tuple(str(one) for one in questions)
             for language, questions in (given if isinstance(given, dict) else {}).items()
             if isinstance(questions, list) and questions}
    return found or {"zh-Hans": _labels(knowledge)}


def _labels(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """Return what the three best known things are known for."""
    best = sorted(knowledge.by_entity, key=lambda name: -len(knowledge.by_entity[name]))
    firsts = (next((knowledge.facts[one] for one in knowledge.by_entity[name]
                    if knowledge.facts[one].status != "not_given"), None) for name in best)
    return tuple(label(fact) for fact in firsts if fact)[:EXAMPLES]


# ---- how it looks ------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Look:
    """The codes around what stands out and what stands back; empty where there are no colours."""

    bold: tuple[str, str] = ("", "")
    small: tuple[str, str] = ("", "")
    number: tuple[str, str] = ("", "")

    def of(self, turn: Turn) -> str:
        """Return a turn as it is printed: text, numbered choices, addresses."""
        turn = replace(turn, marked=CONTROL.sub("", turn.marked))
        lines, left = self._numbered(turn)
        lines += [f"  {self._number(number)} {CONTROL.sub('', option.text)}"
                  for number, option in left]
        lines += [_wrap(CONTROL.sub("", line), self.small) for line in turn.small]
        return "\n".join(lines)

    def _numbered(self, turn: Turn) -> tuple[list[str], list[tuple[int, Option]]]:
        """Number the lines that tell an option already; return the options that none tells."""
        lines, left = turn.marked.split("\n"), list(enumerate(turn.options, start=1))
        for number, option in tuple(left):
            at = next((at for at, line in enumerate(lines)
                       if _tells(line.replace("**", ""), option.text)), None)
            if at is not None:
                lines[at] = f"  {self._number(number)} {lines[at]}"
                left.remove((number, option))
        text = BOLD.sub(lambda found: _wrap(found[1], self.bold), "\n".join(lines))
        return text.replace("**", "").split("\n"), left

    def _number(self, number: int) -> str:
        return _wrap(f"[{number}]", self.number)


PLAIN = Look()
COLOURED = Look(("\033[1m", "\033[22m"), ("\033[2m", "\033[22m"), ("\033[36m", "\033[39m"))


def _tells(line: str, label: str) -> bool:
    """Whether a line is a label, or the label and what is told of it; no list of several."""
    return line.startswith(label) and line[len(label):][:1] in ("", ":", "\uff1a")


def _wrap(text: str, codes: tuple[str, str]) -> str:
    return f"{codes[0]}{text}{codes[1]}"


def talk(conversation: Conversation, lines: Iterator[str], write: Callable[[str], None],
         look: Look) -> bool:
    """Answer line by line; return whether the reader has said goodbye."""
    for line in lines:
        turn = conversation.hear(line)
        if turn is not None:
            write(look.of(turn) + "\n\n")
            if turn.over:
                return True
    return False
