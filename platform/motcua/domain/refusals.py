"""What a form may not say: found when its class is built, so that no plugin with such a form starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from motcua.domain.errors import DefinitionError
from motcua.domain.items import Field, Item, Section
from motcua.domain.papers import Paper


def check_keys(where: str, items: Iterable[Item]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.key in seen:
            raise DefinitionError(where, f"hai mục cùng khóa {item.key!r}")
        seen.add(item.key)


def check_labels(where: str, items: Iterable[Item]) -> None:
    """Two questions of one section, two papers or two headings of a form may not read the same."""
    section = ""
    seen: set[tuple[str, str]] = set()
    for item in items:
        if isinstance(item, Section):
            section = item.key
            entry = ("section", item.label)
        elif isinstance(item, Paper):
            entry = ("paper", item.label)
        else:
            entry = (f"field under {section}", item.label)
            if children := getattr(item, "children", ()):
                check_labels(where, children)
        if (entry[0], entry[1].casefold()) in seen:
            raise DefinitionError(where, f"hai mục cùng tên “{item.label}”")
        seen.add((entry[0], entry[1].casefold()))


def check_order(where: str, items: Sequence[Item]) -> None:
    """Conditions look backward: a form is read from top to bottom, by people and by the parser."""
    everywhere = {item.key for item in _with_children(items)}
    above: set[str] = set()
    for item in items:
        _check_reads(where, item, above, everywhere)
        if item.has_answer:
            above.add(item.key)
        in_rows = set(above)
        for child in getattr(item, "children", ()):
            _check_reads(where, child, in_rows - {item.key}, everywhere)
            if child.has_answer:
                in_rows.add(child.key)


def _check_reads(where: str, item: Item, above: set[str], everywhere: set[str]) -> None:
    for tree in item.reads():
        for key in sorted(tree.fields() - everywhere):
            raise DefinitionError(where, f"“{item.label}” đọc mục {key!r}, không có trên tờ khai")
        for key in sorted(tree.outer_fields() - above):
            if key == item.key:
                raise DefinitionError(where, f"“{item.label}” phụ thuộc vào chính nó")
            if "." in key and any(key.startswith(group + ".") for group in above):
                raise DefinitionError(
                    where, f"“{item.label}” đọc {key!r} của từng dòng; dùng any_row() hoặc all_rows()"
                )
            raise DefinitionError(where, f"“{item.label}” phụ thuộc vào mục {key!r} đứng sau nó trên tờ khai")


def _with_children(items: Iterable[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from getattr(item, "children", ())


def check_not_empty(where: str, items: Iterable[Item]) -> None:
    if not any(isinstance(item, Field | Paper) or getattr(item, "children", ()) for item in items):
        raise DefinitionError(where, "tờ khai trống: không có câu hỏi và giấy tờ nào")
