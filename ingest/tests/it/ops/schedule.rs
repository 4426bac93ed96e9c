#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use quarry_ingest::schedule::{Schedule, ScheduleError, Tick};

const ZONES: [&str; 5] = [
    "Asia/Taipei",
    "Asia/Seoul",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
];

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn fires(expression: &str, zone: &str, after: &str) -> String {
    let schedule = Schedule::parse(expression, zone).unwrap();
    schedule.next_after(at(after)).unwrap().to_string()
}

#[test]
fn a_nightly_run_is_at_the_local_time() {
    assert_eq!(
        fires("0 2 * * *", "Asia/Taipei", "2026-11-23T17:59:59Z"),
        "2026-11-23T18:00:00Z"
    );
    assert_eq!(
        fires("0 2 * * *", "Asia/Taipei", "2026-11-23T18:00:00Z"),
        "2026-11-24T18:00:00Z"
    );
    assert_eq!(
        fires("@daily", "Asia/Seoul", "2026-11-23T18:00:00Z"),
        "2026-11-24T15:00:00Z"
    );
}

#[test]
fn a_time_that_the_clock_jumps_over_is_the_first_one_after_the_jump() {
    // Berlin, 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC.
    assert_eq!(
        fires("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z"),
        "2026-03-29T01:00:00Z"
    );
    assert_eq!(
        fires("30 2 * * *", "Europe/Berlin", "2026-03-29T01:00:00Z"),
        "2026-03-30T00:30:00Z"
    );
    // Santiago, 6 September 2026: midnight becomes 01:00 at 04:00 UTC.
    assert_eq!(
        fires("0 0 * * *", "America/Santiago", "2026-09-05T12:00:00Z"),
        "2026-09-06T04:00:00Z"
    );
}

#[test]
fn a_time_that_comes_twice_fires_once() {
    // New York, 1 November 2026: 01:30 comes at 05:30 and at 06:30 UTC.
    assert_eq!(
        fires("30 1 * * *", "America/New_York", "2026-11-01T00:00:00Z"),
        "2026-11-01T05:30:00Z"
    );
    assert_eq!(
        fires("30 1 * * *", "America/New_York", "2026-11-01T05:30:00Z"),
        "2026-11-02T06:30:00Z"
    );
    assert_eq!(
        fires("30 1 * * *", "America/New_York", "2026-11-01T06:00:00Z"),
        "2026-11-02T06:30:00Z"
    );
}

#[test]
fn missed_runs_are_caught_up_with_once() {
    let schedule = Schedule::parse("0 2 * * *", "Asia/Taipei").unwrap();
    let first = schedule.tick(None, at("2026-11-23T12:00:00Z")).unwrap();
    assert_eq!(
        first,
        Tick {
            due: None,
            next_run: at("2026-11-23T18:00:00Z")
        }
    );
    let early = schedule
        .tick(Some(first.next_run), at("2026-11-23T17:59:59Z"))
        .unwrap();
    assert_eq!(early, first);
    let after_three_days = schedule
        .tick(Some(first.next_run), at("2026-11-26T20:00:00Z"))
        .unwrap();
    assert_eq!(
        after_three_days,
        Tick {
            due: Some(at("2026-11-23T18:00:00Z")),
            next_run: at("2026-11-27T18:00:00Z")
        }
    );
}

#[test]
fn what_cannot_be_understood_is_told() {
    assert!(matches!(
        Schedule::parse("0 25 * * *", "Asia/Taipei"),
        Err(ScheduleError::Expression { .. })
    ));
    assert!(matches!(
        Schedule::parse("tomorrow", "Asia/Taipei"),
        Err(ScheduleError::Expression { .. })
    ));
    let error = Schedule::parse("0 2 * * *", "Asia/Taibei").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the time zone \"Asia/Taibei\" is not known; write it like Asia/Taipei"
    );
    let never = Schedule::parse("0 2 30 2 *", "Asia/Taipei").unwrap();
    assert!(matches!(
        never.next_after(at("2026-01-01T00:00:00Z")),
        Err(ScheduleError::Never { .. })
    ));
}

