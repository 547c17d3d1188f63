"""How a reply came about, for whoever mends a wrong one."""

from __future__ import annotations

from bot.answers.found import Found
from bot.answers.matching import Match

MOST = 8      # so many facts are shown


def explain(found: Found) -> tuple[str, ...]:
    """Return how a reply came about, a line each: the rule, the slots, the facts."""
    lines = [f"rule {found.rule}", f"text {found.reading.text}"]
    for one in found.selections:
        question = one.question
        lines.append(
            f"outcome {one.outcome}; subjects {[sorted(names) for names in one.subjects.sets]}; "
            f"types {sorted(question.types | question.shapes)}; asked {list(question.attributes)}; "
            f"years {list(one.years)}; phases {list(question.phases)}; "
            f"status {sorted(question.statuses)}")
        lines.append("terms " + " ".join(
            f"{term.text}/{term.flavour}{'!' if term.blocking else ''}"
            for term in question.terms))
        shown: dict[str, Match] = {}
        for match in (*one.matches, *one.near, *one.considered):
            shown.setdefault(match.id, match)
        lines += map(_line, list(shown.values())[:MOST])
    return tuple(lines)


def _line(match: Match) -> str:
    return (f"{'told' if match.told else match.reason} {match.score:.2f} head {match.head:.2f} "
            f"cover {match.coverage:.2f} {match.id} {match.terms.fact.entity} "
            f"{match.terms.fact.phase or ''}{match.terms.fact.what}")
