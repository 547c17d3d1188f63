"""The page for curators is true: what it shows is written, checked and answered."""

import re
from datetime import datetime

from bot.answers.loading import load
from bot.cli.facts.importing import tables_of
from bot.knowledge.files import read_files, read_folder
from bot.knowledge.importing import import_ledger
from bot.knowledge.importing_rows import read_ledger
from bot.knowledge.reading import ENTITY_KEYS, FACT_KEYS
from tests.facts.small import ROOT, TODAY

PAGE = (ROOT / "docs" / "curating.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
NOW = datetime.fromisoformat("2026-11-22T09:00:00+08:00")


def named():
    """The blocks that say in their first line which file they belong into."""
    for block in BLOCKS:
        first, _, rest = block.partition("\n")
        if first.startswith("# seeds/"):
            yield first.removeprefix("# "), rest


def test_the_worked_example_works():
    files = read_files(ROOT / "seeds", ROOT / "intents")
    blocks = list(named())
    assert [name.split("/")[1].split(".")[0] for name, _ in blocks] == [
        "articles", "entities", "facts", "utterances", "cases"]
    for name, rest in blocks:
        assert name in files
        files[name] = files[name].rstrip(b"\n") + b"\n" + rest.encode()
    loaded = load(files, TODAY)
    assert [str(problem) for problem in loaded.errors] == []
    for question, told in {
            "济南高新区有多少家高新技术企业": "2310", "星河产业园占地多大": "约1.2",
            "星河产业园招商电话多少": "0531-66668888", "星河园租金多少": "没有"}.items():
        reply, _ = loaded.engine.answer(question, NOW)
        assert told in reply.text, (question, reply.text)


def test_the_fault_that_it_shows_is_said_so():
    files = read_files(ROOT / "seeds", ROOT / "intents")
    for name, rest in named():
        files[name] = files[name].rstrip(b"\n") + b"\n" + rest.encode()
    name = "seeds/facts/gx-figures.yaml"
    files[name] = files[name].replace(b"2310 \xe5\xae\xb6", b"2310 \xe5\xae\xb6#", 1).replace(
        b"status: actual", b"status: actul", 1)
    shown = re.search(r"seeds/facts/gx-figures.yaml:\d+: (没有“actul”.*)", PAGE)[1]
    assert shown in {problem.text for problem in load(files, TODAY).errors}


def test_the_ledger_that_it_shows_is_imported():
    ledger = next(block for block in BLOCKS if "attribute:" in block)
    tables = tables_of(read_folder(ROOT / "intents", "intents"), TODAY)
    made = import_ledger(read_ledger("ledger.yaml", ledger.encode(), tables), tables)
    assert made.facts == 2
    assert "value: 900亿元" in "".join(made.files.values())
    assert "phase: 二期" in "".join(made.files.values())


def test_every_key_that_it_names_is_one():
    keys = set(re.findall(r"`([a-z_]+):", PAGE)) | set(re.findall(r"- \*\*([a-z_]+) ", PAGE))
    assert keys <= {*FACT_KEYS, *ENTITY_KEYS, "file"}
    assert {"as_of_inferred", "disagrees_with", "beside"} <= keys
