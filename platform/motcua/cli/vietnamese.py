"""click's own words in Vietnamese.

click marks them for gettext; a compiled catalogue would need a build step and the right LANGUAGE on every server, so
the lookup itself is replaced, in the modules that have it. Only what a person at the command line meets is here; a
message without an entry stays English.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

SAYS: Mapping[str, str] = {
    "Aborted!": "Đã dừng.",
    "Options": "Tùy chọn",
    "Commands": "Lệnh",
    "Usage:": "Cách dùng:",
    "Error: {message}": "Lỗi: {message}",
    "Try '{command} {option}' for help.": "Xem hướng dẫn: {command} {option}",
    "Missing command.": "Thiếu tên lệnh.",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tùy chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không hợp lệ: {message}",
    "No such option {name!r}.": "Không có tùy chọn {name}.",
    "No such option: {name}": "Không có tùy chọn {name}.",
    "No such command {name!r}.": "Không có lệnh {name}.",
    "Did you mean {possibility}?": "Có phải ý bạn là {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Có phải ý bạn là một trong: {possibilities}?)",
    "Show this message and exit.": "In hướng dẫn này rồi thoát.",
    "default: {default}": "mặc định: {default}",
    "env var: {var}": "biến môi trường: {var}",
    "required": "bắt buộc",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "{name} {filename!r} does not exist.": "{name} {filename} không tồn tại.",
    "{name} {filename!r} is a file.": "{name} {filename} là một tệp.",
    "{name} {filename!r} is a directory.": "{name} {filename} là một thư mục.",
    "{name} {filename!r} is not readable.": "{name} {filename} không đọc được.",
    "{name} {filename!r} is not writable.": "{name} {filename} không ghi được.",
    "{value!r} is not a valid {number_type}.": "«{value}» không phải là số.",
    "{value} is not in the range {range}.": "{value} không nằm trong khoảng {range}.",
    "Option {name!r} does not take a value.": "Tùy chọn {name} không nhận giá trị.",
    "Option {name!r} requires an argument.": "Tùy chọn {name} cần một giá trị.",
    "Got unexpected extra argument ({args})": "Thừa tham số ({args})",
    "{value!r} is not {choice}.": "«{value}» không phải {choice}.",
    "Do you want to continue?": "Tiếp tục?",
    "Repeat for confirmation": "Nhập lại để xác nhận",
    "Error: The two entered values do not match.": "Lỗi: hai lần nhập không giống nhau.",
}
_PLURALS: Mapping[str, str] = {
    "Got unexpected extra arguments ({args})": "Thừa tham số ({args})",
    "{value!r} is not one of {choices}.": "«{value}» không thuộc {choices}.",
}


def say(message: str) -> str:
    return SAYS.get(message, message)


def say_number(one: str, many: str, number: int) -> str:
    """Vietnamese has no plural; the placeholders of the two English forms differ."""
    return SAYS.get(one, one) if number == 1 else _PLURALS.get(many, SAYS.get(many, many))


def speak() -> None:
    """From now on click speaks Vietnamese in this process."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{click.__name__}."):
            for lookup, ours in (("_", say), ("ngettext", say_number)):
                if hasattr(module, lookup):
                    setattr(module, lookup, ours)
