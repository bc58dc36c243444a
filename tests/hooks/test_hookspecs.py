"""Every hook is there because a plugin of this repository uses it, and every implementation fits."""

from __future__ import annotations

import inspect
import typing

import pytest

from motcua import hookspecs
from motcua.catalog import load_plugins

HOOKS = [name for name, value in vars(hookspecs).items() if hasattr(value, f"{hookspecs.PROJECT}_spec")]


def test_there_are_four_doors() -> None:
    assert HOOKS == ["register_procedures", "register_checks", "register_routing_rules", "dossier_changed"]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_typed_and_synchronous(hook: str) -> None:
    function = getattr(hookspecs, hook)
    hints = typing.get_type_hints(function)
    assert set(hints) == {*inspect.signature(function).parameters, "return"}
    assert not inspect.iscoroutinefunction(function)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_plugin_of_this_repository_uses_the_hook(hook: str) -> None:
    assert getattr(load_plugins().manager.hook, hook).get_hookimpls()
