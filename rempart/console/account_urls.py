"""Of allauth's account pages those that mean something here: nobody signs up, and no mail is sent."""

from allauth.account.urls import urlpatterns as every_page

KEPT = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
}

urlpatterns = [page for page in every_page if page.name in KEPT]
