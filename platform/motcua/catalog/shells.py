"""Whether a procedure asks anything of its own, so that no procedure is an empty shell.

Own questions are those that its form asks itself, or in sections that its agency wrote; sections that come from
`motcua.api.forms` are everybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from motcua.domain.assembly import members_of
from motcua.domain.fields import Field
from motcua.domain.forms import Form
from motcua.domain.items import Item
from motcua.domain.parts import Part, Placed, Rows
from motcua.domain.procedures import ProcedureVersion

#: Two forms whose own questions agree to this degree are shown to somebody who knows the law.
NEAR = 0.9
LEAST_OWN_QUESTIONS = 3
_GENERIC = re.compile(
    r"(nội dung( (đề nghị|yêu cầu|cụ thể|khác|chi tiết))?|thông tin( (khác|bổ sung|thêm|chi tiết))?|ghi chú|mô tả"
    r"|yêu cầu|đề nghị|chi tiết|câu hỏi \d+|mục \d+)",
    re.IGNORECASE,
)


def own_items(form: type[Form]) -> Iterator[Item]:
    """The questions that are the form's own; groups of rows come with their questions."""
    for member in members_of(form, Form).values():
        if isinstance(member, Placed):
            if not _is_shared(member.part):
                yield from member.copies.by_local.values()
        elif isinstance(member, Rows):
            yield member
            if member.part is not None and not _is_shared(member.part):
                yield from member.children
        elif isinstance(member, Item):
            yield member


def own_questions(form: type[Form]) -> frozenset[str]:
    """Their labels, as people read them."""
    return frozenset(item.label.casefold() for item in own_items(form) if isinstance(item, Field | Rows))


def shell_problems(version: ProcedureVersion, form: type[Form]) -> Iterator[str]:
    """What makes this procedure look like one that nobody thought about."""
    own = own_questions(form)
    if len(own) < LEAST_OWN_QUESTIONS:
        yield f"{version.key}: chỉ có {len(own)} câu hỏi riêng của thủ tục (ít nhất {LEAST_OWN_QUESTIONS})"
    for item in own_items(form):
        if isinstance(item, Field) and _GENERIC.fullmatch(item.label):
            yield f"{version.key}: câu hỏi “{item.label}” quá chung, không nói về thủ tục này"
    own_keys = {item.key for item in own_items(form)}
    checks = [check for check in version.form.checks if "." not in check.key or check.field in own_keys]
    if not checks and not version.form.code_checks and not version.checks:
        yield f"{version.key}: không có kiểm tra nào của riêng thủ tục"


def alike(versions: Mapping[str, ProcedureVersion], forms: Mapping[str, type[Form]]) -> Iterator[str]:
    """Procedures with the same own questions, unless both name the same form of the law."""
    for (first, _), (second, _) in pairs_alike(versions, forms, least=1.0):
        yield f"{first} và {second} hỏi đúng cùng những câu; pháp luật dùng chung một mẫu thì ghi shared_form=“Mẫu …”"


def nearly_alike(versions: Mapping[str, ProcedureVersion], forms: Mapping[str, type[Form]]) -> Iterator[str]:
    """Pairs that share nine of ten questions: a report to be read, not a mistake."""
    for (first, mine), (second, theirs) in pairs_alike(versions, forms, least=NEAR):
        if mine != theirs:
            yield f"{first} và {second}: khác nhau {len(mine ^ theirs)} câu trong {len(mine | theirs)}"


Named = tuple[str, frozenset[str]]


def pairs_alike(
    versions: Mapping[str, ProcedureVersion], forms: Mapping[str, type[Form]], least: float
) -> Iterator[tuple[Named, Named]]:
    """Every two procedures that share at least this part of their own questions, each with these."""
    owned: Iterable[Named] = [(key, own_questions(forms[key])) for key in sorted(versions)]
    for one, other in combinations(owned, 2):
        shared = versions[one[0]].shared_form
        if shared and shared == versions[other[0]].shared_form:
            continue
        if len(one[1] & other[1]) >= least * len(one[1] | other[1]):
            yield one, other


def _is_shared(part: type[Part]) -> bool:
    return part.__module__.startswith("motcua.")
