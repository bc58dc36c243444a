"""Search and sort keys, made here because the embedded PostgreSQL has neither unaccent nor ICU.

`fold("Đặng Thị Ước")` is `dang thi uoc`: found with or without accents. `name_key` sorts by given name in the order
of the Vietnamese alphabet and its tones, byte by byte, on any server.
"""

from __future__ import annotations

import re
import unicodedata

_NOT_WORD = re.compile(r"[^0-9a-z]+")
_CODE = re.compile(r"^[0-9a-z]+(?:\.[0-9a-z]+)*-?[0-9-]*$", re.IGNORECASE)
_ALPHABET = {letter: chr(48 + place) for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"̀": "1", "̉": "2", "̃": "3", "́": "4", "̣": "5"}
LEAST_LETTERS = 2
MOST_WORDS = 8


def fold(*texts: str | None) -> str:
    """Lower case, no accents, words apart by one space."""
    joined = " ".join(text for text in texts if text).replace("đ", "d").replace("Đ", "D")
    bare = "".join(c for c in unicodedata.normalize("NFD", joined) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.lower()).strip()


def prefix_query(text: str) -> str | None:
    """A tsquery of word beginnings; None where too little was typed to search for.

    A single letter begins a quarter of all names: it is left out, unless nothing else was typed (then: None).
    """
    words = [word for word in fold(text).split() if len(word) >= LEAST_LETTERS]
    return " & ".join(f"{word}:*" for word in words[:MOST_WORDS]) or None


def code_prefix(text: str) -> str | None:
    """The beginning of a dossier code, if that is what was typed (`000.00.07.H05-1711`)."""
    bare = text.strip()
    is_code = ("." in bare or "-" in bare) and any(c.isdigit() for c in bare) and _CODE.match(bare)
    return bare.upper() if is_code else None


def like_prefix(prefix: str) -> str:
    """A LIKE pattern that means just this beginning."""
    return re.sub(r"([\\%_])", r"\\\1", prefix) + "%"


def _word_key(word: str) -> str:
    letters, tones = [], []
    for letter in unicodedata.normalize("NFC", word.lower()):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[c] for c in parts if c in _TONES), "0")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        letters.append(_ALPHABET.get(base, base if base.isascii() else "~"))
        tones.append(tone)
    return "".join(letters) + "!" + "".join(tones)


def name_key(name: str) -> str:
    """Given name first, then the rest, as Vietnamese lists are sorted."""
    words = name.split()
    return " ".join(_word_key(word) for word in [*words[-1:], *words[:-1]])
