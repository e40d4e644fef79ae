"""``python -m benchmarks.works.ledger COUNT``: the ledger of that many awards, as a member of the
provider and as somebody of the council open it, search it and filter it.

Prints JSON: seconds of the slowest of its pages (the median of several looks at each), and the most
queries that one of them asks. The awards share the document of the city's one award: what the list
costs does not depend on what is in it.
"""

import json
import secrets
import sys
import time
import uuid
from datetime import timedelta
from statistics import median

LOOKS = 7


def fill(count: int) -> None:
    from django.utils import timezone

    from wagtail_cofl.awards.models import Award
    from wagtail_cofl.credentials.models import Credential
    from wagtail_cofl.learners.models import Learner

    first = Award.objects.select_related("credential").get()
    learners = list(Learner.objects.values_list("pk", flat=True)[:1_000])
    one, now = first.credential, timezone.now()
    for start in range(0, count, 2_000):
        credentials = Credential.objects.bulk_create(
            Credential(
                uuid=uuid.uuid4(),
                badge_version_id=one.badge_version_id,
                provider_id=one.provider_id,
                site_id=one.site_id,
                key_id=one.key_id,
                ob3=one.ob3,
                ob2=one.ob2,
            )
            for _n in range(2_000)
        )
        Award.objects.bulk_create(
            Award(
                site_id=first.site_id,
                badge_version_id=first.badge_version_id,
                learner_id=secrets.choice(learners),
                credential=credential,
                awarded_at=now - timedelta(minutes=start + n),
            )
            for n, credential in enumerate(credentials)
        )


def main(count: int) -> None:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wagtail_cofl.providers.models import Membership, Provider, Role

    fill(count)
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    users = get_user_model().objects
    council = users.create_superuser("council", "council@example.org", "a long one")
    member = users.create_user("member", "member@example.org", "a long one")
    Membership.objects.create(provider=Provider.objects.get(), user=member, role=Role.OWNER)
    slowest, most = 0.0, 0
    for user in (council, member):
        client = Client(HTTP_HOST="learn.example.org")
        client.force_login(user)
        for query in ("", "?p=500", "?state=given", "?q=badge", "?q=someone@example.org"):
            address = f"/admin/cofl/awards/{query}"
            spent = []
            for _n in range(LOOKS):
                with CaptureQueriesContext(connection) as asked:
                    start = time.perf_counter()
                    answer = client.get(address, secure=True)
                    spent.append(time.perf_counter() - start)
                if answer.status_code != 200:
                    raise AssertionError(f"{address} answers {answer.status_code}")
            slowest, most = max(slowest, median(spent)), max(most, len(asked))
            print(user, query, f"{median(spent):.3f} s, {len(asked)} queries", file=sys.stderr)
    print(json.dumps({"seconds": slowest, "queries": most}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
