"""Rules across fields. As data wherever possible (`Check`); as a method of the form (`@check`) where it can't be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from motcua.domain.conditions import Condition, Env, as_condition, condition_from_data
from motcua.domain.errors import DefinitionError
from motcua.domain.items import Change, Item

Method = TypeVar("Method", bound=Callable[[Any], bool])
At = Item | str


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """The sentence is shown at the field unless the condition holds. Skipped while an answer it reads is missing.

    `row_of` is the group whose rows it looks at, one by one.
    """

    sentence: str
    condition: Condition
    at: At
    key: str = ""
    row_of: str = ""

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise DefinitionError("Check", "cần một câu tiếng Việt")
        as_condition(self.condition)

    @property
    def field(self) -> str:
        """The key of the field it speaks at."""
        return self.at if isinstance(self.at, str) else self.at.key

    def fails(self, env: Env) -> bool:
        return self.condition.holds(env) is False

    def copied(self, key: str, at: At, change: Change, row_of: str = "") -> Check:
        return replace(self, key=key, at=at, condition=self.condition.replaced(change), row_of=row_of or self.row_of)

    def to_data(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "sentence": self.sentence,
            "at": self.field,
            "row_of": self.row_of,
            "condition": self.condition.to_data(),
        }

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> Check:
        condition = condition_from_data(data["condition"])
        return Check(data["sentence"], condition, data["at"], data["key"], data.get("row_of", ""))


@dataclass(frozen=True, slots=True)
class CodeCheck:
    """What is stored of a code check. Its method runs only while a class with the same version of it is installed."""

    key: str
    sentence: str
    fields: tuple[str, ...]
    code_version: int = 1

    def to_data(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "sentence": self.sentence,
            "fields": list(self.fields),
            "code_version": self.code_version,
        }

    @staticmethod
    def from_data(data: Mapping[str, Any]) -> CodeCheck:
        return CodeCheck(data["key"], data["sentence"], tuple(data["fields"]), data["code_version"])


@dataclass(frozen=True, slots=True)
class Marked:
    """What `@check` leaves on the method until the class is built."""

    sentence: str
    fields: tuple[Item, ...]
    code_version: int


MARK = "__motcua_check__"


def check(sentence: str, *fields: Item, code_version: int = 1) -> Callable[[Method], Method]:
    """A method that returns True when the answers are in order; the sentence is shown at the first field.

    Raise `code_version` with every change of the method: a dossier filed under the old one is not judged by the new.
    """
    if not isinstance(sentence, str) or not sentence.strip():
        raise DefinitionError("@check", "cần một câu tiếng Việt")
    if not fields:
        raise DefinitionError(sentence, "@check cần câu hỏi mà câu báo đứng cạnh")

    def mark(method: Method) -> Method:
        setattr(method, MARK, Marked(sentence, fields, code_version))
        return method

    return mark
