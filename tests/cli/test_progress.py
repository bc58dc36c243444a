"""What a person sees on the terminal."""

from __future__ import annotations

import io

from motcua.cli.progress import Terminal
from motcua.readiness import Readiness


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(out: io.StringIO) -> tuple[Readiness, Terminal]:
    readiness, terminal = Readiness(), Terminal(out)
    readiness.listen(terminal)
    return readiness, terminal


def test_a_file_gets_a_line_for_each_phase_and_each_quarter() -> None:
    out = io.StringIO()
    readiness, _ = watched(out)
    readiness.tell("Đang tạo cơ sở dữ liệu")
    for done in range(201):
        readiness.tell("Đang nạp hồ sơ", done, 200)
    readiness.expect(["que-vo"])
    readiness.serve("que-vo")
    readiness.started()
    assert out.getvalue().splitlines() == [
        "Đang tạo cơ sở dữ liệu",
        "Đang nạp hồ sơ (0/200)",
        "Đang nạp hồ sơ (50/200)",
        "Đang nạp hồ sơ (100/200)",
        "Đang nạp hồ sơ (150/200)",
        "Đang nạp hồ sơ (200/200)",
    ]


def test_a_terminal_gets_one_line_that_changes_and_whole_lines_below_it() -> None:
    out = Tty()
    readiness, terminal = watched(out)
    readiness.tell("Đang nạp hồ sơ", 100, 200)
    readiness.tell("Đang nạp hồ sơ", 200, 200)
    assert "\n" not in out.getvalue()
    assert "█" in out.getvalue()
    terminal.line("Sẵn sàng")
    assert out.getvalue().endswith("200/200\nSẵn sàng\n")


def test_a_file_gets_no_colours() -> None:
    out, tty = io.StringIO(), Tty()
    for each in (out, tty):
        Terminal(each).line("\x1b[1mQuế Võ\x1b[0m")
    assert out.getvalue() == "Quế Võ\n"
    assert "\x1b[1m" in tty.getvalue()


def test_trouble_after_the_start_is_said() -> None:
    out = io.StringIO()
    readiness, _ = watched(out)
    readiness.started()
    readiness.trouble("Cơ sở dữ liệu vừa dừng.")
    readiness.recovered()
    assert out.getvalue() == "Cơ sở dữ liệu vừa dừng.\n"
