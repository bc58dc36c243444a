"""A new plugin as its files: what the templates see, and the files they make. Formatted as ruff would, by construction:
what may be long stands alone on its line or is broken here.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from motcua.catalog.core_version import CORE, running, suggested
from motcua.cli.plugin.requests import Request, Subject, request_of, subject_of
from motcua.cli.plugin.shares import Shares, shares_of
from motcua.domain.facts import Facts
from motcua.domain.text import lower_first

SKELETON = Path(__file__).parent / "skeleton"
WIDTH = 120
LONGEST_MODULE = 28
LONGEST_TITLE = 100
LONGEST_MATTER, LONGEST_OUTCOME = 75, 50
#: A result that is a paper, which can be held, copied and lost; others are acts (“tiếp nhận”).
_PAPER = re.compile(r"(giấy|quyết định|bản|văn bản|thông báo|phiếu|sổ|thẻ|hợp đồng|biên bản|trích lục|bằng)\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """`agency` is its key, `name` its Vietnamese name, `facts` the row that its first procedure stands on. `source` is
    where uv finds the core, as `[tool.uv.sources]` writes it; "" for a registry."""

    agency: str
    name: str
    facts: Facts
    source: str = ""

    @property
    def project(self) -> str:
        return f"motcua-{self.agency.replace('_', '-')}"

    @property
    def package(self) -> str:
        return f"motcua_{self.agency}"

    @property
    def core(self) -> str:
        """The versions of the core that it is written for, as its dependency."""
        return f"{CORE}{suggested(running())}"

    @property
    def module(self) -> str:
        """The procedure's key as far as it fits into a name, in whole words."""
        words = self.facts.key.split("-")
        while len("_".join(words)) > LONGEST_MODULE and len(words) > 1:
            words.pop()
        made = "_".join(words)[:LONGEST_MODULE]
        made = f"{made[: LONGEST_MODULE - 9]}_thu_tuc" if made in ("desks", "facts") else made
        return made if made[0].isalpha() else f"tt_{made}"[:LONGEST_MODULE]

    @property
    def constant(self) -> str:
        return self.module.upper()

    @property
    def form(self) -> str:
        return "".join(word.capitalize() for word in self.module.split("_")) + "Form"

    @property
    def form_title(self) -> str:
        """The first line of the form's docstring is its title; a long one names its sector, with the whole below."""
        title = f"Đơn đề nghị {lower_first(self.facts.title)}."
        if len(title) <= LONGEST_TITLE:
            return title
        return f"Đơn đề nghị thuộc lĩnh vực {lower_first(self.facts.sector)}.\n\n{self.facts.title}."

    @property
    def matter(self) -> str:
        """The title inside a question: `chấm dứt hoạt động hộ kinh doanh`. What no line has room for is cut off."""
        return _short(self.facts.title, LONGEST_MATTER) or "giải quyết"

    @property
    def outcome(self) -> str:
        """The result inside a question: `giấy phép kinh doanh karaoke`."""
        found = _short(self.facts.result, LONGEST_OUTCOME)
        return found if _PAPER.match(found) else "kết quả của thủ tục này"

    @property
    def head(self) -> str:
        is_office = self.name.startswith("Phòng ")
        return f"Trưởng p{self.name[1:]}" if is_office else f"Lãnh đạo {self.name}"

    @property
    def request(self) -> Request:
        return request_of(self.facts.title)

    @property
    def subject(self) -> Subject:
        return subject_of(self.facts.title)

    @property
    def shares(self) -> Shares:
        return shares_of(self.facts.term)

    @property
    def values(self) -> Mapping[str, object]:
        named = (
            "agency", "name", "facts", "source", "project", "package", "core", "module", "constant", "form",
            "form_title", "matter", "outcome", "head", "request", "subject", "shares",
        )  # fmt: skip
        more = {
            "key": self.facts.key,
            "title": self.facts.title.rstrip("."),
            "codes": [code.code for code in self.facts.codes],
            "forms": {"Check", "Form", "Paper", "Section", *self.request.names, self.subject.part},
            "routes": {"Route", "Step", "otherwise", *self.shares.names},
            "uses_dates": any("date(" in answer for answer in self.request.wrong),
            "is_endless": self.facts.term is None or self.facts.term.has_no_end,
        }
        return {name: getattr(self, name) for name in named} | more

    def files(self) -> Mapping[str, str]:
        """Every file of the package by its path in the folder."""
        made = {
            "pyproject.toml": "pyproject.toml",
            "README.md": "README.md",
            ".gitignore": "gitignore",
            f"{self.package}/__init__.py": "init.py",
            f"{self.package}/py.typed": "",
            f"{self.package}/desks.py": "desks.py",
            f"{self.package}/facts.py": "facts.py",
            f"{self.package}/facts.toml": "facts.toml",
            f"{self.package}/{self.module}.py": f"requests/{self.request.kind}.py",
            f"tests/test_{self.module}.py": "test_procedure.py",
        }
        environment = _environment()
        return {
            path: environment.get_template(f"{template}.j2").render(self.values).strip("\n") + "\n" if template else ""
            for path, template in made.items()
        }


def _short(text: str, longest: int) -> str:
    """The first clause, if it fits."""
    clause = re.split(r'[(;:"\\{]', text)[0].strip().rstrip(".")
    return lower_first(clause) if len(clause) <= longest else ""


def _environment() -> Environment:
    made = Environment(  # noqa: S701  what is made is code and data, not a page
        loader=FileSystemLoader(SKELETON),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"quoted": _quoted, "docstring": _docstring, "imported": _imported}
    return made


def _quoted(value: object) -> str:
    """A value as Python and TOML both write it; a text that holds quotation marks, as ruff would."""
    return json.dumps(value, ensure_ascii=False)


def _docstring(text: str, indent: int = 0) -> str:
    """One line where it fits; else its first line broken off, and everything within the width."""
    space = " " * indent
    if "\n" not in text and len(text) + indent + 6 <= WIDTH:
        return f'"""{text}"""'
    lines = [
        line
        for paragraph in text.split("\n")
        for line in (textwrap.wrap(paragraph, WIDTH - indent - 6, break_long_words=False) or [""])
    ]
    body = f"\n{space}".join(lines).replace(f"\n{space}\n", "\n\n")
    return f'"""{body}\n{space}"""'


def _imported(names: Iterable[str], module: str) -> str:
    """`from … import …` in ruff's order: classes, then functions; on one line where it fits."""
    ordered = sorted(names, key=lambda name: (name[0].islower(), name))
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in ordered), ")"])
