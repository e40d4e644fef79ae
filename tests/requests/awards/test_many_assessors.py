from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_cofl.awards import standing

from .deciders import decided_by, member, person, sent_in


def test_to_see_that_anybody_can_act_costs_the_same_with_many_assessors(badge, provider, site):
    decided_by(badge, {"kind": "review"})
    member(provider, "anna")
    claim = sent_in(badge, person(site))

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert standing.anybody_may(claim)
        return len(found)

    alone = queries()
    for number in range(10):
        member(provider, f"assessor{number}")
    assert queries() == alone
    assert len(standing.users_who_may(claim)) == 11
