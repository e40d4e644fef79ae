"""Badges that 1EdTech signed: the examples of its public validator, of both editions of OB 3.0.

Their values are facts of that validator (github.com/1EdTech/digital-credentials-public-validator,
inspector-vc/src/test/resources/ob30: simple-json.svg, simple_v1.json, simple-did-key-method.json).
"""

import json
from datetime import UTC, datetime

import pytest

from wagtail_cofl.openbadges.verification import CannotFetch, verify

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ISSUER = "https://example.com/issuers/876543"
KEY = "z6MkrvfzkMnvCroEUP2DVc9SHPE48CRsvHiVSusHioxTYu1x"
OLDER_KEY = "z6MknNHHrBzPytzu6CUBP9Lg7fg4KSBjzimc2Frh693YbMiv"
TEAMWORK = {
    "id": "http://example.com/credentials/3527",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example Corp"},
    "name": "Teamwork Badge",
    "credentialSubject": {
        "id": "did:example:ebfeb1f712ebc6f1c276e12ec21",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://example.com/achievements/21st-century-skills/teamwork",
            "type": ["Achievement"],
            "criteria": {
                "narrative": "Team members are nominated for this badge by their peers and recognized "
                "upon review by Example Corp management."
            },
            "description": "This badge recognizes the development of the capacity to collaborate "
            "within a group environment.",
            "name": "Teamwork",
        },
    },
}
BADGE = {
    **TEAMWORK,
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "validFrom": "2010-01-01T00:00:00Z",
    "proof": [
        {
            "type": "DataIntegrityProof",
            "created": "2024-03-20T14:53:19Z",
            "verificationMethod": f"{ISSUER}#{KEY}",
            "cryptosuite": "eddsa-rdfc-2022",
            "proofPurpose": "assertionMethod",
            "proofValue": "z76jrNcyxHg5fV17h96yCRwqUaTQZD2QQivyNqHyLSvqu3aWGC3nLShzZEGbH3Ln"
            "VFodwov9rPQxi3QRP7adCrzV",
        }
    ],
}
OLDER = {
    **TEAMWORK,
    "@context": [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://w3id.org/security/suites/ed25519-2020/v1",
    ],
    "issuanceDate": "2010-01-01T00:00:00Z",
    "proof": [
        {
            "type": "Ed25519Signature2020",
            "created": "2022-11-16T18:54:22Z",
            "verificationMethod": f"{ISSUER}#{OLDER_KEY}",
            "proofPurpose": "assertionMethod",
            "proofValue": "z5gJZKchSJEYPGeq6bsqiLKuxT6mXqAovPbqYX66CB7u9CSNFdV41vHtysjHFiit"
            "voyhfPxsaZnWftrZZZW2txPQK",
        }
    ],
}
# Its issuer is nobody who can be looked up, so its key is nobody's.
NAMELESS = {
    "@context": [*BADGE["@context"], "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"],
    "id": "urn:uuid:280c19b6-9680-4a37-ba84-e38b1a4e4584",
    "type": ["VerifiableCredential", "AchievementCredential"],
    "issuer": {
        "type": ["Profile"],
        "name": "Andy F. Miller",
        "id": "urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164",
    },
    "validFrom": "2022-11-10T07:38:00-08:00",
    "name": "test 1",
    "credentialSubject": {
        "id": "urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "urn:uuid:35258e6f-4c05-4215-8ada-38a5a5b80510",
            "type": ["Achievement"],
            "achievementType": "Achievement",
            "name": "test 1",
            "description": "This is a test achievement",
            "criteria": {"narrative": "There is no criteria"},
        },
    },
    "proof": [
        {
            "type": "DataIntegrityProof",
            "created": "2010-01-01T19:23:24Z",
            "verificationMethod": "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi",
            "cryptosuite": "eddsa-rdfc-2022",
            "proofPurpose": "assertionMethod",
            "proofValue": "z5v2mkEWTLxzJ4VCxvUx5dRoy54Hp81GpyABUk7NswQECwDH6Ecwv5F3Mqso7t18"
            "UY6WScm5Qszo6nqiiqmevRWHc",
        }
    ],
}


def fetch(url, accept):
    """The issuer's keys: of the examples, the validator takes them from the keys' own names."""
    if url != ISSUER:
        raise CannotFetch("There is nothing.")
    methods = [
        {
            "id": f"{ISSUER}#{key}",
            "type": "Multikey",
            "controller": ISSUER,
            "publicKeyMultibase": key,
        }
        for key in (KEY, OLDER_KEY)
    ]
    return json.dumps({"id": ISSUER, "assertionMethod": methods}).encode()


def report_of(document):
    return verify(json.dumps(document).encode(), fetch=fetch, now=NOW)


@pytest.mark.parametrize("document", [BADGE, OLDER], ids=["VCDM 2.0", "VCDM 1.1"])
def test_an_example_is_valid(document):
    report = report_of(document)
    assert report.verdict == "valid"
    assert report.summary.name == "Teamwork"
    codes = {check.code for check in report.checks}
    assert ("older_edition" in codes) == (document is OLDER)


@pytest.mark.parametrize("document", [BADGE, OLDER], ids=["VCDM 2.0", "VCDM 1.1"])
def test_a_changed_example_is_not(document):
    report = report_of({**document, "name": "Leadership Badge"})
    assert report.verdict == "not_valid"
    assert "changed" in {check.code for check in report.checks}


def test_an_issuer_that_is_nowhere_cannot_be_checked():
    assert report_of(NAMELESS).verdict == "could_not_check"
