"""Pages of known flaws."""

from django.urls import path

from rempart.inventory.web import views

urlpatterns = [
    path("organisation/vulnerabilities/", views.flaws, name="vulnerabilities"),
    path("organisation/vulnerabilities/<str:uid>/take/", views.take, name="vulnerability_take"),
    path("sites/<str:uid>/vulnerabilities/", views.site_flaws, name="site_vulnerabilities"),
]
