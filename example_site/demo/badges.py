"""The nineteen badges of Port Merrow, and the codes that give them. Plain data.

A criterion is ``(kind, title, detail)``, and what else its kind asks for as a fourth. ``workflow`` names
one of those that every provider begins with; without one people cannot ask for the badge.

``art`` is how :func:`drawing.badge` draws the picture: a second ring means that another organisation
looks too, a rope that an independent body does, a star that somebody vouches for the badge, and a
ribbon that it ends a playlist. Where the picture says such a thing, so do the words.
"""

from datetime import timedelta

#: Whoever was at the makerspace's induction has heard it.
SECRET_WORD = "sawdust"  # noqa: S105

#: Each question with its answers, and how many of these, from the first on, are right.
WORKSHOP_QUIZ = [
    (
        "Your hair is long. What do you do before you drill?",
        ["Tie it back", "Hold it with one hand", "Drill a little faster"],
        1,
    ),
    (
        "Where is your other hand when you saw?",
        ["On the wood, well away from the line", "On the line, to guide the saw", "In my pocket"],
        1,
    ),
    (
        "What do you do before you go? Choose all that are right.",
        ["Sweep up", "Put the tools back", "Hide the saw so that nobody can blunt it"],
        2,
    ),
]

BADGES = {
    "kite-festival-helper": {
        "name": "Kite Festival Helper",
        "provider": "youth-club",
        "statement": "I helped to run a big event. I was on time and worked in a team.",
        "description": "For people who helped to make the Kite Festival happen: on the field, at the "
        "gate or in the tent.",
        "layer": "participate",
        "art": {"area": "people", "glyph": "kite"},
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
        "art": {"area": "arts", "glyph": "microphone"},
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
        "art": {"area": "digital", "glyph": "browser"},
        "skills": ["Making a web page"],
        "criteria": [
            ("step", "Come to two code club evenings", ""),
            ("evidence", "Show your page to somebody in the room", "Any page: your dog will do."),
        ],
    },
    "gull-counter": {
        "name": "Gull Counter",
        "provider": "museum",
        "statement": "I counted wild birds in a careful way and made a true chart of what I found.",
        "description": "For people who can count things that will not keep still. Merrow Sands College "
        "checks the sums, so there are two rings.",
        "layer": "demonstrate",
        "art": {"area": "digital", "glyph": "gull", "ring": 2},
        "skills": [
            "Recording wildlife",
            "Gathering facts and figures",
            "Telling a story with numbers",
        ],
        "criteria": [
            ("step", "Count gulls on three different days", "Same place, same half hour."),
            (
                "step",
                "Put your numbers into the city’s gull sheet",
                "Zero is a number. It is also very unlikely.",
            ),
            (
                "evidence",
                "Make one chart and say what it shows",
                "Somebody from the college checks that the chart and the numbers agree.",
            ),
        ],
    },
    "workshop-ready": {
        "name": "Workshop Ready",
        "provider": "makerspace",
        "statement": "I can work safely at a bench with hand tools, and I leave it tidy.",
        "description": "Your way in to the Ropewalk. Holders may book a bench by themselves.",
        "layer": "engage",
        "art": {"area": "making", "glyph": "saw"},
        "skills": ["Using hand tools safely", "Measuring and marking out"],
        "workflow": "at-once",
        "criteria": [
            (
                "secret_word",
                "Come to one induction",
                "Two hours, all of it standing up. We tell you a word at the end: type it here.",
                {"word": SECRET_WORD},
            ),
            (
                "quiz",
                "Answer three questions about the bench",
                "They are the ones that keep your fingers on.",
                {"pass_mark": 100, "questions": WORKSHOP_QUIZ},
            ),
        ],
    },
    "bike-fixer": {
        "name": "Bike Fixer",
        "provider": "makerspace",
        "statement": "I can mend a puncture, set brakes and tell when a bike is not safe to ride.",
        "description": "For people who can get a bike, and its rider, home again. Merrow Ferries "
        "vouches for this badge: its holders may mend bikes for passengers.",
        "layer": "demonstrate",
        "art": {"area": "making", "glyph": "bicycle", "star": True},
        "skills": ["Mending things", "Using hand tools safely"],
        "workflow": "one-look",
        "criteria": [
            (
                "evidence",
                "Mend two punctures",
                "One of them on the back wheel.",
                {
                    "accepts": ["text", "photo", "witness"],
                    "guidance": "Look for the three things that hold: the hole was found in water, the "
                    "rubber was roughened, and the tyre was felt for what made the hole. A photo of "
                    "dirty hands is no proof, but a good sign.",
                },
            ),
            (
                "step",
                "Set the brakes of a bike that is not yours",
                "Its owner rides it round the shed.",
            ),
            (
                "rubric",
                "Check one bike from front to back",
                "Brakes before bells.",
                {
                    "levels": [
                        ("With help", "Somebody tells you where to look next."),
                        ("Alone", "You find what is wrong, and say what you would do first."),
                        ("For others", "You explain it to the owner, who then understands it."),
                    ],
                    "pass_level": 2,
                    "guidance": "Give them a bike with one loose brake block and one flat bell. Who "
                    "begins with the bell has not reached “Alone”.",
                },
            ),
        ],
    },
    "good-listener": {
        "name": "Good Listener",
        "provider": "library",
        "statement": "I listened to somebody for ten minutes and they said that I understood.",
        "description": "For people who can hear what somebody means. It is rarer than it sounds.",
        "layer": "participate",
        "art": {"area": "care", "glyph": "ear"},
        "skills": ["Listening well", "Saying what you mean"],
        "criteria": [
            ("step", "Come to four of the six evenings", "Online counts."),
            ("step", "Listen to a partner for ten minutes", "No advice. Not even good advice."),
            (
                "evidence",
                "Tell your partner what you heard",
                "They say whether you got it. You may have a second go.",
            ),
        ],
    },
    "first-aider": {
        "name": "First Aider",
        "provider": "college",
        "statement": "I know what to do in the minutes before help comes, and I have practised it.",
        "description": "For people who passed the one-day course. An examiner from outside the college "
        "checks it, which is what the rope means. It lasts three years.",
        "layer": "demonstrate",
        "art": {"area": "care", "glyph": "plaster", "ring": 3},
        "skills": ["Giving first aid"],
        "workflow": "two-looks",
        "valid_months": 36,
        "criteria": [
            ("step", "Stay for the whole day", "Lunch is included. So is lying on the floor."),
            (
                "step",
                "Show what you do for somebody who does not answer",
                "With a dummy called Keith.",
            ),
            ("evidence", "Answer twelve questions", "Ten right answers are enough."),
        ],
    },
    "rockpool-ranger": {
        "name": "Rockpool Ranger",
        "provider": "museum",
        "statement": "I went to the shore at low tide, found ten living things and put them all back.",
        "description": "For people who looked into a rockpool and stayed long enough to be looked at.",
        "layer": "engage",
        "art": {"area": "sea", "glyph": "crab"},
        "skills": ["Knowing the shore", "Keeping safe near water"],
        "criteria": [
            ("step", "Come to one rockpool safari", "Wear shoes that may get wet. They will."),
            ("step", "Find ten living things", "Seaweed counts once."),
            ("step", "Put every stone back as it was", "Somebody lives under it."),
        ],
    },
    "small-boat-hand": {
        "name": "Small Boat Hand",
        "provider": "ferries",
        "statement": "I can row, steer and tie up a small boat as one of a crew.",
        "description": "For people who can be useful in a boat, and know when not to be in one.",
        "layer": "participate",
        "art": {"area": "sea", "glyph": "boat"},
        "skills": ["Handling a small boat", "Keeping safe near water", "Working in a team"],
        "workflow": "one-look",
        "criteria": [
            ("step", "Come to three sessions on the water", "If the wind says no, it is no."),
            (
                "choice",
                "Tie any two of these three knots with your eyes shut",
                "Somebody holds the other end.",
                {
                    "needed": 2,
                    "any_of": [
                        ("step", "A bowline", "The rabbit comes out of the hole."),
                        ("step", "A clove hitch", "It holds a boat, but not for the night."),
                        ("step", "One that you like", "Bring its name."),
                    ],
                },
            ),
            ("step", "Bring the boat alongside", "Gently. The quay is older than all of us."),
        ],
    },
    "bread-maker": {
        "name": "Bread Maker",
        "provider": "college",
        "statement": "I can make a plain loaf from four things, and I know why it rose.",
        "description": "For people who can make bread without a machine, a packet or a prayer.",
        "layer": "participate",
        "art": {"area": "food", "glyph": "loaf"},
        "skills": ["Baking bread", "Preparing food safely"],
        "criteria": [
            ("step", "Come to two evenings", ""),
            ("step", "Bake one loaf by yourself", "It need not be round. It must be cooked."),
            ("evidence", "Say what you would do differently", "There is always something."),
        ],
    },
    "soup-for-sixty": {
        "name": "Soup for Sixty",
        "provider": "youth-club",
        "statement": "I helped to cook a hot meal for sixty people, and it was safe and on time.",
        "description": "For people who have cooked at the Thursday kitchen. Merrow Sands College vouches "
        "for it: its cookery course counts this badge as your first kitchen hours.",
        "layer": "demonstrate",
        "art": {"area": "food", "glyph": "pot", "star": True},
        "skills": ["Cooking for a crowd", "Preparing food safely", "Working in a team"],
        "workflow": "two-looks",
        "criteria": [
            (
                "hours",
                "Cook with us for twelve hours",
                "Four Thursdays are enough. Washing up is cooking.",
                {"hours": 12, "logged_by": "learner"},
            ),
            ("step", "Be in charge of one pot", "The big one is called Brenda."),
            (
                "evidence",
                "Show how you kept the food safe",
                "Temperatures, hands, and what you did with the rice.",
                {
                    "accepts": ["text", "photo", "file", "link", "witness"],
                    "guidance": "Rice that stood warm is a no, however good it tasted.",
                },
            ),
        ],
    },
    "first-shift": {
        "name": "First Shift",
        "provider": "ferries",
        "statement": "I worked a week in a real job. I came on time and looked after passengers.",
        "description": "For people who finished a week of work experience on the ferries.",
        "layer": "engage",
        "art": {"area": "work", "glyph": "alarm-clock"},
        "skills": ["Turning up on time", "Looking after customers"],
        "criteria": [
            ("step", "Work five shifts", "The 6.40 sailing leaves at 6.40."),
            ("step", "Look after passengers with somebody who knows how", ""),
            ("evidence", "Tell your supervisor what surprised you", "They like this bit."),
        ],
    },
    "club-leader": {
        "name": "Club Leader",
        "provider": "youth-club",
        "statement": "I planned and led a club night for younger people, and everybody went home happy.",
        "description": "For people who lead. Port Merrow City Council vouches for this badge: with it "
        "you may help at any of the city’s holiday clubs.",
        "layer": "lead",
        "art": {"area": "people", "glyph": "flag-bearer", "star": True},
        "skills": ["Leading a group", "Organising an event", "Sorting out a disagreement"],
        "criteria": [
            ("step", "Come to the leaders’ weekend", "Saturday and Sunday. We sleep at home."),
            ("step", "Plan one club night on paper", "With a plan for rain."),
            ("step", "Lead it, with a grown-up in the room", ""),
            (
                "evidence",
                "Say how you dealt with something that went wrong",
                "If nothing did, come back next week.",
            ),
        ],
    },
    "harbour-storyteller": {
        "name": "Harbour Storyteller",
        "provider": "library",
        "statement": "I made a podcast about a real place and people have listened to it.",
        "description": "It ends the playlist “Make a podcast about your street”, and comes by itself when "
        "every step is done.",
        "layer": "demonstrate",
        "art": {"area": "arts", "glyph": "headphones", "ribbon": True},
        "skills": ["Telling a story", "Editing sound", "Acting on feedback"],
        "criteria": [
            (
                "step",
                "Do every step of the playlist",
                "The steps marked “only if you like” may wait.",
            ),
            (
                "step",
                "Catch your sounds and cut them together",
                "The museum and the library tick you in on the day.",
            ),
        ],
    },
    "shore-warden": {
        "name": "Shore Warden",
        "provider": "museum",
        "statement": "I look after a piece of the shore and show other people how to.",
        "description": "It ends the playlist “Look after the shore”. Tidehouse Youth Club takes its "
        "holders along as guides.",
        "layer": "lead",
        "art": {"area": "sea", "glyph": "lighthouse", "ribbon": True},
        "skills": ["Looking after a wild place", "Recording wildlife", "Leading a group"],
        "criteria": [
            ("step", "Do every step of the playlist", ""),
            ("step", "Take somebody along on one of them", "A little brother counts double."),
        ],
    },
    "own-stall": {
        "name": "My Own Stall",
        "provider": "makerspace",
        "statement": "I made something, set a price and sold it to people I had never met.",
        "description": "It ends the playlist “Mend it, make it, sell it”. What you sell is up to you. "
        "The Saturday Market vouches for it: holders get a first pitch for nothing.",
        "layer": "own",
        "art": {"area": "work", "glyph": "stall", "star": True, "ribbon": True},
        "skills": ["Running a stall", "Handling money", "Looking after customers"],
        "criteria": [
            ("step", "Do every step of the playlist", ""),
            (
                "step",
                "Do your sums",
                "What it cost, what you took, and what you gave your mum.",
            ),
        ],
    },
    "ready-to-start": {
        "name": "Ready to Start",
        "provider": "library",
        "statement": "I have a CV, I have practised an interview and I have done some real work.",
        "description": "It ends the playlist “Get ready for your first job”.",
        "layer": "participate",
        "art": {"area": "work", "glyph": "briefcase", "ribbon": True},
        "skills": ["Putting yourself forward", "Turning up on time", "Saying what you mean"],
        "criteria": [
            ("step", "Do every step of the playlist", ""),
            ("step", "Get your CV on one page", "Two pages if the second one is very good."),
        ],
    },
    "sea-legs": {
        "name": "Sea Legs",
        "provider": "ferries",
        "statement": "I know the edge of the sea from both sides: from the rocks and from a boat.",
        "description": "For people who have been down on the rocks and out on the water. It comes by "
        "itself with the second of two badges.",
        "layer": "participate",
        "art": {"area": "sea", "glyph": "anchor"},
        "skills": ["Knowing the shore", "Keeping safe near water"],
        "workflow": "at-once",
        "criteria": [
            (
                "badges",
                "Have both of these badges",
                "It does not matter which of them you have first.",
                {"needed": 2, "badges": ["rockpool-ranger", "small-boat-hand"]},
            ),
        ],
    },
}

