"""What is wrong between procedures: one code for two of them, two forms that ask the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from motcua.catalog.catalog import Catalog
from motcua.catalog.lint.said import About, Part, Said
from motcua.catalog.shells import NEAR, pairs_alike, shell_problems
from motcua.domain.codes import ProcedureCode
from motcua.domain.procedures import ProcedureVersion

Between = Iterator[tuple[ProcedureVersion, Said]]


def gives_no_code_twice(catalog: Catalog) -> Between:
    """A code may pass from one procedure to another, but names one at a time."""
    owners: Mapping[tuple[str, str], list[tuple[ProcedureVersion, ProcedureCode]]] = defaultdict(list)
    for version in catalog.procedures.values():
        for code in version.codes:
            for other, known in owners[code.scheme, code.code]:
                if _overlap(code, known):
                    who = (
                        f"thủ tục “{other.title}” ({other.agency}: {other.key})" if other is not version else "chính nó"
                    )
                    sentence = f"{version.key}: mã {code.code} đã là mã của {who}."
                    yield version, Said(About(Part.STATED, "codes"), sentence)
            owners[code.scheme, code.code].append((version, code))


def asks_something_of_its_own(catalog: Catalog) -> Between:
    for key, version in catalog.procedures.items():
        for sentence in shell_problems(version, catalog.collected.forms[key]):
            yield version, Said(About(Part.FORM), sentence)


def asks_what_no_other_asks(catalog: Catalog) -> Between:
    for (first, _), (second, _) in pairs_alike(catalog.procedures, catalog.collected.forms, least=1.0):
        sentence = (
            f"{first} và {second} hỏi đúng cùng những câu; pháp luật dùng chung một mẫu thì ghi shared_form=“Mẫu …”."
        )
        yield catalog.procedures[second], Said(About(Part.FORM), sentence)


def asks_nearly_what_another_asks(catalog: Catalog) -> Between:
    """Two forms may well differ by one question that decides: to be read by somebody who knows the law."""
    for (first, mine), (second, theirs) in pairs_alike(catalog.procedures, catalog.collected.forms, least=NEAR):
        if mine != theirs:
            differing = f"khác nhau {len(mine ^ theirs)} câu trong {len(mine | theirs)}"
            yield (
                catalog.procedures[second],
                Said(About(Part.FORM), f"{first} và {second} gần giống nhau: {differing}."),
            )


def _overlap(one: ProcedureCode, other: ProcedureCode) -> bool:
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    return starts <= min(one.valid_to or date.max, other.valid_to or date.max)
