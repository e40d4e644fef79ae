"""Loading Port Merrow once more: nothing is doubled, and nothing of an editor's is lost."""

from .served import Served

COUNT = """
import json
from django.apps import apps
ours = [m for a in ("wagtail_cofl", "wagtail_cofl_pages", "home", "wagtailimages", "auth")
        for m in apps.get_app_config(a).get_models()]
print(json.dumps({m.__name__: m.objects.count() for m in ours}))
"""
EDIT = """
from wagtail_cofl.pages.models import OpportunityPage
page = OpportunityPage.objects.get(slug="open-mic")
page.summary, page.slug = "Ours now.", page.slug
page.save_revision().publish()
print("null")
"""
READ = """
import json
from wagtail_cofl.opportunities.models import Opportunity
print(json.dumps(Opportunity.objects.get(title="Open mic, gentle audience").summary))
"""
PROGRESS = """
import json
from wagtail_cofl.playlists.models import Following
from wagtail_cofl.playlists.progress import progress
found = [(f.learner.email, f.playlist.title, progress(f)) for f in Following.objects.all()]
print(json.dumps([[email, title, p.done, p.total] for email, title, p in found]))
"""


def test_loading_again(served: Served) -> None:
    before = served.run(COUNT)
    served.run(EDIT)
    said = served.manage("load_demo_city")
    assert "kite" in said.lower()
    assert served.run(COUNT) == before
    assert served.run(READ) == "Ours now."


def test_learners_are_on_their_way(served: Served) -> None:
    found = {(email, title): (done, total) for email, title, done, total in served.run(PROGRESS)}
    assert found["col@example.org", "Mend it, make it, sell it"] == (4, 4)
    assert found["bryony@example.org", "Make a podcast about your street"] == (3, 5)
    assert found["eli@example.org", "Get ready for your first job"] == (0, 4)
