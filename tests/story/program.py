"""The real program in its own process: started, killed and started again on one store."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.botapi.client import Telegram

ROOT = Path(__file__).parents[2]
SEEDS = Path(__file__).parent / "knowledge" / "seeds"
ZONE = ZoneInfo("Asia/Shanghai")
CODE = re.compile(r"/start ([A-Za-z0-9-]{6,})")
FAST = "delivery:\n  chat_per_second: 100\n  chat_burst: 30\n  group_per_minute: 1000\n"
PATIENCE = 40.0


@dataclass
class Program:
    """`python -m bot run` on a folder of its own, with a clock that the test moves."""

    telegram: Telegram
    folder: Path
    # Real rates make a conversation as slow as it is; where they are not the matter, none hold.
    real_rates: bool = False
    start_at: datetime = datetime(2026, 11, 22, 8, 30, tzinfo=ZONE)
    process: subprocess.Popen[bytes] | None = None
    runs: int = 0
    _set_at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        shutil.copytree(SEEDS, self.seeds)
        (self.folder / "config.yaml").write_text(
            "telegram:\n"
            f"  base_url: http://127.0.0.1:{self.telegram.port}/bot\n"
            f"  base_file_url: http://127.0.0.1:{self.telegram.port}/file/bot\n"
            "  poll_seconds: 10\n"
            "knowledge:\n  seeds: seeds\n"
            f"  intents: {ROOT / 'intents'}\n"
            "digests:\n  tick_seconds: 1\n"
            "clock:\n  file: now\n"
            "log:\n  level: DEBUG\n"
            + ("" if self.real_rates else FAST), encoding="utf-8")
        if not self.real_rates:
            self.telegram.control("options", rates=False)
        self.set_clock(self.start_at)

    @property
    def seeds(self) -> Path:
        """The folder that the owner edits."""
        return self.folder / "seeds"

    # ---- time --------------------------------------------------------------------------------

    def set_clock(self, at: datetime) -> None:
        """Move the program's clock; it runs on from there."""
        self.start_at, self._set_at = at, time.monotonic()
        fresh = self.folder / "now.new"
        fresh.write_text(at.isoformat(), encoding="ascii")
        fresh.replace(self.folder / "now")

    @property
    def now(self) -> datetime:
        """What the program takes for the present."""
        return self.start_at + timedelta(seconds=time.monotonic() - self._set_at)

    # ---- life --------------------------------------------------------------------------------

    def start(self, crash_at: str = "", *, wait: bool = True, **settings: str) -> None:
        """Start on the store that is there; `settings` are YUANWEN_… variables without prefix."""
        assert self.process is None or self.process.poll() is not None
        if self.runs:
            self.set_clock(self.now)
        self.runs += 1
        environ = {"TELEGRAM_BOT_TOKEN": self.telegram.token, "PYTHONUNBUFFERED": "1",
                   "PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8"}
        environ |= {f"YUANWEN_{name}": value for name, value in settings.items()}
        if crash_at:
            environ["YUANWEN_CRASH_AT"] = crash_at
        with (self.folder / f"{self.runs}.out").open("wb") as out, \
                (self.folder / f"{self.runs}.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run", "--config", str(self.folder / "config.yaml")],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=log, env=environ)
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Return when the program says that it serves; fail at once where it has ended."""
        assert self.process is not None
        until = time.monotonic() + PATIENCE
        log = self.folder / f"{self.runs}.log"
        while "run.ready" not in log.read_text(encoding="utf-8"):
            status = self.process.poll()
            assert status is None, f"ended with {status}: {self.everything_said()[-3000:]}"
            assert time.monotonic() < until, f"not ready: {self.everything_said()[-3000:]}"
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as a service manager would; that is not an error."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(15)
        assert status == 0, f"ended with {status}: {self.everything_said()[-3000:]}"

    def kill(self) -> None:
        """Kill -9."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(15)

    def wait_for_death(self) -> None:
        """Return when the program has killed itself at the point that was named."""
        assert self.process is not None
        status = self.process.wait(PATIENCE)
        assert status == -signal.SIGKILL, f"ended with {status}: {self.everything_said()[-3000:]}"

    def close(self) -> None:
        """Leave nothing running."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    # ---- what it says ------------------------------------------------------------------------

    @property
    def printed(self) -> str:
        """What stands on the console, of all runs."""
        return self._read("out")

    @property
    def log(self) -> str:
        """What was logged, in all runs."""
        return self._read("log")

    def everything_said(self) -> str:
        """Console and log together."""
        return f"{self.printed}\n{self.log}"

    def _read(self, suffix: str) -> str:
        files = [self.folder / f"{run}.{suffix}" for run in range(1, self.runs + 1)]
        return "".join(file.read_text(encoding="utf-8") for file in files if file.exists())

    def owner_code(self) -> str:
        """The one-time code that the console shows."""
        found = CODE.search(self.printed) or CODE.search(self.log)
        assert found, f"no code on the console: {self.everything_said()[-2000:]}"
        return found.group(1)

    # ---- what the owner writes ---------------------------------------------------------------

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text in a file of the seeds."""
        path = self.seeds / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
