"""Django looks for models here; they live in their rooms."""

from .awards.models import (
    Award,
    Batch,
    BatchRow,
    Campaign,
    Claim,
    ClaimCode,
    ClaimDecision,
    Evidence,
)
from .badges.models import (
    Badge,
    BadgeNeed,
    BadgeSkill,
    BadgeVersion,
    CannedFeedback,
    IssuingWorkflow,
    WorkflowStep,
)
from .city.models import CitySettings, ProblemReport
from .credentials.models import (
    Credential,
    IssuerKey,
    Revocation,
    SignedToken,
    StatusList,
    Suspension,
)
from .learners.models import (
    Consent,
    ConsentRequest,
    EmailLink,
    Guardian,
    Identifier,
    Learner,
)
from .opportunities.models import Opportunity, Session
from .playlists.models import Following, Playlist, PlaylistVersion, Tick
from .providers.models import MemberInvitation, Membership, NamedPeer, Provider
from .skills.models import Framework, NextSkill, Skill, SkillRelation

__all__ = [
    "Award",
    "Badge",
    "BadgeNeed",
    "BadgeSkill",
    "BadgeVersion",
    "Batch",
    "BatchRow",
    "Campaign",
    "CannedFeedback",
    "CitySettings",
    "Claim",
    "ClaimCode",
    "ClaimDecision",
    "Consent",
    "ConsentRequest",
    "Credential",
    "EmailLink",
    "Evidence",
    "Following",
    "Framework",
    "Guardian",
    "Identifier",
    "IssuerKey",
    "IssuingWorkflow",
    "Learner",
    "MemberInvitation",
    "Membership",
    "NamedPeer",
    "NextSkill",
    "Opportunity",
    "Playlist",
    "PlaylistVersion",
    "ProblemReport",
    "Provider",
    "Revocation",
    "Session",
    "SignedToken",
    "Skill",
    "SkillRelation",
    "StatusList",
    "Suspension",
    "Tick",
    "WorkflowStep",
]
