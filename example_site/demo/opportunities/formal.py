"""Courses and classes."""

from .dates import SATURDAY, THURSDAY, TUESDAY, every, on

FORMAL = [
    {
        "title": "Code club: your first website",
        "slug": "first-website",
        "provider": "library",
        "badge": "first-website",
        "skills": ["Finding your way round a computer"],
        "summary": "Two evenings at the library, and you have a page of your own.",
        "body": "<p>We lend you a laptop. You bring something that you like: a band, a dog, a recipe."
        "</p>",
        "kind": "formal",
        "place": "both",
        "venue": "Central Library, Market Square, PM1 1AA",
        "booking_url": "",
        "free": False,
        "cost": "£4, or free if you get benefits",
        "age_from": 13,
        "age_to": None,
        "audience": "Everyone from 13 to 103",
        "access": "Step-free. Large screens.",
        "sessions": [],
    },
    {
        "title": "Workshop induction: ten fingers in, ten fingers out",
        "slug": "workshop-induction",
        "provider": "makerspace",
        "badge": "workshop-ready",
        "skills": [],
        "summary": "Two hours with the saws, clamps and chisels, so that you may use the benches by "
        "yourself.",
        "body": "<p>You mark out a small box, cut it, and find out why measuring is done twice. At the "
        "end you may take it home. It will hold at least one pencil.</p><ul><li>Tie long hair back."
        "</li><li>Wear shoes that cover all of your feet.</li><li>Rings come off. We have a bowl.</li>"
        "</ul>",
        "kind": "formal",
        "place": "in-person",
        "venue": "Ropewalk Makerspace, Ropewalk Lane, PM1 4QS",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£5, wood included",
        "age_from": 13,
        "age_to": None,
        "audience": "No experience needed",
        "access": "Two benches go up and down. Left-handed saws. Signed sessions on request.",
        "sessions": [
            on(2, "18:00", 2, weekday=THURSDAY),
            on(11, "10:00", 2, weekday=SATURDAY),
            on(24, "18:00", 2, weekday=THURSDAY),
        ],
    },
    {
        "title": "Build a stool that does not wobble",
        "slug": "build-a-stool",
        "provider": "makerspace",
        "badge": None,
        "skills": ["Building from a plan", "Measuring and marking out"],
        "summary": "Three legs, because three legs cannot wobble. We are honest about our methods.",
        "body": "<p>Over four mornings you go from a plank and a drawing to something that you can sit "
        "on, stand on or give to your aunt. The first morning has been: you can still come in on the "
        "second, as there is always a spare plank.</p><h3>You need</h3><ul><li>The Workshop Ready "
        "badge, or an hour with us beforehand</li><li>A little patience with glue</li></ul>",
        "kind": "formal",
        "place": "in-person",
        "venue": "Ropewalk Makerspace, Ropewalk Lane, PM1 4QS",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£35, or £12 if you are under 25 or get benefits",
        "age_from": 16,
        "age_to": None,
        "audience": "People who have held a saw before",
        "access": "Two benches go up and down. It can be loud: we lend ear defenders.",
        "sessions": [on(days, "09:30", 3, weekday=SATURDAY) for days in (-7, 0, 7, 14)],
    },
    {
        "title": "Bread for beginners (and for the nervous)",
        "slug": "bread-for-beginners",
        "provider": "college",
        "badge": "bread-maker",
        "skills": [],
        "summary": "Flour, water, salt, yeast. Three evenings, three loaves, and the smell on the bus "
        "home.",
        "body": "<p>Dough knows when you are nervous and does not mind. On the first evening you make a "
        "plain white loaf. On the second you make it better. On the third you make whatever you like "
        "and we eat it.</p><h3>What to bring</h3><ul><li>An apron</li><li>A tin with a lid, for the "
        "journey home</li></ul>",
        "kind": "formal",
        "place": "in-person",
        "venue": "Merrow Sands College, Kitchen 2, College Road, PM3 5MS",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£24, or £6 if you get benefits",
        "age_from": 16,
        "age_to": None,
        "audience": "",
        "access": "Step-free. One low worktop and oven. We can bake without wheat if you say so.",
        "sessions": [on(days, "18:30", 2.5, weekday=THURSDAY) for days in (7, 14, 21)],
        "picture": "bread-for-beginners",
    },
    {
        "title": "Food hygiene, level 2, at your own speed",
        "slug": "food-hygiene",
        "provider": "college",
        "badge": None,
        "skills": ["Preparing food safely"],
        "summary": "The certificate that kitchens ask for. All online, about six hours, and you may "
        "stop for lunch.",
        "body": "<p>Seven short parts and a quiz after each. You can do a part again as often as you "
        "like. When you pass, we post you a certificate, and you will never look at a buffet in the "
        "same way.</p>",
        "kind": "formal",
        "place": "online",
        "venue": "",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£12, or free if you are under 19",
        "age_from": 14,
        "age_to": None,
        "audience": "Anybody who works with food, or wants to",
        "access": "Captions and plain text for every film. Works with screen readers.",
        "sessions": [],
    },
    {
        "title": "First aid in a day",
        "slug": "first-aid-in-a-day",
        "provider": "college",
        "badge": "first-aider",
        "skills": [],
        "summary": "Cuts, burns, choking, and what to do when somebody does not answer. You practise on "
        "Keith, who never complains.",
        "body": "<p>A whole day, most of it on your knees. By four o’clock your hands will know what to do "
        "before your head has finished asking. An examiner from outside the college watches the last "
        "hour.</p><p>Employers: we come to you for groups of eight or more.</p>",
        "kind": "formal",
        "place": "in-person",
        "venue": "Merrow Sands College, Room 14, College Road, PM3 5MS",
        "booking_url": "/booking/",
        "free": False,
        "cost": "£45, or free if you are looking for work",
        "age_from": 16,
        "age_to": None,
        "audience": "",
        "access": "Step-free. You can show most things at a table instead of on the floor.",
        "sessions": [on(days, "09:15", 6.75, weekday=SATURDAY) for days in (13, 41)],
    },
    {
        "title": "How to listen",
        "slug": "how-to-listen",
        "provider": "library",
        "badge": "good-listener",
        "skills": [],
        "summary": "Six evenings online. Mostly we practise not saying “that happened to me too”.",
        "body": "<p>Everybody thinks that they can listen. So did we. Each evening has one idea, one "
        "exercise in pairs and a quarter of an hour of talking about how odd it felt. You need a "
        "microphone; a camera helps but is not a must.</p><p>Good for friends, managers, parents, and "
        "anybody who wants to make a podcast.</p>",
        "kind": "formal",
        "place": "online",
        "venue": "",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": 16,
        "age_to": None,
        "audience": "",
        "access": "Live captions. You may type instead of talk.",
        "sessions": [every(TUESDAY, "19:30", 1.25, 6)],
    },
]
