"""A small knowledge of every kind of file, over intents small enough to be read in milliseconds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)

SEEDS = {
    "seeds/articles.yaml": """\
- id: outlook
  file: "000"
  title: 发展思路(转载)
  publisher: 公报
  url: http://example.org/1
  posted: 2024-09-23
  about: 2023-01-30
  repost: true
- id: report
  title: 统计公报
  publisher: 公报
  url: null
""",
    "seeds/attributes.yaml": """\
- name: 机遇
  answers: list
  suffixes: [战略机遇]
  ask: [什么机遇, 哪些机遇]
  en: [opportunities]
""",
    "seeds/entities/all.yaml": """\
- name: 济南市
  type: city
  aka: [济南]
  en: [Jinan]
- name: 济南高新区
  type: park
  aka: [济高, 高新区]
  owns: [高新区]
  en: [Jinan High-tech Zone]
  city: 济南市
  part_of: 济南市
- name: 东区
  type: area
  city: 济南市
  part_of: 济南高新区
  note: 三区之一
- name: 招商网
  type: website
  serves: [济南市]
""",
    "seeds/facts/park.yaml": """\
# What is known of the park.
- id: companies
  entity: 济南高新区
  what: 高新技术企业数
  value: 2029 家
  status: actual
  as_of: 2023-01-30
  source: outlook
  beside: companies-target
  what_en: high-tech enterprises
  value_en: "2,029"
- id: companies-target
  entity: 济南高新区
  what: 高新技术企业数
  value: 4000 家以上
  status: target
  as_of: 2023-01-30
  period: 五年左右
  source: [outlook, report]
- entity: 济南高新区
  what: 战略机遇
  members: [综合保税区, 自贸试验区]
  status: plan
  source: outlook
  about: [叠加]
- id: area-one
  entity: 东区
  phase: 一期
  what: 规划面积
  value: 5 平方公里
  status: plan
  as_of: 2021
  as_of_inferred: true
  source: report
""",
    "seeds/facts/contacts.yaml": """\
- id: hotline
  entity: 招商网
  what: 招商热线
  value: 400 0123 021
  status: actual
  source: outlook
- id: measures
  entity: 济南市
  what: 支持措施
  value: 补助
  status: actual
  as_of: 2024
  valid_until: 2027-12-31
  source: report
- entity: 济南高新区
  what: 租金
  status: not_given
  source: outlook
""",
    "seeds/words/own.yaml": """\
- word: 叠加区
  say: [五区叠加, 叠加的区]
  en: [overlaid zones]
  kind: thing
""",
    "seeds/cases/all.yaml": """\
- ask: 济南高新区有多少家高新技术企业
  kind: answer
  has: ["2029"]
- ask: [东区多大, 一期呢]
  hasnt: [没有]
""",
}

INTENTS = {
    "intents/attributes.yaml": """\
- name: 数量
  answers: count
  suffixes: [数]
  ask: [多少家]
- name: 面积
  answers: area
  suffixes: [规划面积]
- name: 电话
  answers: phone
  suffixes: [热线]
- name: 支持内容
  answers: text
  suffixes: [支持措施]
- name: 金额
  answers: money
  suffixes: [租金]
  specific: true
""",
}
REAL = ("intents/numbers.yaml", "intents/cues.yaml", "intents/checking.yaml",
        "intents/answer_types.yaml", "intents/smalltalk.yaml")


def small_files() -> dict[str, bytes]:
    """Return the small knowledge as `build` takes it."""
    files = {name: text.encode() for name, text in {**SEEDS, **INTENTS}.items()}
    for name in REAL:
        files[name] = (ROOT / name).read_bytes()
    return files


# As much of the other files of intents/ as building takes, so that it takes milliseconds.
BRIEF = {
    "intents/cues.yaml": "phases:\n  一期: [一期]\n  二期: [二期]\n",
    "intents/answer_types.yaml": "count:\n  zh: [多少家]\n  en: [how many]\n  units: [家]\n",
}


def brief_files() -> dict[str, bytes]:
    """Return the small knowledge over intents that say little: enough to find its faults."""
    files = small_files()
    files.pop("intents/smalltalk.yaml")
    return {**files, **{name: text.encode() for name, text in BRIEF.items()}}
