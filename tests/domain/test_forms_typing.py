"""To a type checker an attribute of the class is the field, and of a filled form its answer."""

import subprocess
import sys

import pytest

FORM = """
from datetime import date
from decimal import Decimal as Number
from motcua.api.forms import Choice, Date, Decimal, Form, Many, Money, Person, Rows, YesNo, age, check


class Sample(Form):
    owner = Person.section("Chủ hộ")
    born = Date("Ngày sinh")
    trade = Choice("Ngành nghề", {"a": "A", "b": "B"})
    goods = Many("Hàng", {"a": "A", "b": "B"})
    area = Decimal("Diện tích")
    capital = Money("Vốn")
    is_new = YesNo("Mới").shown_if(trade.is_("a") & (age(born) >= 18) & (age(owner["born"]) >= 18))
    parties = Rows(Person, "Các bên")

    @check("Sai.", born)
    def right(self) -> bool:
        reveal_type(self.born)
        reveal_type(self.trade)
        reveal_type(self.goods)
        reveal_type(self.area)
        reveal_type(self.capital)
        reveal_type(self.is_new)
        reveal_type(self.owner.born)
        reveal_type(self.parties)
        return age(self.born, on=self.filed_on) >= 18


reveal_type(Sample.born)
"""


@pytest.mark.slow
def test_answers_are_typed(tmp_path):
    file = tmp_path / "sample.py"
    file.write_text(FORM, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--python-version=3.11", str(file)]
    out = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False).stdout
    revealed = [line.split('"')[1] for line in out.splitlines() if "Revealed type" in line]
    shortened = [each.replace("datetime.", "").replace("builtins.", "").replace("decimal.", "") for each in revealed]
    assert shortened[:7] == ["date", "str", "tuple[str, ...]", "Decimal", "int", "bool", "date"], out
    assert shortened[7] == "tuple[motcua.domain.sections.basic.Person, ...]"
    assert shortened[8] == "motcua.domain.quantities.Date"
    assert "error:" not in out
