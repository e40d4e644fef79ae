"""Clubs, events and activities out of doors, on the water and with things in your hands."""

from .dates import SATURDAY, SUNDAY, THURSDAY, WEDNESDAY, every, on

INFORMAL = [
    {
        "title": "Help at the Kite Festival",
        "slug": "kite-festival",
        "provider": "youth-club",
        "badge": "kite-festival-helper",
        "skills": ["Making people welcome"],
        "summary": "Two hundred kites, one beach, and a crew that keeps it all in the air.",
        "body": "<p>Join the crew for a morning or the whole day. You will be with a crew leader all "
        "the time, and there is soup.</p><h3>Jobs to choose from</h3><ul><li><b>The field:</b> "
        "untangle strings, admire kites, repeat.</li><li><b>The gate:</b> say hello 900 times and "
        "mean it.</li><li><b>The tent:</b> lost children, lost grandparents, and tea.</li></ul>"
        "<h3>Good to know</h3><ul><li>No experience needed.</li><li>Bring a coat and something to "
        "drink.</li><li>You can come with a friend.</li></ul>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Dune Field, Beach Road, PM2 4KF",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 13,
        "age_to": None,
        "audience": "",
        "access": "Boardwalk to the field. Accessible toilet. Quiet tent.",
        "sessions": [on(12, "10:00", 6, weekday=SATURDAY)],
        "picture": "kite-festival",
    },
    {
        "title": "Record the sounds of the harbour",
        "slug": "sounds-of-the-harbour",
        "provider": "museum",
        "badge": "sound-recordist",
        "skills": [],
        "summary": "Borrow a microphone. Catch gulls, ropes and engines. Go home with one minute that "
        "you made.",
        "body": "<p>We meet at the museum and walk along Quay Street. You learn to hold a microphone, "
        "listen for a good sound and record it without wind. Then we sit down with headphones and "
        "choose the best bits.</p><p>The best sound so far is <i>a rope thinking about it</i>. Come "
        "and beat it.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Harbour Museum, Quay Street, PM1 2AB",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 13,
        "age_to": None,
        "audience": "",
        "access": "Step-free, hearing loop, quiet room, accessible toilet.",
        "sessions": [
            on(9, "14:00", 2, weekday=SATURDAY),
            on(16, "14:00", 2, weekday=SATURDAY, cancelled=True),
            on(20, "17:30", 2, weekday=THURSDAY),
            on(30, "14:00", 2, "Ferry Steps, Quay Street, PM1 2AF", weekday=SATURDAY),
        ],
        "picture": "sounds-of-the-harbour",
    },
    {
        "title": "Mend a puncture, keep your bike",
        "slug": "mend-a-puncture",
        "provider": "makerspace",
        "badge": "bike-fixer",
        "skills": [],
        "summary": "Wheel it in, ride it out. We have the tools, the patches and the patience.",
        "body": "<p>The bike bench is open every Sunday. You do the mending and we stand next to you. "
        "Two Sundays are enough for the badge if your tyres are as bad as most.</p><h3>What to bring"
        "</h3><ul><li>A bike with something wrong with it. If yours is perfect, we have others.</li>"
        "<li>Clothes that do not mind.</li></ul>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Ropewalk Makerspace, Ropewalk Lane, PM1 4QS",
        "booking_url": "",
        "free": False,
        "cost": "Pay what you can. Patches are 50p.",
        "age_from": 11,
        "age_to": None,
        "audience": "Under 13s with a grown-up",
        "access": "Level floor, wide doors, a bench at sitting height. It can be loud: we lend ear "
        "defenders.",
        "sessions": [every(SUNDAY, "11:00", 4, 12, not_on=(3,))],
        "picture": "mend-a-puncture",
    },
    {
        "title": "Rockpool safari at low tide",
        "slug": "rockpool-safari",
        "provider": "museum",
        "badge": "rockpool-ranger",
        "skills": [],
        "summary": "Crabs, blennies and things that look like jam. Everything goes back where it lives.",
        "body": "<p>The sea goes out and leaves the best museum in the city lying about. We walk down "
        "with a naturalist, buckets and a rule: <b>wet hands, short visits, same stone</b>.</p>"
        "<h3>What to wear</h3><ul><li>Shoes that may get wet. Not flip-flops: they float off.</li>"
        "<li>A hat for sun, or a hood for the other thing.</li></ul>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Slipway, North Sands, PM2 1NS",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": 7,
        "age_to": None,
        "audience": "Bring a grown-up if you are under 13",
        "access": "The beach wheelchair can be booked. Rocks are slippery; the first two pools are "
        "reached over firm sand.",
        "sessions": [
            on(6, "09:30", 2),
            on(20, "08:15", 2),
            on(34, "10:00", 2),
        ],
        "picture": "rockpool-safari",
    },
    {
        "title": "The Great Gull Count",
        "slug": "gull-count",
        "provider": "museum",
        "badge": "gull-counter",
        "skills": [],
        "summary": "How many gulls does a city have? Nobody knows. Count them with us, from the pier or "
        "from your own window.",
        "body": "<p>Every Saturday, at the same half hour, people all over the city count the gulls that "
        "they can see. We put the numbers together and find out what the gulls are up to.</p><ol><li>"
        "Choose a place with a view. A window will do.</li><li>Count for ten minutes. Do not name "
        "them.</li><li>Put your number in the sheet.</li></ol><p>After three counts we show you how "
        "to make a chart that is fair to the gulls.</p>",
        "kind": "informal",
        "place": "both",
        "venue": "The end of the pier, Marine Parade, PM1 3PR",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 10,
        "age_to": None,
        "audience": "Families welcome",
        "access": "The pier is flat and has seats every 30 metres. Or join in from home.",
        "sessions": [every(SATURDAY, "10:00", 1, 16)],
    },
    {
        "title": "Learn the ropes: small boats",
        "slug": "learn-the-ropes",
        "provider": "ferries",
        "badge": "small-boat-hand",
        "skills": [],
        "summary": "Row, steer, tie up, and find out which of the ropes is called a sheet.",
        "body": "<p>We run three ferries and we own eleven rowing boats, so come and use one. An "
        "instructor is in each boat with four of you. By the third time you will bring it alongside "
        "yourself, and the quay will not notice.</p><h3>We lend you</h3><ul><li>A buoyancy aid</li>"
        "<li>A waterproof that has seen things</li></ul><p>You do not have to be a strong swimmer. You "
        "do have to tell us.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Ferry Steps, Quay Street, PM1 2AF",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£20 for three sessions, or free if you get benefits",
        "age_from": 14,
        "age_to": None,
        "audience": "",
        "access": "One boat has a hoist and a seat with a back. Call us first and we will have it ready.",
        "sessions": [
            on(8, "16:00", 2, weekday=WEDNESDAY),
            on(15, "16:00", 2, weekday=WEDNESDAY, cancelled=True),
            on(22, "16:00", 2, weekday=WEDNESDAY),
            on(29, "16:00", 2, weekday=WEDNESDAY),
        ],
    },
    {
        "title": "Plant marram on the dunes",
        "slug": "plant-marram",
        "provider": "museum",
        "badge": None,
        "skills": ["Looking after a wild place", "Working in a team"],
        "summary": "Grass holds the dune together, and the dune holds the sea off Beach Road. A "
        "thousand plants, one spade each.",
        "body": "<p>Marram is a grass with opinions: it likes wind, salt and being buried. We plant it in "
        "rows where last winter took a bite. You will see your row every time you come to the beach, "
        "and in a year it will wave back.</p><p>There is cake at eleven. It has sand in it.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Dune Field car park, Beach Road, PM2 4KF",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 8,
        "age_to": None,
        "audience": "Under 13s with a grown-up",
        "access": "Soft sand and a slope. Sorting and bundling plants is done at a table by the car park.",
        "sessions": [on(27, "10:00", 3, weekday=SATURDAY)],
    },
]
