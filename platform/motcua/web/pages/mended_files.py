"""A file of a dossier that the virus scanner has not seen, or has refused: another try, another file."""

from __future__ import annotations

from motcua.domain.errors import NotHere, Refused, Unavailable
from motcua.services.files import uploads
from motcua.services.files.keeping import Upload
from motcua.services.files.scanning import scan_again
from motcua.web.ids import uuid_of
from motcua.web.page import Answer, FromPath, Permission, WebRequest, act, acting, go, office_of, uploads_of
from motcua.web.pages.uploads import pieces_of

ANOTHER = "another"


@act(
    "/ho-so/{dossier_id:str}/tep/{file_id:str}/lam-lai",
    may=Permission.SEE_DOSSIERS,
    in_transaction=False,
    takes_upload=True,
)
async def mend_file(request: WebRequest, dossier_id: FromPath[str], file_id: FromPath[str]) -> Answer:
    """A file that waits is shown to the virus scanner at once; for one that it refused another is sent."""
    office, who = office_of(request), acting(request)
    dossier, file = uuid_of(dossier_id), uuid_of(file_id)
    if dossier is None or file is None:
        raise NotHere
    found = {each.id: each for each in await uploads.dossier_files(office, who, dossier)}
    if file not in found:
        raise NotHere
    sent_files = await uploads_of(request, ANOTHER)
    if found[file].is_refused:
        if len(sent_files) != 1:
            raise Refused("Hãy chọn một tệp để thay tệp bị loại.")
        another = sent_files[0]
        upload = Upload(pieces_of(another), another.filename, another.content_type or "")
        line = await uploads.replace_file(office, who, dossier, file, upload)
        return go(request, f"/ho-so/{dossier}", says=f"Đã thay bằng tệp {line.name}.")
    try:
        line = await scan_again(office, who, file)
    except Unavailable as silent:
        return go(request, f"/ho-so/{dossier}", says=silent.sentence)
    says = f"Tệp {line.name} có mã độc nên đã bị loại." if line.is_refused else f"Đã quét tệp {line.name}: an toàn."
    return go(request, f"/ho-so/{dossier}", says=says)


PAGES = (mend_file,)
