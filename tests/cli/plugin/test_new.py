"""`motcua plugin new`: what it writes is a correct plugin at once, for every procedure of the catalogue."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint, version
from importlib.util import module_from_spec, spec_from_file_location
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.architecture.test_layers import plugin_violations
from tests.docs.pages_that_run import clean_environment

from motcua.catalog import build_catalog, load_plugins
from motcua.catalog.core_version import suggested
from motcua.catalog.folders import read_plugin_folder
from motcua.catalog.lint import lint
from motcua.catalog.shells import shell_problems
from motcua.cli.plugin.draft import Draft
from motcua.cli.plugin.new import UNNAMED, command, core_source, example, write
from motcua.cli.plugin.shares import shares_of
from motcua.domain.errors import Refused
from motcua.domain.facts import Facts, read_facts
from motcua.domain.procedures import Procedure
from motcua.domain.terms import Term
from motcua.testing import catalog, fill

BIN = Path(sys.executable).parent
KARAOKE = "giay-phep-kinh-doanh-karaoke"


def rows() -> Iterator[Facts]:
    for _, procedure in catalog().plugins.call("register_procedures"):
        assert isinstance(procedure, Procedure)
        if procedure.facts is not None:
            yield procedure.facts


ROWS = {row.key: row for row in rows()}
DRAFTS = {f"a{at}": Draft(f"a{at}", f"Phòng Thử {at}", row) for at, row in enumerate(ROWS.values())}
DRAFTS["vi_du"] = Draft("vi_du", UNNAMED, example("vi_du"))
EXAMPLES = {kind: next(d for d in DRAFTS.values() if d.request.kind == kind) for kind in
            sorted({each.request.kind for each in DRAFTS.values()})}  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plugin for every row, side by side."""
    folder = tmp_path_factory.mktemp("new")
    for agency, draft in DRAFTS.items():
        write(draft, folder / agency)
    return folder


@pytest.fixture(scope="module")
def procedures(written: Path) -> Iterator[dict[str, Procedure]]:
    """The procedure of each, imported from its own folder."""
    found = {}
    before = list(sys.path)
    for agency in DRAFTS:
        folder = read_plugin_folder(written / agency)
        folder.put_on_path()
        (found[agency],) = folder.entries[0].load().register_procedures()
    yield found
    sys.path[:] = before


def run(*words: str) -> Result:
    return CliRunner().invoke(command, words)


def tool(*words: str, at: Path, **env: str) -> str:
    told = subprocess.run([BIN / words[0], *words[1:]], cwd=at, env=os.environ | env, capture_output=True, text=True,
                          timeout=250, check=False)  # fmt: skip
    assert told.returncode == 0, f"{told.stdout}\n{told.stderr}"
    return told.stdout


def test_there_is_a_draft_for_every_row_and_of_every_kind() -> None:
    assert len(DRAFTS) == len(catalog().procedures) + 1
    skeleton = Path(sys.modules[Draft.__module__].__file__ or "").parent / "skeleton" / "requests"
    assert set(EXAMPLES) == {path.name.partition(".")[0] for path in skeleton.iterdir()}


def test_everything_written_is_formatted_and_clean(written: Path) -> None:
    tool("ruff", "format", "--check", "--quiet", ".", at=written)
    tool("ruff", "check", "--quiet", ".", at=written)


def test_a_new_plugin_imports_the_api_and_itself(written: Path) -> None:
    assert [violation for agency in DRAFTS for violation in plugin_violations(written / agency)] == []


def test_a_line_out_of_shape_would_be_noticed(written: Path, tmp_path: Path) -> None:
    write(DRAFTS["vi_du"], tmp_path / "vi_du")
    path = tmp_path / "vi_du" / "motcua_vi_du" / "desks.py"
    path.write_text(path.read_text("utf-8").replace('Desk("officer"', "Desk('officer'"), "utf-8")
    with pytest.raises(AssertionError, match="desks"):
        tool("ruff", "format", "--check", ".", at=tmp_path)


