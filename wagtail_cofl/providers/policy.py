"""The permission policy of everything that belongs to a provider: its members by their role, beside
the city's own people."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Model, Q

from wagtail_cofl.city.permissions import CityPolicy, follow, register

from .models import Membership
from .roles import MAY, memberships, roles_that_may

#: What Wagtail calls what is done with a row, and the verb of ``roles.MAY`` that it takes. What is in
#: neither table, or None, no member may do.
USUAL = {
    "view": "view",
    "add": "edit",
    "change": "edit",
    "delete": "edit",
    "publish": "edit",
    "lock": "edit",
    "unlock": "edit",
}


def _all(verb: str) -> dict[str, str]:
    return dict.fromkeys(("view", "add", "change", "delete"), verb)


VERBS = {
    "provider": {"view": "view", "change": "edit"},
    "campaign": _all("issue"),
    "claimcode": _all("issue"),
    "batch": _all("issue"),
    "batchrow": _all("issue"),
    "claim": {"view": "view_claims", "decide": "decide"},
    "award": {"view": "revoke", "revoke": "revoke"},  # people are in it: viewers see numbers
    "cannedfeedback": USUAL | {"view": "view_claims"},
    "membership": _all("members"),
    "memberinvitation": _all("members"),
    "namedpeer": _all("members"),
    "opportunity": {"view": "view"},
    "playlist": {"view": "view"},
}


class ProviderPolicy(CityPolicy):
    """For a model with ``provider_path`` and ``city_path``."""

    def verb(self, action: str) -> str | None:
        """The verb that a member needs; None for what members cannot do."""
        return VERBS.get(self.model._meta.model_name, USUAL).get(action)

    @property
    def open_to_choose(self):
        return self.verb("view") == "view"

    def _mine(self, user, actions) -> set[int]:
        """The ids of the providers where she may do any of these as a member."""
        verbs = {self.verb(action) for action in actions} - {None}
        return {m.provider_id for m in memberships(user) if verbs & MAY.get(m.role, frozenset())}

    def _rows(self, user, actions):
        found = super()._rows(user, actions)
        if found is None:
            return None
        return found | Q(**{f"{self.model.provider_path}__in": self._mine(user, actions)})

    def user_has_permission(self, user, action):
        if super().user_has_permission(user, action):
            return True
        return user.is_active and bool(self._mine(user, [action]))

    def user_has_permission_for_instance(self, user, action, instance):
        if super().user_has_permission_for_instance(user, action, instance):
            return True
        if not user.is_active or follow(instance, self.model.provider_path) is None:
            return False
        if action == "publish" and getattr(instance, "has_workflow", False):
            return False  # the city has said that it approves first
        return follow(instance, self.model.provider_path) in self._mine(user, [action])

    def users_with_any_permission(self, actions):
        verbs = {self.verb(action) for action in actions} - {None}
        roles = {role for verb in verbs for role in roles_that_may(verb)}
        mine = Membership.objects.filter(role__in=roles).values("user")
        codenames = self._get_permission_codenames(actions)
        staff = self._get_users_with_any_permission_codenames_filter(codenames)
        users = get_user_model()._default_manager.filter(staff | Q(pk__in=mine, is_active=True))
        return users.distinct()


def register_policies(models: Iterable[type[Model]]) -> None:
    """For AppConfig.ready: a policy for each model that belongs to a provider or a city."""
    for model in models:
        if hasattr(model, "provider_path"):
            register(ProviderPolicy(model))
        elif hasattr(model, "city_path"):
            register(CityPolicy(model))
