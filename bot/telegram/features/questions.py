"""Any text: the engine's answer with its buttons; an edited question edits its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.context import Context
from bot.answers.reply import Language, Option, Reply
from bot.delivery.message import Outgoing
from bot.knowledge.model import KnowledgeBase
from bot.store import chats, missed, subscribers, subscriptions
from bot.store.tx import Tx
from bot.telegram import ahead
from bot.telegram.ahead import LONG, Prepared, Question
from bot.telegram.contact import known_contact
from bot.telegram.keyboards import Rows, button, copy_buttons, flow
from bot.telegram.memory import Memory
from bot.telegram.rendering import linked
from bot.telegram.topics import display, short_id, to_follow
from bot.telegram.turn import Turn
from bot.telegram.visit import Desk, Feature, Press, Visit, chosen
from bot.traditional import traditional

OPTIONS = 8


def ask(visit: Visit, text: str, *, alone: bool = False) -> list[Outgoing]:
    """Answer a text, keep what it leaves behind, and note what was not answered.

    `alone`: it is a whole question, which the one before does not complete.
    """
    reply, memory = _answered(visit, text, alone=alone)
    chats.set_context(visit.tx, visit.chat.id, memory.record())
    text = with_links(reply, visit.engine.knowledge)
    contact = known_contact(visit.speaking(reply.language)) if reply.needs_person else None
    if contact is not None and contact.value not in reply.text:
        text = f"{text}\n\n{contact.said}"
    return [visit.send(text, rows(visit, reply))]


def _answered(visit: Visit, text: str, *, alone: bool) -> tuple[Reply, Memory]:
    memory = Memory.read(visit.chat.context)
    before = None if alone else memory.context
    now, language = local_now(visit), chosen(visit.chat)
    made = visit.prepared
    if made is not None and made.fits(visit.engine, Question.at(text, now, before, language)):
        reply, left = made.answer
    else:
        reply, left = visit.engine.answer(text, now, before, language)
    if reply.kind in ("unknown", "suggest"):
        missed.record(visit.tx, visit.chat.id, text, reply.kind, reply.language, visit.now)
    return reply, replace(memory, context=left).with_options(reply.options)


async def prepare(desk: Desk, turn: Turn) -> Prepared | None:
    """Answer a long text ahead of its transaction; None for any other."""
    if turn.command is not None or len(turn.text) <= LONG:
        return None

    def look(tx: Tx) -> tuple[datetime, Context | None, Language | None]:
        chat = chats.get(tx, turn.chat_id)
        memory = Memory.read(chat.context if chat else None)
        return _now(tx, desk, turn), memory.context, chosen(chat) if chat else None

    now, context, language = await desk.store.run(look)
    return await ahead.prepare(desk.current.engine, turn.text, now, context, language)


def local_now(visit: Visit) -> datetime:
    """Return the time by the reader's own clock."""
    return _now(visit.tx, visit.desk, visit.turn)


def _now(tx: Tx, desk: Desk, turn: Turn) -> datetime:
    subscriber = subscribers.find(tx, turn.chat_id, turn.thread)
    zone = subscriber.zone if subscriber else desk.settings.digests.timezone
    return desk.clock.now().astimezone(ZoneInfo(zone))


def with_links(reply: Reply, knowledge: KnowledgeBase) -> str:
    """Return a reply's marked text with its sources linked where they have an address."""
    text = reply.marked
    for source in reply.sources:
        known = knowledge.sources.get(source.id)
        english = known.title_en if known is not None else None
        for title in (source.title, traditional(source.title), english or ""):
            changed = linked(text, title, source.url or "")
            if changed != text:
                text = changed
                break
    return text


def rows(visit: Visit, reply: Reply) -> Rows:
    """Return the buttons under a reply: what may be meant, numbers to copy, follow, a person."""
    speaking = visit.speaking(reply.language)
    options = flow(button(option.text, "opt", short_id(option.send))
                   for option in reply.options[:OPTIONS])
    copies = copy_buttons(reply.text, lambda text: speaking.say("button.copy", text=text))
    last = []
    topic = to_follow(visit.engine.knowledge, reply.topics, visit.welcome.listed)
    if visit.turn.private and topic and not follows(visit, topic):
        name = display(visit.engine.knowledge, topic, reply.language)
        last.append(button(speaking.say("button.follow", topic=name), "sub", short_id(topic)))
    if visit.turn.private and reply.needs_person and visit.staff_chat is not None:
        about = (short_id(topic),) if topic else ()
        last.append(button(speaking.say("button.enquire"), "enquire", *about))
    return (*options, *copies, *flow(last))


def as_options(texts: Sequence[str]) -> tuple[Option, ...]:
    """Return buttons that say what they show."""
    return tuple(Option(text, text) for text in texts)


def follows(visit: Visit, topic: str) -> bool:
    """Tell whether this chat has subscribed to a topic."""
    subscriber = subscribers.find(visit.tx, visit.turn.chat_id, visit.turn.thread)
    return subscriber is not None and any(
        each.topic == topic for each in subscriptions.of(visit.tx, subscriber.id))


def listen(visit: Visit) -> Sequence[Outgoing] | None:
    """Answer a question; where it is an edited one, in place of the answer it had."""
    if not visit.turn.text:
        return None
    question = visit.turn.message_id
    known = Memory.read(visit.chat.context).answers.get(str(question))
    if visit.turn.kind == "edited" and known is None:
        return []  # it was no question: a form's text, or one of long ago
    answers = ask(visit, visit.turn.text)
    if known:
        return [replace(answers[0], kind="edit", message_id=known, reply_to=None)]
    _remember(visit.tx, visit.chat.id, question, 0)
    return answers


def answered_by(tx: Tx, chat_id: int, question: int, answer: int) -> None:
    """Note which message answers a question, once it was sent; other messages have no entry."""
    chat = chats.get(tx, chat_id)
    if chat is not None and Memory.read(chat.context).answers.get(str(question)) == 0:
        _remember(tx, chat_id, question, answer)


def _remember(tx: Tx, chat_id: int, question: int, answer: int) -> None:
    chat = chats.get(tx, chat_id)
    if chat is not None:
        memory = Memory.read(chat.context).with_answer(question, answer)
        chats.set_context(tx, chat_id, memory.record())


def press_option(visit: Visit) -> Sequence[Outgoing]:
    """Answer what an option's button stands for, as if it had been written."""
    return _pressed(visit, alone=False)


def press_example(visit: Visit) -> Sequence[Outgoing]:
    """Answer a whole question that a button stands for."""
    return _pressed(visit, alone=True)


def _pressed(visit: Visit, *, alone: bool) -> Sequence[Outgoing]:
    text = Memory.read(visit.chat.context).sends.get(visit.argument())
    if text is None:
        return visit.stale()
    return [visit.toast(), *ask(visit, text, alone=alone)]


FEATURE = Feature(
    "questions", presses=(Press("opt", press_option), Press("ask", press_example)),
    listens=(listen,))
