
"""`facts check` tells every fault at once, each with its place; `facts diff` what changed."""

import shutil
from datetime import date

import pytest

from bot.knowledge.building import build
from bot.knowledge.cases import Answered, failing, read_cases
from bot.knowledge.checking_articles import missing_figures, read_article
from bot.knowledge.reaching import questions, unreached
from bot.knowledge.rows import read_mapping
from tests.facts.small import ROOT, SEEDS, TODAY, brief_files, small_files

INTENTS = ROOT / "intents"


@pytest.fixture
def seeds(tmp_path):
    """The small knowledge as a folder."""
    folder = tmp_path / "seeds"
    for name, text in SEEDS.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(folder, file, old, new):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def check(facts, folder, *words):
    return facts("check", "--seeds", folder, "--intents", INTENTS, "--today", TODAY, *words)


def test_a_sound_knowledge_passes(facts, seeds):
    done = check(facts, seeds)
    assert done.status == 0, done.out
    assert "错误 0 处" in done.out.splitlines()[-1]


def test_every_fault_is_told_at_once_with_file_and_line(facts, seeds):
    edit(seeds, "facts/park.yaml", "  source: outlook\n  beside", "  sorce: outlook\n  beside")
    edit(seeds, "facts/park.yaml", "status: target", "status: targt")
    edit(seeds, "facts/contacts.yaml", "entity: 招商网", "entity: 招商王")
    edit(seeds, "entities/all.yaml", "type: area", "type: aera")
    edit(seeds, "facts/contacts.yaml", "2027-12-31", "2027-13-31")
    done = check(facts, seeds)
    assert done.status == 1
    errors = [line for line in done.out.splitlines() if ".yaml:" in line and "警告" not in line]
    for where, what in (("facts/park.yaml:8:", "source"), ("facts/park.yaml:16:", "target"),
                        ("facts/contacts.yaml:1:", "招商网"), ("entities/all.yaml:13:", "area"),
                        ("facts/contacts.yaml:13:", "2027-13-31")):
        assert any(where in line and what in line for line in errors), (where, done.out)
    assert all(str(seeds) in line for line in errors), "the path is the one that was given"


def test_warnings_never_block_and_are_brought_together(facts, seeds):
    edit(seeds, "facts/contacts.yaml", "2027-12-31", "2025-12-31")
    done = check(facts, seeds)
    assert done.status == 0
    assert "已到期:1 处" in done.out
    every = check(facts, seeds, "--all")
    assert "“支持措施”已于 2025-12-31 到期" in every.out


def test_a_failing_case_is_an_error(facts, seeds):
    edit(seeds, "cases/all.yaml", '"2029"', '"2030"')
    done = check(facts, seeds)
    assert done.status == 1
    assert "cases/all.yaml:1:" in done.out
    assert "2030" in done.out


def test_figures_are_looked_up_in_the_articles(facts, seeds, tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "000_a.txt").write_text(
        "高新技术企业2029家,目标四千家以上。热线 400-0123-021。", encoding="utf-8")
    done = check(facts, seeds, "--articles", articles, "--all")
    assert done.status == 0
    assert "没有" not in "\n".join(line for line in done.out.splitlines() if "000_a" in line)
    edit(seeds, "facts/park.yaml", "value: 2029 家", "value: 2092 家")
    edit(seeds, "cases/all.yaml", '"2029"', '"2092"')
    done = check(facts, seeds, "--articles", articles, "--all")
    assert "facts/park.yaml:2:" in done.out
    assert "2092家" in done.out


@pytest.mark.parametrize(("value", "held"), [
    ("2029 家", True), ("2,029 家", True), ("2029家以上", True), ("2030 家", False),
    ("1.7万平方米", True), ("17000 平方米", True), ("1.7亿平方米", False),
    ("三百二十亩", True), ("320 亩", True), ("35.5%", True), ("35.5亩", False),
    ("2023-01-30", True), ("400 0123 021", True), ("400 0123 022", False), ("若干", True),
])
def test_a_figure_is_found_however_it_is_written(value, held):
    files = brief_files()
    files["seeds/facts/park.yaml"] = SEEDS["seeds/facts/park.yaml"].replace(
        "value: 2029 家", f"value: {value}").encode()
    built = build(files, TODAY)
    numerals = built.readers.numerals
    text = "2023年1月30日,企业2,029余家,厂房1.7万平方米,占地320亩(35.5%),400-0123-021"
    article = read_article("a.txt", text, numerals)
    found = missing_figures(built.knowledge, {"outlook": article}, numerals)
    missing = [problem for problem in found if problem.line == 2]
    assert (missing == []) == held, list(map(str, missing))


