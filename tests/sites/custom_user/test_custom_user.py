"""Whoever signs in to the admin is no ``auth.User``, has no username, and has no number."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from wagtail_cofl.learners.models import Learner

from .models import Staff

pytestmark = pytest.mark.django_db


def test_it_is_the_sites_own():
    assert get_user_model() is Staff
    assert Learner._meta.get_field("user").related_model is Staff


def test_what_somebody_does_is_kept_under_their_own_name(admin, here):
    """History and revisions point at the user."""
    data = {"name": "Library", "description": "", "email": "library@example.org", "website": ""}
    admin.post(reverse("cofl_providers:edit", args=[here.provider.pk]), data)
    here.provider.refresh_from_db()
    assert here.provider.name == "Library"
    history = admin.get(reverse("cofl_providers:history", args=[here.provider.pk]))
    assert "ada@example.org" in history.content.decode()


def test_a_user_who_goes_leaves_the_learner(here):
    user = Staff.objects.create_user("kim@example.org", full_name="Kim")
    here.learner.user = user
    here.learner.save()
    user.delete()
    here.learner.refresh_from_db()
    assert here.learner.user is None


def test_somebody_new_joins_a_provider(admin, here):
    """An account is made with whatever the site's users have for a name and an address."""
    people = reverse("cofl_providers:people", args=[here.provider.pk])
    admin.post(people, {"do": "invite", "email": "New@people.example", "role": "manager"})
    link = re.search(r"https://[^/]+(/cofl/join/\S+)", mail.outbox[-1].body)[1]
    admin.logout()
    admin.post(link, {"name": "Nia New", "password": "kite-boat-lantern-7"})
    nia = Staff.objects.get(email="new@people.example")
    assert nia.full_name == "Nia New" and nia.has_perm("wagtailadmin.access_admin")
    assert nia.cofl_memberships.get().provider == here.provider
    shown = admin.get(people).content.decode()
    assert "Nia New" in shown and 'name="role"' in shown
    assert (
        "Nia New joined"
        in admin.get(reverse("cofl_providers:history", args=[here.provider.pk])).content.decode()
    )
