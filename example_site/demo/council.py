"""The council's own pages, which have nothing to do with learning. Plain data.

``TREE`` is a list of ``(slug, title, introduction, body, on the front page, [pages below])``.
"""

HOME = {
    "title": "Port Merrow City Council",
    "intro": "What can we do for you today?",
    "notice": "Bins on Beach Road are emptied on Friday this week, because of the kites.",
    "body": "<p>We are a city of 48,000 people, three ferries and a number of gulls that the museum is "
    "looking into.</p>",
}

_BINS = """
<h2>Which bin this week?</h2>
<ul><li><b>Odd weeks:</b> blue for paper, card and tins.</li>
<li><b>Even weeks:</b> grey for what is left.</li>
<li><b>Every week:</b> the small one for food.</li></ul>
<p>Put them out by 6.30 in the morning with the lid shut. The gulls can open a lid that is nearly shut.</p>
<h2>Something missed?</h2>
<p>Tell us by the end of the next day on 01632 960100 and we come back.</p>
"""
_TAX = """
<h2>Ways to pay</h2>
<ul><li>Direct debit, on the 1st or the 15th</li><li>By telephone: 01632 960101</li>
<li>At any library, in coins if you must</li></ul>
<h2>If you find it hard to pay</h2>
<p>Talk to us before the letter does. We can spread it out, and we check whether you should be paying less.</p>
"""
_LIBRARIES = """
<h2>Where we are</h2>
<ul><li><b>Central Library</b>, Market Square, PM1 1AA: every day but Sunday</li>
<li><b>Northside Library</b>, Chapel Street, PM2 2NL: Monday to Friday</li>
<li><b>The mobile library</b>: wherever the timetable says, or behind a tractor</li></ul>
<p>Joining is free. So are the books, the warm rooms and the help with computers.</p>
"""
_TEN_SOUNDS = """
<p>Close the window. Put your phone on a folded tea towel. Record each for twenty seconds.</p>
<ol><li>A kettle, from cold</li><li>The fridge, when it thinks that nobody listens</li>
<li>A tap, dripping, then not</li><li>An onion being cut</li><li>The drawer that sticks</li>
<li>Cereal meeting milk</li><li>Somebody coming in</li><li>A spoon in a mug</li>
<li>The pause before toast</li><li>The room with nothing in it</li></ol>
<p>Now listen with headphones and keep the best three. That is editing.</p>
"""
_PERMISSION = """
<p>Before you record anybody, say this: <b>“I am making a podcast about our street. May I record you, and may
I put it on the internet?”</b></p>
<p>If they say yes, record the yes. If they say no, thank them and talk about the weather. For people under
16, ask their grown-up too.</p>
"""
_BEACHES = """
<p>Dogs are welcome on North Sands all year and on the other beaches from October to April.</p>
<p>Lifeguards are there from May to September, 10am to 6pm. Swim where the red and yellow flags are.</p>
"""
_CLEAN = """
<ol><li>Go to a beach. Bring a bag.</li><li>Set two minutes on your phone.</li><li>Pick up what does not belong
there. Leave shells, seaweed and anything sharp.</li><li>Put it in the bin at the slipway.</li></ol>
<p>That is all. If two thousand people do it once, it is sixty-six hours.</p>
"""
_TIDES = """
<p>A tide table has two high waters and two low waters for each day. Between them there are about six hours.</p>
<ul><li>Go down to the rocks <b>an hour before</b> low water.</li><li>Come back <b>when it turns</b>: the sea
walks slowly, then it does not.</li><li>In summer add one hour, unless the table has done it for you. It says so at
the top.</li></ul>
<p>The table hangs at every slipway. Take a picture of it.</p>
"""
_BUSINESS = """
<p>Licences, market pitches, business rates and somebody to ask: 01632 960104.</p>
<p>A first pitch at the Saturday Market costs £14. Young traders pay nothing until they are 19.</p>
"""
_COST = """
<p>Take one thing that you made, and write down:</p>
<ol><li>What you paid for what is in it.</li><li>How long it took, times what an hour of yours is worth to you.</li>
<li>Its share of the table, the bag and the bus.</li></ol>
<p>Add them up. That is what it cost. Now add something for next time: that is the price. If nobody would pay it,
make it in less time or make something else. If everybody would, you are too cheap.</p>
"""
_CV = """
<ul><li><b>One page.</b> Your name large, your email small.</li><li><b>What you have done,</b> newest first. A stall,
a club night and a week on the ferries are things that you have done.</li><li><b>One line each,</b> with a number in
it: “cooked for 60 people on four Thursdays”.</li><li><b>No photograph,</b> no age, no “hard-working team
player”.</li></ul>
<p>Read it aloud. If you would not say it, cross it out. Then bring it to the Central Library and somebody reads it
with you.</p>
"""
_ROADS = """
<p>Tell us where it is and how deep: 01632 960102. A matchbox is shallow. A football is urgent.</p>
<p>Street lights have a number on the post. That number is all that we need.</p>
"""
_MOVING = """
<p>Tell us once on 01632 960103 and we tell council tax, the electoral roll, the libraries and the bins.</p>
<p>If you are new here: welcome. Buy a coat.</p>
"""
_CONTACT = """
<ul><li><b>Telephone:</b> 01632 960100, 8.30am to 5pm</li><li><b>Email:</b> hello@portmerrow.example</li>
<li><b>Come in:</b> City Hall, Market Square, PM1 1AA</li></ul>
<p>Port Merrow is made up. Nobody will answer, but they would have been nice about it.</p>
"""
_PRIVACY = """
<p>This site sets a cookie only when you sign in or fill in a form, and only to make that work. It counts nobody
and sells nothing.</p>
<p>What the City of Learning keeps about learners: an email address, which is encrypted, an age band, and the badges
that they were given. Ask learning@portmerrow.example for a copy, or for it to be deleted.</p>
"""
_ACCESSIBILITY = """
<p>We want everybody to be able to use this site: with a keyboard, with a screen reader, at 400 per cent, without
JavaScript, on an old phone in the rain. If something does not work for you, tell us: 01632 960100.</p>
"""
_BOOKING = """
<p>In a real city this would be the booking page of a college, a museum or a ferry. Port Merrow is made up, so there is
nothing to book and nothing to pay.</p>
<p>Go back and look at something else. The soup is good.</p>
"""

