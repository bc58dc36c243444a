"""Finding a procedure the way people look for one: by what they come for, in their own words, with or without accents.

Nothing here asks the database: it sorts what a center takes in, which is at hand.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.domain.needs import Audience, Need, Signposts
from motcua.domain.procedures import ProcedureVersion
from motcua.domain.text import fold, sort_key

# Words that people put around what they want; they tell nothing where nothing fits as it was typed.
_AROUND = (
    """toi muon can lam xin cho de o tai di ve va cua mot cac nhung thi nhu the nao gi dau thu tuc ho so giay to"""
)
FILLERS = frozenset(_AROUND.split())
MOST_WORDS = 12
ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Chosen:
    """What narrows the list besides words; "" leaves it wide."""

    agency: str = ""
    sector: str = ""
    audience: Audience | None = None
    need: Need | None = None

    def takes(self, version: ProcedureVersion) -> bool:
        return (
            self.agency in ("", version.agency)
            and self.sector in ("", version.sector)
            and (self.audience is None or self.audience.takes(version.key, version.sector))
            and (self.need is None or version.key in self.need.procedures)
        )


@dataclass(frozen=True, slots=True)
class FoundProcedures:
    """The procedures, best first. `is_near`: nothing fits every word, and these fit most of them. `needs` are what the
    words may have meant."""

    rows: tuple[ProcedureVersion, ...]
    is_near: bool = False
    needs: tuple[Need, ...] = ()


def find(versions: Iterable[ProcedureVersion], signposts: Signposts, text: str, chosen: Chosen) -> FoundProcedures:
    """By name where nothing was typed, in the need's own order where one was chosen."""
    kept = [version for version in versions if chosen.takes(version)]
    words = tuple(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    if not words:
        return FoundProcedures(_in_order(kept, chosen.need))
    said = {version: _Said(version, _all_said(signposts, version.key)) for version in kept}
    close = {version: said[version].closeness(words) for version in kept if said[version].has(words)}
    if close:
        # What has the words in one piece makes the rest noise: “quán ăn” also stands in “cơ quan … an toàn”.
        least = 1 if max(close.values()) > 1 else 0
        ranked = sorted(close, key=lambda version: (-close[version], *_by_name(version)))
        rows = tuple(version for version in ranked if close[version] >= least)
        return FoundProcedures(rows, needs=_needs(signposts, words))
    return _near(kept, said, words, signposts)


def open_needs(signposts: Signposts, versions: Iterable[ProcedureVersion]) -> tuple[Need, ...]:
    """The needs with a procedure that is taken in here."""
    taken = {version.key for version in versions}
    return tuple(need for need in signposts.needs if not taken.isdisjoint(need.procedures))


def open_audiences(signposts: Signposts, versions: Sequence[ProcedureVersion]) -> tuple[Audience, ...]:
    return tuple(each for each in signposts.audiences if any(each.takes(v.key, v.sector) for v in versions))


def _in_order(versions: Iterable[ProcedureVersion], need: Need | None) -> tuple[ProcedureVersion, ...]:
    if need is not None:
        return tuple(sorted(versions, key=lambda version: need.procedures.index(version.key)))
    return tuple(sorted(versions, key=_by_name))


def _by_name(version: ProcedureVersion) -> tuple[object, str]:
    return sort_key(version.title), version.key


def _said(need: Need) -> str:
    return _folded(" ".join((need.says, *need.words)))


def _all_said(signposts: Signposts, key: str) -> str:
    return " ".join(_said(need) for need in signposts.needs if key in need.procedures)


@lru_cache(maxsize=4_000)
def _folded(text: str) -> str:
    return fold(text)


class _Said:
    """All words by which one procedure may be found."""

    __slots__ = ("needs", "text", "title")

    def __init__(self, version: ProcedureVersion, needs: str) -> None:
        codes = " ".join(code.code for code in version.codes)
        self.title = f" {_folded(version.title)}"
        self.needs = f" {needs}"
        self.text = " ".join((self.title, _folded(f"{version.sector} {version.result or ''} {codes}"), needs))

    def has(self, words: Sequence[str]) -> bool:
        """Whether each is the beginning of one of its words."""
        return all(f" {word}" in self.text for word in words)

    def closeness(self, words: Sequence[str]) -> int:
        """How near the words are to the name: said in one piece, all in the name, only around it."""
        phrase = " " + " ".join(words)
        if phrase in self.title:
            return 3
        if phrase in self.needs:
            return 2
        return 1 if all(f" {word}" in self.title for word in words) else 0


def _needs(signposts: Signposts, words: Sequence[str]) -> tuple[Need, ...]:
    return tuple(need for need in signposts.needs if words and all(f" {word}" in f" {_said(need)}" for word in words))


def _near(
    kept: Sequence[ProcedureVersion],
    said: dict[ProcedureVersion, _Said],
    words: Sequence[str],
    signposts: Signposts,
) -> FoundProcedures:
    """Those that fit more than half of what was meant, misspellings mended by the words that there are."""
    vocabulary = sorted({word for each in said.values() for word in each.text.split()})
    meaning = [word for word in words if word not in FILLERS] or list(words)
    mended = [(difflib.get_close_matches(word, vocabulary, 1, ALIKE) or [word])[0] for word in meaning]
    fits = {version: sum(f" {word}" in said[version].text for word in mended) for version in kept}
    most = max(fits.values(), default=0)
    if 2 * most <= len(mended):
        return FoundProcedures((), needs=_needs(signposts, mended))
    near = [version for version in kept if fits[version] == most]
    ranked = sorted(near, key=lambda version: (-said[version].closeness(mended), *_by_name(version)))
    return FoundProcedures(tuple(ranked), is_near=True, needs=_needs(signposts, mended))
