"""The way of a stranger's Python library to the running site."""

import urllib.request


class Site:
    """Gets documents of the site at ``address`` and nothing else. did:web addresses are https; the site
    under test answers by http on this machine."""

    def __init__(self, address: str):
        self.address = address

    def get(self, url: str, accept: str = "*/*") -> bytes:
        plain = url.replace("https://localhost:", "http://localhost:")
        if not plain.startswith(f"{self.address}/"):
            raise ValueError(f"not to be fetched: {url}")
        request = urllib.request.Request(plain, headers={"Accept": accept})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()
