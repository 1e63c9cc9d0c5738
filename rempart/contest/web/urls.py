"""Pages of contests: the board for everybody, the table of a side for whoever plays, calling one for organisers."""

from django.urls import path

from rempart.contest.web import views

urlpatterns = [
    path("contests/", views.contests, name="contests"),
    path("contests/new/", views.call, name="contest_call"),
    path("contests/<str:uid>/", views.contest, name="contest"),
    path("contests/<str:uid>/flag/", views.flag, name="contest_flag"),
    path("contests/<str:uid>/hint/", views.hint, name="contest_hint"),
    path("contests/<str:uid>/remedy/", views.remedy, name="contest_remedy"),
    path("contests/<str:uid>/enter/<str:side>/", views.enter, name="contest_enter"),
    path("contests/<str:uid>/end/", views.end, name="contest_end"),
    path("contests/<str:uid>/fund/", views.fund, name="contest_fund"),
]
