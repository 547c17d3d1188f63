"""A small knowledge that tests may change: two cities, a park, a few facts."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
INTENTS = ROOT / "intents"

ARTICLES = """
- {id: first, title: 发展思路, title_en: Outlook, publisher: 公报, url: "http://example.org/1",
   about: 2023-01-30}
- {id: second, title: 统计公报, publisher: 公报, about: 2026-11-01}
"""
ENTITIES = """
- {name: 济南市, type: city, en: [Jinan]}
- {name: 济宁市, type: city, en: [Jining]}
- {name: 济南高新区, type: park, city: 济南市, en: [Jinan High-tech Zone]}
- {name: 济宁高新区, type: park, city: 济宁市}
"""
FACTS = """
- {id: companies, entity: 济南高新区, what: 高新技术企业数, value: 2029 家, status: actual,
   as_of: 2023-01-30, source: first, what_en: high-tech enterprises, value_en: "2,029"}
- {id: target, entity: 济南高新区, what: GDP增长目标, value: 7%以上, status: target,
   as_of: 2023-01-30, period: 2023, source: first}
- {id: policy, entity: 济南市, what: 支持措施, value: 补助, status: actual, as_of: 2023-01-30,
   valid_until: 2026-11-25, source: first}
- {id: other, entity: 济宁高新区, what: 面积, value: 255平方公里, status: actual, as_of: 2021,
   source: second}
"""


def write_seeds(folder: Path) -> Path:
    """Write the knowledge into a folder, and return it."""
    for name, text in {"articles.yaml": ARTICLES, "entities/all.yaml": ENTITIES,
                       "facts/all.yaml": FACTS}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def edit(seeds: Path, old: str, new: str, file: str = "facts/all.yaml") -> None:
    """Replace one text in a file, as a curator would."""
    path = seeds / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")
