"""Root urls: the console's own pages, and each area's web/urls.py, found by file name."""

from django.urls import include, path

from rempart.console import import_sites, keys_page, ledger_page, readiness, views
from rempart.console.api import api
from rempart.registry.discover import parts

urlpatterns = [
    path("", views.home, name="home"),
    path("in/<str:secret>", views.enter, name="enter"),
    path("measure", views.measure, name="measure"),
    path("runs/<str:uid>", views.progress, name="progress"),
    path("runs/<str:uid>/stop", views.stop, name="stop_run"),
    path("sites/<str:uid>/measure/", keys_page.measure, name="measure_site"),
    path("sites/<str:uid>/keys/", keys_page.keys, name="keys"),
    path("sites/<str:uid>/schedule/", keys_page.schedule, name="schedule"),
    path("sites/<str:uid>/ledger/<int:index>/", ledger_page.entry, name="ledger_entry"),
    path("api/v1/", api.urls),
    path("language", views.language, name="language"),
    path("organisation/choose", views.choose_organisation, name="choose_organisation"),
    path("organisation/sites/import/", import_sites.upload, name="import_sites"),
    path("account/finish", views.finish_account, name="finish_account"),
    path("health", views.health, name="health"),
    path("ready", readiness.ready, name="ready"),
    path("account/password/reset/", views.lost_password, name="account_reset_password"),
    path("account/", include("rempart.console.account_urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    *(path("", include(name)) for name in parts("rempart", "web.urls")),
]
