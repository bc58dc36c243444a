"""What one agency adds to another's procedure besides steps: a check on its form, by key, as data wherever possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any

from motcua.domain.checks import Check as FormCheck
from motcua.domain.conditions import Condition, Env, as_condition, condition_from_data
from motcua.domain.definition import FormDefinition
from motcua.domain.errors import DefinitionError
from motcua.domain.words import slug

Code = Callable[[Env], bool]


@dataclass(frozen=True, slots=True)
class Check:
    """This agency's rule on another agency's form: the sentence is shown at the field `at` unless the rule holds.

        Check("Tổ chức phải ghi mã số thuế.", answer("kind").is_not("company") | answer("tax_code").answered(),
              at="tax_code", procedure="dang-ky-bien-dong-dat-dai")

    Where no condition can say it, `code` is a pure function of the `Env`, with the `fields` it reads; it is skipped
    while one of them is missing. Raise `code_version` with every change of it: a stored version whose code is gone or
    different shows "chưa kiểm tra được". `plugin` is filled in by the platform.
    """

    sentence: str
    condition: Condition | None = None
    at: str = ""
    key: str = ""
    _: KW_ONLY
    procedure: str
    code: Code | None = None
    fields: tuple[str, ...] = ()
    code_version: int | None = None
    plugin: str = ""

    def __post_init__(self) -> None:
        if not self.sentence.strip():
            raise DefinitionError(self.procedure, "kiểm tra thiếu câu thông báo.")
        if (self.condition is None) == (self.code is None and self.code_version is None):
            raise DefinitionError(self.procedure, f"“{self.sentence}”: cần đúng một trong hai: condition hoặc code=.")
        if self.condition is not None:
            as_condition(self.condition)
        object.__setattr__(self, "key", self.key or slug(self.sentence)[:60].strip("-"))

    def filled(self, plugin: str, form: FormDefinition) -> Check:
        """The check with its contributor, fitted to the procedure's form; raises `DefinitionError` if it can't be."""
        if self.condition is not None:
            bound = form.bind_check(FormCheck(self.sentence, self.condition, self.at, self.key), self.procedure)
            return replace(self, plugin=plugin, condition=bound.condition)
        for key in (self.at, *self.fields):
            if key not in form.by_key:
                raise DefinitionError(self.procedure, f"“{self.sentence}” đọc mục “{key}” không có trên tờ khai.")
        return replace(self, plugin=plugin, code_version=self.code_version or 1)

    def fails(self, env: Env) -> bool:
        """Whether the answers break a check that is a condition. A missing answer breaks nothing."""
        return self.condition is not None and self.condition.holds(env) is False

    def to_data(self) -> dict[str, Any]:
        """The code itself stays behind; what is stored says which version of it was in force."""
        return {
            "sentence": self.sentence,
            "condition": self.condition.to_data() if self.condition is not None else None,
            "at": self.at,
            "key": self.key,
            "procedure": self.procedure,
            "fields": list(self.fields),
            "code_version": self.code_version,
            "plugin": self.plugin,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Check:
        return cls(
            data["sentence"],
            condition_from_data(data["condition"]) if data["condition"] is not None else None,
            data["at"],
            data["key"],
            procedure=data["procedure"],
            fields=tuple(data["fields"]),
            code_version=data["code_version"],
            plugin=data["plugin"],
        )
