"""The terminal face: choices by number, commands, languages, looks, and never an exception."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.answers.reply import Option, Reply, SourceLine
from bot.terminal import COLOURED, PLAIN, Conversation, Look, Turn, examples_of, talk
from tests.answers.shipped import NOW, ROOT, engine

SIGNS = st.sampled_from(["/", "/help", "/language ", "en", "auto", "1", "2", "9" * 5000, "\u00b2",
                         "\uff11", "\x1b[31m", "\ud800", "\u6d4e\u5357", "\u9762\u79ef", "**", " ",
                         "\n", "\u0661"])
EXAMPLES = {"zh-Hans": ("\u7532", "\u4e59", "\u4e19", "\u4e01"), "en": ("A", "B", "C")}


class Parrot:
    """An engine that says what it was asked, and offers two choices."""

    def __init__(self) -> None:
        self.knowledge = engine().knowledge
        self.replies = engine().replies
        self.asked = []
        self.fault = None

    def answer(self, text, now, context, language):
        self.asked.append((text, context, language))
        if self.fault:
            raise self.fault
        options = () if text == "none" else (Option("one", "send one"), Option("two", "send two"))
        return Reply("clarify", f"**you** said {text}", options=options,
                     language=language or "zh-Hans"), len(self.asked)


def conversation(parrot):
    return Conversation(parrot, lambda: NOW, EXAMPLES)


@pytest.fixture
def parrot():
    return Parrot()


def real():
    content = (ROOT / "seeds" / "welcome.yaml").read_bytes()
    return Conversation(engine(), lambda: NOW, examples_of(content, engine().knowledge))


# ---- a conversation ----------------------------------------------------------------------------

def test_a_number_sends_what_the_option_stands_for(parrot) -> None:
    talking = conversation(parrot)
    for line in ("x", "2", "\uff11", "3", "0"):
        talking.hear(line)
    assert [text for text, _, _ in parrot.asked] == ["x", "send two", "send one", "3", "0"]


def test_a_number_without_options_is_a_question(parrot) -> None:
    talking = conversation(parrot)
    for line in ("none", "1", "\u00b2", "9" * 5000):
        talking.hear(line)
    assert [text for text, _, _ in parrot.asked] == ["none", "1", "\u00b2", "9" * 5000]


def test_choices_stay_until_there_are_others(parrot) -> None:
    talking = conversation(parrot)
    for line in ("x", "none", "/nonsense", "2"):
        talking.hear(line)
    assert [text for text, _, _ in parrot.asked] == ["x", "none", "send two"]


def test_the_context_goes_from_turn_to_turn(parrot) -> None:
    talking = conversation(parrot)
    for line in ("a", "", "  ", "/help", "b"):
        talking.hear(line)
    assert [(text, context) for text, context, _ in parrot.asked] == [("a", None), ("b", 1)]


def test_the_welcome_offers_three_examples_that_can_be_chosen(parrot) -> None:
    talking = conversation(parrot)
    welcome = talking.welcome()
    assert [option.send for option in welcome.options] == list(EXAMPLES["zh-Hans"][:3])
    talking.hear("3")
    assert parrot.asked[0][0] == EXAMPLES["zh-Hans"][2]


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_chosen_language_holds(parrot, language) -> None:
    talking = conversation(parrot)
    choices = talking.hear("/language")
    number = [option.send for option in choices.options].index(f"/language {language}") + 1
    talking.hear(str(number))
    talking.hear("x")
    talking.hear("/language AUTO")
    talking.hear("y")
    assert [spoken for _, _, spoken in parrot.asked] == [language, None]


def test_the_choice_of_language_changes_what_is_said_around(parrot) -> None:
    talking = conversation(parrot)
    chinese = talking.hear("/help").marked
    talking.hear("/language en")
    assert talking.hear("/help").marked != chinese
    assert talking.hear("/help").options[0].text == "A"
    assert talking.farewell() == "Goodbye."
    talking.hear("/language zh-hant")
    assert talking.hear("/help").options[0].send == EXAMPLES["zh-Hans"][0]


@pytest.mark.parametrize("word", ["/quit", "/exit", "/q", "/QUIT", " /quit "])
def test_quit_ends_it(parrot, word) -> None:
    said = []
    assert talk(conversation(parrot), iter(["a", word, "b"]), said.append, PLAIN) is True
    assert [text for text, _, _ in parrot.asked] == ["a"]
    assert len(said) == 2


def test_the_end_of_the_input_ends_it(parrot) -> None:
    assert talk(conversation(parrot), iter(["a\n", "\n", "b"]), lambda _: None, PLAIN) is False
    assert [text for text, _, _ in parrot.asked] == ["a", "b"]


def test_an_unknown_command_is_said_to_be_one(parrot) -> None:
    assert "/nonsense" in conversation(parrot).hear("/nonsense").marked
    assert parrot.asked == []


def test_what_only_looks_like_a_command_is_a_question(parrot) -> None:
    talking = conversation(parrot)
    for line in ("/\u9762\u79ef", "/ help", "/help me to find a park"):
        talking.hear(line)
    assert len(parrot.asked) == 3


def test_a_fault_ends_one_turn_only(parrot) -> None:
    talking = conversation(parrot)
    parrot.fault = RuntimeError("secret")
    said = talking.hear("x").marked
    assert "RuntimeError" in said
    assert "secret" not in said
    parrot.fault = None
    assert "y" in talking.hear("y").marked


@settings(max_examples=150, deadline=None, database=None,
          suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(SIGNS | st.text(max_size=6), max_size=5).map("".join), max_size=6))
@example(["/language", "4", "/language x", "\ud800", "/help", "1"])
def test_whatever_is_typed_is_answered(lines: list[str]) -> None:
    said = []
    talk(real(), iter(lines), said.append, COLOURED)
    for text in said:
        assert text.strip()
        assert text.endswith("\n\n")


def test_no_fault_is_hidden_by_the_conversation() -> None:
    talking = real()
    for line in ("\u6d4e\u5357\u9ad8\u65b0\u533a\u9762\u79ef", "\u5b83\u5728\u54ea", "/start"):
        assert "Error" not in talking.hear(line).marked


# ---- examples ----------------------------------------------------------------------------------

@pytest.mark.parametrize("content", [
    None, b"", b"\xff", b"[", b"- 1", b"examples: 5", b"examples: {en: x}", b"examples: {en: []}"])
def test_without_examples_the_facts_give_some(content) -> None:
    found = examples_of(content, engine().knowledge)
    assert len(found["zh-Hans"]) == 3
    for question in found["zh-Hans"]:
        assert engine().answer(question, NOW)[0].kind == "answer"


def test_the_examples_that_are_shipped_are_answered() -> None:
    content = (ROOT / "seeds" / "welcome.yaml").read_bytes()
    found = examples_of(content, engine().knowledge)
    assert {"zh-Hans", "en"} <= set(found)
    for questions in found.values():
        for question in questions[:3]:
            assert engine().answer(question, NOW)[0].kind == "answer", question


# ---- looks -------------------------------------------------------------------------------------

def test_without_colours_there_are_no_codes() -> None:
    said = PLAIN.of(Turn("**a** b", (Option("c", "d"),), ("http://e",)))
    assert said == "a b\n  [1] c\nhttp://e"


def test_bold_and_small_stand_in_codes() -> None:
    said = COLOURED.of(Turn("**a** ** b", (), ("http://e",)))
    assert said == "\033[1ma\033[22m  b\n\033[2mhttp://e\033[22m"


def test_lines_that_tell_the_options_are_numbered_in_place() -> None:
    options = (Option("a size", "a size"), Option("b size", "b size"), Option("c", "c"))
    said = PLAIN.of(Turn("which?\n**b size**: 2\na size: 1", options))
    assert said == "which?\n  [2] b size: 2\n  [1] a size: 1\n  [3] c"


def test_nothing_that_is_said_moves_the_cursor() -> None:
    turn = Turn("a\x1b[2J\x07\r\u202eb\n\tc\x9b", (Option("d\x1b[1m", "e"),), ("f\x08",))
    assert PLAIN.of(turn) == "a[2Jb\n\tc\n  [1] d[1m\nf"


def test_addresses_are_told_once(parrot) -> None:
    source = SourceLine("a", "A", "http://a", None)

    def answer(*_):
        reply = Reply("answer", "x http://b", sources=(source, source,
                                                       replace(source, url="http://b")))
        return reply, None

    parrot.answer = answer
    assert conversation(parrot).hear("x").small == ("http://a",)


def test_a_look_is_three_pairs() -> None:
    assert Look() == PLAIN


def test_a_line_that_lists_the_choices_is_none_of_them() -> None:
    turn = Turn("one, two\none: 1", (Option("one", "one"), Option("two", "two")))
    assert PLAIN.of(turn).split("\n") == ["one, two", "  [1] one: 1", "  [2] two"]
