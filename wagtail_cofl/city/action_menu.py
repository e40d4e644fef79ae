"""The buttons of a snippet's form that publish and unpublish. Wagtail shows them by Django's
permissions alone; ours are shown by the policy of the model."""

from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem

from .permissions import policy_of


def _may_publish(context) -> bool:
    policy, user = policy_of(context["model"]), context["request"].user
    if instance := context.get("instance"):
        return policy.user_has_permission_for_instance(user, "publish", instance)
    return policy.user_has_permission(user, "publish")


class OurPublish(PublishMenuItem):
    def is_shown(self, context):
        return _may_publish(context) and not context.get("locked_for_user")


class OurUnpublish(UnpublishMenuItem):
    def is_shown(self, context):
        live = context["view"] == "edit" and context["instance"].live
        return live and _may_publish(context) and not context.get("locked_for_user")


def show_by_policy(items, request, context) -> None:
    """For the hook ``construct_snippet_action_menu``."""
    if not hasattr(context["model"], "city_path") or not context["draftstate_enabled"]:
        return
    items[:] = [i for i in items if not isinstance(i, (PublishMenuItem, UnpublishMenuItem))]
    ours = [OurUnpublish(order=20), OurPublish(order=30)]
    items.extend(item for item in ours if item.is_shown(context))
    items.sort(key=lambda item: item.order)
