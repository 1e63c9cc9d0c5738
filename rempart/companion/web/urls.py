"""Pages of the companions."""

from django.urls import path

from rempart.companion.web import connect_views, policy_views, views

urlpatterns = [
    path("organisation/companions/", views.companions, name="companions"),
    path("organisation/companions/rempart-companion.zip", connect_views.package, name="companion_zip"),
    path("sites/<str:uid>/companion/", views.companion, name="companion"),
    path("sites/<str:uid>/companion/connect/", connect_views.connect_site, name="companion_connect"),
    path("sites/<str:uid>/companion/disconnect/", connect_views.disconnect_site, name="companion_disconnect"),
    path("sites/<str:uid>/companion/policy/", policy_views.policy, name="companion_policy"),
    path("sites/<str:uid>/companion/relief/", policy_views.relief, name="companion_relief"),
]
