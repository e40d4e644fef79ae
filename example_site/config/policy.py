"""A strict Content Security Policy for the front end. Wagtail's own admin needs inline scripts, so it
has none; a site on Django 6 may use Django's own middleware instead."""

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        # Wagtail shows a page's preview in a frame of its own.
        "frame-ancestors 'self'",
    ]
)


class StrictFrontEnd:
    """Sends the policy with everything but the two admins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not request.path.startswith(("/admin/", "/django-admin/")):
            response.headers.setdefault("Content-Security-Policy", POLICY)
        return response
