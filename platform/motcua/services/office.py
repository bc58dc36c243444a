"""What every service works with: settings, centers and catalogue of the installation, and its helpers."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.catalog import Catalog
from motcua.centers import Centers
from motcua.domain.procedures import ProcedureVersion
from motcua.letters.rendering import Letters
from motcua.services.plugins.quarantine import Quarantine
from motcua.settings import Settings
from motcua.store.blobs import Blobs
from motcua.store.intake_files import FileIntake
from motcua.store.secrets import Sealer


@dataclass(frozen=True, slots=True)
class Office:
    """The first argument of every service; made once when the application starts."""

    settings: Settings
    centers: Centers
    catalog: Catalog
    sealer: Sealer
    letters: Letters
    blobs: Blobs
    files: FileIntake
    versions: dict[str, ProcedureVersion] = field(default_factory=dict, repr=False)
    """Procedure versions by hash, as far as they were asked for: a version never changes."""
    former: dict[str, tuple[ProcedureVersion, ...]] = field(default_factory=dict, repr=False, compare=False)
    """By center, the last published versions of agencies whose plugin is off there or gone: their books stay."""
    quarantine: Quarantine = field(default_factory=Quarantine, repr=False, compare=False)
    """What plugins' code failed on lately in this process, and whose is not run at which center."""
