"""Addresses of devices; part of web/urls.py."""

from django.urls import path

from rempart.access.web import device_admin_views, device_views

urlpatterns = [
    path("account/devices/", device_views.own, name="devices"),
    path("account/devices/new/", device_views.new, name="new_device"),
    path("account/devices/<str:uid>/certificate/", device_views.certificate, name="device_certificate"),
    path("account/devices/<str:uid>/revoke/", device_views.revoke, name="revoke_device"),
    path("organisation/devices/", device_admin_views.everybodys, name="all_devices"),
    path("organisation/devices/<str:uid>/trust/", device_admin_views.trust, name="trust_device"),
    path("devices/root.pem", device_views.root, name="device_root"),
    path("devices/ended.crl", device_views.ended, name="device_crl"),
]
