"""Who took a result in the applicant's place: kept sealed, since it holds an identity number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Self

from motcua.domain.errors import Refused
from motcua.services.codes import local_date
from motcua.store.secrets import seal, unseal

PURPOSE = "dossier.handed_back_proxy"
SHORTEST, LONGEST = 6, 20


@dataclass(frozen=True, slots=True)
class ProxyReceiver:
    """The person and the paper that let them take it."""

    name: str
    number: str
    document: str
    document_on: str

    @property
    def sealed(self) -> str:
        return seal(json.dumps(asdict(self), ensure_ascii=False), PURPOSE)

    @classmethod
    def unsealed(cls, text: str) -> Self:
        return cls(**json.loads(unseal(text, PURPOSE)))


def proxy_of(given: Mapping[str, Any], at: datetime) -> ProxyReceiver:
    """From the cleaned answers of a hand-back to a proxy."""
    number = "".join(given["proxy_number"].split()).upper()
    if not (number.isascii() and number.isalnum() and SHORTEST <= len(number) <= LONGEST):
        sentence = f"Số giấy tờ tùy thân gồm {SHORTEST} đến {LONGEST} chữ số hoặc chữ cái không dấu."
        raise Refused(sentence, {"proxy_number": sentence})
    on: date = given["proxy_document_on"]
    if on > local_date(at):
        sentence = "Ngày giấy ủy quyền không được sau hôm nay."
        raise Refused(sentence, {"proxy_document_on": sentence})
    return ProxyReceiver(given["received_by"], number, given["proxy_document"], f"{on:%d/%m/%Y}")
