"""A badge that asks for everything that can be asked for, and others for it to ask for."""

from tests.conftest import make_image, png
from wagtail_cofl.badges.models import Badge

SECRET = "Look for the knot behind the mast."


def make_badge(provider, name, criteria=None, **more):
    """A published badge."""
    badge = Badge(
        provider=provider,
        name=name,
        statement="I did it.",
        description="For people who did it.",
        image=make_image(png()),
        criteria=criteria or [("step", {"title": "Do it", "detail": ""})],
        live=False,
        **more,
    )
    badge.save()
    return publish(badge)


def publish(badge):
    badge.save_revision().publish()
    badge.refresh_from_db()
    return badge


def republish(badge, criteria):
    badge.criteria = criteria
    return publish(badge)


RUBRIC = {
    "title": "Steer around the buoys",
    "detail": "",
    "levels": [
        {"name": "With help", "description": "Somebody talks you through it.", "points": None},
        {"name": "Alone", "description": "Without a word.", "points": 5},
        {"name": "In a wind", "description": "In force 4.", "points": 10},
    ],
    "pass_level": 2,
    "guidance": SECRET,
}
QUIZ = {
    "title": "Answer questions about knots",
    "detail": "",
    "questions": [
        {
            "text": "Which knot makes a loop?",
            "kind": "one",
            "options": [
                {"text": "A bowline", "right": True},
                {"text": "A sheepshank", "right": False},
            ],
        }
    ],
    "pass_mark": 100,
}
HOURS = {"title": "", "detail": "", "hours": 10, "logged_by": "learner"}
EVIDENCE = {
    "title": "Show one photo",
    "detail": "",
    "accepts": ["photo", "witness"],
    "guidance": SECRET,
}
STEP = {"title": "Take part", "detail": "At the gate."}


def badges(*which, needed=1):
    return {"title": "", "detail": "", "needed": needed, "badges": list(which)}


def choice(*parts, needed=1):
    return {"title": "", "detail": "", "needed": needed, "any_of": list(parts)}


def everything(*others):
    """Criteria of every kind, some of them in a choice, and one in a choice in it."""
    inner = choice(("step", STEP), ("badges", badges(*others)))
    return [
        ("step", STEP),
        ("evidence", EVIDENCE),
        ("rubric", RUBRIC),
        ("quiz", QUIZ),
        ("hours", HOURS),
        ("badges", badges(*others)),
        ("choice", choice(("rubric", RUBRIC), ("choice", inner), ("step", STEP), needed=2)),
    ]
