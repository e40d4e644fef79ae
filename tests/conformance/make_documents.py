"""Documents of every kind that our builders make, full and bare: for the JSON Schemas.

Usage: ``make_documents.py OUT``. Writes a list of ``[name, kind, document]``, signed as they are served. The
facts are those of the unit tests.
"""

import json
import sys
from pathlib import Path

from tests.unit.openbadges import factories, specimens


def main(out: Path) -> None:
    documents = [
        # Profiles are not signed, and what becomes a token has its signature outside.
        [name, kind, document if kind == "profile" or "token" in name else factories.sign(document)]
        for name, (kind, document) in specimens.unsigned().items()
    ]
    out.write_text(json.dumps(documents), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
