"""The staff's guide names buttons and pages as they are: what stands bold in it stands on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua.domain.moves import MOVES
from motcua.domain.people import ROLE_NAMES
from motcua.domain.post import ACTS
from motcua.domain.review import REVIEW_MOVES, REVIEW_STATES
from motcua.paths import templates
from motcua.services.counter.reading import DELIVERIES
from motcua.services.province.center_draft import STEPS
from motcua.services.province.overview import ORDERS
from motcua.services.training.clock import JUMPS
from motcua.services.work.worklists import VIEWS
from motcua.web.navigation import PROVINCE_LINKS, SHELVES, STAFF_LINKS

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan-su-dung"
PAGES = sorted(GUIDE.glob("*.md"))
MARKUP = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]+>", re.DOTALL)
QUOTED = re.compile(r"\"text\": \"([^\"]+)\"|submit = [^\"%]*\"([^\"]+)\"")


def said_on_pages() -> str:
    texts = [path.read_text(encoding="utf-8") for path in sorted(templates().rglob("*.html"))]
    labels = ["".join(found) for text in texts for found in QUOTED.findall(text)]
    spoken = [" ".join(MARKUP.sub(" ", text).split()) for text in texts]
    named = [facts.label for facts in MOVES.values()] + list(VIEWS.values()) + [link[0] for link in STAFF_LINKS]
    named += [link[0] for link in PROVINCE_LINKS] + list(SHELVES) + [*STEPS.values(), *ORDERS.values()]
    named += JUMPS.values()
    named += [facts.label for facts in ACTS.values()] + list(DELIVERIES.values())
    named += [facts.label for facts in REVIEW_MOVES.values()] + list(REVIEW_STATES.values())
    return "\n".join([*spoken, *labels, *named])


SAID = said_on_pages()


def bold(text: str) -> list[str]:
    return [" ".join(found.split()) for found in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_name_in_the_guide_stands_on_a_page(page: Path) -> None:
    named = bold(page.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if name not in SAID] == []


def test_a_name_that_no_page_has_is_noticed() -> None:
    assert "Nút không có thật" not in SAID


def test_the_guide_has_a_page_for_each_kind_of_work_and_its_links_lead_somewhere() -> None:
    text = (GUIDE / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)]+\.md)\)", text))
    assert linked == {page.name for page in PAGES} - {"README.md"}
    assert len(linked) == 16
    assert len(ROLE_NAMES) == 12  # a new role: say in the guide's table which page is theirs
