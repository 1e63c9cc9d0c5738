"""The pages of an organisation."""

from django.urls import path

from rempart.directory.web import (
    approval_views,
    limit_view,
    matrix_view,
    member_views,
    own_rights_views,
    people_views,
    review_views,
    team_views,
    views,
)

urlpatterns = [
    path("organisation/", views.overview, name="directory"),
    path("organisation/sites/", views.sites, name="directory_sites"),
    path("organisation/sites/<str:uid>/", views.site_settings, name="directory_site"),
    path("organisation/sites/<str:uid>/remove/", views.remove, name="remove_site"),
    path("organisation/suppliers/", views.suppliers, name="directory_suppliers"),
    path("organisation/people/", people_views.people, name="directory_people"),
    path("organisation/people/import/", people_views.upload, name="import_people"),
    path("organisation/people/<str:uid>/erase/", people_views.erase, name="erase_person"),
    path("organisation/teams/", team_views.teams, name="directory_teams"),
    path("organisation/teams/<str:uid>/", team_views.team, name="directory_team"),
    path("organisation/rights/", own_rights_views.own, name="own_rights"),
    path("organisation/rights/matrix/", matrix_view.matrix, name="rights_matrix"),
    path("organisation/rights/ask/", own_rights_views.ask, name="ask_privilege"),
    path("organisation/rights/cover/", own_rights_views.cover, name="delegate"),
    path("organisation/rights/lent/<str:uid>/end/", own_rights_views.give_back, name="end_privilege"),
    path("organisation/rights/cover/<str:uid>/end/", own_rights_views.end_cover, name="end_delegation"),
    path("organisation/review/", review_views.review, name="access_review"),
    path("organisation/approvals/", approval_views.inbox, name="approvals"),
    path("organisation/approvals/<str:uid>/", approval_views.approval, name="approval"),
    path("organisation/approvals/<str:uid>/decide/", approval_views.decide, name="decide_approval"),
    path("organisation/approvals/<str:uid>/withdraw/", approval_views.withdraw, name="withdraw_approval"),
    path("organisation/members/<str:uid>/limits/", limit_view.limits, name="member_limits"),
    path("organisation/members/", member_views.members, name="directory_members"),
    path("organisation/members/<str:uid>/role/", member_views.role, name="member_role"),
    path("organisation/members/<str:uid>/link/", member_views.link, name="member_link"),
    path("organisation/members/<str:uid>/remove/", member_views.remove, name="remove_member"),
]
