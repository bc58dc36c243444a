"""`motcua plugin show` as somebody calls it: words, JSON, a drawing, and what an unknown key is answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from motcua.cli.plugin import plugin
from motcua.cli.plugin.show import nearest, written
from motcua.domain.errors import NotHere, Refused
from motcua.domain.procedures import ProcedureVersion
from motcua.testing import catalog

MOTCUA = str(Path(sys.executable).with_name("motcua"))
KEY = "dang-ky-bien-dong-dat-dai"
Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """The command in this process, with the catalog that is there already."""
    monkeypatch.setattr("motcua.cli.plugin.show.build_catalog", catalog)
    return lambda *words: CliRunner().invoke(plugin, ["show", *words], catch_exceptions=True)


def test_a_procedure_is_told_part_by_part(call: Call) -> None:
    told = call(KEY)
    assert told.exit_code == 0
    places = [told.output.index(part) for part in (
        "NGUỒN CỦA THÔNG TIN", "CHƯA XÁC NHẬN", "TỜ KHAI", "THÀNH PHẦN HỒ SƠ", "KIỂM TRA KHI NỘP", "BẢNG QUYẾT ĐỊNH",
        "KẾT QUẢ, SỔ VÀ MẪU IN", "CĂN CỨ PHÁP LÝ",
    )]  # fmt: skip
    assert places == sorted(places)


def test_a_narrow_terminal_reads_the_decision_table_case_by_case(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    words = " ".join(call(KEY).output.split())
    assert "• Do Chi cục Thuế đưa vào quy trình (liên thông)" in words
    assert "Trường hợp Mọi hồ sơ Thời hạn 10 ngày làm việc" in words


def test_what_is_piped_is_plain_and_without_trailing_spaces(call: Call) -> None:
    told = call(KEY).output
    assert "\x1b" not in told
    assert [line for line in told.splitlines() if line != line.rstrip()] == []


def test_a_code_names_a_procedure_too(call: Call) -> None:
    assert call("1.012765").output == call(KEY).output


def test_the_json_is_the_whole_version(call: Call) -> None:
    version = catalog().procedures[KEY]
    data = json.loads(call(KEY, "--json").output)
    assert data["hash"] == version.hash
    assert ProcedureVersion.from_data(data) == version
    data["title"] = "Khác"
    assert ProcedureVersion.from_data(data) != version


def test_the_drawing_is_written_to_the_file(call: Call, tmp_path: Path) -> None:
    told = call(KEY, "--svg", str(tmp_path / "quy-trinh.svg"))
    assert told.exit_code == 0
    assert "Đã vẽ quy trình" in told.output
    assert ElementTree.parse(tmp_path / "quy-trinh.svg").getroot().get("height", "").endswith("mm")


def test_the_drawing_and_the_json_can_be_asked_for_at_once(call: Call, tmp_path: Path) -> None:
    told = call(KEY, "--json", "--svg", str(tmp_path / "a.svg"))
    assert json.loads(told.stdout)["key"] == KEY
    assert (tmp_path / "a.svg").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Không ghi được tệp"):
        written(tmp_path / "khong-co" / "a.svg", "")


def test_an_unknown_key_is_answered_with_the_nearest(call: Call) -> None:
    told = call("dang-ky-bien-dong")
    assert isinstance(told.exception, NotHere)
    assert str(told.exception).startswith("Không có thủ tục “dang-ky-bien-dong” trong các gói đã cài. Gần giống: ")
    assert KEY in str(told.exception)
    nothing = call("@@@@")
    assert "motcua plugin list" in str(nothing.exception)


@pytest.mark.parametrize("typed", ["đăng ký biến động", "dang-ky-bien-dong-dat-dao", "bien-dong"])
def test_words_with_diacritics_and_misspelled_keys_find_their_procedure(typed: str) -> None:
    assert KEY in nearest(catalog(), typed)


def test_an_unknown_key_ends_the_process_with_one_sentence_and_code_1(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    told = subprocess.run(
        [MOTCUA, "plugin", "show", "khong-co-dau"], capture_output=True, text=True, check=False, cwd=tmp_path, env=env
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Lỗi: Không có thủ tục “khong-co-dau”")
    assert len(told.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
