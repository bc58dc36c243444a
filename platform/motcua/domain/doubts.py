"""Còn gì chưa xác nhận: what of a procedure nobody has checked against its source, and who must decide it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.domain.facts import FEE_UNKNOWN, NAME_UNSURE, TERM_UNKNOWN, TERM_UNSURE
from motcua.domain.overrides import Fact, of_fact
from motcua.domain.procedures import ProcedureVersion

NAME, TERM, FEE, CONTENT = "name", "term", "fee", "content"
DOUBT_NAMES: Mapping[str, str] = {
    NAME: "Tên thủ tục",
    TERM: "Thời hạn giải quyết",
    FEE: "Phí, lệ phí",
    CONTENT: "Nội dung khác",
}
# Nghị định 63/2010/NĐ-CP, Điều 15: the province's chairman publishes the list with names and terms. Luật Phí và lệ phí
# 2015: fees are set by the Ministry of Finance or the provincial council. The rest is for the agency that wrote it.
WHO_DECIDES: Mapping[str, str] = {
    NAME: "Chủ tịch UBND tỉnh (quyết định công bố danh mục)",
    TERM: "Chủ tịch UBND tỉnh (quyết định công bố danh mục)",
    FEE: "HĐND tỉnh hoặc Bộ Tài chính",
    CONTENT: "",
}
_OF_FACT = {NAME_UNSURE: NAME, TERM_UNSURE: TERM, TERM_UNKNOWN: TERM, FEE_UNKNOWN: FEE}
FEE_UNSURE = "Mức phí, lệ phí theo hiểu biết chung, chưa đối chiếu với văn bản."


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing not confirmed. `is_unknown`: nothing is known, rather than known and not checked. An empty
    `who_decides` is the agency itself."""

    fact: str
    sentence: str
    who_decides: str
    is_unknown: bool = False


def doubts_of(version: ProcedureVersion) -> Iterator[Doubt]:
    """Of a version with what was decided over it: what a decision has settled is no doubt any more."""
    for sentence in version.unconfirmed:
        fact = _OF_FACT.get(sentence, CONTENT)
        yield Doubt(fact, sentence, WHO_DECIDES[fact], sentence in (TERM_UNKNOWN, FEE_UNKNOWN))
    if version.provenance.fee == "knowledge" and of_fact(version.overrides, Fact.FEE) is None:
        yield Doubt(FEE, FEE_UNSURE, WHO_DECIDES[FEE])
