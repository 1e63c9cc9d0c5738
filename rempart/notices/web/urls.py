"""The pages of the notices."""

from django.urls import path

from rempart.notices.web import life_views, notice_views, way_views

urlpatterns = [
    path("notices/", notice_views.notices, name="notices"),
    path("notices/ways/", way_views.ways, name="notice_ways"),
    path("notices/ways/new/<str:unit>/", way_views.new, name="notice_new_way"),
    path("notices/ways/<str:uid>/", way_views.way, name="notice_way"),
    path("notices/ways/<str:uid>/do/", way_views.do, name="notice_way_do"),
    path("notices/mail/", life_views.mail, name="notice_mail"),
    path("notices/mail/try/", life_views.try_mail, name="notice_try_mail"),
    path("notices/life/", life_views.peers, name="notice_peers"),
    path("notices/life/pulse/", life_views.pulse, name="notice_pulse"),
    path("notices/life/<str:uid>/remove/", life_views.remove_peer, name="notice_remove_peer"),
    path("notices/<str:uid>/", notice_views.notice, name="notice"),
    path("notices/<str:uid>/do/", notice_views.do, name="notice_do"),
    path("beat/<str:secret>", life_views.beat, name="beat"),
]
