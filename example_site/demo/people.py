"""Invented learners, each at another point of the way, and who works with them. Plain data.

``badges`` maps a badge to how many days ago it was given; ``follows`` maps a playlist to the titles
of the steps that the learner has ticked; ``withdrawn`` maps a badge to the reason.
"""

LEARNERS = [
    {
        "email": "ash@example.org",
        "who": "14, tries everything once",
        "age_band": "13-17",
        "badges": {"rockpool-ranger": 64, "kite-festival-helper": 40, "first-website": 12},
        "follows": {"look-after-the-shore": ["Do a two-minute beach clean"]},
    },
    {
        "email": "bryony@example.org",
        "who": "17, half-way to a podcast",
        "age_band": "13-17",
        "badges": {"sound-recordist": 33, "good-listener": 5},
        "follows": {
            "make-a-podcast": ["Ten sounds to catch in your kitchen"],
            "first-job": ["Write a CV that sounds like you"],
        },
    },
    {
        "email": "col@example.org",
        "who": "41, has finished a playlist",
        "age_band": "18-plus",
        "badges": {"workshop-ready": 150, "bike-fixer": 118, "bread-maker": 30},
        "follows": {
            "mend-make-sell": [
                "What should it cost? A sum on one page",
                "Try a stall at the Saturday Market",
            ]
        },
    },
    {
        "email": "dot@example.org",
        "who": "68, one of her badges was withdrawn",
        "age_band": "18-plus",
        "badges": {"gull-counter": 21, "soup-for-sixty": 90, "first-aider": 75},
        "withdrawn": {"first-aider": "mistake"},
        "follows": {"look-after-the-shore": []},
    },
    {
        "email": "eli@example.org",
        "who": "19, has only just begun",
        "age_band": "18-plus",
        "badges": {"first-shift": 2},
        "follows": {"first-job": []},
    },
]

# Who has no address comes back with a nickname and six words: these, so that you can try it.
WITHOUT_EMAIL = [
    {
        "nickname": "Limpet",
        "words": "otter lantern kettle bamboo violet raft",
        "who": "11, waits for a grown-up to say yes: show them the square",
        "age_band": "under-13",
    },
    {
        "nickname": "Pebble",
        "words": "puffin ladder waffle bicycle amber harbour",
        "who": "15, has waited too long for an answer",
        "age_band": "13-17",
    },
    {
        "nickname": "Bramble",
        "words": "heron toffee anchor cactus bugle island",
        "who": "52, somebody looked, and the badge says how well it was done",
        "age_band": "18-plus",
    },
    {
        "nickname": "Sandpiper",
        "words": "salmon mast popcorn glacier tram green",
        "who": "16, had two badges, and a third came by itself",
        "age_band": "13-17",
        "badges": {"rockpool-ranger": 58, "small-boat-hand": 9},
    },
]

# Members of providers: login (also the password), name, role and what that is good for.
MEMBERS = [
    ("owen", "Owen", "Pike", "makerspace", "owner", "Runs the Ropewalk Makerspace, and only that"),
    ("maya", "Maya", "Brandt", "makerspace", "assessor", "Looks at claims of the Ropewalk"),
]

