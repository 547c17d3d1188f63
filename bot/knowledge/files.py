"""The bytes that a knowledge is read from: a folder's, or a release's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.errors import UsageProblem
from bot.messages import say

Files = Mapping[str, bytes]


def read_files(seeds: Path, intents: Path) -> dict[str, bytes]:
    """Read both folders into {"seeds/facts/a.yaml": bytes, …}, sorted by name.

    Raises UsageProblem where a folder or a file in it cannot be read.
    """
    return {**read_folder(seeds, "seeds"), **read_folder(intents, "intents")}


def read_folder(root: Path, name: str) -> dict[str, bytes]:
    """Read one folder into {"name/facts/a.yaml": bytes, …}, sorted by name."""
    files: dict[str, bytes] = {}
    if not root.is_dir():
        raise UsageProblem(say("files.no_folder"), str(root))
    for path in sorted(root.rglob("*.yaml")):
        try:
            files[f"{name}/{path.relative_to(root).as_posix()}"] = path.read_bytes()
        except OSError as problem:
            raise UsageProblem(say("files.unreadable"), str(path)) from problem
    return files


def below(files: Files, *folders: str) -> list[str]:
    """Return the names of the files in these folders (or of these names), in order."""
    return [name for name in files
            if any(name == folder or name.startswith(folder.rstrip("/") + "/")
                   for folder in folders)]
