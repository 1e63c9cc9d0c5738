"""Pages of lessons from elsewhere, and of ours taken elsewhere."""

from django.urls import path

from rempart.people.web import package_export, package_views, sandbox, xapi_views

urlpatterns = [
    path("packages/", package_views.packages, name="packages"),
    path("packages/<str:uid>/", package_views.package, name="package"),
    path("packages/attempt/<str:uid>/<int:number>/", package_views.play, name="package_play"),
    path("packages/attempt/<str:uid>/<int:number>/keep/", package_views.keep, name="package_keep"),
    path("packages/files/<str:ticket>/<path:path>", sandbox.package_file, name="package_file"),
    path("lessons/<slug:name>/package/<slug:form>.zip", package_export.lesson_package, name="lesson_export"),
    path("xapi/", xapi_views.about, name="xapi"),
    path("xapi/about", xapi_views.about, name="xapi_about"),
    path("xapi/fetch/<str:ticket>/", xapi_views.fetch, name="xapi_fetch"),
    path("xapi/statements", xapi_views.statements, name="xapi_statements"),
    path("xapi/activities/state", xapi_views.state, name="xapi_state"),
    path("xapi/agents/profile", xapi_views.profile, name="xapi_profile"),
]
