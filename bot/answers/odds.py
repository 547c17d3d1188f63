"""How much likelier a question is among those that ask for one label than among all.

The likelihood of a text under each label's utterances, smoothed by that under all of them (a
Dirichlet prior; Zhai and Lafferty, 2004): for each gram the logarithm of the share of the label's
utterances that hold it over the share of all that do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.answers.vectors import Floats, Postings
from bot.language.grams import Codes

PRIOR = 4.0     # so many utterances of a group are worth as much as all the others
LEAST = -1.0    # what a gram that a label's utterances never hold takes from its odds, at most
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many utterances of each label hold each gram: the cells that are not nought.

    `share` is that of all utterances that hold a gram, `sizes` how many each label has.
    """

    vocabulary: Codes
    share: Floats
    gram: Rows
    label: Rows
    count: Rows
    sizes: Rows

    @classmethod
    def of_labels(cls, codes: Codes, owners: Codes, label_of_text: npt.NDArray[np.int32]) -> Tally:
        """Count by label; `codes` and `owners` are what `Grams.of_many` returns for the texts."""
        texts = len(label_of_text)
        sizes = np.bincount(label_of_text)
        vocabulary, columns = np.unique(codes, return_inverse=True)
        gram, text = np.divmod(np.unique(columns * texts + owners), texts)
        share = (np.bincount(gram, minlength=len(vocabulary)) + 1) / (texts + 2)
        cells, count = np.unique(gram * len(sizes) + label_of_text[text], return_counts=True)
        gram, label = np.divmod(cells, len(sizes))
        return cls(vocabulary, share, gram, label, count, sizes)


class Odds(Postings):
    """The log-odds of every gram for every label of a tally. Built once a release."""

    def __init__(self, tally: Tally, least: float) -> None:
        """`least` bounds the log-odds of one gram from below (nats)."""
        self._labels = len(tally.sizes)
        self._vocabulary = tally.vocabulary
        self._starts = np.searchsorted(tally.gram, np.arange(len(tally.vocabulary) + 1))
        self._rows = tally.label.astype(np.min_scalar_type(self._labels))
        absent = np.log(PRIOR / (tally.sizes + PRIOR))
        self._absent = np.maximum(absent, least)
        held = np.log1p(tally.count / (PRIOR * tally.share[tally.gram])) + absent[tally.label]
        self._gain = (np.maximum(held, least) - self._absent[tally.label]).astype(np.float16)

    def of(self, codes: Codes) -> Floats:
        """Return for each label the mean log-odds (nats) of some grams, of those that are known."""
        at, known = self._look_up(codes)
        at = at[known]
        if not len(at):
            return np.zeros(self._labels)
        spans = self._spans(at)
        gained = np.bincount(np.concatenate([self._rows[span] for span in spans]),
                             np.concatenate([self._gain[span] for span in spans]),
                             minlength=self._labels)
        return np.asarray(gained / len(at) + self._absent)
