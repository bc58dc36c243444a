"""How each plugin stands at the centers of an installation, for `motcua plugin list --data`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.centers import entered
from motcua.cli.plugin.at_centers import onboarded
from motcua.services.office import Office
from motcua.services.plugins.life import moment
from motcua.store.engine import transaction
from motcua.store.queries import plugins as stored
from motcua.store.queries.plugins import MISSING, Need, Standing

#: The first level of a center's schema that knows how plugins stand.
KEPT_SINCE = "m0020"
GONE = "gone"


async def standings_of(office: Office) -> dict[str, tuple[Mapping[str, Standing], Mapping[str, Need]]]:
    found = {}
    for center in await onboarded(office, KEPT_SINCE):
        with entered(center):
            async with transaction():
                standings = await stored.standings()
                found[center.key] = standings, await stored.needs(standings)
    return found


def add_centers(
    plugins: list[dict[str, Any]], found: Mapping[str, tuple[Mapping[str, Standing], Mapping[str, Need]]]
) -> None:
    """A plugin that stands at a center and is not installed any more is in the list as well."""
    known = {each["key"] for each in plugins}
    for key in sorted({key for standings, _ in found.values() for key in standings} - known):
        plugins.append({"key": key, "agency": "", "version": "", "status": GONE, "problems": [], "procedures": []})
    for each in plugins:
        each["centers"] = [
            _at(center, standings[each["key"]], needs.get(each["key"], Need()))
            for center, (standings, needs) in found.items()
            if each["key"] in standings
        ]


def _at(center: str, stands: Standing, need: Need) -> dict[str, Any]:
    since = stands.quarantined_at
    return {
        "center": center,
        "standing": stands.standing,
        "version": stands.version,
        "quarantined_at": since.isoformat() if since else None,
        "hook": stands.hook,
        "problem": stands.problem,
        "failures": stands.failures,
        "open_dossiers": need.own,
        "open_dossiers_of_others": need.passing,
        "says": f"tạm ngưng chạy mã từ {moment(since)}" if since else "",
    }


def trouble(at: Mapping[str, Any]) -> str:
    if at["quarantined_at"]:
        return f"{at['says']} – {at['hook']} lỗi {at['failures']} lần, lần cuối: {at['problem']}"
    if at["standing"] == MISSING:
        need = Need(at["open_dossiers"], at["open_dossiers_of_others"])
        return f"bật nhưng không còn trên máy chủ; {need.says}"
    return ""
