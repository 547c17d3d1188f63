"""What the documents show of the program, made anew: conversations, commands, tables.

In a Markdown file, what stands between `<!-- shown: NAME -->` and `<!-- /shown -->` is made here,
and so is the output of every command (`$ …`) in a ```console block.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.configuration import SECTIONS, types_of
from bot.delivery.policy import DEFAULT, POLICIES, REPLY, Policy
from bot.messages import templates

ROOT = Path(__file__).parents[2]
DEMOS = Path(__file__).parent / "demos.yaml"
CONFIG = ROOT / "config.yaml"
NOW = "2026-11-22T10:00:00+08:00"
PYTHON = ".venv/bin/python"
REFRESH = f"{PYTHON} -m tests.docs.refresh"
BLOCK = re.compile(r"(?P<open><!-- shown: (?P<name>[\w-]+) -->\n).*?(?P<close><!-- /shown -->)",
                   re.DOTALL)
CONSOLE = re.compile(r"(?P<open>^```console\n)(?P<body>.*?)(?P<close>^```$)",
                     re.DOTALL | re.MULTILINE)
SETTING = re.compile(r"^  (?P<name>\w+): +(?P<value>\S.*?)(?: +# (?P<says>.*))?$")
VERB = re.compile(r"^    ([a-z]+)(?: {2,}|$)", re.MULTILINE)


def documents() -> list[Path]:
    """Return the Markdown files of the project."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def refreshed(text: str) -> str:
    """Return a document with all that it shows of the program made anew."""
    text = BLOCK.sub(lambda found: found["open"] + made(found["name"]) + found["close"], text)
    return CONSOLE.sub(lambda found: found["open"] + typed(found["body"]) + found["close"], text)


def made(name: str) -> str:
    """Return the lines of one block."""
    kind, _, rest = name.partition("-")
    makers: Mapping[str, Callable[[str], str]] = {
        "demo": lambda name: f"```text\n{conversation(demo(name))}\n```\n",
        "verbs": verbs, "settings": lambda _: settings(), "policies": lambda _: policies()}
    return makers[kind](rest)


# ---- commands ------------------------------------------------------------------------------

def environment() -> dict[str, str]:
    """Return this environment without the settings that somebody made in it."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("YUANWEN_", "TELEGRAM_"))}
    return {**kept, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}


def said(command: str, given: str = "") -> str:
    """Return what a command prints, its standard error after its standard output."""
    done = subprocess.run(
        ["bash", "-c", command.replace(PYTHON, sys.executable)], cwd=ROOT, input=given,
        capture_output=True, encoding="utf-8", env=environment(), timeout=60, check=False)
    return done.stdout + done.stderr


def typed(body: str) -> str:
    """Return a console block with the output of each of its commands."""
    lines = []
    for line in body.splitlines():
        if line.startswith("$ "):
            lines += [line, *map(str.rstrip, said(line[2:]).rstrip().splitlines())]
    return "".join(f"{line}\n" for line in lines)


# ---- conversations -------------------------------------------------------------------------

@cache
def kept() -> list[dict[str, Any]]:
    """Return the demonstrations as they are kept."""
    loaded: list[dict[str, Any]] = yaml.safe_load(DEMOS.read_text(encoding="utf-8"))
    return loaded


def demo(name: str) -> dict[str, Any]:
    """Return one demonstration."""
    return next(each for each in kept() if each["name"] == name)


def replayed() -> list[dict[str, Any]]:
    """Return the demonstrations with what the program says today."""
    asked = [json.dumps({"id": [each["name"], number], "chat": each["name"], "text": turn["ask"]})
             for each in kept() for number, turn in enumerate(each["turns"])]
    output = said(f"{PYTHON} -m bot ask --jsonl --now {NOW}", "\n".join(asked) + "\n")
    try:
        told = {tuple(answer["id"]): answer for answer in map(json.loads, output.splitlines())}
    except ValueError as error:
        raise RuntimeError(f"the program does not answer:\n{output}") from error
    return [{**each, "turns": [_turn(turn, told[each["name"], number])
                               for number, turn in enumerate(each["turns"])]} for each in kept()]


def _turn(turn: Mapping[str, Any], answer: Mapping[str, Any]) -> dict[str, Any]:
    fresh = {**turn, "kind": answer["kind"], "reply": answer["text"]}
    fresh.pop("options", None)
    options = [option["text"] for option in answer["options"]]
    return {**fresh, "options": options} if options else fresh


def conversation(shown: Mapping[str, Any]) -> str:
    """Return a demonstration as text: the question, the reply, the buttons in brackets."""
    turns = []
    for turn in shown["turns"]:
        lines = [f"> {turn['ask']}", "", turn["reply"]]
        if turn.get("options"):
            lines.append(" ".join(f"[{option}]" for option in turn["options"]))
        turns.append("\n".join(lines))
    return "\n\n".join(turns)


def wanting(shown: Mapping[str, Any]) -> list[str]:
    """Return what a demonstration must tell and does not, and what it must not tell and does."""
    found = []
    for turn in shown["turns"]:
        found += [f"{shown['name']}: lacks {part}" for part in turn.get("must", ())
                  if part not in turn["reply"]]
        found += [f"{shown['name']}: says {part}" for part in turn.get("never", ())
                  if part in turn["reply"]]
    return found


# ---- tables --------------------------------------------------------------------------------

@cache
def offered(verb: str = "") -> tuple[str, ...]:
    """Return the verbs that the command line has (below another verb)."""
    listed = said(f"{PYTHON} -m bot {verb} --help".replace("  ", " "))
    return tuple(VERB.findall(listed.partition("VERB\n")[2]))


def verbs(language: str) -> str:
    """Return a line for each verb of the command line."""
    words = templates(language)
    rows = []
    for verb in offered():
        below = offered(verb) if verb == "facts" else ()
        rows += [(f"facts {each}", words[f"help.facts_{each}"]) for each in below]
        rows += [] if below else [(verb, words[f"help.{verb}"])]
    return "".join(f"- `python -m bot {verb}` — {says}\n" for verb, says in rows)


def settings() -> str:
    """Return a table of config.yaml: each setting, its default and its comment."""
    rows = ["| setting | default | |\n", "|---|---|---|\n"]
    section = ""
    for line in CONFIG.read_text(encoding="utf-8").splitlines():
        if re.fullmatch(r"\w+:", line):
            section = line[:-1]
        elif found := SETTING.match(line):
            says = (found["says"] or "").replace("|", "\\|")
            rows.append(f"| `{section}.{found['name']}` | `{found['value']}` | {says} |\n")
    return "".join(rows)


def setting_names() -> list[str]:
    """Return every setting as section.name."""
    return [f"{section}.{name}" for section in SECTIONS for name in types_of(section)]


def policies() -> str:
    """Return a table of how often what is tried again."""
    rows = ["| purpose | pauses after a send that did not leave | what may have arrived |\n",
            "|---|---|---|\n"]
    named: list[tuple[str, Policy]] = [("a reply (inbox)", REPLY), *POLICIES.items(),
                                       ("any other", DEFAULT)]
    for name, policy in named:
        pauses = ", ".join(_span(each.total_seconds()) for each in policy.delays)
        again = f"is sent once more after {_span(policy.resend.total_seconds())}" \
            if policy.resend else "is never sent again"
        rows.append(f"| {name} | {pauses} | {again} |\n")
    return "".join(rows)


def _span(seconds: float) -> str:
    for size, unit in ((3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"
