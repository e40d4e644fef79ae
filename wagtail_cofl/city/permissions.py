"""What a user of the CMS may do with a row: one policy for each model that belongs to a city.

Wagtail asks the policy of a model in its lists, forms, menus and bulk actions, mostly about the model
and not about the row; ``viewsets.own_only`` asks about the row before any view of it is run. Wagtail 8
takes policies from a registry, Wagtail 7 from each viewset: both find them here.
"""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from wagtail import VERSION
from wagtail.permission_policies import ModelPermissionPolicy

from .scoping import cities_of, in_cities

_policies: dict[type[Model], "CityPolicy"] = {}

#: Who may do any of these may see.
SEEING = ("view", "add", "change", "delete")


def follow(row: Model, path: str) -> int | None:
    """The id at the end of a path of relations (``"badge__provider"``), or None."""
    *steps, last = path.split("__")
    for step in steps:
        if row is None or getattr(row, f"{step}_id", None) is None:
            return None
        row = getattr(row, step)
    if row is None:
        return None
    return row.pk if last == "pk" else getattr(row, f"{last}_id")


class CityPolicy(ModelPermissionPolicy):
    """Django's permissions, within the cities of whoever has them. Members of providers have
    nothing."""

    #: May everybody choose such a row in a form, who sees it?
    open_to_choose = True

    def _staff_may(self, user, action: str) -> bool:
        asked = SEEING if action == "view" else (action,)
        return any(user.has_perm(self._get_permission_name(name)) for name in asked)

    def _rows(self, user, actions: Iterable[str]) -> Q | None:
        """Which rows; None for all of them."""
        if any(self._staff_may(user, action) for action in actions):
            cities = cities_of(user)
            return None if cities is None else in_cities(self.model, cities)
        return Q(pk__in=[])

    def user_has_permission(self, user, action):
        if not user.is_active or not self._staff_may(user, action):
            return False
        return cities_of(user) != set()

    def user_has_permission_for_instance(self, user, action, instance):
        if not user.is_active or not self._staff_may(user, action):
            return False
        cities = cities_of(user)
        return cities is None or follow(instance, self.model.city_path) in cities

    def instances_user_has_any_permission_for(self, user, actions):
        return self.filter(self.model._default_manager.all(), user, actions)

    def filter(self, rows: QuerySet, user, actions: Iterable[str] | str = "view") -> QuerySet:
        """Those of some rows of this model with which ``user`` may do an action, or any of some."""
        if not user.is_active:
            return rows.none()
        actions = [actions] if isinstance(actions, str) else actions
        found = self._rows(user, actions)
        return rows if found is None else rows.filter(found)

    def users_with_any_permission_for_instance(self, actions, instance):
        users = [
            user.pk
            for user in self.users_with_any_permission(actions)
            if self.user_has_any_permission_for_instance(user, actions, instance)
        ]
        return get_user_model()._default_manager.filter(pk__in=users)


def register(policy: CityPolicy) -> None:
    """Make this the policy of its model, before Wagtail asks for one."""
    _policies[policy.model] = policy
    if VERSION >= (8, 0):
        from wagtail.permissions import register_permission_policy

        register_permission_policy(policy.model, policy, exact_class=True)


def policy_of(model: type[Model]) -> CityPolicy:
    """The policy of one of our models. Raises :exc:`KeyError` for those of others."""
    return _policies[model]
