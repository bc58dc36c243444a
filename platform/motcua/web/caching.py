"""Which answers a browser may keep for a moment, so that going back and forth in the catalogue costs nothing.

Only what everybody may read, only for who is not signed in, and only in their own browser: each page carries its own
nonce and form token, which no shared cache may hand to somebody else. `Vary: Cookie` ends it when somebody signs in.
"""

from __future__ import annotations

from typing import Final

from motcua.web.page import Answer
from motcua.web.security import session_cookie_name
from motcua.web.site import WebRequest, site_of, staff_of

CATALOGUE_KEPT: Final = 300
#: It says until when a dossier filed now would be due: a minute is what such a sentence may be old.
PROCEDURE_KEPT: Final = 60


def kept_for(request: WebRequest, answer: Answer, seconds: int) -> Answer:
    """The answer with leave to be kept so many seconds, where nobody is signed in and nothing is said only once."""
    key = request.scope["state"]["center"].key
    name = session_cookie_name(key, secure=site_of(request).settings.secure_cookies)
    if staff_of(request) is None and name not in request.cookies and not answer.cookies:
        answer.headers.update({"Cache-Control": f"private, max-age={seconds}", "Vary": "Cookie"})
    return answer
