"""The members of every object in OB 3.0 and CLR 2.0, as the standards' data models list them.

A name that ends in ``!`` must be there. What it holds is the name of a check in ``compiling.SCALARS``,
of an enumeration, or of another table here; ``*`` after it means several, in an array or one alone.
``kind`` is the object's own type among others; ``only`` that type and no other.
"""

Table = dict[str, str]

_CREDENTIAL: Table = {
    "id!": "text",
    "name": "text",
    "description": "text",
    "awardedDate": "date-time",
    "issuer!": "issuer",
    "validFrom!": "date-time",
    "validUntil": "date-time",
    "proof": "Proof*",
    "credentialSchema": "CredentialSchema*",
    "credentialStatus": "CredentialStatus",
    "refreshService": "RefreshService",
    "termsOfUse": "TermsOfUse*",
    "evidence": "Evidence*",
}
_NAMED: Table = {**{k: v for k, v in _CREDENTIAL.items() if k != "name"}, "name!": "text"}

TABLES: dict[str, Table] = {
    # OB 3.0, B.1 and what it is made of.
    "AchievementCredential": {
        **_CREDENTIAL,
        "@context!": "contexts",
        "type!": "kind",
        "image": "Image",
        "credentialSubject!": "AchievementSubject",
        "endorsement": "EndorsementCredential*",
        "endorsementJwt": "token*",
    },
    "AchievementSubject": {
        "id": "text",
        "type!": "kind",
        "activityEndDate": "date-time",
        "activityStartDate": "date-time",
        "creditsEarned": "number",
        "achievement!": "Achievement",
        "identifier": "IdentityObject*",
        "image": "Image",
        "licenseNumber": "text",
        "narrative": "text",
        "result": "Result*",
        "role": "text",
        "source": "Profile",
        "term": "text",
    },
    "Achievement": {
        "id!": "text",
        "type!": "kind",
        "alignment": "Alignment*",
        "achievementType": "achievementType",
        "creator": "Profile",
        "creditsAvailable": "number",
        "criteria!": "Criteria",
        "description!": "text",
        "endorsement": "EndorsementCredential*",
        "endorsementJwt": "token*",
        "fieldOfStudy": "text",
        "humanCode": "text",
        "image": "Image",
        "inLanguage": "language",
        "name!": "text",
        "otherIdentifier": "IdentifierEntry*",
        "related": "Related*",
        "resultDescription": "ResultDescription*",
        "specialization": "text",
        "tag": "text*",
        "version": "text",
    },
    "Alignment": {
        "type!": "kind",
        "targetCode": "text",
        "targetDescription": "text",
        "targetName!": "text",
        "targetFramework": "text",
        "targetType": "targetType",
        "targetUrl!": "text",
    },
    "Criteria": {"id": "text", "narrative": "text"},
    "Image": {"id!": "text", "type!": "only", "caption": "text"},
    "Evidence": {
        "id": "text",
        "type!": "kind",
        "narrative": "text",
        "name": "text",
        "description": "text",
        "genre": "text",
        "audience": "text",
    },
    "Related": {"id!": "text", "type!": "kind", "inLanguage": "language", "version": "text"},
    "Result": {
        "type!": "kind",
        "achievedLevel": "text",
        "alignment": "Alignment*",
        "resultDescription": "text",
        "status": "status",
        "value": "text",
    },
    "ResultDescription": {
        "id!": "text",
        "type!": "kind",
        "alignment": "Alignment*",
        "allowedValue": "text*",
        "name!": "text",
        "requiredLevel": "text",
        "requiredValue": "text",
        "resultType!": "resultType",
        "rubricCriterionLevel": "RubricCriterionLevel*",
        "valueMax": "text",
        "valueMin": "text",
    },
    "RubricCriterionLevel": {
        "id!": "text",
        "type!": "kind",
        "alignment": "Alignment*",
        "description": "text",
        "level": "text",
        "name!": "text",
        "points": "text",
    },
    "IdentityObject": {
        "type!": "only",
        "hashed!": "boolean",
        "identityHash!": "text",
        "identityType!": "identityType",
        "salt": "text",
    },
    "IdentifierEntry": {
        "type!": "only",
        "identifier!": "text",
        "identifierType!": "identityType",
    },
    # Who.
    "Profile": {
        "id!": "text",
        "type!": "kind",
        "name": "text",
        "url": "text",
        "phone": "text",
        "description": "text",
        "endorsement": "EndorsementCredential*",
        "endorsementJwt": "token*",
        "image": "Image",
        "email": "text",
        "address": "Address",
        "otherIdentifier": "IdentifierEntry*",
        "official": "text",
        "parentOrg": "Profile",
        "familyName": "text",
        "givenName": "text",
        "additionalName": "text",
        "patronymicName": "text",
        "honorificPrefix": "text",
        "honorificSuffix": "text",
        "familyNamePrefix": "text",
        "dateOfBirth": "date",
    },
    "Address": {
        "type!": "kind",
        "addressCountry": "text",
        "addressCountryCode": "text",
        "addressRegion": "text",
        "addressLocality": "text",
        "streetAddress": "text",
        "postOfficeBoxNumber": "text",
        "postalCode": "text",
        "geo": "GeoCoordinates",
    },
    "GeoCoordinates": {"type!": "only", "latitude!": "number", "longitude!": "number"},
    "EndorsementCredential": {
        **_NAMED,
        "@context!": "contexts",
        "type!": "kind",
        "credentialSubject!": "EndorsementSubject",
    },
    "EndorsementSubject": {"id!": "text", "type!": "kind", "endorsementComment": "text"},
    # What every verifiable credential may have.
    "CredentialSchema": {"id!": "text", "type!": "text"},
    "CredentialStatus": {"id": "text", "type!": "text"},
    "RefreshService": {"id!": "text", "type!": "text"},
    "TermsOfUse": {"id": "text", "type!": "text"},
    "Proof": {
        "type!": "text",
        "created": "date-time",
        "cryptosuite": "text",
        "challenge": "text",
        "domain": "text",
        "nonce": "text",
        "proofPurpose": "text",
        "proofValue": "text",
        "verificationMethod": "text",
    },
    # CLR 2.0.
    "ClrCredential": {
        **_NAMED,
        "@context!": "clr-contexts",
        "type!": "kind",
        "image": "Image",
        "partial": "boolean",
        "credentialSubject!": "ClrSubject",
        "endorsement": "EndorsementCredential*",
        "endorsementJwt": "token*",
    },
    "ClrSubject": {
        "id": "text",
        "type!": "kind",
        "identifier": "IdentityObject*",
        "achievement": "Achievement*",
        "verifiableCredential!": "VerifiableCredential+",
        "association": "Association*",
    },
    "VerifiableCredential": {
        "@context!": "vc-contexts",
        "id": "text",
        "type!": "kind",
        "issuer!": "issuer",
        "validFrom!": "date-time",
        "validUntil": "date-time",
        "credentialSubject!": "CredentialSubject",
        "proof": "Proof*",
        "credentialSchema": "CredentialSchema*",
        "credentialStatus": "CredentialStatus",
        "refreshService": "RefreshService",
        "termsOfUse": "TermsOfUse*",
        "evidence": "Evidence*",
    },
    "CredentialSubject": {"id": "text"},
    "Association": {
        "type!": "only",
        "associationType!": "associationType",
        "sourceId!": "text",
        "targetId!": "text",
    },
}

