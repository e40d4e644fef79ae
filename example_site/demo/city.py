"""Port Merrow, an invented city: what it is called, who teaches there, and what can be learned.

Plain data. Nobody and nothing in it is real: addresses end in ``.example`` or ``example.org``,
telephone numbers are of the range that is kept for fiction, and there is no postcode area PM.
"""

CITY = {
    "name": "Port Merrow City of Learning",
    "contact_email": "learning@portmerrow.example",
    "safeguarding_name": "Port Merrow Safeguarding Team",
    "safeguarding_email": "safe@portmerrow.example",
    "safeguarding_phone": "01632 960155",
}

# key: also the name of its logo in pictures/logos
PROVIDERS = {
    "library": {
        "name": "Port Merrow Libraries",
        "email": "badges@libraries.portmerrow.example",
        "website": "https://libraries.portmerrow.example",
        "description": "Five libraries, one mobile library, and a room full of computers.",
    },
    "college": {
        "name": "Merrow Sands College",
        "email": "courses@merrowsands.example",
        "website": "https://merrowsands.example",
        "description": "Evening classes and first qualifications since 1904, when the only subject "
        "was knots.",
    },
    "makerspace": {
        "name": "Ropewalk Makerspace",
        "email": "hello@ropewalk.example",
        "website": "https://ropewalk.example",
        "description": "Benches, saws, a kiln and somebody who knows how to use them, in a shed that "
        "is 300 metres long and 6 metres wide.",
    },
    "ferries": {
        "name": "Merrow Ferries",
        "email": "people@merrowferries.example",
        "website": "https://merrowferries.example",
        "description": "Three ferries, 140 people and one ship’s cat. We have work for people who "
        "like people, engines or weather.",
    },
    "youth-club": {
        "name": "Tidehouse Youth Club",
        "email": "hello@tidehouse.example",
        "website": "https://tidehouse.example",
        "description": "Somewhere to be after school, from the quay to the kite field.",
    },
    "museum": {
        "name": "Harbour Museum",
        "email": "learning@harbourmuseum.example",
        "website": "https://harbourmuseum.example",
        "description": "The story of the harbour, told by the people who work in it.",
    },
}

ESCO = {
    "title": "ESCO",
    "identifier": "http://data.europa.eu/esco",
    "attribution": "This service uses the ESCO classification of the European Commission.",
    "licence": "CC BY 4.0",
}


def _esco(uuid: str, label: str, kind: str = "exactMatchOf") -> dict:
    """The ESCO skill that one of ours is the same as, or related to."""
    return {"uri": f"http://data.europa.eu/esco/skill/{uuid}", "label": label, "kind": kind}


def _skill(name: str, description: str, leads_to: tuple = (), esco: dict | None = None) -> dict:
    return {"name": name, "description": description, "leads_to": leads_to, "esco": esco}


