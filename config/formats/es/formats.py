"""How dates are written in Spanish; each name stands in every language's file."""

DAY = r"j \d\e F \d\e Y"
DAY_LONG = r"l j \d\e F \d\e Y"
DAY_LONG_SHORT = r"D j \d\e F \d\e Y"
DAY_NO_YEAR = r"j \d\e F"
DAY_MONTH_SHORT = "j b Y"
DAY_AND_TIME = r"j \d\e F \d\e Y, H:i"
DAY_NO_YEAR_AND_TIME = r"j \d\e F, H:i"
WEEKDAY_DAY = r"l j \d\e F"
WEEKDAY_NUMBER = "l j"
WEEKDAY_AND_TIME = "l, H:i"
WEEKDAY_SHORT_AND_TIME = r"D j \d\e F, H:i"
MONTH_YEAR = r"F \d\e Y"
MONTH_SHORT_YEAR = "b Y"
# Monday, as Django counts.
FIRST_DAY_OF_WEEK = 1