def test_nothing_of_the_catalogue_is_lost_on_the_way(procedures: dict[str, Procedure]) -> None:
    for agency, procedure in procedures.items():
        row = DRAFTS[agency].facts
        assert procedure.facts == row
        assert (procedure.title, procedure.term_rule.default) == (row.title, row.term_or_unknown)


def test_every_new_procedure_passes_what_the_platform_asks_of_one(
    written: Path, procedures: dict[str, Procedure]
) -> None:
    for agency, procedure in procedures.items():
        entries = read_plugin_folder(written / agency).entries
        built = build_catalog(load_plugins(entries))
        assert built.problems == ()
        found = built.procedures[procedure.key]
        assert lint(found) == (), agency
        assert list(shell_problems(found, procedure.form)) == [], agency


@pytest.mark.parametrize("size", ["shortest", "fullest", "any"])
def test_every_new_procedure_can_be_filled(procedures: dict[str, Procedure], size: str) -> None:
    for procedure in procedures.values():
        filling = fill(procedure, size=size, filed_on=date(2021, 3, 1))
        assert filling.errors == {}
        assert filling.step_keys == ("tham-dinh", "ky-ket-qua")


def test_conditions_and_refusals_of_every_new_procedure_are_as_its_tests_say(
    written: Path, procedures: dict[str, Procedure]
) -> None:
    """The tests that need no office, of every row."""
    for agency in procedures:
        (path,) = (written / agency / "tests").glob("test_*.py")
        spec = spec_from_file_location(f"tests_of_{agency}", path)
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        tests = [
            each for name, each in vars(module).items() if name.startswith("test_") and not iscoroutinefunction(each)
        ]
        assert len(tests) == 3
        for test in tests:
            test()


TERMS = ["0.5wd", "1wd", "1.5wd", "2wd", "3wd", "7wd", "20wd", "1h", "4h", "8h", "12h", "1d", "5d", "60d", "same_day",
         "none", "unknown"]  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_the_steps_fit_any_term(term: str, tmp_path: Path) -> None:
    row = ROWS[KARAOKE]
    text = next(text for path, text in Draft("thu", "Thử", row).files().items() if path.endswith("facts.toml"))
    path = tmp_path / "facts.toml"
    path.write_text(text.replace('term = "5wd"', f'term = "{term.replace("unknown", "")}"'), "utf-8")
    facts = read_facts(path)[KARAOKE]
    agency = f"t{TERMS.index(term)}"
    write(Draft(agency, "Thử", facts), tmp_path / agency)
    built = build_catalog(load_plugins(read_plugin_folder_on_path(tmp_path / agency)))
    assert built.problems == ()
    assert built.procedures[KARAOKE].term.default == (Term.parse(term))


def read_plugin_folder_on_path(folder: Path) -> tuple[EntryPoint, ...]:
    found = read_plugin_folder(folder)
    found.put_on_path()
    return found.entries


def test_steps_that_take_the_whole_of_a_short_term_leave_room_at_both_ends() -> None:
    shares = shares_of(Term.parse("4h"))
    assert (shares.appraise, shares.sign, shares.ends) == ("hours(2)", "hours(1)", "hours(0.5)")


