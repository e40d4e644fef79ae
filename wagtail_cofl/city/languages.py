"""One thing may have a page in each of a site's languages, and so a row for each: lists show one."""

import swapper
from django.conf import settings
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from wagtail.models import Locale


def one_language(rows: QuerySet) -> QuerySet:
    """Rows with a ``page``, without those that say the same in another language: the one in the
    language of this request, else the one that was there first. Rows without a page stay."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return rows
    pages = swapper.load_model("wagtailcore", "Page").objects
    same = pages.filter(live=True, translation_key=OuterRef("page__translation_key"))
    ours_first = Case(When(locale=Locale.get_active(), then=0), default=1)
    best = same.order_by(ours_first, "pk").values("pk")[:1]
    return rows.filter(Q(page=None) | Q(page=Subquery(best)))
