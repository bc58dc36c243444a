"""What people say of a center, as an address may name it: a link to rate, a screen, a feedback with its secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from motcua.centers import entered
from motcua.domain.people import Acting, Role
from motcua.services.heard import feedback, feedback_desk, rating_screens
from motcua.services.heard.ratings import rating_secret
from motcua.settings import wall_clock
from motcua.store.engine import transaction
from motcua.store.queries.feedback import find_by_number

if TYPE_CHECKING:
    from tests.web.isolation.table import Thing
    from tests.web.live import House, Live

GIVEN = {"kind": "conduct", "agency": "", "text": "Phải chờ lâu.", "name": "Lê Văn Kín", "phone": "", "email": ""}
ABOUT = "handed_back"


async def hear(live: Live, house: House) -> None:
    """A screen that stands at a dossier which was handed back, and a feedback that the counter is to answer."""
    made = house.dossiers[ABOUT]
    people = house.crew.by_name.values()
    director = next(staff for staff in people if Role.DIRECTOR in staff.roles)
    counter = house.crew.receiving("tu_phap")[0]
    with entered(house.center):
        screen = await rating_screens.new_screen(Acting(counter, live.now[0]), wall_clock())
        await rating_screens.show_on_screen(live.office, Acting(counter, live.now[0]), made.id, wall_clock())
        receipt, _ = await feedback.send_feedback(GIVEN, uuid4(), live.now[0])
        async with transaction():
            row = await find_by_number(receipt.number)
        assert row is not None
        await feedback_desk.assign(Acting(director, live.now[0]), row["id"], 1, counter.id)
        house.heard = {
            "rating": rating_secret(made.id),
            "screen": screen,
            "number": receipt.number,
            "secret": receipt.secret,
            "feedback": str(row["id"]),
            "assigned": str(counter.id),
        }


def things(names: tuple[str, ...], here: House, there: House) -> Iterator[Thing]:
    from tests.web.isolation.table import Thing  # the table reads `live`, which fills a house with what is here

    own, theirs = here.heard, there.heard
    mine, other = here.dossiers[ABOUT], there.dossiers[ABOUT]
    match names:
        case ("code", "rating_key"):
            yield Thing("own", {"code": mine.code, "rating_key": own["rating"]}, "own")
            yield Thing("theirs", {"code": other.code, "rating_key": theirs["rating"]}, "theirs")
            yield Thing("missing", {"code": mine.code, "rating_key": theirs["rating"]}, "wrong secret")
            # The receipt's own secret follows a dossier and has no voice about it.
            yield Thing("missing", {"code": mine.code, "rating_key": mine.secret}, "wrong secret")
            yield Thing("missing", {"code": mine.code[:-4] + "9999", "rating_key": own["rating"]}, "missing")
            yield Thing("malformed", {"code": "x" * 300, "rating_key": "y" * 300}, "malformed")
        case ("number", "secret"):
            yield Thing("own", {"number": own["number"], "secret": own["secret"]}, "own")
            yield Thing("theirs", {"number": theirs["number"], "secret": theirs["secret"]}, "theirs")
            yield Thing("missing", {"number": own["number"], "secret": theirs["secret"]}, "wrong secret")
            yield Thing("missing", {"number": "PA-171108-9999", "secret": own["secret"]}, "missing")
            yield Thing("malformed", {"number": "x" * 300, "secret": "y" * 300}, "malformed")
        case ("screen_key",):
            turn = "1"
            yield Thing("own", {"screen_key": own["screen"]}, "own", seen=turn)
            yield Thing("theirs", {"screen_key": theirs["screen"]}, "theirs", seen=turn)
            yield Thing("missing", {"screen_key": uuid4().hex}, "missing", seen=turn)
            yield Thing("malformed", {"screen_key": "x" * 300}, "malformed", seen=turn)
        case ("feedback_id",):
            found = (("own", own), ("theirs", theirs))
            for whose, heard in found:
                params = {"feedback_id": heard["feedback"]}
                yield Thing(whose, params, f"{whose} feedback", colleague=heard["assigned"], seen="2")
            yield Thing("missing", {"feedback_id": str(uuid4())}, "missing")
            for text in ("khong-phai-ma", str(UUID(own["feedback"])).upper()):
                yield Thing("malformed", {"feedback_id": text}, f"malformed {text[:8]}")
        case _:
            yield Thing("own", {"data_file": "ket-qua-thang.csv"}, "own")
            yield Thing("missing", {"data_file": "khong-co.csv"}, "missing")
            yield Thing("malformed", {"data_file": "x" * 300}, "malformed")
