"""The runs of digits in a text: its years, and the long ones (telephone numbers)."""

from __future__ import annotations

LONG_RUN = 5    # digits


def years_in(text: str) -> list[int]:
    """Return the years of this century and the last that stand in a text by themselves."""
    out, digits = [], ""
    for sign in text + " ":
        if sign.isascii() and sign.isdigit():
            digits += sign
            continue
        if len(digits) == 4 and digits[:2] in ("19", "20"):
            out.append(int(digits))
        digits = ""
    return out


def long_runs(text: str) -> list[str]:
    """Return the long digit runs of a text, telephone numbers among them, spaces left out."""
    runs, run = [], ""
    for at, sign in enumerate(text + "|"):
        if sign.isascii() and sign.isdigit():
            run += sign
        elif sign in " -" and run and text[at + 1: at + 2].isdigit():
            continue
        else:
            if len(run) >= LONG_RUN:
                runs.append(run)
            run = ""
    return runs
