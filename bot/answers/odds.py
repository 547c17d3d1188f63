"""How much likelier a question is among those that ask for one label than among all.

The likelihood of a text under each label's utterances, smoothed by that under all of them (a
Dirichlet prior; Zhai and Lafferty, 2004): for each gram the logarithm of the share of the label's
utterances that hold it over the share of all that do.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bot.answers.vectors import Floats, Groups, Texts
from bot.language.grams import Codes

PRIOR = 4.0     # so many utterances of a group are worth as much as all the others
LEAST = -1.0    # what a gram that a label's utterances never hold takes from its odds, at most


class Odds:
    """The log-odds (nats) of every gram for every label. Built once a release.

    `gain` stands beside what the labels hold; `absent` is what a label has without any gram.
    """

    def __init__(self, texts: Texts, labels: Groups, label_of_text: Codes) -> None:
        """`labels` are the texts by label."""
        sizes = np.bincount(label_of_text, minlength=labels.size)
        share = (texts.held + 1) / (texts.size + 2)
        absent = np.log(PRIOR / (sizes + PRIOR))
        self.absent = np.maximum(absent, LEAST)
        held = np.log1p(labels.counts / (PRIOR * share[labels.grams])) + absent[labels.rows]
        self.gain = (np.maximum(held, LEAST) - self.absent[labels.rows]).astype(np.float32)

    def of(self, gains: Floats, known: npt.NDArray[np.int64]) -> Floats:
        """Return for each text and label the mean log-odds (nats) of the grams that are known.

        `gains` are the sums of what the text's grams gain, `known` how many of them any label has.
        """
        known = known[:, None]
        return np.where(known, gains / np.maximum(known, 1) + self.absent, 0.0)
