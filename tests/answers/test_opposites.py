"""Words that exclude each other: which a text names, and what of them two texts disagree in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.files import read_files
from bot.language.normalise import fold_word
from bot.language.opposites import FREE, PATH, excluded, read_opposites, unmet
from tests.answers.shipped import ROOT

FILES = read_files(ROOT / "seeds", ROOT / "intents")
OPPOSITES, PROBLEMS = read_opposites(FILES, fold_word)
SMALL, _ = read_opposites({PATH: """
- {group: posts, say: [主任, 一把手]}
- {group: posts, say: [副主任]}
- {group: ends, say: [起点]}
- {group: ends, say: [终点]}
- {group: free, say: [班主任]}
""".encode()}, fold_word)
WORDS = [word for words in OPPOSITES.words.values() for word in words]
Members = st.dictionaries(st.sampled_from("abc"), st.frozensets(st.integers(0, 3), min_size=1))


def test_the_longest_word_wins() -> None:
    assert SMALL.of("谁是副主任") != SMALL.of("谁是主任")
    assert SMALL.of("一把手是谁") == SMALL.of("谁是主任")
    assert not SMALL.of("班主任是谁")
    assert set(SMALL.of("主任从起点走到终点")) == {"posts", "ends"}


def test_one_is_excluded_where_only_others_of_its_group_are_told() -> None:
    start, end, both = SMALL.of("起点"), SMALL.of("终点"), SMALL.of("起点和终点")
    assert excluded(start, end) == excluded(end, start) == 1
    assert excluded(start, both) == excluded(start, start) == excluded(start, {}) == 0
    assert unmet(start, end, {}) == unmet(start) == 1
    assert unmet(start, end, both) == 0


@given(Members, Members)
def test_what_excludes_is_not_met(asked: dict[str, frozenset[int]],
                                  told: dict[str, frozenset[int]]) -> None:
    assert excluded(asked, asked) == unmet(asked, asked) == 0
    assert excluded(asked, told) <= unmet(asked, told) <= len(asked)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert FREE not in OPPOSITES.of(fold_word(text))


def test_each_word_is_found_as_what_it_is() -> None:
    assert not PROBLEMS
    assert len(WORDS) > 1000
    for word, members in WORDS:
        names = {group for group, _ in members} - {FREE}
        assert set(OPPOSITES.of(word)) == names, word


def test_a_faulty_row_is_told_with_its_line() -> None:
    _, problems = read_opposites(
        {PATH: b"- say: [x]\n- {group: a, say: {}, sya: [b]}\n"}, fold_word)
    assert {(one.line, one.key) for one in problems} == {
        (1, "missing"), (2, "not_texts"), (2, "unknown_key")}
