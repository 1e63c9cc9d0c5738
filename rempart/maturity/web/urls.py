"""The pages of a site; the paths agree with links.py."""

from django.urls import path

from rempart.maturity.web import views

urlpatterns = [
    path("sites/<str:uid>/", views.wall, name="wall"),
    path("sites/<str:uid>/stones/<str:control>/", views.stone, name="stone"),
]
