"""How plugins stand at the center entered, and what of its open work needs them.

`plugin_standing` is also what the province reads of its centers: a row with `quarantined_at`, or with standing
'missing', is a plugin that somebody must see to. It holds no personal data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.store.engine import Row
from motcua.store.rows import row, rows, run, value

ON, OFF, MISSING = "on", "off", "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """One plugin at one center. `version` is the last one that was on here; `seq` counts the changes.

    In quarantine since `quarantined_at`: `hook` failed `failures` times, the last time as `problem` says.
    """

    plugin: str
    name: str
    version: str
    standing: str
    quarantined_at: datetime | None = None
    hook: str = ""
    problem: str = ""
    failures: int = 0
    seq: int = 1

    @property
    def is_quarantined(self) -> bool:
        return self.quarantined_at is not None


@dataclass(frozen=True, slots=True)
class Need:
    """Open dossiers of a plugin's own procedures, and those of others with a step still to do at its desks."""

    own: int = 0
    passing: int = 0

    def __bool__(self) -> bool:
        return bool(self.own or self.passing)

    @property
    def says(self) -> str:
        own = f"{self.own} hồ sơ thuộc thủ tục của cơ quan chưa xong" if self.own else ""
        passing = f"{self.passing} hồ sơ của cơ quan khác còn bước ở đây" if self.passing else ""
        return ", ".join(each for each in (own, passing) if each) or "không có hồ sơ nào chưa xong"


_COLUMNS = "plugin, name, version, standing, quarantined_at, hook, problem, failures, seq"


def _standing(found: Row) -> Standing:
    return Standing(**found)


async def standings() -> Mapping[str, Standing]:
    found = await rows(f"SELECT {_COLUMNS} FROM plugin_standing ORDER BY plugin")  # noqa: S608
    return {each["plugin"]: _standing(each) for each in found}


async def standing_of(plugin: str) -> Standing | None:
    found = await row(f"SELECT {_COLUMNS} FROM plugin_standing WHERE plugin = $1", plugin)  # noqa: S608
    return _standing(found) if found is not None else None


async def quarantined() -> frozenset[str]:
    found = await rows("SELECT plugin FROM plugin_standing WHERE quarantined_at IS NOT NULL")
    return frozenset(each["plugin"] for each in found)


async def in_trouble() -> list[Standing]:
    """What somebody must see to: in quarantine, or gone."""
    found = await rows(
        f"""SELECT {_COLUMNS} FROM plugin_standing
        WHERE quarantined_at IS NOT NULL OR standing = '{MISSING}' ORDER BY plugin"""  # noqa: S608
    )
    return [_standing(each) for each in found]


async def put_standing(plugin: str, *, name: str, version: str, standing: str, at: datetime) -> None:
    await run(
        """INSERT INTO plugin_standing (plugin, name, version, standing, changed_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (plugin) DO UPDATE SET name = excluded.name, version = excluded.version,
            standing = excluded.standing, seq = plugin_standing.seq + 1, changed_at = excluded.changed_at""",
        plugin,
        name,
        version,
        standing,
        at,
    )


async def put_quarantine(
    plugin: str, *, name: str, version: str, hook: str, problem: str, failures: int, at: datetime
) -> bool:
    """False when it is in quarantine already: another process was faster."""
    done = await value(
        """INSERT INTO plugin_standing
            (plugin, name, version, standing, quarantined_at, hook, problem, failures, changed_at)
        VALUES ($1, $2, $3, 'on', $7, $4, $5, $6, $7)
        ON CONFLICT (plugin) DO UPDATE SET quarantined_at = excluded.quarantined_at, hook = excluded.hook,
            problem = excluded.problem, failures = excluded.failures, seq = plugin_standing.seq + 1,
            changed_at = excluded.changed_at
        WHERE plugin_standing.quarantined_at IS NULL RETURNING true""",
        plugin,
        name,
        version,
        hook,
        problem,
        failures,
        at,
    )
    return bool(done)


async def end_quarantine(plugin: str, seq: int, at: datetime) -> bool:
    """False when the row has changed since `seq`, or is not in quarantine."""
    done = await value(
        """UPDATE plugin_standing SET quarantined_at = NULL, hook = '', problem = '', failures = 0, seq = seq + 1,
            changed_at = $3
        WHERE plugin = $1 AND seq = $2 AND quarantined_at IS NOT NULL RETURNING true""",
        plugin,
        seq,
        at,
    )
    return bool(done)


async def needs(plugins: Iterable[str]) -> Mapping[str, Need]:
    """How much open work needs each of these plugins; those that nothing needs are left out."""
    wanted = sorted(plugins)
    if not wanted:
        return {}
    found = await rows(
        """SELECT n.agency, count(DISTINCT n.id) FILTER (WHERE n.is_own) AS own,
            count(DISTINCT n.id) FILTER (WHERE NOT n.is_own) AS passing
        FROM (
            SELECT d.agency, d.id, true AS is_own FROM dossier d WHERE d.is_open AND d.agency = ANY($1::text[])
            UNION ALL
            SELECT s.agency, d.id, false FROM step s JOIN dossier d ON d.id = s.dossier_id
            WHERE s.agency = ANY($1::text[]) AND s.state IN ('waiting', 'in_transit', 'active')
                AND d.is_open AND d.agency <> s.agency
        ) n GROUP BY n.agency""",
        wanted,
    )
    return {each["agency"]: Need(each["own"], each["passing"]) for each in found}


async def waiting_versions() -> Mapping[str, int]:
    """How many versions of each agency's procedures wait to be looked through and published."""
    found = await rows(
        """SELECT agency, count(*) AS waiting FROM publication
        WHERE state IN ('proposed', 'under_review') GROUP BY agency"""
    )
    return {each["agency"]: each["waiting"] for each in found}
