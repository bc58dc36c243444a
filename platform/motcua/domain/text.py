"""Text as it arrives and as it is searched and sorted: Vietnamese comes in several encodings of the same letter."""

from __future__ import annotations

import re
import unicodedata

from motcua.domain.errors import Refused

# Invisible marks that paste along from Word and Zalo, and bidirectional overrides that make text read as another.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # ngang, huyền, hỏi, ngã, sắc, nặng
_MODIFIERS = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter, not a tone


def normalise(raw: str) -> str:
    """NFC, line ends as `\\n`, invisible marks dropped. Refuses what can't be stored or was lost on the way."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if _UNREADABLE.search(text):
        raise Refused("có ký tự không đọc được; xóa đi rồi nhập lại")
    if "\ufffd" in text:
        # Bytes in another encoding (VNI, TCVN3) were already replaced before they reached us.
        raise Refused("bị lỗi phông chữ; nhập lại bằng bảng mã Unicode")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def one_line(text: str) -> str:
    return " ".join(text.split())


def several_lines(text: str) -> str:
    """Spaces within lines collapse; lines stay, with at most one empty line between them."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def fold(text: str) -> str:
    """`Đỗ Thị Hòa` → `do thi hoa`: what a search compares. `oà` and `òa` meet here too."""
    plain = text.casefold().replace("đ", "d")
    bare = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return " ".join(re.sub(r"[^0-9a-z]+", " ", bare.casefold().replace("đ", "d")).split())


def sort_key(text: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Vietnamese dictionary order, word by word: letters first (a < ă < â, d < đ), then tones."""
    return tuple(_word_key(word) for word in re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))


def name_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Order of persons: by given name, which comes last, then by the rest from the left."""
    words = sort_key(name)
    return words[-1:] + words[:-1]


def lower_first(label: str) -> str:
    """`Họ và tên` → `họ và tên` inside a sentence; `CMND`, `GCN số` and `Quốc lộ 18`-like names stay."""
    return label[:1].lower() + label[1:] if len(label) > 1 and label[1:2].islower() else label


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters: list[int] = []
    tones: list[int] = []
    for each in word:
        parts = unicodedata.normalize("NFD", each)
        base = unicodedata.normalize("NFC", parts[0] + "".join(mark for mark in parts[1:] if mark in _MODIFIERS))
        letter = _LETTERS.find(base)
        letters.append(100 + letter if letter >= 0 else ord(base[0]) if base[0].isdigit() else 1000 + ord(base[0]))
        tones.append(next((_TONES.index(mark) for mark in parts[1:] if mark in _TONES), 0))
    return tuple(letters), tuple(tones)
