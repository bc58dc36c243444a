"""A page of documentation as what somebody would do: files written, files changed, commands run, in its order."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BLOCK = re.compile(r"^(?:`(?P<file>[^`\n]+)`\n\n)?```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
SERVING = re.compile(r"^(\w+=\S+ )*motcua (plugin try|serve|demo)\b", re.MULTILINE)
WRITTEN = ("python", "toml", "csv")


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block; `file` is the path that stands above it, or the last one above, for a change."""

    kind: str
    body: str
    file: str

    @property
    def is_serving(self) -> bool:
        return self.kind == "sh" and SERVING.search(self.body) is not None


def blocks_of(page: str) -> Iterator[Block]:
    file = ""
    for found in BLOCK.finditer(page):
        file = found["file"] or file
        if found["kind"] == "sh":
            file = ""
        yield Block(found["kind"], found["body"], file)


def changed(text: str, diff: str) -> str:
    """`text` with one hunk applied: its old lines stand there exactly once."""
    lines = diff.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "-"))
    new = "".join(f"{line[1:]}\n" for line in lines if line[:1] in (" ", "+"))
    assert text.count(old) == 1, f"{text.count(old)} times in the file:\n{old}"
    return text.replace(old, new)


@dataclass
class Reader:
    """Somebody who does what the page says, in one shell that remembers where it stands and what it has set."""

    folder: Path
    environment: dict[str, str]
    at: Path = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.folder

    def does(self, block: Block) -> str:
        """What was said; nothing for a file."""
        if block.kind == "sh":
            return self.runs(block.body)
        assert block.file, block
        path = self.at / block.file
        if block.kind == "diff":
            path.write_text(changed(path.read_text("utf-8"), block.body), "utf-8")
        else:
            assert block.kind in WRITTEN, block
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.body, "utf-8")
        return ""

    def runs(self, commands: str) -> str:
        state = self.folder / ".shell"
        script = f"set -euo pipefail\n{commands}\n{{ pwd; env -0; }} > '{state}'\n"
        told = subprocess.run(
            ["bash", "-c", script], cwd=self.at, env=self.environment, capture_output=True, text=True, timeout=600,
            check=False,
        )  # fmt: skip
        assert told.returncode == 0, f"{commands}\n{told.stdout[-4000:]}\n{told.stderr[-4000:]}"
        where, _, rest = state.read_text("utf-8").partition("\n")
        pairs = (each.partition("=") for each in rest.split("\0") if each)
        self.environment = {name: value for name, _, value in pairs}
        self.at = Path(where)
        return told.stdout + told.stderr

    def starts(self, block: Block, *more: str, **environment: str) -> subprocess.Popen[bytes]:
        """A command that serves until it is stopped."""
        command = " ".join([block.body.strip(), *more])
        log = (self.folder / "serving.log").open("wb")
        with log:
            return subprocess.Popen(
                ["bash", "-c", f"exec env {command}"], cwd=self.at, env=self.environment | environment, stdout=log,
                stderr=log,
            )  # fmt: skip


def clean_environment(**more: str) -> Mapping[str, str]:
    """Without what the test's own environment would lend: its virtual environment and settings of the platform."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MOTCUA_", "PYTEST", "VIRTUAL_ENV", "UV_", "PYTHON", "COV"))
    }
    return kept | more
