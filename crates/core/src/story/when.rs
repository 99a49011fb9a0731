//! The date of a story: as it is written, what it means, and written again in its own form.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::{DateTimeParser, PiecesOffset};
use jiff::tz::{Offset, TimeZone};

use super::FieldError;
use crate::form::DateForm;
use crate::metadata::Value;
use crate::site::Profile;
use crate::view;

/// A date as written, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// As written in the file.
    pub raw: String,
    /// The day on the wall of the newsroom; none when `raw` is no date.
    pub day: Option<Date>,
    /// The time of day, where one is written.
    pub time: Option<Time>,
    /// The offset from UTC, where one is written.
    pub offset: Option<Offset>,
}

impl When {
    /// Reads the forms in use: RFC 3339, a space for the `T`, an offset without colon, a day alone.
    pub fn read(raw: &str) -> When {
        let text = whole_zone(raw.trim());
        let text = &*whole_digits(&text);
        // `2025-07-01 09:00:00 -0700`: the space before the offset is Jekyll's habit.
        let joined = match text.rsplit_once(' ') {
            Some((start, offset)) if offset.starts_with(['+', '-']) => {
                format!("{start}{}", whole_offset(offset))
            }
            Some((start, "Z")) => format!("{start}Z"),
            _ => text.to_owned(),
        };
        let pieces = DateTimeParser::new().parse_pieces(&joined).ok();
        if pieces.is_none()
            && let Some(day) = in_words(text)
        {
            return When { raw: raw.to_owned(), day: Some(day), time: None, offset: None };
        }
        When {
            raw: raw.to_owned(),
            day: pieces.as_ref().map(|pieces| pieces.date()),
            time: pieces.as_ref().and_then(|pieces| pieces.time()),
            offset: pieces.as_ref().and_then(|pieces| pieces.offset()).map(|offset| match offset {
                PiecesOffset::Numeric(numeric) => numeric.offset(),
                _ => Offset::UTC,
            }),
        }
    }

    /// The instant, where a day without time counts as noon and a time without offset as the site's.
    pub fn instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        let time = self.time.unwrap_or_else(|| Time::constant(12, 0, 0, 0));
        let local = DateTime::from_parts(self.day?, time);
        match self.offset {
            Some(offset) => offset.to_timestamp(local).ok(),
            None => zone.to_timestamp(local).ok(),
        }
    }

    /// `November 18, 2026`; as written when it is no date.
    pub fn long(&self) -> String {
        self.day.map_or_else(|| self.raw.clone(), |day| day.strftime("%B %-d, %Y").to_string())
    }

    /// `Nov 18`, with the year when it is not this one.
    pub fn short(&self, today: Date) -> String {
        match self.day {
            Some(day) if day.year() == today.year() => day.strftime("%b %-d").to_string(),
            Some(day) => day.strftime("%b %-d, %Y").to_string(),
            None => self.raw.clone(),
        }
    }

    /// As a form shows it. A zone by name where the offset is that zone's at that hour.
    pub fn view(&self, zone_name: &str) -> view::DateView {
        let zone = zone_of(zone_name);
        let named = self.instant(&zone).map(|instant| zone.to_offset(instant)) == self.offset
            || self.offset.is_none();
        let time = self.time.filter(|_| self.day.is_some());
        view::DateView {
            raw: self.raw.clone(),
            day: self.day.map(|day| day.to_string()).unwrap_or_default(),
            time: time.map(|time| time.strftime("%H:%M").to_string()).unwrap_or_default(),
            zone: match self.offset {
                Some(offset) if !named => shown_offset(offset),
                _ => zone_name.to_owned(),
            },
            long: self.long(),
        }
    }
}

/// `2022/7/8 9:00` as `2022-07-08 09:00`; what is no such date as it is.
pub(crate) fn whole_digits(text: &str) -> Cow<'_, str> {
    let (day, rest) = text.split_at(text.find([' ', 'T']).unwrap_or(text.len()));
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let digits = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let [year, month, date] = parts[..] else { return Cow::Borrowed(text) };
    if year.len() != 4 || !digits(&year, 4) || !digits(&month, 2) || !digits(&date, 2) {
        return Cow::Borrowed(text);
    }
    // `9:00`: an hour of one digit.
    let nought = if rest.as_bytes().get(2) == Some(&b':') { "0" } else { "" };
    let (mark, clock) = rest.split_at(rest.len().min(1));
    Cow::Owned(format!("{year}-{month:0>2}-{date:0>2}{mark}{nought}{clock}"))
}

/// `2026-03-04 17:30:00 UTC` as `… Z`, and without the zone's name behind it, which no generator
/// reads.
pub(crate) fn whole_zone(text: &str) -> Cow<'_, str> {
    match text.rsplit_once(' ') {
        Some((start, "UTC" | "GMT")) => Cow::Owned(format!("{start} Z")),
        Some((start, zone)) if zone.contains('/') && zone.starts_with(char::is_alphabetic) => {
            Cow::Borrowed(start)
        }
        _ => Cow::Borrowed(text),
    }
}

