"""The text of a VietQR: the example of NAPAS' own specification, and everything that no bank could read."""

from __future__ import annotations

import pytest

from motcua.domain.vietqr import checksum, vietqr

# "thanh toan don hang" with a bill number, from NAPAS' QR specification; ours carries a reference alone.
EXAMPLE = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang63042E2E"
)


def fields(text: str) -> dict[str, str]:
    found = {}
    while text:
        name, length = text[:2], int(text[2:4])
        found[name], text = text[4 : 4 + length], text[4 + length :]
    return found


def test_the_checksum_is_that_of_the_specifications_example() -> None:
    assert checksum(EXAMPLE[:-4]) == EXAMPLE[-4:]


def test_a_code_says_account_amount_and_reference_as_the_example_does() -> None:
    made, known = fields(vietqr("970403", "0011012345678", 180_000, "MCABCDEFGHIJKL")), fields(EXAMPLE)
    assert {name: made[name] for name in ("00", "01", "38", "53", "54", "58")} == {
        name: known[name] for name in ("00", "01", "38", "53", "54", "58")
    }
    assert fields(made["62"]) == {"08": "MCABCDEFGHIJKL"}


def test_another_amount_has_another_checksum() -> None:
    one, other = (vietqr("970403", "0011012345678", amount, "MCA") for amount in (180_000, 180_001))
    assert one[-4:] != other[-4:]
    assert checksum(one[:-4]) == one[-4:]


@pytest.mark.parametrize(
    ("bank", "account", "amount", "reference"),
    [
        ("97040", "0011012345678", 1, "MCA"),
        ("970403", "001", 1, "MCA"),
        ("970403", "0011 012345", 1, "MCA"),
        ("970403", "0011012345678", 0, "MCA"),
        ("970403", "0011012345678", 10**13, "MCA"),
        ("970403", "0011012345678", 1, "phí"),
        ("970403", "0011012345678", 1, ""),
        ("970403", "0011012345678", 1, "A" * 26),
    ],
)
def test_what_no_bank_could_read_is_refused(bank: str, account: str, amount: int, reference: str) -> None:
    with pytest.raises(ValueError, match=r"(has|is) "):
        vietqr(bank, account, amount, reference)
