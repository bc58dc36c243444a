"""Rules for templates, each held against what it would let through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua import paths
from motcua.web.render import Renderer
from motcua.web.static_files import StaticFiles

TEMPLATES = sorted(path for path in paths.templates().rglob("*.html"))
RULES = {
    "marks text as safe": re.compile(r"\|\s*safe\b|\bMarkup\b|autoescape\s+false"),
    "hands HTML to a component": re.compile(r"""["'](?:\w*[hH]tml)["']\s*:"""),
    "has a style or a script of its own": re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*nonce=)"),
    "writes an htmx attribute without the nonce": re.compile(r"\shx-[a-z]+\s*="),
    "fetches from another origin": re.compile(r"""(?:src|href)=["'](?:https?:)?//"""),
    "keeps something in the browser": re.compile(r"localStorage|sessionStorage"),
    "shows a link or form without the center": re.compile(r"""(?:action|href)=["']/(?!["']|static|\{\{)[a-z]"""),
}


def broken_rules(text: str) -> list[str]:
    # <hx-partial> is an instruction to htmx about its own answer and carries no nonce.
    text = re.sub(r"<hx-partial[^>]*>", "", text)
    return [name for name, pattern in RULES.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(paths.templates())))
def test_a_template_keeps_the_rules(path: Path) -> None:
    assert broken_rules(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "{{ name|safe }}",
        '{{ govuk.input({"hint": {"html": name}}) }}',
        '<p style="color:red">',
        '<button onclick="x()">',
        "<script>x()</script>",
        '<button hx-post="/x">',
        '<img src="https://vidu.vn/a.png">',
        '<a href="/thu-tuc">',
    ],
)
def test_a_planted_violation_is_found(planted: str) -> None:
    assert broken_rules(planted)


def test_every_template_compiles() -> None:
    environment = Renderer(StaticFiles(paths.static())).environment
    for path in TEMPLATES:
        environment.get_template(path.relative_to(paths.templates()).as_posix())


def test_a_form_posts_with_a_token() -> None:
    for path in TEMPLATES:
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(encoding="utf-8"), re.S):
            assert "_csrf_token" in form, path
