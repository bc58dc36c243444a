"""The pictures of the staff's handbook: who sees what, and what a page says by which a picture is known to be old.

Pictures are made by `HANDBOOK_PICTURES=write pytest tests/browser/test_handbook.py`. No pixel is ever compared: fonts
and machines differ. A picture is old when the page's own words (menu, heading, labels, buttons, columns) have changed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from PIL import Image
from tests.browser.dossiers import BUSINESS
from tests.browser.people import Person

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "huong-dan-su-dung"
FOLDER = GUIDE / "hinh"
RECORD = FOLDER / "hinh.json"
WRITE = "HANDBOOK_PICTURES"
SIZE = {"width": 1100, "height": 700}
COLOURS = 64
# What names the page's parts. What dossiers and people are on it changes from day to day, so lists are left out.
WORDS = """() => {
    const parts = 'nav.mc-nav a, main h1, main thead th, main label, main form button';
    const lists = 'tbody, .mc-list, .mc-together, .mc-training__list, details';
    const data = `${lists}, .mc-status, .mc-nav__count, .govuk-visually-hidden`;
    const found = [...document.querySelectorAll(parts)].filter(each => each.offsetParent && !each.closest(data));
    const words = found.map(each => {
        const copy = each.cloneNode(true);
        copy.querySelectorAll(data).forEach(inner => inner.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim();
    });
    return [...new Set(words.filter(text => text && !/[0-9]/.test(text)))];
}"""


@dataclass(frozen=True)
class Picture:
    """`page` of the handbook that shows it; at the training twin where `is_training`."""

    name: str
    page: str
    username: str
    path: str
    is_training: bool = False


PICTURES = (
    Picture("tiep-nhan", "can-bo-tiep-nhan", "nga.nt", f"/tiep-nhan/{BUSINESS}"),
    Picture("tra-ket-qua", "can-bo-tiep-nhan", "nga.nt", "/tra-ket-qua"),
    Picture("chuyen-vien", "chuyen-vien", "hung.vv", "/viec?xem=tat-ca"),
    Picture("lanh-dao", "lanh-dao-co-quan", "son.nt", "/viec?xem=tat-ca"),
    Picture("tom-tat", "giam-doc", "thanh.nv", "/tom-tat"),
    Picture("so", "van-thu", "van.lt", "/so"),
    Picture("thu-ngan", "thu-ngan", "hanh.pt", "/viec?xem=tat-ca"),
    Picture("can-bo", "quan-tri", "anh.pd", "/can-bo"),
    Picture("ra-soat", "ra-soat-thu-tuc", "thanh.nv", "/ra-soat"),
    Picture("thoi-han", "thoi-han", "nga.nt", "/thoi-han"),
    Picture("bai-tap", "tap-huan", "hv.03", "/tap-huan", is_training=True),
    Picture("lop-tap-huan", "tap-huan", "giang.vien", "/tap-huan/lop", is_training=True),
)


def recorded() -> dict[str, Any]:
    """What every page said when its picture was made, with the hash of the picture."""
    return dict(json.loads(RECORD.read_text("utf-8"))) if RECORD.exists() else {}


async def words_of(person: Person) -> list[str]:
    found: list[str] = await person.page.evaluate(WORDS)
    return found


def differences(before: Mapping[str, Any] | None, now: list[str]) -> list[str]:
    """Why a picture is old, in words; none: it is not."""
    if before is None:
        return ["there is no picture yet"]
    gone = [f"no longer says “{each}”" for each in before["says"] if each not in now]
    return gone + [f"says “{each}” now" for each in now if each not in before["says"]]


async def take(person: Person, picture: Picture) -> None:
    """A small picture of the page as it stands, and what it says."""
    await person.page.set_viewport_size(SIZE)
    words = await words_of(person)
    shot = Image.open(io.BytesIO(await person.page.screenshot())).convert("RGB")
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{picture.name}.png"
    shot.quantize(COLOURS).save(file, optimize=True)
    known = recorded() | {picture.name: {"says": words, "sha256": sha256(file.read_bytes()).hexdigest()}}
    RECORD.write_text(json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
