"""Reading a posted form: one pass from top to bottom, because conditions only look up.

Each question: is it shown (with the answers above it)? If so it is parsed; if not, what was posted for it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from motcua.domain.checks import Check
from motcua.domain.conditions import Env
from motcua.domain.errors import Refused
from motcua.domain.items import Asked, Field, Item
from motcua.domain.papers import Computed
from motcua.domain.parts import Rows
from motcua.domain.text import lower_first

# The key of an error that belongs to no field.
WHOLE_FORM = "*"

_INDEX = re.compile(r"0|[1-9][0-9]{0,3}")

Raw = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """What was read. `answers` holds what is right even when other fields are wrong; `names` what was asked."""

    answers: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    unchecked: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        return not self.errors

    def also(self, errors: Mapping[str, str], unchecked: Iterable[str] = ()) -> Filled:
        """With the outcome of more checks. An error already there stays: one sentence per field."""
        return replace(
            self, errors={**errors, **self.errors}, unchecked=tuple(dict.fromkeys((*self.unchecked, *unchecked)))
        )


def read(
    items: Sequence[Item],
    checks: Sequence[Check],
    raw: Raw,
    filed_on: date,
    channel: str,
    communes: Mapping[str, str],
) -> Filled:
    reader = _Reader(raw, Asked(filed_on, communes), Env({}, filed_on, channel))
    known = reader.sort_names(items)
    for item in items:
        reader.read_item(item)
    reader.report_unknown(known)
    reader.judge(checks)
    return Filled(reader.answers, reader.errors, reader.warnings, (), frozenset(reader.names))


def failed_checks(
    checks: Iterable[Check], env: Env, names: Mapping[tuple[str, int], int] | None = None
) -> dict[str, str]:
    """Sentences by posted name. `names` gives a row's index as posted, where rows in between were empty."""
    failed: dict[str, str] = {}
    for check in checks:
        if not check.row_of:
            if check.fails(env):
                failed.setdefault(check.field, check.sentence)
            continue
        for number, row in enumerate(env.answer(check.row_of) or ()):
            if check.fails(env.in_row(check.row_of, row)):
                index = (names or {}).get((check.row_of, number), number)
                failed.setdefault(f"{check.row_of}.{index}{check.field[len(check.row_of) :]}", check.sentence)
    return failed


class _Reader:
    def __init__(self, raw: Raw, asked: Asked, env: Env) -> None:
        self.raw, self.asked = raw, asked
        self.answers: dict[str, Any] = {}
        self.env = replace(env, answers=self.answers)
        self.errors: dict[str, str] = {}
        self.warnings: dict[str, str] = {}
        self.names: set[str] = set()
        self.indexes: dict[str, set[int]] = {}
        self.posted_at: dict[tuple[str, int], int] = {}

    def sort_names(self, items: Sequence[Item]) -> set[str]:
        """The posted names that belong to the form, and which rows were posted."""
        plain = {item.key for item in items if isinstance(item, Field)}
        groups = {item.key: {item.local(child) for child in item.fields} for item in items if isinstance(item, Rows)}
        known: set[str] = set()
        for name in self.raw:
            if name in plain:
                known.add(name)
                continue
            group, _, rest = str(name).partition(".")
            index, _, local = rest.partition(".")
            if local in groups.get(group, ()) and _INDEX.fullmatch(index):
                known.add(name)
                self.indexes.setdefault(group, set()).add(int(index))
        return known

    def report_unknown(self, known: set[str]) -> None:
        strange = [name for name in self.raw if name not in known]
        if strange:
            quoted = ", ".join(f"“{_printable(str(name))}”" for name in strange[:3])
            more = f" và {len(strange) - 3} mục khác" if len(strange) > 3 else ""
            self.errors[WHOLE_FORM] = f"Biểu mẫu gửi lên có mục lạ: {quoted}{more}; tải lại trang rồi nhập lại"

    def read_item(self, item: Item) -> None:
        if not item.is_shown(self.env):
            return
        if isinstance(item, Rows):
            self.read_rows(item)
        else:
            self.read_one(item, item.key, item.key, self.answers, self.env)

    def read_one(self, item: Item, name: str, key: str, into: dict[str, Any], env: Env) -> None:
        if isinstance(item, Computed):
            if (computed := item.compute(env)) is not None:
                into[key] = computed
            return
        if not isinstance(item, Field):
            return
        self.names.add(name)
        try:
            value = item.read(self.texts(name), replace(self.asked, env=env))
        except Refused as refused:
            self.errors[name] = refused.sentence
            return
        if value is not None:
            into[key] = value
            if warning := item.oddity(value, env):
                self.warnings[name] = warning

    def texts(self, name: str) -> Sequence[Any]:
        posted = self.raw.get(name, ())
        return (posted,) if isinstance(posted, str) or not isinstance(posted, Sequence) else posted

    def read_rows(self, rows: Rows[Any]) -> None:
        self.names.add(rows.key)
        posted = sorted(self.indexes.get(rows.key, ()))
        locals_ = [rows.local(child) for child in rows.fields]
        filled = [at for at in posted if any(map(_has_text, self.row_texts(rows.key, at, locals_)))]
        # Empty rows are extra lines on the page and dropped, unless they are needed to say what is missing.
        short = rows.least - len(filled)
        kept = sorted(filled + [at for at in posted if at not in filled][: max(0, short)])
        if len(kept) < rows.least:
            self.errors[rows.key] = f"Nhập ít nhất {rows.least} {lower_first(rows.label)}"
        if len(kept) > rows.most:
            self.errors[rows.key] = f"{rows.label}: chỉ được tối đa {rows.most} dòng (đang có {len(kept)})"
            kept = kept[: rows.most]
        answers: list[dict[str, Any]] = []
        self.answers[rows.key] = answers
        for number, at in enumerate(kept):
            row: dict[str, Any] = {}
            answers.append(row)
            self.posted_at[rows.key, number] = at
            env = rows.row_env(self.env, row)
            for child in rows.children:
                if child.is_shown(env):
                    local = rows.local(child)
                    self.read_one(child, f"{rows.key}.{at}.{local}", local, row, env)
        # The page draws the rows that are still missing: what is reckoned over them is not known yet, not nought.
        answers += ({} for _ in range(rows.least - len(answers)))

    def row_texts(self, group: str, at: int, locals_: Sequence[str]) -> Iterable[Any]:
        for local in locals_:
            yield from self.texts(f"{group}.{at}.{local}")

    def judge(self, checks: Sequence[Check]) -> None:
        for name, sentence in failed_checks(checks, self.env, self.posted_at).items():
            self.errors.setdefault(name if name in self.names else WHOLE_FORM, sentence)


def _has_text(posted: Any) -> bool:
    return not isinstance(posted, str) or bool(posted.strip())


def _printable(name: str) -> str:
    text = "".join(each if each.isprintable() else "?" for each in name)
    return text if len(text) <= 40 else text[:39] + "…"
