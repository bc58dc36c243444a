"""How the texts of a procedure are written: in composed letters, with their marks, and in earnest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from motcua.catalog.lint.said import About, Part, Said
from motcua.domain.procedures import ProcedureVersion

LEAST_WORDS_WITHOUT_DIACRITICS = 4
_VIETNAMESE = re.compile("[ăâđêôơư\u0300\u0301\u0303\u0309\u0323]")
_PLACEHOLDER = re.compile(r"lorem|todo|fixme|xxx|\?\?\?|placeholder", re.IGNORECASE)


def texts(version: ProcedureVersion) -> Iterator[tuple[About, str, str]]:
    """Everything of a version that a person may read: where it stands, in code and for the sentence, and the text."""
    for name, text in (
        ("title", version.title),
        ("sector", version.sector),
        ("result", version.result or ""),
        ("fee", version.fee.says),
        ("term", version.term.says),
        *(("legal_basis", basis) for basis in version.legal_basis),
        *(("unconfirmed", sentence) for sentence in version.unconfirmed),
    ):
        yield About(Part.STATED, name), name, text
    for item in version.form.by_key.values():
        about = About(Part.ITEM, item.key)
        yield about, item.key, item.label
        yield from ((about, f"{item.key}: {option}", label) for option, label in getattr(item, "choices", {}).items())
    for lane in version.route.lanes:
        for step in lane.steps:
            about = About(Part.STEP, step.key)
            yield from ((about, f"step {step.key}", step.label), (about, f"desk {step.desk.key}", step.desk.label))
            yield from ((about, f"consult {asked.key}", asked.label) for asked in step.consults)
    own = [(check.key, check.sentence) for check in version.form.checks]
    own += [(check.key, check.sentence) for check in version.form.code_checks]
    yield from ((About(Part.CHECK, key), f"check {key}", sentence) for key, sentence in own)
    for added in version.checks:
        yield About(Part.ADDED, f"{added.plugin}: {added.key}"), f"check {added.key}", added.sentence


def says_nothing_in_nfd(version: ProcedureVersion) -> Iterator[Said]:
    for about, where, text in texts(version):
        if unicodedata.normalize("NFC", text) != text:
            yield Said(about, f"{where}: “{text}” không ở dạng Unicode NFC")


def writes_vietnamese_with_diacritics(version: ProcedureVersion) -> Iterator[Said]:
    """A long text without one Vietnamese mark was typed without them, or is English."""
    for about, where, text in texts(version):
        marks = _VIETNAMESE.search(unicodedata.normalize("NFD", text.lower()) + text.lower())
        if len(text.split()) >= LEAST_WORDS_WITHOUT_DIACRITICS and not marks:
            yield Said(about, f"{where}: “{text}” không có dấu tiếng Việt")


def leaves_no_placeholder(version: ProcedureVersion) -> Iterator[Said]:
    for about, where, text in texts(version):
        if _PLACEHOLDER.search(text):
            yield Said(about, f"{where}: “{text}” là chữ giữ chỗ")
