"""facts export: the knowledge as a plain ledger."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.cli.facts.building import built_of
from bot.cli.knowledge import folders_of, settings_of
from bot.errors import UsageProblem
from bot.knowledge.exporting import ledger_rows, without_facts
from bot.knowledge.files import read_files
from bot.knowledge.importing_tables import PATH
from bot.knowledge.rows import read_mapping
from bot.knowledge.writing import write_rows
from bot.messages import say


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's own arguments."""
    parser.add_argument("--out", type=Path, metavar="FILE", required=True,
                        help=say("help.export_out"))


def run(options: argparse.Namespace) -> int:
    """Write the ledger."""
    files = read_files(*folders_of(options, settings_of(options)))
    knowledge = built_of(files, "seeds").knowledge
    data = read_mapping(PATH, files[PATH])[0] if PATH in files else {}
    rows = list(ledger_rows(knowledge, data))
    try:
        options.out.write_text(write_rows(rows), encoding="utf-8")
    except OSError as fault:
        raise UsageProblem(say("import.cannot_write"), str(options.out)) from fault
    print(say("export.done", rows=len(rows), out=options.out))
    lost = without_facts(knowledge)
    if lost:
        print(say("export.lost", count=len(lost), names=", ".join(lost[:5])), file=sys.stderr)
    return 0
