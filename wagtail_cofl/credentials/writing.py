"""How documents are written down."""

import json

from wagtail_cofl.openbadges.documents import Document


def to_json(document: Document) -> bytes:
    """JSON as we write it: UTF-8, members in their order, no spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
