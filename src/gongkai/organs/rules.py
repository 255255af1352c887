"""Which role may do what, in plain Python: the whole table of permissions on one screen.

Every right holds in the organ where the post is held, and nowhere else; `oversee` holds in the organs below it
(Arts 46-47: the supervising office inspects and urges, it does not edit).
"""

from collections.abc import Iterable

WRITE = "write"  # draft, edit, submit, withdraw a submission
READ_DRAFTS = "read_drafts"
CLEAR = "clear"  # the clearance of Art. 17, never of one's own text
PUBLISH = "publish"  # put out what is cleared
WITHDRAW = "withdraw"  # take down: one signature is enough, putting back takes the whole chain
MANAGE_CATALOGUE = "manage_catalogue"  # headings, owners, rhythms
MANAGE_ORGAN = "manage_organ"  # guide, office, staff, posts
SIGN_REPORT = "sign_report"
COMPILE_REPORT = "compile_report"
READ_TRAIL = "read_trail"  # the audit trail of the organ
READ_CASES = "read_cases"  # applications of the organ, without the identity of who applied
HANDLE_APPLICATIONS = "handle_applications"  # register, ask, consult, draft, deliver, archive (Arts 27-45)
APPROVE_PROCEDURE = (
    "approve_procedure"  # extensions (Art. 33), fees (Art. 42): the head of the disclosure office and above
)
SIGN_REPLY = "sign_reply"  # the reply leaves in the organ's name
OVERSEE = "oversee"

RIGHTS: dict[str, frozenset[str]] = {
    "clerk": frozenset({WRITE, READ_DRAFTS, PUBLISH, COMPILE_REPORT, READ_CASES, HANDLE_APPLICATIONS}),
    "section_chief": frozenset({WRITE, READ_DRAFTS, CLEAR, PUBLISH, WITHDRAW, READ_CASES, HANDLE_APPLICATIONS}),
    "secrecy_reviewer": frozenset({READ_DRAFTS, CLEAR, WITHDRAW, READ_CASES}),
    "disclosure_office_head": frozenset(
        {
            WRITE,
            READ_DRAFTS,
            CLEAR,
            PUBLISH,
            WITHDRAW,
            MANAGE_CATALOGUE,
            COMPILE_REPORT,
            READ_TRAIL,
            READ_CASES,
            HANDLE_APPLICATIONS,
            APPROVE_PROCEDURE,
            SIGN_REPLY,
        }
    ),
    "deputy_in_charge": frozenset({READ_DRAFTS, CLEAR, PUBLISH, WITHDRAW, READ_CASES, APPROVE_PROCEDURE, SIGN_REPLY}),
    "leader": frozenset(
        {READ_DRAFTS, CLEAR, PUBLISH, WITHDRAW, SIGN_REPORT, READ_TRAIL, READ_CASES, APPROVE_PROCEDURE, SIGN_REPLY}
    ),
    "supervising_office": frozenset({OVERSEE}),
    "administrator": frozenset({MANAGE_CATALOGUE, MANAGE_ORGAN, READ_TRAIL}),
}
ALL_RIGHTS = frozenset().union(*RIGHTS.values())


def rights_of(roles: Iterable[str]) -> frozenset[str]:
    """The union of the rights of several roles; an unknown role gives none."""
    return frozenset().union(*(RIGHTS.get(role, frozenset()) for role in roles))


def roles_with(right: str) -> list[str]:
    return [role for role, rights in RIGHTS.items() if right in rights]
