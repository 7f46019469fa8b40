"""How dates are written in German; each name stands in every language's file."""

DAY = "j. F Y"
DAY_LONG = "l, j. F Y"
DAY_LONG_SHORT = "D, j. F Y"
DAY_NO_YEAR = "j. F"
DAY_MONTH_SHORT = "j. N Y"
DAY_AND_TIME = "j. F Y, H:i"
DAY_NO_YEAR_AND_TIME = "j. F, H:i"
WEEKDAY_DAY = "l, j. F"
WEEKDAY_NUMBER = "l, j."
WEEKDAY_AND_TIME = "l, H:i"
WEEKDAY_SHORT_AND_TIME = "D, j. F, H:i"
MONTH_YEAR = "F Y"
MONTH_SHORT_YEAR = "M Y"
# Monday, as Django counts.
FIRST_DAY_OF_WEEK = 1
