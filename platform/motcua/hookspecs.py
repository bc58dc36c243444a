"""The doors of the platform: what an agency's plugin may implement.

A plugin implements a hook with `motcua.api.hookimpl` in the module its entry point names. Hooks are synchronous and
pure: no request, no database, no center, no clock. They return values; the platform does the rest. A hook with a name
or an argument that is not here stops the start and names the plugin. `docs/hooks.md` is held to this file by a test.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from motcua.domain.contributions import Check
from motcua.domain.events import DossierChanged, Effect
from motcua.domain.plans import RoutingRule
from motcua.domain.procedures import Procedure

PROJECT = "motcua"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def register_procedures() -> Iterable[Procedure]:  # type: ignore[empty-body]
    """The procedures of this agency.

    Called once, at the start. Form, checks, papers, fee, term and route of a procedure travel together in one value.
    A key may be used by one agency only; a second use stops the start.
    """


@hookspec
def register_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """This agency's rules on the forms of other agencies.

    Called once, at the start. A check names the procedure it is for and reads its answers by key. It applies at centers
    where this agency's plugin is on, and is stored with the procedure's version. A check for a procedure that is not
    installed waits silently; one that reads a question not on the form is reported and left out.
    """


@hookspec
def register_routing_rules() -> Iterable[RoutingRule]:  # type: ignore[empty-body]
    """Steps and opinions this agency adds to the procedures of other agencies (liên thông).

    Called once, at the start. A rule names the procedure and the step it comes after or before; it applies at centers
    where this agency's plugin is on. A rule that doesn't fit (an unknown step, more time than the term has) is reported
    and left out; the procedure goes its own way without it.
    """


@hookspec
def dossier_changed(event: DossierChanged) -> Iterable[Effect]:  # type: ignore[empty-body]
    """A dossier has changed; say what should follow.

    Called after the move is committed, only for plugins that are on at the center. The effects (`Notify`, `AddNote`)
    are run by the platform as jobs that can be repeated without harm. An exception is logged with the plugin's name and
    never undoes the move.
    """
