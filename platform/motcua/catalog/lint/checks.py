"""Checks that judge nothing: one that can't fail, one that nobody can pass, one that is skipped in every dossier."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.catalog.lint.reach import row_of
from motcua.catalog.lint.said import About, Part, Said
from motcua.domain.conditions import Condition
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.reasoning import Goal, Wanted, can_happen
from motcua.domain.reasoning.goals import Asked, Row


def has_only_checks_that_can_fail(version: ProcedureVersion) -> Iterator[Said]:
    for about, sentence, condition, row in _every_check(version):
        if not _can(version, condition, Wanted.FALSE, row):
            if not _can(version, condition, Wanted.TRUE, row):
                why = "những mục mà kiểm tra đọc không bao giờ cùng có trả lời"
            else:
                why = f"không câu trả lời nào mà tờ khai nhận trái với “{condition.says}”"
            yield Said(about, f"kiểm tra “{sentence}” không bao giờ báo: {why}.")


def has_only_checks_that_can_pass(version: ProcedureVersion) -> Iterator[Said]:
    """A condition that no answers fulfil refuses everybody it is asked of; more likely it was written the wrong way."""
    for about, sentence, condition, row in _every_check(version):
        if not _can(version, condition, Wanted.TRUE, row) and _can(version, condition, Wanted.FALSE, row):
            yield Said(about, f"kiểm tra “{sentence}” hồ sơ nào cũng bị báo: “{condition.says}” không thể đúng.")


def _every_check(version: ProcedureVersion) -> Iterator[tuple[About, str, Condition, Row]]:
    for check in version.form.checks:
        row = (check.row_of, 0) if check.row_of else row_of(version, check.field)
        yield About(Part.CHECK, check.key), check.sentence, check.condition, row
    for added in version.checks:
        if added.condition is not None:
            yield About(Part.ADDED, f"{added.plugin}: {added.key}"), added.sentence, added.condition, None


def _can(version: ProcedureVersion, condition: Condition, wanted: Wanted, row: Row) -> bool:
    there = [] if row is None else [Asked(row[0], None)]
    return can_happen(version.form, *there, Goal(condition, wanted, row), channels=version.channels)
