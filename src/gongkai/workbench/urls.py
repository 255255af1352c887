"""Everything under /office/: our own pages first, then what is left of Wagtail's (signing in and out, icons, words for scripts)."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls

from gongkai.workbench.gate import ours, rest_of_wagtail
from gongkai.workbench.views import (
    account,
    audit,
    board,
    compare,
    coverage,
    editor,
    files,
    findings,
    headings,
    home,
    importing,
    item_actions,
    items,
    known,
    masked_list,
    old_addresses,
    organ,
    people,
    pins,
    redacting,
    review,
    review_acts,
    review_register,
    site,
    substitutes,
)

ITEM = "items/<int:pk>/"
ORGAN = "organ/"
REVIEW = "review/"

own = [
    path("", include("gongkai.workbench.report_urls")),
    path("", include("gongkai.workbench.application_urls")),
    path("", include("gongkai.workbench.roll_up_urls")),
    path("", include("gongkai.workbench.accountability_urls")),
    path("", home.home, name="office_home"),
    path("urgings/<int:pk>/note/", home.note_urging, name="office_note_urging"),
    path("below/<slug:slug>/urge/", board.urge, name="office_urge"),
    path("account/", account.account, name="office_account"),
    path("items/", items.listing, name="office_items"),
    path("items/choose/", items.choose, name="office_choose_item"),
    path("items/add/", editor.choose_heading, name="office_choose_heading"),
    path("items/add/<slug:code>/", editor.add, name="office_add"),
    path("items/add/<slug:code>/import/", importing.take_in, name="office_import"),
    path("items/add/<slug:code>/preview/", editor.preview_new, name="office_preview_new"),
    path(ITEM, items.dossier, name="office_item"),
    path(ITEM + "edit/", editor.edit, name="office_edit"),
    path(ITEM + "preview/", editor.preview_edited, name="office_preview_edited"),
    path(ITEM + "findings/", findings.findings, name="office_findings"),
    path(ITEM + "files/<uuid:key>/redact/", redacting.redact, name="office_redact"),
    path(ITEM + "files/<uuid:key>/redact/<int:number>.png", redacting.redact_page, name="office_redact_page"),
    path(ITEM + "files/<uuid:key>/list/", masked_list.masked_list, name="office_masked_list"),
    path(ITEM + "history/", compare.history, name="office_history"),
    path(ITEM + "revisions/<int:revision>/", compare.revision, name="office_revision"),
    re_path(
        r"^items/(?P<pk>\d+)/compare/(?P<before>live|\d+)/(?P<after>latest|\d+)/$",
        compare.compare,
        name="office_compare",
    ),
    *(
        path(f"{ITEM}{name.replace('_', '-')}/", getattr(item_actions, name), name=f"office_{name}")
        for name in item_actions.VIEWS
    ),
    path(ITEM + "reviews/", review_register.versions, name="office_item_reviews"),
    path(REVIEW, review.waiting, name="office_review_list"),
    path(REVIEW + "register/", review_register.register, name="office_review_register"),
    path(REVIEW + "register.xlsx", review_register.export, name="office_review_xlsx"),
    path(REVIEW + "substitutes/", substitutes.substitutes, name="office_substitutes"),
    path(REVIEW + "substitutes/<int:pk>/end/", substitutes.end, name="office_substitute_end"),
    path(REVIEW + "comments/<int:pk>/resolve/", review_acts.resolve, name="office_comment_resolve"),
    path(REVIEW + "<int:pk>/", review.review, name="office_review"),
    path(REVIEW + "<int:pk>/sheet.<str:kind>", review_register.sheet, name="office_review_sheet"),
    *(
        path(f"{REVIEW}<int:pk>/{name}/", getattr(review_acts, name), name=f"office_review_{name}")
        for name in ("urgent", "refer", "answer", "paper", "comment")
    ),
    path(REVIEW + "known/", known.known, name="office_known"),
    path("pasted/", importing.paste, name="office_paste"),
    path("files/upload/", files.upload, name="office_upload"),
    path("headings/", headings.tree, name="office_headings"),
    path("headings/pins/", pins.pins, name="office_pins"),
    path("headings/old-addresses/", old_addresses.old_addresses, name="office_old_addresses"),
    path("headings/add/", headings.add, name="office_heading_add"),
    path("headings/<int:pk>/", headings.edit, name="office_heading"),
    path("headings/<int:pk>/close/", headings.close, name="office_heading_close"),
    path("headings/<int:pk>/remove/", headings.remove, name="office_heading_remove"),
    path("coverage/", coverage.coverage, name="office_coverage"),
    path("audit/", audit.trail, name="office_audit"),
    path("site/", site.site, name="office_site"),
    path(ORGAN, organ.overview, name="office_organ"),
    path(ORGAN + "people/add/", people.employ, name="office_employ"),
    path(ORGAN + "people/<int:pk>/", people.person, name="office_person"),
    path(ORGAN + "people/<int:pk>/dismiss/", people.dismiss, name="office_dismiss"),
    path(ORGAN + "units/add/", organ.unit, name="office_unit_add"),
    path(ORGAN + "units/<int:pk>/", organ.unit, name="office_unit"),
    path(ORGAN + "<slug:part>/", organ.part, name="office_organ_part"),
]

urlpatterns = [*ours(own), path("", include(rest_of_wagtail(wagtailadmin_urls.urlpatterns)))]
