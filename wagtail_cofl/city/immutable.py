"""Rows that are written once: what was issued never changes."""

from django.db import models


class Immutable(Exception):
    """Somebody tried to change a row that is written once. Make a new one instead."""


class WriteOnceQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise Immutable(f"{self.model.__name__} rows are written once and never updated.")

    def bulk_update(self, objs, fields, batch_size=None):
        raise Immutable(f"{self.model.__name__} rows are written once and never updated.")


class WriteOnce(models.Model):
    """A model whose rows can be made and never changed."""

    objects = WriteOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Immutable(f"{type(self).__name__} rows are written once and never updated.")
        super().save(*args, **kwargs)
