"""The command line: one verb, one module below bot/cli."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from bot.errors import UsageProblem, YuanwenError
from bot.messages import say

VERBS = ("run", "chat", "ask", "eval", "bench", "facts", "doctor", "backup", "restore")
MODULES = {"eval": "evaluate"}
DONE, WANTING, USAGE = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the usage in one line."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the whole usage."""
        raise UsageProblem(message, self.prog)


def common(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb takes."""
    parser.add_argument("--config", type=Path, metavar="PATH", help=say("help.config"))
    parser.add_argument("--seeds", type=Path, metavar="DIR", help=say("help.seeds"))
    parser.add_argument("--intents", type=Path, metavar="DIR", help=say("help.intents"))
    parser.add_argument("--now", metavar="TIME", help=say("help.now"))


def _available() -> list[str]:
    folder = Path(__file__).parent
    return [verb for verb in VERBS if (folder / f"{MODULES.get(verb, verb)}.py").exists()
            or (folder / MODULES.get(verb, verb)).is_dir()]


def main(words: Sequence[str]) -> int:
    """Run one verb and return its exit status."""
    parser = Parser(prog="python -m bot", description=say("help.program"))
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in _available():
        sub = verbs.add_parser(verb, help=say(f"help.{verb}"), description=say(f"help.{verb}"),
                               epilog=say(f"example.{verb}"),
                               formatter_class=argparse.RawDescriptionHelpFormatter)
        common(sub)
        if len(words) and words[0] == verb:
            import_module(f"bot.cli.{MODULES.get(verb, verb)}").arguments(sub)
    try:
        options = parser.parse_args(words)
        module = import_module(f"bot.cli.{MODULES.get(options.verb, options.verb)}")
        return int(module.run(options))
    except YuanwenError as problem:
        print(problem, file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return DONE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
