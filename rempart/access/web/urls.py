"""Pages of signing in."""

from django.urls import include, path

from rempart.access.web import (
    break_glass_urls,
    device_urls,
    learner_views,
    oidc,
    outside_views,
    saml,
    service_account_urls,
    session_views,
    sign_in_views,
)

urlpatterns = [
    *break_glass_urls.urlpatterns,
    *device_urls.urlpatterns,
    *service_account_urls.urlpatterns,
    path("account/sessions/", session_views.sessions, name="access_sessions"),
    path("account/sessions/end/", session_views.end_all, name="access_end_sessions"),
    path("account/sessions/<str:uid>/end/", session_views.end_one, name="access_end_session"),
    path("account/confirm/", session_views.confirm, name="access_confirm"),
    path("learn/", learner_views.door, name="access_door"),
    path("learn/<slug:door>/", learner_views.number, name="access_number"),
    path("learn/<slug:door>/code/", learner_views.code, name="access_code"),
    path("account/outside/", outside_views.find, name="access_find_outside"),
    path("account/outside/<str:uid>/", outside_views.leave, name="access_outside"),
    path("account/links/", outside_views.links, name="access_links"),
    path("account/links/<str:uid>/", outside_views.link, name="access_link"),
    path("account/links/<str:uid>/end/", outside_views.unlink, name="access_unlink"),
    path("account/back/oidc/<str:provider_id>/login/", oidc.login, name="openid_connect_login"),
    path("account/back/oidc/<str:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("account/back/saml/<str:organization_slug>/acs/finish/", saml.finish, name="saml_finish_acs"),
    path("account/back/saml/<str:organization_slug>/sls/", saml.no_logout, name="saml_sls"),
    path("account/back/", include("allauth.socialaccount.providers.saml.urls")),
    path("organisation/sign-in/", sign_in_views.rules, name="access_rules"),
    path("organisation/sign-in/new/<str:kind>/", sign_in_views.new_provider, name="access_new_provider"),
    path("organisation/sign-in/providers/<str:uid>/", sign_in_views.provider, name="access_provider"),
    path("organisation/sign-in/providers/<str:uid>/test/", sign_in_views.test, name="access_test_provider"),
    path("organisation/sign-in/providers/<str:uid>/remove/", sign_in_views.remove, name="access_remove_provider"),
]
