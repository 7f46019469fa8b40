"""Who gets what at every address of the site.

A cell says what GET and POST answer: a status, or `>` and the name of the page it leads to.
"""

TO_LOGIN = ">account_login"
LOGIN = f"{TO_LOGIN} {TO_LOGIN}"
NOWHERE = "404 404"
TO_CLINICIAN = ">accounts:clinician"
ASK = f"{TO_CLINICIAN} {TO_CLINICIAN}"

# A patient's data. For each address: what its owner gets; strangers get 404, anonymous the log-in.
OWNER_ONLY = {
    "home:today": "200 200",
    "home:more": "200 200",
    "home:blank": "200 200",
    "accounts:settings": "200 >accounts:settings",
    "accounts:sharing": "200 200",
    "accounts:looks": "200 200",
    "accounts:invite": "200 200",
    "accounts:stop_share": ">accounts:sharing >accounts:sharing",
    "accounts:take_back": ">accounts:sharing >accounts:sharing",
    "accounts:confirm_named": ">accounts:sharing >accounts:sharing",
    "accounts:new_code": ">accounts:sharing >accounts:sharing",
    "diary:daily_reminder": "200 >diary:daily_reminder",
    "diary:fill_in": "200 200",
    "diary:fill_clear": ">diary:fill_in 200",
    "diary:fill_clear_yes": ">diary:fill_in >diary:fill_in",
    "diary:fill_clear_undo": ">diary:fill_in >diary:fill_in",
    "diary:tap": ">diary:day >diary:day",
    "diary:undo": ">diary:day >diary:day",
    "diary:forget": ">diary:day >diary:day",
    "diary:start_attack": ">home:today >home:today",
    "diary:still_going": ">home:today 422",
    "diary:end_attack": ">home:today >home:today",
    "diary:add_attack": "200 >diary:day",
    "diary:attack": "200 >diary:attacks",
    "diary:delete_attack": "200 >diary:attacks",
    "diary:add_dose": ">diary:day >diary:day",
    "diary:add_new_dose": "200 >diary:day",
    "diary:dose": "200 >diary:day",
    "diary:remove_dose": ">diary:dose >diary:day",
    "diary:add_medicine": "200 >diary:medicines",
    "diary:medicine": "200 >diary:medicines",
    "diary:put_away_medicine": ">diary:medicines >diary:medicines",
    "diary:delete_medicine": ">diary:medicines >diary:medicines",
    "diary:add_score": "200 >home:scores",
    "diary:score": "200 >home:scores",
    "diary:delete_score": ">diary:score >home:scores",
    "diary:stayed_clear": ">diary:day 422",
    "treatments:add": "200 >treatments:session",
    "treatments:edit": "200 >treatments:session",
    "treatments:delete": "200 >home:treatments",
    "treatments:sites": "200 >treatments:session",
    "treatments:done": ">treatments:session >treatments:session",
    "treatments:cancel": "200 >treatments:session",
    "treatments:reinstate": ">treatments:session >treatments:session",
    "treatments:reminders": "200 >treatments:reminders",
    "treatments:calendar_link": ">treatments:reminders >treatments:reminders",
    "treatments:dates": "200 200",
    "treatments:session_date": "200 200",
    "treatments:usual": ">treatments:session >treatments:session",
    "treatments:unwelcome": ">treatments:session >treatments:session",
    "treatments:add_side_effect": "200 >treatments:session",
    "treatments:side_effect": "200 >treatments:session",
    "treatments:over": ">treatments:side_effect >treatments:side_effect",
    "treatments:delete_side_effect": "200 >treatments:session",
    "treatments:add_preventive": "200 >home:treatments",
    "treatments:preventive": "200 >home:treatments",
    "treatments:delete_preventive": "200 >home:treatments",
    "treatments:add_change": "200 >treatments:preventive",
    "treatments:delete_change": ">treatments:preventive >treatments:preventive",
    "exchange:files": "200 422",
    "exchange:download": "200 200",
    "exchange:everything": "200 200",
    "exchange:restore": "200 422",
    "exchange:brought": "200 200",
    "exchange:date_order": ">exchange:brought >exchange:brought",
    "exchange:confirm": ">exchange:brought >exchange:brought",
    "exchange:discard": ">exchange:brought >exchange:files",
    "exchange:undo": ">exchange:brought >exchange:brought",
}
# The same, and a clinician with a live share may GET them.
OWNER_AND_CLINICIAN = {
    "home:calendar": "200 200",
    "home:calendar_month": "200 200",
    "home:calendar_year": "200 200",
    "home:treatments": "200 200",
    "home:earlier_cycles": "200 200",
    "treatments:session": "200 200",
    "treatments:compare_with": "200 200",
    "treatments:compare": "200 200",
    "outcomes:before_after": "200 200",
    "diary:day": "200 200",
    "diary:attacks": "200 200",
    "diary:earlier_attacks": "200 200",
    "diary:medicines": "200 200",
    "home:scores": "200 200",
    "clinic:history": "200 200",
    "p/<uuid:code>/before-and-after/<measure:measure>/": "200 200",
    "clinic:sheet": "200 200",
    "clinic:sheet_pdf": "200 200",
}
# Files that leave: recorded of their owner, too.
FILES = {
    "exchange:everything",
    "clinic:sheet_pdf",
    "exchange:download",
    "treatments:dates",
    "treatments:session_date",
}
# For whoever has the secret, logged in or not: a patient's dates; the buttons of one day; the way
# to an invitation's page, which then asks who it is.
BY_SECRET = {
    "accounts:invitation_link": ">accounts:invitation 405",
    "treatments-feed:feed": "200 405",
    "diary-day:link": "200 200",
    "diary-day:stop": "405 200",
}
# Nobody's data in particular: what anonymous gets, and what everybody who is logged in gets.
PUBLIC = {
    "set_language": ("405 >home:start", "405 >home:start"),
    "home:worker": ("200 405", "200 405"),
    "home:manifest": ("200 405", "200 405"),
    "home:no_network": ("200 405", "200 405"),
    "accounts:theme": ("405 >home:start", "405 >home:start"),
    "accounts:data": ("200 405", "200 405"),
    "accounts:clinician_sign_up": ("200 200", f"{TO_CLINICIAN} {TO_CLINICIAN}"),
    "account_login": ("200 200", ">home:start >home:start"),
    "account_signup": ("200 200", ">home:start >home:start"),
    "account_logout": (LOGIN, f"200 {TO_LOGIN}"),
    "account_inactive": ("200 405", "200 405"),
    "account_reset_password": ("200 200", "200 200"),
    "account_confirm_password_reset_code": (LOGIN, LOGIN),
    "account_complete_password_reset": (">account_reset_password " * 2,) * 2,
    "account_password_reset_completed": ("200 405", "200 405"),
    "account_email_verification_sent": (LOGIN, ">account_email >account_email"),
    "account_confirm_login_code": (LOGIN, ">home:start >home:start"),
    "mfa_authenticate": (LOGIN, ">home:start >home:start"),
    "mfa_login_webauthn": (LOGIN, ">home:start >home:start"),
}
# A clinician's account: what those get who have none, and what Dr Bob and Dr Dan get. An invitation
# is there only for a browser that opened its link.
CLINICIAN = {
    "accounts:clinician": ("200 422", f"200 {TO_CLINICIAN}"),
    "accounts:clinician_details": (ASK, "200 422"),
    "accounts:enter_code": (ASK, "200 422"),
    "accounts:invitation": (NOWHERE, NOWHERE),
    "clinic:caseload": (ASK, "200 >clinic:caseload"),
}
# One's own account: anonymous gets the log-in; what everybody else gets.
AGAIN = ">account_reauthenticate >account_reauthenticate"
ACCOUNT = {
    "accounts:leave": AGAIN,
    "account_reauthenticate": "200 200",
    "account_email": "200 >account_email",
    "account_change_password": "200 200",
    "account_set_password": ">account_change_password >account_change_password",
    "mfa_index": "200 405",
    "mfa_reauthenticate": AGAIN,
    "mfa_reauthenticate_webauthn": AGAIN,
    "mfa_activate_totp": AGAIN,
    "mfa_deactivate_totp": NOWHERE,
    "mfa_view_recovery_codes": "404 405",
    "mfa_generate_recovery_codes": AGAIN,
    "mfa_download_recovery_codes": NOWHERE,
    "mfa_list_webauthn": "200 405",
    "mfa_add_webauthn": AGAIN,
    "mfa_remove_webauthn": AGAIN,
    "mfa_edit_webauthn": AGAIN,
}
# The same for those whose log-in has a second step, and who have just shown it.
ACCOUNT_WITH_STEP = ACCOUNT | {
    "mfa_reauthenticate": "200 200",
    "mfa_deactivate_totp": AGAIN,
}
# The admin: what staff get. Anybody else is led to its log-in, which refuses who is no staff.
MODELS = tuple(
    f"accounts_{name}"
    for name in (
        "user",
        "patient",
        "clinician",
        "share",
        "invitation",
        "accessevent",
        "mailfailure",
    )
)
ADMIN = {
    "admin:index": "200 200",
    "admin:app_list": "200 200",
    "admin:password_change": ">account_change_password >account_change_password",
    "admin:password_change_done": "200 405",
    "admin:autocomplete": "403 405",
    "admin:jsi18n": "200 405",
    "admin:view_on_site": NOWHERE,
    **{f"admin:{model}_changelist": "200 200" for model in MODELS},
    **{f"admin:{model}_add": "403 403" for model in MODELS},
    **{f"admin:{model}_change": "200 403" for model in MODELS},
    "admin:accounts_user_erase": AGAIN,
    "admin:accounts_user_resend": ">admin:accounts_user_change >admin:accounts_user_change",
    **{
        f"admin:accounts_{name}_change": f"200 >admin:accounts_{name}_changelist"
        for name in ("user", "clinician", "share")
    },
    **{f"admin:{model}_delete": "403 403" for model in MODELS},
    **{f"admin:{model}_history": "200 200" for model in MODELS},
    **{
        f"admin/{model.replace('_', '/')}/<path:object_id>/": f">admin:{model}_change " * 2
        for model in MODELS
    },
    "admin/(?P<url>.*)$": NOWHERE,
}
ADMIN_LOGIN = ">admin:login >admin:login"
# Each role: anonymous, Alice, Charlie, Dr Bob, Dr Dan, Staff Sue.
OTHER = {
    "home:start": [
        LOGIN,
        *[">home:today >home:today"] * 2,
        *[">clinic:caseload >clinic:caseload"] * 2,
        ">admin:index " * 2,
    ],
    "accounts:end_share": [LOGIN, ASK, ASK, f"200 {TO_CLINICIAN}", NOWHERE, ASK],
    "accounts:second_step": [LOGIN, *[ASK] * 4, ">admin:index >admin:index"],
    "admin:login": [LOGIN, *["403 403"] * 4, ">admin:index 200"],
    "admin:logout": [*[">admin:index >admin:index"] * 5, "405 200"],
}
ROLES = ["anonymous", "alice", "charlie", "bob", "dan", "sue"]


def matrix() -> dict[str, list[str]]:
    """What each role gets at each address, in the order of ROLES."""
    rows = dict(OTHER)
    rows |= {n: [LOGIN, own, *[NOWHERE] * 4] for n, own in OWNER_ONLY.items()}
    rows |= {
        n: [LOGIN, own, NOWHERE, f"{own.split()[0]} 404", NOWHERE, NOWHERE]
        for n, own in OWNER_AND_CLINICIAN.items()
    }
    rows |= {n: [anybody] * 6 for n, anybody in BY_SECRET.items()}
    rows |= {n: [anonymous, *[other] * 5] for n, (anonymous, other) in PUBLIC.items()}
    rows |= {
        n: [LOGIN, other, other, *[clinician] * 2, other]
        for n, (other, clinician) in CLINICIAN.items()
    }
    rows |= {n: [LOGIN, other, other, *[ACCOUNT_WITH_STEP[n]] * 3] for n, other in ACCOUNT.items()}
    rows |= {n: [*[ADMIN_LOGIN] * 5, staff] for n, staff in ADMIN.items()}
    return rows