/// Days as people write them: `Jul 8, 2022`, `Fri 8 July 2022`, `2022/07/08`, `2022-7-8`. A time
/// behind the day is left to the file.
fn in_words(text: &str) -> Option<Date> {
    const LONGEST: usize = 48;
    const FORMS: [&str; 5] = ["%b %d %Y", "%d %b %Y", "%a %b %d %Y", "%a %d %b %Y", "%Y %m %d"];
    if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // Of the name of a month or day three letters tell enough.
    let short = |word: &str| match word.get(..3) {
        Some(short) if word.bytes().all(|byte| byte.is_ascii_alphabetic()) => short.to_owned(),
        _ => word.to_owned(),
    };
    let words = text.split([' ', ',', '.', '/', '-', 'T']).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(short).collect();
    let day = |count: usize| {
        let text = words.get(..count)?.join(" ");
        FORMS.iter().find_map(|form| Date::strptime(form, &text).ok())
    };
    day(4).or_else(|| day(3))
}

/// `-4`, `-04` and `-0400` as `-04:00`; anything else as it is.
fn whole_offset(offset: &str) -> String {
    let (sign, digits) = offset.split_at(1);
    let digits = digits.replace(':', "");
    if digits.is_empty() || digits.len() > 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return offset.to_owned();
    }
    let (hours, minutes) =
        digits.split_at(if digits.len() > 2 { digits.len() - 2 } else { digits.len() });
    format!("{sign}{hours:0>2}:{minutes:0>2}")
}

/// The zone of that name; UTC where this computer does not know it.
pub fn zone_of(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// `UTC−05:00`.
fn shown_offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '−' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The date in the form that it has, and a first one in the site's, `usual`. A day alone stays one
/// as long as nobody sets a time; one without offset, as long as nobody sets another zone than
/// `home`; seconds stay with their minute.
pub(super) fn date(
    (day, time, zone): (&str, &str, &str),
    old: Option<&Value>,
    usual: DateForm,
    home: &str,
) -> Result<Value, FieldError> {
    let (local, _) = moment(day, time, zone)?;
    let there = old.and_then(Value::text).filter(|raw| !raw.trim().is_empty());
    let Some(raw) = there else {
        return usual.write(day, time, zone);
    };
    let was = When::read(&raw);
    if time.is_empty() && was.day.is_some() && was.time.is_none() {
        return Ok(Value::Date(local.date().to_string()));
    }
    let form = DateForm::of(&raw, matches!(old, Some(Value::Text(_))));
    let mut form = form.unwrap_or(DateForm::USUAL);
    if was.view(home).zone != zone {
        form = form.with_offset();
    }
    let precise = was
        .time
        .filter(|was| (was.hour(), was.minute()) == (local.hour(), local.minute()))
        .map(|was| was.to_string());
    form.write(day, precise.as_deref().unwrap_or(time), zone)
}

/// Day and time in a zone, and the zone's offset at that hour. No time is noon; a zone is an IANA
/// name, or an offset as [`When::view`] shows it.
pub(crate) fn moment(day: &str, time: &str, zone: &str) -> Result<(DateTime, Offset), FieldError> {
    let bad = |text: &str| FieldError::NotADate(text.to_owned());
    let day: Date = day.parse().map_err(|_| bad(day))?;
    let time: Time = if time.is_empty() { "12:00" } else { time }.parse().map_err(|_| bad(time))?;
    let local = DateTime::from_parts(day, time);
    let offset = match zone.strip_prefix("UTC").filter(|rest| !rest.is_empty()) {
        Some(rest) => {
            let negative = rest.starts_with(['-', '−']);
            let (hours, minutes) = rest
                .trim_start_matches(['+', '-', '−'])
                .split_once(':')
                .and_then(|(h, m)| Some((h.parse::<i32>().ok()?, m.parse::<i32>().ok()?)))
                .ok_or_else(|| bad(zone))?;
            let seconds = (hours * 60 + minutes) * 60;
            Offset::from_seconds(if negative { -seconds } else { seconds })
                .map_err(|_| bad(zone))?
        }
        None => {
            let zone = zone_of(zone);
            let instant = zone.to_timestamp(local).map_err(|_| bad(&local.to_string()))?;
            zone.to_offset(instant)
        }
    };
    Ok((local, offset))
}

/// A new story's date, as the site's neighbours write it.
pub fn new_date(now: Timestamp, profile: &Profile) -> Value {
    let zoned = now.to_zoned(zone_of(&profile.time_zone));
    let day = zoned.date().to_string();
    let time = match profile.date.time {
        Some(_) => zoned.strftime("%H:%M").to_string(),
        None => String::new(),
    };
    let written = profile.date.write(&day, &time, &profile.time_zone);
    written.unwrap_or_else(|_| Value::Date(now.to_string()))
}
