"""The words that invented dossiers are made of: names, places, offices, trades. Invented people, real name parts."""

from __future__ import annotations

from random import Random
from typing import Final

#: Family names with their rough share in the Red River delta.
FAMILIES: Final = {
    "Nguyễn": 38, "Trần": 11, "Lê": 9, "Phạm": 7, "Hoàng": 5, "Vũ": 5, "Đỗ": 4, "Đặng": 3, "Bùi": 3, "Ngô": 3,
    "Dương": 2, "Đào": 2, "Đinh": 1, "Trịnh": 1, "Phan": 2, "Lưu": 1, "Tạ": 1, "Nghiêm": 1, "Chu": 1, "Hà": 1,
}  # fmt: skip
MALE_MIDDLES: Final = (
    "Văn", "Văn", "Văn", "Đức", "Hữu", "Đình", "Quang", "Xuân", "Thế", "Mạnh", "Công", "Trọng", "Duy", "Ngọc", "Minh",
)  # fmt: skip
MALE_GIVEN: Final = (
    "An", "Bình", "Cường", "Dũng", "Đạt", "Hải", "Hiếu", "Hùng", "Khánh", "Lâm", "Long", "Minh", "Nam", "Phong",
    "Phúc", "Quân", "Sơn", "Thành", "Thắng", "Thịnh", "Tiến", "Toàn", "Trung", "Tuấn", "Tùng", "Việt", "Vinh", "Vượng",
)  # fmt: skip
FEMALE_MIDDLES: Final = (
    "Thị", "Thị", "Thị", "Thị Thu", "Thị Hồng", "Thị Thanh", "Thị Minh", "Thị Bích", "Thị Kim", "Thị Ngọc", "Thùy",
)  # fmt: skip
FEMALE_GIVEN: Final = (
    "Anh", "Bích", "Chi", "Dung", "Duyên", "Giang", "Hà", "Hạnh", "Hằng", "Hiền", "Hoa", "Hương", "Huyền", "Lan",
    "Liên", "Loan", "Mai", "Nga", "Ngân", "Nhung", "Oanh", "Phương", "Quỳnh", "Thảo", "Thúy", "Trang", "Tuyết", "Yến",
)  # fmt: skip

HAMLETS: Final = (
    "Đông", "Đoài", "Trung", "Thượng", "Hạ", "Giữa", "Chùa", "Đình", "Nội", "Ngoài", "Mới", "Đức Tân", "Yên Lâm",
    "Kim Sơn", "Phúc Lộc",
)  # fmt: skip
FIELDS_OUTSIDE: Final = ("Đồng Cửa", "Đồng Ngoài", "Đồng Mả", "Bờ Sông", "Cửa Đình", "Ao Sen", "Gốc Đa")

HOSPITALS: Final = ("Bệnh viện Sản Nhi Bắc Ninh", "Bệnh viện Đa khoa tỉnh Bắc Ninh", "Trung tâm Y tế huyện {district}")
SCHOOLS: Final = (
    "Trường Đại học Bách khoa Hà Nội", "Trường Đại học Kinh tế quốc dân", "Trường Cao đẳng Sư phạm Bắc Ninh",
    "Sở Giáo dục và Đào tạo Bắc Ninh", "Trường Trung cấp Y tế Bắc Ninh",
)  # fmt: skip
DESIGNERS: Final = (
    "Công ty TNHH Tư vấn xây dựng Kinh Bắc", "Công ty CP Kiến trúc Thiên Đức", "Công ty TNHH Thiết kế Sông Cầu",
    "Kiến trúc sư Nguyễn Quang Thắng", "Công ty CP Tư vấn đầu tư xây dựng Bắc Ninh",
)  # fmt: skip
ORGANISATIONS: Final = (
    "Công ty TNHH Cơ khí Thành Đạt", "Công ty CP May Việt Hùng", "Hợp tác xã Dịch vụ nông nghiệp Phù Lãng",
    "Công ty TNHH Gốm sứ Kinh Bắc", "Công ty TNHH Vận tải Minh Phúc",
)  # fmt: skip
COUNTRIES: Final = ("Hàn Quốc", "Đài Loan (Trung Quốc)", "Nhật Bản", "Trung Quốc", "Cộng hòa Liên bang Đức")
#: People of those countries, as a passport writes them: (country, men, women).
FOREIGNERS: Final = (
    ("Hàn Quốc", ("KIM MIN SU", "PARK JUN HO", "LEE SANG WOO"), ("CHOI SO YEON", "KIM HYE JIN")),
    ("Đài Loan (Trung Quốc)", ("CHEN WEI MING", "LIN CHIH HAO"), ("WANG MEI LING", "HUANG YI CHUN")),
    ("Nhật Bản", ("TANAKA KENJI", "SATO HIROSHI"), ("SUZUKI YUKI", "ITO AKIKO")),
    ("Cộng hòa Liên bang Đức", ("MÜLLER THOMAS", "WEBER STEFAN"), ("SCHMIDT ANNA", "FISCHER JULIA")),
)
ETHNICITIES: Final = ("Kinh", "Kinh", "Kinh", "Kinh", "Kinh", "Tày", "Nùng", "Sán Dìu")
REASONS: Final = (
    "Nội dung ghi trước đây không khớp với giấy tờ gốc của gia đình, nay đề nghị ghi lại cho thống nhất.",
    "Sai sót khi đăng ký hộ tịch trước đây, các giấy tờ học tập và công tác ghi khác.",
    "Có nhu cầu chính đáng, đã nộp kèm giấy tờ chứng minh.",
)
BUILDINGS: Final = (
    "Nhà ở cấp 4, diện tích 68 m², xây năm 2004", "Nhà ở 2 tầng, diện tích sàn 142 m²",
    "Nhà ở 1 tầng mái bằng 85 m², công trình phụ 20 m²",
)  # fmt: skip

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def family(rng: Random) -> str:
    return rng.choices(tuple(FAMILIES), tuple(FAMILIES.values()))[0]


def full_name(rng: Random, gender: str, family_name: str) -> str:
    if gender == "male":
        return f"{family_name} {rng.choice(MALE_MIDDLES)} {rng.choice(MALE_GIVEN)}"
    return f"{family_name} {rng.choice(FEMALE_MIDDLES)} {rng.choice(FEMALE_GIVEN)}"


def in_words(number: int) -> str:
    """0 to 9999 as read aloud: `hai nghìn không trăm mười bảy`, `hai mươi mốt`."""
    words: list[str] = []
    thousands, rest = divmod(number, 1000)
    if thousands:
        words += [_DIGITS[thousands], "nghìn"]
    if rest >= 100 or thousands:
        words += [_DIGITS[rest // 100], "trăm"] if rest else []
    tens, ones = divmod(rest % 100, 10)
    if tens:
        words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    elif ones and words:
        words.append("linh")
    if ones or not words:
        last = {1: "mốt" if tens > 1 else "một", 4: "tư" if tens > 1 else "bốn", 5: "lăm" if tens else "năm"}
        words.append(last.get(ones, _DIGITS[ones]))
    return " ".join(words)
