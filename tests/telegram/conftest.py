from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.telegram.desk import Office
from tests.telegram.desk import office as open_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        yield made
