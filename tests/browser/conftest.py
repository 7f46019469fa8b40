"""What browser tests share."""

import pytest
from django.utils import timezone

from accounts.models import Patient


@pytest.fixture
def awake(alice: Patient) -> Patient:
    """Alice where it is day now, whatever the hour of the test."""
    hour = timezone.now().hour
    alice.time_zone = "UTC" if 6 <= hour < 22 else "Asia/Tokyo" if hour < 6 else "Pacific/Honolulu"
    alice.save()
    return alice
