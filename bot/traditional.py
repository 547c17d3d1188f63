"""Simplified Chinese as Traditional, as it is written in Taiwan.

OpenCC converts characters with its own tables. Words whose characters would go wrong one by one
stand in `language/data/traditional.txt`: common ones, and those of the replies and the facts. Its
own phrases would take 25 MB of memory. A word that is told wrongly is added there by hand.
"""

from __future__ import annotations

import json
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencc import OpenCC

WORDS = Path(__file__).parent / "language" / "data" / "traditional.txt"
TABLES = Path("clib") / "share" / "opencc"


def traditional(text: str) -> str:
    """Return Simplified Chinese as Traditional."""
    return str(_converter().convert(text))


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # noqa: PLC0415  (only where somebody reads it)

    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "config.json"
            path.write_text(json.dumps(_configuration()), encoding="utf-8")
            return OpenCC(str(path))
    except (OSError, RuntimeError):     # no folder to write to, or tables that lie elsewhere
        return OpenCC("s2tw")


def _configuration() -> dict[str, Any]:
    """Return a configuration in OpenCC's form: words before characters, then Taiwan's variants."""
    spec = find_spec("opencc")
    tables = Path(spec.origin or "").parent / TABLES if spec else TABLES
    words = {"type": "text", "file": str(WORDS)}
    characters, variants = ({"type": "ocd2", "file": str(tables / f"{name}.ocd2")}
                            for name in ("STCharacters", "TWVariants"))
    return {"name": "Simplified Chinese to Traditional Chinese",
            "segmentation": {"type": "mmseg", "dict": words},
            "conversion_chain": [{"dict": {"type": "group", "match_policy": "short_circuit",
                                           "dicts": [words, characters]}}, {"dict": variants}]}
