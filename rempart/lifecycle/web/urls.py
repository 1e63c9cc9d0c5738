"""Pages of joiners, movers and leavers, and the two doors for programs."""

from django.urls import path

from rempart.lifecycle.web import hr_door, paused_views, scim_door, setup_views, systems_views, views

urlpatterns = [
    path("organisation/leavers/", views.leavers, name="lifecycle"),
    path("organisation/leavers/import/", views.upload, name="lifecycle_import"),
    path("organisation/leavers/paused/", paused_views.paused, name="lifecycle_paused"),
    path("organisation/leavers/people/", views.people, name="lifecycle_people"),
    path("organisation/leavers/people/<str:uid>/", views.person, name="lifecycle_person"),
    path("organisation/leavers/systems/", systems_views.systems, name="lifecycle_systems"),
    path("organisation/leavers/systems/add/<str:connector>/", systems_views.connect, name="lifecycle_connect"),
    path("organisation/leavers/systems/<str:uid>/names/", systems_views.names, name="lifecycle_names"),
    path("organisation/leavers/identity/", setup_views.scim_setup, name="lifecycle_scim"),
    path("organisation/leavers/identity/<str:uid>/revoke/", setup_views.revoke_scim_token, name="revoke_scim_token"),
    path("organisation/leavers/personnel/", setup_views.hr_setup, name="lifecycle_hr"),
    path("hr/<str:organisation>", hr_door.take, name="hr_door"),
    path("scim/v2/<str:organisation>", scim_door.scim, name="scim_root"),
    path("scim/v2/<str:organisation>/<path:rest>", scim_door.scim, name="scim"),
]
