"""Who answers the criteria that come with us. Those that ask for awards are in the room of awards."""

from ..answering import register
from .looked_at import EvidenceAnswerer, StepAnswerer


def register_all() -> None:
    register("step", StepAnswerer())
    register("evidence", EvidenceAnswerer())
