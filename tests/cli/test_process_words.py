"""What click itself says, in a process of its own (its words are replaced for the whole process)."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

PROGRAM = """
import click
from motcua.cli import vietnamese

@click.group(name="motcua", context_settings={"help_option_names": ["-h", "--help"]})
def motcua(): "Một Cửa."

@motcua.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Cổng.")
@click.argument("name")
def serve(port, name): "Chạy."

vietnamese.speak()
motcua(prog_name="motcua")
"""
ENGLISH = ("usage", "error", "options", "commands", "show", "try", "missing", "invalid", "no such", "default", "not in")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--help"], "Cách dùng: motcua"),
        (["serve", "--help"], "mặc định: 8000"),
        (["bay"], "Không có lệnh bay."),
        (["serve", "--prt", "1", "x"], "Không có tùy chọn --prt."),
        (["serve", "--port", "abc", "x"], "«abc» không phải là số."),
        (["serve", "--port", "70000", "x"], "70000 không nằm trong khoảng 1<=x<=65535."),
        (["serve"], "Thiếu tham số"),
        (["serve", "x", "y"], "Thừa tham số (y)"),
        (["serve", "--port"], "Tùy chọn --port cần một giá trị."),
    ],
)
def test_the_command_line_speaks_vietnamese(words: list[str], wanted: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, env=environment)
    said = done.stdout + done.stderr
    assert wanted in said
    plain = said.replace("--help", "").replace("[OPTIONS]", "").replace("COMMAND", "").lower()
    assert [word for word in ENGLISH if word in plain] == []
