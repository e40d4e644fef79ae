"""Numbers of rows as they come from outside."""

import re


def pk_of(typed: str) -> int | None:
    """The number of a row that somebody sent, or None for what no database can have."""
    return int(typed) if re.fullmatch(r"[0-9]{1,18}", typed) else None
