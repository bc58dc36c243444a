"""Questions answered with a number or address that names somebody: identity papers, telephones, e-mail, tax codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from motcua.domain import identity
from motcua.domain.conditions import Env, Expression, Value, as_tree
from motcua.domain.errors import Refused
from motcua.domain.items import NOWHERE, Asked, Field


class IdNumber(Field[str]):
    """CMND (9 digits), CCCD (12) or a passport; stored encrypted.

    `kind_of` is the question which paper it is (`sections.ID_KINDS`); `born` and `gender` only feed a warning.
    """

    kind = "id_number"
    trees: ClassVar[tuple[str, ...]] = (*Field.trees, "kind_of", "born", "gender")

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        optional: bool = False,
        kind_of: Expression | None = None,
        born: Expression | None = None,
        gender: Expression | None = None,
    ) -> None:
        super().__init__(label, hint=hint, optional=optional)
        self.is_sensitive = True
        self.kind_of: Value | None = None if kind_of is None else as_tree(kind_of)
        self.born: Value | None = None if born is None else as_tree(born)
        self.gender: Value | None = None if gender is None else as_tree(gender)

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        kind = self.kind_of.value(asked.env) if self.kind_of is not None and asked.env is not None else None
        text = self.cleaned(raw)
        number = text.upper() if kind == "other" else identity.clean_id_number(text)
        if not number:
            raise Refused(self.missing)
        if problem := identity.id_number_problem(number, kind):
            raise Refused(self.says(problem))
        return number

    def oddity(self, value: str, env: Env) -> str | None:
        born = None if self.born is None else self.born.value(env)
        gender = None if self.gender is None else self.gender.value(env)
        odd = identity.cccd_oddity(value, born, gender)
        return self.says(f"có thể sai: {odd}; đối chiếu với bản chính") if odd else None


class Phone(Field[str]):
    kind = "phone"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        number = identity.clean_phone(self.cleaned(raw))
        if not number:
            raise Refused(self.missing)
        problem = identity.phone_problem(number, asked.filed_on)
        if problem:
            raise Refused(self.says(problem))
        return number

    def show(self, value: str, communes: Mapping[str, str] | None = None) -> str:
        return identity.show_phone(value)


class Email(Field[str]):
    kind = "email"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        address = self.cleaned(raw)
        if not address:
            raise Refused(self.missing)
        if len(address) > 254 or not identity.EMAIL.fullmatch(address):
            raise Refused(self.says("phải có dạng ten@vidu.vn, viết liền, không dấu"))
        return address


class TaxCode(Field[str]):
    kind = "tax_code"

    def parse(self, raw: str, asked: Asked = NOWHERE) -> str:
        code = self.cleaned(raw).replace(" ", "").replace(".", "")
        if not code:
            raise Refused(self.missing)
        if len(code) == 13 and code.isascii() and code.isdigit():
            code = f"{code[:10]}-{code[10:]}"
        if not identity.TAX_CODE.fullmatch(code):
            raise Refused(self.says("phải có 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số, ví dụ 0100109106-001"))
        if not identity.tax_code_is_valid(code):
            raise Refused(self.says("sai một chữ số nào đó; đối chiếu với giấy chứng nhận đăng ký thuế"))
        return code
