"""Whoever signs in to the admin is no ``auth.User``, has no username, and has no number."""

import pytest
from django.contrib.auth import get_user_model
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
