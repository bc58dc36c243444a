"""Everything that can go wrong, by who must act on it.

The web layer maps each class to one status; sentences are Vietnamese because a person reads them.
"""

from __future__ import annotations


class MotCuaError(Exception):
    """Root of the platform's own errors."""


class DefinitionError(MotCuaError):
    """A plugin says something impossible. Raised at import; the message starts with the procedure's or form's key."""

    def __init__(self, where: str, sentence: str) -> None:
        super().__init__(f"{where}: {sentence}")
        self.where = where
        self.sentence = sentence


class DataError(MotCuaError):
    """A file of `tenants/` can't be used: names the file, the key and the remedy (Vietnamese)."""

    def __init__(self, file: str, key: str, sentence: str, remedy: str) -> None:
        super().__init__(f"{file}: {key}: {sentence} Cách sửa: {remedy}")
        self.file, self.key, self.sentence, self.remedy = file, key, sentence, remedy


class Spoken(MotCuaError):
    """An error whose sentence is meant for the person at the screen."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(Spoken):
    """What was typed can't be taken (422). `errors` maps field keys to sentences when more than one field is wrong."""

    def __init__(self, sentence: str, errors: dict[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.errors = errors or {}


class NotAllowed(Spoken):
    """This person may not do this here (403); the sentence says why and whom to ask."""


class NotHere(Spoken):
    """Missing, or another center's: the two are indistinguishable (404)."""

    def __init__(self, sentence: str = "Không tìm thấy nội dung yêu cầu tại trung tâm này.") -> None:
        super().__init__(sentence)


class Conflict(Spoken):
    """Somebody else was faster, or the dossier is not in a state for this move (409).

    `changed`: (label, old, new) of what is different from the page that was acted on.
    """

    def __init__(self, sentence: str, changed: tuple[tuple[str, str, str], ...] = ()) -> None:
        super().__init__(sentence)
        self.changed = changed


class TooMany(Spoken):
    """Too many failed tries; the sentence says when to try again (429)."""


class TooLarge(Spoken):
    """The upload or form is over its limit (413)."""


class Unavailable(Spoken):
    """A part the request needs is not up (503)."""
