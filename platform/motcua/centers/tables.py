"""Taking values out of a TOML file so that every mistake names the file, the key and the remedy."""

from __future__ import annotations

import math
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from motcua.domain.errors import DataError

_TYPE_NAMES = {str: "chữ (đặt trong ngoặc kép)", int: "số nguyên", bool: "true hoặc false", list: "danh sách […]"}


def shown(path: Path) -> str:
    """The end of a path, as the people who keep the data write it: `que-vo/center.toml`."""
    return "/".join(path.parts[-2:])


def has_control(text: str) -> bool:
    """Whether a text holds NUL, tabs, line breaks: nothing that belongs into a name, and NUL can't be stored at all."""
    return any(unicodedata.category(letter) == "Cc" for letter in text)


class Table:
    """One table of a data file. Values are taken by key; what is left over at the end is an unknown key."""

    def __init__(self, file: str, values: Mapping[str, Any], where: str = "") -> None:
        self.file = file
        self._values = dict(values)
        self._where = where
        self._taken: set[str] = set()

    @classmethod
    def read(cls, path: Path) -> Table:
        file = shown(path)
        try:
            # A byte order mark and decomposed letters come from editors, not from the author.
            text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise DataError(file, "tệp", "không tìm thấy tệp.", f"tạo tệp {path.name} trong {path.parent}.") from None
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(file, "tệp", f"không đọc được ({error}).", "lưu tệp ở dạng văn bản UTF-8.") from error
        try:
            return cls(file, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise DataError(file, "cú pháp", f"không phải TOML hợp lệ ({error}).", "sửa dòng được nêu.") from error

    def wrong(self, key: str, sentence: str, remedy: str) -> DataError:
        return DataError(self.file, self._where + key, sentence, remedy)

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str, default: str | None = None) -> str:
        value: str = self._take(key, str, default)
        if default is None and not value.strip():
            raise self.wrong(key, "không được để trống.", "điền nội dung.")
        if has_control(value):
            raise self.wrong(key, "có ký tự điều khiển hoặc xuống dòng.", "viết trên một dòng.")
        return value.strip()

    def number(self, key: str, default: int | None = None) -> int:
        value: int = self._take(key, int, default)
        return value

    def decimal(self, key: str) -> Decimal:
        """A whole number or a fraction, exactly as it is written."""
        value = self._present(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.wrong(key, f"“{value}” không phải số.", "viết như 6 hoặc 2.5, không có ngoặc kép.")
        return Decimal(str(value))

    def yes_no(self, key: str) -> bool:
        value: bool = self._take(key, bool, None)
        return value

    def day(self, key: str) -> date:
        value = self._present(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, f"“{value}” không phải ngày.", "viết như 2017-11-08, không có ngoặc kép.")
        return value

    def optional_day(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def one_of(self, key: str, allowed: Mapping[str, Any] | tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed:
            raise self.wrong(key, f"không có giá trị “{value}”.", "chọn một trong: " + ", ".join(allowed) + ".")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        found: list[Any] = self._take(key, list, None if default is None else list(default))
        for item in found:
            if not isinstance(item, str) or not item.strip():
                raise self.wrong(key, f"“{item}” không phải chữ.", "mỗi phần tử là một chuỗi trong ngoặc kép.")
        return tuple(item.strip() for item in found)

    def table(self, key: str) -> Table:
        value = self._values.get(key, {})
        self._taken.add(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "phải là một bảng.", f"viết [{key}] rồi các dòng “khóa = giá trị”.")
        return Table(self.file, value, f"{self._where}{key}.")

    def tables(self, key: str) -> Iterator[Table]:
        value = self._values.get(key, [])
        self._taken.add(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "phải là các khối.", f"viết mỗi mục sau một dòng [[{key}]].")
        for number, item in enumerate(value, start=1):
            yield Table(self.file, item, f"{self._where}{key}[{number}].")

    def all_texts(self) -> dict[str, str]:
        """A free table of sentences, whatever its keys."""
        return {key: self.text(key) for key in self._values}

    def finish(self) -> None:
        """To be called when everything known has been taken."""
        for key in self._values:
            if key not in self._taken:
                known = ", ".join(sorted(self._taken))
                raise self.wrong(key, "không có khóa này.", f"xóa hoặc sửa tên; các khóa dùng được: {known}.")

    def _present(self, key: str) -> Any:
        self._taken.add(key)
        if key not in self._values:
            raise self.wrong(key, "thiếu khóa bắt buộc.", f"thêm dòng “{key} = …”, xem tenants/README.md.")
        return self._values[key]

    def _take(self, key: str, kind: type, default: Any) -> Any:
        if default is not None and key not in self._values:
            self._taken.add(key)
            return default
        value = self._present(key)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(key, f"“{value}” sai kiểu dữ liệu.", f"viết dưới dạng {_TYPE_NAMES[kind]}.")
        return value