# Campaigns: one code for ``quota`` people, or ``cards``. ``opens`` and ``closes`` are counted from now;
# None means no limit.
CODES = [
    {
        "badge": "kite-festival-helper",
        "label": "Crew of the Kite Festival",
        "quota": 80,
        "word": "kite-festival",
    },
    {"badge": "kite-festival-helper", "label": "Cards for the Kite Festival", "cards": 60},
    {"badge": "sound-recordist", "label": "Sound walk", "quota": 24},
    {"badge": "first-website", "label": "Code club", "quota": 30},
    {"badge": "bike-fixer", "label": "Sunday bike bench", "quota": 40},
    {
        "badge": "rockpool-ranger",
        "label": "Half term on the rocks",
        "quota": 200,
        "closes": timedelta(days=45),
    },
    {
        "badge": "soup-for-sixty",
        "label": "Thursday kitchen",
        "quota": 60,
        "opens": timedelta(days=-20),
        "closes": timedelta(days=70),
    },
    {
        "badge": "first-shift",
        "label": "Ferry week in spring",
        "quota": 12,
        "opens": timedelta(days=-90),
        "closes": timedelta(days=-60),
    },
    {"badge": "club-leader", "label": "Leaders’ weekend", "quota": 16, "opens": timedelta(days=33)},
]
