"""Ways in for reports, beside the page and the mailbox."""

from django.urls import path

from rempart.mail.web import channel_views, intake_views

urlpatterns = [
    path("report/button/roundcube.zip", channel_views.roundcube_plugin, name="report_roundcube"),
    path("report/button/outlook.xml", channel_views.outlook_manifest, name="report_outlook"),
    path("triage/smtp/", intake_views.intake, name="report_intake"),
]
