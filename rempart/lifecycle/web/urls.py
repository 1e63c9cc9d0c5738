"""The SCIM server."""

from django.urls import path

from rempart.lifecycle.web import scim_door

urlpatterns = [
    path("scim/v2/<str:organisation>", scim_door.scim, name="scim_root"),
    path("scim/v2/<str:organisation>/<path:rest>", scim_door.scim, name="scim"),
]
