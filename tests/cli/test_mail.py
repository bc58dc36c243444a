"""`motcua mail test` as a person starts it: without a server a sentence, with one a letter."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from tests.channels.mail_server import Taken, mail_server
from tests.cli.test_administering import ROOT, run


async def test_a_letter_sent_on_purpose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data, words = tmp_path / "motcua", ("mail", "test", "que-vo", "quan.tri@example.vn")
    made = await asyncio.to_thread(run, "tenant", "onboard", str(ROOT / "tenants" / "que-vo"), data=data)
    assert made.returncode == 0, made.stdout
    unset = await asyncio.to_thread(run, *words, data=data)
    assert unset.returncode == 1
    assert "đặt MOTCUA_MAIL" in unset.stderr
    taken = Taken(answers={"RCPT": ["550 No <quan.tri@example.vn>"]})
    async with mail_server(taken) as port:
        monkeypatch.setenv("MOTCUA_MAIL", f"smtp://127.0.0.1:{port}")
        monkeypatch.setenv("MOTCUA_MAIL_FROM", "motcua@bacninh.example.vn")
        refused = await asyncio.to_thread(run, *words, data=data)
        assert refused.returncode == 1
        assert "Máy chủ thư từ chối địa chỉ nhận (550)" in refused.stderr
        sent = await asyncio.to_thread(run, *words, data=data)
    assert sent.returncode == 0, sent.stderr
    assert "Máy chủ thư đã nhận" in sent.stdout
    assert taken.senders == ["motcua@bacninh.example.vn"]
    checked = await asyncio.to_thread(run, "tenant", "check", "que-vo", data=data)
    assert "Chưa gửi thử thư điện tử" not in checked.stdout
    assert "Chưa đặt máy chủ thư" not in checked.stdout
