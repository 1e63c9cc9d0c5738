"""Pages of drills."""

from django.urls import path

from rempart.mail.web import drill_set_views as sets
from rempart.mail.web import drill_views as views

urlpatterns = [
    path("campaigns/", views.campaigns, name="campaigns"),
    path("campaigns/new/", views.new, name="campaign_new"),
    path("campaigns/ways-out/", sets.profiles, name="mail_profiles"),
    path("campaigns/ways-out/new/", sets.new_profile, name="mail_profile_new"),
    path("campaigns/ways-out/<str:uid>/", sets.profile, name="mail_profile"),
    path("campaigns/ways-out/<str:uid>/do/", sets.profile_do, name="mail_profile_do"),
    path("campaigns/mails/", sets.templates, name="drill_templates"),
    path("campaigns/mails/new/", sets.new_template, name="drill_template_new"),
    path("campaigns/mails/<str:uid>/", sets.template, name="drill_template"),
    path("campaigns/mails/<str:uid>/remove/", sets.template_remove, name="drill_template_remove"),
    path("campaigns/past/", sets.past, name="past_campaigns"),
    path("campaigns/past/<str:uid>/remove/", sets.past_remove, name="past_campaign_remove"),
    path("campaigns/<str:uid>/", views.campaign, name="campaign"),
    path("campaigns/<str:uid>/step/<slug:step>/", views.step, name="campaign_step"),
    path("campaigns/<str:uid>/preview/<slug:tongue>/", views.preview, name="campaign_preview"),
    path("campaigns/<str:uid>/people/", views.people, name="campaign_people"),
    path("campaigns/<str:uid>/start/", views.start, name="campaign_start"),
    path("campaigns/<str:uid>/stop/", views.stop, name="campaign_stop"),
    path("campaigns/<str:uid>/drop/", views.drop, name="campaign_drop"),
    path("campaigns/<str:uid>/decide/", views.decide, name="campaign_decide"),
]
