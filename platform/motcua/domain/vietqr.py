"""What a bank's application reads from a VietQR: an account, an amount, a reference (EMVCo QRCPS merchant-presented
mode with NAPAS' template 38, service QRIBFTTA: transfer to an account).

vietqr("970415", "0011012345678", 180_000, "MC…") == "00020101021238…6304A1B2"
"""

from __future__ import annotations

import re
from binascii import crc_hqx

NAPAS = "A000000727"
TO_ACCOUNT = "QRIBFTTA"
DONG = "704"  # ISO 4217
BANK_CODE = re.compile(r"[0-9]{6}")
ACCOUNT = re.compile(r"[0-9A-Za-z]{4,19}")
LONGEST_AMOUNT = 13
LONGEST_REFERENCE = 25
_PLAIN = re.compile(r"[A-Za-z0-9 ]+")


def vietqr(bank: str, account: str, amount: int, reference: str) -> str:
    """The text of the code; `ValueError` for what no bank could read."""
    if not BANK_CODE.fullmatch(bank) or not ACCOUNT.fullmatch(account):
        raise ValueError("a bank has six digits, an account 4 to 19 letters and digits")
    if amount <= 0 or len(str(amount)) > LONGEST_AMOUNT:
        raise ValueError("an amount is positive, in whole đồng")
    if not _PLAIN.fullmatch(reference) or len(reference) > LONGEST_REFERENCE:
        raise ValueError("a reference is plain ASCII")
    beneficiary = _field("00", bank) + _field("01", account)
    account_information = _field("00", NAPAS) + _field("01", beneficiary) + _field("02", TO_ACCOUNT)
    body = (
        _field("00", "01")
        + _field("01", "12")  # dynamic: for one payment
        + _field("38", account_information)
        + _field("53", DONG)
        + _field("54", str(amount))
        + _field("58", "VN")
        + _field("62", _field("08", reference))
        + "6304"
    )
    return body + checksum(body)


def checksum(body: str) -> str:
    """CRC-16/CCITT-FALSE over everything before it, its own name and length included."""
    return f"{crc_hqx(body.encode('ascii'), 0xFFFF):04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"
