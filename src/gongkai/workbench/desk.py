"""Who sits at the desk: the account, its organ, and the rights its posts give it there today."""

from dataclasses import dataclass

from gongkai.accounts.models import User
from gongkai.organs import queries as organs
from gongkai.organs import rules
from gongkai.organs.models import Organ, Role


@dataclass(frozen=True)
class Desk:
    user: User
    organ: Organ | None
    roles: frozenset[str]
    rights: frozenset[str]

    @classmethod
    def of(cls, user: User) -> "Desk":
        """Read from the posts, never from Django's permissions: a superuser without a post has no rights."""
        organ = organs.organ_of(user)
        roles = frozenset(organs.roles_of(user, organ)) if organ else frozenset()
        return cls(user, organ, roles, rules.rights_of(roles))

    def reads_drafts_of(self, item) -> bool:
        return self.organ is not None and item.organ_id == self.organ.pk and rules.READ_DRAFTS in self.rights

    def may(self, right: str) -> bool:
        return right in self.rights

    @property
    def titles(self) -> str:
        return "、".join(str(Role(role).label) for role in Role.values if role in self.roles)

    # For templates, where one cannot pass an argument.
    @property
    def writes(self) -> bool:
        return rules.WRITE in self.rights

    @property
    def reads(self) -> bool:
        return rules.READ_DRAFTS in self.rights

    @property
    def clears(self) -> bool:
        return rules.CLEAR in self.rights

    @property
    def publishes(self) -> bool:
        return rules.PUBLISH in self.rights

    @property
    def withdraws(self) -> bool:
        return rules.WITHDRAW in self.rights

    @property
    def manages_catalogue(self) -> bool:
        return rules.MANAGE_CATALOGUE in self.rights

    @property
    def manages_organ(self) -> bool:
        return rules.MANAGE_ORGAN in self.rights

    @property
    def oversees(self) -> bool:
        return rules.OVERSEE in self.rights

    @property
    def reads_trail(self) -> bool:
        return rules.READ_TRAIL in self.rights

    @property
    def reads_cases(self) -> bool:
        return rules.READ_CASES in self.rights

    @property
    def handles_applications(self) -> bool:
        return rules.HANDLE_APPLICATIONS in self.rights

    @property
    def approves(self) -> bool:
        return rules.APPROVE_PROCEDURE in self.rights

    @property
    def signs(self) -> bool:
        return rules.SIGN_REPLY in self.rights
