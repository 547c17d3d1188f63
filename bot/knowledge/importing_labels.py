"""What a ledger's attribute says: a label, a phase, the years, a remark in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.knowledge.endings import attribute_of, suffix_table
from bot.knowledge.importing_tables import Ending, Tables, longest_end, longest_start
from bot.knowledge.numerals import Number

YEARS = r"(?P<first>(?:19|20)\d\d)(?:\s?(?:{span})\s?(?P<last>(?:19|20)\d\d))?\s?(?:{year})?"


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken apart. `years` is the year or span that stood in it, `note` its brackets."""

    what: str
    phase: str | None = None
    years: str = ""
    note: str = ""


class Labels:
    """Takes labels apart and finds the attribute that each ends in."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known = suffix_table(tables.known)
        span = _either((*tables.words("spans"), "-")) or "-"
        year = _either(tables.words("years")) or "\0"
        self._years = re.compile(YEARS.format(span=span, year=year))
        self._pairs = {str(k): str(v) for k, v in dict(tables.data.get("brackets") or {}).items()}

    def read(self, attribute: str, status: str) -> Label:
        """Take an attribute of the ledger apart."""
        label = self._phase(self._brackets(Label(attribute.strip())))
        label = self._dated(label)
        label = self._phase(label)
        return replace(label, what=self._without_status(label.what, status))

    def _brackets(self, label: Label) -> Label:
        """Move what stands in brackets at the end into the note, or the years or the phase."""
        what = label.what
        for opening, closing in self._pairs.items():
            at = what.rfind(opening)
            if at > 0 and what.endswith(closing):
                inner, rest = what[at + 1: -1].strip(), what[:at].strip()
                match = self._years.fullmatch(inner)
                if match:
                    return replace(label, what=rest, years=_span(match))
                if inner in self._tables.phases:
                    return replace(label, what=rest, phase=self._tables.phases[inner])
                return replace(label, what=rest, note=inner)
        return label

    def _phase(self, label: Label) -> Label:
        if label.phase:
            return label
        form = longest_start(label.what, self._tables.phases)
        rest = label.what[len(form):]
        if form and rest:
            return replace(label, what=rest, phase=self._tables.phases[form])
        return label

    def _dated(self, label: Label) -> Label:
        what = label.what
        lead = longest_start(what, self._tables.words("as_at"))
        match = self._years.match(what, len(lead))
        if not match or (lead and not match.group()):
            return label
        rest = what[match.end():]
        rest = rest[len(longest_start(rest, self._tables.words("year_tails"))):]
        if not rest:
            return label
        return replace(label, what=rest, years=_span(match))

    def _without_status(self, what: str, status: str) -> str:
        what = self._without_lead(what, status)
        end = longest_end(what, self._tables.groups("said_by_status").get(status, ()))
        rest = what[: len(what) - len(end)]
        if not end or len(rest) < 2 or rest in self._tables.words("bare_labels"):
            return what
        return rest

    def _without_lead(self, what: str, status: str) -> str:
        """Leave out a beginning, or a word inside, that the status says already."""
        inside = dict(self._tables.data.get("inside_by_status") or {}).get(status)
        for word, other in inside.items() if isinstance(inside, dict) else ():
            what = what.replace(str(word), str(other))
        lead = longest_start(what, self._tables.groups("lead_by_status").get(status, ()))
        return what[len(lead):] if len(what) - len(lead) > 1 else what

    def known(self, what: str) -> str:
        """Return the answer type of the attribute that a label ends in, or an empty string."""
        attribute = attribute_of(what, self._known)[0]
        return attribute.answers if attribute else ""

    def completed(self, what: str, number: Number | None) -> str:
        """Return a label with an end for what its figure is, where it names only the thing.

        What a price is paid for says so.
        """
        if number is None or "/" in number.quantity.unit:
            return what
        answers = self.known(what)
        if not answers:
            end = longest_end(what, self._tables.endings)
            answers = self._tables.endings[end].answers if end else ""
        if answers and answers not in self._tables.words("completes"):
            return self._renamed(what, answers, number)
        if number.kind == "count" and number.unit_said not in self._tables.words("discrete"):
            return what
        end = self._tables.groups("complete").get(number.kind, ("",))[0]
        return what if not end or what.endswith(end) else what + end

    def _renamed(self, what: str, answers: str, number: Number) -> str:
        """Mend an end that promises another kind of answer than the value is."""
        for row in self._tables.rows("renames"):
            end = str(row.get("end") or "")
            fits = (answers, number.kind) == (row.get("answers"), row.get("kind"))
            if fits and what.endswith(end):
                return what[: len(what) - len(end)] + str(row.get("to") or end)
        return what

    def ending(self, what: str) -> Ending | None:
        """Return what has to be known so that a label ends in an attribute; None where it does.

        A label that ends in nothing known is left as it is: its value tells what kind it is of.
        """
        if self.known(what):
            return None
        end = longest_end(what, self._tables.endings)
        return self._tables.endings[end] if end else None


def _span(match: re.Match[str]) -> str:
    return f"{match['first']}-{match['last']}" if match["last"] else match["first"]


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
