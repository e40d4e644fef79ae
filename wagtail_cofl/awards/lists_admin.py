"""Lists of people in Wagtail's admin: upload, look, give, and see how it went."""

from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from django.views.generic.edit import FormView
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import SnippetViewSet

from wagtail_cofl.city.ids import pk_of
from wagtail_cofl.city.permissions import policy_of
from wagtail_cofl.city.viewsets import OwnCitiesMixin, own_only

from . import batches, letters, tasks, undoing
from .batches import ListRefused
from .forms import RevokeForm
from .list_forms import ColumnsForm, UploadForm
from .models import Batch, BatchRow
from .reading_lists import ListProblem, guess_columns, read_table, write_problems_csv

SPACE = "cofl_lists"
PER_PAGE = 50
FIRST_ROWS = 5


class ListsPage(WagtailAdminTemplateMixin):
    """What the pages of a list share."""

    header_icon = "group"
    page_title = gettext_lazy("Lists")

    def get_breadcrumbs_items(self) -> list[dict]:
        lists = {"url": reverse(f"{SPACE}:list"), "label": _("Lists")}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), lists, here]

    @cached_property
    def batch(self) -> Batch:
        found = Batch.objects.select_related("badge__provider__site", "made_by")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def address(self, name: str) -> str:
        return reverse(f"{SPACE}:{name}", args=[self.batch.pk])


