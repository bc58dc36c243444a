"""Whatever is written down to be sent passes the one gate that keeps a training twin's inside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLATFORM = Path(__file__).resolve().parents[2] / "platform" / "motcua"
GATE = "outgoing()"


def notices_of(code: str) -> Iterator[str]:
    """By what each call of `add_notice` says in which state the notice is."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "add_notice":
            yield next((ast.unparse(each.value) for each in node.keywords if each.arg == "state"), "")


def test_every_notice_is_written_through_the_gate() -> None:
    found = [state for path in sorted(PLATFORM.rglob("*.py")) for state in notices_of(path.read_text("utf-8"))]
    assert len(found) >= 3
    assert set(found) == {GATE}


def test_a_notice_past_the_gate_is_seen() -> None:
    assert list(notices_of("await effects.add_notice(id, state='waiting')")) == ["'waiting'"]


MESSAGES = {Path("services/messages.py"), Path("services/message_board.py")}


def writers_of_messages(root: Path) -> set[Path]:
    """Who writes a message down; each asks the gate."""
    found = set()
    for path in sorted(root.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if "insert_message" in calls:
            found.add(path.relative_to(root))
            assert "outgoing" in calls, path
    return found


def test_every_message_is_written_through_the_gate() -> None:
    assert writers_of_messages(PLATFORM) == MESSAGES


def test_a_message_past_the_gate_is_seen(tmp_path: Path) -> None:
    (tmp_path / "past.py").write_text("await stored.insert_message(id, {}, state='waiting')", "utf-8")
    with pytest.raises(AssertionError):
        writers_of_messages(tmp_path)
