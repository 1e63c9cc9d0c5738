"""The pages of a site; the paths agree with links.py."""

from django.urls import path

from rempart.maturity.web import (
    decisions,
    document_views,
    exemption_views,
    hosting_views,
    profile_views,
    public_views,
    report_views,
    views,
)

urlpatterns = [
    path("sites/", views.fleet, name="fleet"),
    path("sites/<str:uid>/", views.wall, name="wall"),
    path("sites/<str:uid>/stones/<str:control>/", views.stone, name="stone"),
    path("sites/<str:uid>/roadmap/", views.roadmap, name="roadmap"),
    path("sites/<str:uid>/return/", views.returns, name="return"),
    path("sites/<str:uid>/threats/", views.threats, name="threats"),
    path("sites/<str:uid>/levels/", views.levels, name="levels"),
    path("sites/<str:uid>/hosting/", hosting_views.hosting, name="hosting"),
    path("sites/<str:uid>/history/", views.history, name="history"),
    path("sites/<str:uid>/proof/", views.proof, name="proof"),
    path("sites/<str:uid>/reports/", report_views.reports, name="reports"),
    path("sites/<str:uid>/report.<str:kind>", report_views.report_file, name="report"),
    path("proof/<str:uid>/", public_views.proof, name="public_proof"),
    path("badge/<str:uid>.svg", public_views.badge, name="public_badge"),
    path("sites/<str:uid>/profile/", profile_views.profile, name="profile"),
    path("sites/<str:uid>/documents/", document_views.documents, name="documents"),
    path("sites/<str:uid>/documents/<str:document>/", document_views.document_file, name="document"),
    path("sites/<str:uid>/questions/", decisions.questions, name="questions"),
    path("sites/<str:uid>/risks/", decisions.risks, name="risks"),
    path("sites/<str:uid>/exemptions/", exemption_views.exemptions, name="exemptions"),
    path("sites/<str:uid>/exemptions/approve/", exemption_views.approve, name="approve_exemption"),
    path("sites/<str:uid>/exemptions/end/", exemption_views.end, name="end_exemption"),
    path("sites/<str:uid>/risks/withdraw/", decisions.withdraw, name="withdraw_risk"),
]
