"""Progress of backups and restores, on a terminal and in a log."""

from __future__ import annotations

import pytest

from motcua.cli.bars import bars


def work() -> None:
    with bars() as progress:
        for sentence in ("Sao lưu dữ liệu", "Sao lưu tệp"):
            for done in range(11):
                progress(sentence, done, 10)
        progress("Tính lại nhật ký", 0, 0)


def test_a_log_gets_one_line_for_each_phase(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    work()
    assert capsys.readouterr().err.splitlines() == ["Sao lưu dữ liệu …", "Sao lưu tệp …", "Tính lại nhật ký …"]


def test_a_terminal_gets_a_bar_that_ends_full(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    work()
    shown = capsys.readouterr().err
    assert "Sao lưu dữ liệu" in shown
    assert "10/10" in shown
    assert "━" in shown
