"""The forms of the vault: a source or a place with its own fields, and what to bring back."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rempart.backup.actions.opened import barred
from rempart.backup.net.fetch import MAX_WANTED
from rempart.backup.store.models import Store
from rempart.backup.web.words import RHYTHMS, called
from rempart.channel.source import Setting
from rempart.directory.store.models import Organisation
from rempart.directory.web.forms import PlainForm
from rempart.directory.web.unit_words import words

MAX_SETTING = 20_000  # characters; the longest is a private key
MAX_LOAD = 400  # percent of one processor's time: beyond that nothing would ever run


class SettingsForm(PlainForm):
    """Fields of a unit. A secret that is there already may stay empty."""

    def __init__(
        self,
        *args: Any,
        settings: Iterable[Setting],
        house: Organisation,
        held: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._settings, self._house, self._held = list(settings), house, held or {}
        for one in self._settings:
            kept = bool(one.is_secret and self._held.get(one.name))
            widget: forms.Widget = forms.PasswordInput() if one.is_secret else forms.TextInput()
            if one.is_long:
                widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})
            self.fields[one.name] = forms.CharField(
                label=words(one.label), required=one.is_needed and not kept, max_length=MAX_SETTING, widget=widget,
                strip=not one.is_secret, initial="" if one.is_secret else self._held.get(one.name, one.initial),
                help_text=_("Leave it empty to keep the one that is there.") if kept else "",
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A path on this machine needs the operator."""
        cleaned = super().clean()
        for name in barred(self._settings, {k: v for k, v in cleaned.items() if isinstance(v, str)}, self._house):
            self.add_error(
                name, _("The operator of this installation has not opened this path (REMPART_BACKUP_FOLDERS).")
            )
        return cleaned

    def given(self) -> dict[str, str]:
        """The unit's own settings."""
        return {one.name: self.cleaned_data[one.name] for one in self._settings}


class StoreForm(SettingsForm):
    """A place."""

    title = forms.CharField(max_length=80, label=_("Name"), help_text=_("So that you recognise it."))
    is_elsewhere = forms.BooleanField(
        required=False, label=_("In another building or data centre than the sites"), initial=False
    )
    is_offline = forms.BooleanField(required=False, label=_("Taken off every network between two runs"), initial=False)


class PlanForm(SettingsForm):
    """How one site is backed up."""

    every_s = forms.TypedChoiceField(choices=list(RHYTHMS.items()), coerce=int, initial=21_600, label=_("How often"))
    stores = forms.ModelMultipleChoiceField(
        queryset=Store.objects.none(), to_field_name="uid", label=_("Where to"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Two places by default. Restores ask the first one first."),
    )  # fmt: skip
    keep_hourly = forms.IntegerField(min_value=0, max_value=1_000, initial=24, label=_("Hours kept"))
    keep_daily = forms.IntegerField(min_value=0, max_value=1_000, initial=14, label=_("Days kept"))
    keep_weekly = forms.IntegerField(min_value=0, max_value=1_000, initial=8, label=_("Weeks kept"))
    keep_monthly = forms.IntegerField(min_value=0, max_value=1_000, initial=12, label=_("Months kept"))
    bandwidth_kib = forms.IntegerField(
        min_value=0, max_value=10_000_000, initial=0, label=_("Most KiB a second"), help_text=_("0 = no limit")
    )
    max_load_percent = forms.IntegerField(
        min_value=0, max_value=MAX_LOAD, initial=0, label=_("Waits while the machine is busier than (percent)"),
        help_text=_("0 = does not wait. After half an hour it runs all the same."),
    )  # fmt: skip
    rto_minutes = forms.IntegerField(
        min_value=1,
        max_value=60 * 24 * 30,
        required=False,
        label=_("Back within (minutes)"),
        help_text=_("Your target."),
    )
    rpo_minutes = forms.IntegerField(
        min_value=1, max_value=60 * 24 * 30, required=False, label=_("Data at most so old (minutes)")
    )

    def __init__(self, *args: Any, stores: QuerySet[Store], is_first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["stores"]
            return
        self.fields["stores"].queryset = stores  # type: ignore[attr-defined]
        self.fields["stores"].label_from_instance = called  # type: ignore[attr-defined]


class FolderForm(PlainForm):
    """Where an archive lies on this machine."""

    folder = forms.CharField(
        max_length=4_000, label=_("Folder on this machine"),
        help_text=_("On a server with UpdraftPlus it is wp-content/updraft. The operator has to have opened it."),
    )  # fmt: skip


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each by itself."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in files or [None]]


class ArchiveForm(forms.Form):
    """Files of UpdraftPlus."""

    sent = FilesField(
        max_length=400, label=_("Files of UpdraftPlus"),
        help_text=_("All of one set, or some now and the others later: the database (db.gz) and the zips, names as they are."),
    )  # fmt: skip


class RestoreForm(forms.Form):
    """Everything, or lines of files and tables."""

    paths = forms.CharField(
        required=False, max_length=100_000, widget=forms.Textarea(attrs={"rows": 3}), label=_("Only these files"),
        help_text=_("One a line, as they lie below the site’s folder. Empty, with no table: everything."),
    )  # fmt: skip
    tables = forms.CharField(
        required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 2}), label=_("Only these tables")
    )

    def wanted(self) -> dict[str, list[str]]:
        """As a job has it."""
        found = {
            kind: [line.strip("\r") for line in self.cleaned_data[name].split("\n") if line.strip()]
            for kind, name in (("files", "paths"), ("tables", "tables"))
        }
        return found if found["files"] or found["tables"] else {}

    def clean(self) -> dict[str, Any]:
        """No more than can be named one by one."""
        cleaned = super().clean() or self.cleaned_data
        if sum(str(cleaned.get(name, "")).count("\n") for name in ("paths", "tables")) > MAX_WANTED:
            raise forms.ValidationError(_("Too many to name one by one: restore everything."))
        return cleaned
