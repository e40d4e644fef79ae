"""Stored documents that never change, read with little work and kept for a minute.

A document's address is asked by machines: often, many at once, and the same one by a wallet, a verifier
and a browser in a row. Django compiles a query anew for every request, which takes longer than finding
the row.
"""

from functools import lru_cache
from time import monotonic
from uuid import UUID

from django.db import connections, models, router

#: Documents that a process keeps, at most, and for how many seconds: so late, at most, does it notice
#: that one was deleted. They say themselves that they may be kept for longer.
KEPT = 1_000
SECONDS = 60


class NotStored(LookupError):
    """There is no such row."""


@lru_cache
def _compiled(model: type[models.Model], column: str, alias: str) -> tuple[str, models.Field]:
    rows = model._base_manager.using(alias).filter(uuid=UUID(int=0)).values_list(column)
    return rows.query.get_compiler(alias).as_sql()[0], model._meta.get_field("uuid")


@lru_cache(maxsize=KEPT)
def _read(model: type[models.Model], column: str, uuid: UUID, _period: int) -> bytes:
    alias = router.db_for_read(model)
    connection = connections[alias]
    sql, field = _compiled(model, column, alias)
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_value(uuid, connection)])
        row = cursor.fetchone()
    if row is None:
        raise NotStored  # and nothing is remembered
    return bytes(row[0])


def stored(model: type[models.Model], column: str, uuid: UUID) -> bytes:
    """The binary ``column``, which is written once, of the row with this ``uuid``. Raises
    :exc:`NotStored`."""
    return _read(model, column, uuid, int(monotonic() // SECONDS))
