"""Every write to an application. Keyword-only; `by` is the account (None: the applicant), `on` the legal day, `at` the moment."""

from gongkai.applications.actions.charging import lapse_fee, notify_fee, pay_fee, record_fee_receipt, waive_fee
from gongkai.applications.actions.closing import amend, archive, make_public, reopen, suggest_publication, withdraw
from gongkai.applications.actions.consulting import (
    consult,
    end_consultation,
    receive_opinion,
    record_party_receipt,
    tell_third_party,
)
from gongkai.applications.actions.exporting import export_register, open_case_file
from gongkai.applications.actions.filing import add_files
from gongkai.applications.actions.handling import (
    ask_correction,
    assign,
    lapse_correction,
    note,
    receive_correction,
    record_search,
)
from gongkai.applications.actions.lengthening import (
    accept_reasons,
    ask_reasons,
    extend,
    propose_extension,
    receive_reasons,
    refuse_extension,
    reject_reasons,
)
from gongkai.applications.actions.outside import forget_arrived, receive_from_outside
from gongkai.applications.actions.own import answer_correction, answer_reasons
from gongkai.applications.actions.register import apply_online, attach, confirm, divide, register
from gongkai.applications.actions.registers import (
    answer_rectification,
    reassess,
    register_rectification,
)
from gongkai.applications.actions.replying import (
    clear_reply,
    draft_reply,
    recall_reply,
    record_return,
    send_back_reply,
    serve,
    sign_reply,
)
from gongkai.applications.actions.retention import erase_identities
from gongkai.applications.actions.settings import FIELDS as OFFICE_FIELDS
from gongkai.applications.actions.settings import keep_office, may_keep_office
from gongkai.applications.actions.unsent import keep_unsent, sweep_unsent, unsent

__all__ = [
    "OFFICE_FIELDS", "accept_reasons", "add_files", "amend", "answer_correction", "answer_reasons", "answer_rectification", "apply_online", "archive", "ask_correction", "ask_reasons", "assign",
    "attach", "clear_reply", "confirm", "consult", "divide", "draft_reply", "end_consultation", "erase_identities", "export_register", "extend", "forget_arrived",
    "keep_office", "keep_unsent", "lapse_correction", "lapse_fee", "make_public", "may_keep_office", "note", "notify_fee", "open_case_file", "pay_fee", "propose_extension", "reassess",
    "recall_reply", "receive_correction", "receive_from_outside", "receive_opinion", "receive_reasons", "record_fee_receipt", "record_party_receipt",
    "record_return", "record_search", "refuse_extension", "register", "register_rectification", "reject_reasons", "reopen",
    "send_back_reply", "serve", "sign_reply", "suggest_publication", "sweep_unsent", "tell_third_party", "unsent", "waive_fee", "withdraw",
]  # fmt: skip