TREE = [
    (
        "bins",
        "Bins and recycling",
        "Which bin, which day, and what about the gulls.",
        _BINS,
        True,
        [],
    ),
    ("council-tax", "Council tax", "Pay it, change it, or ask for help with it.", _TAX, True, []),
    (
        "libraries",
        "Libraries",
        "Five of them, and one with wheels.",
        _LIBRARIES,
        True,
        [
            (
                "ten-sounds",
                "Ten sounds to catch in your kitchen",
                "A warm-up for people who want to make a podcast.",
                _TEN_SOUNDS,
                False,
                [],
            ),
            (
                "ask-permission",
                "Ask permission, in one sentence",
                "How to record people and stay friends.",
                _PERMISSION,
                False,
                [],
            ),
        ],
    ),
    (
        "parks-and-beaches",
        "Parks and beaches",
        "Dogs, lifeguards, tides and where the swings are.",
        _BEACHES,
        True,
        [
            (
                "two-minute-clean",
                "A two-minute beach clean",
                "The shortest volunteering in the city.",
                _CLEAN,
                False,
                [],
            ),
            (
                "tide-table",
                "How to read a tide table",
                "Ten minutes now, and you know it for life.",
                _TIDES,
                False,
                [],
            ),
        ],
    ),
    ("roads", "Roads and street lights", "Potholes, lights and signs.", _ROADS, True, []),
    (
        "business",
        "Business and markets",
        "Licences, pitches and people to ask.",
        _BUSINESS,
        True,
        [
            (
                "what-should-it-cost",
                "What should it cost?",
                "A sum on one page, for anybody who makes things.",
                _COST,
                False,
                [],
            ),
            (
                "a-cv-like-you",
                "A CV that sounds like you",
                "One page, and all of it true.",
                _CV,
                False,
                [],
            ),
        ],
    ),
    ("moving", "Moving house", "Tell us once. We tell the others.", _MOVING, True, []),
    ("contact", "Contact us", "By telephone, by email, or come in.", _CONTACT, True, []),
    ("privacy", "Privacy", "What this site keeps, and what it does not.", _PRIVACY, False, []),
    (
        "accessibility",
        "Accessibility",
        "How this site is meant to work for everybody.",
        _ACCESSIBILITY,
        False,
        [],
    ),
    ("booking", "Booking", "This would be somebody’s booking page.", _BOOKING, False, []),
]
