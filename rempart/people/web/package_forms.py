"""Forms of lessons from elsewhere: a package, and what it may count for."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rempart.people.core.standards.course import MAX_MINUTES


class PackageForm(forms.Form):
    """One zip file."""

    file = forms.FileField(
        label=pgettext_lazy("lesson", "Package (zip)"), widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
        help_text=_("SCORM 1.2, SCORM 2004 or cmi5, at most 128 MB. It is looked into before anybody opens it."),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """How many minutes it counts for at most."""

    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=MAX_MINUTES,
        help_text=_("How long it typically takes. It never counts for more than somebody really spent on it."),
    )  # fmt: skip
