"""Root urls: the console's own pages, and each area's web/urls.py, found by file name."""

from django.urls import include, path

from rempart.console import site_views, views
from rempart.registry.discover import parts

urlpatterns = [
    path("", views.home, name="home"),
    path("in/<str:secret>", views.enter, name="enter"),
    path("measure", views.measure, name="measure"),
    path("runs/<str:uid>", views.progress, name="progress"),
    path("runs/<str:uid>/stop", views.stop, name="stop_run"),
    path("sites/<str:uid>/measure/", site_views.measure_again, name="measure_again"),
    path("sites/<str:uid>/keys/", site_views.keys, name="keys"),
    path("language", views.language, name="language"),
    path("organisation", views.organisation, name="organisation"),
    path("account/finish", views.finish_account, name="finish_account"),
    path("health", views.health, name="health"),
    path("account/password/reset/", views.lost_password, name="account_reset_password"),
    path("account/", include("rempart.console.account_urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    *(path("", include(name)) for name in parts("rempart", "web.urls")),
]
