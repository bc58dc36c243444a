"""What no dossier can come to: a lane, a term, an exemption, a question, a paper, another agency's step."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.catalog.lint.said import About, Part, Said
from motcua.domain.conditions import Condition
from motcua.domain.expressions import Value
from motcua.domain.fee_rules import By, Exempt
from motcua.domain.items import Item, Section
from motcua.domain.papers import Paper
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.reasoning import Goal, Wanted, can_happen
from motcua.domain.reasoning.goals import Row
from motcua.domain.trees import Tree


def reaches_every_lane(version: ProcedureVersion) -> Iterator[Said]:
    """A lane takes what no lane before it took: its own condition may hold and still never count."""
    passed: list[Goal] = []
    for number, lane in enumerate(version.route.lanes):
        about = About(Part.LANE, str(number))
        own = [] if lane.condition is None else [Goal(lane.condition)]
        if not _can(version, *passed, *own):
            if own and not _can(version, *own):
                why = "điều kiện này không bao giờ đúng"
            elif own:
                why = "hồ sơ như vậy đã đi theo các nhánh viết trước"
            else:
                why = "các nhánh viết trước đã nhận hết mọi hồ sơ; bỏ điều kiện của nhánh cuối trong số đó"
            yield Said(about, f"nhánh “{lane.says}” không hồ sơ nào đi tới: {why}.")
        passed += [Goal(each.condition, Wanted.NOT_TRUE) for each in own]


def reaches_every_term(version: ProcedureVersion) -> Iterator[Said]:
    passed: list[Goal] = []
    about = About(Part.STATED, "term")
    for case in version.term.cases:
        if not _can(version, *passed, Goal(case.condition)):
            yield Said(about, f"thời hạn {case.says} không hồ sơ nào có: điều kiện không bao giờ đúng đến lượt.")
        passed.append(Goal(case.condition, Wanted.NOT_TRUE))
    if passed and not _can(version, *passed):
        sentence = f"thời hạn chung {version.term.default.says} không hồ sơ nào có: các trường hợp riêng đã nhận hết."
        yield Said(about, sentence)


def reaches_every_fee(version: ProcedureVersion) -> Iterator[Said]:
    """Exemptions that nobody can have, and rates for an option that is never chosen."""
    about = About(Part.STATED, "fee")
    for node in _every_node(version.fee):
        if isinstance(node, Exempt) and not _can(version, Goal(node.condition)):
            yield Said(about, f"miễn phí, lệ phí đối với {node.reason}: điều kiện không bao giờ đúng.")
        elif isinstance(node, By):
            for case in node.cases:
                if not _can(version, Goal(_is(node.question, case.option))):
                    yield Said(about, f"mức phí “{case.label}: {case.fee.says}” không hồ sơ nào có.")


def asks_every_question(version: ProcedureVersion) -> Iterator[Said]:
    """A heading that never comes is said once, without everything under it."""
    for item in _never_shown(version):
        if isinstance(item, Section):
            yield Said(_about(item), f"phần “{item.label}” không bao giờ hiện: {_why(item)}")
        elif not isinstance(item, Paper):
            yield Said(_about(item), f"câu “{item.label}” không bao giờ được hỏi: {_why(item)}")


def asks_for_every_paper(version: ProcedureVersion) -> Iterator[Said]:
    for item in _never_shown(version):
        if isinstance(item, Paper):
            yield Said(_about(item), f"giấy tờ “{item.label}” không bao giờ phải nộp: {_why(item)}")


def reaches_every_added_step(version: ProcedureVersion) -> Iterator[Said]:
    for rule in version.routing_rules:
        if rule.only_if is not None and not _can(version, Goal(rule.only_if)):
            about = About(Part.ADDED, f"{rule.plugin}: {rule.step.key}")
            sentence = f"bước “{rule.step.label}” mà {rule.plugin} thêm vào không bao giờ có: “{rule.only_if.says}”"
            yield Said(about, f"{sentence} không thể xảy ra.")


def row_of(version: ProcedureVersion, key: str) -> Row:
    """The row in which an item of a group of rows is read."""
    return next(((rows.key, 0) for rows in version.form.groups if key.startswith(rows.key + ".")), None)


def _never_shown(version: ProcedureVersion) -> Iterator[Item]:
    """From top to bottom; what stands under a heading, or in rows, that never come is not looked at."""
    is_under_nothing = False
    for item in version.form.items:
        if isinstance(item, Section):
            is_under_nothing = False
        if is_under_nothing:
            continue
        if item.condition is not None and not _can(version, Goal(item.condition)):
            is_under_nothing = isinstance(item, Section)
            yield item
            continue
        for child in getattr(item, "children", ()):
            if child.condition is not None and not _can(version, Goal(child.condition, row=row_of(version, child.key))):
                yield child


def _about(item: Item) -> About:
    return About(Part.ITEM, item.key)


def _why(item: Item) -> str:
    says = item.condition.says if item.condition is not None else ""
    return f"điều kiện “{says}” không hồ sơ nào thỏa mãn."


def _can(version: ProcedureVersion, *goals: Goal) -> bool:
    return can_happen(version.form, *goals, channels=version.channels)


def _is(question: Value, option: str | bool) -> Condition:
    return question.is_(option)


def _every_node(tree: Tree) -> Iterator[Tree]:
    yield tree
    for branch in tree.branches():
        yield from _every_node(branch)
