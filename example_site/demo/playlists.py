"""The four playlists of Port Merrow, as plain data.

A step is one of ``("opportunity", slug, more)``, ``("badge", slug, more)``, ``("link", title, path of
this site, more)`` and ``("any", how many, [steps], more)``; ``more`` may have ``note`` and
``optional``. ``badge`` is what everybody gets who does every step that is not optional.
"""

PLAYLISTS = [
    {
        "title": "Make a podcast about your street",
        "slug": "make-a-podcast",
        "provider": "library",
        "badge": "harbour-storyteller",
        "summary": "Meet your neighbours, catch their sounds and put them on the air. Nobody has to "
        "see your face.",
        "body": "<p>Good if you like people, or music, or being behind things and not in front of them. "
        "You need a phone that records. We lend everything else.</p><ul><li>About nine hours, over as "
        "many weeks as you like.</li><li>You can do it with a friend: two voices are better.</li></ul>",
        "steps": [
            ("opportunity", "how-to-listen", {"note": "Four evenings of the six are enough"}),
            (
                "any",
                2,
                [
                    ("opportunity", "sounds-of-the-harbour", {"note": "2 hours, on your feet"}),
                    (
                        "link",
                        "Ten sounds to catch in your kitchen",
                        "/libraries/ten-sounds/",
                        {"note": "30 minutes, and a kettle"},
                    ),
                    ("opportunity", "open-mic", {"note": "For hearing how a room sounds"}),
                ],
                {"note": "Pick what is nearest"},
            ),
            (
                "badge",
                "sound-recordist",
                {"note": "The harbour walk gives it. You may hold it already"},
            ),
            ("opportunity", "edit-your-sound", {"note": "2 hours; most people come twice"}),
            (
                "link",
                "Ask permission, in one sentence",
                "/libraries/ask-permission/",
                {"note": "5 minutes. Do this before you share anybody’s voice"},
            ),
            (
                "opportunity",
                "first-website",
                {"note": "Give your podcast a page of its own", "optional": True},
            ),
        ],
    },
    {
        "title": "Look after the shore",
        "slug": "look-after-the-shore",
        "provider": "museum",
        "badge": "shore-warden",
        "summary": "From your first crab to being the person whom others ask about crabs.",
        "body": "<p>Good if you are outdoors anyway, or would like a reason to be. You do not have to "
        "know anything yet. You do have to like weather, or own a coat.</p>",
        "steps": [
            ("opportunity", "rockpool-safari", {"note": "Go at low tide. There is no other way"}),
            (
                "any",
                2,
                [
                    ("opportunity", "gull-count", {"note": "Three Saturdays of ten minutes"}),
                    ("opportunity", "plant-marram", {"note": "3 hours, with sandy cake"}),
                    (
                        "link",
                        "Do a two-minute beach clean",
                        "/parks-and-beaches/two-minute-clean/",
                        {"note": "It takes two minutes"},
                    ),
                ],
                {},
            ),
            (
                "opportunity",
                "learn-the-ropes",
                {"note": "To see it from the wet side", "optional": True},
            ),
            (
                "link",
                "Read the tide table for your beach",
                "/parks-and-beaches/tide-table/",
                {"note": "10 minutes, then you know it for life"},
            ),
            ("badge", "first-aider", {"note": "Wardens carry the plasters", "optional": True}),
        ],
    },
    {
        "title": "Mend it, make it, sell it",
        "slug": "mend-make-sell",
        "provider": "makerspace",
        "badge": "own-stall",
        "summary": "Learn a tool, finish a thing, and sell it to somebody whom you have never met.",
        "body": "<p>Good if you have a drawer full of things that you started. By the end there is one "
        "that you finished, and a stranger owns it.</p><p>You can stop after any step and still have "
        "something for the shelf.</p>",
        "steps": [
            ("opportunity", "workshop-induction", {"note": "2 hours. You need it for the benches"}),
            (
                "any",
                1,
                [
                    ("opportunity", "mend-a-puncture", {"note": "Mend: bikes sell well in May"}),
                    ("opportunity", "build-a-stool", {"note": "Make: four mornings"}),
                    (
                        "opportunity",
                        "bread-for-beginners",
                        {"note": "Bake: it sells out by eleven"},
                    ),
                ],
                {"note": "Whichever your hands want to do"},
            ),
            (
                "link",
                "What should it cost? A sum on one page",
                "/business/what-should-it-cost/",
                {"note": "15 minutes and a pencil"},
            ),
            ("opportunity", "try-a-stall", {"note": "One Saturday morning"}),
        ],
    },
    {
        "title": "Get ready for your first job",
        "slug": "first-job",
        "provider": "library",
        "badge": "ready-to-start",
        "summary": "A page about you, a practice that cannot go wrong, and some work that is real.",
        "body": "<p>Good if every job asks for experience and you would like to know where they think "
        "people get it. Here. This is where.</p><ul><li>From age 15.</li><li>Everything is free, and "
        "some of it is paid.</li></ul>",
        "steps": [
            (
                "link",
                "Write a CV that sounds like you",
                "/business/a-cv-like-you/",
                {"note": "An hour. Leave it overnight and read it again"},
            ),
            ("opportunity", "spot-the-scam", {"note": "Some job adverts are tricks. Learn which"}),
            (
                "any",
                2,
                [
                    ("opportunity", "ferry-week", {"note": "A week in the holidays"}),
                    ("opportunity", "soup-for-sixty", {"note": "Four Thursdays"}),
                    ("opportunity", "kite-festival", {"note": "One big day"}),
                    ("opportunity", "try-a-stall", {"note": "One Saturday morning"}),
                ],
                {"note": "Real work, long or short"},
            ),
            ("opportunity", "practise-an-interview", {"note": "Half an hour, with someone kind"}),
            ("badge", "good-listener", {"note": "Rare, and employers notice", "optional": True}),
            (
                "opportunity",
                "food-hygiene",
                {"note": "If you want to work with food", "optional": True},
            ),
            (
                "opportunity",
                "ferry-kiosk",
                {"note": "When you feel ready: go and ask", "optional": True},
            ),
        ],
    },
]
