"""Write what the documents show of the program anew: `python -m tests.docs.refresh`.

It asks the demonstrations of demos.yaml, keeps what the program says, and puts it into the
documents, with the output of the commands and the tables that they show. It ends with status 1
where a demonstration lacks what it must tell.
"""

from __future__ import annotations

import sys
from typing import Any

import yaml

from tests.docs.shown import DEMOS, ROOT, documents, kept, refreshed, replayed, wanting

HEADER = """\
# What the README shows: questions, and what the program says to them on 2026-11-22. The replies
# are written by `python -m tests.docs.refresh`; the questions, and what a reply must and must
# never tell (must, never), by people.
"""


class Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are read."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, _text)


def main() -> int:
    """Refresh everything and say which files changed."""
    found = replayed()
    _write(DEMOS, HEADER + _dumped(found))
    kept.cache_clear()
    for path in documents():
        _write(path, refreshed(path.read_text(encoding="utf-8")))
    lacking = [line for each in found for line in wanting(each)]
    print("\n".join(lacking), end="\n" if lacking else "")
    return 1 if lacking else 0


def _dumped(found: list[dict[str, Any]]) -> str:
    return yaml.dump(found, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=1000)


def _write(path: Any, text: str) -> None:
    if path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
        print(f"refreshed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
