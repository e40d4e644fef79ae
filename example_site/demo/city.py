"""Port Merrow, an invented city: everything that the demo shows, as plain data."""

from datetime import timedelta

CITY = {"name": "Port Merrow City of Learning", "contact_email": "learning@portmerrow.example"}

PROVIDERS = {
    "library": {
        "name": "Port Merrow Libraries",
        "email": "badges@libraries.portmerrow.example",
        "description": "Five libraries, one mobile library, and a room full of computers.",
    },
    "museum": {
        "name": "Harbour Museum",
        "email": "learning@harbourmuseum.example",
        "description": "The story of the harbour, told by the people who work in it.",
    },
    "youth-club": {
        "name": "Tidehouse Youth Club",
        "email": "hello@tidehouse.example",
        "description": "Somewhere to be after school, from the quay to the kite field.",
    },
}

# area: its skills, each with a description and the ESCO skill that is the same, where there is one
SKILLS = {
    "Arts and performance": {
        "Recording sound": ("Catching a clear sound and choosing the best of it.", None),
        "Acting on feedback": ("Listening to what people say of your work and changing it.", None),
    },
    "Digital": {
        "Making a web page": ("Writing a page that others can open and read.", None),
    },
    "People and community": {
        "Helping to run an event": (
            "Being part of the crew that makes a big day work.",
            (
                "http://data.europa.eu/esco/skill/03a0ab28-ce99-4e14-baf8-a66c55da28f8",
                "carry out event management",
            ),
        ),
        "Working in a team": ("Doing your part and knowing what the others need.", None),
    },
}

ESCO = {
    "title": "ESCO",
    "identifier": "http://data.europa.eu/esco",
    "attribution": "This service uses the ESCO classification of the European Commission.",
    "licence": "CC BY 4.0",
}

BADGES = {
    "kite-festival-helper": {
        "name": "Kite Festival Helper",
        "provider": "youth-club",
        "statement": "I helped to run a big event. I was on time and worked in a team.",
        "description": "For people who helped to make the Kite Festival happen: on the field, at the "
        "gate or in the tent.",
        "layer": "participate",
        "skills": ["Helping to run an event", "Working in a team"],
        "criteria": [
            (
                "step",
                "Help at the festival for at least two hours",
                "On the field, at the gate or in the tent.",
            ),
            ("step", "Be there when you said you would", ""),
            (
                "evidence",
                "Tell the crew leader one thing that you learned",
                "A sentence is enough.",
            ),
        ],
    },
    "sound-recordist": {
        "name": "Sound Recordist",
        "provider": "museum",
        "statement": "I planned, made and chose a clear recording of a real place.",
        "description": "For people who can go out with a microphone and come back with a place in it.",
        "layer": "demonstrate",
        "skills": ["Recording sound", "Acting on feedback"],
        "criteria": [
            ("step", "Go to one recording session", "We tick you in on the day."),
            ("evidence", "Make a recording of at least one minute", "Clear, with no wind noise."),
            ("evidence", "Say what you changed after feedback", "A few sentences or a voice note."),
        ],
    },
    "first-website": {
        "name": "First Website",
        "provider": "library",
        "statement": "I made my first web page and put it where others can read it.",
        "description": "For people who have never made a web page, and then have.",
        "layer": "engage",
        "skills": ["Making a web page"],
        "criteria": [
            ("step", "Come to two code club evenings", ""),
            ("evidence", "Show your page to somebody in the room", "Any page: your dog will do."),
        ],
    },
}

# Dates are counted from the day on which the demo is loaded, at 10am and so on.
OPPORTUNITIES = [
    {
        "title": "Help at the Kite Festival",
        "slug": "kite-festival",
        "provider": "youth-club",
        "badge": "kite-festival-helper",
        "summary": "Two hundred kites, one beach, and a crew that keeps it all in the air.",
        "body": "<p>Join the crew for a morning or the whole day. You will be with a crew leader all "
        "the time, and there is soup.</p><ul><li>No experience needed.</li><li>Bring a coat and "
        "something to drink.</li><li>You can come with a friend.</li></ul>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Dune Field, Beach Road, PM2 4KF",
        "cost": "Free",
        "audience": "Age 13 and over",
        "access": "Boardwalk to the field. Accessible toilet. Quiet tent.",
        "sessions": [(timedelta(days=12, hours=10), timedelta(hours=6))],
        "code": "Crew of the Kite Festival",
    },
    {
        "title": "Record the sounds of the harbour",
        "slug": "sounds-of-the-harbour",
        "provider": "museum",
        "badge": "sound-recordist",
        "summary": "Borrow a microphone. Catch gulls, ropes and engines. Go home with one minute that "
        "you made.",
        "body": "<p>We meet at the museum and walk along Quay Street. You learn to hold a microphone, "
        "listen for a good sound and record it without wind. Then we sit down with headphones and "
        "choose the best bits.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Harbour Museum, Quay Street, PM1 2AB",
        "cost": "Free",
        "audience": "Age 13 and over",
        "access": "Step-free, hearing loop, quiet room, accessible toilet.",
        "sessions": [
            (timedelta(days=9, hours=14), timedelta(hours=2)),
            (timedelta(days=20, hours=17, minutes=30), timedelta(hours=2)),
        ],
        "code": "Sound walk",
    },
    {
        "title": "Code club: your first website",
        "slug": "first-website",
        "provider": "library",
        "badge": "first-website",
        "summary": "Two evenings at the library, and you have a page of your own.",
        "body": "<p>We lend you a laptop. You bring something that you like: a band, a dog, a recipe."
        "</p>",
        "kind": "formal",
        "place": "both",
        "venue": "Central Library, Market Square, PM1 1AA",
        "cost": "£4, or free if you get benefits",
        "audience": "Everyone from 13 to 103",
        "access": "Step-free. Large screens.",
        "sessions": [],
        "code": "Code club",
    },
]
