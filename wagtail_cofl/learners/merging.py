"""Two learners who turn out to be one person."""

from django.db import IntegrityError, transaction

from .models import Learner


class CannotMerge(Exception):
    """One of them is a child: who they are is never found out by e-mail."""


def merge(into: Learner, other: Learner) -> None:
    """Give everything of ``other`` to ``into``, and delete ``other``. Call it in a transaction.

    Whatever has a key to a learner moves, also what a site's own models keep. Where both have what only
    one may have, such as a claim with the same code, that of ``into`` stays; awards always move. Raises
    :exc:`CannotMerge` for children, and ``ValueError`` for two cities.
    """
    if into.is_child or other.is_child:
        raise CannotMerge
    if into.site_id != other.site_id or into.pk == other.pk:
        raise ValueError("Only two learners of one city can be one person.")
    for relation in Learner._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: other})
        for pk in list(rows.values_list("pk", flat=True)):
            row = relation.related_model._base_manager.filter(pk=pk)
            try:
                with transaction.atomic():
                    row.update(**{relation.field.name: into})
            except IntegrityError:
                row.first().delete()
    _take_over(into, other)
    # Fresh, so that its deletion takes nothing along that was remembered before it moved.
    Learner.objects.get(pk=other.pk).delete()


def _take_over(into: Learner, other: Learner) -> None:
    user, words = other.user_id, other.words_hash
    Learner.objects.filter(pk=other.pk).update(user=None, words_hash="")
    if into.user_id is None:
        into.user_id = user
    if not into.words_hash:
        # The words go with the nickname under which they are found.
        into.words_hash, into.nickname = words, other.nickname or into.nickname
    into.age_band = into.age_band or other.age_band
    into.save(update_fields=["user", "words_hash", "nickname", "age_band"])
