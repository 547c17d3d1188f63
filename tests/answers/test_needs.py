"""What grams need: kept, numbered and learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.signals import NAMES
from bot.benchmark.regression import Example, leads, rank, trust
from bot.language.grams import Grams
from bot.language.needs import save, shipped
from bot.language.worths import numbered

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@given(st.text(HAN, min_size=1, max_size=12), st.lists(st.sampled_from(["park", "zone", "tax"])))
def test_each_gram_of_a_text_has_its_code(han: str, latin: list[str]) -> None:
    grams = Grams()
    codes, _ = grams.of_many([f"{han} {' '.join(latin)}"])
    assert [grams.code(gram) for gram in grams.texts(codes)] == codes.tolist()


def test_what_was_learnt_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "needs.tsv"
    save({"董事": 0.5, "吗": -0.25, "的": 0.001}, path)
    assert path.read_text(encoding="utf-8") == "董事\t0.50\n吗\t-0.25\n"
    save({}, path)
    assert path.read_text(encoding="utf-8") == ""


def test_a_gram_that_nobody_learnt_needs_nothing() -> None:
    grams = Grams()
    needs = numbered({"董事": 0.5}, grams)
    assert needs.of(np.array([grams.code("董事"), grams.code("园区")])).tolist() == [0.5, 0]
    assert numbered({}, grams).of(np.array([1, 2])).tolist() == [0, 0]


def test_the_shipped_needs_name_what_matters() -> None:
    assert len(shipped()) > 1000
    assert max(shipped().values()) > 0.3 > 0 > min(shipped().values())


def test_a_gram_that_wrong_answers_leave_out_comes_to_weigh() -> None:
    def example(right: bool, left: tuple[str, ...]) -> Example:
        flags = np.array([right, False])
        signals = np.zeros((2, len(NAMES)), dtype=np.float32)
        signals[0, NAMES.index("said")] = 1.0
        none = np.zeros(2, dtype=np.bool_)
        return Example(signals, flags, none, none, none, np.eye(2, dtype=np.bool_), (left, ()),
                       right)

    found = [*(example(True, ("吗",)) for _ in range(20)),
             *(example(False, ("董事", "吗")) for _ in range(20))]
    order = rank(found)
    assert order[NAMES.index("said")] > 0
    (weights,), needs = trust([leads(found, order)])
    assert needs["董事"] > 1 > abs(needs["吗"])
    assert weights[NAMES.index("lacks")] == -1
