"""Nothing of the articles but facts: no run of 15 characters is shared with one of them.

Names (of what the knowledge knows, and titles in 《》) and figures are excepted. The articles are
no part of the project: where they are not beside it, there is nothing to compare with.
"""

import functools
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((ROOT.parent / "shared" / "articles").glob("*.txt"))
# Of an alphabet a run of 15 is three words; a sentence is meant.
RUN, LATIN_RUN = 15, 60
HAN = re.compile(r"[\u4e00-\u9fff]")
NAME_BREAK = "\x00"


def squeezed(text):
    return re.sub(r"\s+", "", text)


@functools.cache
def article_runs(length):
    texts = [squeezed(article.read_text(encoding="utf-8")) for article in ARTICLES]
    return {text[at : at + length] for text in texts for at in range(len(text) - length + 1)}


@functools.cache
def names():
    """A pattern of every name that the knowledge knows, longest first."""
    known = set()
    for file in (ROOT / "seeds" / "entities").glob("*.yaml"):
        for row in yaml.safe_load(file.read_text(encoding="utf-8")) or []:
            known |= {str(name) for name in [row["name"], *row.get("aka", []), *row.get("en", [])]}
    ordered = sorted((squeezed(name) for name in known if len(name) > 3), key=len, reverse=True)
    return re.compile("《[^《》]*》|" + "|".join(map(re.escape, ordered)))


def shared_runs(text, length):
    runs, own = article_runs(length), re.sub(r"\d[\d.,%]*", NAME_BREAK,
                                            names().sub(NAME_BREAK, squeezed(text)))
    found, at = [], 0
    while at + length <= len(own):
        end = at + length
        if own[at:end] in runs:
            while own[end - length + 1 : end + 1] in runs and end < len(own):
                end += 1
            found.append(own[at:end])
            at = end
        else:
            at += 1
    return found


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix in (".py", ".yaml", ".md", ".jsonl", ".toml"):
            yield name, path.read_text(encoding="utf-8")


@pytest.mark.skipif(not ARTICLES, reason="the articles are not beside the project")
def test_no_sentence_of_an_article_stands_in_the_project():
    found = []
    for name, text in tracked():
        found += [(name, run) for run in shared_runs(text, RUN) if HAN.search(run)]
        found += [(name, run) for run in shared_runs(text, LATIN_RUN)]
    assert found == []
