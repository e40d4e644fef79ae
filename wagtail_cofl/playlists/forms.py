"""The form behind a playlist's page."""

from wagtail_cofl.opportunities.forms import OwnCityPageForm

from .publishing import steps_of, why_no_badge


class PlaylistPageForm(OwnCityPageForm):
    """Says why a route cannot lead to its completion badge. It is said here and not by the model:
    a page that was fine when it was scheduled is published, without the badge, when its time
    comes (:func:`~.publishing.project`)."""

    def clean_for_publishing(self, cleaned: dict) -> None:
        super().clean_for_publishing(cleaned)
        badge, steps = cleaned.get("badge"), cleaned.get("steps")
        if badge and steps and (reason := why_no_badge(steps_of(steps), badge)):
            self.add_error("badge", reason)
