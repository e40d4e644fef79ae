"""Encrypt everything anew with the first of KEY_ENCRYPTION_KEYS, so that older ones can go."""

from collections.abc import Iterator

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils.translation import gettext as _

from wagtail_cofl.city.sealing import CannotOpen, reseal

BATCH = 500


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Everything that is kept sealed has such a name."""
    for model in apps.get_app_config("wagtail_cofl").get_models():
        for field in model._meta.local_fields:
            if field.name.startswith("sealed_"):
                yield model, field.name


def _batches(model: type[models.Model], column: str) -> Iterator[list[tuple[int, str]]]:
    rows = model._base_manager.exclude(**{column: ""}).order_by("pk").values_list("pk", column)
    batch = list(rows[:BATCH])
    while batch:
        yield batch
        batch = list(rows.filter(pk__gt=batch[-1][0])[:BATCH])


def _reseal(model: type[models.Model], column: str, batch: list[tuple[int, str]]) -> int:
    """How many were sealed anew. A row that somebody changed meanwhile was sealed with the first key."""
    done = 0
    for pk, old in batch:
        if new := reseal(old):
            done += model._base_manager.filter(pk=pk, **{column: old}).update(**{column: new})
    return done


class Command(BaseCommand):
    help = "Encrypts keys and email addresses anew with the first of KEY_ENCRYPTION_KEYS."

    def handle(self, **options):
        columns = list(sealed_columns())
        # All are tried first: whoever takes the older key away next must be able to rely on it.
        for model, column in columns:
            for batch in _batches(model, column):
                self._check(model, batch)
        for model, column in columns:
            done = 0
            for batch in _batches(model, column):
                with transaction.atomic():
                    done += _reseal(model, column, batch)
            self.stdout.write(
                _("%(what)s: %(n)d encrypted anew.")
                % {"what": model._meta.verbose_name_plural, "n": done}
            )

    def _check(self, model: type[models.Model], batch: list[tuple[int, str]]) -> None:
        for pk, sealed in batch:
            try:
                reseal(sealed)
            except CannotOpen as error:
                raise CommandError(
                    _("Nothing was changed. %(what)s, number %(pk)s: %(why)s")
                    % {"what": model._meta.verbose_name_plural, "pk": pk, "why": error},
                    returncode=2,
                ) from error
