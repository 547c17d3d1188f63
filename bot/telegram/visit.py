"""What a feature is handed: the desk it works at, and one visit inside one transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.answers.engine import Engine
from bot.answers.reply import Language
from bot.clock import Clock
from bot.curating.curator import Curator
from bot.curating.current import Current
from bot.delivery.message import Button, Outgoing
from bot.enquiries.service import Enquiries
from bot.settings import Settings
from bot.store import releases, staff
from bot.store.chats import Chat
from bot.store.database import Store
from bot.store.tx import Tx
from bot.telegram import welcome
from bot.telegram.ahead import Prepared
from bot.telegram.rendering import fitting
from bot.telegram.topics import Askable, by_id
from bot.telegram.turn import Me, Turn

Role = Literal["reader", "editor", "owner"]
Rows = tuple[tuple[Button, ...], ...]
LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
# The chat's setting that holds the language which the reader chose.
CHOSEN = "language"
RANK: dict[Role, int] = {"reader": 0, "editor": 1, "owner": 2}


class Desk:
    """What all visits share. `me` is known once the bot has said who it is."""

    def __init__(self, *, settings: Settings, store: Store, clock: Clock, current: Current,
                 curator: Curator) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.current = current
        self.curator = curator
        self.me = Me()
        self.commands: tuple[Command, ...] = ()
        self.menus_changed: Callable[[], None] = lambda: None
        self.enquiries = Enquiries(lambda: current.replies, lambda tx: staff_chat_of(tx, settings),
                                   clock, fitting)
        self.askable: dict[tuple[int, str], tuple[Askable, ...]] = {}
        self._welcome: tuple[int, welcome.Welcome] | None = None

    def welcome(self, tx: Tx) -> welcome.Welcome:
        """Return what newcomers are shown of the release that is served."""
        served = self.current.served
        if self._welcome is None or self._welcome[0] != served.release:
            content = releases.files(tx, served.release).get(welcome.PATH)
            self.askable.clear()  # that of the release before
            self._welcome = served.release, welcome.read(content, served.engine.knowledge)
        return self._welcome[1]


@dataclass(frozen=True, slots=True)
class Visit:
    """One update being handled: everything read and written goes through `tx`."""

    desk: Desk
    turn: Turn
    tx: Tx
    chat: Chat
    now: datetime
    language: Language
    engine: Engine
    role: Role = "reader"
    staff_chat: int | None = None
    new: bool = False
    prepared: Prepared | None = None

    def say(self, key: str, **fields: object) -> str:
        """Return a sentence of the telegram room in the reader's language."""
        return self.desk.current.replies.say(f"telegram.{key}", self.language, **fields)

    def may(self, role: Role) -> bool:
        """Tell whether the one who writes has at least this role."""
        return RANK[self.role] >= RANK[role]

    def speaking(self, language: Language, chat: Chat | None = None) -> Visit:
        """Return the same visit in another language."""
        return replace(self, language=language, chat=chat or self.chat)

    def send(self, marked: str, buttons: Rows = ()) -> Outgoing:
        """Return a new message in this chat; in a group it answers the one who asked."""
        asked = self.turn.message_id if self.turn.group and self.turn.kind != "button" else None
        return Outgoing(kind="send", chat_id=self.turn.chat_id, text=marked,
                        thread=self.turn.thread, buttons=buttons, reply_to=asked or None)

    def show(self, marked: str, buttons: Rows = ()) -> Outgoing:
        """Return the next step of a guided flow: in place of the message with the pressed button.

        Where no button was pressed it is a new message.
        """
        if self.turn.kind != "button" or not self.turn.message_id:
            return self.send(marked, buttons)
        return Outgoing(kind="edit", chat_id=self.turn.chat_id, text=marked,
                        thread=self.turn.thread, buttons=buttons,
                        message_id=self.turn.message_id)

    def toast(self, text: str = "", *, alert: bool = False) -> Outgoing:
        """Return the short notice that answers a button press."""
        return Outgoing(kind="callback", chat_id=self.turn.chat_id, text=text,
                        callback_id=self.turn.callback_id, alert=alert)

    def argument(self, position: int = 0) -> str:
        """Return what the pressed button carries at a position; empty where it carries less."""
        carried = self.turn.callback.arguments if self.turn.callback else ()
        return carried[position] if position < len(carried) else ""

    def named(self) -> str | None:
        """Return the entity that the pressed button names; None where it is no longer known."""
        return by_id(self.engine.knowledge, self.argument())

    def stale(self) -> list[Outgoing]:
        """Return the notice that a button's time is over."""
        return [self.toast(self.say("button.expired"), alert=True)]

    @property
    def operator(self) -> str:
        """Who runs this bot, as the settings say it."""
        return self.desk.settings.telegram.operator or self.say("operator.unknown")

    @property
    def welcome(self) -> welcome.Welcome:
        """What newcomers are shown of this knowledge."""
        return self.desk.welcome(self.tx)

    @property
    def answering_staff(self) -> bool:
        """Whether this is the chat in which the staff answer enquiries."""
        return self.staff_chat is not None and self.turn.chat_id == self.staff_chat


Work = Callable[[Visit], Sequence[Outgoing]]


# What must be awaited before the transaction (a reload, a publishing); it returns the work.
Plan = Callable[[Desk, Turn], Awaitable[Work]]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: `groups` says whether it works in groups, `shown` whether menu and help list it.

    An administrator's command works in private chats and in the staff chat only, `anywhere`
    excepted.
    """

    name: str
    work: Work | None = None
    plan: Plan | None = None
    role: Role = "reader"
    groups: bool = False
    shown: bool = True
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """What a button of this verb does."""

    verb: str
    work: Work | None = None
    plan: Plan | None = None
    role: Role = "reader"


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature's registration.

    `listens` are offered every text that is meant for the bot, in order; the first that does not
    return None has answered it.
    """

    name: str
    commands: tuple[Command, ...] = ()
    presses: tuple[Press, ...] = ()
    listens: tuple[Callable[[Visit], Sequence[Outgoing] | None], ...] = ()


def guess(code: str | None) -> Language:
    """Return the language of a client's IETF code; Chinese where it names none."""
    parts = (code or "zh").casefold().replace("_", "-").split("-")
    if parts[0] != "zh":
        return "en"
    return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts[1:]) else "zh-Hans"


def chosen(chat: Chat) -> Language | None:
    """Return the language that the reader chose; None: that of what he writes."""
    return next((each for each in LANGUAGES if each == chat.settings.get(CHOSEN)), None)


def staff_chat_of(tx: Tx, settings: Settings) -> int | None:
    """Return the staff chat: what /here set, else the setting."""
    return staff.chat(tx) or settings.telegram.staff_chat
