"""facts: what a curator does with the knowledge, one module a verb."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from bot.cli.main import common
from bot.messages import say

VERBS = ("check", "import", "export", "diff", "publish", "releases", "show", "checkout",
         "rollback")
MODULES = {"import": "importing", "export": "exporting", "check": "checking", "diff": "differing"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs that are there, each with its own arguments."""
    verbs = parser.add_subparsers(dest="facts_verb", metavar="VERB", required=True)
    for verb in VERBS:
        if not _is_there(verb):
            continue
        sub = verbs.add_parser(
            verb, help=say(f"help.facts_{verb}"), description=say(f"help.facts_{verb}"),
            epilog=say(f"example.facts_{verb}"), argument_default=argparse.SUPPRESS,
            formatter_class=argparse.RawDescriptionHelpFormatter)
        common(sub)
        import_module(_module(verb)).arguments(sub)


def run(options: argparse.Namespace) -> int:
    """Run one verb."""
    return int(import_module(_module(options.facts_verb)).run(options))


def _module(verb: str) -> str:
    return f"{__name__}.{MODULES.get(verb, verb)}"


def _is_there(verb: str) -> bool:
    return (Path(__file__).parent / f"{MODULES.get(verb, verb)}.py").exists()
