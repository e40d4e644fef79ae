"""The tests' site, a view that does nothing but answer, and one that reads what it answers."""

from django.http import HttpResponse
from django.urls import path

from benchmarks import exhibits
from tests.urls import urlpatterns as those_of_the_tests
from wagtail_cofl.credentials.models import Credential

CONTENT = exhibits.own(0)


def bare(request):
    return HttpResponse(CONTENT, content_type="application/vc+ld+json")


def read(request, uuid):
    content = Credential.objects.values_list("ob3", flat=True).get(uuid=uuid)
    return HttpResponse(bytes(content), content_type="application/vc+ld+json")


urlpatterns = [path("bare", bare), path("read/<uuid:uuid>", read), *those_of_the_tests]
