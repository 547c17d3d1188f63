"""/enquire: a person is asked. One text, optional fields, consent; and the words back and forth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.delivery.message import Button, Outgoing
from bot.enquiries import forms
from bot.enquiries.cards import details, literal
from bot.enquiries.forms import Draft
from bot.store import chats, enquiries
from bot.store.enquiries import Enquiry
from bot.telegram.contact import known_contact
from bot.telegram.keyboards import Rows, button, flow
from bot.telegram.topics import EVERYTHING, display
from bot.telegram.visit import Command, Feature, Press, Visit

MOST_A_DAY = 5


def begin(visit: Visit, about: str = "") -> Sequence[Outgoing]:
    """Ask for the text; where nobody is there to read it, give the known contact instead."""
    if visit.staff_chat is None:
        return _nobody(visit)
    if not visit.turn.private:
        return [visit.send(visit.say("only_private"))]
    if _too_many(visit):
        return [visit.send(visit.say("enquire.too_many", number=MOST_A_DAY))]
    draft = Draft(visit.now, about=about)
    if visit.turn.argument and visit.turn.command == "enquire":
        return _keep(visit, forms.took(draft, visit.turn.argument))
    chats.set_form(visit.tx, visit.chat.id, draft.record())
    return [visit.send(visit.say("enquire.write"), (_drop(visit),))]


def _nobody(visit: Visit) -> Sequence[Outgoing]:
    contact = known_contact(visit)
    said = (visit.say("enquire.nobody"), contact.said if contact else "")
    return [visit.send("\n".join(said).strip())]


def _too_many(visit: Visit) -> bool:
    since = visit.now - timedelta(days=1)
    recent = [each for each in enquiries.listing(visit.tx, None, 200)
              if each.chat_id == visit.chat.id and each.created_at > since]
    return len(recent) >= MOST_A_DAY


def _drop(visit: Visit) -> tuple[Button, ...]:
    return (button(visit.say("button.cancel"), "drop"),)


def press_begin(visit: Visit) -> Sequence[Outgoing]:
    """Begin from an answer's button; what the answer was about goes along."""
    about = visit.named()
    return [visit.toast(), *begin(visit, "" if about in (None, EVERYTHING) else str(about))]


def _keep(visit: Visit, draft: Draft) -> Sequence[Outgoing]:
    """Keep the draft and show it: what will be passed on, and the consent in one sentence."""
    chats.set_form(visit.tx, visit.chat.id, draft.record())
    return [_preview(visit, draft)]


def _preview(visit: Visit, draft: Draft) -> Outgoing:
    name = display(visit.engine.knowledge, draft.about, visit.language)
    form = {"about": name, "name": visit.turn.user_name, **draft.fields}
    filled = details(visit.desk.current.replies, visit.language, form)
    return visit.show(visit.say("enquire.preview", words=literal(draft.text), details=filled),
                      _choices(visit, draft))


def _choices(visit: Visit, draft: Draft) -> Rows:
    add = [button(visit.say(f"enquire.add.{name}"), "field", name) for name in forms.FIELDS]
    send = button(visit.say("enquire.send"), "send")
    rewrite = button(visit.say("enquire.rewrite"), "field", "text")
    return ((send,), *flow(add), (rewrite, *_drop(visit)))


def press_field(visit: Visit) -> Sequence[Outgoing]:
    """Ask for one more field, or for the text again."""
    draft = Draft.read(visit.chat.form, visit.now)
    waiting = forms.asking(draft, visit.argument()) if draft else None
    if waiting is None:
        return visit.stale()
    chats.set_form(visit.tx, visit.chat.id, waiting.record())
    key = "enquire.write" if waiting.step == "text" else f"enquire.ask.{waiting.asking}"
    return [visit.toast(), visit.send(visit.say(key), (_drop(visit),))]


def press_send(visit: Visit) -> Sequence[Outgoing]:
    """Pass the enquiry on: the press is the consent that the sentence above it asked for."""
    draft = Draft.read(visit.chat.form, visit.now)
    if draft is None or not draft.text:
        return visit.stale()
    form = {"text": draft.text, "name": visit.turn.user_name, "about": draft.about, **draft.fields}
    enquiry = visit.desk.enquiries.submit(
        visit.tx, visit.chat.id, visit.turn.user_id, form, visit.now, language=visit.language)
    chats.set_form(visit.tx, visit.chat.id, None)
    if enquiry is None:
        return [visit.toast(), *_nobody(visit)]
    return [visit.toast(), visit.show(visit.say("enquire.sent", code=enquiry.code))]


