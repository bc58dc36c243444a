"""The pace of desks, what is foretold, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from motcua.domain.forecasts import NOT_FORETOLD, Foretold
from motcua.domain.pace import Pace, Place
from motcua.domain.states import STATES
from motcua.store.engine import Row
from motcua.store.rows import rows, run

PAGE = 500
#: The newest steps that a pace is learnt from: enough for every desk, and no more in a center of many years.
MOST_SAMPLES = 40_000
_OPEN = [state.value for state, facts in STATES.items() if not facts.is_final and state not in NOT_FORETOLD]


async def done_steps(since: datetime, until: datetime, limit: int = MOST_SAMPLES) -> list[Row]:
    """The newest done steps without a pause in them; with the desk after each, when the first of a dossier came to its
    desk, and after the last when the result lay at the center."""
    return await rows(
        """SELECT s.agency, s.desk, s.key, s.within, s.handed_at, s.done_at, d.procedure_key, d.received_at,
            d.hand_back_minutes, n.agency AS next_agency, n.desk AS next_desk,
            NOT EXISTS (SELECT FROM step p WHERE p.dossier_id = s.dossier_id AND p.kind = 'step'
                AND p.ordinal < s.ordinal) AS is_first,
            CASE WHEN n.agency IS NULL THEN (SELECT min(e.at) FROM event e
                WHERE e.dossier_id = s.dossier_id AND e.data ->> 'to' = 'ready') END AS ready_at
        FROM (
            SELECT * FROM step WHERE state = 'done' AND kind = 'step' AND done_at IS NOT NULL AND done_at >= $1
                AND done_at < $2 ORDER BY done_at DESC LIMIT $3
        ) s JOIN dossier d ON d.id = s.dossier_id
        LEFT JOIN LATERAL (
            SELECT f.agency, f.desk FROM step f WHERE f.dossier_id = s.dossier_id AND f.kind = 'step'
                AND f.ordinal > s.ordinal ORDER BY f.ordinal LIMIT 1
        ) n ON true
        WHERE s.handed_at IS NOT NULL AND NOT EXISTS (
            SELECT FROM pause p WHERE p.dossier_id = s.dossier_id AND p.from_at < s.done_at
                AND coalesce(p.to_at, 'infinity') > s.handed_at)""",
        since,
        until,
        limit,
    )


async def put_paces(paces: Mapping[Place, Pace]) -> None:
    """In place of those before."""
    await run("DELETE FROM desk_pace")
    for place, pace in sorted(paces.items()):
        await run(
            """INSERT INTO desk_pace (agency, desk, procedure_key, step_key, samples, tenths)
            VALUES ($1, $2, $3, $4, $5, $6)""",
            *place,
            pace.samples,
            list(pace.tenths),
        )


async def paces() -> dict[Place, Pace]:
    found = await rows("SELECT agency, desk, procedure_key, step_key, samples, tenths FROM desk_pace")
    return {
        Place(each["agency"], each["desk"], each["procedure_key"], each["step_key"]): Pace(
            each["samples"], tuple(each["tenths"])
        )
        for each in found
    }


async def put_flows(flows: Mapping[tuple[str, str, str, str], int]) -> None:
    await run("DELETE FROM desk_flow")
    for places, n in sorted(flows.items()):
        await run(
            "INSERT INTO desk_flow (from_agency, from_desk, to_agency, to_desk, n) VALUES ($1, $2, $3, $4, $5)",
            *places,
            n,
        )


async def flows(limit: int) -> list[Row]:
    """Between which desks most went, the most first."""
    return await rows("SELECT * FROM desk_flow ORDER BY n DESC, 1, 2, 3, 4 LIMIT $1", limit)


async def count_arrivals(since: datetime, until: datetime, offset: timedelta) -> None:
    """By weekday and hour of local time, in place of what was counted before."""
    await run("DELETE FROM arrival_hour")
    await run(
        """INSERT INTO arrival_hour (weekday, hour, n)
        SELECT extract(isodow FROM received_at AT TIME ZONE $3::interval)::bigint,
            extract(hour FROM received_at AT TIME ZONE $3::interval)::bigint, count(*)
        FROM dossier WHERE received_at >= $1 AND received_at < $2 AND code IS NOT NULL GROUP BY 1, 2""",
        since,
        until,
        offset,
    )


async def arrivals() -> list[Row]:
    return await rows("SELECT weekday, hour, n FROM arrival_hour ORDER BY weekday, hour")


async def falling_due(
    at: datetime, until: datetime, after: tuple[datetime, UUID] | None, limit: int = PAGE
) -> list[Row]:
    """Open dossiers whose date lies ahead, the nearest first, with the steps that are not done."""
    beyond = "AND (d.due_at, d.id) > ($5::timestamptz, $6::uuid)" if after is not None else ""
    return await rows(
        f"""SELECT d.id, d.agency, d.procedure_key, d.state, d.received_at, d.due_at, d.changed_at, d.at_agency,
            d.at_desk, d.hand_back_minutes,
            (SELECT json_agg(json_build_array(s.agency, s.desk, s.key, s.within, s.state, s.handed_at, s.awaits)
                ORDER BY s.ordinal) FROM step s WHERE s.dossier_id = d.id AND s.kind = 'step' AND s.state <> 'done')
                AS ahead,
            (SELECT max(s.done_at) FROM step s WHERE s.dossier_id = d.id AND s.kind = 'step') AS last_done_at
        FROM dossier d WHERE d.is_open AND d.due_at > $1 AND d.due_at <= $2 AND d.state = ANY($3::text[]) {beyond}
        ORDER BY d.due_at, d.id LIMIT $4""",  # noqa: S608
        at,
        until,
        _OPEN,
        limit,
        *(after or ()),
        json=("ahead",),
    )


async def put_forecast(made_on: date, found: Sequence[tuple[Foretold, str, str, str]]) -> None:
    """Each with the agency it belongs to and the desk that has it (agency, desk). Instants go as text: the driver would
    ask the server what an array of them is."""
    told = [each[0] for each in found]
    await run(
        """INSERT INTO forecast (made_on, dossier_id, agency, at_agency, at_desk, due_at, needs, time_left, is_late)
        SELECT $1, f.id, f.agency, f.at_agency, f.at_desk, f.due_at::timestamptz, f.needs, f.time_left,
            f.is_late::boolean
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::text[])
            AS f(id, agency, at_agency, at_desk, due_at, needs, time_left, is_late)
        ON CONFLICT (made_on, dossier_id) DO NOTHING""",
        made_on,
        [each.id for each in told],
        [each[1] for each in found],
        [each[2] for each in found],
        [each[3] for each in found],
        [each.due_at.isoformat() for each in told],
        [each.needs for each in told],
        [each.left for each in told],
        [str(each.is_late).lower() for each in told],
    )


async def unscored(until: datetime, limit: int) -> list[Row]:
    """What was watched and whose date has passed, the earliest first."""
    return await rows(
        """SELECT made_on, dossier_id, due_at FROM forecast WHERE came = '' AND due_at <= $1
        ORDER BY due_at, made_on, dossier_id LIMIT $2""",
        until,
        limit,
    )


async def put_came(found: Sequence[tuple[date, UUID, str]]) -> None:
    await run(
        """UPDATE forecast f SET came = c.came FROM unnest($1::text[], $2::uuid[], $3::text[])
            AS c(made_on, dossier_id, came)
        WHERE f.made_on = c.made_on::date AND f.dossier_id = c.dossier_id""",
        [each[0].isoformat() for each in found],
        [each[1] for each in found],
        [each[2] for each in found],
    )


async def score_days(since: date, before: date) -> None:
    """Writes down the score of every day of which nothing is open any more. What moved counts for neither side."""
    await run(
        """INSERT INTO forecast_score (made_on, at_agency, at_desk, watched, said, hit, late)
        SELECT made_on, at_agency, at_desk, count(*), count(*) FILTER (WHERE is_late),
            count(*) FILTER (WHERE is_late AND came = 'late'), count(*) FILTER (WHERE came = 'late')
        FROM forecast f WHERE f.made_on >= $1 AND f.made_on < $2 AND f.came <> 'moved'
            AND NOT EXISTS (SELECT FROM forecast_score s WHERE s.made_on = f.made_on)
            AND NOT EXISTS (SELECT FROM forecast o WHERE o.made_on = f.made_on AND o.came = '')
        GROUP BY made_on, at_agency, at_desk""",
        since,
        before,
    )


async def scores(since: date) -> list[Row]:
    """By desk, of the forecasts made since then."""
    return await rows(
        """SELECT at_agency, at_desk, sum(watched)::bigint AS watched, sum(said)::bigint AS said,
            sum(hit)::bigint AS hit, sum(late)::bigint AS late
        FROM forecast_score WHERE made_on >= $1 GROUP BY 1, 2 ORDER BY 1, 2""",
        since,
    )


async def scores_by_day(since: date) -> list[Row]:
    return await rows(
        """SELECT made_on, sum(watched)::bigint AS watched, sum(said)::bigint AS said, sum(hit)::bigint AS hit,
            sum(late)::bigint AS late FROM forecast_score WHERE made_on >= $1 GROUP BY 1 ORDER BY 1""",
        since,
    )


async def forget_before(day: date) -> None:
    await run("DELETE FROM forecast WHERE made_on < $1", day)
