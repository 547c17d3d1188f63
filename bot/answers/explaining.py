"""How a reply came about, for whoever mends a wrong one."""

from __future__ import annotations

from bot.answers.found import Found


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
        lines += [f"{'told' if match.told else match.reason} {match.score:.2f} head "
                  f"{match.head:.2f} cover {match.coverage:.2f} {match.id} "
                  f"{match.terms.fact.entity} {match.terms.fact.phase or ''}"
                  f"{match.terms.fact.what}"
                  for match in (*one.matches, *one.near)[:8]]
    return tuple(lines)