def press_drop(visit: Visit) -> Sequence[Outgoing]:
    """Give the form up; nothing of it is kept."""
    chats.set_form(visit.tx, visit.chat.id, None)
    return [visit.toast(), visit.show(visit.say("dropped"))]


def cancel(visit: Visit) -> Sequence[Outgoing]:
    """Give up whatever is being filled in."""
    busy = visit.chat.form is not None
    chats.set_form(visit.tx, visit.chat.id, None)
    return [visit.send(visit.say("dropped" if busy else "cancel.nothing"))]


def listen_form(visit: Visit) -> Sequence[Outgoing] | None:
    """Take a text that a form waits for."""
    if not visit.turn.private or visit.turn.kind != "text":
        return None
    number = forms.replying_to(visit.chat.form, visit.now)
    if number is not None:
        chats.set_form(visit.tx, visit.chat.id, None)
        enquiry = enquiries.get(visit.tx, number)
        return None if enquiry is None else _to_staff(visit, enquiry)
    draft = Draft.read(visit.chat.form, visit.now)
    if draft is None or not draft.listening or not visit.turn.text.strip():
        return None
    return _keep(visit, forms.took(draft, visit.turn.text))


def listen_reply(visit: Visit) -> Sequence[Outgoing] | None:
    """Take a reply to a card, a relayed answer or what came back: it goes to the other side."""
    turn = visit.turn
    found = (visit.desk.enquiries.of_message(visit.tx, turn.chat_id, turn.reply_to)
             if turn.reply_to is not None else None)
    if found is None:
        return None
    if turn.kind != "text":
        key = "enquire.no_edits" if turn.kind == "edited" else "enquire.only_text"
        return [visit.send(visit.say(key))]
    enquiry, by_staff = found
    if not by_staff:
        return _to_staff(visit, enquiry)
    if not visit.answering_staff:
        return [visit.send(visit.say("enquire.not_staff"))]
    visit.desk.enquiries.from_staff(
        visit.tx, enquiry, turn.text, turn.user_id, visit.now)
    return []


def _to_staff(visit: Visit, enquiry: Enquiry) -> Sequence[Outgoing]:
    passed = visit.desk.enquiries.from_reader(visit.tx, enquiry, visit.turn.text, visit.now)
    key = "enquire.passed_on" if passed else "enquire.nobody_now"
    return [visit.send(visit.say(key, code=enquiry.code))]


def _carried(visit: Visit) -> Enquiry | None:
    number = visit.argument()
    return enquiries.get(visit.tx, int(number)) if number.isdecimal() else None


def press_answer(visit: Visit) -> Sequence[Outgoing]:
    """Let the enquirer write back without finding the message to reply to."""
    enquiry = _carried(visit)
    if enquiry is None or enquiry.chat_id != visit.turn.chat_id:
        return visit.stale()
    chats.set_form(visit.tx, visit.chat.id, forms.reply_form(enquiry.id, visit.now))
    return [visit.toast(), visit.send(visit.say("enquire.write_back", code=enquiry.code),
                                      (_drop(visit),))]


def press_solved(visit: Visit) -> Sequence[Outgoing]:
    """Let the enquirer say that this is settled."""
    enquiry = _carried(visit)
    if enquiry is None or enquiry.chat_id != visit.turn.chat_id:
        return visit.stale()
    visit.desk.enquiries.close(visit.tx, enquiry, visit.now, by_staff=False)
    return [visit.toast(), visit.send(visit.say("enquire.closed", code=enquiry.code))]


def press_close(visit: Visit) -> Sequence[Outgoing]:
    """Let the staff close an enquiry; the card says so."""
    enquiry = _carried(visit)
    if enquiry is None or not visit.answering_staff:
        return visit.stale()
    visit.desk.enquiries.close(visit.tx, enquiry, visit.now, by_staff=True)
    card = visit.desk.enquiries.closed_card(
        visit.tx, enquiry, visit.turn.chat_id, visit.turn.message_id)
    return [visit.toast(visit.say("enquire.closed_toast", code=enquiry.code)), card]


FEATURE = Feature(
    "enquire",
    commands=(Command("enquire", begin), Command("cancel", cancel)),
    presses=(Press("enquire", press_begin), Press("field", press_field), Press("send", press_send),
             Press("drop", press_drop), Press("answer", press_answer),
             Press("solved", press_solved), Press("close", press_close)),
    listens=(listen_reply, listen_form))