# In the order of the street. Within an area, what leads nowhere yet is on the top floor.
AREAS = [
    {
        "name": "Making and building",
        "short_name": "Making",
        "icon": "making",
        "description": "Things that you can hold when you have finished, and sit on if it went well.",
        "skills": [
            _skill(
                "Using hand tools safely",
                "Picking the right tool, holding it the right way round, and putting it back.",
                ("Mending things", "Building from a plan"),
            ),
            _skill(
                "Measuring and marking out",
                "Measuring twice, so that you cut once.",
                ("Building from a plan",),
            ),
            _skill(
                "Mending things",
                "Finding out what is wrong and making it work again.",
                ("Showing others how to make",),
            ),
            _skill(
                "Building from a plan",
                "Turning a drawing into a thing of the same shape.",
                ("Showing others how to make",),
            ),
            _skill(
                "Showing others how to make",
                "Letting somebody else hold the saw, and knowing what to say meanwhile.",
            ),
        ],
    },
    {
        "name": "Digital and data",
        "short_name": "Digital",
        "icon": "digital",
        "description": "Getting on with computers, and getting computers to get on with it.",
        "skills": [
            _skill(
                "Finding your way round a computer",
                "Files, windows, settings, and what to do when it asks you something odd.",
                ("Making a web page", "Gathering facts and figures"),
            ),
            _skill(
                "Staying safe online",
                "Spotting a trick, keeping a password, and knowing when to stop and ask.",
                ("Making a web page",),
            ),
            _skill("Making a web page", "Writing a page that others can open and read."),
            _skill(
                "Gathering facts and figures",
                "Counting the same thing in the same way, and writing it down so that it adds up.",
                ("Telling a story with numbers",),
                _esco("0d6714c6-720e-4985-9791-5ab85d28da79", "gather data", "isRelatedTo"),
            ),
            _skill(
                "Telling a story with numbers",
                "Making a chart that is true and that somebody wants to look at.",
            ),
        ],
    },
    {
        "name": "Care and wellbeing",
        "short_name": "Care",
        "icon": "care",
        "description": "Looking after people, and you are one of them.",
        "skills": [
            _skill(
                "Looking after yourself",
                "Sleep, food, a walk, and asking for help before you need it badly.",
                ("Helping someone day to day",),
            ),
            _skill(
                "Giving first aid",
                "Knowing what to do in the minutes before help comes.",
                ("Helping someone day to day",),
                _esco(
                    "0dcea846-04b4-4ffc-8c75-a35c991454b1", "apply first response", "isRelatedTo"
                ),
            ),
            _skill(
                "Listening well",
                "Hearing what somebody means, and not talking about your cousin instead.",
                ("Helping someone day to day",),
            ),
            _skill(
                "Helping someone day to day",
                "Doing things with a person, not to them.",
                ("Speaking up for someone",),
            ),
            _skill(
                "Speaking up for someone",
                "Saying for somebody what they want said, when they cannot.",
            ),
        ],
    },
    {
        "name": "Sea and nature",
        "short_name": "Sea",
        "icon": "sea",
        "description": "The wet part of the city, and everything that lives in it, on it and by it.",
        "skills": [
            _skill(
                "Knowing the shore",
                "Telling a limpet from a barnacle, and where to put your feet.",
                ("Recording wildlife",),
            ),
            _skill(
                "Keeping safe near water",
                "Reading the tide, the wind and the sign that you nearly walked past.",
                ("Handling a small boat",),
            ),
            _skill(
                "Recording wildlife",
                "Writing down what you saw, where and when, so that somebody can use it.",
                ("Looking after a wild place",),
            ),
            _skill(
                "Handling a small boat",
                "Rowing, steering, tying up, and coming back to the place that you left from.",
            ),
            _skill(
                "Looking after a wild place",
                "Planting, clearing and counting, so that it is still there when you are old.",
            ),
        ],
    },
    {
        "name": "Food and hospitality",
        "short_name": "Food",
        "icon": "food",
        "description": "Growing it, cooking it, and carrying it to a table without spilling it.",
        "skills": [
            _skill(
                "Preparing food safely",
                "Clean hands, cold fridge, hot soup.",
                ("Baking bread", "Cooking for a crowd"),
                _esco(
                    "0ff99f51-40d9-42f1-a1ec-377b2bb5e15f", "comply with food safety and hygiene"
                ),
            ),
            _skill(
                "Growing food",
                "Getting something to eat out of a pot, a plot or a windowsill.",
                ("Cooking for a crowd",),
                _esco(
                    "0ae3af47-dc33-4cb0-a2a3-01c6a5bcd968", "maintain plants' growth", "isRelatedTo"
                ),
            ),
            _skill("Baking bread", "Flour, water, salt, yeast, and leaving it alone."),
            _skill(
                "Cooking for a crowd",
                "Twelve onions at once, on time, and nobody left hungry.",
            ),
        ],
    },
    {
        "name": "Arts and performance",
        "short_name": "Arts",
        "icon": "arts",
        "description": "Making something that was not there before, and letting people see it.",
        "skills": [
            _skill(
                "Recording sound",
                "Catching a clear sound and choosing the best of it.",
                ("Editing sound",),
            ),
            _skill(
                "Taking photographs",
                "Looking for longer than other people do, then pressing once.",
                ("Telling a story",),
            ),
            _skill(
                "Acting on feedback",
                "Listening to what people say of your work and changing it.",
                ("Performing to an audience",),
                _esco(
                    "125258b2-23c1-472c-90c6-4ec2e90ed893",
                    "accept feedback on artistic performance",
                    "isRelatedTo",
                ),
            ),
            _skill(
                "Editing sound",
                "Cutting out the bus, keeping the laugh.",
                ("Telling a story",),
            ),
            _skill(
                "Performing to an audience",
                "Standing up in front of people, starting, and getting to the end.",
                (),
                _esco("04e6474d-f6fd-4e60-9191-24faae8ba0bb", "perform live"),
            ),
            _skill("Telling a story", "A beginning, an end, and a reason to stay for both."),
        ],
    },
    {
        "name": "Work and enterprise",
        "short_name": "Work",
        "icon": "work",
        "description": "Being somebody whom people are glad to work with, or to buy from.",
        "skills": [
            _skill(
                "Turning up on time",
                "Being there when you said, with the things that you said you would bring.",
                ("Handling money", "Looking after customers"),
                _esco("113b4428-0a31-4199-8496-070af7854b91", "meet commitments", "isRelatedTo"),
            ),
            _skill(
                "Putting yourself forward",
                "Saying what you can do, on paper and out loud, without making any of it up.",
                ("Looking after customers",),
            ),
            _skill(
                "Handling money",
                "Taking it, counting it, giving change, and knowing what is left at the end.",
                ("Running a stall",),
            ),
            _skill(
                "Looking after customers",
                "Finding out what somebody wants, and being kind when you have sold out of it.",
                ("Running a stall",),
                _esco("0da516ee-e70e-4384-be13-f5ff80be8127", "communicate with customers"),
            ),
            _skill(
                "Running a stall",
                "Choosing what to sell, setting a price, and going home with less than you brought.",
            ),
        ],
    },
    {
        "name": "People and community",
        "short_name": "People",
        "icon": "people",
        "description": "Getting things done with others, which is how most things get done.",
        "skills": [
            _skill(
                "Working in a team",
                "Doing your part and knowing what the others need.",
                ("Helping to run an event", "Leading a group"),
            ),
            _skill(
                "Making people welcome",
                "Seeing who is standing by the door, and going over.",
                ("Helping to run an event",),
            ),
            _skill(
                "Saying what you mean",
                "Clearly, kindly, and short enough that people listen to the end.",
                ("Sorting out a disagreement", "Leading a group"),
            ),
            _skill(
                "Planning your time",
                "Knowing what comes first, and what can wait until Thursday.",
                ("Organising an event",),
            ),
            _skill(
                "Helping to run an event",
                "Being part of the crew that makes a big day work.",
                ("Organising an event",),
                _esco("03a0ab28-ce99-4e14-baf8-a66c55da28f8", "carry out event management"),
            ),
            _skill(
                "Sorting out a disagreement",
                "Hearing both sides and finding the bit that they agree on.",
                (),
                _esco("0ee94af1-b445-4973-9c3f-459fab250342", "apply conflict management"),
            ),
            _skill(
                "Leading a group",
                "Making sure that everybody knows the plan, and that nobody is left on the bus.",
                ("Organising an event",),
                _esco(
                    "0fc0cb61-f44d-4fd0-afd1-18506380b55e",
                    "exert a goal-oriented leadership role towards colleagues",
                    "isRelatedTo",
                ),
            ),
            _skill(
                "Organising an event",
                "From an idea on a napkin to packing up the chairs.",
            ),
        ],
    },
]