# The VC Data Model 1.1 form of OB 3.0: other contexts, other names for its dates, always a name.
_LEGACY: Table = {
    **{k: v for k, v in _NAMED.items() if k not in {"validFrom!", "validUntil"}},
    "@context!": "legacy-contexts",
    "type!": "kind",
    "issuanceDate!": "date-time",
    "expirationDate": "date-time",
}
LEGACY_TABLES: dict[str, Table] = {
    **TABLES,
    "AchievementCredential": {**TABLES["AchievementCredential"], **_LEGACY},
    "EndorsementCredential": {**_LEGACY, "credentialSubject!": "EndorsementSubject"},
}
for _name in ("name", "validFrom!", "validUntil"):
    del LEGACY_TABLES["AchievementCredential"][_name]

#: Objects that may have no other members.
CLOSED = frozenset({"IdentityObject", "IdentifierEntry", "Image", "Association"})
#: What the type of a credential must name, one of each group.
KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "AchievementCredential": (
        ("VerifiableCredential",),
        ("AchievementCredential", "OpenBadgeCredential"),
    ),
    "EndorsementCredential": (("VerifiableCredential",), ("EndorsementCredential",)),
    "ClrCredential": (("VerifiableCredential",), ("ClrCredential",)),
}
#: Members that may be written as one value although there can be several (OB 3.0, 7.1).
COMPACTED = frozenset({"type", "proof", "credentialSchema", "termsOfUse"})

_EXTENSIBLE = {
    "achievementType": (
        "Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge "
        "BachelorDegree Certificate CertificateOfCompletion Certification CommunityService "
        "Competency Course CoCurricular Degree Diploma DoctoralDegree Fieldwork "
        "GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership "
        "ProfessionalDoctorate QualityAssuranceCredential MasterCertificate MasterDegree "
        "MicroCredential ResearchDoctorate SecondarySchoolDiploma"
    ),
    "targetType": (
        "ceasn:Competency ceterms:Credential CFItem CFRubric CFRubricCriterion "
        "CFRubricCriterionLevel CTDL"
    ),
    "resultType": (
        "GradePointAverage LetterGrade Percent PerformanceLevel PredictedScore RawScore Result "
        "RubricCriterion RubricCriterionLevel RubricScore ScaledScore Status"
    ),
    "identityType": (
        "name sourcedId systemId productId userName accountId emailAddress nationalIdentityNumber "
        "isbn issn lisSourcedId oneRosterSourcedId sisSourcedId ltiContextId ltiDeploymentId "
        "ltiToolId ltiPlatformId ltiUserId identifier"
    ),
}
#: Enumerations to which anybody may add ``ext:…`` of their own.
EXTENSIBLE = {name: frozenset(words.split()) for name, words in _EXTENSIBLE.items()}
#: Enumerations to which nobody may.
FIXED = {
    "status": frozenset(
        {"Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"}
    ),
    "associationType": frozenset(
        "exactMatchOf isChildOf isParentOf isPartOf isPeerOf isRelatedTo precedes replacedBy".split()
    ),
}
