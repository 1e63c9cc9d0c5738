"""Pages of the vault."""

from django.urls import path

from rempart.backup.web import import_views, plan_views, restore_views, store_views, views

urlpatterns = [
    path("vault/", views.vaults, name="vaults"),
    path("vault/places/", store_views.stores, name="vault_stores"),
    path("vault/places/add/<str:kind>/", store_views.add, name="vault_add_store"),
    path("vault/key/", store_views.key, name="vault_key"),
    path("sites/<str:uid>/vault/", views.vault, name="vault"),
    path("sites/<str:uid>/vault/plan/", plan_views.choose, name="vault_plan"),
    path("sites/<str:uid>/vault/plan/<str:source>/", plan_views.plan, name="vault_set_plan"),
    path("sites/<str:uid>/vault/import/", import_views.bring_in, name="vault_import"),
    path("sites/<str:uid>/vault/restore/<str:snapshot>/", restore_views.restore, name="vault_restore"),
]
