"""From changes and due notices to the parts of one message, in the reader's language. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers.reply import Language
from bot.answers.wording import Wording
from bot.replies import Replies
from bot.store.changes import ChangeRecord, Kind

ORDER: tuple[Kind, ...] = ("corrected", "changed", "new", "removed")
LONGEST_PART = 3500  # UTF-16 units of 4096, which leaves room for the heading of a part
LONGEST_LINE = 1000
MOST_PARTS = 4
MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """What one digest tells, before it has words; `notices` are fact ids."""

    topics: tuple[str, ...]
    frequency: str
    changes: tuple[ChangeRecord, ...]
    notices: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many things it tells."""
        return len(self.changes) + len(self.notices)


def compose(contents: Contents, wording: Wording) -> tuple[str, ...]:
    """Return the marked text of each part; none where there is nothing to tell."""
    if not contents.count:
        return ()
    said = _Said(wording.replies, wording.language)
    lines, titles = [], list[str]()
    for change in sorted(contents.changes, key=lambda one: ORDER.index(one.kind)):
        lines.append(_change(change, said))
        titles += change.said(said.words).sources
    for name in contents.notices:
        fact = wording.knowledge.facts[name]
        lines.append(said("due_term" if fact.valid_until else "due_target",
                          label=wording.label(fact), value=wording.value(fact),
                          until=fact.valid_until or fact.period.text))
        titles += (source.title for source in wording.sources([fact]))
    lines = [_cut(line, LONGEST_LINE) for line in lines]
    heading = said(f"heading_{contents.frequency}", count=contents.count,
                   topics=_topics(contents.topics, wording, said))
    sources = said("sources", titles=" · ".join(dict.fromkeys(titles))) if titles else ""
    return tuple(_parts(heading, lines, _cut(sources, LONGEST_LINE), said))


@dataclass(frozen=True, slots=True)
class _Said:
    """The sentences of this room in one language."""

    replies: Replies
    language: Language

    def __call__(self, key: str, **fields: object) -> str:
        return self.replies.say(f"digests.{key}", self.language, **fields)

    @property
    def words(self) -> str:
        """The language of a change's words: script is the replies' matter."""
        return "en" if self.language == "en" else "zh-Hans"


def _change(change: ChangeRecord, said: _Said) -> str:
    words = change.said(said.words)
    date = words.new_date or words.old_date
    key = "confirmed" if words.old == words.new else change.kind
    return said(key, label=words.label, old=words.old, new=words.new,
                date=said("date", date=date) if date else "")


def _topics(topics: Sequence[str], wording: Wording, said: _Said) -> str:
    if not topics:
        return said("everything")
    names = [wording.name(topic) for topic in topics[:MOST_TOPICS]]
    more = said("more_topics") if len(topics) > MOST_TOPICS else ""
    return said("separator").join(names) + more


def _parts(heading: str, lines: Sequence[str], sources: str, said: _Said) -> Iterable[str]:
    """Cut the lines into parts that fit; what is too much is counted, not told."""
    bodies: list[list[str]] = [[]]
    for line in [*lines, *([sources] if sources else [])]:
        if units("\n".join([*bodies[-1], line])) > LONGEST_PART:
            bodies.append([])
        bodies[-1].append(line)
    if len(bodies) > MOST_PARTS:
        left = sum(len(body) for body in bodies[MOST_PARTS:]) - bool(sources)
        bodies = bodies[:MOST_PARTS]
        bodies[-1].append(said("left_out", count=left))
    for number, body in enumerate(bodies, 1):
        head = heading if len(bodies) == 1 else said(
            "part", heading=heading, part=number, parts=len(bodies))
        yield "\n".join([head, *body])


def units(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _cut(line: str, longest: int) -> str:
    """Shorten a line that no message should hold whole; its emphasis is given up."""
    if units(line) <= longest:
        return line
    plain = line.replace("**", "")
    return plain.encode("utf-16-le")[:2 * (longest - 1)].decode("utf-16-le", "ignore") + "\u2026"
