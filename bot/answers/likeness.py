"""How like a question is to the ways in which people ask for each label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.odds import Odds
from bot.answers.vectors import LEAST, Floats, Groups, Hits, Postings, Texts, Vocabulary
from bot.language import belonging, needs, worths
from bot.language.grams import Codes
from bot.language.meaning import SHARPNESS, Meaning
from bot.language.normalise import fold_word

# what decides which facts are looked at closely: the likeness alone, fitted as the rank is
SAID, MEAN, ODDS, MEANS, TELLS, ASKED = 1.8, 2.2, 1.6, 1.0, 8.0, 5.0
FAR, FEWEST = 5.0, 3     # what is so much less likely than the likeliest is left out, but of few


@dataclass(frozen=True, slots=True)
class Like:
    """How like a question is to a label's utterances.

    `mean` is the cosine with all of them, `odds` the mean of log-odds (nats a gram), `means` the
    cosine of what the question and the label mean, `chosen` the logarithm of its share among all.
    """

    mean: float = 0.0
    odds: float = 0.0
    means: float = 0.0
    chosen: float = 0.0


@dataclass(frozen=True, slots=True)
class Told:
    """How much of a question a fact tells.

    `said` is the share of the question, by rarity, that its words or its label's utterances say,
    `lacks` what speaks against it for what they do not (logits); `tells` the cosine of what the
    question and its own words mean, `picked` the logarithm of its share among all rows; `asked`
    the cosine with all that was asked for its row.
    """

    said: float = 0.0
    lacks: float = 0.0
    tells: float = 0.0
    picked: float = 0.0
    asked: float = 0.0


UNLIKE, UNTOLD = Like(), Told()


@dataclass(frozen=True, slots=True)
class Likes:
    """How like one question is to every label, and how much of it every fact's words say.

    `means` and `tells` are cosines of meaning: with each label, with the own words of each row
    (the facts of one entity and label); `means_all` and `tells_all` what all of them together
    are worth (nats); `asked` are cosines with what was asked for each row, `lacks` is what speaks
    against each fact for what it leaves unanswered (logits), `belongs` how much the question
    speaks of the subject at all (log-odds).
    """

    labels: Mapping[str, int]
    mean: Floats
    odds: Floats
    means: Floats
    facts: Mapping[str, int]
    said: Floats
    tells: Floats
    asked: Floats
    lacks: Floats
    label_of: npt.NDArray[np.int32]
    row_of: npt.NDArray[np.int32]
    means_all: float = 0.0
    tells_all: float = 0.0
    belongs: float = 0.0

    def nearest(self, rows: Codes, bonus: Floats | float, most: int) -> Codes:
        """Return the rows of the facts that a question is likest to, at most `most`, in order.

        `rows` are places in the order of the knowledge's facts, `bonus` is added to each.
        """
        if not len(self.label_of):
            return rows[:0]
        labels, asked_of = self.label_of[rows], self.row_of[rows]
        worth = (SAID * self.said[rows] + MEAN * self.mean[labels]
                 + ODDS * self.odds[labels] + MEANS * self.means[labels]
                 + TELLS * self.tells[asked_of] + ASKED * self.asked[asked_of] + bonus)
        if len(rows) > most:
            likest = np.argpartition(-worth, most)[:most]
            rows, worth = rows[likest], worth[likest]
        order = np.argsort(-worth)
        near = max(FEWEST, int((worth >= worth.max(initial=-np.inf) - FAR).sum()))
        return np.asarray(np.sort(rows[order[:near]]))

    def of(self, label: str) -> Like:
        """Return how like the question is to one label."""
        at = self.labels.get(label)
        return UNLIKE if at is None else Like(
            float(self.mean[at]), float(self.odds[at]), float(self.means[at]),
            SHARPNESS * float(self.means[at]) - self.means_all)

    def told(self, fact: str) -> Told:
        """Return how much of the question a fact tells."""
        at = self.facts.get(fact)
        if at is None:
            return UNTOLD
        row = self.row_of[at]
        cosine = float(self.tells[row])
        return Told(float(self.said[at]), float(self.lacks[at]), cosine,
                    SHARPNESS * cosine - self.tells_all, float(self.asked[row]))


def _total(cosines: Floats) -> float:
    """Return what some cosines are worth together, as the meanings were learnt (log-sum-exp)."""
    return float(np.log(np.exp(SHARPNESS * cosines).sum())) if len(cosines) else 0.0


NOTHING = np.zeros(0)
NO_LIKES = Likes({}, NOTHING, NOTHING, NOTHING, {}, NOTHING, NOTHING,
                 NOTHING, NOTHING, NOTHING.astype(np.int32), NOTHING.astype(np.int32))


class Likeness:
    """The utterances of every label as vectors. Built once a release, never changed."""

    def __init__(self, utterances: Mapping[str, Sequence[tuple[str, Sequence[str]]]],
                 facts: Mapping[str, tuple[str, str, str]], meaning: Meaning) -> None:
        """`utterances` are folded texts by label, at least one each, with whom they were asked of.

        `facts` are (entity, label, own words) by id; those of one entity and label mean the same,
        so that a target and its result stay alike.
        """
        self._meaning = meaning
        self._grams = meaning.grams()
        need = worths.numbered(needs.shipped(), self._grams)
        belong = belonging.numbered(belonging.shipped(), self._grams)
        self._labels = {label: at for at, label in enumerate(utterances)}
        self._facts = {name: at for at, name in enumerate(facts)}
        self._label_of = np.array([self._labels[label] for _, label, _ in facts.values()],
                                  dtype=np.int32)
        rows: dict[tuple[str, str], int] = {}
        self._row_of = np.array([rows.setdefault((entity, label), len(rows))
                                 for entity, label, _ in facts.values()], dtype=np.int32)
        self._parts = np.cumsum([0, len(utterances), len(rows)]).tolist()
        said = [text for texts in utterances.values() for text, _ in texts]
        label_of_text = np.repeat(np.arange(len(utterances)),
                                  [len(texts) for texts in utterances.values()])
        texts = Texts(*self._grams.of_many(said), len(said))
        by_label = Groups(texts, np.arange(len(said)), label_of_text, len(utterances))
        by_row = Groups(texts, *_asked(utterances, rows), len(rows))
        codes, owners = self._grams.of_many([words for _, _, words in facts.values()])
        alone = ~by_label.holds(codes, self._label_of[owners])
        own = _pairs(codes[alone], owners[alone], len(facts))
        self._vocabulary = Vocabulary(texts.vocabulary, own[0], meaning.vocabulary,
                                      need.vocabulary, belong.grams.vocabulary)
        self._rarity = self._vocabulary.spread(texts.vocabulary, texts.rarity, texts.rarest)
        self._said = self._vocabulary.spread(
            texts.vocabulary, np.ones(len(texts.vocabulary), dtype=np.bool_), default=False)
        self._needs = self._vocabulary.spread(need.vocabulary, need.worth, 0.0)
        self._belongs = self._vocabulary.spread(belong.grams.vocabulary, belong.grams.worth, 0.0)
        self._bias = belong.bias
        self._meant = self._vocabulary.spread(
            meaning.vocabulary, np.arange(len(meaning.vocabulary), dtype=np.int32),
            len(meaning.vocabulary))
        self._odds = Odds(texts, by_label, label_of_text)
        self._postings = Postings(self._vocabulary, (by_label.part, by_row.part, (
            *own, len(facts))))
        asked, words = (np.zeros(len(codes), dtype=np.float32) for codes in (
            by_row.grams, own[0]))
        self._toward = self._postings.beside(np.concatenate(
            (by_label.directions, by_row.directions, words)), self._parts[2])
        self._gain = self._postings.beside(np.concatenate(
            (self._odds.gain, asked, words)), self._parts[1])
        self._held_by = self._postings.held()
        self._postings.settled()
        told = meaning.told()
        means = np.concatenate((
            told.points(*self._grams.of_many(tuple(map(fold_word, utterances))),
                        len(utterances)),
            told.points(codes, self._row_of[owners].astype(np.int64), len(rows))))
        self._means = np.ascontiguousarray(means.T)      # as few texts are multiplied with it

    def of(self, *texts: str) -> Likes:
        """Compare a question, read in one way or several, to every label's utterances.

        `texts` are folded, names taken out. What is likest of all readings counts; what the facts
        leave unanswered is told of the first.
        """
        if not self._labels:
            return NO_LIKES
        codes, counts = self._grams.counted(texts)
        numbers = self._vocabulary.find(codes)
        hits = self._postings.hits(numbers)
        rarity, present = self._rarity[numbers], counts > 0
        often = np.log(np.maximum(counts, 1)) + present
        units = rarity * often
        units /= np.maximum(np.sqrt((units * units).sum(axis=1, keepdims=True)), LEAST)
        shares = (rarity * present) / np.maximum((present @ rarity)[:, None], LEAST)
        needed = np.where(present[0], self._needs[numbers], 0.0)
        *said, heeded = self._held(hits, np.vstack((shares, needed)))
        end = self._parts[1]
        toward = hits.sums(units, self._toward).max(axis=0)
        odds = self._odds.of(hits.sums(present, self._gain),
                             (present & self._said[numbers]).sum(axis=1))
        points = self._meaning.of(self._meant[numbers], often)
        means = (points @ self._means).max(axis=0).astype(np.float64)
        return Likes(
            self._labels, toward[:end], odds.max(axis=0), means[:end], self._facts,
            np.max(said, axis=0), means[end:], toward[end:], needed.sum() - heeded,
            self._label_of, self._row_of, _total(means[:end]), _total(means[end:]),
            self._bias + float(self._belongs[numbers[present[0]]].sum()))

    def lacking(self, text: str, facts: Sequence[str]) -> list[list[str]]:
        """Return for each of some facts the grams of a folded text that it leaves unanswered."""
        codes, _ = self._grams.counted((text,))
        if not facts or not codes.size:     # a text of names or of signs alone
            return [[] for _ in facts]
        grams = self._grams.texts(codes)
        held = self._held(self._postings.hits(self._vocabulary.find(codes)),
                          np.eye(len(codes))) > 0
        return [[gram for gram, holding in zip(grams, held, strict=True)
                 if gram and not holding[self._facts[name]]] for name in facts]

    def _held(self, hits: Hits, weights: Floats) -> Floats:
        """Return for each text and fact the weight of the grams that it or its label hold.

        `weights` has a row for each text.
        """
        sums = hits.sums(weights, self._held_by)
        return sums[:, self._label_of] + sums[:, self._parts[2]:]


def _pairs(codes: Codes, owners: Codes, size: int) -> tuple[Codes, Codes]:
    """Return which gram stands in which of `size` texts, each pair once."""
    vocabulary, columns = np.unique(codes, return_inverse=True)
    grams, rows = np.divmod(np.unique(columns * max(size, 1) + owners), max(size, 1))
    return vocabulary[grams], rows


def _asked(utterances: Mapping[str, Sequence[tuple[str, Sequence[str]]]],
           rows: Mapping[tuple[str, str], int]) -> tuple[Codes, Codes]:
    """Return which utterances were asked for which rows: both alike long, utterances in order."""
    texts = ((label, entities) for label, said in utterances.items() for _, entities in said)
    pairs = [(at, rows[entity, label]) for at, (label, entities) in enumerate(texts)
             for entity in dict.fromkeys(entities) if (entity, label) in rows]
    members, groups = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return members, groups
