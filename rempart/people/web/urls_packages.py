"""Pages of lessons from elsewhere, and of ours taken elsewhere."""

from django.urls import path

from rempart.people.web import package_export, package_views, sandbox

urlpatterns = [
    path("packages/", package_views.packages, name="packages"),
    path("packages/<str:uid>/", package_views.package, name="package"),
    path("packages/attempt/<str:uid>/<int:number>/", package_views.play, name="package_play"),
    path("packages/attempt/<str:uid>/<int:number>/keep/", package_views.keep, name="package_keep"),
    path("packages/files/<str:ticket>/<path:path>", sandbox.package_file, name="package_file"),
    path("lessons/<slug:name>/package/<slug:form>.zip", package_export.lesson_package, name="lesson_export"),
]
