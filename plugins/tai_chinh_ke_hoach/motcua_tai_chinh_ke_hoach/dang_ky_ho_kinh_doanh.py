"""Đăng ký thành lập hộ kinh doanh."""

from importlib.resources import files

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import (
    Check,
    Choice,
    Commune,
    Date,
    Form,
    IdNumber,
    Integer,
    Money,
    Paper,
    Part,
    Phone,
    Rows,
    Section,
    Text,
    age,
    check,
)
from motcua.api.letters import Letter
from motcua.api.routes import Route, otherwise, working_days
from motcua_tai_chinh_ke_hoach.facts import FACTS
from motcua_tai_chinh_ke_hoach.ho_kinh_doanh import FOUNDERS, has_two_parts, names_a_company, sign, verify


class Member(Part):
    """Thành viên góp vốn của hộ kinh doanh."""

    name = Text("Họ và tên")
    born = Date("Ngày sinh", not_future=True)
    identity = IdNumber("Số giấy tờ tùy thân")
    share = Money("Phần vốn góp", least=1)


class HouseholdBusinessForm(Form):
    """Giấy đề nghị đăng ký hộ kinh doanh."""

    business = Section("Hộ kinh doanh")
    business_name = Text("Tên hộ kinh doanh", hint="Gồm “Hộ kinh doanh” và tên riêng", longest=150)
    business_address = Text("Địa điểm kinh doanh (số nhà, đường, thôn)")
    business_commune = Commune("Xã, thị trấn")
    business_phone = Phone("Điện thoại của hộ kinh doanh", optional=True)
    trade = Choice(
        "Ngành, nghề kinh doanh chính",
        {
            "retail": "Bán lẻ",
            "food": "Dịch vụ ăn uống",
            "craft": "Sản xuất, thủ công",
            "service": "Dịch vụ khác",
            "other": "Ngành, nghề khác",
        },
    )
    trade_detail = Text("Nêu rõ ngành, nghề").shown_if(trade.is_one_of("service", "other"))
    trade_code = Text("Mã ngành kinh tế (4 chữ số)", pattern="[0-9]{4}", example="4711", optional=True)
    capital = Money("Vốn kinh doanh", least=1_000_000)
    # Nghị định 78/2015/NĐ-CP, Điều 66 khoản 3: từ 10 lao động phải đăng ký thành lập doanh nghiệp
    workers = Integer("Số lao động", least=1, most=9, hint="Từ 10 lao động trở lên phải thành lập doanh nghiệp")

    owner = Section("Chủ hộ kinh doanh")
    founder = Choice("Chủ thể thành lập", FOUNDERS)
    owner_name = Text("Họ và tên")
    owner_born = Date("Ngày sinh", not_future=True)
    owner_gender = Choice("Giới tính", {"male": "Nam", "female": "Nữ"})
    owner_id = IdNumber("Số giấy tờ tùy thân")
    owner_id_on = Date("Ngày cấp", not_future=True, optional=True)
    owner_residence = Text("Nơi đăng ký hộ khẩu thường trú")
    members = Rows(Member, "Thành viên góp vốn", least=2, most=20).shown_if(founder.is_one_of("group", "family"))

    papers = Section("Thành phần hồ sơ")
    request = Paper("Giấy đề nghị đăng ký hộ kinh doanh", originals=1)
    id_copy = Paper("Bản sao giấy tờ tùy thân của chủ hộ, thành viên", copies=1)
    minutes = Paper("Biên bản họp về việc thành lập hộ kinh doanh", copies=1).shown_if(
        founder.is_one_of("group", "family")
    )
    authority = Paper("Văn bản ủy quyền (nếu ủy quyền)", originals=1, optional=True)

    # Nghị định 78/2015/NĐ-CP, Điều 67
    adult = Check("Chủ hộ kinh doanh phải đủ 18 tuổi.", age(owner_born) >= 18, at=owner_born)
    shares = Check(
        "Tổng phần vốn góp của các thành viên phải bằng vốn kinh doanh.",
        members.sum_of("share").is_(capital),
        at=capital,
    )

    # Nghị định 78/2015/NĐ-CP, Điều 73
    @check("Tên hộ kinh doanh phải gồm “Hộ kinh doanh” và tên riêng.", business_name)
    def name_has_two_parts(self) -> bool:
        return has_two_parts(self.business_name)

    @check("Tên riêng của hộ kinh doanh không được dùng từ “công ty”, “doanh nghiệp”.", business_name)
    def name_is_not_a_company(self) -> bool:
        return not names_a_company(self.business_name)

    @check("Ngày cấp giấy tờ phải sau khi chủ hộ đủ 14 tuổi.", owner_id_on)
    def identity_after_fourteen(self) -> bool:
        return age(self.owner_born, on=self.owner_id_on) >= 14


CERTIFICATE = Letter(
    "giay-chung-nhan-dang-ky-ho-kinh-doanh",
    "Giấy chứng nhận đăng ký hộ kinh doanh",
    files(__package__).joinpath("letters/giay_chung_nhan.typ").read_text("utf-8"),
    answers=(
        "business_name", "business_address", "business_commune", "business_phone", "trade", "trade_detail",
        "trade_code", "capital", "founder", "owner_name", "owner_gender", "owner_born", "owner_id", "owner_id_on",
        "owner_residence", "members",
    ),
)  # fmt: skip

REGISTRATION = Procedure(
    facts=FACTS["dang-ky-ho-kinh-doanh"],
    form=HouseholdBusinessForm,
    route=Route(otherwise(verify, sign)),
    # Nghị định 78/2015/NĐ-CP, Điều 71
    term=working_days(3),
    fee=unconfirmed("Lệ phí do HĐND tỉnh quy định; mức tham khảo chưa kiểm chứng.", reference=100_000),
    book="ĐKHKD",
    letters=(CERTIFICATE,),
)
