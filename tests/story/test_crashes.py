"""kill -9 while publishing, while composing and sending a digest, while relaying: nothing is lost.

The program kills itself at a named point (bot/crash.py), is started again on the same store, and
the story goes on. What left before its outcome was recorded may come a second time, once.
"""

import itertools
import random
import time
from datetime import timedelta

import pytest

from tests.story.people import HOW_MANY, NINE, RENT

pytestmark = [pytest.mark.story, pytest.mark.crash, pytest.mark.proof, pytest.mark.timeout(300)]
WISH = "我们想在北区租五千平米厂房"
LATER = timedelta(minutes=5)


# The baseline of the first start passes the first point once.
@pytest.mark.parametrize("point", ["publish.before_commit:2", "publish.after_commit"])
def test_killed_while_publishing(people, proof, point):
    program, owner = people.program, people.owner
    program.start(crash_at=point)
    people.claim()
    people.subscribe()
    people.change_the_figure()
    people.reload()
    owner.press("发布")
    program.wait_for_death()
    program.start()
    owner.wait_for("已发布")
    assert "2310" in people.stranger.ask(HOW_MANY, "济南高新区").text
    assert "没有" in people.reload().text, "the release holds the files"
    people.pass_an_occasion(NINE)
    people.wait_until(lambda: len(people.digests()) == 1)
    people.pass_an_occasion(people.tomorrow())
    assert len(people.digests()) == 1
    proof.record(f"kill -9 at {point}: published once, told once", "1 release, 1 digest")


@pytest.mark.parametrize(("point", "most"), [
    ("digest.before_commit", 1),
    ("digest.after_commit", 1),
    ("relay.before_claim", 1),
    ("relay.claimed", 1),
    ("relay.sent", 2),
])
def test_killed_while_sending_a_digest(people, proof, point, most):
    program = people.program
    program.start(crash_at=point)
    people.claim()
    people.subscribe()
    people.change_the_figure()
    people.publish()
    program.set_clock(NINE)
    program.wait_for_death()
    already = len(people.digests())
    assert already == (1 if point == "relay.sent" else 0)
    program.start()
    program.set_clock(program.now + LATER)
    people.wait_until(lambda: len(people.digests()) == most)
    people.pass_an_occasion(people.tomorrow())
    people.stranger.ask(HOW_MANY, "2310")
    digests = people.digests()
    assert len(digests) == most
    assert len({digest.text for digest in digests}) == 1
    proof.record(f"kill -9 at {point}: the digest arrives", f"{len(digests)} message(s)")


@pytest.mark.parametrize(("point", "most"), [
    ("relay.before_claim", 1),
    ("relay.claimed", 1),
    ("relay.sent", 2),
])
def test_killed_while_relaying_an_enquiry(people, proof, point, most):
    program, stranger = people.program, people.stranger
    program.start(crash_at=point)
    people.claim()
    people.open_the_staff_chat()
    stranger.ask(RENT, lambda m: m.button("请人答复") is not None)
    stranger.press("请人答复")
    stranger.wait_for()
    stranger.ask(WISH, lambda m: m.button("同意并发送") is not None)
    stranger.press("同意并发送")
    program.wait_for_death()
    program.start()
    program.set_clock(program.now + LATER)
    clerk = people.clerk

    def cards():
        return [m for m in program.telegram.sent(clerk.id) if WISH in m.text]

    people.wait_until(lambda: len(cards()) == most)
    stranger.mark = program.telegram.position
    clerk.say("明天可以看", reply_to=cards()[-1])
    stranger.wait_for("明天可以看")
    assert len(cards()) == most
    proof.record(f"kill -9 at {point}: the enquiry arrives", f"{most} card(s)")


@pytest.mark.parametrize(("point", "most"), [
    ("inbox.accepted", 1),
    ("inbox.replying", 1),
    ("inbox.sent", 2),
])
def test_killed_while_answering(people, proof, point, most):
    program, stranger = people.program, people.stranger
    program.start(crash_at=point)
    stranger.say(HOW_MANY)
    program.wait_for_death()
    program.start()
    people.wait_until(lambda: len(program.telegram.sent(stranger.id)) == most)
    stranger.ask("/help")
    assert len(program.telegram.sent(stranger.id)) == most + 1
    proof.record(f"kill -9 at {point}: the answer arrives", f"{most} message(s)")


def test_killed_at_any_moment(people, proof):
    """Each question is answered, in order; only what was just being answered comes twice."""
    program, chance = people.program, random.Random(20261122)
    readers = [program.telegram.chat(number) for number in range(5001, 5007)]
    rounds = proof.count(3, 40)
    asked = []
    for number in range(rounds):
        program.start()
        text, mark = ((HOW_MANY, "2029"), (RENT, "租金"))[number % 2]
        asked.append(mark)
        for reader in readers:
            reader.say(text)
        time.sleep(chance.uniform(0, 0.3))
        program.kill()
    program.start()

    def answers(reader):
        texts = [message.text for message in program.telegram.sent(reader.id)]
        return ["2029" if "2029" in text else "租金" for text in texts]

    def heard(reader):
        return [mark for mark, _ in itertools.groupby(answers(reader))]

    people.wait_until(lambda: all(heard(reader) == asked for reader in readers))
    copies = sum(len(answers(reader)) - rounds for reader in readers)
    assert 0 <= copies <= rounds * len(readers)
    proof.record("kill -9 at any moment: every question is answered, in order",
                 f"{rounds} kills, {rounds * len(readers)} questions, 0 lost, {copies} came twice")


def test_updates_that_come_twice_are_handled_once(people, proof):
    program, stranger = people.program, people.stranger
    program.start()
    stranger.ask(HOW_MANY, "2029")
    update = [e["update_id"] for e in program.telegram.journal() if e["kind"] == "update"][-1]
    rounds = proof.count(3, 30)
    for _ in range(rounds):
        program.telegram.control("redeliver", update_id=update)
    stranger.ask("/help")
    assert len(program.telegram.sent(stranger.id)) == 2
    proof.record("an update that comes again is handled once", f"{rounds} redeliveries")


def test_a_second_process_on_the_same_store_refuses_to_start(people):
    program = people.program
    program.start()
    first = program.process
    program.process = None
    program.start(wait=False)
    assert program.process is not None
    assert program.process.wait(30) == 2
    assert "正在使用" in program.everything_said()
    program.process = first
    people.stranger.ask(HOW_MANY, "2029")
