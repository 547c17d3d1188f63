"""How much likelier a question is among those that ask for one label than among all.

The likelihood of a text under each label's utterances, smoothed by that under all of them (a
Dirichlet prior; Zhai and Lafferty, 2004): for each gram the logarithm of the share of the label's
utterances that hold it over the share of all that do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bot.answers.vectors import Floats, Groups, Hits, Texts
from bot.language.grams import Codes

PRIOR = 4.0     # so many utterances of a group are worth as much as all the others
LEAST = -1.0    # what a gram that a label's utterances never hold takes from its odds, at most


class Odds:
    """The log-odds (nats) of every gram for every label. Built once a release."""

    def __init__(self, texts: Texts, labels: Groups, label_of_text: Codes) -> None:
        """`labels` are the texts by label."""
        sizes = np.bincount(label_of_text)
        share = (texts.held + 1) / (texts.size + 2)
        absent = np.log(PRIOR / (sizes + PRIOR))
        self._absent = np.maximum(absent, LEAST)
        label = labels.postings.rows
        held = np.log1p(labels.counts / (PRIOR * share[labels.gram])) + absent[label]
        self._gain = (np.maximum(held, LEAST) - self._absent[label]).astype(np.float32)

    def beside(self, hits: Hits) -> npt.NDArray[np.float32]:
        """Return what each of some hits of the labels' postings gains over no hit."""
        return hits.beside(self._gain)

    def of(self, hits: Hits, gained: npt.NDArray[np.float32],
           present: npt.NDArray[np.bool_]) -> Floats:
        """Return for each label the mean log-odds (nats) of the grams that are known.

        `gained` is what `beside` returns, `present` tells which of the grams a text has.
        """
        known = int((present & hits.known).sum())
        if not known:
            return np.zeros(len(self._absent))
        return np.asarray(hits.sums(present.astype(np.float32), gained) / known + self._absent)
