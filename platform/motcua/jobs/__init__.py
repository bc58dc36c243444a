"""Background work: put it in the queue inside a center's transaction, run it later inside the same center.

async with transaction():
    ...
    await enqueue("run_effects", {"dossier": dossier_id, "seq": seq}, key=f"{dossier_id}/{seq}")
"""

from motcua.jobs.port import Handler, enqueue
from motcua.jobs.worker import worker

__all__ = ["Handler", "enqueue", "worker"]
