"""Pages of the rules: every member of an organisation may read them, and confirms the house's own."""

from django.urls import path

from rempart.people.web import house_views, rule_views

urlpatterns = [
    path("rules/", rule_views.rules, name="rules"),
    path("rules/which/", rule_views.which, name="rules_which"),
    path("rules/house/", house_views.house_rules, name="house_rules"),
    path("rules/house/<str:uid>/", house_views.house_rule, name="house_rule"),
    path("rules/house/<str:uid>/<int:number>.pdf", house_views.house_file, name="house_rule_file"),
    path("rules/<slug:name>/", rule_views.rule, name="rule"),
]
