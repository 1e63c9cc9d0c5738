"""Addresses of the sealed way in; part of web/urls.py."""

from django.urls import path

from rempart.access.web import break_glass_views as views

urlpatterns = [
    path("account/break-glass/", views.use, name="use_break_glass"),
    path("organisation/break-glass/", views.overview, name="break_glass"),
    path("organisation/break-glass/seal/", views.seal, name="seal_break_glass"),
    path("organisation/break-glass/<str:uid>/end/", views.end, name="end_break_glass"),
    path("organisation/break-glass/<str:uid>/review/", views.review, name="review_break_glass"),
]
