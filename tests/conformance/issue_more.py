"""For ``manage.py shell``: awards of the kinds that no command makes. Writes a JSON file where ``COFL_MORE``
says, in which an award is ``UUID`` or ``UUID=EMAIL``:

- ``awards``: one to a learner without an e-mail address. Without an address, the OB 2.0 recipient is the
  credential's own address, a branch of its own.
- ``withdrawn`` and ``suspended``: each with its assertion from before, hosted and signed.
- ``former_token``: an assertion that was signed with a key which its issuer then gave up. Whatever is
  fetched later comes from an issuer with two keys for tokens.
"""

import json
import os
from pathlib import Path

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.awards.suspending import suspend
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.credentials import tokens
from wagtail_cofl.credentials.rotating import rotate
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.models import Learner

badges = Badge.objects.filter(live=True).select_related("provider").order_by("pk")
badge = badges.first()
# Of another provider, so that each list of withdrawn 2.0 badges has one entry that is somebody's.
other = badges.exclude(provider=badge.provider).first()
site_id = badge.provider.site_id
city = CitySettings.objects.get(site_id=site_id)


def issued(email, badge=badge):
    learner = learner_for_email(site_id, email)
    credential = issue(badge.current_version, learner, email=email).credential
    return credential, {
        "award": f"{credential.uuid}={email}",
        "assertion_before": bytes(credential.ob2).decode(),
        "token_before": tokens.signed_assertion(credential.uuid),
    }


nobody = issue(badge.current_version, Learner.objects.create(site_id=site_id), email=None)
withdrawn, gone = issued("withdrawn@example.org")
former, _ = issued("former@example.org")
more = {
    "awards": [str(nobody.credential.uuid)],
    "former_token": tokens.signed_assertion(former.uuid),
    "withdrawn": gone,
}
revoke(withdrawn.award, None, "mistake")

city.status_method = CitySettings.StatusMethod.SUSPENSION
city.save()
suspended, paused = issued("suspended@example.org", other)
suspend(suspended.award, None, "checking")
more["suspended"] = paused
city.status_method = CitySettings.StatusMethod.BITSTRING
city.save()

rotate(badge.provider, ["token"])
Path(os.environ["COFL_MORE"]).write_text(json.dumps(more), encoding="utf-8")
