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
FIGURE = re.compile(r"\d[\d.,%]*")
AROUND = 60


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


def overlaps(text, length):
    """(start, end) of every longest run that a squeezed text shares with an article."""
    runs, at = article_runs(length), 0
    while at + length <= len(text):
        if text[at : at + length] not in runs:
            at += 1
            continue
        end = at + length
        while end < len(text) and text[end - length + 1 : end + 1] in runs:
            end += 1
        yield at, end
        at = end


def shared_runs(text, length):
    """The runs that are left when names and figures are taken out."""
    whole = squeezed(text)
    for start, end in overlaps(whole, length):
        # A name may begin before the run or end behind it.
        first = max(0, start - AROUND)
        around = whole[first : end + AROUND]
        taken = [(first + found.start(), first + found.end())
                 for pattern in (names(), FIGURE) for found in pattern.finditer(around)]
        at = start
        for begin, stop in [*sorted(taken), (end, end)]:
            if min(begin, end) - at >= length:
                yield whole[at : min(begin, end)]
            at = max(at, stop)


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
