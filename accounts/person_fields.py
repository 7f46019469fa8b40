"""How a clinic knows a person: the fields in which they write their name and date of birth."""

import re
from datetime import date
from typing import Any
from unicodedata import category, normalize

from django import forms
from django.core.exceptions import ValidationError
from django.utils.encoding import punycode
from django.utils.translation import gettext_lazy as _

from accounts.date_fields import DayField
from accounts.one_line import one_line

MAX_NAME = 120
EARLIEST_BIRTH = date(1900, 1, 1)
# The name stands in e-mails, where programs make links of whatever looks like an address.
LIKE_AN_ADDRESS = re.compile(r"[@/\\:<>]|\w\.\w{2}")


class NameField(forms.CharField):
    """A person's name on one line: no address of a site, nothing that nobody could see."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Your name, as your clinic knows you"),
            max_length=MAX_NAME,
            error_messages={
                "required": _("Please write your name."),
                "max_length": _("Write at most %(limit_value)d characters."),
            },
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **options,
        )

    def clean(self, value: Any) -> str:
        """The name as it can stand in a sentence and in an e-mail."""
        name = one_line(super().clean(value))
        if not name:
            if self.required:
                raise ValidationError(self.error_messages["required"])
            return name
        return refuse_odd_name(name)


def refuse_odd_name(name: str) -> str:
    """The name as it is; raises where it could not stand in a sentence, or would make a link."""
    if any(category(sign) == "Cc" for sign in name):
        raise ValidationError(_("Write it on one line, with letters and signs only."))
    if not any(category(sign).startswith("L") for sign in name):
        raise ValidationError(_("Write your name with letters."))
    # As an address is read: with full stops of other scripts and wide signs, too.
    if LIKE_AN_ADDRESS.search(normalize("NFKC", name).replace("。", ".")):
        raise ValidationError(
            _("Write only your name, without an address. After a full stop, leave a space.")
        )
    return name


def refuse_odd_domain(email: str) -> None:
    """Raises where no mail could be sent there: a part of the domain is too long, or no word."""
    try:
        punycode(email.rpartition("@")[2])
    except UnicodeError:
        raise ValidationError(_("This is no e-mail address. Please look again.")) from None


class BirthField(DayField):
    """A date of birth, which may stay empty."""

    def __init__(self) -> None:
        super().__init__(
            _("Date of birth"),
            required=False,
            help_text=_("So that the clinic finds you in its own record. You can leave it empty."),
        )


def refuse_birth(born_on: date | None, today: date) -> date | None:
    """The date of birth as it is; raises where nobody alive can have it."""
    if born_on and born_on > today:
        raise ValidationError(_("This day has not come yet."))
    if born_on and born_on < EARLIEST_BIRTH:
        raise ValidationError(_("This is too long ago. Check the year."))
    return born_on
