"""What a child showed for a badge, where their grown-up says no to it or nobody answers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.conftest import png
from wagtail_cofl.awards import evidence, looking
from wagtail_cofl.awards.evidence_files import judge
from wagtail_cofl.awards.models import Claim
from wagtail_cofl.awards.overdue import chase
from wagtail_cofl.awards.submitting import begin, submit
from wagtail_cofl.learners import consenting
from wagtail_cofl.learners.models import AgeBand

from .deciders import decided_by, member, person

State = Claim.State


@pytest.fixture
def claim(badge, site):
    consent = {"kind": "consent", "due_days": 1, "overdue": "expire"}
    decided_by(badge, consent, {"kind": "review"})
    child = person(site, AgeBand.UNDER_13, nickname="Otter")
    claim = begin(badge, child, Claim.Way.ASKED)
    criterion = badge.current_version.criteria[0]["id"]
    photo = judge(SimpleUploadedFile("a.png", png()))
    claim.photo = evidence.add(claim, child, criterion, "photo", None, photo)
    sent = submit(claim)
    sent.photo = claim.photo
    return sent


def readable(claim, user) -> tuple[bool, bool]:
    row = type(claim.photo).objects.get(pk=claim.photo.pk)
    return evidence.may_see(row, None, user), looking.may_be_read(Claim.objects.get(pk=claim.pk))


def test_nobody_sees_it_after_a_no(claim, provider):
    anna = member(provider, "anna")
    assert readable(claim, anna) == (False, False)
    _asked, secret = consenting.ask(claim.learner, claim_uuid=claim.uuid)
    consenting.answer(secret, False)
    claim.refresh_from_db()
    assert claim.state == State.DECLINED
    assert readable(claim, anna) == (False, False)


def test_nobody_sees_it_where_nobody_answered(claim, provider):
    anna = member(provider, "anna")
    chase(timezone.now() + timedelta(days=3))
    claim.refresh_from_db()
    assert claim.state == State.EXPIRED
    assert readable(claim, anna) == (False, False)


def test_it_is_seen_after_a_yes(claim, provider):
    anna = member(provider, "anna")
    _asked, secret = consenting.ask(claim.learner, claim_uuid=claim.uuid)
    consenting.answer(secret, True)
    claim.refresh_from_db()
    assert claim.turn == Claim.Turn.ASSESSORS
    assert readable(claim, anna) == (True, True)
