"""Two small diaries worked out with pencil and paper, against the page, the command and the values.

Square roots and the bell curve are from tables; z = 1.959964, z² = 3.841459.
"""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Patient
from analysis.comparison import Verdict
from tests import make
from tests.outcomes.diaries import FIRST_DAY, summary

ALL_TO_NONE = "1" * 28 + "0" * 28
RUNS = "1" * 14 + "0" * 14 + "1" * 14 + "0" * 14 + "0" * 14 + "1" * 14 + "0" * 28


def page(patient: Patient, client: Client, diary: str, session: int) -> str:
    make.make_days(patient, FIRST_DAY, diary)
    make.make_session(patient, FIRST_DAY + timedelta(days=session))
    response = client.get(reverse("outcomes:before_after", args=[patient.code]))
    return " ".join(strip_tags(response.content.decode()).split())


def command(folder: Path, diary: str, session: int) -> Any:
    file = folder / "days.csv"
    lines = (f"{FIRST_DAY + timedelta(days=i)},{day}\n" for i, day in enumerate(diary))
    file.write_text("date,headache\n" + "".join(lines))
    out = io.StringIO()
    on = FIRST_DAY + timedelta(days=session)
    call_command("before_after", str(file), f"--session={on}", "--json", stdout=out)
    return json.loads(out.getvalue())


def test_from_every_day_to_none(alice: Patient, as_alice: Client, tmp_path: Path) -> None:
    """28 days before with 28 headaches, 28 days after with none, all logged.

    V. Inside each of the two times no day differs from the mean of its time, so v = 4.
    n = 56: V = (56 · 4 + 84 · 4)/140 · (1 + 40/140) = 4 · 9/7 = 36/7 = 5.142857.
    Separate days: 28/V = 28 · 7/36 = 49/9 = 5.444444 on each side.

    Levels: 28 · 28/28 = 28, and 28 · 0/28 = 0. With a = z²/(49/9) = 3.841459 · 9/49 = 0.705574:
    for p = 1 the middle is (1 + a/2)/(1 + a) and the reach (a/2)/(1 + a), so the range is
    1/(1 + a) to 1, that is 0.586313 to 1, in 28 days 16.4168 to 28.
    For p = 0 it is the mirror, 0 to a/(1 + a) = 0.413687, in 28 days 0 to 11.5832.

    Change: 0 - 28 = -28. Lowest: -28 - sqrt((0 - 0)² + (28 - 28)²) = -28. Highest:
    -28 + sqrt(11.5832² + (28 - 16.4168)²) = -28 + 11.5832 · 1.414214 = -28 + 16.3812 = -11.6188.
    In words: from about 12 to 28 fewer.

    How sure: the range touches 0 where 28 · a/(1 + a) · sqrt(2) = 28, so a/(1 + a) = 0.707107,
    a = 1 + sqrt(2) = 2.414214, z² = a · 49/9 = 13.144053, z = 3.625473. The bell curve below that:
    0.999856. Over 0.975: clearly fewer. All days are logged, so filling changes nothing.
    """
    of = summary(ALL_TO_NONE, [28])
    assert of.result.course.inflation == pytest.approx(36 / 7)
    assert of.before.window.neff == of.after.window.neff == pytest.approx(49 / 9)
    assert of.touch is not None
    assert of.touch.z == pytest.approx(3.625473, abs=1e-6)
    assert of.verdict is Verdict.CLEARLY_FEWER

    printed = command(tmp_path, ALL_TO_NONE, 28)
    assert printed["V"] == pytest.approx(5.142857, abs=1e-6)
    for side, expected in (("baseline", (28, 16.4168, 28)), ("after", (0, 0, 11.5832))):
        found = tuple(printed[side][name] for name in ("per28", "lo", "hi"))
        assert found == pytest.approx(expected, abs=1e-4)
    change = printed["after_vs_baseline"]
    found = tuple(change[name] for name in ("change", "change_lo", "change_hi"))
    assert found == pytest.approx((-28, -28, -11.6188), abs=1e-4)
    assert change["sure_less"] == pytest.approx(0.999856, abs=1e-6)
    assert printed["if_unlogged_good"] == change
    assert printed["verdict"] == "clearly_fewer"

    said = page(alice, as_alice, ALL_TO_NONE, 28)
    assert (
        "Before Botox you had headache on 28.0 days of 28. Since then, 0.0. That is 28.0 fewer; "
        "the true change could be anywhere from about 12 to 28 fewer. Clearly fewer."
    ) in said
    for text in (
        "V = (56 × 4.000000 + 84 × 4) ÷ (56 + 84) × (1 + 40 ÷ (56 + 84)) = 5.142857",
        "28 ÷ 5.142857 = 5.44444",
        "a = 1.959964² ÷ 5.44444 = 0.705574",
        "0.000 − 28.000 = −28.000",
        "−28.000 + √((11.583 − 0.000)² + (28.000 − 16.417)²) = −11.619",
        "below 3.6255 is 99.99%.",
    ):
        assert text in said


