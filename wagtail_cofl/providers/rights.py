"""What a provider's members may do in Wagtail beside our own screens: their part of the page tree and
their pictures, by a group of Wagtail that follows the memberships.

The group is made when a provider gets its first member. Nobody edits it by hand: what it has does not
make its users the city's own people (``city.scoping``).
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from .models import Membership, Provider, Role
from .roles import roles_that_may

#: Lets who only looks into the CMS, and into nothing of its pages.
VIEWERS = "City of Learning: viewers"
PAGES = ("add", "change", "publish")
COLLECTION = ("add_image", "choose_image", "add_document", "choose_document")


def _permissions(app_labels: list[str], codenames: tuple[str, ...]) -> list[Permission]:
    return list(
        Permission.objects.filter(
            content_type__app_label__in=app_labels, codename__in=codenames
        ).select_related("content_type")
    )


def _let_in(group: Group) -> Group:
    group.permissions.add(*_permissions(["wagtailadmin"], ("access_admin",)))
    return group


def _named(provider: Provider) -> str:
    """A name for its group that no other group has."""
    words = _("%(provider)s (members)") % {"provider": provider.name[:110]}
    if Group.objects.filter(name=words).exists():
        words = f"{words} {provider.pk}"
    return words


def group_of(provider: Provider) -> Group:
    """The group of a provider's members, with a collection for their pictures and files; made when
    it is first asked for."""
    found = Group.objects.filter(cofl_provider=provider).first()
    if found:
        return found
    with transaction.atomic():
        group = _let_in(Group.objects.create(name=_named(provider)))
        Provider.objects.filter(pk=provider.pk).update(group=group)
        root = Collection.get_first_root_node()
        if root is not None:
            collection = root.add_child(name=provider.name)
            may = _permissions(["wagtailimages", "wagtaildocs"], COLLECTION)
            GroupCollectionPermission.objects.bulk_create(
                GroupCollectionPermission(group=group, collection=collection, permission=one)
                for one in may
            )
    provider.group = group
    return group


def after_membership(membership: Membership) -> None:
    """Let the groups of a member follow her role."""
    user, provider = membership.user, membership.provider
    group = group_of(provider)
    if membership.role in roles_that_may("pages"):
        user.groups.add(group)
    else:
        user.groups.remove(group)
    _keep_viewer(user)


def after_leaving(user, provider_id: int) -> None:
    """The same for somebody who is a member no longer."""
    user.groups.remove(*Group.objects.filter(cofl_provider=provider_id))
    _keep_viewer(user)


def _keep_viewer(user) -> None:
    viewer = Membership.objects.filter(user=user, role=Role.VIEWER).exists()
    group = Group.objects.filter(name=VIEWERS).first()
    if viewer and group is None:
        group = _let_in(Group.objects.create(name=VIEWERS))
    if viewer:
        user.groups.add(group)
    elif group is not None:
        user.groups.remove(group)


def give_pages(page) -> None:
    """A page names its ``provider`` (or None any more): its members' group, and no other provider's,
    may add, change and publish it and what is below."""
    provider = page.provider
    old = GroupPagePermission.objects.filter(page_id=page.pk, group__cofl_provider__isnull=False)
    group = group_of(provider) if provider else None
    old.exclude(group=group).delete()
    if group is None:
        return
    has = set(
        GroupPagePermission.objects.filter(group=group, page_id=page.pk).values_list(
            "permission__codename", flat=True
        )
    )
    for kind in PAGES:
        if not any(codename.startswith(f"{kind}_") for codename in has):
            GroupPagePermission.objects.create(group=group, page_id=page.pk, permission_type=kind)
