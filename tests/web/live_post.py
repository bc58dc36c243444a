"""What the post carries at a center that is asked everything: a result on its way, a pick-up, an incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from motcua.centers import entered
from motcua.domain.citizens import Applying, Citizen
from motcua.domain.people import Acting, Role
from motcua.domain.post import PostAct
from motcua.domain.states import State
from motcua.services import incidents
from motcua.services.demo.scans import scan
from motcua.services.incidents import Incident
from motcua.services.post import acts as post_acts
from motcua.services.post import asking as post_asking
from motcua.services.post import tasks as post

if TYPE_CHECKING:
    from tests.web.live import House, Live

COPIES = "chung-thuc-ban-sao-tu-ban-chinh"


@dataclass(frozen=True)
class Posted:
    """`task_id`: a result on its way, with a photograph; `citizens_task`: a pick-up that `citizen` has asked for."""

    task_id: UUID
    agency: str
    seen: int
    trip_id: UUID
    file_id: UUID
    citizen: Citizen
    citizens_task: UUID
    incident: Incident


async def posted(live: Live, house: House) -> Posted:
    made = await live.take_in(house, COPIES, delivery="post")
    made = await live.walk(house, made, State.READY)
    kept = await live.load(house, made.id)
    director = next(each for each in house.crew.by_name.values() if Role.DIRECTOR in each.roles)
    postman = next(each for each in house.crew.by_name.values() if Role.POST_OFFICER in each.roles)
    counter = house.crew.receiving(kept.dossier.agency)[0]
    citizen, _ = house.citizens[0]
    office, at = live.office, live.now[0]
    with entered(house.center):
        await post_acts.give(office, Acting(counter, at), made.id, kept.dossier.version, uuid4())
        by = Acting(postman, at)
        (task,), _, _ = await post.tasks(by, "cho", None)
        trip_id = await post_acts.start_trip(office, by, [task.id], uuid4())
        file = await post_acts.add_proof(office, by, task.id, stream=scan("Phieu", "Ky nhan"), name="ky-nhan.pdf")
        found = await post.open_task(by, task.id)
        assert PostAct.DELIVER in found.acts
        asked = {
            "about": "Đăng ký hộ kinh doanh",
            "agency": kept.dossier.agency,
            "name": citizen.name,
            "phone": "0912345678",
            "address": "Số 5, phố Mới",
        }
        citizens_task = await post_asking.ask_by_citizen(Applying(citizen, at), asked, uuid4())
        lost = {"harm": "lost", "what": "Bằng tốt nghiệp", "found_on": "08/11/2017", "story": "Thất lạc"}
        lost |= {"fault": "center", "code": made.code}
        incident_id = await incidents.record_incident(Acting(counter, at), lost, uuid4())
        settled = {"fault": "center", "cost": "Cấp lại bản sao: Trung tâm chịu"}
        await incidents.settle(Acting(director, at), incident_id, 1, settled)
        incident = (await incidents.open_incident(Acting(director, at), incident_id)).incident
    return Posted(task.id, kept.dossier.agency, found.task.seen, trip_id, file.id, citizen, citizens_task, incident)
