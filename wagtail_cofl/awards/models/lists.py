"""Lists of people who are given a badge together: a batch, and one row for each of them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.emails import SealedEmail
from wagtail_cofl.city.private_storage import private_name, private_storage

from .awards import Award


class Batch(models.Model):
    """A list that was uploaded. ``columns`` is what its columns mean (``{"email": 2}``). ``source`` is
    the file as it came, deleted as soon as the rows are made of it. Work takes a lease, so that two
    workers share it without getting in each other's way."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Being looked at")
        READY = "ready", _("Waiting for its turn")
        WORKING = "working", _("Under way")
        DONE = "done", _("Done")
        UNDONE = "undone", _("Undone")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    badge = models.ForeignKey(
        Badge, on_delete=models.PROTECT, related_name="batches", verbose_name=_("badge")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    file_name = models.CharField(_("file"), max_length=120)
    source = models.FileField(
        _("list"), upload_to=private_name, storage=private_storage, max_length=120, blank=True
    )
    columns = models.JSONField(_("columns"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    invite = models.BooleanField(
        _("write to everybody"),
        default=True,
        help_text=_("Each person gets an email with a link to their badge."),
    )
    starts_at = models.DateTimeField(
        _("give the badges on"), null=True, blank=True, help_text=_("Leave it empty for now.")
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    leased_until = models.DateTimeField(_("being worked on until"), null=True, editable=False)
    #: Why it does not go on for now, in a sentence: the mail server, or the city's own settings.
    waits_for = models.CharField(_("waits because"), max_length=255, blank=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    city_path = "badge__provider__site"
    provider_path = "badge__provider"

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("lists")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.badge} – {self.file_name}"


class BatchRow(SealedEmail):
    """One person of a list. ``problem`` says why a row failed. Only a hash of the secret in the
    letter is kept; sending it again makes a new one."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        HAD = "had", _("Had it already")
        AWARDED = "awarded", _("Given, no letter sent")
        SENDING = "sending", _("Letter on its way")
        DELIVERED = "delivered", _("Letter sent")
        FAILED = "failed", _("Letter failed")
        CLAIMED = "claimed", _("Claimed")
        DECLINED = "declined", _("Declined")
        EXPIRED = "expired", _("Letter too old")
        UNDONE = "undone", _("Undone")

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    sealed_name = models.TextField(_("encrypted name"), blank=True, editable=False)
    awarded_on = models.DateField(_("awarded on"), null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    problem = models.CharField(_("problem"), max_length=255, blank=True)
    award = models.OneToOneField(
        Award, on_delete=models.SET_NULL, null=True, related_name="batch_row"
    )
    secret_hash = models.CharField(
        _("hash of the secret"), max_length=64, blank=True, editable=False
    )
    sent_at = models.DateTimeField(_("sent"), null=True)
    expires_at = models.DateTimeField(_("works until"), null=True)

    city_path = "batch__badge__provider__site"
    provider_path = "batch__badge__provider"

    class Meta:
        verbose_name = _("row of a list")
        verbose_name_plural = _("rows of lists")
        ordering = ["batch", "number"]
        indexes = [models.Index(fields=["batch", "state"], name="cofl_rows_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "lookup"], name="cofl_person_once_per_list"),
            models.UniqueConstraint(
                fields=["secret_hash"],
                condition=~models.Q(secret_hash=""),
                name="cofl_letter_of_one_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"
