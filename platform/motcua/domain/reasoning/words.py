"""Answers that are words: which options are still open, which texts are ruled out, which answers must be alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Words:
    """`open`: the options still possible of a name that has a fixed list (or that must be a certain text);
    `never`: what it can't be. `chosen` and `left_out`: of questions with several answers."""

    open: dict[str, frozenset[Any]] = field(default_factory=dict)
    never: dict[str, frozenset[Any]] = field(default_factory=dict)
    alike: list[tuple[str, str, bool]] = field(default_factory=list)
    options: dict[str, frozenset[str]] = field(default_factory=dict)
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)
    left_out: dict[str, frozenset[str]] = field(default_factory=dict)

    def copy(self) -> Words:
        return Words(
            dict(self.open),
            dict(self.never),
            list(self.alike),
            dict(self.options),
            dict(self.chosen),
            dict(self.left_out),
        )

    def only(self, name: str, values: Iterable[Any]) -> None:
        allowed = frozenset(values)
        self.open[name] = self.open[name] & allowed if name in self.open else allowed

    def rule_out(self, name: str, value: Any) -> None:
        self.never[name] = self.never.get(name, frozenset()) | {value}

    def compare(self, one: str, other: str, *, is_same: bool) -> None:
        self.alike.append((one, other, is_same))

    def include(self, name: str, option: str, *, is_chosen: bool) -> None:
        known = self.chosen if is_chosen else self.left_out
        known[name] = known.get(name, frozenset()) | {option}

    def is_possible(self) -> bool:
        left = {name: values - self.never.get(name, frozenset()) for name, values in self.open.items()}
        return self._several_are_possible() and self._alike_are_possible(left) and all(left.values())

    def _several_are_possible(self) -> bool:
        """Something must be chosen: an answer without a choice is no answer."""
        for name in {*self.chosen, *self.left_out}:
            out = self.left_out.get(name, frozenset())
            if self.chosen.get(name, frozenset()) & out or (self.options.get(name) and self.options[name] <= out):
                return False
        return True

    def _alike_are_possible(self, left: dict[str, frozenset[Any]]) -> bool:
        is_settled = False
        while not is_settled:
            is_settled = True
            for one, other, is_same in self.alike:
                if is_same and (one in left or other in left):
                    both = left.get(one, left.get(other, frozenset())) & left.get(other, left.get(one, frozenset()))
                    if left.get(one) != both or left.get(other) != both:
                        left[one] = left[other] = both
                        is_settled = False
        for one, other, is_same in self.alike:
            if not is_same and (one == other or (left.get(one) == left.get(other) and len(left.get(one, ())) == 1)):
                return False
        return True
