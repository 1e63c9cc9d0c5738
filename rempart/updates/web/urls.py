"""Pages of updates."""

from django.urls import path

from rempart.updates.web import live_views, views

urlpatterns = [
    path("sites/<str:uid>/updates/", views.updates, name="updates"),
    path("sites/<str:uid>/updates/look/", views.habit, name="update_habit"),
    path("sites/<str:uid>/updates/pictures/<str:job>/<str:name>.png", views.picture, name="update_picture"),
    path("sites/<str:uid>/updates/<str:package>/", views.update, name="update"),
    path("sites/<str:uid>/updates/<str:package>/live/", live_views.live, name="update_live"),
    path("sites/<str:uid>/updates/<str:package>/back/", live_views.back, name="update_back"),
]
