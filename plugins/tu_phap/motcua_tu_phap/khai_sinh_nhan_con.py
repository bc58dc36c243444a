"""Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài."""

from motcua.api import Procedure
from motcua.api.forms import GENDERS, NATIONALITIES, Check, Choice, Date, Form, Paper, Section, Text, YesNo
from motcua.api.routes import DISTRICT_LEADER, Route, Step, otherwise, working_days
from motcua_tu_phap.cha_me_con import POSTED_WITHIN, Evidence, examine, post, report
from motcua_tu_phap.desks import OFFICER
from motcua_tu_phap.facts import FACTS
from motcua_tu_phap.ho_tich import FROM_MEMORY, FeeRelief, council_fee
from motcua_tu_phap.khai_sinh_yeu_to_nuoc_ngoai import Parent


class BirthWithRecognitionForm(Form):
    """Tờ khai đăng ký khai sinh và tờ khai đăng ký nhận cha, mẹ, con."""

    child = Section("Trẻ được khai sinh")
    child_name = Text("Họ, chữ đệm, tên của trẻ", longest=100, words=2)
    child_born = Date("Ngày, tháng, năm sinh", not_future=True)
    child_gender = Choice("Giới tính", GENDERS)
    birth_place = Text("Nơi sinh", longest=300)
    child_nationality = Choice("Quốc tịch chọn cho trẻ", NATIONALITIES)
    birth_note_kind = Choice(
        "Giấy tờ về việc sinh",
        {
            "note": "Giấy chứng sinh",
            "witness": "Văn bản của người làm chứng về việc sinh",
            "pledge": "Giấy cam đoan về việc sinh (không có người làm chứng)",
        },
    )

    who_recognises = Choice("Người nhận con", {"father": "Cha nhận con", "mother": "Mẹ nhận con"})
    other_is_known = YesNo("Có khai phần ghi về người mẹ (khi cha nhận con) hoặc người cha (khi mẹ nhận con)")

    mother = Parent.section("Người mẹ").shown_if(who_recognises.is_("mother") | other_is_known.is_(True))
    father = Parent.section("Người cha").shown_if(who_recognises.is_("father") | other_is_known.is_(True))
    recognition = Section("Việc nhận cha, mẹ, con")
    overseas = YesNo("Cha hoặc mẹ là công dân Việt Nam định cư ở nước ngoài")
    are_married = YesNo("Cha và mẹ đã đăng ký kết hôn với nhau")
    married_on = Date("Ngày đăng ký kết hôn của cha, mẹ", not_future=True).shown_if(are_married.is_(True))
    other_agrees = YesNo("Người mẹ (hoặc cha) kia đồng ý việc nhận con").shown_if(other_is_known.is_(True))
    in_dispute = YesNo("Việc nhận con đang có tranh chấp")
    lives_here = YesNo("Cha hoặc mẹ cư trú tại huyện")
    # One parent alone has nobody to agree with.
    nationality_is_agreed = YesNo("Cha, mẹ có văn bản thỏa thuận chọn quốc tịch cho trẻ").shown_if(
        other_is_known.is_(True) & (mother["nationality"].is_("foreign") | father["nationality"].is_("foreign"))
    )
    evidence = Evidence.section("Chứng minh quan hệ cha, mẹ, con")
    relief = FeeRelief.section("Miễn lệ phí")

    papers = Section("Thành phần hồ sơ")
    birth_declaration = Paper("Tờ khai đăng ký khai sinh", originals=1)
    recognition_declaration = Paper("Tờ khai đăng ký nhận cha, mẹ, con", originals=1)
    conclusion = Paper("Văn bản xác nhận quan hệ cha con, quan hệ mẹ con", originals=1).shown_if(
        evidence["kind"].is_("expert")
    )
    pledge = Paper(
        "Văn bản cam đoan về con chung có ít nhất hai người thân thích xác nhận, kèm đồ vật, hình ảnh", originals=1
    ).shown_if(evidence["kind"].is_("things"))
    birth_note = Paper("Giấy chứng sinh", originals=1).shown_if(birth_note_kind.is_("note"))
    birth_pledge = Paper("Văn bản của người làm chứng hoặc giấy cam đoan về việc sinh", originals=1).shown_if(
        birth_note_kind.is_not("note")
    )
    agreement = Paper("Văn bản thỏa thuận của cha, mẹ về việc chọn quốc tịch cho con", originals=1).shown_if(
        other_is_known.is_(True) & (mother["nationality"].is_("foreign") | father["nationality"].is_("foreign"))
    )
    foreign_confirmation = Paper(
        "Xác nhận của cơ quan nước ngoài trên văn bản thỏa thuận chọn quốc tịch nước ngoài", originals=1
    ).shown_if(child_nationality.is_("foreign"))
    passport = Paper(
        "Bản sao hộ chiếu hoặc giấy tờ có giá trị thay hộ chiếu của cha, mẹ nước ngoài", copies=1
    ).shown_if(mother["nationality"].is_not("vn") | father["nationality"].is_not("vn"))
    identity = Paper("Giấy tờ tùy thân, giấy tờ chứng minh nơi cư trú của cha, mẹ", originals=1, presented=True)
    relief_proof = Paper("Giấy tờ chứng minh thuộc diện được miễn lệ phí hộ tịch", copies=1).shown_if(
        relief["group"].is_not("none")
    )

    # Luật Hộ tịch 2014, Điều 35 và Điều 43
    is_foreign_matter = Check(
        "Cha, mẹ đều là công dân Việt Nam cư trú trong nước: đăng ký tại UBND cấp xã.",
        (mother["nationality"].answered() & mother["nationality"].is_not("vn"))
        | (father["nationality"].answered() & father["nationality"].is_not("vn"))
        | overseas.is_(True),
        at=overseas,
    )
    is_our_district = Check("Nộp tại UBND huyện nơi cư trú của cha hoặc mẹ.", lives_here.is_(True), at=lives_here)
    # Luật Hộ tịch 2014, Điều 36 khoản 1
    nationality_agreed = Check(
        "Cha hoặc mẹ là người nước ngoài thì phải có văn bản thỏa thuận chọn quốc tịch cho con.",
        nationality_is_agreed.is_(True),
        at=nationality_is_agreed,
    )
    # Luật Hôn nhân và gia đình 2014, Điều 88 khoản 1: a child born in marriage needs no recognition
    born_outside_marriage = Check(
        "Trẻ sinh trong thời kỳ hôn nhân là con chung: chỉ cần đăng ký khai sinh, không phải nhận con.",
        child_born < married_on,
        at=married_on,
    )
    is_agreed = Check("Mẹ (cha) kia không đồng ý: do Tòa án giải quyết.", other_agrees.is_(True), at=other_agrees)
    is_undisputed = Check("Việc nhận con có tranh chấp thì do Tòa án giải quyết.", in_dispute.is_(False), at=in_dispute)
    mother_is_older = Check(
        "Người mẹ phải sinh trước trẻ; kiểm tra lại ngày sinh.",
        mother["born"] < child_born,
        at=mother["born"],
    )


