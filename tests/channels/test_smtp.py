"""Mail against a server that runs: what is encrypted, what each answer means, and what nobody can know."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from uuid import UUID

import pytest
from tests.channels.mail_server import PASSWORD, USER, Taken, certificate, mail_server

from motcua.channels import Letter, NotTaken, Rejected, TryLater, Unanswered
from motcua.channels.smtp import Smtp
from motcua.providers import MailServer

LETTER = Letter(
    id=UUID("6f1c2a54-6a0e-4a38-9b0e-5a6f1d2c3b4a"),
    center="que-vo",
    address="thiha@example.vn",
    name="Nguyễn Thị Hà",
    subject="Đã tiếp nhận hồ sơ 000.00.17.H05-171108-0001",
    text="Kính gửi bà,\n\n.Hồ sơ đã tiếp nhận.\n" + "Dòng rất dài với dấu tiếng Việt. " * 60 + "\n",
    short="Đã tiếp nhận.",
    written_at=datetime(2017, 11, 8, 1, 0, tzinfo=UTC),
    sender_name="Trung tâm Hành chính công huyện Quế Võ",
    reply_to="quevo@bacninh.example.vn",
)


def server_at(port: int, security: str = "smtp", **changes: object) -> MailServer:
    made = MailServer(host="127.0.0.1", port=port, security=security, sender="motcua@bacninh.example.vn")
    return replace(made, **changes)  # type: ignore[arg-type]


def file_with(folder: Path, password: str) -> Path:
    path = folder / "mat-khau"
    path.write_text(password + "\n")
    return path


class Given:
    """How often the channel said that it is about to give."""

    def __init__(self) -> None:
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1


async def failure_of(server: MailServer, given: Given | None = None) -> NotTaken:
    with pytest.raises(NotTaken) as caught:
        await Smtp(server, timeout=3).give(LETTER, given or Given())
    assert LETTER.address not in str(caught.value)
    return caught.value


async def test_a_letter_arrives_as_it_was_written() -> None:
    taken = Taken()
    async with mail_server(taken) as port:
        says = await Smtp(server_at(port)).give(LETTER, Given())
    mail = taken.mails[0]
    assert mail["Message-ID"] == "<6f1c2a54-6a0e-4a38-9b0e-5a6f1d2c3b4a@que-vo.motcua>"
    assert mail["Subject"] == LETTER.subject
    assert mail["To"].addresses[0].display_name == "Nguyễn Thị Hà"
    # RFC 2047, 6.2: what stands between two encoded words is no part of them; the new parser of 3.11 keeps it in names.
    sender = str(make_header(decode_header(message_from_bytes(taken.raw[0])["From"])))
    assert sender == f"{LETTER.sender_name} <motcua@bacninh.example.vn>"
    assert mail["Reply-To"].addresses[0].addr_spec == LETTER.reply_to
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail.get_content().replace("\r\n", "\n") == LETTER.text
    assert taken.senders == ["motcua@bacninh.example.vn"]
    assert "queued as 1" in says
    assert LETTER.address not in says


async def test_a_center_sends_from_its_own_address() -> None:
    taken = Taken()
    async with mail_server(taken) as port:
        await Smtp(server_at(port)).give(replace(LETTER, sender="motcua@quevo.example.vn"), Given())
    assert taken.senders == ["motcua@quevo.example.vn"]
    assert taken.mails[0]["From"].addresses[0].addr_spec == "motcua@quevo.example.vn"


async def test_the_same_letter_is_the_same_bytes() -> None:
    taken = Taken()
    async with mail_server(taken) as port:
        for _ in range(2):
            await Smtp(server_at(port)).give(LETTER, Given())
    assert taken.mails[0].as_bytes() == taken.mails[1].as_bytes()


async def test_starttls_and_login(tmp_path: Path) -> None:
    path, context = certificate(tmp_path, "thu")
    taken = Taken()
    async with mail_server(taken, starttls=context, asks_login=True) as port:
        server = server_at(port, "smtp+starttls", ca_file=path, user=USER, password_file=file_with(tmp_path, PASSWORD))
        await Smtp(server).give(LETTER, Given())
    assert taken.was_encrypted == [True]


async def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    path, context = certificate(tmp_path, "thu")
    taken = Taken()
    async with mail_server(taken, tls=context) as port:
        await Smtp(server_at(port, "smtps", ca_file=path)).give(LETTER, Given())
    assert len(taken.mails) == 1


async def test_a_server_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    _, context = certificate(tmp_path, "thu")
    other, _ = certificate(tmp_path, "khac")
    taken = Taken()
    async with mail_server(taken, starttls=context) as port:
        assert isinstance(await failure_of(server_at(port, "smtp+starttls", ca_file=other)), TryLater)
    assert taken.mails == []


async def test_nothing_goes_in_the_clear_to_a_server_that_offers_no_encryption() -> None:
    taken, given = Taken(), Given()
    async with mail_server(taken) as port:
        assert isinstance(await failure_of(server_at(port, "smtp+starttls"), given), TryLater)
    assert (taken.mails, given.times) == ([], 0)


async def test_a_wrong_password_is_ours_to_mend(tmp_path: Path) -> None:
    path, context = certificate(tmp_path, "thu")
    async with mail_server(Taken(), starttls=context, asks_login=True) as port:
        server = server_at(port, "smtp+starttls", ca_file=path, user=USER, password_file=file_with(tmp_path, "sai"))
        failure = await failure_of(server)
    assert isinstance(failure, TryLater)
    assert "535" in str(failure)


@pytest.mark.parametrize(
    ("verb", "answer", "kind", "was_about_to"),
    [
        ("RCPT", "550 No such user here <thiha@example.vn>", Rejected, 0),
        ("RCPT", "450 Greylisted", TryLater, 0),
        ("MAIL", "550 Sender not allowed", TryLater, 0),
        ("DATA", "554 Spam", Rejected, 1),
        ("DATA", "451 Out of space", TryLater, 1),
    ],
)
async def test_what_an_answer_means(verb: str, answer: str, kind: type, was_about_to: int) -> None:
    given = Given()
    async with mail_server(Taken(answers={verb: [answer]})) as port:
        failure = await failure_of(server_at(port), given)
    assert type(failure) is kind
    assert given.times == was_about_to


@pytest.mark.parametrize(
    "address", ["a..b@example.vn", "hà@example.vn", "a b@example.vn", "a@x.vn\r\nBcc: b@x.vn", "", "@"]
)
async def test_what_is_no_address_is_refused_before_anybody_is_asked(address: str) -> None:
    taken, given = Taken(), Given()
    async with mail_server(taken) as port:
        with pytest.raises(Rejected):
            await Smtp(server_at(port)).give(replace(LETTER, address=address), given)
    assert (taken.mails, given.times) == ([], 0)


async def test_a_name_over_two_lines_makes_no_header() -> None:
    taken = Taken()
    async with mail_server(taken) as port:
        await Smtp(server_at(port)).give(replace(LETTER, name="Hà\r\nBcc: x@example.vn"), Given())
    assert taken.mails[0]["Bcc"] is None


async def test_an_answer_that_never_came_is_unknown() -> None:
    taken = Taken(drops=1)
    async with mail_server(taken) as port:
        assert isinstance(await failure_of(server_at(port)), Unanswered)
    assert len(taken.mails) == 1


async def test_a_server_that_is_not_there_has_taken_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = Given()
    assert isinstance(await failure_of(server_at(port), given), TryLater)
    assert given.times == 0


async def test_a_claim_that_was_lost_stops_before_the_letter() -> None:
    async def lost() -> None:
        raise ZeroDivisionError

    taken = Taken()
    async with mail_server(taken) as port:
        with pytest.raises(ZeroDivisionError):
            await Smtp(server_at(port)).give(LETTER, lost)
    assert taken.mails == []
