"""Clubs, events and activities indoors, where you meet people."""

from .dates import FRIDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, every, on

MEETING = [
    {
        "title": "Cook soup for sixty",
        "slug": "soup-for-sixty",
        "provider": "youth-club",
        "badge": "soup-for-sixty",
        "skills": [],
        "summary": "The Thursday kitchen feeds sixty people. It needs eight cooks, and two of them may "
        "be bad at it.",
        "body": "<p>We start with a crate of vegetables and end with a queue. You chop, stir, taste, "
        "serve and wash up with people from 14 to 79, and everybody eats together at half past six.</p>"
        "<ul><li>We show you how to keep food safe.</li><li>Aprons and hairnets are here. The hairnets "
        "are not flattering on anyone.</li></ul>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Tidehouse Youth Club, 4 Quay Steps, PM1 2TH",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 14,
        "age_to": None,
        "audience": "",
        "access": "Step-free from the yard. One low worktop. Tell us about allergies when you arrive.",
        "sessions": [every(THURSDAY, "16:30", 3, 12)],
    },
    {
        "title": "Tablet and tea",
        "slug": "tablet-and-tea",
        "provider": "library",
        "badge": None,
        "skills": ["Finding your way round a computer", "Staying safe online"],
        "summary": "Bring the thing that your grandson gave you. We will find out together what it does.",
        "body": "<p>There are no silly questions here. Last week’s was “where does it go when I swipe it "
        "away?” and nobody in the room was sure.</p><p>Come for ten minutes or the whole morning. We "
        "lend tablets and there are biscuits, which you should not eat over the tablets.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Northside Library, Chapel Street, PM2 2NL",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 55,
        "age_to": None,
        "audience": "Complete beginners",
        "access": "Step-free, hearing loop, magnifiers, and staff who speak up.",
        "sessions": [every(WEDNESDAY, "10:00", 2, 20)],
    },
    {
        "title": "Edit your sound in the library studio",
        "slug": "edit-your-sound",
        "provider": "library",
        "badge": None,
        "skills": ["Editing sound", "Telling a story"],
        "summary": "Two desks, good headphones, and somebody who can find the cough and take it out.",
        "body": "<p>Bring a recording on your phone or a stick. We start with the only three buttons that "
        "matter and go on from there. Most people leave with less than they brought, which is the "
        "idea.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Central Library, Market Square, PM1 1AA",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": 11,
        "age_to": None,
        "audience": "Anybody with a recording",
        "access": "Lift to the second floor. Screens can be enlarged; the software works by keyboard.",
        "sessions": [every(TUESDAY, "17:30", 2, 10, not_on=(5,))],
    },
    {
        "title": "Open mic, gentle audience",
        "slug": "open-mic",
        "provider": "youth-club",
        "badge": None,
        "skills": ["Performing to an audience", "Acting on feedback"],
        "summary": "Five minutes each. Songs, poems, jokes, a trick with a spoon. We clap for all of it.",
        "body": "<p>The rule is that you clap for everybody, so everybody claps for you. Put your name on "
        "the list when you come, or just watch the first time.</p><p>If you like, somebody tells you "
        "afterwards one thing that worked and one thing to try. Only if you like.</p>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Tidehouse Youth Club, 4 Quay Steps, PM1 2TH",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 11,
        "age_to": 19,
        "audience": "",
        "access": "Step-free. Quiet room upstairs by lift. No strobe lights.",
        "sessions": [on(days, "19:00", 2, weekday=FRIDAY) for days in (4, 32, 60)],
    },
    {
        "title": "Young leaders’ weekend",
        "slug": "young-leaders",
        "provider": "youth-club",
        "badge": "club-leader",
        "skills": [],
        "summary": "Learn to run a club night: the plan, the games, the rain plan, and what to do about "
        "Kyle and the water balloons.",
        "body": "<p>Kyle is made up. The water balloons are not. Over two days you plan a club night, try "
        "it out on each other and put it right. Then you lead a real one, with a grown-up in the room "
        "who tries hard to say nothing.</p><h3>You will practise</h3><ol><li>Getting a room quiet "
        "without shouting</li><li>Games that need nothing</li><li>Noticing who is left out</li><li>"
        "Saying sorry, when it was you</li></ol>",
        "kind": "informal",
        "place": "in-person",
        "venue": "Tidehouse Youth Club, 4 Quay Steps, PM1 2TH",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": 15,
        "age_to": 25,
        "audience": "People who have been to a club night",
        "access": "Step-free. Quiet room. We can pay for a taxi if buses do not work for you.",
        "sessions": [on(33, "10:00", 7, weekday=SATURDAY), on(34, "10:00", 6, weekday=SUNDAY)],
    },
    {
        "title": "Spot the scam",
        "slug": "spot-the-scam",
        "provider": "library",
        "badge": None,
        "skills": ["Staying safe online"],
        "summary": "One hour online. We show you ten messages; six are tricks. Most of us get three "
        "wrong, and we have been doing this for years.",
        "body": "<p>You can keep your camera off. You will learn the five signs of a trick, what to do if "
        "you have already clicked, and a sentence for the telephone that works on everybody: <i>“I "
        "will ring you back.”</i></p>",
        "kind": "informal",
        "place": "online",
        "venue": "",
        "booking_url": "/booking/",
        "free": True,
        "cost": "",
        "age_from": None,
        "age_to": None,
        "audience": "Everyone",
        "access": "Live captions. The recording is sent to everybody who booked.",
        "sessions": [on(10, "19:00", 1, weekday=THURSDAY)],
    },
    {
        "title": "Practise an interview with someone kind",
        "slug": "practise-an-interview",
        "provider": "library",
        "badge": None,
        "skills": ["Putting yourself forward", "Saying what you mean"],
        "summary": "Half an hour with somebody who gives people jobs and today has none, so nothing can "
        "go wrong.",
        "body": "<p>Tell us what sort of work you would like. We find somebody who does it, from the city "
        "or from a ferry, and you talk for twenty minutes as if it were real. Then ten minutes of "
        "what went well.</p><p>Times are made to suit you: before school, after a shift, or on a "
        "screen.</p>",
        "kind": "informal",
        "place": "both",
        "venue": "Central Library, Market Square, PM1 1AA",
        "booking_url": "",
        "free": True,
        "cost": "",
        "age_from": 15,
        "age_to": None,
        "audience": "",
        "access": "Step-free, quiet room. You may have the questions the day before: just ask.",
        "sessions": [],
    },
]
