"""What holds for every test: loopback only, no settings from outside, full count on request."""

from __future__ import annotations

import ipaddress
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.botapi.client import BotApiServer, Telegram

CLAIMS = pytest.StashKey[list[tuple[str, str, str]]]()
PROOFS = Path(__file__).parents[1] / "docs" / "proof.md"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", action="store_true",
                     help="run the proofs alone, at full count, and write docs/proof.md")


def pytest_configure(config: pytest.Config) -> None:
    """Take what the machine has set out of the environment, and shut the network."""
    for name in list(os.environ):
        if name.startswith(("YUANWEN_", "TELEGRAM_")) or name.lower().endswith("_proxy"):
            del os.environ[name]
    sys.addaudithook(_loopback_only)
    config.stash[CLAIMS] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --proof only proofs run."""
    if config.getoption("--proof"):
        config.hook.pytest_deselected(items=[i for i in items if not i.get_closest_marker("proof")])
        items[:] = [item for item in items if item.get_closest_marker("proof")]


def _loopback_only(event: str, arguments: tuple[Any, ...]) -> None:
    if event != "socket.connect":
        return
    address = arguments[1]
    if not isinstance(address, tuple):
        return
    try:
        local = ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        local = address[0] == "localhost"
    if not local:
        raise RuntimeError(f"a test wanted the network: {address}")


# ---- proofs ------------------------------------------------------------------------------------

@dataclass
class Proof:
    """How often a proof runs, and what it says in docs/proof.md."""

    full: bool
    name: str
    claims: list[tuple[str, str, str]] = field(repr=False)

    def count(self, few: int, full: int) -> int:
        """How many rounds: few in `make test`, full in `make proof`."""
        return full if self.full else few

    def record(self, claim: str, measured: str) -> None:
        """A promise, and what was counted or measured for it."""
        self.claims.append((claim, measured, self.name))


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Proof:
    return Proof(bool(request.config.getoption("--proof")), request.node.name,
                 request.config.stash[CLAIMS])


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Write docs/proof.md after a whole run that passed, not after a selection."""
    claims = session.config.stash[CLAIMS]
    whole = session.config.invocation_params.args == ("--proof",)
    if not whole or exitstatus != 0 or not claims:
        return
    rows = "\n".join(f"| {claim} | {measured} | `{name}` |" for claim, measured, name in claims)
    head = ("# Proofs\n\nWritten by `make proof`: each promise, what was counted, and its test."
            "\n\n| promise | counted | test |\n|---|---|---|\n")
    PROOFS.write_text(f"{head}{rows}\n", encoding="utf-8")


# ---- Telegram ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def botapi() -> Iterator[BotApiServer]:
    """The Bot API server of the tests, one process for all."""
    with BotApiServer() as server:
        yield server


@pytest.fixture(scope="session")
def emulator() -> Iterator[BotApiServer]:
    """The Bot API server that nobody here wrote, behind the same control endpoints."""
    with BotApiServer("tests.botapi.emulator") as server:
        yield server


@pytest.fixture
def telegram(botapi: BotApiServer) -> Telegram:
    """A bot's Telegram of this test's own."""
    return botapi.telegram()
