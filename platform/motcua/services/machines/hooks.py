"""Subscriptions: where a machine wants to be told, what was told it, and telling it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from motcua.domain.errors import Conflict, NotAllowed, NotHere, Refused
from motcua.domain.machines import Machine
from motcua.domain.people import Acting, Permission, who_may
from motcua.services.machines.addresses import check_url, networks_of
from motcua.services.machines.delivering import SECRET, wake_webhooks
from motcua.services.machines.signing import new_secret
from motcua.services.office import Office
from motcua.services.requests import once
from motcua.store.engine import Row, transaction
from motcua.store.queries import feed
from motcua.store.queries import webhooks as stored
from motcua.store.secrets import seal, unseal

MOST = 5
PER_PAGE = 50
STATE_NAMES = {"on": "Đang gửi", "held": "Tạm dừng: gửi không được nhiều ngày liền", "ended": "Đã kết thúc"}
NO_HOOK = "Không có nơi nhận này."


@dataclass(frozen=True, slots=True)
class Hook:
    """One subscription. `secret` is told to its key only when it is made."""

    id: UUID
    key_id: UUID
    url: str
    state: str
    after: int
    failures: int
    next_at: datetime
    created_at: datetime
    secret: str | None = None

    @property
    def state_name(self) -> str:
        return STATE_NAMES[self.state]


async def subscribe(office: Office, machine: Machine, url: str, request: UUID, at: datetime, now: datetime) -> Hook:
    """A new subscription, told of what happens from now on. The same request sent twice makes one."""
    try:
        check_url(url, networks_of(office.settings.webhook_networks))
    except Refused as refused:
        raise Refused(refused.sentence, {"url": refused.sentence}) from None
    secret = new_secret()
    async with transaction(), once(request, Acting(machine.as_staff, at), f"webhook:{url}") as told:
        if told.outcome is None:
            if await stored.count_webhooks(machine.id) >= MOST:
                raise Conflict(f"Mỗi khóa có nhiều nhất {MOST} nơi nhận. Hãy kết thúc một nơi trước.")
            while await feed.give_positions():  # what is past is not told: all of it, however long
                pass
            hook_id = uuid4()
            sealed = seal(secret, SECRET)
            after = await feed.last_position()
            await stored.insert_webhook(hook_id, machine.id, url, secret_sealed=sealed, after=after, at=now)
            told.outcome = {"id": str(hook_id), "secret": sealed}
        hook_id, sealed = UUID(told.outcome["id"]), told.outcome["secret"]
        found = await stored.find_webhook(hook_id)
    if found is None:
        raise NotHere(NO_HOOK)
    return _hook(found, unseal(sealed, SECRET))


async def hooks_of(machine: Machine) -> tuple[Hook, ...]:
    async with transaction():
        return tuple(_hook(row) for row in await stored.webhooks_of(machine.id, MOST))


async def own_hook(machine: Machine, hook_id: UUID, *, lock: bool = False) -> Hook:
    """NotHere for another key's, as for none; inside the caller's transaction."""
    found = await stored.find_webhook(hook_id, lock=lock)
    if found is None or found["key_id"] != machine.id:
        raise NotHere(NO_HOOK)
    return _hook(found)


async def replay(machine: Machine, hook_id: UUID, after: int, now: datetime) -> Hook:
    """Everything after a position of the feed is told again, in order."""
    async with transaction():
        await own_hook(machine, hook_id, lock=True)
        return await _replayed(hook_id, after, now)


async def replay_as_keeper(acting: Acting, hook_id: UUID, after: int, now: datetime) -> Hook:
    """As `replay`, by whoever keeps the keys; `after` -1 goes on where it stands."""
    if not acting.staff.may(Permission.MANAGE_ACCOUNTS):
        raise NotAllowed(f"Nơi nhận do quản trị giữ: {who_may(Permission.MANAGE_ACCOUNTS)}.")
    async with transaction():
        found = await stored.find_webhook(hook_id, lock=True)
        if found is None:
            raise NotHere
        return await _replayed(hook_id, found["after"] if after < 0 else after, now)


async def _replayed(hook_id: UUID, after: int, now: datetime) -> Hook:
    if after > await feed.last_position():
        raise Refused("Chưa có sự kiện nào ở vị trí đó.", {"after": "Vị trí lớn hơn vị trí mới nhất."})
    await stored.replay_from(hook_id, after, now)
    await wake_webhooks(now, f"replay/{uuid4()}")
    found = await stored.find_webhook(hook_id)
    assert found is not None
    return _hook(found)


async def end(machine: Machine, hook_id: UUID) -> Hook:
    """Nothing is told there any more; what was told stays in the log."""
    async with transaction():
        hook = await own_hook(machine, hook_id, lock=True)
        await stored.end_webhook(hook_id)
    return hook


async def own_deliveries(machine: Machine, hook_id: UUID, before: int | None) -> tuple[list[Row], int | None]:
    async with transaction():
        await own_hook(machine, hook_id)
        return await deliveries(hook_id, before)


async def deliveries(hook_id: UUID, before: int | None) -> tuple[list[Row], int | None]:
    """A page of the log, the newest first, and where the next begins; whose it is was checked by the caller."""
    async with transaction():
        found = await stored.deliveries_of(hook_id, before, PER_PAGE + 1)
    return found[:PER_PAGE], found[PER_PAGE - 1]["id"] if len(found) > PER_PAGE else None


async def every_hook() -> tuple[Hook, ...]:
    """Of every key, for the page of keys: a key has a handful."""
    async with transaction():
        return tuple(_hook(row) for row in await stored.all_webhooks(500))


async def hook_for_keeper(hook_id: UUID) -> Hook:
    async with transaction():
        found = await stored.find_webhook(hook_id)
    if found is None:
        raise NotHere
    return _hook(found)


def _hook(row: Row, secret: str | None = None) -> Hook:
    return Hook(
        row["id"],
        row["key_id"],
        row["url"],
        row["state"],
        row["after"],
        row["failures"],
        row["next_at"],
        row["created_at"],
        secret,
    )
