"""The result of a dossier on its way: drafts, how it was signed, and the file that is handed to the person.

Signed on paper, its scan may come after the signature, but must be there before it is numbered, unless the signer said
that it stays on paper. Signed as a PDF, the file itself is the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from motcua.domain.dossier import StepRecord
from motcua.domain.moves import Move

PDF = "application/pdf"


class Kind(StrEnum):
    """What a file is to the result."""

    DRAFT = "draft"
    SIGNED = "signed"
    SCAN = "scan"


class How(StrEnum):
    """How a result was signed."""

    PAPER = "paper"
    PAPER_ONLY = "paper_only"
    FILE = "file"


KIND_NAMES: Mapping[Kind, str] = {
    Kind.DRAFT: "Dự thảo kết quả",
    Kind.SIGNED: "Bản PDF ký số",
    Kind.SCAN: "Bản quét kết quả",
}
HOW_NAMES: Mapping[How, str] = {
    How.PAPER: "Ký trên giấy, có bản quét",
    How.PAPER_ONLY: "Ký trên giấy, không quét",
    How.FILE: "Ký số trên tệp PDF",
}
TRUST_NAMES: Mapping[str, str] = {
    "trusted": "Do tổ chức chứng thực được tin cậy cấp",
    "unchecked": "Chưa kiểm tra được tổ chức cấp chứng thư",
}
# Whoever may make one of these moves now may attach the file: the officer before the signature, the signer, the clerk.
ATTACHED_WITH: Mapping[Kind, tuple[Move, ...]] = {
    Kind.DRAFT: (Move.SUBMIT,),
    Kind.SIGNED: (Move.SIGN,),
    Kind.SCAN: (Move.SIGN, Move.NUMBER),
}


@dataclass(frozen=True, slots=True)
class Certified:
    """What an electronic signature says of itself."""

    name: str
    subject: str
    issuer: str
    serial: str
    signed_at: datetime
    trust: str
    signatures: int = 1

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Certified:
        return cls(
            data["name"],
            data["subject"],
            data["issuer"],
            data["serial"],
            datetime.fromisoformat(data["signed_at"]),
            data["trust"],
            data["signatures"],
        )


@dataclass(frozen=True, slots=True)
class ResultFile:
    """One version of a file. `extends`: the earlier file whose exact bytes it begins with."""

    id: UUID
    kind: Kind
    name: str
    media_type: str
    size: int
    sha256: str
    storage_key: str
    by: str
    at: datetime
    step_id: UUID | None = None
    certified: Certified | None = None
    extends: UUID | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature on the way; the last one makes the result."""

    step_id: UUID
    how: How
    signer: str
    signed_on: date
    at: datetime
    file_id: UUID | None = None
    is_other_than_draft: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """Everything there is, the oldest first."""

    files: tuple[ResultFile, ...] = ()
    signatures: tuple[Signature, ...] = ()

    def of(self, kind: Kind) -> tuple[ResultFile, ...]:
        return tuple(file for file in self.files if file.kind is kind)

    @property
    def draft(self) -> ResultFile | None:
        return next(reversed(self.of(Kind.DRAFT)), None)

    @property
    def to_be_signed(self) -> ResultFile | None:
        """The PDF that the next electronic signature must go on: the latest draft, or what was signed before it."""
        signed = {signature.file_id for signature in self.signatures}
        known = [f for f in self.files if f.media_type == PDF and (f.kind is Kind.DRAFT or f.id in signed)]
        return known[-1] if known else None

    def signed_at_step(self, step: StepRecord) -> ResultFile | None:
        """The latest signed PDF brought since the dossier came to this step."""
        since = step.handed_at
        here = [f for f in self.of(Kind.SIGNED) if f.step_id == step.id and (since is None or f.at >= since)]
        return here[-1] if here else None

    @property
    def scan(self) -> ResultFile | None:
        """The latest scan of what was signed last: one from before an earlier signature shows something else."""
        since = self.signatures[-2].at if len(self.signatures) > 1 else None
        scans = [f for f in self.of(Kind.SCAN) if since is None or f.at >= since]
        return scans[-1] if scans else None

    @property
    def last(self) -> Signature | None:
        return self.signatures[-1] if self.signatures else None

    @property
    def lacks_scan(self) -> bool:
        return self.last is not None and self.last.how is How.PAPER and self.scan is None

    @property
    def final(self) -> ResultFile | None:
        """The file that is the result; None where it is on paper alone."""
        if self.last is not None and self.last.how is How.FILE:
            return next(file for file in self.files if file.id == self.last.file_id)
        return self.scan
