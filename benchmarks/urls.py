"""The tests' site, and a view that does nothing but answer."""

from django.http import HttpResponse
from django.urls import path

from benchmarks import exhibits
from tests.urls import urlpatterns as those_of_the_tests

CONTENT = exhibits.own(0)


def bare(request):
    return HttpResponse(CONTENT, content_type="application/vc+ld+json")


urlpatterns = [path("bare", bare), *those_of_the_tests]
