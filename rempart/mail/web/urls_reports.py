"""Pages of reporting and triage."""

from django.urls import path

from rempart.mail.web import report_views, triage_views

urlpatterns = [
    path("report/", report_views.report, name="report_mail"),
    path("report/button/", report_views.button, name="report_button"),
    path("report/button/thunderbird.xpi", report_views.thunderbird, name="report_thunderbird"),
    path("report/button/<str:uid>/end/", report_views.end, name="report_key_end"),
    path("triage/", triage_views.triage, name="triage"),
    path("triage/mailbox/", triage_views.mailbox, name="report_mailbox"),
    path("triage/mailbox/do/", triage_views.mailbox_do, name="report_mailbox_do"),
    path("triage/<str:uid>/", triage_views.one, name="triage_one"),
]
