"""审查流程 (Art. 17: every organ fixes procedure and responsibility): who looks, in which order, by when.

Plain Python. The ladders are those of named organs: one second pair of eyes; section head and secrecy reviewer; 三审; and
the head of the organ for what is sensitive. A role is a value of `organs.Role`; `ANYBODY` is any role that may clear.
"""

from dataclasses import dataclass

ANYBODY = ""
CHIEF, SECRECY, DEPUTY, LEADER = "section_chief", "secrecy_reviewer", "deputy_in_charge", "leader"
OFFICE = "disclosure_office_head"


@dataclass(frozen=True, slots=True)
class Chain:
    """`target` names the row of statute.limits by which a submission should be decided."""

    code: str
    label: str
    roles: tuple[str, ...]
    target: str


CHAINS = {
    row.code: row
    for row in (
        Chain("single", "一人审查：撰写人以外任何一位有审查权限的人", (ANYBODY,), "review.single"),
        Chain("two", "两级审查：股室负责人、保密审查员", (CHIEF, SECRECY), "review.chain"),
        Chain("three", "三审：股室负责人、保密审查员、分管领导", (CHIEF, SECRECY, DEPUTY), "review.chain"),
        Chain("sensitive", "三审加主要负责人：名单、突发事件、预决算、信访等", (CHIEF, SECRECY, DEPUTY, LEADER), "review.chain"),
    )
}  # fmt: skip
USUAL = "single"
# The chain of a heading that names none, by its kind; a kind not listed has the usual one. An organ that wants longer
# ones says so at its headings: a bureau of two people would otherwise publish nothing at all.
BY_KIND: dict[str, str] = {}
# Kinds whose lists and figures are sensitive by their nature: the heading's form recommends the longest chain for them.
SENSITIVE_KINDS = frozenset({"finance", "result"})

# Who decides a step when nobody can who holds its role (vacant, or the holder wrote the text or has decided another
# step): the first of these roles in which somebody is free.
STAND_INS = {
    CHIEF: (OFFICE, DEPUTY, LEADER),
    SECRECY: (OFFICE, DEPUTY, LEADER),
    DEPUTY: (LEADER, OFFICE),
    LEADER: (DEPUTY, OFFICE),
}
# Art. 17 wants a review before publication, not a queue: these may shorten the chain to their own signature.
MAY_HURRY = frozenset({DEPUTY, LEADER})
# An approval on paper is entered by the head of the office, who answers for the file.
ENTERS_PAPER = frozenset({OFFICE})


def chain(code: str) -> Chain:
    """A chain by its code; one that is not (or no longer) listed is the usual one, never none."""
    return CHAINS.get(code, CHAINS[USUAL])


def for_heading(code: str, kind: str) -> Chain:
    """The chain a heading names, else the one of its kind."""
    return chain(code or BY_KIND.get(kind, USUAL))


def roles_of(found: Chain, *, escalated: bool) -> tuple[str, ...]:
    """The roles in order; a sensitive text goes on to the head of the organ."""
    return found.roles if not escalated or LEADER in found.roles else (*found.roles, LEADER)
