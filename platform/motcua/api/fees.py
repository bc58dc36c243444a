"""What a dossier costs. Combine rules with `+`, `.capped(n)` and `.exempt(condition, reason)`."""

from motcua.domain.api_names import lend_leaving
from motcua.domain.fees import Fee, by, fixed, free, per_copy, per_page, per_unit, unconfirmed

__all__ = ["Fee", "by", "fixed", "free", "per_copy", "per_page", "per_unit", "unconfirmed"]

lend_leaving(__name__)