# What people have sent in, by the title of what the badge asks for. ``until`` is how far it came;
# ``days`` how long ago it was sent in. ``by`` decides, and ``verdicts`` are (met, comment, level).
_TWO, _BRAKES, _CHECK = (
    "Mend two punctures",
    "Set the brakes of a bike that is not yours",
    "Check one bike from front to back",
)
CLAIMS = [
    {
        "who": "eli@example.org",
        "badge": "small-boat-hand",
        "until": "draft",
        "given": [
            (
                "A bowline",
                "text",
                {"text": "Done at the kitchen table, twelve times, with the lights off."},
            )
        ],
    },
    {
        "who": "Pebble",
        "badge": "bike-fixer",
        "until": "waiting",
        "days": 10,
        "given": [
            (
                _TWO,
                "text",
                {
                    "text": "One was my sister’s front wheel. The other was my back wheel, in the rain."
                },
            ),
            (_TWO, "witness", {"name": "Mr Okafor", "role": "caretaker at my school"}),
            (_BRAKES, "text", {"text": "My sister’s bike. She stops now."}),
            (
                _CHECK,
                "text",
                {"text": "Tyres, brakes, chain, lights. I would do the chain first: it was dry."},
            ),
        ],
    },
    {
        "who": "bryony@example.org",
        "badge": "bike-fixer",
        "until": "waiting",
        "days": 2,
        "given": [
            (_TWO, "photo", "scenes/mend-a-puncture.png"),
            (
                _TWO,
                "text",
                {
                    "text": "The first hole was a thorn. The second was the same thorn, because I had "
                    "not felt inside the tyre. I do now."
                },
            ),
            (_BRAKES, "text", {"text": "Col’s bike. He rode it round the shed, and came back."}),
            (
                _CHECK,
                "text",
                {"text": "The left brake was loose. I would mend that before I leave."},
            ),
        ],
    },
    {
        "who": "ash@example.org",
        "badge": "bike-fixer",
        "until": "more",
        "days": 6,
        "given": [
            (_TWO, "text", {"text": "I did two."}),
            (
                _BRAKES,
                "text",
                {"text": "My friend’s bike. It took three tries to get both sides even."},
            ),
            (_CHECK, "text", {"text": "I look at the brakes first. Always."}),
        ],
        "by": "maya",
        "comment": "A good start, and you are nearly there. Tell me a little more about the two "
        "punctures, then send it in again.",
        "verdicts": {
            _TWO: (None, "How did you find the holes? One sentence for each is enough.", ""),
            _BRAKES: (True, "Even on both sides: well done.", ""),
            _CHECK: (True, "Always is the right word.", "Alone"),
        },
    },
    {
        "who": "dot@example.org",
        "badge": "bike-fixer",
        "until": "declined",
        "days": 14,
        "given": [
            (_TWO, "text", {"text": "My grandson mended them. I held the torch."}),
            (_BRAKES, "text", {"text": "I told him which screw."}),
            (_CHECK, "text", {"text": "We looked at it together."}),
        ],
        "by": "maya",
        "comment": "You hold a good torch, but this badge is for whoever does the mending. Come on "
        "Sunday at ten: we keep a puncture for you.",
        "verdicts": {_TWO: (False, "It has to be your own hands.", "")},
    },
    {
        "who": "Bramble",
        "badge": "bike-fixer",
        "until": "awarded",
        "days": 4,
        "given": [
            (_TWO, "text", {"text": "Both on the number 4 postbike, both in one week."}),
            (
                _BRAKES,
                "text",
                {"text": "Every bike of the post office, on the first of the month."},
            ),
            (_CHECK, "text", {"text": "I showed two new colleagues how, and they showed a third."}),
        ],
        "by": "maya",
        "comment": "Thank you. Come and help us on Sundays!",
        "verdicts": {
            _TWO: (True, "", ""),
            _BRAKES: (True, "", ""),
            _CHECK: (True, "Whoever teaches it knows it.", "For others"),
        },
    },
    {
        "who": "Limpet",
        "badge": "bike-fixer",
        "until": "waiting",
        "given": [
            (
                _TWO,
                "text",
                {"text": "I mended my scooter’s tyre and then my bike’s. The bike’s was big."},
            ),
            (_BRAKES, "text", {"text": "Grandpa’s bike. He says that it squeaks less."}),
            (_CHECK, "text", {"text": "The bell is loud. The brakes are good too."}),
        ],
    },
]

# A list of people who were given a badge: names, addresses, and what became of the letter.
LIST = {
    "badge": "workshop-ready",
    "by": "owen",
    "file_name": "autumn-inductions.csv",
    "days": 8,
    "people": [
        ("Col", "col@example.org", "had"),
        ("Fern", "fern@example.org", "claimed"),
        ("Gus", "gus@example.org", "claimed"),
        ("Hetty", "hetty@example.org", "delivered"),
        ("Idris", "idris@example.org", "delivered"),
        ("Juno", "juno@example.org", "delivered"),
        ("Kit", "kit@example.org", "failed"),
        ("Lowri", "lowri@example.org", "sending"),
    ],
}
