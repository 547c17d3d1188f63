"""The errors of this program: one small closed tree. A class's docstring is its message."""

from __future__ import annotations


class YuanwenError(Exception):
    """Something went wrong."""

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__((self.__doc__ or "").format(**fields))


class UsageProblem(YuanwenError):
    """{where}{what}"""

    def __init__(self, what: str, where: str = "") -> None:
        """`what` is one line for a person, `where` a file, a folder, an option (exit status 2)."""
        self.what = what
        self.where = where
        super().__init__(what=what, where=f"{where}: " if where else "")


class SettingsProblem(UsageProblem):
    """{where}{what}"""


class StoreProblem(UsageProblem):
    """{where}{what}"""


class StoreLocked(StoreProblem):
    """{where}{what}"""


class CipherProblem(StoreProblem):
    """{where}{what}"""
