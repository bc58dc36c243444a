"""The printed forms of a procedure: what a template needs beside itself, and which answers it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.catalog.lint.said import About, Part, Said
from motcua.domain.letters import Letter
from motcua.domain.procedures import ProcedureVersion

#: The one file that a template may import (`motcua/letters/result.py`).
LETTERHEAD = "_letterhead.typ"
_READS = re.compile(
    r"(?:#|\b)(?:import|include)\s+\"([^\"]+)\"|\b(?:image|read|json|csv|yaml|toml|xml)\(\s*\"([^\"]+)\""
)
_ALIAS = re.compile(r"#?let\s+(\w+)\s*=\s*d\.(answers|rows)\b(?!\.)")
_COMMENT = re.compile(r"//[^\n]*")


def has_every_template(version: ProcedureVersion) -> Iterator[Said]:
    """A template is printed from its text alone, so a file that it reads beside the letterhead is missing."""
    for letter in version.letters:
        for line, text in _lines(letter):
            for found in _READS.finditer(text):
                name = found[1] or found[2]
                if name != LETTERHEAD:
                    about = About(Part.LETTER, letter.key, line)
                    yield Said(about, f"mẫu in “{letter.key}” thiếu tệp “{name}”: chỉ được đọc {LETTERHEAD}.")


def prints_only_answers_it_names(version: ProcedureVersion) -> Iterator[Said]:
    """An answer that the letter does not name is not handed to its template, which then can't be printed."""
    for letter in version.letters:
        names = _names_of_answers(letter)
        if not names:
            continue
        read = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})\.(\w+)\b(?!\()")
        for line, text in _lines(letter):
            for key in dict.fromkeys(read.findall(text)):
                if key not in {each.partition(".")[0] for each in letter.answers}:
                    about = About(Part.LETTER, letter.key, line)
                    yield Said(about, f"mẫu in “{letter.key}” đọc “{key}”, không có trong answers=(…) của mẫu.")


def _names_of_answers(letter: Letter) -> list[str]:
    """`d.answers`, `d.rows` and the names a template gives them, unless it uses such a name for something else too."""
    names = ["d.answers", "d.rows"]
    for name, _ in _ALIAS.findall(letter.source):
        taken = rf"\b{name}\s*=>|\({name}\s*,|,\s*{name}\s*[,)]|\bfor\s+{name}\b"
        if len(re.findall(rf"let\s+{name}\b", letter.source)) == 1 and not re.search(taken, letter.source):
            names.append(name)
    return names


def _lines(letter: Letter) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(letter.source.splitlines(), 1):
        yield number, _COMMENT.sub("", text)
