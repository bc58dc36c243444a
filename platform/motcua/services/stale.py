"""What to say to a person whose page is older than the dossier."""

from __future__ import annotations

from motcua.domain.errors import Conflict
from motcua.services.records import Kept
from motcua.services.timeline import at_says, past_of
from motcua.store.queries.trail import load_events


async def check_seen(kept: Kept, seen: int | None) -> None:
    """Refuses a move made on an older page: nobody overwrites what they have not read."""
    if kept.dossier.version != seen:
        raise Conflict(await who_changed(kept, seen or 0))


async def who_changed(kept: Kept, seen: int) -> str:
    """Who did what since the version on the page; each change of a dossier wrote one event, so they count alike."""
    since = [event for event in await load_events(kept.dossier.id) if event["seq"] > seen]
    if not since:
        return "Trang bạn đang xem không khớp với hồ sơ. Hãy tải lại trang rồi thực hiện lại."
    last = since[-1]
    more = f" (và {len(since) - 1} thay đổi trước đó)" if len(since) > 1 else ""
    return (
        f"Hồ sơ đã thay đổi sau khi bạn mở trang: {last['actor_name']} – {past_of(last['kind']).lower()} "
        f"lúc {at_says(last['at'])}{more}. Việc của bạn chưa được thực hiện; hãy xem lại hồ sơ rồi làm tiếp."
    )
