"""Nobody is recognised in a published figure: not in a small one, and not in what the others leave of a total."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.small_numbers import total_is_safe, withheld

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40), min_size=1)


def gives_away(counts: Mapping[str, int], hidden: frozenset[str], least: int) -> bool:
    """Whether a reader who knows the total and what is told learns of fewer than `least`, or the number of one."""
    if any(0 < counts[key] < least for key in counts.keys() - hidden):
        return True
    if not total_is_safe(counts, least):
        return False  # the total is not told, and so nothing is left by subtraction
    left = sum(counts[key] for key in hidden)
    return bool(hidden) and (len(hidden) == 1 or left < least)


@given(COUNTS, st.integers(3, 12))
def test_neither_a_figure_nor_the_rest_of_the_total_gives_anybody_away(counts: Mapping[str, int], least: int) -> None:
    assert not gives_away(counts, withheld(counts, least), least)


def test_leaving_out_the_small_ones_alone_would_give_them_away() -> None:
    counts = {"a": 2, "b": 40, "c": 9}
    assert gives_away(counts, frozenset({"a"}), 5), "the total less the others is 2"
    assert withheld(counts, 5) == {"a", "c"}


def test_what_is_large_enough_is_told_and_nothing_tells_of_nobody() -> None:
    assert withheld({"a": 5, "b": 40, "c": 0}, 5) == frozenset()


def test_where_no_total_is_told_only_the_small_ones_are_left_out() -> None:
    assert withheld({"a": 2, "b": 40}, 5, total_is_told=False) == {"a"}


def test_a_small_total_is_not_told_either() -> None:
    assert not total_is_safe({"a": 2, "b": 1}, 5)
    assert total_is_safe({"a": 0}, 5)
