"""People without e-mail: known by a nickname and six words, and by nothing else."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from .childhood import is_kept_at_first
from .models import Learner
from .words import new_words, nickname_problem, words_hash


class NicknameProblem(ValueError):
    """The nickname cannot be taken. ``str()`` says what to change."""


def register(
    site_id: int, nickname: str, age_band: str, words: Iterable[str] = ()
) -> tuple[Learner, tuple[str, ...]]:
    """A new learner with a nickname and recovery words, and those words: they are kept nowhere.

    ``words`` are given where they were shown before anything is kept. A child is not kept for good
    until their guardian has said yes. Raises :exc:`NicknameProblem`, and ``IntegrityError`` where this
    nickname has these words already: the same person pressed twice.
    """
    nickname = _checked(nickname)
    words = tuple(words) or new_words()
    with transaction.atomic():  # so that a caller can go on after an IntegrityError
        learner = Learner.objects.create(
            site_id=site_id,
            nickname=nickname,
            age_band=age_band,
            is_kept=is_kept_at_first(age_band),
            words_hash=words_hash(site_id, nickname, words),
        )
    return learner, words


def find(site_id: int, nickname: str, words: Iterable[str]) -> Learner | None:
    """Whose nickname and words these are. A wrong nickname takes as long as wrong words: one hash.

    ``words`` come from ``words.check_words``.
    """
    found = words_hash(site_id, nickname, words)
    return Learner.objects.filter(site_id=site_id, words_hash=found).first()


def change_words(learner: Learner, nickname: str, words: Iterable[str]) -> None:
    """From now on these words lead to ``learner``, under ``nickname``; older ones no longer do. Raises
    :exc:`NicknameProblem`."""
    learner.nickname = _checked(nickname)
    learner.words_hash = words_hash(learner.site_id, learner.nickname, words)
    learner.save(update_fields=["nickname", "words_hash"])


def _checked(nickname: str) -> str:
    nickname = " ".join(nickname.split())
    if problem := nickname_problem(nickname):
        raise NicknameProblem(problem)
    return nickname


def no_match() -> str:
    """What is said of a nickname and words that lead to nobody: never which of the two is wrong."""
    return _("That nickname and those words do not go together. Look at both again.")
