"""Forms of played drills: what has to be so before one begins, what is remembered, what is to become better."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rempart.directory.store.models import Organisation, Team
from rempart.directory.web.forms import PlainForm
from rempart.people.actions.hold_exercise import ACTION, HUNDREDS, NOTES, Better
from rempart.people.core.exercise import Exercise

LINES = 3  # things to become better: more are not done


class BeginForm(PlainForm):
    """Who is in the room, and that everything before is done."""

    people = forms.IntegerField(min_value=1, max_value=HUNDREDS, label=gettext_lazy("People in the room"))
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(), required=False, label=gettext_lazy("Team"), empty_label=gettext_lazy("several, or no team"),
        help_text=gettext_lazy("Results are of the group. Nobody is named in them."),
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=gettext_lazy("Cards that were given out")
    )
    is_prepared = forms.BooleanField(
        label=gettext_lazy("Everything under “Before” is done, and everybody knows that this is a drill")
    )

    def __init__(self, exercise: Exercise, organisation: Organisation, data: Any = None) -> None:
        super().__init__(data, initial={"roles": [role.id for role in exercise.roles]})
        self.exercise = exercise
        self.fields["people"].widget.attrs["min"] = exercise.fewest
        self.fields["team"].queryset = Team.objects.filter(organisation=organisation).order_by("name")  # type: ignore[attr-defined]
        self.fields["roles"].choices = [(role.id, role.name) for role in exercise.roles]  # type: ignore[attr-defined]

    def clean_people(self) -> int:
        """A table-top of one teaches nothing."""
        people = int(self.cleaned_data["people"])
        if people < self.exercise.fewest:
            raise forms.ValidationError(_("This drill needs at least %(n)s people.") % {"n": self.exercise.fewest})
        return people


class NotesForm(forms.Form):
    """Free words of the lead."""

    notes = forms.CharField(
        required=False, max_length=NOTES, widget=forms.Textarea(attrs={"rows": 4}), label=gettext_lazy("Notes"),
        help_text=gettext_lazy("What the group found hard, what helped. Write no names."),
    )  # fmt: skip


class EndForm(forms.Form):
    """Up to three things with their days; each has both or neither."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for line in range(1, LINES + 1):
            self.fields[f"text_{line}"] = forms.CharField(
                required=False, max_length=ACTION, label=_("What becomes better (%(n)s)") % {"n": line}
            )
            self.fields[f"by_{line}"] = forms.DateField(
                required=False, widget=forms.DateInput(attrs={"type": "date"}), label=_("by (%(n)s)") % {"n": line}
            )

    def clean(self) -> dict[str, Any]:
        """A wish without a day is not done, a day without a wish says nothing."""
        cleaned = super().clean() or self.cleaned_data
        for line in range(1, LINES + 1):
            text, by = cleaned.get(f"text_{line}"), cleaned.get(f"by_{line}")
            if text and by is None and f"by_{line}" not in self.errors:
                self.add_error(f"by_{line}", _("By which day?"))
            if by is not None and not text:
                self.add_error(f"text_{line}", _("What becomes better by then?"))
        return cleaned

    def better(self) -> list[Better]:
        """Of a form that is whole."""
        lines = ((self.cleaned_data[f"text_{line}"], self.cleaned_data[f"by_{line}"]) for line in range(1, LINES + 1))
        return [Better(text, by) for text, by in lines if text and isinstance(by, date)]
