"""Whose rows somebody of the CMS sees: those of the cities that she works for, and those of the
providers that she is a member of.

Wagtail says which site an editor works for by her rights in its page tree, and so do we; what she has
as the member of a provider (by the provider's own group) does not make her the city's. Rows of others
are not in her lists, choosers and forms, and their addresses answer 404.

A model says with ``city_path`` how to get from a row to its Site (``"provider__site"``), with
``provider_path`` to its provider if it has one, and with ``shared_in_city`` that the members of every
provider of the city see it.
"""

from collections.abc import Callable

import swapper
from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet
from wagtail.models import Site

_where: Callable[..., dict[int, int]] = lambda user, verb: {}  # noqa: E731


def ask_members(where: Callable[..., dict[int, int]]) -> None:
    """For the room of providers, which stands above this one: ``where(user, verb)`` gives ``{provider
    id: site id}`` of the providers where a member has a verb."""
    global _where
    _where = where


def _has_other_rights(user) -> bool:
    """Anything beside what a provider's group gives: pages, or permissions for what is ours?"""
    ours = Permission.objects.filter(content_type__app_label="wagtail_cofl")
    of_groups = Q(group__user=user, group__cofl_provider=None)
    if ours.filter(Q(user=user) | of_groups).exists():
        return True
    pages = swapper.load_model("wagtailcore", "Page").objects
    return pages.filter(
        group_permissions__group__user=user, group_permissions__group__cofl_provider=None
    ).exists()


def _cities_of(user) -> set[int] | None:
    if user.is_superuser:
        return None
    if Site.objects.count() == 1:
        member = user.cofl_memberships.exists()
        return set() if member and not _has_other_rights(user) else None
    pages = swapper.load_model("wagtailcore", "Page").objects
    hers = list(
        pages.filter(
            group_permissions__group__user=user, group_permissions__group__cofl_provider=None
        )
        .values_list("path", flat=True)
        .distinct()
    )
    homes = Site.objects.values_list("pk", "root_page__path")
    return {pk for pk, home in homes if any(p.startswith(home) or home.startswith(p) for p in hers)}


def cities_of(user) -> set[int] | None:
    """The ids of the Sites that ``user`` works for, looked up once for a request; None for all of
    them: a superuser, or a deployment with one city and nobody's member."""
    if not hasattr(user, "_cofl_cities"):
        user._cofl_cities = _cities_of(user)
    return user._cofl_cities


def in_cities(model: type[Model], cities: set[int]) -> Q:
    """The rows of a model that belong to some Sites. It may be Site itself."""
    path = "pk" if model is Site else model.city_path
    return Q(**{f"{path}__in": cities})


def own(rows: QuerySet, user, verb: str = "view") -> QuerySet:
    """Those of some rows that belong to the cities of ``user``, or to a provider for which she may
    do ``verb`` as its member (see ``providers.roles``). The rows may be Sites.

    Says whose rows they are, not what may be done with them: a permission policy says that.
    """
    cities = cities_of(user)
    if cities is None:
        return rows
    found = in_cities(rows.model, cities)
    if where := _where(user, verb):
        if path := getattr(rows.model, "provider_path", None):
            found |= Q(**{f"{path}__in": list(where)})
        elif rows.model is Site or getattr(rows.model, "shared_in_city", False):
            found |= in_cities(rows.model, set(where.values()))
    return rows.filter(found)


def offer_own(form, verb: str = "view") -> None:
    """Let a form of Wagtail's admin offer, and accept, only what its user's cities and providers
    have."""
    if form.for_user is None:
        return
    for field in form.fields.values():
        rows = getattr(field, "queryset", None)
        if rows is not None and (rows.model is Site or hasattr(rows.model, "city_path")):
            field.queryset = own(rows, form.for_user, verb)
