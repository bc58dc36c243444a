"""What a message says: the shipped template of its occasion, or the center's own in its place.

A template is a Jinja file of three blocks: `subject`, `text` (a letter, between a greeting and who sends it), `short`
(one SMS). It is text, never HTML, and is drawn in a sandbox: a center's own is data that somebody typed.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from motcua import paths
from motcua.centers import Center
from motcua.domain.messages import OCCASIONS

LOG = logging.getLogger("motcua.messages")
BLOCKS = ("subject", "text", "short")
#: What every template may say besides its occasion's own values.
COMMON = ("name", "center", "address", "phone")
_GAPS = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Text:
    subject: str
    text: str
    short: str


def _environment() -> ImmutableSandboxedEnvironment:
    # Plain text: what is escaped for HTML would be read as “&amp;” in a letter.
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(paths.templates() / "messages"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _shipped() -> ImmutableSandboxedEnvironment:
    return _environment()


@cache
def _compiled(source: str) -> Template:
    return _shipped().from_string(source)


def written(center: Center, event: str, values: Mapping[str, str]) -> Text:
    """The text of one message. A center's own template that fails says so in the log and gives way to the shipped."""
    says = {"name": "", **values, "address": center.address, "phone": center.phone, "center": center.name}
    if own := center.messages.get(event):
        try:
            return drawn(_compiled(own), says)
        except TemplateError as error:
            LOG.error("message template %s of %s failed: %s", event, center.key, type(error).__name__)
    return drawn(_shipped().get_template(f"{event}.txt"), says)


def drawn(template: Template, says: Mapping[str, str]) -> Text:
    """The three blocks with their values; a header line holds no line break, whatever a value brings."""
    if lacking := [name for name in BLOCKS if name not in template.blocks]:
        raise TemplateError(f"no block {', '.join(lacking)}")
    context = template.new_context(dict(says))
    subject, body, short = ("".join(template.blocks[name](context)).strip() for name in BLOCKS)
    text = _shipped().get_template("_letter.txt").render({**says, "body": body}) if body else ""
    return Text(" ".join(subject.split()), _GAPS.sub("\n\n", text), " ".join(short.split()))


def template_problem(event: str, source: str) -> str | None:
    """Why a center's own template can't be used, as a sentence; None when it can."""
    if event not in OCCASIONS:
        return f"không có loại thông báo “{event}”; dùng một trong: {', '.join(sorted(OCCASIONS))}."
    says = {name: name for name in (*COMMON, *OCCASIONS[event].says)}
    try:
        text = drawn(_environment().from_string(source), says)
    except TemplateError as error:
        return f"mẫu không dùng được ({error})."
    return None if text.subject and text.text and text.short else "mẫu để trống một trong ba phần."
