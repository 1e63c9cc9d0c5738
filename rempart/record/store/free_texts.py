"""Texts of the area in which people write freely, and may name somebody."""

from rempart.record.store.models import Outlet

FREE_TEXTS = ((Outlet, "name"),)
