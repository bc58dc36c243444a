"""Đăng ký khai sinh có yếu tố nước ngoài."""

from motcua.api import Procedure
from motcua.api.fees import unconfirmed
from motcua.api.forms import Choice, Date, Form, IdNumber, Paper, Part, Section, Text, YesNo, age, check
from motcua.api.routes import DISTRICT_LEADER, Route, Step, hours, otherwise, same_day
from motcua_tu_phap.desks import HEAD, OFFICER
from motcua_tu_phap.facts import FACTS

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

    has_father = YesNo("Có khai phần ghi về người cha")

    mother = Parent.section("Người mẹ")
    father = Parent.section("Người cha").shown_if(has_father.is_(True))

    nationality = Section("Thỏa thuận quốc tịch")
    parents_agree = YesNo("Cha mẹ có văn bản thỏa thuận lựa chọn quốc tịch cho trẻ").shown_if(
        mother["nationality"].is_("foreign") | father["nationality"].is_("foreign")
    )

    papers = Section("Thành phần hồ sơ")
    declaration = Paper("Tờ khai đăng ký khai sinh", originals=1)
    birth_note = Paper("Giấy chứng sinh (hoặc văn bản của người làm chứng, giấy cam đoan về việc sinh)", originals=1)
    agreement = Paper("Văn bản thỏa thuận của cha mẹ về quốc tịch", originals=1).shown_if(
        mother["nationality"].is_("foreign") | father["nationality"].is_("foreign")
    )
    foreign_confirmation = Paper(
        "Xác nhận của cơ quan nước ngoài về việc trẻ có quốc tịch nước đó", originals=1
    ).shown_if(child_nationality.is_("foreign"))
    authority = Paper("Văn bản ủy quyền", originals=1).shown_if(relation.is_("proxy"))
    identity = Paper("Hộ chiếu hoặc giấy tờ tùy thân của cha, mẹ", originals=1, presented=True)
    marriage = Paper("Giấy chứng nhận kết hôn của cha mẹ (nếu có)", originals=1, optional=True, presented=True)

    # Luật Hộ tịch 2014, Điều 35-36; Luật Quốc tịch 2008, Điều 16
    @check("Cha mẹ phải có văn bản thỏa thuận lựa chọn quốc tịch cho trẻ.", parents_agree)
    def nationality_is_agreed(self) -> bool:
        return self.parents_agree

    @check("Người mẹ phải sinh trước trẻ ít nhất 12 năm; kiểm tra lại ngày sinh.", mother["born"])
    def mother_is_older(self) -> bool:
        return age(self.mother.born, on=self.child_born) >= 12

    @check("Người cha phải sinh trước trẻ ít nhất 12 năm; kiểm tra lại ngày sinh.", father["born"])
    def father_is_older(self) -> bool:
        return age(self.father.born, on=self.child_born) >= 12

    @check("Hồ sơ không có yếu tố nước ngoài: đăng ký khai sinh tại UBND cấp xã.", child_nationality)
    def something_is_foreign(self) -> bool:
        foreign = {self.child_nationality, self.mother.nationality}
        if self.has_father:
            foreign.add(self.father.nationality)
        return foreign != {"vn"}


enter = Step("Thẩm tra, ghi Sổ đăng ký khai sinh", OFFICER, within=hours(3), key="ghi-so")
review = Step("Trưởng phòng duyệt, ký trình", HEAD, within=hours(1), key="duyet")
sign = Step("Ký Giấy khai sinh", DISTRICT_LEADER, within=hours(3), key="ky-giay-khai-sinh")

BIRTH = Procedure(
    facts=FACTS["khai-sinh-co-yeu-to-nuoc-ngoai"],
    form=BirthForm,
    route=Route(otherwise(enter, review, sign)),
    # Luật Hộ tịch 2014, Điều 5: nhận sau 15 giờ thì trả ngày làm việc tiếp theo
    term=same_day(),
    fee=unconfirmed(
        "Lệ phí do HĐND tỉnh quy định; miễn cho người thuộc gia đình có công với cách mạng, hộ nghèo, người khuyết tật."
    ),
    book="KS",
)