def problems(files):
    return {(problem.key, problem.severity) for problem in build(files, TODAY).problems}


def changed(name, old, new):
    files = brief_files()
    text = SEEDS[name]
    assert old in text
    files[name] = text.replace(old, new).encode()
    return files


@pytest.mark.parametrize(("name", "old", "new", "key", "severity"), [
    ("seeds/entities/all.yaml", "aka: [济南]", "aka: [济南, 高新区]", None, None),
    ("seeds/entities/all.yaml", "  owns: [高新区]\n", "", None, None),
    ("seeds/entities/all.yaml", "- name: 东区\n", "- name: 东区\n  aka: [济高]\n", "shared_alias",
     "warning"),
    ("seeds/facts/contacts.yaml", "  source: outlook\n- id: measures", "- id: measures", "personal",
     "error"),
    ("seeds/facts/park.yaml", "- id: companies\n", "- id: area-one\n", "twice", "error"),
    ("seeds/facts/park.yaml", "value: 2029 家", "value: 很多家", "no_figure", "warning"),
    ("seeds/facts/park.yaml", "what: 战略机遇", "what: 机会", "unused_attribute", "warning"),
    ("seeds/facts/park.yaml", "phase: 一期", "phase: 七期", "unknown_phase", "error"),
    ("seeds/facts/park.yaml", "as_of: 2021\n", "as_of: 20211\n", "no_date", "error"),
    ("seeds/facts/park.yaml", "as_of: 2021\n", "as_of: 2021-02-30\n", "no_date", "error"),
    ("seeds/facts/park.yaml", "as_of: 2021\n", "as_of: 8月16日\n", None, None),
    ("seeds/facts/park.yaml", "as_of: 2021\n", "as_of: 约2021年底\n", None, None),
    ("seeds/facts/park.yaml", "as_of: 2021\n", "as_of: 2030\n", "of_the_future", "warning"),
    ("seeds/facts/park.yaml", "period: 五年左右", "period: 将来", "no_date", "error"),
    ("seeds/facts/park.yaml", "members: [综合保税区, 自贸试验区]", "members: [[a], b]", "not_texts",
     "error"),
    ("seeds/articles.yaml", "repost: true", "repost: maybe", "not_flag", "error"),
    ("seeds/cases/all.yaml", "- ask: 济南", "- ask: 济南", None, None),
])
def test_each_kind_of_fault_is_known(name, old, new, key, severity):
    found = problems(changed(name, old, new)) - problems(brief_files())
    assert (key, severity) in found if key else found == set()


@pytest.mark.parametrize(("text", "key"), [
    ("- ask: 你好\n", "case_of_nothing"), ("- kind: answer\n", "missing"),
    ("- {ask: 你好, kind: anser}\n", "unknown_reply_kind"),
    ("- {ask: 你好, kind: chat, has: {a: b}}\n", "not_texts"),
    ("- {ask: 你好, kind: chat, at: gestern}\n", "no_date"),
    ("- {ask: 你好, kind: chat, hass: [a]}\n", "unknown_key"),
])
def test_a_case_that_says_nothing_is_an_error(text, key):
    cases, found = read_cases({"seeds/cases/a.yaml": text.encode()})
    assert cases == ()
    assert [problem.key for problem in found] == [key]


def test_a_case_compares_what_was_said():
    text = "- {ask: [一, 二], kind: answer, has: ['2,029 家'], hasnt: [青岛], facts: [a]}\n"
    cases, _ = read_cases({"seeds/cases/a.yaml": text.encode()})
    asked = []

    def answer(asks, at):
        asked.append((asks, at))
        return Answered("answer", "**2,029家**", ("a", "b"))

    assert failing(cases, answer) == []
    assert asked == [(("一", "二"), None)]
    assert len(failing(cases, lambda *_: Answered("suggest", "2029", ()))) == 1


