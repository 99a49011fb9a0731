//! The newsroom's zone, told from the offsets of the dates that it wrote.

use jiff::tz::{Offset, TimeZone};

use crate::story::When;

/// Zones that are tried, where the one of this computer does not fit: the first of equals counts.
/// A place is named only where its summer tells it from others, or where nobody else has its hours.
const TRIED: [&str; 13] = [
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Helsinki",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Pacific/Auckland",
];

/// The zone in which most of these dates have their offset; nothing where none of them has one, or
/// no zone fits. UTC says nothing: it is what programs write.
pub(super) fn of(dates: &[When], here: &str) -> Option<String> {
    let told: Vec<_> = dates
        .iter()
        .filter_map(|when| {
            let offset = when.offset.filter(|offset| *offset != Offset::UTC)?;
            Some((when.instant(&TimeZone::UTC)?, offset))
        })
        .collect();
    if told.is_empty() {
        return None;
    }
    let fits = |name: &str| {
        let zone = TimeZone::get(name).ok();
        let fit = |zone: &TimeZone| {
            told.iter().filter(|(instant, offset)| zone.to_offset(*instant) == *offset).count()
        };
        zone.as_ref().map_or(0, fit)
    };
    let places = std::iter::once(here).chain(TRIED).map(str::to_owned);
    let distances = told.iter().filter_map(|(_, offset)| distance(*offset));
    let zones = places.chain(distances).map(|name| (fits(&name), name));
    let best = zones.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    // Writers who travel write others.
    (best.0 > 0 && best.0 * 4 >= told.len() * 3).then_some(best.1)
}

/// The zone that is so many whole hours from UTC all year: its sign is the other way round.
fn distance(offset: Offset) -> Option<String> {
    let seconds = offset.seconds();
    (seconds % 3600 == 0).then(|| format!("Etc/GMT{:+}", -seconds / 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_tell_the_zone() {
        for (dates, here, zone, why) in [
            (
                &["2026-03-04T09:00:00-08:00", "2026-07-04T09:00:00-07:00"][..],
                "UTC",
                Some("America/Los_Angeles"),
                "winter and summer",
            ),
            (&["2026-07-04T09:00:00-07:00"], "America/Phoenix", Some("America/Phoenix"), "as here"),
            (&["2026-03-04 09:00:00 -0500"], "UTC", Some("America/New_York"), "Jekyll's form"),
            (
                &["2026-01-04T09:00:00+01:00", "2026-07-04T09:00:00+01:00"],
                "UTC",
                Some("Etc/GMT-1"),
                "no summer time: nobody says where",
            ),
            (&["2026-03-04T09:00:00Z"], "America/Denver", None, "a program wrote it"),
            (&["2026-03-04"], "UTC", None, "a day alone"),
            (&["2026-03-04T09:00:00+03:17"], "UTC", None, "nowhere"),
            (
                &["2026-03-04T09:00:00-08:00", "2026-03-05T09:00:00+09:00"],
                "UTC",
                None,
                "half here, half there",
            ),
        ] {
            let dates: Vec<When> = dates.iter().map(|raw| When::read(raw)).collect();
            assert_eq!(of(&dates, here).as_deref(), zone, "{why}");
        }
    }
}
