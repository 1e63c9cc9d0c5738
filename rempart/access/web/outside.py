"""Placeholder."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class OutsideAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """x"""
