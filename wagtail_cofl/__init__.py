"""A City of Learning inside an existing Wagtail site."""

__version__ = "0.1.0"
