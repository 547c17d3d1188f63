"""bench: what is compared, how thresholds are tuned, how a knowledge grows, and the table."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.benchmark import peers
from bot.benchmark.comparing import Accuracy, accuracies
from bot.benchmark.documents import Document, documents
from bot.benchmark.growing import City, gazetteer, grown, own_words
from bot.benchmark.judging import Score
from bot.benchmark.peers import PEERS, RankedContender
from bot.benchmark.plot import draw
from bot.benchmark.questions import Item, read_items
from bot.benchmark.running import Asked, EngineContender, Told, ask_all, quantile
from bot.benchmark.scale import ENGINE, Job, Measure, measure, measure_here, timed
from bot.benchmark.threshold import best_threshold
from bot.knowledge.building import build
from bot.knowledge.files import read_files
from tests.answers.shipped import NOW, ROOT, engine

DOCUMENTS = [Document("alpha size", "alpha size 5", "alpha size: 5", known=True),
             Document("beta size", "beta size 7", "beta size: 7", known=True),
             Document("beta rent", "beta rent", "beta rent: ", known=False)]
FILES = read_files(ROOT / "seeds", ROOT / "intents")


def asked(score: float, verdict: str, expect: str = "answer") -> Asked:
    return Asked(Item("", "formal", "", "", expect), Told("answer", "", score), verdict, 0.001)


# ---- peers -------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", PEERS)
def test_a_peer_finds_the_nearest_document(name: str) -> None:
    if not PEERS[name].installed:
        pytest.skip(f"{PEERS[name].module} is an extra")
    ranker = PEERS[name].build(DOCUMENTS)
    told = RankedContender(ranker, DOCUMENTS).ask("BETA size?", "chat")
    assert (told.kind, told.text) == ("answer", "beta size: 7")
    assert RankedContender(ranker, DOCUMENTS).ask("beta rent", "chat").kind == "unknown"
    assert RankedContender(ranker, DOCUMENTS, told.score * 1.01).ask("BETA size?", "").kind \
        == "unknown"
    for text in ("", "\x00", "(((", 'AND OR "', "\U0001f600" * 50):
        assert RankedContender(ranker, DOCUMENTS).ask(text, "").kind in ("answer", "unknown")


def test_what_is_not_installed_is_named_and_left_out(bot, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None if name != "rapidfuzz" else name)
    monkeypatch.setattr("bot.cli.bench.measure", lambda job: Measure(
        job.contender, job.facts or 5, 1.5, 2.5, 99, 1))
    monkeypatch.setattr("bot.cli.bench.find_spec", lambda _: None)
    path = tmp_path / "set.jsonl"
    path.write_text("".join(
        f'{{"id":"{n}","style":"a","chat":"{n}","q":"\u4f60\u597d","expect":"abstain"}}\n'
        for n in range(4)), encoding="utf-8")
    status, out, err = bot("bench", str(path), "--facts", "7", "--plot", str(tmp_path / "x.png"))
    assert (status, err) == (0, "")
    for name in ("bm25s", "tantivy", "scikit-learn"):
        assert f"left out: {name}" in out
    rows = {line.split("  ")[0].strip(): line for line in out.splitlines()}
    assert "100.0%" in rows[ENGINE]
    assert rows[ENGINE].count("99") == 2
    assert "rapidfuzz WRatio" in rows
    assert "5 facts" in out
    assert "7 facts" in out
    assert "Replies to 2 questions" in out
    assert not (tmp_path / "x.png").exists()


@pytest.mark.parametrize("words", [["nowhere.jsonl"], ["--facts", "x"], ["--facts", "10000000"],
                                   ["--facts", "-1"]])
def test_wrong_usage_is_one_line(bot, words) -> None:
    status, out, err = bot("bench", *words)
    assert (status, out, len(err.splitlines())) == (2, "", 1)


def test_peers_are_asked_the_same_questions() -> None:
    items = read_items(ROOT / "tests" / "rounds" / "round-1.jsonl")[:40]
    found = list(accuracies(ENGINE, lambda: EngineContender(engine(), NOW), engine().knowledge,
                            [PEERS["rapidfuzz ratio"]], items))
    assert [one.contender for one in found] == [ENGINE, "rapidfuzz ratio", "rapidfuzz ratio"]
    assert len({one.score.total for one in found}) == 1
    assert found[0].threshold is None
    assert found[2].threshold is not None
    assert found[0].score.right > found[1].score.right
    assert found[2].score.wrong <= found[1].score.wrong


def test_documents_hold_what_can_be_searched() -> None:
    found = documents(engine().knowledge)
    assert len(found) == len(engine().knowledge.facts)
    assert all(one.label in one.words for one in found)
    assert {one.known for one in found} == {True, False}


# ---- thresholds --------------------------------------------------------------------------------

def test_a_threshold_cuts_what_is_wrong() -> None:
    found = best_threshold([asked(1, "wrong"), asked(2, "wrong", "abstain"), asked(3, "right"),
                            asked(4, "wrong"), asked(5, "right")])
    assert 2 < found < 3


def test_no_threshold_where_none_pays() -> None:
    assert best_threshold([asked(1, "right"), asked(2, "wrong"), asked(3, "right")]) == 0
    assert best_threshold([]) == 0


def test_equal_scores_are_not_cut_apart() -> None:
    assert best_threshold([asked(1, "wrong"), asked(1, "right"), asked(1, "right")]) == 0


def test_everything_may_be_refused() -> None:
    assert best_threshold([asked(1, "wrong"), asked(2, "wrong")]) > 2


# ---- grown knowledge ---------------------------------------------------------------------------

@pytest.fixture(scope="module")
def built():
    return build(FILES, NOW.date())


def test_a_grown_knowledge_has_as_many_facts_as_asked(built) -> None:
    cities = gazetteer(FILES, built.knowledge)
    assert len(cities) > 300
    for count in (10, len(built.knowledge.facts), 5_000):
        found = grown(built, cities, count).knowledge
        assert len(found.facts) == count
        assert all(fact.entity in found.entities for fact in found.facts.values())
        assert len(list(own_words(found, 100))) in (count, *range(100, 200))
    again = grown(built, cities, 5_000).knowledge
    assert again.facts == found.facts


def test_one_city_is_enough_to_grow(built) -> None:
    found = grown(built, [City("Xcity", "X")], 4_000).knowledge
    assert len(found.facts) == 4_000


def test_copies_are_other_facts_of_other_things(built) -> None:
    found = grown(built, gazetteer(FILES, built.knowledge), 4_000).knowledge
    own = built.knowledge.facts
    copies = [fact for fact in found.facts.values() if fact.id not in own]
    assert not {fact.entity for fact in copies} & set(built.knowledge.entities)
    differing = [fact for fact in copies if fact.quantity
                 and fact.value != own[fact.id.split(":", 1)[1]].value]
    assert len(differing) > 100
    assert all(found.entities[fact.entity].city for fact in copies)


# ---- times -------------------------------------------------------------------------------------

def test_a_process_is_measured(tmp_path: Path) -> None:
    job = Job("rapidfuzz ratio", 1_600, ROOT / "seeds", ROOT / "intents", NOW, ("a", "b"), 0.1)
    found = measure(job)
    assert (found.contender, found.facts) == ("rapidfuzz ratio", 1_600)
    assert 0 < found.median_ms <= found.p99_ms
    assert 10 < found.megabytes < 4_000


def test_the_engine_is_measured_over_a_grown_knowledge() -> None:
    questions = tuple(item.q for item in read_items(ROOT / "tests/rounds/round-1.jsonl")[:10])
    found = measure_here(Job(ENGINE, 2_000, ROOT / "seeds", ROOT / "intents", NOW, questions, 0.1))
    assert found.facts == 2_000
    assert found.build_seconds > 0


def test_slow_contenders_are_asked_fewer_questions() -> None:
    count = []
    timed(count.append, [str(number) for number in range(1000)], 1e-9)
    assert len(set(count)) <= 40
    count.clear()
    timed(count.append, ["a"] * 50, 10)
    assert len(count) >= 5 * 50


def test_quantiles() -> None:
    assert quantile([], 0.5) == 0
    assert quantile([3, 1, 2], 0.5) == 2
    assert quantile(list(range(100)), 0.99) == 99


def test_conversations_are_kept_apart() -> None:
    contender = EngineContender(engine(), NOW)
    items = [Item("1", "s", "a", "\u6d4e\u5357\u9ad8\u65b0\u533a\u9762\u79ef", "answer"),
             Item("2", "s", "b", "\u5b83\u9762\u79ef\u591a\u5927", "answer"),
             Item("3", "s", "a", "\u5b83\u9762\u79ef\u591a\u5927", "answer")]
    found = ask_all(contender, items)
    assert found[0].told.text == found[2].told.text != found[1].told.text


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    path = tmp_path / "bench.png"
    draw([Accuracy(ENGINE, Score(8, 1, 1)), Accuracy("x", Score(5, 3, 2), 0.5)],
         [Measure(ENGINE, 10, 1, 2, 3, 4), Measure(ENGINE, 100, 1, 2, 3, 4)], path)
    assert path.read_bytes().startswith(b"\x89PNG")
