"""What the journeys type: a household business, a land dossier with three parties, a certified copy, scans."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pikepdf

BUSINESS, LAND, COPY = "dang-ky-ho-kinh-doanh", "dang-ky-bien-dong-dat-dai", "chung-thuc-ban-sao-tu-ban-chinh"

OWNER: Mapping[str, str] = {
    "applicant.name": "Nguyễn Thị Thu Ước",
    "applicant.born": "2/9/1985",
    "applicant.id_kind": "cccd",
    "applicant.id_number": "027185001234",
    "applicant.address": "Thôn Mao Dộc, xã Phượng Mao, huyện Quế Võ, tỉnh Bắc Ninh",
    "applicant.phone": "0912 345 678",
}
# In the order of the form: the keyboard meets them so.
SHOP: Mapping[str, str] = {
    **OWNER,
    "business_name": "Hộ kinh doanh Tạp hóa Thu Ước",
    "business_address": "Số 12, đường Nguyễn Trãi, thôn Mao Dộc",
    "business_commune": "Xã Phượng Mao",
    "trade": "service",
    "trade_detail": "Sửa chữa đồ gỗ mỹ nghệ",
    "capital": "120.000.000",
    "workers": "3",
    "founder": "person",
    "owner_name": "Nguyễn Thị Thu Ước",
    "owner_born": "02/09/1985",
    "owner_gender": "female",
    "owner_id": "027185001234",
    "owner_residence": "Thôn Mao Dộc, xã Phượng Mao, huyện Quế Võ",
}
PARCEL: Mapping[str, str] = {
    "certificate_number": "BK 123456",
    "register_number": "CH 00123",
    "certificate_on": "15/03/2012",
    "plot": "214",
    "map_sheet": "17",
    "area": "120,5",
    "land_kind": "ont",
    "place": "Thôn Mao Dộc",
    "kind": "transfer",
}
SALE: Mapping[str, str] = {"price": "850.000.000", "close_kin": "no", "has_buildings": "no"}
PAGES: Mapping[str, str] = {
    "kind": "diploma",
    "issuer_kind": "domestic",
    "issuer": "Trường Đại học Bách khoa Hà Nội",
    "pages": "3",
    "copies": "5",
    "has_defect": "no",
}


def party(row: str, name: str, identity: str, share: str) -> dict[str, str]:
    """One row of parties, by posted name."""
    values = {"name": name, "identity": identity, "address": "Thôn Mao Dộc, xã Phượng Mao", "share": share}
    return {f"{row}.{key}": value for key, value in values.items()}


def tiny_pdf() -> bytes:
    """A scan of one blank page."""
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(420, 595))
        pdf.save(written)
    return written.getvalue()
