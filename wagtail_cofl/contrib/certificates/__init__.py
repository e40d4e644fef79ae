"""PDFs of posters and cards, where the ``certificates`` extra is installed:
``pip install "wagtail-cofl[certificates]"``.

Drawn with reportlab and Roboto, which is embedded: the letters that every PDF reader brings along have
no ŵ, ŷ, ł or ő. Roboto has those of Latin, Greek and Cyrillic.

Knows nothing of models: it draws what it is given. To remove it, remove this package, the extra and
what imports it (``awards/event_kit.py``).
"""

from importlib.util import find_spec


def available() -> bool:
    """Can PDFs be made here?"""
    return find_spec("reportlab") is not None and find_spec("font_roboto") is not None


def draw_poster(poster, picture: bytes | None) -> bytes:
    """One A4 page. ``poster`` has the texts of ``awards.posters.Poster``; ``picture`` is a PNG."""
    from .drawing import draw_poster

    return draw_poster(poster, picture)


def draw_cards(cards, *, name: str, go_to: str, of: str, title: str) -> bytes:
    """Sheets of A4 with 24 ``cards`` each, which have ``number``, ``code`` and ``square``. ``of`` is
    "%(n)s of %(total)s" in the reader's language."""
    from .drawing import draw_cards

    return draw_cards(cards, name=name, go_to=go_to, of=of, title=title)
