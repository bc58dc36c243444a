"""Copied dossiers are as good as made ones: the trail holds, pages open, codes are each one's own."""

from __future__ import annotations

import hashlib

from motcua.centers import Center, entered
from motcua.domain.people import Acting
from motcua.services.accounts.crew import Crew
from motcua.services.bench.loading import load
from motcua.services.bench.plan import plan
from motcua.services.citizens.public import track
from motcua.services.codes import tracking_secret
from motcua.services.dossiers.shown import open_dossier
from motcua.services.dossiers.trail import verify
from motcua.services.office import Office
from motcua.services.oversight.recount import recount
from motcua.store.engine import transaction
from motcua.store.rows import rows, run
from motcua.testing import at

NOW = at("2017-11-08 07:30")
MANY = 400


async def test_copies_pass_the_trail_and_open_as_pages(office: Office, center: Center) -> None:
    added = await load(office, center, lambda: NOW, MANY)
    assert added > 0
    assert await load(office, center, lambda: NOW, MANY) == 0
    with entered(center):
        seen = await verify(office)
        assert (seen.dossiers, seen.faults) == (MANY, ())
        crew = await Crew.of(center)
        async with transaction():
            found = await rows("SELECT id, code, secret_hash FROM dossier ORDER BY id")
        reader = next(staff for staff in crew.by_name.values() if "*" in staff.receives)
        codes = [each["code"] for each in found if each["code"]]
        assert len(set(codes)) == len(codes)
        for each in found[:: MANY // 25]:
            page = await open_dossier(office, Acting(reader, NOW), each["id"])
            assert page.applicant_name
            if each["code"]:
                secret = tracking_secret(each["id"])
                assert hashlib.sha256(secret.encode()).digest() == each["secret_hash"]
                tracked = await track(office, each["code"], secret, NOW)
                assert tracked is not None
                assert tracked.detail is not None


async def test_copies_are_in_the_sums_as_if_they_had_been_counted(office: Office, center: Center) -> None:
    await load(office, center, lambda: NOW, MANY)
    with entered(center):
        seen = await recount()
        assert (seen.dossiers, list(seen.sentences())) == (MANY, [])
        async with transaction():
            watched = await rows("SELECT count(*) AS n FROM forecast")
            said = await rows("SELECT sum(n)::bigint AS n FROM day_sum WHERE measure = 'received'")
        assert watched[0]["n"] > 0
        assert said[0]["n"] > MANY // 2


async def test_a_copy_that_counted_for_another_day_would_not_be_a_recount(office: Office, center: Center) -> None:
    """The control of the sums above."""
    await load(office, center, lambda: NOW, MANY)
    with entered(center):
        spoil = """UPDATE dossier_count SET from_on = from_on + $1::integer WHERE measure = 'received'
            AND dossier_id = (SELECT max(dossier_id::text)::uuid FROM dossier_count WHERE measure = 'received')"""
        async with transaction():
            await run(spoil, -1)
        try:
            assert len((await recount()).strays) == 1
        finally:
            async with transaction():
                await run(spoil, 1)
        assert (await recount()).is_equal


async def test_a_changed_copy_breaks_its_chain(office: Office, center: Center) -> None:
    await load(office, center, lambda: NOW, MANY)
    with entered(center):
        try:
            async with transaction():
                await run(
                    "UPDATE dossier SET event_hash = '\\x00' WHERE id = (SELECT id FROM dossier ORDER BY id LIMIT 1)"
                )
                assert not (await verify(office)).is_whole
                raise RuntimeError("undo")
        except RuntimeError:
            pass


async def test_the_plan_names_work_for_every_case(office: Office, center: Center) -> None:
    await load(office, center, lambda: NOW, MANY)
    made = await plan(office, center, NOW, 20)
    assert made.dossiers == MANY
    assert made.pages
    assert made.tracked
    assert made.movable
    assert len(made.intake) == 20
