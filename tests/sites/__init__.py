"""Shapes that a Wagtail site can have, each as small as it can be.

A shape is a folder with a ``settings.py``. ``python -m tests.sites`` makes each one as its developer
would (migrations of its own, then ``migrate``) and runs the same tests in it
(``test_any_site.py``), then the tests of that shape, if it has any.
"""
