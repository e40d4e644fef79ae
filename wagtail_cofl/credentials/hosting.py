"""From the bytes of a document, or that there is none, to what its address answers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from . import documents, serving


def hosted(
    request: HttpRequest, make: Callable[..., bytes], *args, gone_type: str = "", **how
) -> HttpResponse:
    """What ``make`` gives, served as ``how`` says. ``gone_type`` is the media type of what is said in
    place of something that was withdrawn, where that is another than the document's own."""
    try:
        content = make(*args)
    except documents.NoDocument as error:
        raise Http404 from error
    except documents.Withdrawn as withdrawn:
        how |= {"max_age": serving.FIVE_MINUTES, "status": 410}
        how["media_type"] = gone_type or how["media_type"]
        content = withdrawn.body
    return serving.document(request, content, **how)
