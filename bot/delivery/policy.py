"""How often and when a message is tried again: data, by what the message is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """`delays` are the pauses after a send that did not leave; when they run out it is dead.

    `resend` is the pause before what may have arrived is sent once more; None: it never is.
    """

    delays: tuple[timedelta, ...]
    resend: timedelta | None


PATIENT = (2 * SECOND, 10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR,
           8 * HOUR)
BRIEF = (SECOND, 3 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE)

REPLY = Policy(BRIEF, resend=None)
DEFAULT = Policy(PATIENT, resend=MINUTE)
POLICIES: dict[str, Policy] = {
    "digest": Policy(PATIENT, resend=MINUTE),
    "enquiry": Policy(PATIENT, resend=30 * SECOND),
    "answer": Policy(PATIENT, resend=30 * SECOND),
    "receipt": Policy(PATIENT, resend=None),
    "notice": Policy(PATIENT[:6], resend=None),
}


def policy_for(purpose: str) -> Policy:
    """The policy of a purpose."""
    return POLICIES.get(purpose, DEFAULT)
