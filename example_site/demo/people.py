"""Five invented learners, each at another point of the way. Plain data.

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
