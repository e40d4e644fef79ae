"""Whose turn it is: the claims that somebody may act on now."""

from django.db.models import QuerySet

from wagtail_cofl.learners.models import Learner

from .models import Claim


def waiting_for_user(user) -> QuerySet[Claim]:
    raise NotImplementedError


def waiting_for_peer(learner: Learner) -> QuerySet[Claim]:
    raise NotImplementedError


def stuck(user) -> QuerySet[Claim]:
    raise NotImplementedError
