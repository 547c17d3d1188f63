"""The settings: what can be set, and what holds where nothing is set (read by configuration.py).

Every setting stands in config.yaml with its default and a comment. YUANWEN_SECTION__NAME overrides
one (lists in YAML flow). The token comes from TELEGRAM_BOT_TOKEN, or from the file that
TELEGRAM_BOT_TOKEN_FILE names, and from nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


class Secret:
    """A string that does not show itself."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The string itself."""
        return self._value

    def __repr__(self) -> str:
        return "***"


@dataclass(frozen=True, slots=True)
class Telegram:
    """How the bot reaches Telegram, and who runs it."""

    mode: Literal["polling", "webhook"] = "polling"
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    proxy: str | None = None
    owners: tuple[int, ...] = ()
    editors: tuple[int, ...] = ()
    staff_chat: int | None = field(default=None, metadata={"range": (-10**15, 10**15)})
    operator: str = ""
    concurrency: int = 16
    poll_seconds: int = 30


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers updates when telegram.mode is webhook."""

    listen: str = "127.0.0.1"
    port: int = field(default=8443, metadata={"range": (1, 65535)})
    url: str | None = None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """Where what is remembered lies."""

    url: str = "sqlite:///var/yuanwen.db"
    key_file: Path = Path("var/key")


@dataclass(frozen=True, slots=True)
class KnowledgeSettings:
    """The folders that people keep."""

    seeds: Path = Path("seeds")
    intents: Path = Path("intents")


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """What a new subscriber gets until he says otherwise."""

    timezone: str = "Asia/Shanghai"
    hour: int = field(default=9, metadata={"range": (0, 23)})
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"] = "mon"
    tick_seconds: int = field(default=60, metadata={"range": (1, 60)})


@dataclass(frozen=True, slots=True)
class DeliverySettings:
    """How fast messages leave, and how long one may be under way."""

    per_second: int = 30
    bulk_per_second: int = 25
    chat_per_second: float = field(default=1.0, metadata={"range": (0.01, 1000)})
    chat_burst: int = 3
    group_per_minute: int = 18
    lease_seconds: int = 60
    workers: int = 12
    shutdown_seconds: int = 3


@dataclass(frozen=True, slots=True)
class ConversationSettings:
    """How long a chat's last question completes the next one."""

    context_minutes: int = 30


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """A clock for tests."""

    file: Path | None = None


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What is logged, to standard error."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; a field that is not a section does not come from config.yaml."""

    telegram: Telegram = field(default_factory=Telegram)
    webhook: Webhook = field(default_factory=Webhook)
    store: StoreSettings = field(default_factory=StoreSettings)
    knowledge: KnowledgeSettings = field(default_factory=KnowledgeSettings)
    digests: DigestSettings = field(default_factory=DigestSettings)
    delivery: DeliverySettings = field(default_factory=DeliverySettings)
    conversation: ConversationSettings = field(default_factory=ConversationSettings)
    clock: ClockSettings = field(default_factory=ClockSettings)
    log: LogSettings = field(default_factory=LogSettings)
    token: Secret | None = None
    folder: Path = Path()
