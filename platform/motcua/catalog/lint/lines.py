"""From the part of a procedure that a fact speaks about to its line."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from pathlib import Path

from motcua.catalog.lint.said import About, Part
from motcua.catalog.lint.source import Source
from motcua.catalog.places import Place
from motcua.domain.assembly import members_of
from motcua.domain.forms import Form
from motcua.domain.items import Item, Sheet
from motcua.domain.parts import Part as FormPart
from motcua.domain.parts import Placed, Rows
from motcua.domain.procedures import ProcedureVersion


class Lines:
    """The lines of one installation. `sources` by plugin, `forms` by procedure."""

    def __init__(self, sources: Mapping[str, Source], forms: Mapping[str, type[Form]]) -> None:
        self.sources, self.forms = sources, forms

    def of(self, version: ProcedureVersion, about: About) -> Place:
        source = self.sources[version.plugin]
        match about.part:
            case Part.STATED:
                found = self._stated(source, version.key, about.key)
            case Part.ITEM | Part.CHECK | Part.FORM:
                found = self._member(source, self.forms[version.key], about)
            case Part.LANE:
                found = self._lane(source, version.key, int(about.key))
            case Part.STEP:
                found = self._keyed(source, about.key, version.key)
            case Part.LETTER:
                found = self._letter(source, version, about)
            case Part.ADDED:
                return self._added(about) or self.procedure(source, version.key)
            case _:
                found = None
        return found or self.procedure(source, version.key)

    def procedure(self, source: Source, key: str) -> Place:
        """Where its `Procedure(…)` stands, the last where there are two; else whatever names its key."""
        for path, call in reversed(source.procedures.get(key, [])):
            return Place(path, call.lineno)
        return source.text_at(key) or source.fact(key) or source.start

    def _stated(self, source: Source, key: str, name: str) -> Place | None:
        for path, call in source.procedures.get(key, ()):
            for each in call.keywords:
                if each.arg == name:
                    return Place(path, each.lineno)
        return source.fact(key, name)

    def _lane(self, source: Source, key: str, number: int) -> Place | None:
        for path, call in source.procedures.get(key, ()):
            value = next((each.value for each in call.keywords if each.arg == "route"), None)
            if isinstance(value, ast.Name) and (assigned := source.assigned(value.id)) is not None:
                path, value = assigned
            if isinstance(value, ast.Call):
                lanes = value.args
                if number < len(lanes) and not any(isinstance(each, ast.Starred) for each in lanes):
                    return Place(path, lanes[number].lineno)
            if value is not None:
                return Place(path, value.lineno)
        return None

    def _keyed(self, source: Source, key: str, procedure: str = "") -> Place | None:
        """The one in the procedure's own file, if there are several."""
        places = source.keyed.get(key, [])
        own = {path for path, _ in source.procedures.get(procedure, ())}
        return next((each for each in places if each.path in own), places[0] if places else None)

    def _added(self, about: About) -> Place | None:
        agency, _, key = about.key.partition(": ")
        source = self.sources.get(agency)
        return self._keyed(source, key) if source is not None else None

    def _letter(self, source: Source, version: ProcedureVersion, about: About) -> Place | None:
        """The line of the template's file, if it was read from one."""
        letter = next(each for each in version.letters if each.key == about.key)
        for path in sorted(source.root.rglob("*.typ")) if source.root.is_dir() else ():
            if path.read_text("utf-8") == letter.source:
                return Place(path, about.line)
        return self._keyed(source, about.key)

    def _member(self, source: Source, form: type[Form], about: About) -> Place | None:
        if about.part is Part.FORM:
            return self._in_class(source, form, "")
        first, _, rest = about.key.partition(".")
        for name, member in members_of(form, Form).items():
            if name != first and not (isinstance(member, Item) and member.key == about.key):
                continue
            part = member.part if isinstance(member, Placed | Rows) else None
            if part is not None and rest:
                return self._in_class(source, part, _attribute(part, rest)) or self._in_class(source, form, name)
            return self._in_class(source, form, name)
        return None

    def _in_class(self, source: Source, cls: type[Sheet], name: str) -> Place | None:
        """Where the class of the plugin that says it stands; None for a class of the platform."""
        for base in cls.__mro__:
            module = sys.modules.get(base.__module__)
            file = getattr(module, "__file__", None)
            if file and Path(file) in source.files and (not name or name in vars(base)):
                return source.member(Path(file), base.__name__, name)
        return None


def _attribute(part: type[FormPart], key: str) -> str:
    """A paper may have a key that is not its name in the class."""
    for name, member in members_of(part, FormPart).items():
        if isinstance(member, Item) and member.key == key:
            return name
    return key
