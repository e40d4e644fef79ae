"""Forms around lists of people: of who uploads one, and of who was on it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.forms import FieldForm
from wagtail_cofl.providers.roles import providers_of

from . import tasks
from .batches import ListRefused
from .models import Batch
from .reading_lists import ListProblem, read_table
from .tables import MOST_BYTES

#: What a column can mean on the page. Notes are not kept.
MEANINGS = {
    "email": gettext_lazy("E-mail address"),
    "name": gettext_lazy("Name"),
    "date": gettext_lazy("Day it was earned"),
}


class UploadForm(forms.ModelForm):
    """A list for a badge. ``table`` is what was read of the file."""

    table = None

    class Meta:
        model = Batch
        fields = ["source", "badge", "starts_at", "invite"]
        widgets = {
            "starts_at": AdminDateTimeInput,
            "source": forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        }
        help_texts = {
            "source": gettext_lazy(
                "CSV or Excel (.xlsx), one person in a row. One column has the e-mail addresses."
            )
        }
        error_messages = {
            "source": {"required": gettext_lazy("Choose the file with the list.")},
            "badge": {"required": gettext_lazy("Choose the badge.")},
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Badge.objects.filter(
            provider__in=providers_of(user, "issue"), versions__isnull=False, archived=False
        )
        self.fields["badge"].queryset = mine.distinct().select_related("provider")
        # A file with no name is refused by Django; the model lets it be blank once it is deleted.
        self.fields["source"].required = True

    def clean_source(self):
        upload = self.cleaned_data["source"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 20 MB. Save the list alone as CSV.")
            )
        try:
            self.table = read_table(upload.read())
            tasks.refuse_long(sum(1 for _row in self.table.rows))
        except ListProblem as problem:
            raise forms.ValidationError(problem.sentence) from problem
        except ListRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        upload.seek(0)
        return upload

    def clean_starts_at(self):
        when = self.cleaned_data["starts_at"]
        if when and when > timezone.now() and (why := tasks.refuse_later()):
            raise forms.ValidationError(why)
        return when


class ColumnsForm(forms.Form):
    """What the columns mean: a choice of its own for each meaning."""

    def __init__(self, *args, headings, columns, **kwargs):
        super().__init__(*args, **kwargs)
        nothing = [("", _("None"))]
        choices = [(str(i), heading) for i, heading in enumerate(headings)]
        for what, label in MEANINGS.items():
            self.fields[what] = forms.ChoiceField(
                label=label,
                choices=nothing + choices,
                required=False,
                initial=str(columns.get(what, "")),
            )

    def columns(self) -> dict[str, int]:
        return {what: int(i) for what, i in self.cleaned_data.items() if i != ""}


class SureForm(FieldForm):
    """“No, thank you”, and why if they like."""

    hinted = ("reason",)
    reason = forms.CharField(
        label=gettext_lazy("Why not, if you like to say?"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"class": "cofl-input", "autocomplete": "off"}),
    )
