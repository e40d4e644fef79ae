"""All of it."""

from . import assertions, credentials, heavy, lists, pngs, svgs, texts, tokens
from .case import CASES, Case, Hostile

__all__ = [
    "CASES",
    "Case",
    "Hostile",
    "assertions",
    "credentials",
    "heavy",
    "lists",
    "pngs",
    "svgs",
    "texts",
    "tokens",
]
