"""The forms in which an editor starts a campaign and changes it."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminModelForm

from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import why_not_ready
from wagtail_cofl.city.scoping import offer_own

from .campaigns import (
    CARDS,
    MOST_CARDS,
    MOST_LETTERS,
    ONE,
    RESERVED,
    add_cards,
    add_reserved,
    free_word,
    hand_out,
    is_taken,
    kind_of,
)
from .codes import word_code_problem
from .models import ClaimCode

KINDS = [
    (ONE, _lazy("One code for everybody, for a poster or to say aloud")),
    (CARDS, _lazy("Cards to cut out, each of which works once")),
    (
        RESERVED,
        _lazy("A code for each of some email addresses, which only works with that address"),
    ),
]
#: One person more than there could be at any event, and the number is a slip.
MOST_PEOPLE = 100_000


def addresses_of(text: str) -> list[str]:
    """The addresses of a text with one in each line, once each. Raises ``ValidationError`` naming the
    lines that are none."""
    found, bad = {}, []
    for number, line in enumerate(text.splitlines(), start=1):
        if not (line := line.strip().strip(",;")):
            continue
        try:
            validate_email(line)
        except ValidationError:
            bad.append(
                _("Line %(n)s is not an email address: %(line)s") % {"n": number, "line": line}
            )
        else:
            found[email_lookup(line)] = line
    if bad:
        raise ValidationError(bad)
    if len(found) > MOST_LETTERS:
        message = _(
            "These are %(n)s addresses. Name at most %(most)s here, or give the badge by a list."
        )
        raise ValidationError(message % {"n": len(found), "most": MOST_LETTERS})
    return list(found.values())


class _CampaignForm(WagtailAdminModelForm):
    quota = forms.IntegerField(
        label=_lazy("How many people"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=30,
        help_text=_lazy("The code stops when this many people have used it."),
    )
    cards = forms.IntegerField(
        label=_lazy("How many cards"),
        required=False,
        min_value=1,
        max_value=MOST_CARDS,
        help_text=_lazy("24 fit on a sheet of A4."),
    )
    addresses = forms.CharField(
        label=_lazy("Email addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_lazy("One in each line. Each gets a letter with its own link when you save."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_own(self, "issue")

    def clean_addresses(self):
        return addresses_of(self.cleaned_data["addresses"])

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Choose a time after “works from”."))
        badge = cleaned.get("badge") or (self.instance.badge if self.instance.badge_id else None)
        if badge and cleaned.get("at_once") is False and badge.workflow_id is None:
            self.add_error(
                "at_once",
                _(
                    "Nobody could ask for “%(badge)s”: it has no workflow. Give it one in its own "
                    "form, or let the badge come at once."
                )
                % {"badge": badge.name},
            )
        if badge and cleaned.get("addresses"):
            if reason := why_not_ready(CitySettings.for_site(badge.provider.site)):
                self.add_error("addresses", _("No letters can be sent yet.") + f" {reason}")
        return cleaned


class NewCampaignForm(_CampaignForm):
    """A badge, and what to hand out for it."""

    kind = forms.ChoiceField(
        label=_lazy("What do you hand out?"),
        choices=KINDS,
        initial=ONE,
        widget=forms.RadioSelect(attrs={"data-cofl-kind": ""}),
    )
    word = forms.CharField(
        label=_lazy("A word of your own"),
        required=False,
        help_text=_lazy(
            "Easy to say and to type, like kite-festival; and easy to guess, so give it a last day. "
            "Left empty, the code is twelve letters and numbers that nobody guesses."
        ),
    )

    class Media:
        js = ["wagtail_cofl/js/campaign.js"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        badges = self.fields["badge"]
        badges.queryset = badges.queryset.filter(live=True, archived=False)
        badges.error_messages["invalid_choice"] = _(
            "Choose a badge that is published and still given."
        )

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        needs = {ONE: "quota", CARDS: "cards", RESERVED: "addresses"}.get(kind)
        if needs and not cleaned.get(needs) and needs not in self.errors:
            said = {
                "quota": _("Say how many people may use the code."),
                "cards": _("Say how many cards you need."),
                "addresses": _("Write at least one email address."),
            }
            self.add_error(needs, said[needs])
        if kind == ONE and cleaned.get("word"):
            if problem := word_code_problem(cleaned["word"]):
                self.add_error("word", problem)
            else:
                self.refuse_taken_word()
        return cleaned

    def refuse_taken_word(self) -> bool:
        """Say so, with one that is free, where the city has the word; also when saving has failed
        because somebody else took it a moment ago."""
        word, badge = self.cleaned_data.get("word"), self.cleaned_data.get("badge")
        if not word or not badge or not is_taken(badge.provider.site_id, word):
            return False
        free = free_word(badge.provider.site_id, word)
        message = _("Your city has used “%(word)s” already. %(free)s is free.")
        self.add_error("word", message % {"word": word, "free": free})
        return True

    def save(self, commit=True):
        campaign = super().save(commit)
        chosen, kind = self.cleaned_data, self.cleaned_data["kind"]
        hand_out(
            campaign,
            word=chosen["word"] if kind == ONE else "",
            quota=chosen["quota"] or 1,
            cards=chosen["cards"] if kind == CARDS else 0,
            addresses=chosen["addresses"] if kind == RESERVED else (),
        )
        return campaign


class CampaignForm(_CampaignForm):
    """What may still change: not the badge, and no code goes away."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind_of(self.instance)
        self.code = self.instance.codes.first() if self.kind == ONE else None
        keep = {ONE: "quota", CARDS: "cards", RESERVED: "addresses"}[self.kind]
        for name in {"quota", "cards", "addresses"} - {keep}:
            del self.fields[name]
        if self.code:
            self.fields["quota"].initial = self.code.quota
            self.fields["quota"].required = True
        elif self.kind == CARDS:
            self.fields["cards"].label = _("More cards")
        else:
            self.fields["addresses"].label = _("More email addresses")

    def clean_quota(self):
        quota, used = self.cleaned_data["quota"], self.code.used
        if quota < used:
            message = ngettext(
                "%(n)s person has used it already. Say %(n)s or more.",
                "%(n)s people have used it already. Say %(n)s or more.",
                used,
            )
            raise forms.ValidationError(message % {"n": used})
        return quota

    def clean_cards(self):
        more = self.cleaned_data["cards"]
        have = self.instance.codes.count()
        if more and have + more > MOST_CARDS:
            message = _(
                "There are %(have)s cards, and there can be %(most)s. Start another campaign."
            )
            raise forms.ValidationError(message % {"have": have, "most": MOST_CARDS})
        return more

    def save(self, commit=True):
        campaign = super().save(commit)
        if self.kind == ONE:
            # Somebody may have claimed since it was checked: never below what is used.
            ClaimCode.objects.filter(pk=self.code.pk, used__lte=self.cleaned_data["quota"]).update(
                quota=self.cleaned_data["quota"]
            )
            ClaimCode.objects.filter(pk=self.code.pk, used__gt=self.cleaned_data["quota"]).update(
                quota=F("used")
            )
        elif self.kind == CARDS and self.cleaned_data["cards"]:
            add_cards(campaign, self.cleaned_data["cards"])
        elif self.kind == RESERVED:
            add_reserved(campaign, self.cleaned_data["addresses"])
        return campaign
