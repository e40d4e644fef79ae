"""Learning at work."""

from .dates import MONDAY, SATURDAY, every, on

IN_WORK = [
    {
        "title": "A week on the ferries",
        "slug": "ferry-week",
        "provider": "ferries",
        "badge": "first-shift",
        "skills": ["Working in a team"],
        "summary": "Five days of real work on deck, in the ticket office and under the engine’s "
        "supervision.",
        "body": "<p>You work with a different crew each day. On Monday you cast off. On Wednesday you sell "
        "a ticket to somebody who wanted a different ferry. By Friday the ship’s cat knows you.</p><h3>"
        "What you get</h3><ul><li>Lunch and a jacket (the jacket stays)</li><li>Your bus fare</li><li>"
        "A reference from the skipper, in handwriting that you can read</li></ul><h3>What we ask</h3>"
        "<p>That you are there at 6.30. The 6.40 leaves at 6.40.</p>",
        "kind": "in-work",
        "place": "in-person",
        "venue": "Ferry Terminal, Quay Street, PM1 2AF",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": 15,
        "age_to": 18,
        "audience": "Ask your school first: it counts as work experience",
        "access": "Ramps to all decks. The engine room has ladders, and there is other work.",
        "sessions": [on(17 + day, "06:30", 7, weekday=MONDAY + day) for day in range(5)],
        "picture": "ferry-week",
    },
    {
        "title": "Saturday job: the ferry kiosk",
        "slug": "ferry-kiosk",
        "provider": "ferries",
        "badge": None,
        "skills": ["Handling money", "Looking after customers", "Turning up on time"],
        "summary": "Paid work for people who have never had any. Tea, tickets, change, and weather as "
        "small talk.",
        "body": "<p>It is a real job with real money. For the first four Saturdays somebody works next to "
        "you. After that the kiosk is yours from ten to two, and so are the regulars.</p><p>We take on "
        "two people every season. You need not have a CV: come and ask at the ticket window, and look "
        "as if you would like to.</p>",
        "kind": "in-work",
        "place": "in-person",
        "venue": "Ferry Terminal, Quay Street, PM1 2AF",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 16,
        "age_to": None,
        "audience": "",
        "access": "The kiosk has a step. We have a portable ramp and a lower counter: tell us.",
        "sessions": [],
    },
    {
        "title": "Try a stall at the Saturday Market",
        "slug": "try-a-stall",
        "provider": "college",
        "badge": None,
        "skills": ["Running a stall", "Handling money", "Looking after customers"],
        "summary": "One table, one morning, your own things. A trader next door keeps an eye on you and "
        "your change.",
        "body": "<p>The college rents two tables at the market so that you do not have to. Bring what you "
        "made, baked, grew or mended. A trader shows you how to lay it out, what to say, and how to "
        "stand so that people stop.</p><h3>Before you come</h3><ol><li>Work out what each thing cost "
        "you.</li><li>Choose a price that is more than that.</li><li>Get some change. Nobody ever has "
        "change.</li></ol>",
        "kind": "in-work",
        "place": "in-person",
        "venue": "Market Square, PM1 1AA",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£8 for the table, paid from what you take",
        "age_from": 14,
        "age_to": None,
        "audience": "Makers, bakers, growers and menders",
        "access": "Level cobbles. Chairs and cover for rain. The nearest accessible toilet is in the "
        "library.",
        "sessions": [every(SATURDAY, "08:00", 5, 14, not_on=(2, 8))],
    },
]
