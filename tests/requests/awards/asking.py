"""A badge with every kind of criteria, and what is done with its claim's page."""

from wagtail_cofl.awards.models import Claim
from wagtail_cofl.badges.answering import criteria_of, walk

from .deciders import decided_by, new_badge

REVIEW = {"kind": "review", "due_days": 5}
KINDS = ["text", "photo", "file", "link", "witness"]
QUIZ = {
    "title": "Answer two questions about knots",
    "detail": "",
    "pass_mark": 100,
    "questions": [
        {
            "text": "Which knot never slips?",
            "kind": "one",
            "options": [
                {"text": "Bowline", "right": True},
                {"text": "Granny knot", "right": False},
            ],
        },
        {
            "text": "Which are knots?",
            "kind": "many",
            "options": [
                {"text": "Reef knot", "right": True},
                {"text": "Sheet bend", "right": True},
                {"text": "Anchor", "right": False},
            ],
        },
    ],
}


def show(title: str, accepts=KINDS) -> tuple:
    return (
        "evidence",
        {"title": title, "detail": "", "accepts": accepts, "guidance": "Look well."},
    )


def all_kinds(other_badge) -> list[tuple]:
    return [
        ("step", {"title": "Go to one session", "detail": "Any will do."}),
        show("Show a recording"),
        (
            "rubric",
            {
                "title": "Steer a dinghy",
                "detail": "",
                "levels": [
                    {"name": "With help", "description": "", "points": None},
                    {"name": "Alone", "description": "", "points": None},
                ],
                "pass_level": 2,
                "guidance": "",
            },
        ),
        ("quiz", QUIZ),
        ("hours", {"title": "", "detail": "", "hours": 4, "logged_by": "learner"}),
        ("badges", {"title": "", "detail": "", "needed": 1, "badges": [other_badge]}),
        (
            "choice",
            {
                "title": "",
                "detail": "Take the ones that you like.",
                "needed": 2,
                "any_of": [
                    show("Write a story", ["text"]),
                    show("Take a photo", ["photo"]),
                    ("quiz", QUIZ),
                ],
            },
        ),
    ]


def asking_badge(provider, *criteria: tuple, steps=(REVIEW,), name: str = "Sound Recordist"):
    return decided_by(new_badge(provider, name, list(criteria)), *steps)


def ids(claim: Claim) -> list[str]:
    """The ids of the criteria, those inside of a choice after it."""
    return [criterion["id"] for criterion in walk(criteria_of(claim.badge_version))]


def by_type(claim: Claim, kind: str) -> dict:
    return next(c for c in walk(criteria_of(claim.badge_version)) if c["type"] == kind)
