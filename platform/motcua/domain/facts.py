"""What is known of each procedure, once, with where it comes from: the `facts.toml` that an agency ships.

The file is for people who know the law, so it is data beside the code: `Procedure(facts=FACTS["key"], …)` takes title,
sector, codes, term, fee, result and legal basis from it. What the file leaves empty stays “chưa xác nhận”; code that
says something else is refused at import unless it gives its reason (`instead_of`).
"""

from __future__ import annotations

import difflib
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from motcua.domain.codes import ProcedureCode, national
from motcua.domain.errors import DefinitionError
from motcua.domain.fees import Fee, fixed, free, unconfirmed
from motcua.domain.terms import Term, unknown_term

#: How sure a fact is: read in a published source; remembered but not read again; not stated at all.
CONFIDENCES: Mapping[str, str] = {
    "verified": "đã đối chiếu với nguồn công bố",
    "knowledge": "theo hiểu biết chung, chưa đối chiếu",
    "none": "chưa xác nhận",
}

NAME_UNSURE = "Tên thủ tục chưa đối chiếu với danh mục đã công bố."
TERM_UNSURE = "Thời hạn giải quyết chưa đối chiếu với văn bản."
TERM_UNKNOWN = "Thời hạn giải quyết chưa xác nhận."
FEE_UNKNOWN = "Mức phí, lệ phí chưa xác nhận."


class Readable(Protocol):
    """A file of a package, as `importlib.resources.files` gives it."""

    def read_text(self, encoding: str | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a procedure's facts come from. `departures` are the facts that the code states otherwise, with reasons."""

    name: str = "none"
    term: str = "none"
    fee: str = "none"
    era: str = ""
    sources: tuple[str, ...] = ()
    note: str = ""
    departures: tuple[tuple[str, str], ...] = ()

    def to_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "term": self.term,
            "fee": self.fee,
            "era": self.era,
            "sources": list(self.sources),
            "note": self.note,
            "departures": [list(each) for each in self.departures],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Provenance:
        pairs = tuple((name, reason) for name, reason in data["departures"])
        plain: dict[str, str] = {key: data[key] for key in ("name", "term", "fee", "era", "note")}
        return cls(**plain, sources=tuple(data["sources"]), departures=pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One procedure's row of `facts.toml`. `term` is None when not known (`none` is a law that sets no term); `fee` is
    in đồng, 0 when nothing is collected, None when not known; `fee_reference` is an amount seen elsewhere."""

    key: str
    title: str
    sector: str
    codes: tuple[ProcedureCode, ...]
    term: Term | None
    fee: int | None
    fee_reference: int | None
    result: str
    legal_basis: tuple[str, ...]
    provenance: Provenance

    @property
    def term_or_unknown(self) -> Term:
        return self.term or unknown_term()

    @property
    def fee_rule(self) -> Fee:
        """What the file alone says of the fee."""
        if self.fee is None:
            return unconfirmed("Mức phí, lệ phí chưa xác nhận", reference=self.fee_reference)
        return fixed(self.fee, "Phí, lệ phí") if self.fee else free()

    def doubts(self) -> Iterator[str]:
        """What somebody who knows the law still has to confirm, in sentences."""
        if self.provenance.name != "verified":
            yield NAME_UNSURE
        if self.term is None:
            yield TERM_UNKNOWN
        elif self.provenance.term != "verified":
            yield TERM_UNSURE
        if self.fee is None:
            yield FEE_UNKNOWN


class FactFile(Mapping[str, Facts]):
    """The rows of one file by key. An unknown key is refused with the nearest ones."""

    def __init__(self, rows: Mapping[str, Facts]) -> None:
        self._rows = dict(rows)

    def __getitem__(self, key: str) -> Facts:
        if key not in self._rows:
            near = ", ".join(difflib.get_close_matches(key, self._rows, 3, 0.5)) or "không có khóa nào gần giống"
            raise DefinitionError(key, f"không có trong facts.toml ({near}).")
        return self._rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def read_facts(file: Readable) -> FactFile:
    """`FACTS = read_facts(files(__package__) / "facts.toml")`."""
    data = tomllib.loads(file.read_text("utf-8"))
    return FactFile({key: _facts(key, row) for key, row in data.items()})


_TEXTS = ("title", "sector", "result", "era", "note", "name_confidence", "term_confidence")
_KNOWN = frozenset({*_TEXTS, "codes", "term", "fee", "fee_reference", "legal_basis", "sources"})


def _facts(key: str, row: Mapping[str, Any]) -> Facts:
    for name in sorted(_KNOWN - {"fee", "fee_reference"} - set(row)) or sorted(set(row) - _KNOWN):
        raise DefinitionError(key, f"facts.toml: “{name}” {'thiếu' if name in _KNOWN else 'không phải tên một mục'}.")
    for name in _TEXTS:
        if not isinstance(row[name], str) or unicodedata.normalize("NFC", row[name]) != row[name]:
            raise DefinitionError(key, f"facts.toml: {name} phải là chữ ở dạng Unicode NFC.")
    for name in ("name_confidence", "term_confidence"):
        if row[name] not in CONFIDENCES:
            raise DefinitionError(key, f"facts.toml: {name} phải chọn trong {', '.join(CONFIDENCES)}.")
    try:
        term = Term.parse(row["term"]) if row["term"] else None
    except ValueError as why:
        raise DefinitionError(key, f"facts.toml: {why}") from None
    return Facts(
        key=key,
        title=row["title"],
        sector=row["sector"],
        codes=tuple(national(code) for code in row["codes"]),
        term=term,
        fee=row.get("fee"),
        fee_reference=row.get("fee_reference"),
        result=row["result"],
        legal_basis=tuple(row["legal_basis"]),
        provenance=Provenance(
            name=row["name_confidence"],
            term=row["term_confidence"],
            fee="none" if row.get("fee") is None else "knowledge",
            era=row["era"],
            sources=tuple(row["sources"]),
            note=row["note"],
        ),
    )