def test_half_to_a_quarter_in_runs(alice: Patient, as_alice: Client, tmp_path: Path) -> None:
    """56 days before: 14 bad, 14 clear, 14 bad, 14 clear. 56 after: 14 clear, 14 bad, 28 clear.

    Before, the mean is 1/2 and each day differs from it by +1/2 or -1/2. Of the 56 - k pairs of
    days k apart (k to 14), k straddle each of the 3 changes and have the product -1/4; the others
    have +1/4. The sum is ((56 - k) - 2 · 3k)/4 = (56 - 7k)/4 = 14 - 1.75k.
    After, the mean is 1/4; bad days differ by +3/4, clear ones by -1/4. Pairs inside the first run:
    (14 - k) · 1/16, inside the bad run: (14 - k) · 9/16, inside the last: (28 - k) · 1/16, over
    the 2 changes: 2k · (-3/16). The sum is (14 - k + 126 - 9k + 28 - k - 6k)/16 = 10.5 - 1.0625k.
    Together S_k = 24.5 - 2.8125k over N_k = 112 - 2k pairs; S_0/N_0 = 24.5/112 = 0.21875.

         k    S_k       N_k   S_k/N_k      correlation (divided by 0.21875)
         1    21.6875   110    0.197159     0.901299
         2    18.8750   108    0.174769     0.798942
         3    16.0625   106    0.151533     0.692722
         4    13.2500   104    0.127404     0.582418
         5    10.4375   102    0.102328     0.467787
         6     7.6250   100    0.076250     0.348571
         7     4.8125    98    0.049107     0.224490
         8     2.0000    96    0.020833     0.095238
         9    -0.8125    94   -0.008644    -0.039514
        10    -3.6250    92   -0.039402    -0.180124
        11    -6.4375    90   -0.071528    -0.326984
        12    -9.2500    88   -0.105114    -0.480519
        13   -12.0625    86   -0.140262    -0.641196
        14   -14.8750    84   -0.177083    -0.809524
                                     sum:   1.633606

    1 + 2 · 1.633606 = 4.267211. With 112 days, 2 means and 14 lags the share left is
    1 - 29 · 2/112 + 4.267211 · 2/112 = 1 - 0.517857 + 0.076200 = 0.558343, and
    v = 4.267211/0.558343 = 7.642633, between 1 and 10.
    V = (112 · 7.642633 + 336)/196 · (1 + 40/196) = 6.081505 · 1.204082 = 7.322628.
    Separate days: 56/7.322628 = 7.647528 on each side.

    Levels: 28 · 28/56 = 14 and 28 · 14/56 = 7. a = 3.841459/7.647528 = 0.502314.
    Before: middle 1/2, reach sqrt(a/4 + a²/4)/(1 + a) = sqrt(a/(1 + a))/2 = sqrt(0.334360)/2
    = 0.289119; 28 · (0.5 -+ 0.289119) is 5.9047 to 22.0953.
    After: middle (0.25 + 0.251157)/1.502314 = 0.333590, reach
    sqrt(0.502314 · 0.1875 + 0.252319/4)/1.502314 = sqrt(0.157264)/1.502314 = 0.263969;
    28 · (0.333590 -+ 0.263969) is 1.9494 to 16.7317.

    Change: 7 - 14 = -7. Lowest: -7 - sqrt((7 - 1.9494)² + (22.0953 - 14)²) = -7 - sqrt(25.5086 +
    65.5339) = -7 - 9.5417 = -16.5417. Highest: -7 + sqrt((16.7317 - 7)² + (14 - 5.9047)²) = -7 +
    sqrt(94.7060 + 65.5339) = -7 + 12.6586 = 5.6586. In words: from about 17 fewer to 6 more.

    How sure: try z = 1.013068, so a = 1.026307/7.647528 = 0.134201. Before, the reach is
    sqrt(0.134201/1.134201)/2 = 0.171990, in days 4.8157. After, the middle is (0.25 + 0.067101)/
    1.134201 = 0.279581 and the reach sqrt(0.134201 · 0.1875 + 0.018010/4)/1.134201 = 0.151857, so
    the highest is 0.431437, in days 12.0802, which is 5.0802 over 7. sqrt(5.0802² + 4.8157²) =
    7.0000: it touches 0. The bell curve below 1.013068 is 0.844486: between 0.1 and 0.9, so it
    cannot be told yet. No number of days after would tell: with after exact the reach is that of
    the time before alone, 8.0953, over 7.
    """
    of = summary(RUNS, [56])
    runs = of.result.course.runs
    assert runs.total == pytest.approx(1.633606, abs=1e-6)
    assert (runs.summed, runs.left, runs.v) == pytest.approx(
        (4.267211, 0.558343, 7.642633), abs=1e-6
    )
    assert [lag.pairs for lag in runs.lags] == list(range(110, 82, -2))
    assert [lag.correlation for lag in runs.lags][::6] == pytest.approx(
        [0.901299, 0.224490, -0.641196], abs=1e-6
    )
    assert of.verdict is Verdict.CANNOT_TELL
    assert of.settled_after is None

    printed = command(tmp_path, RUNS, 56)
    assert printed["V"] == pytest.approx(7.322628, abs=1e-6)
    expected = {"baseline": (14, 5.9047, 22.0953), "after": (7, 1.9494, 16.7317)}
    for side, figures in expected.items():
        found = tuple(printed[side][name] for name in ("per28", "lo", "hi"))
        assert found == pytest.approx(figures, abs=1e-4)
        assert printed[side]["neff"] == pytest.approx(7.647528, abs=1e-6)
    change = printed["after_vs_baseline"]
    found = tuple(change[name] for name in ("change", "change_lo", "change_hi"))
    assert found == pytest.approx((-7, -16.5417, 5.6586), abs=1e-4)
    assert change["sure_less"] == pytest.approx(0.844486, abs=1e-6)

    said = page(alice, as_alice, RUNS, 56)
    assert (
        "Before Botox you had headache on 14.0 days of 28. Since then, 7.0. That is 7.0 fewer; "
        "the true change could be anywhere from about 17 fewer to 6 more. "
        "Cannot tell yet if it is fewer or more. Further days alone would not tell: the time "
        "before is too short for a change of this size."
    ) in said
    for text in (
        "1 + 2 × 1.633606 = 4.267211",
        "1 − 29 × 2 ÷ 112 + 4.267211 × 2 ÷ 112 = 0.558343",
        "(1 + 40 ÷ (112 + 84)) = 7.322628",
        "28 × (0.500000 − 0.289119) = 5.905",
        "−7.000 − √((7.000 − 1.949)² + (22.095 − 14.000)²) = −16.542",
        "√((12.0802 − 7.0000)² + (14.0000 − 9.1843)²) = 7.0000",
        "below 1.0131 is 84.45%.",
    ):
        assert text in said
