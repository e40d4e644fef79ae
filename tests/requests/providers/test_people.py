"""Inviting people, what they become, and how they leave."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, ModelLogEntry

from wagtail_cofl.providers import inviting, members, roles
from wagtail_cofl.providers.models import MemberInvitation, Membership, NamedPeer, Role

pytestmark = pytest.mark.django_db

ADDRESS = "ada.lovelace@people.example"


def user(name: str, **more):
    email = more.pop("email", f"{name}@people.example")
    return get_user_model().objects.create_user(name, email=email, password="x", **more)


def member(provider, name: str, role: str) -> Membership:
    return Membership.objects.create(provider=provider, user=user(name), role=role)


@pytest.fixture
def owner(provider, city) -> Membership:
    return member(provider, "olive", Role.OWNER)


@pytest.fixture
def people_url(provider) -> str:
    return reverse("cofl_providers:people", args=[provider.pk])


def link() -> str:
    return re.search(r"https://learn\.example\.org(/cofl/join/\S+)", mail.outbox[-1].body)[1]


def post(browser, by: Membership, path: str, **data):
    browser.force_login(get_user_model().objects.get(pk=by.user_id))
    return browser.post(path, data)


def test_an_invitation_leads_somebody_new_to_the_cms(browser, owner, provider, people_url):
    answer = post(browser, owner, people_url, do="invite", email=ADDRESS, role="manager")
    assert answer.status_code == 302, answer.content.decode()
    [letter] = mail.outbox
    assert letter.to == [ADDRESS] and provider.name in letter.subject
    invitation = MemberInvitation.objects.get()
    secret = link().split("/")[-2]
    assert len(secret) >= 43 and secret not in str(MemberInvitation.objects.values())
    assert ADDRESS not in invitation.sealed_value

    browser.logout()
    page = browser.get(link())
    assert page.status_code == 200 and ADDRESS in page.content.decode()
    assert page["Cache-Control"].count("no-store") and page["Referrer-Policy"] == "same-origin"
    assert not Membership.objects.filter(role="manager").exists()  # looking changes nothing

    weak = browser.post(link(), {"name": "Ada Lovelace", "password": ""})
    assert weak.status_code == 200 and "Choose a password." in weak.content.decode()
    done = browser.post(link(), {"name": "Ada Lovelace", "password": "kite-boat-lantern-7"})
    assert done.status_code == 302
    ada = get_user_model().objects.get(email=ADDRESS)
    assert (ada.username, ada.first_name, ada.last_name) == ("ada.lovelace", "Ada", "Lovelace")
    assert ada.has_perm("wagtailadmin.access_admin") and not ada.is_superuser
    assert roles.may(ada, "edit", provider) and not roles.may(ada, "owners", provider)
    invitation.refresh_from_db()
    assert invitation.accepted_at and not invitation.value  # the address is forgotten
    assert browser.get(reverse("wagtailadmin_home")).status_code == 200

    browser.logout()
    again = browser.get(link())
    assert again.status_code == 410 and "accepted already" in again.content.decode()
    logged = [e.data["did"] for e in ModelLogEntry.objects.filter(action__contains="people")]
    assert sorted(logged) == ["invited", "joined"]
    assert ADDRESS not in str(list(ModelLogEntry.objects.values()))


def test_an_assessor_needs_no_cms(browser, owner, provider):
    inviting.invite(provider, owner.user, ADDRESS, Role.ASSESSOR)
    browser.post(link(), {"name": "Ada", "password": "kite-boat-lantern-7"})
    ada = get_user_model().objects.get(email=ADDRESS)
    assert not ada.has_perm("wagtailadmin.access_admin")
    assert roles.may(ada, "decide", provider) and not ada.groups.exists()
    home = browser.get(reverse("wagtail_cofl:staff_home")).content.decode()
    assert provider.name in home and "/admin/" not in home


def test_an_address_that_has_a_user_must_sign_in_as_that_user(browser, owner, provider):
    known = user("known", email=ADDRESS)
    inviting.invite(provider, owner.user, ADDRESS.upper(), Role.VIEWER)
    page = browser.get(link()).content.decode()
    assert "Sign in" in page and 'name="password"' not in page
    answer = browser.post(link(), {"name": "Mallory", "password": "kite-boat-lantern-7"})
    # The secret of the letter is in no other address: those are what servers write down.
    assert answer.status_code == 302 and answer["Location"] == "/cofl/staff/sign-in/"
    assert f"next={link()}" not in page
    assert link().split("/")[-2] not in str(dict(browser.session))
    assert not Membership.objects.filter(role="viewer").exists()
    signed = browser.post(answer["Location"], {"username": "known", "password": "x"})
    assert signed["Location"] == link()
    assert "?next=" not in browser.get(link()).content.decode()
    browser.post(link())
    # It leads there once.
    browser.logout()
    signed = browser.post(answer["Location"], {"username": "known", "password": "x"})
    assert signed["Location"] != link()
    assert Membership.objects.get(role="viewer").user == known
    known = get_user_model().objects.get(pk=known.pk)
    assert known.has_perm("wagtailadmin.access_admin")
    assert list(known.groups.values_list("name", flat=True)) == ["City of Learning: viewers"]


def test_nobody_makes_a_second_user_for_one_who_is_switched_off(browser, owner, provider):
    user("off", email=ADDRESS, is_active=False)
    inviting.invite(provider, owner.user, ADDRESS, Role.MANAGER)
    assert browser.get(link()).status_code == 410
    browser.post(link(), {"name": "Ada", "password": "kite-boat-lantern-7"})
    assert Membership.objects.count() == 1


def test_who_is_signed_in_accepts_as_herself_and_keeps_the_role_that_she_has(
    browser, owner, provider
):
    inviting.invite(provider, owner.user, ADDRESS, Role.VIEWER)
    answer = post(browser, owner, link())
    assert answer.status_code == 302
    assert Membership.objects.get().role == Role.OWNER


def test_links_run_out_and_are_replaced(browser, owner, provider):
    inviting.invite(provider, owner.user, ADDRESS, Role.VIEWER)
    first = link()
    inviting.invite(provider, owner.user, ADDRESS, Role.MANAGER)
    assert browser.get(first).status_code == 410 and MemberInvitation.objects.count() == 1
    assert browser.get("/cofl/join/nonsense/").status_code == 410
    MemberInvitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert "run out" in browser.get(link()).content.decode()
    browser.post(link(), {"name": "Ada", "password": "kite-boat-lantern-7"})
    assert Membership.objects.count() == 1
    assert inviting.forget_old() == 1


def test_sign_in_leads_to_this_site_only(browser, owner):
    there = reverse("wagtail_cofl:staff_sign_in") + "?next=https://evil.example/"
    answer = browser.post(there, {"username": "olive", "password": "x"})
    assert answer.status_code == 302 and "evil" not in answer["Location"]
    wrong = browser.post(there, {"username": "olive", "password": "y"})
    assert wrong.status_code == 200 and 'role="alert"' in wrong.content.decode()


def test_only_owners_make_owners(browser, owner, provider, people_url):
    manager = member(provider, "mina", Role.MANAGER)
    post(browser, manager, people_url, do="role", member=manager.pk, role="owner")
    post(browser, manager, people_url, do="remove", member=owner.pk)
    post(browser, manager, people_url, do="hand-over", member=manager.pk)
    post(browser, manager, people_url, do="invite", email=ADDRESS, role="owner")
    assert {m.role for m in Membership.objects.all()} == {"owner", "manager"} and not mail.outbox
    page = browser.get(people_url).content.decode()
    assert 'value="owner"' not in page and "Send the letter" in page

    for name, role in (("vera", Role.VIEWER), ("ines", Role.ISSUER)):
        one = member(provider, name, role)
        post(browser, one, people_url, do="invite", email=ADDRESS, role="viewer")
        post(browser, one, people_url, do="role", member=one.pk, role="manager")
        page = browser.get(people_url).content.decode()
        assert "Send the letter" not in page and "mina" not in page and "Leave" in page
    assert not mail.outbox and Membership.objects.filter(role=Role.MANAGER).count() == 1


def test_the_last_owner_cannot_leave_but_hands_over(browser, owner, provider, people_url):
    manager = member(provider, "mina", Role.MANAGER)
    post(browser, owner, people_url, do="leave")
    post(browser, owner, people_url, do="role", member=owner.pk, role="viewer")
    owner.refresh_from_db()
    assert owner.role == Role.OWNER
    post(browser, owner, people_url, do="hand-over", member=manager.pk)
    owner.refresh_from_db()
    manager.refresh_from_db()
    assert (owner.role, manager.role) == (Role.MANAGER, Role.OWNER)
    post(browser, owner, people_url, do="leave")
    assert list(Membership.objects.all()) == [manager]
    assert not owner.user.groups.exists() and not roles.may(owner.user, "view", provider)
    with pytest.raises(members.CannotChange, match="only owner"):
        members.remove(manager, manager.user)


def test_rows_of_another_provider_are_not_reached_through_ones_own(
    browser, owner, site, people_url
):
    from wagtail_cofl.providers.models import Provider

    other = Provider.objects.create(site=site, name="Otter Club", email="a@b.example")
    theirs = member(other, "otto", Role.VIEWER)
    members.name_peer(other, theirs.user, ADDRESS)
    inviting.invite(other, owner.user, ADDRESS, Role.VIEWER)
    post(browser, owner, people_url, do="remove", member=theirs.pk)
    post(browser, owner, people_url, do="role", member=theirs.pk, role="manager")
    post(browser, owner, people_url, do="forget-peer", peer=NamedPeer.objects.get().pk)
    post(browser, owner, people_url, do="uninvite", invitation=MemberInvitation.objects.get().pk)
    theirs.refresh_from_db()
    assert theirs.role == Role.VIEWER
    assert NamedPeer.objects.exists() and MemberInvitation.objects.exists()


def test_peers_are_named_by_address_and_kept_sealed(browser, owner, people_url):
    post(browser, owner, people_url, do="peer", email=ADDRESS)
    post(browser, owner, people_url, do="peer", email=ADDRESS.upper())
    peer = NamedPeer.objects.get()
    assert peer.value == ADDRESS and ADDRESS not in peer.sealed_value
    assert ADDRESS in browser.get(people_url).content.decode()
    bad = post(browser, owner, people_url, do="peer", email="nobody")
    assert "whole email address" in bad.content.decode() and "nobody" in bad.content.decode()
    post(browser, owner, people_url, do="forget-peer", peer=peer.pk)
    assert not NamedPeer.objects.exists()


def test_a_city_that_may_not_send_mail_says_so(browser, owner, city, people_url):
    city.canonical_address = ""
    city.save()
    answer = post(browser, owner, people_url, do="invite", email=ADDRESS, role="viewer")
    assert answer.status_code == 302 and not MemberInvitation.objects.exists()
    assert "permanent address" in browser.get(people_url).content.decode()


def test_the_group_follows_the_role(owner, provider):
    provider.refresh_from_db()
    group = provider.group
    assert owner.user.groups.get() == group and "members" in group.name
    members.change_role(owner, user("boss", is_superuser=True), Role.ASSESSOR)
    assert not owner.user.groups.exists()
    collection = Collection.objects.get(name=provider.name)
    kinds = group.collection_permissions.values_list("collection", "permission__codename")
    assert {pk for pk, _kind in kinds} == {collection.pk}
    assert {kind for _pk, kind in kinds} >= {"add_image", "choose_image"}
    assert Group.objects.count() > 1
