"""facts diff: what changed between two knowledge folders."""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.cli.facts.building import built_of
from bot.cli.knowledge import folders_of, settings_of
from bot.knowledge.changes import Change, changes
from bot.knowledge.deriving import is_derived
from bot.knowledge.files import read_folder
from bot.knowledge.labels import label, told
from bot.knowledge.model import Fact, KnowledgeBase
from bot.messages import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("old", type=Path, metavar="A", help=say("help.diff_old"))
    parser.add_argument("new", type=Path, metavar="B", help=say("help.diff_new"))


def run(options: argparse.Namespace) -> int:
    """Print one line for each change."""
    intents = read_folder(folders_of(options, settings_of(options))[1], "intents")
    old, new = (built_of({**read_folder(folder, "seeds"), **intents}, str(folder)).knowledge
                for folder in (options.old, options.new))
    found = [change for change in changes(old, new)
             if not any(fact is not None and is_derived(fact)
                        for fact in (change.old, change.new))]
    lines = [_line(change) for change in found]
    lines += _things(old, new)
    print("\n".join([*lines, say("diff.summary", count=len(found))]))
    return 0


def _things(old: KnowledgeBase, new: KnowledgeBase) -> list[str]:
    gone = [name for name in old.entities if name not in new.entities]
    come = [name for name in new.entities if name not in old.entities]
    return [say("diff.entity_new", name=name) for name in come] + [
        say("diff.entity_removed", name=name) for name in gone]


def _line(change: Change) -> str:
    fact = change.new or change.old
    named = label(fact) if fact is not None else change.entity
    return say(f"diff.{change.kind}", label=named, old=_told(change.old), new=_told(change.new))


def _told(fact: Fact | None) -> str:
    if fact is None:
        return ""
    return f"{told(fact)} ({fact.as_of.text})" if fact.as_of.text else told(fact)
