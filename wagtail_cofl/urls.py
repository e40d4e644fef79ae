"""Our addresses. Include at the root, before Wagtail's: ``path("", include("wagtail_cofl.urls"))``.

Only ``/cofl/`` is claimed, and the place where JSON Web Keys are looked for. Paths of documents are
printed into badges and never change.
"""

from django.urls import path, re_path

from .awards import asking_views as asking
from .awards import claim_views as claiming
from .awards import list_views as lists
from .awards import moving_views as moving
from .awards import my_claim_views as my_claims
from .awards import peer_views as peers
from .awards import queue_views as queues
from .awards import views as awards
from .city import views as city
from .credentials import key_views as keys
from .credentials import views as credentials
from .learners import account_views as accounts
from .learners import guardian_views as guardians
from .learners import views as learners
from .learners import waiting_views as waiting
from .opportunities import views as opportunities
from .playlists import views as playlists
from .providers import views as providers
from .providers.views import joining
from .skills import views as skills

app_name = "wagtail_cofl"

CODE = r"(?P<code>[0-9A-Za-z-]{4,40})"

urlpatterns = [
    # documents
    path("cofl/credentials/<uuid:uuid>", credentials.credential, name="credential"),
    path("cofl/credentials/<uuid:uuid>.json", credentials.credential_json, name="credential_json"),
    path("cofl/credentials/<uuid:uuid>.png", credentials.credential_png, name="credential_png"),
    path("cofl/credentials/<uuid:uuid>.svg", credentials.credential_svg, name="credential_svg"),
    path("cofl/credentials/<uuid:uuid>.jwt", keys.credential_jwt, name="credential_jwt"),
    path("cofl/assertions/<uuid:uuid>", credentials.assertion, name="assertion"),
    path("cofl/assertions/<uuid:uuid>.json", credentials.assertion_json, name="assertion_json"),
    path("cofl/assertions/<uuid:uuid>.png", credentials.assertion_png, name="assertion_png"),
    path("cofl/assertions/<uuid:uuid>.svg", credentials.assertion_svg, name="assertion_svg"),
    path("cofl/assertions/<uuid:uuid>.jws", keys.assertion_jws, name="assertion_jws"),
    path("cofl/badges/<uuid:uuid>", credentials.badge_version, name="badge_version"),
    path("cofl/badges/<uuid:uuid>.json", credentials.badge_version_json, name="badge_version_json"),
    path("cofl/badges/<uuid:uuid>.png", credentials.badge_version_png, name="badge_version_png"),
    path("cofl/issuers/<uuid:uuid>", credentials.issuer, name="issuer"),
    path("cofl/issuers/<uuid:uuid>.json", credentials.issuer_json, name="issuer_json"),
    path("cofl/issuers/<uuid:uuid>/did.json", keys.did_json, name="did_json"),
    path("cofl/issuers/<uuid:uuid>/keys/<str:kid>", keys.key_json, name="key_json"),
    path("cofl/issuers/<uuid:uuid>/keys/<str:kid>/pem", keys.key_pem, name="key_pem"),
    path(".well-known/jwks.json", keys.jwks_json, name="jwks_json"),
    path(
        "cofl/issuers/<uuid:uuid>/revocations",
        credentials.issuer_revocations,
        name="issuer_revocations",
    ),
    path(
        "cofl/issuers/<uuid:uuid>/withdrawn", credentials.issuer_withdrawn, name="issuer_withdrawn"
    ),
    path("cofl/status/<uuid:uuid>", credentials.status_list, name="status_list"),
    path("cofl/skills/<uuid:uuid>", skills.skill, name="skill"),
    path("cofl/skills/mine/part/", skills.mine_part, name="skill_mine_part"),
    path("cofl/providers/", providers.providers, name="providers"),
    # checking
    path("cofl/verify/", credentials.verify, name="verify"),
    # permanent addresses of what is on; the pages that show it may move
    path("cofl/opportunities/<uuid:uuid>/", opportunities.opportunity, name="opportunity"),
    path("cofl/playlists/<uuid:uuid>/mine/", playlists.mine, name="playlist_mine"),
    path("cofl/playlists/<uuid:uuid>/mine/part/", playlists.mine_part, name="playlist_mine_part"),
    path("cofl/playlists/<uuid:uuid>/begin/", playlists.begin, name="playlist_begin"),
    path("cofl/playlists/<uuid:uuid>/stop/", playlists.stop, name="playlist_stop"),
    path("cofl/playlists/<uuid:uuid>/tick/", playlists.tick, name="playlist_tick"),
    # claiming
    path("cofl/claim/", claiming.enter_code, name="enter_code"),
    re_path(rf"^cofl/claim/{CODE}/$", claiming.claim, name="claim"),
    re_path(rf"^cofl/claim/{CODE}/you/$", claiming.claim_you, name="claim_you"),
    re_path(rf"^cofl/claim/{CODE}/email/$", claiming.claim_email, name="claim_email"),
    re_path(rf"^cofl/claim/{CODE}/nickname/$", claiming.claim_nickname, name="claim_nickname"),
    re_path(rf"^cofl/claim/{CODE}/words/$", claiming.claim_words, name="claim_words"),
    re_path(rf"^cofl/claim/{CODE}/sent/$", claiming.claim_sent, name="claim_sent"),
    re_path(rf"^cofl/claim/{CODE}/grown-up/$", claiming.claim_grown_up, name="claim_grown_up"),
    path("cofl/confirm/<str:secret>/", claiming.claim_confirm, name="claim_confirm"),
    # the letter to somebody on a list
    path("cofl/invited/<str:secret>/", lists.invited, name="invited"),
    path("cofl/invited/<str:secret>/no/", lists.invited_no, name="invited_no"),
    path("cofl/invited/<str:secret>/nickname/", lists.invited_nickname, name="invited_nickname"),
    path("cofl/invited/<str:secret>/words/", lists.invited_words, name="invited_words"),
    # asking for a badge
    path("cofl/badges/<uuid:uuid>/ask/", asking.ask, name="ask"),
    path("cofl/badges/<uuid:uuid>/ask/email/", asking.ask_email, name="ask_email"),
    path("cofl/badges/<uuid:uuid>/ask/nickname/", asking.ask_nickname, name="ask_nickname"),
    path("cofl/badges/<uuid:uuid>/ask/words/", asking.ask_words, name="ask_words"),
    path("cofl/badges/<uuid:uuid>/ask/sent/", asking.ask_sent, name="ask_sent"),
    path("cofl/badges/<uuid:uuid>/ask/grown-up/", asking.ask_grown_up, name="ask_grown_up"),
    path("cofl/my-claims/<uuid:uuid>/", my_claims.my_claim, name="my_claim"),
    path(
        "cofl/my-claims/<uuid:uuid>/take-back/",
        my_claims.my_claim_take_back,
        name="my_claim_take_back",
    ),
    path("cofl/evidence/<uuid:uuid>/", my_claims.evidence_file, name="evidence_file"),
    path(
        "cofl/evidence/shared/<uuid:share_key>/", my_claims.evidence_shared, name="evidence_shared"
    ),
    # the learner's own
    path("cofl/sign-in/", learners.sign_in, name="sign_in"),
    path("cofl/sign-in/sent/", learners.sign_in_sent, name="sign_in_sent"),
    path("cofl/sign-in/words/", learners.sign_in_words, name="sign_in_words"),
    path("cofl/sign-in/<str:secret>/", learners.sign_in_confirm, name="sign_in_confirm"),
    path("cofl/sign-out/", learners.sign_out, name="sign_out"),
    path("cofl/my-badges/", awards.my_badges, name="my_badges"),
    path("cofl/my-badges/waiting/", waiting.waiting, name="waiting"),
    path("cofl/my-badges/account/", accounts.account, name="account"),
    path("cofl/my-badges/account/remove/", accounts.account_remove, name="account_remove"),
    path("cofl/my-badges/account/words/", accounts.account_words, name="account_words"),
    path("cofl/my-badges/account/added/", accounts.account_added, name="account_added"),
    path("cofl/add-address/<str:secret>/", accounts.account_confirm, name="account_confirm"),
    path("cofl/my-badges/<uuid:uuid>/", awards.my_badge, name="my_badge"),
    path("cofl/my-badges/<uuid:uuid>/address/", moving.my_badge_move, name="my_badge_move"),
    # deciding claims
    path("cofl/queue/", queues.queue, name="queue"),
    path("cofl/queue/<uuid:uuid>/", queues.decide, name="decide"),
    path("cofl/queue/<uuid:uuid>/aside/", queues.aside, name="decide_aside"),
    path("cofl/peers/", peers.peers, name="peers"),
    path("cofl/peers/<uuid:uuid>/", peers.peer_decide, name="peer_decide"),
    path("cofl/peers/<uuid:uuid>/aside/", peers.peer_aside, name="peer_aside"),
    # guardians of children under 13
    path("cofl/grown-up/", guardians.guardian_find, name="guardian_find"),
    path("cofl/grown-up/sent/", guardians.guardian_sent, name="guardian_sent"),
    path("cofl/grown-up/thanks/", guardians.guardian_thanks, name="guardian_thanks"),
    path("cofl/grown-up/<str:secret>/", guardians.guardian, name="guardian"),
    path(
        "cofl/grown-up/<str:secret>/take-back/",
        guardians.guardian_take_back,
        name="guardian_take_back",
    ),
    # people who work for a provider
    path("cofl/join/<str:secret>/", joining.join, name="join"),
    path("cofl/staff/", joining.staff_home, name="staff_home"),
    path("cofl/staff/sign-in/", joining.StaffSignIn.as_view(), name="staff_sign_in"),
    path("cofl/staff/sign-out/", joining.StaffSignOut.as_view(), name="staff_sign_out"),
    # telling the city
    path("cofl/report/", city.report, name="report"),
    path("cofl/report/thanks/", city.report_thanks, name="report_thanks"),
]
