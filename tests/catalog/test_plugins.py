"""Discovery and isolation: one plugin that can't be used hurts no other; what can't be meant stops the start."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from motcua.catalog import Plugins, build_catalog, load_plugins
from motcua.domain.errors import DefinitionError

Install = Callable[..., EntryPoint]


def answers(plugins: Plugins, hook: str = "register_procedures", **arguments: Any) -> list[tuple[str, Any]]:
    return [(plugin.key, value) for plugin, value in plugins.call(hook, **arguments)]


def test_each_answer_comes_with_its_plugin_in_the_order_of_keys(install: Install) -> None:
    found = [install("y_te", register_procedures=lambda: ["y"]), install("noi_vu", register_procedures=lambda: ["n"])]
    assert answers(load_plugins(found)) == [("noi_vu", "n"), ("y_te", "y")]
    assert answers(load_plugins(reversed(found))) == [("noi_vu", "n"), ("y_te", "y")]


def test_a_plugin_has_the_key_of_its_entry_point_and_its_own_name(install: Install) -> None:
    plugin = load_plugins([install("y_te", name="Phòng Y tế")]).by_key["y_te"]
    assert (plugin.key, plugin.name, plugin.version) == ("y_te", "Phòng Y tế", "0")


def test_a_plugin_that_raises_while_imported_hurts_no_other(
    install: Install, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "made_broken.py").write_text("1 / 0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    good = install("y_te", register_procedures=lambda: ["y"])
    plugins = load_plugins([EntryPoint("noi_vu", "made_broken", "motcua"), good])
    assert answers(plugins) == [("y_te", "y")]
    assert [(p.plugin, p.what) for p in plugins.problems] == [("noi_vu", "import")]
    assert "ZeroDivisionError" in str(plugins.problems[0])
    assert "plugin noi_vu" in caplog.text
    with pytest.raises(ZeroDivisionError):  # negative control: a plain load stops at it
        EntryPoint("noi_vu", "made_broken", "motcua").load()


def test_a_missing_module_is_a_problem_too() -> None:
    assert "ModuleNotFoundError" in str(load_plugins([EntryPoint("noi_vu", "made_nowhere", "motcua")]).problems[0])


def test_a_definition_error_says_what_the_author_must_change(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_wrong.py").write_text(
        "from motcua.domain.errors import DefinitionError\nraise DefinitionError('cap-giay', 'thiếu title.')\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    problem = load_plugins([EntryPoint("noi_vu", "made_wrong", "motcua")]).problems[0]
    assert problem.sentence == "cap-giay: thiếu title."


@pytest.mark.parametrize("key", ["Noi-vu", "center", "1a", ""])
def test_an_agency_key_must_be_a_plain_name(install: Install, key: str) -> None:
    plugins = load_plugins([install(key, module_name="made_key")])
    assert not plugins.by_key
    assert "khóa cơ quan không hợp lệ" in str(plugins.problems[0])


@pytest.mark.parametrize("name", [None, " ", 5])
def test_a_plugin_without_a_name_is_left_out(install: Install, name: Any) -> None:
    assert "NAME" in str(load_plugins([install("y_te", name=name)]).problems[0])


def test_an_entry_point_must_name_a_module(install: Install) -> None:
    install("y_te")
    sys.modules["made_y_te"].something = print  # type: ignore[attr-defined]
    plugins = load_plugins([EntryPoint("y_te", "made_y_te:something", "motcua")])
    assert "mô-đun" in str(plugins.problems[0])


def test_two_packages_for_one_agency_stop_the_start(install: Install) -> None:
    with pytest.raises(DefinitionError, match="y_te: hai gói"):
        load_plugins([install("y_te"), install("y_te", module_name="made_twice")])


def test_a_hook_with_an_unknown_name_stops_the_start_and_names_the_plugin(install: Install) -> None:
    with pytest.raises(DefinitionError, match=r"y_te: .*register_procedure"):
        load_plugins([install("noi_vu"), install("y_te", register_procedure=lambda: ())])


def test_a_hook_with_an_unknown_argument_stops_the_start_and_names_the_plugin(install: Install) -> None:
    with pytest.raises(DefinitionError, match=r"y_te: .*dossier"):
        load_plugins([install("y_te", dossier_changed=lambda dossier: [])])


def test_a_function_that_is_no_hook_is_left_alone(install: Install) -> None:
    entry = install("y_te")
    sys.modules["made_y_te"].register_procedure = lambda: ()  # type: ignore[attr-defined]
    assert load_plugins([entry]).by_key


def test_a_hook_that_raises_hurts_no_other(install: Install, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> list[Any]:
        raise ValueError("Nguyễn Văn A, CMND 125000000")

    found = [install("noi_vu", register_procedures=broken), install("y_te", register_procedures=lambda: ["y"])]
    plugins = load_plugins(found)
    assert answers(plugins) == [("y_te", "y")]
    assert [(p.plugin, p.what) for p in plugins.problems] == [("noi_vu", "register_procedures")]
    assert "ValueError (test_plugins.py:" in str(plugins.problems[0])
    # What an exception says may be what somebody typed: neither the log nor the page shows it.
    assert "Nguyễn" not in caplog.text + str(plugins.problems[0])
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    with pytest.raises(ValueError, match="CMND"):  # negative control: a plain hook call stops at it
        plugins.manager.hook.register_procedures()


def test_a_generator_that_raises_half_way_contributes_nothing(install: Install) -> None:
    def half() -> Iterator[str]:
        yield "n"
        raise KeyError("x")

    found = [install("noi_vu", register_procedures=half), install("y_te", register_procedures=lambda: ["y"])]
    assert answers(load_plugins(found)) == [("y_te", "y")]


@pytest.mark.parametrize("nonsense", [5, object()])
def test_a_hook_that_returns_no_list_hurts_no_other(install: Install, nonsense: Any) -> None:
    found = [
        install("noi_vu", register_procedures=lambda: nonsense),
        install("y_te", register_procedures=lambda: ["y"]),
    ]
    plugins = load_plugins(found)
    assert answers(plugins) == [("y_te", "y")]
    assert "TypeError" in str(plugins.problems[0])


def test_a_hook_that_returns_none_has_nothing_to_say(install: Install) -> None:
    plugins = load_plugins([install("noi_vu", register_procedures=lambda: None)])
    assert (answers(plugins), plugins.problems) == ([], [])


def test_a_hook_that_fails_again_and_again_is_one_problem(install: Install, caplog: pytest.LogCaptureFixture) -> None:
    plugins = load_plugins([install("y_te", register_procedures=lambda: 5)])
    for _ in range(3):
        answers(plugins)
    assert (len(plugins.problems), len(caplog.records)) == (1, 3)


def test_only_the_plugins_that_are_on_are_asked(install: Install) -> None:
    plugins = load_plugins([install(key, register_procedures=lambda: [1]) for key in ("noi_vu", "y_te")])
    assert [plugin.key for plugin, _ in plugins.call("register_procedures", frozenset({"y_te"}))] == ["y_te"]


def test_the_installed_plugins_load_without_a_problem() -> None:
    assert build_catalog().problems == ()
