"""Schema changes, in Piccolo's migration format, run by `motcua.store.migrate` in one transaction per schema.

Expand first, contract a release later: two centers may stand at different levels while an upgrade runs. Names are
unqualified in `center/` (the runner sets the schema); no triggers, enums, domains or foreign keys out of the schema
except to `catalog` (they would bind the schema to one machine).
"""