enter = Step("Ghi Sổ đăng ký khai sinh, Sổ nhận cha, mẹ, con", OFFICER, within=working_days(0.5), key="ghi-so")
sign_both = Step(
    "Ký Giấy khai sinh và trích lục nhận cha, mẹ, con", DISTRICT_LEADER, within=working_days(1), key="ky-ket-qua"
)

BIRTH_WITH_RECOGNITION = Procedure(
    facts=FACTS["khai-sinh-ket-hop-nhan-cha-me-con-co-yeu-to-nuoc-ngoai"],
    form=BirthWithRecognitionForm,
    route=Route(otherwise(examine, post, enter, report, sign_both)),
    fee=council_fee(BirthWithRecognitionForm.relief["group"]),
    legal_basis=("Luật Hôn nhân và gia đình 52/2014/QH13", "Thông tư 15/2015/TT-BTP, Điều 12"),
    channels=("direct",),
    book="KS",
    unconfirmed=(
        FROM_MEMORY,
        POSTED_WITHIN,
        "Hai kết quả (Giấy khai sinh, trích lục nhận cha, mẹ, con) thuộc hai sổ; cho số theo Sổ đăng ký khai sinh.",
        "Chỉ khai một bên cha hoặc mẹ là người nước ngoài: phần mềm không đòi văn bản thỏa thuận quốc tịch; cần xác "
        "nhận.",
        "Trẻ sinh trước ngày cha, mẹ kết hôn và được cha, mẹ thừa nhận là con chung (Luật Hôn nhân và gia đình 2014, "
        "Điều 88) có phải làm thủ tục nhận con hay không: chưa xác nhận.",
    ),
)
