"""Answers at rest: JSON by the form's own version, with identity numbers and other sensitive answers sealed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from motcua.domain.definition import FormDefinition
from motcua.store.secrets import seal, unseal

_SEALED = "sealed"


def sealed_answers(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What goes into the database. A sensitive answer is bound to its question: moved to another, it does not open."""
    return _changed(form, form.answers_to_json(answers), _close)


def opened_answers(form: FormDefinition, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as conditions, fees and pages read them."""
    return form.answers_from_json(_changed(form, stored, _open))


def _close(key: str, value: Any) -> Any:
    return {_SEALED: seal(json.dumps(value, ensure_ascii=False), f"answer.{key}")}


def _open(key: str, value: Any) -> Any:
    is_sealed = isinstance(value, Mapping) and set(value) == {_SEALED}
    return json.loads(unseal(value[_SEALED], f"answer.{key}")) if is_sealed else value


def _changed(form: FormDefinition, values: Mapping[str, Any], change: Callable[[str, Any], Any]) -> dict[str, Any]:
    groups = {rows.key for rows in form.groups}
    changed: dict[str, Any] = {}
    for key, value in values.items():
        if key in groups:
            changed[key] = [_changed_row(form, key, row, change) for row in value]
        else:
            changed[key] = change(key, value) if key in form.sensitive_keys else value
    return changed


def _changed_row(
    form: FormDefinition, group: str, row: Mapping[str, Any], change: Callable[[str, Any], Any]
) -> dict[str, Any]:
    return {
        local: change(f"{group}.{local}", value) if f"{group}.{local}" in form.sensitive_keys else value
        for local, value in row.items()
    }


def masked(text: str) -> str:
    """`•••••6789`: enough to compare with the paper in one's hand."""
    return "•" * max(len(text) - 4, 3) + text[-4:] if len(text) > 5 else "•" * len(text)
