"""What a person sends to bring a diary in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from analysis.table import DateOrder, read_table
from analysis.table_text import MAX_BYTES
from exchange.remarks import remark

ACCEPTED = ".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
PROBLEMS_SHOWN = 10
NO_FILE = _("Choose a file first.")


class UploadForm(forms.Form):
    """A file of days; refused here if nothing in it can be brought in.

    `length` is the size of the whole request: a file far too big never reaches the form, because
    the site does not take it into memory.
    """

    file = forms.FileField(
        label=_("Your file"),
        required=False,
        error_messages={"empty": _("The file is empty."), "invalid": NO_FILE},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )

    def __init__(self, *args: Any, length: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.length = length

    def clean_file(self) -> bytes:
        """The content of the file, one that has days to show in a preview."""
        upload = self.cleaned_data["file"]
        if upload is None and self.length > MAX_BYTES:
            raise ValidationError(
                _("The file is too big. The most we can read is %(limit)s MB."),
                params={"limit": MAX_BYTES // 1024**2},
            )
        if upload is None:
            raise ValidationError(NO_FILE)
        data: bytes = upload.read()
        table = read_table(data)
        if not table.rows and not table.order_unclear:
            found = table.problems or table.warnings
            shown = [str(remark(problem)) for problem in found[:PROBLEMS_SHOWN]]
            raise ValidationError(shown or [_("No day in this file is filled in.")])
        return data


class DateOrderForm(forms.Form):
    """The person's word on how the dates of their file are written."""

    date_order = forms.ChoiceField(
        choices=[
            (order.value, order.value) for order in (DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
        ]
    )


class ConfirmForm(DateOrderForm):
    """What the preview showed that the person says yes to: how dates were read, and when it was.

    `all`: every day that differs, as far as it was shown, is to be taken from the file.
    """

    all = forms.BooleanField(required=False)
    shown_at = forms.DateTimeField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date_order"].required = False
