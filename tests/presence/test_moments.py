from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from presence.moments import next_time, next_weekday, tomorrow

BERLIN = ZoneInfo("Europe/Berlin")


def test_tomorrow_begins_at_midnight_though_the_day_has_an_hour_more():
    clocks_go_back = datetime(2026, 10, 25, 0, 30, tzinfo=BERLIN)
    assert tomorrow(clocks_go_back).astimezone(UTC) == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_a_time_that_is_over_today_is_tomorrows():
    noon = datetime(2026, 5, 1, 12, tzinfo=BERLIN)
    assert next_time(noon, time(12, 1)).day == 1
    assert next_time(noon, time(12)).day == 2


def test_the_weekday_that_it_is_today_is_a_week_away():
    friday = datetime(2026, 5, 1, 12, tzinfo=BERLIN)
    assert next_weekday(friday, 4) == datetime(2026, 5, 8, tzinfo=BERLIN)
    assert next_weekday(friday, 5) == datetime(2026, 5, 2, tzinfo=BERLIN)
