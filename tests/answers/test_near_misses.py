"""What is nearly asked is not told: at most one in a hundred of each kind.

`make proof` asks about every fact, `make test` about every other one.
"""

from __future__ import annotations

import pytest

from tests.answers.near_misses import KINDS, NearMiss, result_of_a_target
from tests.answers.shipped import ask, data

MOST = 0.01


def check(kind: str, misses: list[NearMiss], leaks: list[str], proof) -> None:
    assert len(misses) >= 20, "too few to say anything"
    proof.record(f"near misses, {kind.replace('_', ' ')}: at most 1 % are told",
                 f"{len(leaks)} of {len(misses)}")
    shown = "\n".join(leaks[:25])
    assert len(leaks) <= MOST * len(misses), f"{len(leaks)} of {len(misses)} leak:\n{shown}"


@pytest.mark.proof
@pytest.mark.parametrize("kind", KINDS)
def test_a_near_miss_is_not_told(kind: str, proof) -> None:
    misses, leaks = list(KINDS[kind]())[::proof.count(2, 1)], []
    for miss in misses:
        reply = ask(miss.text)
        if miss.leaks(reply):
            leaks.append(f"{miss.text} [{miss.fact.id}] -> {reply.text.splitlines()[0]}")
    check(kind, misses, leaks, proof)


@pytest.mark.proof
def test_a_target_is_never_told_as_a_result(proof) -> None:
    misses, leaks = list(result_of_a_target()), []
    for miss in misses:
        reply = ask(miss.text)
        lines = [line for line in reply.text.splitlines() if miss.fact.what in line]
        if miss.leaks(reply) and not any(
                word in line for word in data("near.yaml")["target_words"] for line in lines):
            leaks.append(f"{miss.text} [{miss.fact.id}] -> {reply.text.splitlines()[0]}")
    check("target for result", misses, leaks, proof)
