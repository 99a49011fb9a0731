//! How a date is written, apart from what it says: so that a new one is written alike.

use jiff::civil::Date;
use jiff::tz::Offset;

use crate::metadata::Value;
use crate::story::{FieldError, When, moment, whole_digits, whole_zone};

/// The form of a date in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateForm {
    /// Whether it stands in quotes, as a text.
    pub quoted: bool,
    /// How the time is written; none for a day alone.
    pub time: Option<TimeForm>,
    /// How a day alone is written in words, as one of [`SPELLED`].
    spelled: Option<&'static str>,
}

/// Days in English words, as `strftime` has them: `Jul 08 2022`, `July 8, 2022`, `8 July 2022`.
const SPELLED: [&str; 9] = [
    "%b %d %Y",
    "%b %d, %Y",
    "%b %-d %Y",
    "%b %-d, %Y",
    "%B %-d, %Y",
    "%B %-d %Y",
    "%-d %B %Y",
    "%d %b %Y",
    "%-d %b %Y",
];

/// The form of a time behind a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TimeForm {
    /// `T`, or a space.
    space: bool,
    seconds: bool,
    offset: OffsetForm,
    /// Whether a space stands before the offset.
    apart: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum OffsetForm {
    None,
    /// `Z`, as long as the time is UTC.
    Letter,
    /// `-05:00`.
    Colon,
    /// `-0500`.
    Digits,
}

/// RFC 3339 with seconds and offset.
const USUAL: TimeForm =
    TimeForm { space: false, seconds: true, offset: OffsetForm::Colon, apart: false };

impl DateForm {
    /// RFC 3339 with seconds and offset, without quotes.
    pub const USUAL: DateForm = DateForm { quoted: false, time: Some(USUAL), spelled: None };

    /// A day alone, in digits.
    pub(crate) const DAY: DateForm = DateForm { quoted: false, time: None, spelled: None };

    /// The form of a date; nothing where the text is no date.
    pub fn of(raw: &str, quoted: bool) -> Option<DateForm> {
        let text = whole_zone(raw.trim());
        let text = &*whole_digits(&text);
        let spelled = |pattern: &&str| {
            let day = Date::strptime(pattern, raw.trim()).ok();
            day.is_some_and(|day| day.strftime(pattern).to_string() == raw.trim())
        };
        if let Some(pattern) = SPELLED.into_iter().find(spelled) {
            return Some(DateForm { quoted, time: None, spelled: Some(pattern) });
        }
        // What is written in other words has no form that another day could take.
        let marks = text.as_bytes().get(4).zip(text.as_bytes().get(7));
        if !text.starts_with(|first: char| first.is_ascii_digit()) || marks != Some((&b'-', &b'-'))
        {
            return None;
        }
        When::read(text).day?;
        let rest = text.get(10..)?;
        let Some(mark) = rest.chars().next() else {
            return Some(DateForm { quoted, ..DateForm::DAY });
        };
        let time = &rest[mark.len_utf8()..];
        let split = time.find(['+', '-', 'Z', 'z']);
        let (clock, offset) = time.split_at(split.unwrap_or(time.len()));
        let offset_form = match offset.chars().next() {
            None => OffsetForm::None,
            Some('Z' | 'z') => OffsetForm::Letter,
            Some(_) if offset.contains(':') => OffsetForm::Colon,
            Some(_) => OffsetForm::Digits,
        };
        Some(DateForm {
            quoted,
            time: Some(TimeForm {
                space: mark == ' ',
                seconds: clock.matches(':').count() > 1,
                offset: offset_form,
                apart: clock.ends_with(' '),
            }),
            spelled: None,
        })
    }

    /// The form with an offset, where it has a time and none yet.
    pub(crate) fn with_offset(mut self) -> DateForm {
        if let Some(time) = self.time.as_mut().filter(|time| time.offset == OffsetForm::None) {
            time.offset = OffsetForm::Colon;
        }
        self
    }

    /// Day, time and zone in this form. A time where this form has none is written by RFC 3339.
    ///
    /// # Errors
    /// When they are no date.
    pub fn write(&self, day: &str, time: &str, zone: &str) -> Result<Value, FieldError> {
        let text = match (time, self.time) {
            ("", None) => {
                let parsed: Date = day.parse().map_err(|_| FieldError::NotADate(day.to_owned()))?;
                match self.spelled {
                    Some(pattern) => parsed.strftime(pattern).to_string(),
                    None => parsed.to_string(),
                }
            }
            (_, form) => in_form(day, time, zone, form.unwrap_or(USUAL))?,
        };
        Ok(if self.quoted { Value::Text(text) } else { Value::Date(text) })
    }
}

fn in_form(day: &str, time: &str, zone: &str, form: TimeForm) -> Result<String, FieldError> {
    let (local, offset) = moment(day, time, zone)?;
    let clock = if form.seconds { "%H:%M:%S%.f" } else { "%H:%M" };
    let mark = if form.space { ' ' } else { 'T' };
    let gap = if form.apart { " " } else { "" };
    let offset = match form.offset {
        OffsetForm::None => String::new(),
        OffsetForm::Letter if offset == Offset::UTC => "Z".to_owned(),
        OffsetForm::Letter | OffsetForm::Colon => self::offset(offset, ":"),
        OffsetForm::Digits => self::offset(offset, ""),
    };
    let gap = if offset.is_empty() { "" } else { gap };
    Ok(format!("{}{mark}{}{gap}{offset}", local.date(), local.strftime(clock)))
}

/// `-05:00`, with that colon or none.
fn offset(offset: Offset, colon: &str) -> String {
    let sign = if offset.seconds() < 0 { '-' } else { '+' };
    let minutes = offset.seconds().unsigned_abs() / 60;
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}
