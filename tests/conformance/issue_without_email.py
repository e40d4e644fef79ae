"""For ``manage.py shell``: issue a badge to a learner without an e-mail address; prints its id.

Such an award's OB 2.0 recipient is the credential's own address, a branch of its own.
"""

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.models import Learner

badge = Badge.objects.filter(live=True).select_related("provider").order_by("pk").first()
learner = Learner.objects.create(site_id=badge.provider.site_id)
print(issue(badge.current_version, learner, email=None).credential.uuid)  # noqa: T201
