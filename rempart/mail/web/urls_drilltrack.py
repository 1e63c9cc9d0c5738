"""Addresses of what comes of drill mails. Those below /t/ are asked through the door first (rempart.mail.doors)."""

from django.urls import path

from rempart.mail.web import figures_views, landing_views, own_views, unseal_views

urlpatterns = [
    path("t/<str:token>/page/", landing_views.page, name="drill_page"),
    path("t/<str:token>/teach/", landing_views.teach, name="drill_teach"),
    path("drills/figures/", figures_views.all_figures, name="all_drill_figures"),
    path("campaigns/<str:uid>/figures/", figures_views.figures, name="drill_figures"),
    path("campaigns/<str:uid>/figures.pdf", figures_views.figures_pdf, name="drill_figures_pdf"),
    path("campaigns/<str:uid>/pseudonyms/", unseal_views.pseudonyms, name="drill_pseudonyms"),
    path("my/drills/", own_views.own_drills, name="own_drills"),
]
