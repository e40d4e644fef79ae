"""The header, for a Django that does not know how to send it."""

from django.conf import settings


class StrictPolicy:
    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(" ".join([name, *of]) for name, of in settings.POLICY.items())

    def __call__(self, request):
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.policy
        return response
