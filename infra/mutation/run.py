"""Mutation testing of the clock, the fees and the numbers: what would a test not notice?

    uv run --with mutmut==3.8.1 infra/mutation/run.py clock fees          # whole groups
    uv run --with mutmut==3.8.1 infra/mutation/run.py fees --again        # only what survived, after a test was added

mutmut does the work; this makes a copy it can read. It imports packages from `src/` only, so the copy has `platform/`
under that name with the tenants inside, as in an installed wheel; and it leaves properties alone, where many of our
rules live, so the copy has each `@property` as a plain method and `name = property(method)` below it.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.stats import status_by_exit_code

ROOT = Path(__file__).resolve().parents[2]


def domain(*names: str) -> tuple[str, ...]:
    return tuple(f"motcua/domain/{name}.py" for name in names)


def tests(*names: str) -> tuple[str, ...]:
    return tuple(f"tests/{folder}/test_{name}.py" for folder, _, name in (each.partition("/") for each in names))


class Group(NamedTuple):
    """What is changed, and the tests that must notice. mutmut runs those that reach the changed function."""

    targets: tuple[str, ...]
    tests: tuple[str, ...]


GROUPS = {
    "clock": Group(
        domain("terms", "term_rules", "due", "worktime", "counting", "opening", "pauses")
        + domain("reckoning", "regimes", "year_data", "explain"),
        tests(
            "domain/terms",
            "domain/term_rules",
            "domain/due",
            "domain/calendar",
            "domain/opening",
            "domain/clock_oracle",
        )
        + tests("domain/regimes", "domain/explain", "domain/year_data"),
    ),
    "fees": Group(
        domain("fees", "fee_rules", "amounts", "words"),
        tests("domain/fees", "domain/fee_texts", "domain/amounts"),
    ),
    "numbers": Group(
        (
            *domain("codes", "books"),
            "motcua/services/codes.py",
            "motcua/services/results/numbering.py",
            "motcua/store/queries/counters.py",
        ),
        tests("domain/codes", "store/counters", "services/numbering"),
    ),
}
COMMAND = ["nice", "-n", "19", sys.executable, "-m", "mutmut"]


def copy(place: Path, group: str) -> None:
    """The tracked and the new files of the checkout; a file that did not change keeps its results."""
    listing = ["git", "ls-files", "-co", "--exclude-standard", "platform", "tests", "tenants", "pyproject.toml"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S603
    targets, noticing = GROUPS[group]
    for name in listed.splitlines():
        if not (ROOT / name).is_file():
            continue
        kept = name.replace("platform/", "src/", 1) if name.startswith("platform/") else name
        write(place / kept, (ROOT / name).read_bytes(), opened=kept.removeprefix("src/") in targets)
    for name in ("tenants", "templates"):
        shutil.copytree(ROOT / name, place / "src" / "motcua" / name, dirs_exist_ok=True)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/{name}" for name in targets],
        "also_copy": ["tests", "tenants"],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": list(noticing),
        "process_isolation": "forkserver",
        "timeout_constant": 30.0,  # of CPU: a test of a millisecond still has pytest to start
    }
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    project = (ROOT / "pyproject.toml").read_text("utf-8").replace('"platform', '"src')
    write(place / "pyproject.toml", f"{project}\n[tool.mutmut]\n{lines}".encode())


def write(path: Path, content: bytes, *, opened: bool = False) -> None:
    if opened:
        content = with_plain_properties(content.decode()).encode()
    if not path.is_file() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def with_plain_properties(source: str) -> str:
    """`@property def says(self)` → `def read_says(self)` and `says = property(read_says)`."""
    lines = source.splitlines()
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    methods = [each for node in classes for each in node.body if isinstance(each, ast.FunctionDef)]
    for method in sorted(methods, key=lambda each: -each.lineno):
        marks = [mark.id for mark in method.decorator_list if isinstance(mark, ast.Name)]
        if len(method.decorator_list) != 1 or marks[:1] not in (["property"], ["cached_property"]):
            continue
        assert method.end_lineno is not None
        lines.insert(method.end_lineno, f"{' ' * method.col_offset}{method.name} = {marks[0]}(read_{method.name})")
        lines[method.lineno - 1] = lines[method.lineno - 1].replace(f"def {method.name}(", f"def read_{method.name}(")
        del lines[method.lineno - 2]
    return "\n".join(lines) + "\n"


def outcomes(place: Path, group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in GROUPS[group].targets:
        meta = json.loads((place / "mutants" / "src" / f"{name}.meta").read_text("utf-8"))
        for mutant, code in meta["exit_code_by_key"].items():
            found[mutant] = status_by_exit_code[code]
    return found


def tell(place: Path, group: str, minutes: float) -> None:
    """A line of figures for each module, then each mutant that no test noticed with its change."""
    found = outcomes(place, group)
    modules = Counter(name.rpartition(".x")[0] for name in found)
    for module, total in modules.items():
        of = Counter(outcome for name, outcome in found.items() if name.startswith(f"{module}.x"))
        print(f"| `{module}` | {total} | {of['killed']} | {total - of['killed'] - of['timeout']} | {of['timeout']} |")
    print(f"{group}: {len(found)} mutants in {minutes:.1f} minutes")
    for name, outcome in found.items():
        if outcome not in ("killed", "timeout", "not checked"):
            with contextlib.chdir(place):
                changed = get_diff_for_mutant(name).splitlines()
            shown = [line for line in changed if line[:1] in ("+", "-") and line[1:3] not in ("++", "--")]
            print(f"\n{outcome}: {name}", *shown, sep="\n  ")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("groups", nargs="*", choices=[*GROUPS, []], default=list(GROUPS), metavar="|".join(GROUPS))
    asked.add_argument("--place", type=Path, default=Path(tempfile.gettempdir()) / "motcua-mutation")
    asked.add_argument("--again", action="store_true", help="run only what survived")
    asked.add_argument("--children", default=str(os.cpu_count()))
    given = asked.parse_args()
    for group in given.groups:
        place, began = given.place / group, time.monotonic()
        left = [name for name, outcome in outcomes(place, group).items() if outcome != "killed"] if given.again else []
        copy(place, group)
        subprocess.run([*COMMAND, "run", "--max-children", given.children, *left], cwd=place, check=False)  # noqa: S603
        tell(place, group, (time.monotonic() - began) / 60)


if __name__ == "__main__":
    main()
