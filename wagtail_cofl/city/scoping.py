"""Whose rows somebody of the CMS sees: those of the cities that she works for.

Wagtail says which site an editor works for by her rights in its page tree, and so do we. Rows of other
cities are not in her lists, choosers and forms, and their addresses answer 404. A deployment with
one city has nothing to tell apart.

A model says with ``city_path`` how to get from a row to its Site (``"provider__site"``).
"""

import swapper
from django.db.models import QuerySet
from wagtail.models import Site


def _cities_of(user) -> set[int] | None:
    if user.is_superuser or Site.objects.count() == 1:
        return None
    pages = swapper.load_model("wagtailcore", "Page").objects
    hers = list(
        pages.filter(group_permissions__group__user=user).values_list("path", flat=True).distinct()
    )
    homes = Site.objects.values_list("pk", "root_page__path")
    return {pk for pk, home in homes if any(p.startswith(home) or home.startswith(p) for p in hers)}


def cities_of(user) -> set[int] | None:
    """The ids of the Sites that ``user`` works for, looked up once for a request; None for all of
    them: a superuser, or a deployment with one city."""
    if not hasattr(user, "_cofl_cities"):
        user._cofl_cities = _cities_of(user)
    return user._cofl_cities


def own(rows: QuerySet, user) -> QuerySet:
    """Those of some rows that belong to the cities of ``user``. The rows may be Sites."""
    cities = cities_of(user)
    if cities is None:
        return rows
    path = "pk" if rows.model is Site else rows.model.city_path
    return rows.filter(**{f"{path}__in": cities})


def offer_own(form) -> None:
    """Let a form of Wagtail's admin offer, and accept, only what its user's cities have."""
    if form.for_user is None:
        return
    for field in form.fields.values():
        rows = getattr(field, "queryset", None)
        if rows is not None and (rows.model is Site or hasattr(rows.model, "city_path")):
            field.queryset = own(rows, form.for_user)
