"""Đăng ký khai sinh có yếu tố nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import Check, Choice, Date, Form, IdNumber, Paper, Part, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, hours, otherwise, same_day
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, council_fee

NATIONALITIES = {"vn": "Việt Nam", "foreign": "Nước ngoài", "none": "Không quốc tịch"}


class Parent(Part):
    """Cha hoặc mẹ của trẻ."""

    name = Text("Họ, chữ đệm, tên")
    born = Date("Ngày, tháng, năm sinh", not_future=True)
    ethnicity = Text("Dân tộc", optional=True)
    nationality = Choice("Quốc tịch", NATIONALITIES)
    nationality_name = Text("Tên quốc gia").shown_if(nationality.is_("foreign"))
    residence = Text("Nơi cư trú")
    identity = IdNumber("Số giấy tờ tùy thân", optional=True)


class BirthForm(Form):
    """Tờ khai đăng ký khai sinh."""

    requester = Section("Người yêu cầu")
    relation = Choice(
        "Quan hệ với người được khai sinh",
        {
            "father": "Cha",
            "mother": "Mẹ",
            "grandparent": "Ông, bà",
            "relative": "Người thân thích khác",
            "guardian": "Cá nhân, tổ chức đang nuôi dưỡng trẻ",
            "proxy": "Người được ủy quyền",
        },
    )

    child = Section("Người được khai sinh")
    child_name = Text("Họ, chữ đệm, tên của trẻ")
    child_born = Date("Ngày, tháng, năm sinh", not_future=True)
    child_born_in_words = Text("Ngày, tháng, năm sinh ghi bằng chữ")
    child_gender = Choice("Giới tính", {"male": "Nam", "female": "Nữ"})
    birth_place = Text("Nơi sinh")
    child_ethnicity = Text("Dân tộc của trẻ", optional=True)
    home_town = Text("Quê quán", optional=True)
    child_nationality = Choice("Quốc tịch của trẻ", NATIONALITIES)
    child_country = Text("Tên quốc gia chọn quốc tịch").shown_if(child_nationality.is_("foreign"))

    born_abroad = YesNo("Trẻ sinh ra ở nước ngoài, chưa được đăng ký khai sinh, về cư trú tại Việt Nam")
    has_father = YesNo("Có khai phần ghi về người cha")

    mother = Parent.section("Người mẹ")
    father = Parent.section("Người cha").shown_if(has_father.is_(True))

    where = Section("Cư trú")
    is_overseas = YesNo("Cha hoặc mẹ là công dân Việt Nam định cư ở nước ngoài").shown_if(
        mother["nationality"].is_("vn") | father["nationality"].is_("vn")
    )
    lives_here = YesNo("Cha hoặc mẹ cư trú tại huyện (trẻ sinh ra ở nước ngoài: trẻ cư trú tại huyện)")

    nationality = Section("Thỏa thuận quốc tịch")
    parents_agree = YesNo("Cha mẹ có văn bản thỏa thuận lựa chọn quốc tịch cho trẻ").shown_if(
        has_father.is_(True) & (mother["nationality"].is_("foreign") | father["nationality"].is_("foreign"))
    )
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký khai sinh", originals=1)
    birth_note = Paper("Giấy chứng sinh (hoặc văn bản của người làm chứng, giấy cam đoan về việc sinh)", originals=1)
    foreign_birth = Paper(
        "Giấy tờ khác của nước ngoài xác nhận việc sinh, quan hệ mẹ con (nếu có)", originals=1, optional=True
    ).shown_if(born_abroad.is_(True))
    child_residence = Paper("Giấy tờ chứng minh trẻ cư trú tại Việt Nam", originals=1, presented=True).shown_if(
        born_abroad.is_(True)
    )
    surrogacy = Paper("Văn bản chứng minh việc mang thai hộ (nếu có)", originals=1, optional=True)
    agreement = Paper("Văn bản thỏa thuận của cha mẹ về việc chọn quốc tịch cho con", originals=1).shown_if(
        has_father.is_(True) & (mother["nationality"].is_("foreign") | father["nationality"].is_("foreign"))
    )
    foreign_confirmation = Paper(
        "Xác nhận của cơ quan nước ngoài về việc trẻ có quốc tịch nước đó", originals=1
    ).shown_if(child_nationality.is_("foreign"))
    authority = Paper("Văn bản ủy quyền", originals=1).shown_if(relation.is_("proxy"))
    identity = Paper("Hộ chiếu hoặc giấy tờ tùy thân của cha, mẹ", originals=1, presented=True)
    marriage = Paper("Giấy chứng nhận kết hôn của cha mẹ (nếu có)", originals=1, optional=True, presented=True)

    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 36 khoản 1; Luật Quốc tịch 2008, Điều 16
    nationality_is_agreed = Check(
        "Cha mẹ phải có văn bản thỏa thuận lựa chọn quốc tịch cho trẻ.", parents_agree.is_(True), at=parents_agree
    )
    # Luật Hộ tịch 2014, Điều 35: also parents who have settled abroad, and children born abroad of two citizens
    something_is_foreign = Check(
        "Hồ sơ không có yếu tố nước ngoài: đăng ký khai sinh tại UBND cấp xã.",
        mother["nationality"].is_not("vn")
        | (father["nationality"].answered() & father["nationality"].is_not("vn"))
        | is_overseas.is_(True)
        | born_abroad.is_(True),
        at=born_abroad,
    )
    is_our_district = Check(
        "Nộp tại UBND huyện nơi cư trú của cha hoặc mẹ (trẻ sinh ra ở nước ngoài: nơi cư trú của trẻ).",
        lives_here.is_(True),
        at=lives_here,
    )
    mother_is_older = Check(
        "Người mẹ phải sinh trước trẻ; kiểm tra lại ngày sinh.", mother["born"] < child_born, at=mother["born"]
    )
    father_is_older = Check(
        "Người cha phải sinh trước trẻ; kiểm tra lại ngày sinh.", father["born"] < child_born, at=father["born"]
    )


enter = Step("Thẩm tra, ghi Sổ đăng ký khai sinh", OFFICER, within=hours(3), key="ghi-so")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=hours(1), key="duyet")
sign = Step("Ký Giấy khai sinh", DISTRICT_LEADER, within=hours(3), key="ky-giay-khai-sinh")

BIRTH = Procedure(
    facts=FACTS["khai-sinh-co-yeu-to-nuoc-ngoai"],
    form=BirthForm,
    route=Route(otherwise(enter, review, sign)),
    # Luật Hộ tịch 2014, Điều 5: nhận sau 15 giờ thì trả ngày làm việc tiếp theo
    term=same_day(),
    fee=council_fee(BirthForm.relief["group"]),
    book="KS",
    unconfirmed=(
        FROM_MEMORY,
        "Nơi nộp và giấy tờ của trẻ sinh ra ở nước ngoài về cư trú tại Việt Nam theo Nghị định 123/2015/NĐ-CP, Điều "
        "29.",
        "Người mẹ là người nước ngoài khai sinh cho con khi không khai phần về người cha: phần mềm không đòi văn bản "
        "thỏa thuận của cha, mẹ; cần xác nhận.",
    ),
)
