"""What the start keeps for the administrator."""

from __future__ import annotations

import stat
from pathlib import Path

from motcua.cli.opening import keep_first_passwords
from motcua.services.setup.onboarding import Onboarded


def test_first_passwords_go_to_a_file_of_the_owner_with_their_names_and_never_to_the_log(tmp_path: Path) -> None:
    for username, name, password in (
        ("lan.nt", "Nguyễn Thị Lan", "tre-xanh-42"),
        ("minh.pv", "Phạm Văn Minh, thạc sĩ", "song-cau-17"),
    ):
        report = Onboarded("que-vo", True, 0, ((username, password),), (), (), names={username: name})
        said = keep_first_passwords(tmp_path, report)
        assert password not in said
    file = next(tmp_path.iterdir())
    assert str(file) in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes().decode("utf-8") == (
        "\ufeffHọ và tên,Tài khoản,Mật khẩu lần đầu\n"
        "Nguyễn Thị Lan,lan.nt,tre-xanh-42\n"
        '"Phạm Văn Minh, thạc sĩ",minh.pv,song-cau-17\n'
    )
