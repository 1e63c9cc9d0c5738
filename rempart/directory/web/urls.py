"""The pages of an organisation."""

from django.urls import path

from rempart.directory.web import member_views, people_views, rights_views, team_views, views

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
    path("organisation/rights/", rights_views.own, name="own_rights"),
    path("organisation/rights/matrix/", rights_views.matrix, name="rights_matrix"),
    path("organisation/members/", member_views.members, name="directory_members"),
    path("organisation/members/<str:uid>/role/", member_views.role, name="member_role"),
    path("organisation/members/<str:uid>/link/", member_views.link, name="member_link"),
    path("organisation/members/<str:uid>/remove/", member_views.remove, name="remove_member"),
]
