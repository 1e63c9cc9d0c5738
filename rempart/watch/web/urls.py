"""Pages of the watch, the status page, and the doors of heartbeats and probes."""

from django.urls import path

from rempart.watch.web import (
    doors,
    import_views,
    monitor_views,
    other_views,
    probe_doors,
    probe_views,
    status_views,
    traffic_views,
)

urlpatterns = [
    path("watch/", monitor_views.monitors, name="watch"),
    path("watch/add/<str:kind>/", monitor_views.add, name="watch_add"),
    path("watch/sites/<str:uid>/set-up/", monitor_views.set_up, name="watch_set_up"),
    path("watch/monitors/<str:uid>/", monitor_views.monitor, name="watch_monitor"),
    path("watch/monitors/<str:uid>/change/", monitor_views.edit, name="watch_edit"),
    path("watch/monitors/<str:uid>/do/", monitor_views.act, name="watch_act"),
    path("watch/traffic/", traffic_views.traffic, name="watch_traffic"),
    path("watch/work/", other_views.work, name="watch_work"),
    path("watch/alarm/", other_views.alarm, name="watch_alarm"),
    path("watch/page/", status_views.settings, name="watch_page"),
    path("watch/places/", probe_views.probes, name="watch_probes"),
    path("watch/import/", import_views.upload, name="watch_import"),
    path("status/<str:key>/", status_views.status, name="status"),
    path("status/<str:key>/<str:uid>.svg", status_views.badge, name="status_badge"),
    path("heartbeat/<str:token>", doors.beat, name="watch_beat"),
    path("heartbeat/<str:token>/<str:word>", doors.beat, name="watch_beat_word"),
    path("probe/enrol", probe_doors.enrol, name="probe_enrol"),
    path("probe/exchange", probe_doors.exchange, name="probe_exchange"),
]
