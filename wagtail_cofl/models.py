"""Django looks for models here; they live in their rooms."""

from .awards.models import Award, Claim, ClaimCode
from .badges.models import Badge, BadgeSkill, BadgeVersion
from .city.models import CitySettings
from .credentials.models import Credential, IssuerKey
from .learners.models import EmailLink, Identifier, Learner
from .opportunities.models import Opportunity, Session
from .providers.models import Provider
from .skills.models import Framework, Skill, SkillRelation

__all__ = [
    "Award",
    "Badge",
    "BadgeSkill",
    "BadgeVersion",
    "CitySettings",
    "Claim",
    "ClaimCode",
    "Credential",
    "EmailLink",
    "Framework",
    "Identifier",
    "IssuerKey",
    "Learner",
    "Opportunity",
    "Provider",
    "Session",
    "Skill",
    "SkillRelation",
]
