"""A page that stands for a scanned paper: a tiny PDF, made here so that the demo ships no files."""

from __future__ import annotations

from motcua.domain.text import fold


def scan(title: str, name: str) -> bytes:
    """One A4 page with the paper's title and the applicant's name, in plain letters (built-in fonts know no others)."""
    lines = ["HO SO MAU - KHONG CO GIA TRI PHAP LY", fold(title).upper()[:70], fold(name).upper()[:70]]
    text = " ".join(f"({line}) Tj 0 -28 Td" for line in lines)
    content = f"BT /F1 14 Tf 60 760 Td {text} ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    body = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, each in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return (
        body + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(body))
    )  # fmt: skip
