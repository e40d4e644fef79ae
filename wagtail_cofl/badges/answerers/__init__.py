"""Who answers the criteria that come with us. Those that ask for awards are in the room of awards."""

from ..answering import register
from .choice import ChoiceAnswerer
from .hours import HoursAnswerer
from .looked_at import EvidenceAnswerer, RubricAnswerer, StepAnswerer
from .quiz import QuizAnswerer


def register_all() -> None:
    register("step", StepAnswerer())
    register("evidence", EvidenceAnswerer())
    register("rubric", RubricAnswerer())
    register("quiz", QuizAnswerer())
    register("hours", HoursAnswerer())
    register("choice", ChoiceAnswerer())
