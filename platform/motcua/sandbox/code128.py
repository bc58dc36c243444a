"""Code 128 as an SVG: what a counter's hand scanner reads. ISO/IEC 15417, code sets B and C."""

from __future__ import annotations

import re

# Widths of bars and spaces of each symbol, values 0 to 105, then the stop.
_WIDTHS = (
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312",
    "231212", "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212",
    "223112", "312131", "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121",
    "111323", "131123", "131321", "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331",
    "132131", "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131", "311123",
    "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111", "111224", "111422", "121124",
    "121421", "141122", "141221", "112214", "112412", "122114", "122411", "142112", "142211", "241211", "221114",
    "413111", "241112", "134111", "111242", "121142", "121241", "114212", "124112", "124211", "411212", "421112",
    "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
)  # fmt: skip
_TO_C, _TO_B, _START_B, _START_C, _STOP = 99, 100, 104, 105, 106
_QUIET, _HEIGHT = 10, 40
_RUN = re.compile(r"\d{4,}", re.ASCII)


def symbols(text: str) -> list[int]:
    """The values of the symbols, with the check symbol and the stop. Printable ASCII only."""
    if not text or not all(" " <= letter <= "~" for letter in text):
        raise ValueError("Code 128 takes printable ASCII")
    values: list[int] = []
    is_c = False
    for part, is_digits in _parts(text):
        if is_digits != is_c or not values:
            values.append((_TO_C if is_digits else _TO_B) if values else (_START_C if is_digits else _START_B))
            is_c = is_digits
        if is_digits:
            values += [int(part[i : i + 2]) for i in range(0, len(part), 2)]
        else:
            values += [ord(letter) - 32 for letter in part]
    check = (values[0] + sum(place * value for place, value in enumerate(values[1:], 1))) % 103
    return [*values, check, _STOP]


def _parts(text: str) -> list[tuple[str, bool]]:
    """Runs of at least four digits go two by two (an odd one's first digit stays behind)."""
    found: list[tuple[str, bool]] = []
    at = 0
    for run in _RUN.finditer(text):
        start = run.start() + (run.end() - run.start()) % 2
        if start > at:
            found.append((text[at:start], False))
        found.append((text[start : run.end()], True))
        at = run.end()
    if at < len(text):
        found.append((text[at:], False))
    return found


def svg(text: str) -> str:
    """One module is one unit wide; the quiet zones are part of the picture."""
    bars: list[str] = []
    x = _QUIET
    for value in symbols(text):
        for place, width in enumerate(_WIDTHS[value]):
            if place % 2 == 0:
                bars.append(f"M{x} 0h{width}v{_HEIGHT}h-{width}z")
            x += int(width)
    whole = x + _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{_HEIGHT}" '
        f'viewBox="0 0 {whole} {_HEIGHT}"><path d="{"".join(bars)}"/></svg>'
    )
