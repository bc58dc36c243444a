"""A form is a class. Building the class finds every mistake that can be found, and leaves its definition as data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from motcua.domain import refusals
from motcua.domain.assembly import SheetType, assemble, members_of
from motcua.domain.checks import MARK, Check, CodeCheck, Marked, check
from motcua.domain.definition import FormDefinition
from motcua.domain.errors import DefinitionError
from motcua.domain.items import Item, Sheet, Unanswered
from motcua.domain.papers import Computed, Paper
from motcua.domain.parts import Part, Placed, Rows
from motcua.domain.reading import WHOLE_FORM, Filled
from motcua.domain.showing import Line, Shown

__all__ = [
    "WHOLE_FORM", "Check", "CodeCheck", "CodeOutcome", "Computed", "Filled", "Form", "FormDefinition", "Line", "Paper",
    "Part", "Placed", "Rows", "Shown", "check",
]  # fmt: skip

# `applicant` and `proxy` are the platform's own block, posted together with every form (domain/applicant.py).
RESERVED = frozenset({"applicant", "proxy"})


@dataclass(frozen=True, slots=True)
class CodeOutcome:
    """What the code checks said: sentences by field, the sentences that could not be judged, and why (for the log)."""

    errors: Mapping[str, str]
    unchecked: tuple[str, ...]
    failures: tuple[tuple[str, Exception | None], ...] = ()


class Form(Sheet, metaclass=SheetType):
    """Subclass it and write the questions as attributes. On an instance each attribute is its answer."""

    definition: ClassVar[FormDefinition]

    def __init__(self, answers: Mapping[str, Any], *, filed_on: date, channel: str = "direct") -> None:
        super().__init__(answers)
        self.filed_on = filed_on
        self.channel = channel

    def __init_subclass__(cls, *, is_platforms: bool = False) -> None:
        where = cls.__name__
        members = members_of(cls, Form)
        for name, member in members.items():
            taken = name in {*dir(Form), "definition", "filed_on", "channel"} or (name in RESERVED and not is_platforms)
            if taken or (isinstance(member, Paper) and member.own_key in RESERVED):
                raise DefinitionError(where, f"tên {name!r} là của nền tảng; đặt tên khác")
        items, checks = assemble(where, members)
        refusals.check_not_empty(where, items)
        code = tuple(
            _code_check(where, name, getattr(each, MARK), members)
            for name, each in members.items()
            if hasattr(each, MARK)
        )
        title = (cls.__doc__ or "").strip().partition("\n")[0].rstrip(".")
        cls.definition = FormDefinition(where, title, items, checks, code)

    @classmethod
    def parse(
        cls,
        raw: Mapping[str, Sequence[Any]],
        *,
        filed_on: date,
        channel: str = "direct",
        communes: Mapping[str, str] | None = None,
    ) -> Filled:
        """The definition's `parse`, then this class's code checks."""
        filled = cls.definition.parse(raw, filed_on=filed_on, channel=channel, communes=communes)
        outcome = cls.run_code_checks(filled.answers, filed_on=filed_on, channel=channel)
        return filled.also(outcome.errors, outcome.unchecked)

    @classmethod
    def run_code_checks(
        cls,
        answers: Mapping[str, Any],
        *,
        filed_on: date,
        channel: str = "direct",
        stored: Iterable[CodeCheck] | None = None,
    ) -> CodeOutcome:
        """Runs the `stored` checks (of an older version, perhaps) that this class still has in the same version."""
        return run_code_checks(
            cls, cls.definition.code_checks if stored is None else stored, answers, filed_on, channel
        )


def run_code_checks(
    form: type[Form] | None,
    stored: Iterable[CodeCheck],
    answers: Mapping[str, Any],
    filed_on: date,
    channel: str = "direct",
) -> CodeOutcome:
    """`form` is None when the plugin is gone. A rule that raises is nobody's error page: it is reported, not raised."""
    alive = {each.key: each.code_version for each in form.definition.code_checks} if form else {}
    errors: dict[str, str] = {}
    failures: list[tuple[str, Exception | None]] = []
    unchecked: list[str] = []
    for each in stored:
        if form is None or alive.get(each.key) != each.code_version:
            unchecked.append(each.sentence)
            failures.append((each.key, None))
            continue
        try:
            is_right = getattr(form(answers, filed_on=filed_on, channel=channel), each.key)()
        except Unanswered:
            continue
        except Exception as why:  # a plugin's rule may raise anything; the counter must go on
            unchecked.append(each.sentence)
            failures.append((each.key, why))
            continue
        if not is_right:
            errors.setdefault(each.fields[0], each.sentence)
    return CodeOutcome(errors, tuple(unchecked), tuple(failures))


def _code_check(where: str, name: str, marked: Marked, members: Mapping[str, Any]) -> CodeCheck:
    own: Collection[Any] = [
        *members.values(),
        *(item for each in members.values() if isinstance(each, Placed) for item in each.copies.by_local.values()),
    ]
    for field in marked.fields:
        if not isinstance(field, Item) or not any(field is each for each in own):
            raise DefinitionError(where, f"kiểm tra “{marked.sentence}” báo tại một mục không có trên tờ khai này")
    if not isinstance(marked.code_version, int) or marked.code_version < 1:
        raise DefinitionError(where, f"{name}: code_version là số nguyên từ 1")
    return CodeCheck(name, marked.sentence, tuple(field.key for field in marked.fields), marked.code_version)
