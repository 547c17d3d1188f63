"""The schemas that editors use say the same as the code, and the shipped knowledge conforms."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.knowledge.cases import CASE_KEYS, KINDS
from bot.knowledge.model import STATUSES
from bot.knowledge.reading import (
    ANSWER_TYPES,
    ATTRIBUTE_KEYS,
    ENTITY_KEYS,
    FACT_KEYS,
    SOURCE_KEYS,
)
from bot.knowledge.translating import KEYS as ENGLISH_KEYS
from bot.knowledge.utterances import KEYS as UTTERANCE_KEYS
from bot.language.lexicon import FLAVOURS, WORD_KEYS

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "bot" / "knowledge" / "schemas"
KEYS = {"articles": SOURCE_KEYS, "entities": ENTITY_KEYS, "attributes": ATTRIBUTE_KEYS,
        "facts": FACT_KEYS, "words": WORD_KEYS, "cases": CASE_KEYS,
        "utterances": UTTERANCE_KEYS, "english": ENGLISH_KEYS}
SHIPPED = [path for path in sorted((ROOT / "seeds").rglob("*.yaml"))
           if (path.stem if path.parent.name == "seeds" else path.parent.name) in KEYS]
LINE = "# yaml-language-server: $schema="


def schema(name):
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(KEYS))
def test_a_schema_knows_the_keys_that_the_code_knows(name):
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert set(schema(name)["items"]["properties"]) == set(KEYS[name])


def test_the_words_of_a_field_are_the_codes_own():
    of = {name: schema(name)["items"]["properties"] for name in KEYS}
    checking = yaml.safe_load((ROOT / "intents" / "checking.yaml").read_text(encoding="utf-8"))
    assert of["facts"]["status"]["enum"] == list(STATUSES)
    assert of["entities"]["type"]["enum"] == checking["entity_types"]
    assert of["attributes"]["answers"]["enum"] == list(ANSWER_TYPES)
    assert of["words"]["kind"]["enum"] == list(FLAVOURS)
    assert of["cases"]["kind"]["enum"] == list(KINDS)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_shipped_knowledge_conforms(path):
    text = path.read_text(encoding="utf-8")
    named, _, _ = text.removeprefix(LINE).partition("\n")
    kind = path.stem if path.parent.name == "seeds" else path.parent.name
    assert text.startswith(LINE), "the first line tells editors the schema"
    assert (path.parent / named).resolve() == (SCHEMAS / f"{kind}.json")
    rows = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar as it is written
    jsonschema.Draft202012Validator(schema(kind)).validate(rows)