def test_the_command_says_what_it_made_and_what_comes_next(tmp_path: Path) -> None:
    told = run("y_te_moi", "--procedure", KARAOKE, "--name", "Phòng Y tế", "--into", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert "Đã tạo gói motcua-y-te-moi" in told.output
    project = tomllib.loads((tmp_path / "y_te_moi" / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["entry-points"]["motcua"] == {"y_te_moi": "motcua_y_te_moi"}
    assert project["project"]["dependencies"] == [f"motcua{suggested(version('motcua'))}"]
    assert "Trưởng phòng Y tế" in (tmp_path / "y_te_moi" / "motcua_y_te_moi" / "desks.py").read_text("utf-8")


def test_an_agency_that_is_installed_keeps_its_name(tmp_path: Path) -> None:
    run("van_hoa_thong_tin", "--procedure", KARAOKE, "--into", str(tmp_path))
    made = (tmp_path / "van_hoa_thong_tin" / "motcua_van_hoa_thong_tin" / "__init__.py").read_text("utf-8")
    assert 'NAME = "Phòng Văn hóa và Thông tin"' in made


def test_without_a_name_it_says_where_to_write_one(tmp_path: Path) -> None:
    told = run("moi", "--into", str(tmp_path))
    assert "sửa NAME trong motcua_moi/__init__.py" in told.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("Y_Te",), "khóa cơ quan"),
        (("y-te",), "khóa cơ quan"),
        (("y_",), "khóa cơ quan"),
        (("y",), "khóa cơ quan"),
        (("1a",), "khóa cơ quan"),
        (("a" * 41,), "khóa cơ quan"),
        (("center",), "khóa của hệ thống"),
        (("ubnd",), "khóa của hệ thống"),
        (("commune",), "khóa của hệ thống"),
        (("co_roi",), "Đã có"),
        (("moi", "--name", 'Phòng "Y tế"'), "Tên cơ quan"),
        (("moi", "--name", "  "), "Tên cơ quan"),
        (("moi", "--name", "P" * 71), "Tên cơ quan"),
        (("moi", "--procedure", "giay-phep-kinh-doanh-karaok"), KARAOKE),
        (("moi", "--procedure", "zzzz-qqqq"), "motcua plugin list --json"),
    ],
)
def test_what_can_not_be_is_refused_with_one_sentence_and_nothing_is_written(
    words: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "co_roi").mkdir()
    told = run(*words, "--into", str(tmp_path))
    assert isinstance(told.exception, Refused)
    assert sentence in str(told.exception)
    assert [path.name for path in tmp_path.rglob("*")] == ["co_roi"]


def test_names_and_titles_with_marks_stay_code(tmp_path: Path) -> None:
    quoted = [draft for draft in DRAFTS.values() if '"' in draft.facts.title]
    assert len(quoted) > 5
    for draft in quoted:
        for path, text in draft.files().items():
            if path.endswith(".py"):
                ast.parse(text)


def test_no_placeholder_stands_in_what_is_written() -> None:
    text = json.dumps([draft.files() for draft in EXAMPLES.values()]).lower()
    assert [word for word in ("todo", "fixme", "lorem", "placeholder", "xxx", "???") if word in text] == []


def test_uv_finds_the_core_where_it_came_from(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    assert core_source(root / "plugins" / "moi") == "{ workspace = true }"
    run("moi", "--into", str(tmp_path))
    project = tomllib.loads((tmp_path / "moi" / "pyproject.toml").read_text("utf-8"))
    source = project["tool"]["uv"]["sources"]["motcua"]
    assert (tmp_path / "moi" / source["path"]).resolve() == root
    assert source["editable"] is True


@pytest.mark.slow
def test_uv_run_works_in_the_new_folder_alone(tmp_path: Path) -> None:
    run("moi", "--into", str(tmp_path))
    told = subprocess.run(
        ["uv", "run", "pytest", "-q"], cwd=tmp_path / "moi", env=clean_environment(UV_PYTHON_DOWNLOADS="never"),
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert "6 passed" in told.stdout, told.stdout + told.stderr
    assert (tmp_path / "moi" / ".venv").is_dir()


def test_a_new_plugin_passes_its_own_tests_at_once(tmp_path: Path) -> None:
    run("thu_y", "--into", str(tmp_path))
    assert "6 passed" in tool("pytest", "-q", at=tmp_path / "thu_y")


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_a_new_plugin_of_every_kind_passes_its_own_tests_and_is_typed(written: Path, kind: str) -> None:
    folder = written / EXAMPLES[kind].agency
    assert "6 passed" in tool("pytest", "-q", at=folder)
    cache = str(Path(__file__).resolve().parents[3] / ".mypy_cache")
    assert "Success" in tool("mypy", "--cache-dir", cache, at=folder)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["wd", "d", "h", "same_day", "none", None])
def test_a_new_plugin_passes_its_own_tests_whatever_the_kind_of_its_term(written: Path, kind: str | None) -> None:
    drafts = [d for d in DRAFTS.values() if (d.facts.term.kind if d.facts.term else None) == kind]
    for draft in drafts[:1]:
        assert "6 passed" in tool("pytest", "-q", at=written / draft.agency)
