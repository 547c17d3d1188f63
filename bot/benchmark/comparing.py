"""The contenders on one question set: thresholds tuned on one half, shown on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.benchmark.documents import documents
from bot.benchmark.judging import Score, score
from bot.benchmark.peers import Peer, RankedContender
from bot.benchmark.questions import Item, halves
from bot.benchmark.running import Contender, ask_all
from bot.benchmark.threshold import best_threshold
from bot.knowledge.model import KnowledgeBase


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One contender's figures; `threshold` where it refuses below one."""

    contender: str
    score: Score
    threshold: float | None = None


def accuracies(name: str, engine: Callable[[], Contender], knowledge: KnowledgeBase,
               peers: Sequence[Peer], items: Sequence[Item]) -> Iterator[Accuracy]:
    """Ask this engine and its peers, each without and with a threshold."""
    tuning, shown = halves(items)
    yield Accuracy(name, _score(engine(), shown))
    found = documents(knowledge)
    for peer in peers:
        ranker = peer.build(found)
        yield Accuracy(peer.name, _score(RankedContender(ranker, found), shown))
        threshold = best_threshold(ask_all(RankedContender(ranker, found), tuning))
        yield Accuracy(peer.name, _score(RankedContender(ranker, found, threshold), shown),
                       threshold)


def _score(contender: Contender, items: Sequence[Item]) -> Score:
    return score(one.verdict for one in ask_all(contender, items))
