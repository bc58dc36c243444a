"""Lets a citizen in at a running demo without waiting for their mail: `python a_citizen.py DATA CENTER ADDRESS NAME`.

A process of its own, as whoever is at the machine could run it; prints the token of the session.
"""

from __future__ import annotations

import sys
from pathlib import Path

from motcua.centers import entered
from motcua.cli.administering import center_named, run, settings_for
from motcua.services.accounts.sign_ins import Door
from motcua.services.citizens.signing_in import open_session
from motcua.services.office import Office
from motcua.settings import wall_clock
from motcua.store.engine import DB, transaction
from motcua.store.queries import citizens


async def let_in(office: Office, center: str, address: str, name: str) -> str:
    found, now = center_named(office, center), wall_clock()
    await DB.open_for(found)
    with entered(found):
        async with transaction():
            citizen_id = await citizens.citizen_with("email", address)
            if citizen_id is None:
                citizen_id = await citizens.insert_citizen(now, name)
                await citizens.insert_contact("email", address, citizen_id, now)
            return await open_session(citizen_id, Door("127.0.0.1"), now)


if __name__ == "__main__":
    folder, center, address, name = sys.argv[1:]
    token = run(settings_for(Path(folder)), lambda office: let_in(office, center, address, name))
    sys.stdout.write(token)