def test_facts_are_asked_for_in_their_own_words():
    files = small_files()
    knowledge = build(files, TODAY).knowledge
    data = read_mapping("c", files["intents/checking.yaml"])[0]
    asked = {fact.id: question for fact, question in questions(knowledge, data)}
    assert asked["companies"] == "济南高新区高新技术企业数是多少"
    assert asked["companies-target"] == "济南高新区高新技术企业数目标是多少"
    assert asked["area-one"] == "东区一期规划面积是多少"
    assert not any(knowledge.facts[name].status == "not_given" for name in asked)
    silent = unreached(knowledge, data, lambda *_: Answered("unknown", "", ()))
    assert {problem.key for problem in silent} == {"unreached"}
    assert len(silent) == len(asked)
    wrong = unreached(knowledge, data, lambda *_: Answered("answer", "", ("hotline",)))
    assert {problem.key for problem in wrong} == {"stolen"}
    assert len(wrong) == len(asked) - 1


def test_a_general_attribute_is_extended_by_the_knowledges_own():
    files = brief_files()
    files["seeds/attributes.yaml"] = (
        "- {name: 面积, answers: area, suffixes: [辖地], ask: [管多大地方]}\n").encode()
    area = build(files, date(2026, 1, 1)).knowledge.attributes["面积"]
    assert set(area.suffixes) == {"规划面积", "辖地"}
    assert area.ask == ("管多大地方",)


def test_diff_tells_what_changed(facts, seeds, tmp_path):
    newer = tmp_path / "newer"
    newer.mkdir()
    for path in seeds.rglob("*.yaml"):
        target = newer / path.relative_to(seeds)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    edit(newer, "facts/park.yaml", "value: 2029 家\n  status: actual\n  as_of: 2023-01-30",
         "value: 2310 家\n  status: actual\n  as_of: 2026-01-30")
    edit(newer, "facts/park.yaml", "value: 5 平方公里", "value: 6 平方公里")
    edit(newer, "facts/contacts.yaml", "what: 招商热线", "what: 服务热线")
    done = facts("diff", seeds, newer, "--intents", INTENTS)
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert "变化 济南高新区 高新技术企业数:2029 家 (2023-01-30) → 2310 家 (2026-01-30)" in lines
    assert "更正 东区一期 规划面积:5 平方公里 (2021) → 6 平方公里 (2021)" in lines
    assert any(line.startswith("新增 招商网 服务热线") for line in lines)
    assert any(line.startswith("删去 招商网 招商热线") for line in lines)
    assert "4" in lines[-1]


def test_what_follows_from_an_unreadable_file_is_counted_and_not_listed(facts, tmp_path):
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    broken = seeds / "facts" / "contacts.yaml"
    broken.write_text(broken.read_text(encoding="utf-8") + "\n- entity: [\n", encoding="utf-8")
    asked = ("check", "--seeds", seeds, "--intents", INTENTS, "--today", TODAY)
    short, long = facts(*asked), facts(*asked, "--all")
    first, second = short.out.splitlines()[:2]
    assert short.status == long.status == 1
    assert "contacts.yaml" in first
    assert "--all" in second
    assert "没有实体“中国产业园区招商网”的标签" in long.out
    assert "没有实体“中国产业园区招商网”的标签" not in short.out


def test_an_empty_file_is_told_before_what_follows_from_it(facts, tmp_path):
    folder = tmp_path / "shipped"
    shutil.copytree(ROOT / "seeds", folder)
    (folder / "facts" / "gx-1334.yaml").write_text("", encoding="utf-8")
    done = check(facts, folder)
    assert done.status == 1
    lines = done.out.splitlines()
    assert "gx-1334.yaml:1:" in lines[0]
    assert len(lines) < len(check(facts, folder, "--all").out.splitlines()) / 10


def test_the_shipped_knowledge_passes_its_check(facts):
    done = facts("check", "--seeds", ROOT / "seeds", "--intents", INTENTS, "--today", TODAY)
    assert done.status == 0, done.out
