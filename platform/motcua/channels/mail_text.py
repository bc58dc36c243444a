"""A message as mail (RFC 5322): plain text, the same bytes however often it is sent."""

from __future__ import annotations

from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from motcua.channels.port import Letter, Rejected


def _address(name: str, address: str) -> Address:
    try:
        return Address(" ".join(name.split()), addr_spec=address)
    except (
        ValueError,
        IndexError,
        MessageError,
    ) as error:  # it passed the form's check and is none all the same: `a..b@x.vn`
        raise Rejected("Địa chỉ thư viết sai.") from error


def as_mail(letter: Letter, sender: str, *, is_for_reading: bool = False) -> EmailMessage:
    """`is_for_reading`: with its letters as they are, for a file that people open; a server gets seven bits."""
    rules = policy.SMTPUTF8 if is_for_reading else policy.SMTP
    mail = EmailMessage(policy=rules)
    mail["From"] = _address(letter.sender_name, letter.sender or sender)
    mail["To"] = _address(letter.name, letter.address)
    if letter.reply_to:
        mail["Reply-To"] = _address(letter.sender_name, letter.reply_to)
    mail["Subject"] = letter.subject
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = letter.message_id
    # RFC 3834: no holiday notice answers a machine.
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, charset="utf-8", cte="8bit" if is_for_reading else "quoted-printable")
    return mail