class UploadView(ListsPage, FormView):
    """Choose a file and a badge. Nothing is given before the next page."""

    form_class = UploadForm
    template_name = "wagtail_cofl/awards/lists/upload.html"
    page_title = gettext_lazy("Give to a list")

    def dispatch(self, request, *args, **kwargs):
        if not policy_of(Batch).user_has_permission(request.user, "add"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def get_context_data(self, **kwargs):
        limit = tasks.too_long() if tasks.runs_in_request() else ""
        return super().get_context_data(limit=limit, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        batch = form.save(commit=False)
        batch.made_by = self.request.user
        batch.file_name = form.cleaned_data["source"].name[-120:]
        batch.columns = guess_columns(form.table)
        batch.save()
        return redirect(f"{SPACE}:edit", batch.pk)


def one_list(request, *args, **kwargs):
    """The page of one list: what it would do, or what it has done."""
    batch = get_object_or_404(Batch, pk=kwargs["pk"])
    view = PreviewView if batch.state == Batch.State.DRAFT else BatchView
    return view.as_view()(request, *args, **kwargs)


class PreviewView(ListsPage, TemplateView):
    """The dry run: what every column means, what is wrong in which row, how many would get it."""

    template_name = "wagtail_cofl/awards/lists/preview.html"
    page_title = gettext_lazy("Look before you give")

    def get_page_subtitle(self):
        return str(self.batch)

    @cached_property
    def table(self):
        with self.batch.source.open("rb") as source:
            return read_table(source)

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except (ListProblem, OSError, ValueError):
            # ValueError is what Django says of a field without a file.
            if self.batch.source and self.batch.source.storage.exists(self.batch.source.name):
                raise
            messages.error(request, _("The file of this list is gone. Upload it again."))
            return redirect(f"{SPACE}:add")

    def form(self, data=None) -> ColumnsForm:
        return ColumnsForm(data, headings=self.table.headings, columns=self.batch.columns)

    def get_context_data(self, form=None, **kwargs):
        table, columns = self.table, self.batch.columns
        first = [cells for _number, cells in zip(range(FIRST_ROWS), table.rows, strict=False)]
        width = len(table.headings)
        rows = [(n, [*cells, *[""] * (width - len(cells))]) for _i, (n, cells) in enumerate(first)]
        try:
            outcome, problem = batches.look(self.batch.badge, table, columns), ""
        except ListProblem as found:
            outcome, problem = None, found.sentence
        return super().get_context_data(
            batch=self.batch,
            form=form or self.form(),
            headings=table.headings,
            used=set(columns.values()),
            first_rows=rows,
            outcome=outcome,
            problem=problem,
            waits=batches.why_not_now(self.batch),
            problems_url=self.address("problems"),
            **kwargs,
        )

    def post(self, request, *args, **kwargs) -> HttpResponse:
        act = request.POST.get("act")
        if act == "drop":
            batches.forget_file(self.batch)
            self.batch.delete()
            messages.success(request, _("The list was dropped. Nothing was given."))
            return redirect(f"{SPACE}:list")
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if form.columns() != self.batch.columns:
            self.batch.columns = form.columns()
            self.batch.save(update_fields=["columns"])
            if act == "give":
                messages.warning(request, _("The columns have changed. Look once more, then give."))
        elif act == "give":
            return self.give()
        return redirect(self.address("edit"))

    def give(self) -> HttpResponse:
        try:
            tasks.refuse_long(sum(1 for _row in self.table.rows))
            batches.make_rows(self.batch, self.table, self.batch.columns)
            batches.start(self.batch)
        except ListRefused as refused:
            messages.error(self.request, str(refused))
        except ListProblem as problem:
            messages.error(self.request, problem.sentence)
        else:
            tasks.begin(self.batch)
        return redirect(self.address("edit"))


class BatchView(ListsPage, TemplateView):
    """How far a list is, and every person on it."""

    template_name = "wagtail_cofl/awards/lists/batch.html"
    page_title = gettext_lazy("List")

    def get_page_subtitle(self):
        return str(self.batch)

    def get_context_data(self, **kwargs):
        batch = self.batch
        progress = batches.progress(batch)
        state = self.request.GET.get("state", "")
        rows = batch.rows.order_by("number")
        if state in progress.counts:
            rows = rows.filter(state=state)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        labels = dict(BatchRow.State.choices)
        undone = batch.state == Batch.State.UNDONE
        return super().get_context_data(
            batch=batch,
            progress=progress,
            says=how_far(batch, progress),
            waits=batches.why_waiting(batch),
            counts=[
                (s, label, progress.counts[s])
                for s, label in labels.items()
                if s in progress.counts
            ],
            state=state,
            page=page,
            again=letters.SENT,
            can_send=sum(progress.counts.get(s, 0) for s in letters.SENT),
            unwritten=0 if batch.invite else progress.counts.get(BatchRow.State.AWARDED, 0),
            is_open=batch.state in tasks.OPEN,
            is_done=batch.state == Batch.State.DONE,
            undone=undone,
            left=bool(undone and undoing.left_to_undo(batch)),
            progress_url=self.address("progress"),
            act_url=self.address("act"),
            undo_url=self.address("undo"),
            **kwargs,
        )


def how_far(batch: Batch, progress: batches.Progress) -> str:
    """“37 of 120 rows are done.”"""
    return ngettext(
        "%(done)s of %(rows)s row is done.", "%(done)s of %(rows)s rows are done.", progress.rows
    ) % {"done": progress.done, "rows": progress.rows}


class ProgressView(ListsPage, View):
    """For the script that moves the bar."""

    def get(self, request, *args, **kwargs) -> JsonResponse:
        progress = batches.progress(self.batch)
        found = {
            "done": progress.done,
            "rows": progress.rows,
            "says": how_far(self.batch, progress),
            "waits": batches.why_waiting(self.batch),
            "ended": self.batch.state not in tasks.OPEN,
        }
        return JsonResponse(found, headers={"Cache-Control": "private, no-store"})


class ActView(ListsPage, View):
    """The buttons of the page: send again to one, to all, to everybody for the first time, go on."""

    def post(self, request, *args, **kwargs) -> HttpResponse:
        act, batch = request.POST.get("act"), self.batch
        if batch.state == Batch.State.UNDONE:
            messages.error(request, _("This list is undone."))
        elif act == "go-on":
            # Its pause after trouble with the mail server ends with that.
            Batch.objects.filter(pk=batch.pk, state=Batch.State.READY).update(leased_until=None)
            tasks.begin(batch)
        elif act == "one" and (pk := pk_of(request.POST.get("row", ""))):
            self.send(batch.rows.filter(pk=pk))
        elif act == "all":
            self.send(None)
        elif act == "write":
            self.write()
        back = request.POST.get("back", "")
        return redirect(self.address("edit") + (f"?{back}" if "=" in back else ""))

    def send(self, rows) -> None:
        sent = letters.SENT
        found = (self.batch.rows if rows is None else rows).filter(state__in=sent)
        self.begin(found.count(), lambda: letters.send_again(self.batch, rows))

    def write(self) -> None:
        rows = self.batch.rows.filter(state=BatchRow.State.AWARDED)
        self.begin(rows.count(), lambda: letters.write_now(self.batch))

    def begin(self, how_many: int, verb) -> None:
        try:
            tasks.refuse_long(how_many)
        except ListRefused as refused:
            messages.error(self.request, str(refused))
            return
        count = verb()
        tasks.begin(self.batch)
        said = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", count)
        messages.success(self.request, said % {"n": count})


class UndoView(ListsPage, FormView):
    """Take the whole list back, with the reason that everybody who checks a badge reads."""

    form_class = RevokeForm
    template_name = "wagtail_cofl/awards/lists/undo.html"
    page_title = gettext_lazy("Undo the whole list")

    def get_page_subtitle(self):
        return str(self.batch)

    def dispatch(self, request, *args, **kwargs):
        if self.batch.state == Batch.State.DRAFT:
            return redirect(self.address("edit"))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        held = len(undoing.left_to_undo(self.batch))
        return super().get_context_data(
            batch=self.batch, held=held, back=self.address("edit"), **kwargs
        )

    def form_valid(self, form) -> HttpResponse:
        given = form.cleaned_data
        count = undoing.undo(self.batch, self.request.user, given["reason"], given["note"])
        said = ngettext("%(n)d badge was withdrawn.", "%(n)d badges were withdrawn.", count)
        messages.success(self.request, said % {"n": count})
        return redirect(self.address("edit"))


class ProblemsView(PreviewView):
    """The rows with problems, to mend and upload again."""

    def get(self, request, *args, **kwargs):
        lines = batches.bad_lines(self.table, self.batch.columns)
        response = StreamingHttpResponse(write_problems_csv(lines), content_type="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="rows-to-mend.csv"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def post(self, request, *args, **kwargs):
        return redirect(self.address("edit"))


class ListsViewSet(OwnCitiesMixin, SnippetViewSet):
    model = Batch
    icon = "group"
    menu_label = gettext_lazy("Lists")
    admin_url_namespace = SPACE
    base_url_path = "cofl/lists"
    list_display = [
        "file_name",
        Column("badge", label=gettext_lazy("Badge")),
        Column("get_state_display", label=gettext_lazy("State")),
        DateColumn("created_at", label=gettext_lazy("Uploaded"), sort_key="created_at"),
    ]
    copy_view_enabled = False
    add_view = property(lambda self: UploadView.as_view())
    edit_view = property(lambda self: one_list)
    cofl_actions = {"progress": "view", "problems": "change", "act": "change", "undo": "change"}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("badge__provider")

    def get_urlpatterns(self):
        views = {
            "progress": ProgressView,
            "problems": ProblemsView,
            "act": ActView,
            "undo": UndoView,
        }
        more = [
            path(f"{name}/<int:pk>/", self._own(name, view), name=name)
            for name, view in views.items()
        ]
        return [*super().get_urlpatterns(), *more]

    def _own(self, name: str, view):
        return own_only(view.as_view(), Batch, self.cofl_actions[name])
