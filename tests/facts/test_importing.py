"""A plain ledger becomes a knowledge that answers at once, and comes back out as it went in."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.answers.loading import load
from bot.cli.facts.importing import tables_of
from bot.knowledge.files import read_files, read_folder
from bot.knowledge.importing import import_ledger
from bot.knowledge.importing_rows import read_ledger
from tests.facts.small import ROOT, TODAY

LEDGERS = Path(__file__).parent / "ledgers"
LEDGER = (LEDGERS / "jiangzhou.yaml").read_text(encoding="utf-8")
BROKEN = (LEDGERS / "lacking.yaml").read_text(encoding="utf-8")
NOW = datetime.fromisoformat("2026-11-22T09:00:00+08:00")


@cache
def tables():
    return tables_of(read_folder(ROOT / "intents", "intents"), TODAY)


@cache
def imported():
    ledger = read_ledger("ledger.yaml", LEDGER.encode(), tables())
    return ledger, import_ledger(ledger, tables())


def rows(name):
    return [row for path, text in imported()[1].files.items() if path.startswith(name)
            for row in yaml.safe_load(text)]


def fact(name):
    return next(row for row in rows("facts/") if row["id"] == name)


def entity(name):
    return next(row for row in rows("entities/") if row["name"] == name)


def remarks(key):
    return [problem for problem in imported()[1].problems if problem.key == key]


def test_every_row_arrives():
    ledger, made = imported()
    assert len(ledger.rows) == 20
    assert ledger.left_out == 0
    assert {row["id"] for row in rows("facts/")} >= {f"jz-{at}" for at in range(1, 21)}
    assert made.facts == len(rows("facts/"))


@pytest.mark.parametrize(("name", "what", "value"), [
    ("jz-1", "地区生产总值", "2310.5亿元"), ("jz-2", "规划面积", "约35平方公里"),
    ("jz-3", "规上工业总产值", "900亿元"), ("jz-4", "规上工业总产值", "812.3亿元"),
    ("jz-8", "上市企业数", "12家"), ("jz-11", "总投资", "12亿元以上"),
    ("jz-14", "购房补贴金额", "20万元"), ("jz-20", "规划面积", "20.0平方公里"),
    ("jz-18", "上半年营收", "3.2亿元"), ("jz-10", "竣工时间", "2027年6月"),
])
def test_labels_and_values_are_brought_together(name, what, value):
    assert (fact(name)["what"], fact(name)["value"]) == (what, value)


def test_years_become_the_date_or_the_period():
    assert str(fact("jz-1")["as_of"]) == "2024"
    assert "period" not in fact("jz-1")
    assert str(fact("jz-3")["period"]) == "2025"
    assert fact("jz-3")["as_of"] == "2025-01"
    assert fact("jz-20")["as_of"] == "约2021"


def test_a_date_that_is_none_is_kept_as_a_note():
    assert "as_of" not in fact("jz-8")
    assert fact("jz-8")["note"] == "近期"
    assert remarks("import_undated")


def test_lists_are_members_and_brackets_are_notes():
    assert fact("jz-6")["members"] == ["电子信息", "新材料", "生物医药等"]
    assert (fact("jz-5")["what"], fact("jz-5")["note"]) == ("党工委书记", "时任")


def test_phases_are_split_from_names_and_labels():
    assert (fact("jz-9")["entity"], fact("jz-9")["phase"]) == ("云湖芯谷", "一期")
    assert (fact("jz-11")["entity"], fact("jz-11")["phase"]) == ("云湖芯谷", "一期")
    assert fact("jz-10")["phase"] == "二期"
    assert "芯谷" in entity("云湖芯谷")["aka"]
    assert not any("期" in row["name"] for row in rows("entities/"))


def test_types_are_inferred_and_listed():
    kinds = {row["name"]: row["type"] for row in rows("entities/")}
    assert kinds["江洲市"] == "city"
    assert kinds["江洲高新区"] == kinds["江洲经开区"] == "park"
    assert kinds["《江洲高新区人才若干措施》"] == "policy"
    assert kinds["星澜科技"] == "company"
    assert kinds["江洲市招商服务中心"] == "institution"
    assert kinds["沈若谷"] == "person"
    assert len(remarks("import_type")) >= 6


def test_names_get_their_usual_short_forms_and_english():
    assert {"江高新", "高新区"} <= set(entity("江洲高新区")["aka"])
    assert "江洲高新技术产业开发区" in entity("江洲高新区")["aka"]
    assert "Jiangzhou High-tech Zone" in entity("江洲高新区")["en"]
    assert entity("江洲市")["en"] == ["Jiangzhou"]
    assert not any(len(alias) < 2 for row in rows("entities/") for alias in row.get("aka", []))


def test_a_name_is_short_by_how_it_begins_where_that_is_no_word():
    assert "云湖" in entity("云湖芯谷")["aka"]
    assert {"江洲高新"} <= set(entity("江洲高新区")["aka"])
    assert {"经开", "江经开"} <= set(entity("江洲经开区")["aka"])
    assert "高新" not in entity("江洲高新区")["aka"]
    assert "招商" not in entity("江洲市招商服务中心").get("aka", [])


def test_a_parent_that_is_not_there_is_left_out_and_listed():
    assert entity("星澜科技")["part_of"] == "云湖芯谷"
    assert entity("江洲高新区")["part_of"] == "江洲市"


def test_rows_that_disagree_say_so():
    assert fact("jz-15")["disagrees_with"] == "jz-2"
    assert remarks("import_disagrees")


def test_what_is_not_known_is_a_row_of_its_own():
    assert fact("jz-16")["status"] == "not_given"
    assert "value" not in fact("jz-16")


def test_a_phone_without_a_source_cites_the_ledger():
    assert fact("jz-7")["source"]
    assert any(row["id"] in fact("jz-7")["source"] for row in rows("articles"))


def test_reposts_are_marked():
    marks = {row["title"]: row.get("repost") for row in rows("articles")}
    assert marks["江洲日报(转载)"] is True
    assert marks["江洲年鉴"] is None


def test_a_policys_term_follows_from_its_first_day():
    assert fact("jz-14")["valid_until"].isoformat() == "2027-03-01"


def test_posts_make_persons_and_offices_serve_their_city():
    assert fact("jz-5-post")["value"] == "江洲高新区党工委书记"
    assert entity("江洲市招商服务中心")["serves"] == ["江洲市"]


def test_other_columns_are_listed():
    assert {problem.fields["key"] for problem in remarks("import_ignored")} == {"topic", "note"}


def test_rows_that_lack_something_are_left_out_and_reported():
    ledger = read_ledger("l.yaml", BROKEN.encode(), tables())
    assert (len(ledger.rows), ledger.left_out) == (1, 2)
    assert [(problem.line, problem.fields["key"]) for problem in ledger.problems] == [
        (2, "attribute"), (3, "value")]


def test_headings_in_chinese_are_read():
    text = "- {园区: 江洲高新区, 指标: 规划面积, 数值: 35, 单位: 平方公里, 状态: 目标, 来源: 年鉴}"
    row = read_ledger("l.yaml", text.encode(), tables()).rows[0]
    assert (row.entity, row.attribute, row.value, row.unit, row.status, row.sources) == (
        "江洲高新区", "规划面积", "35", "平方公里", "target", ("年鉴",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("import") / "ledger.yaml"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def test_the_folder_passes_its_check_answers_and_comes_back_out(facts, folder):
    out = folder.parent / "seeds"
    done = facts("import", folder, "--out", out, "--intents", ROOT / "intents")
    assert done.status == 0, done.out
    assert str(out) in done.out
    assert (out / "review.md").is_file()
    checked = facts("check", "--seeds", out, "--intents", ROOT / "intents",
                    "--today", TODAY.isoformat())
    assert checked.status == 0, checked.out

    engine = load(read_files(out, ROOT / "intents"), TODAY).engine
    for question, told in {
            "江洲高新区规划面积多大": "约35平方公里", "江高新招商电话多少": "0555-1234567",
            "江洲高新区2025年规上工业总产值目标是多少": "900亿元", "芯谷一期占地多少亩": "300亩",
            "jiangzhou gaoxinqu zhaoshang dianhua": "0555-1234567",
            "星澜科技的董事长是谁": "顾行舟"}.items():
        reply, _ = engine.answer(question, NOW)
        assert told in reply.text, (question, reply.text)

    again = folder.parent / "again.yaml"
    assert facts("export", "--seeds", out, "--intents", ROOT / "intents",
                 "--out", again).status == 0
    second = folder.parent / "second"
    assert facts("import", again, "--out", second, "--intents", ROOT / "intents").status == 0
    same = facts("diff", out, second, "--intents", ROOT / "intents")
    assert same.status == 0
    assert len(same.out.splitlines()) == 1, same.out


def test_wrong_usage_is_one_line_and_status_2(facts, folder, tmp_path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "a.txt").write_text("x")
    empty = tmp_path / "empty.yaml"
    empty.write_text("a: b\n")
    for words in (("import", folder, "--out", full), ("import", tmp_path / "no", "--out", full),
                  ("import", empty, "--out", tmp_path / "new"), ("import", folder),
                  ("diff", tmp_path / "no", full), ("check", "--seeds", tmp_path / "no"),
                  ("check", "--today", "yesterday"), ("nonsense",)):
        done = facts(*words)
        assert done.status == 2, words
        assert len(done.err.strip().splitlines()) == 1, (words, done.err)


def test_nothing_is_left_behind_where_an_import_fails(facts, folder, tmp_path):
    empty = tmp_path / "empty.yaml"
    empty.write_text("[]\n")
    facts("import", empty, "--out", tmp_path / "new")
    assert [path.name for path in Path(tmp_path).iterdir()] == ["empty.yaml"]
