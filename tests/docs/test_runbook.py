"""The runbook on its worst day: ten days of three parts, and every command in it is one that exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from motcua import metrics
from motcua.cli import register
from motcua.settings import READERS

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
PARTS = ["Dấu hiệu", "Làm ngay", "Làm sau"]
OUTSIDE = {
    "caddy", "cp", "curl", "df", "du", "install", "journalctl", "ls", "mv", "nft", "openssl", "ping", "rm", "ss",
    "systemctl", "tail",
}  # fmt: skip
UNITS = {
    name
    for path in (ROOT / "infra" / "systemd").iterdir()
    if path.suffix in (".service", ".timer")
    for name in (path.stem, path.name)
}
DEBIAN_UNITS = {"postgresql", "pgbouncer", "caddy"}


def commands(text: str = RUNBOOK) -> list[list[str]]:
    """Every line of every shell block, as a shell splits it."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]


def ours() -> list[list[str]]:
    return [words[1:] for words in commands() if words[0] == "motcua"]


def misspelt(words: list[str]) -> str | None:
    """What is wrong with a command of ours: no such command, no such option, too few words."""
    command: click.Command = register()
    path: tuple[str, ...] = ()
    while isinstance(command, click.Group):
        if not words:
            return f"motcua {' '.join(path)}: what?"
        path, words = (*path, words[0]), words[1:]
        found = command.commands.get(path[-1])
        if found is None:
            return " ".join(path)
        command = found
    try:
        command.make_context(" ".join(path), list(words), resilient_parsing=False)
    except click.UsageError as error:
        # A file of the example's is not on this machine; its place in the command is what counts.
        if "THƯ_MỤC" not in error.format_message() and "TỆP" not in error.format_message():
            return f"{' '.join(path)}: {error.format_message()}"
    except click.exceptions.Exit:
        return None
    return None


def test_there_are_ten_days_and_each_has_its_three_parts() -> None:
    days = re.split(r"(?m)^## ", RUNBOOK)[1:]
    assert [int(day.split(".")[0]) for day in days] == list(range(1, 11))
    for day in days:
        assert re.findall(r"(?m)^### (.*)$", day) == PARTS, day.splitlines()[0]
        now = day[day.index("### Làm ngay") : day.index("### Làm sau")]
        assert "```sh" in now, day.splitlines()[0]


@pytest.mark.parametrize("words", ours(), ids=" ".join)
def test_every_command_of_ours_exists_and_takes_what_it_is_given(words: list[str]) -> None:
    assert misspelt(words) is None


@pytest.mark.parametrize(
    "spoilt", ["doktor", "doctor --jsn", "calendar close que-vo 2026-09-07", "staff reset-password que-vo", "tenant"]
)
def test_a_spoilt_command_is_found(spoilt: str) -> None:
    assert misspelt(spoilt.split()) is not None


def test_what_is_awaited_is_really_not_there_yet() -> None:
    def exists(path: tuple[str, ...]) -> bool:
        command: click.Command | None = register()
        for word in path:
            command = command.commands.get(word) if isinstance(command, click.Group) else None
        return command is not None


def test_every_other_command_is_a_known_one_and_its_units_exist() -> None:
    for words in commands():
        if words[0] == "motcua":
            continue
        assert words[0] in OUTSIDE, words
        if words[0] == "systemctl":
            names = {word for word in words[2:] if not word.startswith("-")}
            assert names
            assert names <= UNITS | DEBIAN_UNITS, words
        if words[0] == "journalctl":
            named = {words[place + 1] for place, word in enumerate(words) if word == "-u"}
            assert named <= UNITS | DEBIAN_UNITS, words


def test_every_setting_metric_and_file_named_exists() -> None:
    settings = set(re.findall(r"\bMOTCUA_[A-Z_]+\b", RUNBOOK))
    assert settings - READERS.keys() <= {"MOTCUA_BACKUP_TO"}
    told = {metric.name for metric in metrics.REGISTRY.collect()}
    named = set(re.findall(r"\bmotcua_[a-z_]+\b", RUNBOOK))
    assert {name.removesuffix("_total") for name in named} <= told
    for path in re.findall(r"\binfra/[\w./-]+\w", RUNBOOK):
        assert (ROOT / path).exists(), path


def test_the_doctor_sends_people_to_days_that_are_in_the_book() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "platform/motcua/services/doctor").glob("*.py"))
    sent = set(re.findall(r"docs/runbook\.md, mục ([^.;)\"”]+)", sources))
    assert len(sent) >= 4
    titles = [title.lower() for title in re.findall(r"(?m)^## \d+\. (.*)$", RUNBOOK)]
    for day in sent:
        words = day.strip().lower().replace("mất khóa", "mất khóa").split()
        assert any(all(word in title for word in words) for title in titles), day
