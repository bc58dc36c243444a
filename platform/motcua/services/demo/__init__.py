"""The demo: a center with the dossiers of its last ten working days, made by the services that a click calls.

Everything is derived from the center's key and the business date, so the same date shows the same dossiers, and a
filling that was killed goes on where it stood.
"""

from motcua.services.demo.filling import fill
from motcua.services.demo.people import PASSWORD, DemoAccount, accounts, demo_accounts, give_passwords

__all__ = ["PASSWORD", "DemoAccount", "accounts", "demo_accounts", "fill", "give_passwords"]
