import json
from datetime import date

import pytest

from motcua.domain.applicant import ApplicantForm, applicant_name
from motcua.domain.definition import FormDefinition

FILED = date(2017, 11, 8)

PERSON = {
    "applicant.kind": ["person"],
    "applicant.name": ["Nguyễn Văn An"],
    "applicant.id_kind": ["cmnd"],
    "applicant.id_number": ["125123456"],
    "applicant.address": ["Phượng Mao, Quế Võ"],
    "applicant.phone": ["0912 345 678"],
    "proxy.is_used": ["no"],
}
ORGANISATION = {
    "applicant.kind": ["organisation"],
    "applicant.organisation": ["Công ty TNHH Quế Dương"],
    "applicant.head_name": ["Lê Thị Bình"],
    "applicant.address": ["Phố Mới"],
    "applicant.phone": ["0222 3863 123"],
    "proxy.is_used": ["no"],
}
PROXY = {
    "proxy.is_used": ["yes"],
    "proxy.name": ["Trần Chi"],
    "proxy.id_number": ["125999999"],
    "proxy.authority": ["Giấy ủy quyền số 12 chứng thực tại UBND xã Phượng Mao"],
}


def parse(raw):
    return ApplicantForm.parse(raw, filed_on=FILED)


@pytest.mark.parametrize(
    ("raw", "name"),
    [(PERSON, "Nguyễn Văn An"), (ORGANISATION, "Công ty TNHH Quế Dương"), (PERSON | PROXY, "Nguyễn Văn An")],
)
def test_persons_organisations_and_proxies_apply(raw, name):
    filled = parse(raw)
    assert filled.errors == {}
    assert applicant_name(filled.answers) == name
    assert applicant_name(ApplicantForm.definition.answers_to_json(filled.answers)) == name


def test_an_organisation_is_not_asked_for_a_birthday():
    filled = parse(ORGANISATION | {"applicant.born": ["1/1/1990"], "applicant.name": ["An"]})
    assert filled.errors == {}
    assert "applicant.born" not in filled.answers
    assert "applicant.name" not in filled.answers


def test_an_empty_form_says_what_to_enter():
    assert parse({}).errors == {
        "applicant.kind": "Chọn loại người nộp hồ sơ",
        "applicant.address": "Nhập địa chỉ",
        "applicant.phone": "Nhập số điện thoại",
        "proxy.is_used": "Chọn Có hoặc Không cho mục “Nộp thay theo ủy quyền”",
    }


def test_a_proxy_needs_a_name_a_number_and_an_authority():
    assert set(parse(PERSON | {"proxy.is_used": ["yes"]}).errors) == {
        "proxy.name",
        "proxy.id_number",
        "proxy.authority",
    }


def test_nobody_is_their_own_proxy():
    errors = parse(PERSON | PROXY | {"proxy.id_number": ["125 123 456"]}).errors
    assert errors == {"proxy.id_number": "Người nộp thay phải là người khác với người đứng tên hồ sơ"}


def test_the_kind_of_paper_decides_what_a_number_looks_like():
    assert "12 chữ số" in parse(PERSON | {"applicant.id_kind": ["cccd"]}).errors["applicant.id_number"]
    assert parse(PERSON | {"applicant.id_kind": ["other"], "applicant.id_number": ["Số 12/2010"]}).errors != {}
    assert parse(PERSON | {"applicant.id_kind": ["other"], "applicant.id_number": ["12/2010"]}).errors == {}


def test_identity_numbers_are_sensitive_and_the_form_survives_as_data():
    definition = ApplicantForm.definition
    assert definition.sensitive_keys == {"applicant.id_number", "proxy.id_number"}
    data = json.loads(json.dumps(definition.to_data()))
    stored = FormDefinition.from_data(data)
    assert stored.to_data() == data
    assert stored.parse(PERSON | PROXY, filed_on=FILED) == parse(PERSON | PROXY)
