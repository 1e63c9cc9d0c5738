"""Pages of the cases: every member of an organisation may read them."""

from django.urls import path

from rempart.people.web import case_views

urlpatterns = [
    path("cases/", case_views.cases, name="cases"),
    path("cases/defences/", case_views.defences, name="case_defences"),
    path("cases/<slug:name>/", case_views.case, name="case"),
    path("cases/<slug:name>/steps/", case_views.steps, name="case_steps"),
]
