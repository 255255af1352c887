"""From a kind of reply to a signed letter: what it must state, what is prefilled, who reviews, what leaves in one archive."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gongkai.applications import actions, queries
from gongkai.audit.models import AuditEntry
from gongkai.catalogue.models import DisclosureItem
from gongkai.statute.decisions import decisions_to_draft

pytestmark = pytest.mark.django_db


def reply_of(case, **more) -> str:
    address = reverse("office_case_draft_reply", args=[case.pk])
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in more.items())}" if more else address


@pytest.fixture
def dropped(signed_in, clerk):
    """dropped(case, name): a file put up to a case; answers its key."""

    def make(case, name="分配表.txt", data=b"x"):
        answer = signed_in(clerk).post(
            reverse("office_case_upload", args=[case.pk]), {"file": SimpleUploadedFile(name, data)}
        )
        return answer.json()["files"][0]["key"]

    return make


def test_every_kind_of_reply_can_be_opened_with_its_own_facts_showing(signed_in, clerk, applied):
    case, client = applied(), signed_in(clerk)
    page = client.get(reverse("office_case", args=[case.pk])).content.decode()
    for row in decisions_to_draft():
        assert f"{reply_of(case)}?decision={row.code}" in page
        form = client.get(reply_of(case, decision=row.code)).context["form"]
        shown = {line["field"].name for line in form.rows if not line["hidden"]}
        assert shown == set(row.needs), row.code


def test_granting_needs_no_word_when_a_file_goes_along(signed_in, clerk, applied, dropped, words):
    case = applied()
    answer = signed_in(clerk).post(
        reply_of(case), {"decision": "granted", "file_key": dropped(case), "seen": case.last_seq}, follow=True
    )
    case.refresh_from_db()
    letter = queries.waiting_reply(case)
    assert case.state == "in_approval" and letter.facts == {"delivered": ["《分配表》"]}
    assert "已送审" in words(answer) and letter.enclosures.get().file.shown_name == "分配表.txt"


def test_what_a_refusal_must_state_and_does_not_is_asked_for_at_its_field(signed_in, clerk, applied, words):
    case = applied()
    sent = {"decision": "withheld.internal_affairs", "reasons": "属于内部流程", "seen": case.last_seq}
    answer = signed_in(clerk).post(reply_of(case), sent)
    said = words(answer)
    assert answer.status_code == 422 and "请填写“内部事务的类别”" in said and "属于内部流程" in answer.content.decode()
    signed_in(clerk).post(reply_of(case), sent | {"internal_kind": "内部工作流程"})
    case.refresh_from_db()
    assert case.state == "in_approval"


def test_a_kind_the_record_does_not_bear_is_refused_with_what_is_possible(signed_in, clerk, applied, words):
    case = applied()
    answer = signed_in(clerk).post(
        reply_of(case), {"decision": "unavailable.does_not_exist", "search_record": "查过", "seen": case.last_seq}
    )
    assert answer.status_code == 422 and "要有检索记录" in words(answer)


def test_the_preview_is_the_letter_itself_with_brackets_for_what_is_not_written_yet(signed_in, clerk, applied, words):
    case, client = applied(), signed_in(clerk)
    address = reverse("office_case_reply_preview", args=[case.pk])
    looks = AuditEntry.objects.filter(verb="applicant.read")
    client.get(reply_of(case, decision="granted"))
    seen = looks.count()
    said = words(client.post(address, {"decision": "granted", "delivered": "资金分配表一份"}))
    assert "罗小满：" in said and "资金分配表一份。" in said and "【草稿】未经签发" in said and "榕江县人民法院" in said
    assert "【提供的内容】" in words(client.post(address, {"decision": "granted"}))
    assert "选择答复种类以后" in words(client.post(address, {}))
    assert looks.count() == seen == 1 and not case.letters.filter(decision="granted").exists()


def test_searches_made_and_opinions_received_are_written_into_the_form(signed_in, clerk, applied):
    case = applied()
    actions.record_search(
        application=case, by=clerk, scope="档案室", method="查阅", words="低保", who="石文", result="没有找到"
    )
    party = actions.consult(application=case, by=clerk, kind="third_party", name="甲公司", what="单价")
    actions.record_party_receipt(application=case, by=clerk, party=party, on=timezone.localdate())
    actions.receive_opinion(application=case, by=clerk, party=party, view="objects")
    form = signed_in(clerk).get(reply_of(case, decision="withheld.third_party")).context["form"]
    assert "不同意公开" in form["consultation_result"].value() and "甲公司" not in form["consultation_result"].value()
    assert "没有找到" in form["search_record"].value()


def test_what_is_public_already_is_offered_with_its_address(signed_in, clerk, applied, published, words):
    item = published(title="2023年度城乡低保资金分配文件公告")
    case = applied(title="城乡低保资金分配文件")
    client = signed_in(clerk)
    page = client.get(reverse("office_case", args=[case.pk])).content.decode()
    assert "也许已经公开" in page and f"{reply_of(case)}?item={item.pk}" in page
    form = client.get(reply_of(case, item=item.pk)).context["form"]
    assert form["decision"].value() == "already_public" and f"/{item.pk}/" in form["address"].value()
    assert form["published_on"].value() == timezone.localdate(item.published_at).isoformat()


def test_a_repeated_application_is_offered_the_earlier_reply_with_number_and_date(signed_in, clerk, applied, signed):
    before = signed(case=applied())
    actions.serve(application=before, by=clerk, way="in_person")
    again = applied()
    client = signed_in(clerk)
    page = client.get(reverse("office_case", args=[again.pk])).content.decode()
    assert "同一申请人" in page and "内容相同" in page and f"{reply_of(again)}?earlier={before.pk}" in page
    form = client.get(reply_of(again, earlier=before.pk)).context["form"]
    assert form["decision"].value() == "not_processed.repeated" and form["earlier_number"].value().startswith(
        "榕民公开〔"
    )


def test_review_and_signature_are_one_click_of_somebody_who_did_not_write_it(signed_in, drafted, leader, words):
    case = drafted()
    client = signed_in(leader)
    address = reverse("office_case_review", args=[case.pk])
    page = client.get(address)
    assert "审查并签发" in words(page)
    sent = {"seen_hash": page.context["form"].initial["seen_hash"], "seen": case.last_seq, "sign": "1"}
    answer = client.post(address, sent, follow=True)
    case.refresh_from_db()
    assert case.state == "replied" and "已签发并编号" in words(answer)
    assert case.letters.get(decision="granted").number.startswith("榕民公开〔")


def test_the_writer_sees_the_letter_and_no_button(signed_in, drafted, clerk, office_head, words):
    own = drafted(by=office_head)
    client = signed_in(office_head)
    said = words(client.get(reverse("office_case_review", args=[own.pk])))
    assert "要由其他有审查权限的人审查" in said and "审查并签发" not in said
    letter = queries.waiting_reply(own)
    answer = client.post(
        reverse("office_case_review", args=[own.pk]),
        {"seen_hash": letter.content_hash(), "sign": "1", "seen": own.last_seq},
    )
    own.refresh_from_db()
    assert answer.status_code == 422 and own.state == "in_approval"


def test_clearing_and_signing_can_be_two_people(signed_in, drafted, secrecy_reviewer, leader, words):
    case = drafted()
    address = reverse("office_case_review", args=[case.pk])
    reviewer = signed_in(secrecy_reviewer)
    page = reviewer.get(address)
    assert "签发 " not in words(page).partition("审查时看什么")[0].replace("审查、签发", "")
    sent = {"seen_hash": page.context["form"].initial["seen_hash"], "seen": case.last_seq}
    reviewer.post(address, sent | {"clear": "1"})
    case.refresh_from_db()
    assert case.awaits == "signature"
    signer = signed_in(leader)
    assert 'name="sign"' in signer.get(address).content.decode() and "审查并签发" not in words(signer.get(address))
    signer.post(address, sent | {"sign": "1", "seen": case.last_seq})
    case.refresh_from_db()
    assert case.state == "replied"


def test_sending_back_needs_words_and_gives_the_writer_his_own_back(
    signed_in, drafted, clerk, leader, dropped, applied, words
):
    case = applied()
    signed_in(clerk).post(
        reply_of(case),
        {"decision": "granted", "delivered": "写错的内容", "file_key": dropped(case), "seen": case.last_seq},
    )
    case.refresh_from_db()
    client, address = signed_in(leader), reverse("office_case_review", args=[case.pk])
    sent = {"seen_hash": queries.waiting_reply(case).content_hash(), "seen": case.last_seq, "send_back": "1"}
    assert "退回时请写明要修改什么" in words(client.post(address, sent | {"opinion": ""}))
    client.post(address, sent | {"opinion": "内容写具体"})
    case.refresh_from_db()
    assert case.state == "in_process"
    own = signed_in(clerk)
    assert "杨聚昌" in words(own.get(reverse("office_case", args=[case.pk]))) and "内容写具体" in words(
        own.get(reverse("office_case", args=[case.pk]))
    )
    again = own.get(reply_of(case))
    assert again.context["form"]["delivered"].value() == "写错的内容" and "分配表.txt" in again.content.decode()


def test_a_letter_changed_since_it_was_read_is_not_signed(signed_in, drafted, leader, words):
    case = drafted()
    answer = signed_in(leader).post(
        reverse("office_case_review", args=[case.pk]), {"seen_hash": "0" * 64, "sign": "1", "seen": case.last_seq}
    )
    case.refresh_from_db()
    assert answer.status_code == 422 and "又有改动" in words(answer) and case.state == "in_approval"


def test_what_is_only_for_the_file_shows_to_the_reviewer_and_not_in_the_letter(signed_in, drafted, leader, words):
    facts = {"reasons": "涉及国家秘密", "secrecy_mark": "秘密级十年，县保密局"}
    case = drafted("withheld.state_secret", facts)
    letter = queries.waiting_reply(case)
    client = signed_in(leader)
    said = words(client.get(reverse("office_case_review", args=[case.pk])))
    assert "只存卷的事实 不写入答复书" in said and "秘密级十年" in said
    assert "秘密级十年" not in words(client.get(reverse("office_case_letter", args=[case.pk, letter.pk])))


def test_the_whole_case_leaves_as_one_archive_with_everything_and_a_line_in_the_trail(
    signed_in, clerk, applied, dropped, leader
):
    case = applied()
    client = signed_in(clerk)
    client.post(
        reply_of(case), {"decision": "granted", "file_key": dropped(case, data="表".encode()), "seen": case.last_seq}
    )
    case.refresh_from_db()
    actions.sign_reply(application=case, by=leader, seen_hash=queries.waiting_reply(case).content_hash())
    answer = client.get(reverse("office_case_zip", args=[case.pk]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    names = archive.namelist()
    assert archive.testzip() is None and names[:2] == ["00-卷内目录和办理经过.html", "00-卷内目录和办理经过.pdf"]
    assert {name.rpartition(".")[2] for name in names} == {"html", "pdf", "docx", "txt"}
    index = archive.read(names[0]).decode()
    assert "罗小满" in index and "签发" in index and "答复期限的计算" in index
    assert all(name in index for name in names[2:])
    file = next(name for name in names if name.endswith("分配表.txt"))
    assert archive.read(file) == "表".encode()
    assert AuditEntry.objects.filter(verb="application.file_exported", actor=clerk.username).count() == 1


def test_letters_come_as_page_pdf_and_word_and_an_envelope_carries_the_address(signed_in, clerk, signed, applied):
    case = signed(case=applied(delivery_way="post"))
    letter = case.letters.get(decision="granted")
    client = signed_in(clerk)
    word = client.get(reverse("office_case_letter_word", args=[case.pk, letter.pk]))
    assert zipfile.ZipFile(io.BytesIO(word.content)).testzip() is None
    assert client.get(reverse("office_case_letter_pdf", args=[case.pk, letter.pk])).content.startswith(b"%PDF")
    looks = AuditEntry.objects.filter(verb="applicant.read", facts__why="打印信封")
    assert (
        client.get(reverse("office_case_envelope", args=[case.pk])).content.startswith(b"%PDF") and looks.count() == 1
    )
    assert client.get(reverse("office_case_letter", args=[case.pk, letter.pk + 999])).status_code == 404


def test_the_papers_of_the_file_print_what_the_case_knows_and_a_look_at_the_name_is_written_down(
    signed, applied, clerk, leader, signed_in
):
    from gongkai.applications import papers

    case = signed(case=applied(delivery_way="post"))
    letter = case.letters.get(decision="granted")
    sheet = str(papers.handling_form(case, by=clerk, why="打印呈批单").as_data())
    assert case.number in sheet and "公开" in sheet and case.applicant.name in sheet and "分管负责人意见" in sheet
    proof = str(papers.proof_of_service(letter, by=clerk, why="打印送达回证").as_data())
    assert (
        letter.number in proof
        and "政府信息公开申请答复书" in proof
        and case.applicant.name in proof
        and "邮寄" in proof
    )
    client = signed_in(clerk)
    page = client.get(reverse("office_case", args=[case.pk])).content.decode()
    looks = AuditEntry.objects.filter(verb="applicant.read", actor=clerk.username)
    before = looks.count()
    for address in (
        reverse("office_case_handling_form", args=[case.pk]),
        reverse("office_case_proof_of_service", args=[case.pk, letter.pk]),
    ):
        assert address in page and client.get(address).content.startswith(b"%PDF")
    assert looks.count() == before + 2


def test_before_a_reply_is_drafted_the_handling_form_leaves_the_answer_open(applied, clerk, secrecy_reviewer):
    from gongkai.applications import papers

    case = applied()
    assert case.number in str(papers.handling_form(case, by=clerk, why="打印呈批单").as_data())
    masked = str(papers.handling_form(case, by=secrecy_reviewer, why="打印呈批单").as_data())
    assert case.applicant.name not in masked and case.applicant.masked_name in masked


def test_what_was_given_to_one_becomes_a_draft_for_all_in_one_step(signed_in, clerk, applied, dropped, leader, words):
    case = applied()
    client = signed_in(clerk)
    client.post(
        reply_of(case), {"decision": "granted", "file_key": dropped(case, "分配表.txt", b"sum"), "seen": case.last_seq}
    )
    case.refresh_from_db()
    address = reverse("office_case_make_public", args=[case.pk])
    assert "只有在“已送达、已归档”时可以办理" in words(client.get(address))
    actions.sign_reply(application=case, by=leader, seen_hash=queries.waiting_reply(case).content_hash())
    actions.serve(application=case, by=clerk, way="in_person")
    form = client.get(address).context["form"]
    sent = {
        "heading": "0314",
        "title": "2023年度城乡低保资金分配表",
        "summary": "应申请公开。",
        "files": form.initial["files"],
    }
    answer = client.post(address, sent)
    item = DisclosureItem.objects.get()
    case.refresh_from_db()
    assert answer.url == reverse("office_edit", args=[item.pk]) and case.item == item.pk and not item.live
    copy = item.get_latest_revision_as_object().attachments.get().file
    assert not copy.sealed and copy.owner == "organ:rongjiang-mzj" and copy.open().read() == b"sum"
    assert case.files.get(purpose="released").file.sealed


def test_a_draft_for_all_that_cannot_be_recorded_leaves_no_draft(signed_in, clerk, applied):
    case = applied()
    sent = {"heading": "0314", "title": "还没答复", "summary": "x"}
    answer = signed_in(clerk).post(reverse("office_case_make_public", args=[case.pk]), sent)
    assert answer.status_code == 422 and not DisclosureItem.objects.exists()


def test_what_comes_by_itself_is_put_to_the_case_with_what_it_is_for(signed_in, clerk, leader, applied, dropped, words):
    case = applied()
    client, address = signed_in(clerk), reverse("office_case_files", args=[case.pk])
    said = words(
        client.post(address, {"file_key": dropped(case, "撤回声明.txt"), "file_purpose": "supplement"}, follow=True)
    )
    assert "已添加 1 份材料" in said and "补充材料" in said and "撤回声明.txt" in said
    assert AuditEntry.objects.get(verb="application.files_added").actor == clerk.username
    assert "没有收到文件" in words(client.post(address, follow=True))
    assert signed_in(leader).post(address).status_code == 403


def test_what_goes_to_the_applicant_cannot_be_put_in_past_the_review(clerk, applied, uploaded):
    from django.core.exceptions import ValidationError

    case = applied()
    with pytest.raises(ValidationError, match="要随答复书送审"):
        actions.add_files(application=case, by=clerk, files=[(uploaded(), "released")])
    assert not case.files.exists()
