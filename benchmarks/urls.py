"""Instead of our addresses a view that does nothing but answer, and one that reads what it answers."""

from django.http import HttpResponse
from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from benchmarks import exhibits
from wagtail_cofl.credentials.models import Credential

CONTENT = exhibits.own(0)


def bare(request, uuid):
    return HttpResponse(CONTENT, content_type="application/vc+ld+json")


def read(request, uuid):
    content = Credential.objects.values_list("ob3", flat=True).get(uuid=uuid)
    return HttpResponse(bytes(content), content_type="application/vc+ld+json")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include([path("bare/<uuid:uuid>", bare), path("read/<uuid:uuid>", read)])),
]
