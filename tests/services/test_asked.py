from __future__ import annotations

import pytest

from motcua.domain.errors import Refused
from motcua.domain.moves import MOVES, Move
from motcua.services.dossiers.asked import OriginalToReturn, Situation, cleaned, fields_of


@pytest.mark.parametrize("move", list(Move))
def test_every_need_of_the_table_is_a_required_field_of_the_move(move: Move) -> None:
    required = {field.name for field in fields_of(move) if field.required}
    assert set(MOVES[move].needs) <= required


def test_every_missing_answer_is_named_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        cleaned(fields_of(Move.SUBMIT), {"reason": "x"})
    assert set(refusal.value.errors) == {"proposal", "finding"}
    assert refusal.value.errors["proposal"] == "Hãy chọn: đề xuất."


def test_a_refusal_needs_its_reason_and_a_grant_does_not() -> None:
    asked = fields_of(Move.SUBMIT)
    assert cleaned(asked, {"proposal": "grant", "finding": "Đủ"}) == {"proposal": "grant", "finding": "Đủ"}
    with pytest.raises(Refused) as refusal:
        cleaned(asked, {"proposal": "refuse", "finding": "Thiếu"})
    assert set(refusal.value.errors) == {"reason"}


@pytest.mark.parametrize("bad", ["a\x00b", "x" * 4001, "\ufffd"], ids=["nul", "too long", "lost letters"])
def test_text_that_no_one_could_have_meant_is_refused(bad: str) -> None:
    with pytest.raises(Refused) as refusal:
        cleaned(fields_of(Move.RETURN), {"reason": bad})
    assert "reason" in refusal.value.errors


def test_decomposed_letters_are_stored_composed_and_tags_stay_text() -> None:
    found = cleaned(fields_of(Move.RETURN), {"reason": " Thiê\u0301u <script>alert(1)</script> "})
    assert found == {"reason": "Thi\u1ebfu <script>alert(1)</script>"}


def test_an_unknown_option_is_refused_and_unknown_names_are_dropped() -> None:
    with pytest.raises(Refused):
        cleaned(fields_of(Move.SUBMIT), {"proposal": "granted!", "finding": "x"})
    assert cleaned(fields_of(Move.TAKE_BACK), {"state": "handed_back"}) == {}


def test_a_hand_back_asks_for_the_fee_still_due_and_each_original_kept() -> None:
    asked = fields_of(
        Move.HAND_BACK, Situation(fee_due=100_000, originals=[OriginalToReturn("gcn", "Giấy chứng nhận", 1)])
    )
    given = {"received_by": "Nguyễn Văn An", "receiver": "applicant"}
    with pytest.raises(Refused) as refusal:
        cleaned(asked, given)
    assert set(refusal.value.errors) == {"fee_collected", "original.gcn"}
    assert "100.000 đồng" in refusal.value.errors["fee_collected"]
    assert cleaned(asked, given | {"fee_collected": "yes", "original.gcn": "on"})["fee_collected"] is True
    paid = fields_of(Move.HAND_BACK, Situation(fee_due=100_000, fee_is_paid=True))
    assert cleaned(paid, given) == given


@pytest.mark.parametrize(("typed", "amount"), [("150.000", 150_000), ("0", 0), ("", None)])
def test_an_unconfirmed_fee_may_be_typed(typed: str, amount: int | None) -> None:
    asked = fields_of(Move.HAND_BACK, Situation(fee_due=None))
    found = cleaned(asked, {"received_by": "A", "receiver": "applicant", "fee_amount": typed})
    assert found.get("fee_amount") == amount


@pytest.mark.parametrize("typed", ["١٢٣", "-5", "1e6", "mười", "99999999999"])
def test_money_is_plain_digits(typed: str) -> None:
    with pytest.raises(Refused):
        cleaned(
            fields_of(Move.HAND_BACK, Situation(fee_due=None)),
            {"received_by": "A", "receiver": "applicant", "fee_amount": typed},
        )


def test_a_proxy_brings_a_document() -> None:
    with pytest.raises(Refused) as refusal:
        cleaned(fields_of(Move.HAND_BACK), {"received_by": "B", "receiver": "proxy"})
    assert set(refusal.value.errors) == {"proxy_number", "proxy_document", "proxy_document_on"}
