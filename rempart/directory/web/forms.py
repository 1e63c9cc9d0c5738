"""The forms of the organisation's pages. Which rows may be chosen is always the tenant's own."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.directory.core.csv_table import MAX_BYTES, Fault, plain_fault
from rempart.directory.core.people_table import NewPerson, is_address
from rempart.directory.core.roles import OFFERED, Role, may_hand_out
from rempart.directory.store.models import Host, Supplier
from rempart.directory.web.words import CURRENCIES, KINDS, ROLES, fault_text

MAX_NAME = 200  # as the tables have it
MAX_LIST = 20_000  # characters: some hundred people named in one go


class PlainForm(forms.Form):
    """Texts that are kept as typed: no formula, no control characters."""

    def clean(self) -> dict[str, Any]:
        """Adds an error to each field that a spreadsheet would run or a page could not show."""
        cleaned = super().clean() or self.cleaned_data
        for name in [name for name, value in cleaned.items() if isinstance(value, str)]:
            field = self.fields[name]
            if isinstance(field, forms.CharField) and not isinstance(field.widget, forms.Textarea):
                code = plain_fault(cleaned[name])
                if code:
                    label = str(field.label)
                    self.add_error(name, fault_text(Fault(0, code, {"column": label, "most": MAX_NAME})))
        return cleaned


class OrganisationForm(PlainForm):
    """Name and currency."""

    name = forms.CharField(max_length=MAX_NAME, label=_("Name"))
    currency = forms.ChoiceField(
        choices=[(code, code) for code in CURRENCIES],
        label=_("Currency"),
        help_text=_("Losses and costs are counted in it."),
    )


class SupplierForm(PlainForm):
    """A firm we depend on."""

    name = forms.CharField(max_length=MAX_NAME, label=_("Name"))
    kind = forms.ChoiceField(choices=list(KINDS.items()), label=_("What it supplies"))


class HostForm(PlainForm):
    """A hosting account or server."""

    name = forms.CharField(
        max_length=MAX_NAME, label=_("Name"), help_text=_("As the host calls it, so that you recognise it.")
    )
    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.none(),
        to_field_name="uid",
        required=False,
        label=_("Supplier"),
        empty_label=_("not known"),
    )

    def __init__(self, *args: Any, suppliers: QuerySet[Supplier], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]


class SiteHostForm(forms.Form):
    """On which host a site stands."""

    host = forms.ModelChoiceField(
        queryset=Host.objects.none(), to_field_name="uid", required=False, label=_("Host"), empty_label=_("not known")
    )

    def __init__(self, *args: Any, hosts: QuerySet[Host], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts  # type: ignore[attr-defined]


class OriginsForm(forms.Form):
    """Server addresses behind the site."""

    origins = forms.CharField(
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        label=_("Server addresses"),
        help_text=_(
            "One on each line, for example 192.0.2.10. Leave it empty when nothing stands in front of the site."
        ),
    )


class PersonForm(PlainForm):
    """One person."""

    name = forms.CharField(max_length=MAX_NAME, label=_("Name"))
    email = forms.CharField(max_length=254, required=False, label=_("E-mail address"))
    staff_number = forms.CharField(max_length=40, required=False, label=_("Staff number"))
    team = forms.CharField(max_length=MAX_NAME, required=False, label=_("Team"))

    def clean_email(self) -> str:
        """Raises ValidationError for what is no address."""
        email = str(self.cleaned_data["email"]).lower()
        if email and not is_address(email):
            raise forms.ValidationError(fault_text(Fault(0, "bad_email")))
        return email

    def person(self) -> NewPerson:
        """What was typed."""
        said = self.cleaned_data
        return NewPerson(said["name"], said["email"], said["staff_number"], said["team"])


class TeamForm(PlainForm):
    """A team by name."""

    name = forms.CharField(max_length=MAX_NAME, label=_("Name"))


class JoinForm(forms.Form):
    """People to add to a team."""

    people = forms.CharField(
        max_length=MAX_LIST,
        widget=forms.Textarea(attrs={"rows": 4}),
        label=_("People"),
        help_text=_("One on each line: e-mail address, staff number, or the name as it is written here."),
    )


class InviteForm(PlainForm):
    """Who comes in, and as what."""

    email = forms.EmailField(max_length=254, label=_("E-mail address"))
    name = forms.CharField(max_length=MAX_NAME, required=False, label=_("Name"))
    role = forms.ChoiceField(label=_("Role"), help_text=_("Roles that are no larger than your own."))

    def __init__(self, *args: Any, own: Role | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [role for role in OFFERED if own is not None and may_hand_out(own, role)]
        self.fields["role"].choices = [(role.value, ROLES[role][0]) for role in given]  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(choices=[(role.value, ROLES[role][0]) for role in OFFERED], label=_("Role"))


class TypedForm(forms.Form):
    """The name is typed before something goes for good."""

    typed = forms.CharField(max_length=2_100, strip=True, label=_("Type the name to confirm"))

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name
        self.fields["typed"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean_typed(self) -> str:
        """Raises ValidationError unless it is the name, letter for letter."""
        typed = str(self.cleaned_data["typed"])
        if typed != self.name.strip():
            raise forms.ValidationError(_("This is not the name shown above. Nothing was removed."))
        return typed


class UploadForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(label=_("CSV file"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}))

    def data_of_file(self) -> bytes:
        """The bytes; one more than the limit when there are more, so that the reader refuses them."""
        return bytes(self.cleaned_data["file"].read(MAX_BYTES + 1))
