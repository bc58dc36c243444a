"""The handbook's pictures: each is shown by the page it is of, small, and the one that was made with its record."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from tests.browser.pictures import FOLDER, GUIDE, PICTURES, recorded

SHOWN = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
MOST = 90_000  # bytes: they are read over a district's line, and kept in the repository for good


def shown_in(page: Path) -> dict[str, str]:
    """Where pictures lie, with what is said of each to who does not see it."""
    return {path: says for says, path in SHOWN.findall(page.read_text("utf-8"))}


def wrong_with(folder: Path) -> list[str]:
    """Everything that is wrong with the files beside the record."""
    known, wrong = recorded(), []
    for name in sorted({path.stem for path in folder.glob("*.png")} ^ set(known)):
        wrong.append(f"{name}: a file or its record is missing")
    for path in folder.glob("*.png"):
        body = path.read_bytes()
        if len(body) > MOST:
            wrong.append(f"{path.stem}: {len(body)} bytes")
        if path.stem in known and known[path.stem]["sha256"] != sha256(body).hexdigest():
            wrong.append(f"{path.stem}: not the picture that was made with its record")
    return wrong


def test_every_picture_is_made_small_and_recorded() -> None:
    assert set(recorded()) == {picture.name for picture in PICTURES}
    assert wrong_with(FOLDER) == []


def test_a_picture_put_there_by_hand_is_noticed(tmp_path: Path) -> None:
    for path in FOLDER.glob("*.png"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert wrong_with(tmp_path) == []
    (tmp_path / "tiep-nhan.png").write_bytes((tmp_path / "so.png").read_bytes())
    (tmp_path / "them.png").write_bytes(b"x" * (MOST + 1))
    assert len(wrong_with(tmp_path)) == 3


def test_every_picture_is_shown_where_it_belongs_and_no_other() -> None:
    for page in GUIDE.glob("*.md"):
        mine = {f"hinh/{picture.name}.png" for picture in PICTURES if picture.page == page.stem}
        shown = shown_in(page)
        assert set(shown) == mine, page.name
        assert all(len(says) > 10 for says in shown.values())
