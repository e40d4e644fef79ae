"""Stored documents, read with a query that is compiled once.

Django compiles a query anew for every request, which takes longer than finding the row. A document's
address is asked by machines, often and many at once.
"""

from functools import lru_cache
from uuid import UUID

from django.db import connections, models, router


@lru_cache
def _sql(model: type[models.Model], column: str, alias: str) -> str:
    rows = model._base_manager.using(alias).filter(uuid=UUID(int=0)).values_list(column)
    return rows.query.get_compiler(alias).as_sql()[0]


def stored(model: type[models.Model], column: str, uuid: UUID) -> bytes | None:
    """The binary ``column`` of the row with this ``uuid``; None where there is no such row."""
    alias = router.db_for_read(model)
    connection = connections[alias]
    parameter = model._meta.get_field("uuid").get_db_prep_value(uuid, connection)
    with connection.cursor() as cursor:
        cursor.execute(_sql(model, column, alias), [parameter])
        row = cursor.fetchone()
    return bytes(row[0]) if row else None