/// When a run at `time` on `date` is due, told without cron: at the local time, at the first of two, or at the end of
/// the gap.
fn expected(date: Date, time: Time, zone: &TimeZone) -> Timestamp {
    let ambiguous = zone.to_ambiguous_timestamp(date.to_datetime(time));
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => ambiguous.unambiguous().unwrap(),
        AmbiguousOffset::Fold { .. } => ambiguous.earlier().unwrap(),
        AmbiguousOffset::Gap { .. } => {
            let before = ambiguous.earlier().unwrap() - SignedDuration::from_hours(3);
            zone.following(before).next().unwrap().timestamp()
        }
    }
}

fn day_in_twenty_years() -> impl Strategy<Value = Date> {
    (0_i64..7670).prop_map(|day| Date::constant(2020, 1, 1) + SignedDuration::from_hours(24 * day))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_day_has_exactly_one_run(
        zone in prop::sample::select(&ZONES[..]),
        first in day_in_twenty_years(),
        hour in 0_i8..24,
        minute in 0_i8..60,
    ) {
        let schedule = Schedule::parse(&format!("{minute} {hour} * * *"), zone).unwrap();
        let time_zone = TimeZone::get(zone).unwrap();
        let time = Time::new(hour, minute, 0, 0).unwrap();
        let mut now = expected(first, time, &time_zone);
        for days in 1..40 {
            let date = first + SignedDuration::from_hours(24 * days);
            now = schedule.next_after(now).unwrap();
            prop_assert_eq!(now, expected(date, time, &time_zone), "{} {}", date, zone);
        }
    }

    #[test]
    fn a_run_is_never_lost_or_doubled_however_seldom_one_looks(
        zone in prop::sample::select(&ZONES[..]),
        first in day_in_twenty_years(),
        naps in prop::collection::vec(1_i64..100_000, 1..60),
    ) {
        let schedule = Schedule::parse("30 2 * * *", zone).unwrap();
        let mut now = expected(first, Time::midnight(), &TimeZone::get(zone).unwrap());
        let mut next_run = schedule.tick(None, now).unwrap().next_run;
        for nap in naps {
            let earlier = now;
            now += SignedDuration::from_secs(nap);
            let tick = schedule.tick(Some(next_run), now).unwrap();
            let passed = schedule.next_after(earlier).unwrap() <= now;
            prop_assert_eq!(tick.due.is_some(), passed);
            prop_assert!(tick.next_run > now);
            next_run = tick.next_run;
        }
    }
}

#[test]
fn every_change_of_the_clock_until_2040_is_met() {
    for zone in ZONES {
        let time_zone = TimeZone::get(zone).unwrap();
        let end = at("2040-01-01T00:00:00Z");
        let changes: Vec<_> = time_zone
            .following(at("2020-01-01T00:00:00Z"))
            .take_while(|change| change.timestamp() < end)
            .collect();
        let has_summer_time = !zone.starts_with("Asia/");
        assert_eq!(changes.is_empty(), !has_summer_time, "{zone}");
        for change in changes {
            let date = change.timestamp().to_zoned(time_zone.clone()).date();
            for (hour, minute) in [
                (0, 0),
                (0, 30),
                (1, 0),
                (1, 59),
                (2, 0),
                (2, 30),
                (3, 0),
                (23, 30),
            ] {
                let schedule = Schedule::parse(&format!("{minute} {hour} * * *"), zone).unwrap();
                let time = Time::new(hour, minute, 0, 0).unwrap();
                let mut now = expected(date - SignedDuration::from_hours(72), time, &time_zone);
                for day in -2_i64..3 {
                    now = schedule.next_after(now).unwrap();
                    let date = date + SignedDuration::from_hours(24 * day);
                    assert_eq!(now, expected(date, time, &time_zone), "{zone} {date} {time}");
                }
            }
        }
    }
}
