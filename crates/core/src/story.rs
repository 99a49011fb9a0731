//! The fields of a story, under whatever keys the site has for them.
//!
//! Reading takes each field from the key that the profile names. Writing turns one change of a
//! form into edits of single keys, so that a save changes only what the author changed.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::{DateTimeParser, PiecesOffset};
use jiff::tz::{Offset, TimeZone};

use crate::figure;
use crate::form::{self, DateForm, Field};
use crate::metadata::{Change, Edit, Fields, KeyPath, Step, Value};
use crate::post::Post;
use crate::site::{self, Generator, Keys, Profile};
use crate::view::{self, FieldEdit, PictureWords};

/// The labels that a credit may begin with.
pub const LABELS: [&str; 7] =
    ["Photo", "Graphic", "Illustration", "Map", "Chart", "Screenshot", "Video"];

/// The fields of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    /// Headline.
    pub title: String,
    /// Dek.
    pub dek: String,
    /// Byline, in order.
    pub authors: Vec<String>,
    /// Date.
    pub date: Option<When>,
    /// Tags, in order.
    pub tags: Vec<String>,
    /// Lead picture.
    pub lead: Option<Lead>,
}

/// The lead picture of a story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lead {
    /// The reference as written.
    pub src: String,
    /// Description.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// `Photo`, or empty.
    pub label: String,
    /// Who made it, as printed.
    pub credit: String,
    /// Where the credit leads, or empty.
    pub credit_url: String,
    /// Whether it leads by the name of its file: no key of the header refers to it.
    pub by_name: bool,
}

impl Lead {
    /// The credit on one line: `Photo: Zoë Çelik/Orrin Record`.
    pub fn credit_line(&self) -> String {
        match (self.label.is_empty(), self.credit.is_empty()) {
            (_, true) => String::new(),
            (true, false) => self.credit.clone(),
            (false, false) => format!("{}: {}", self.label, self.credit),
        }
    }

    /// Its words.
    pub fn words(&self) -> PictureWords {
        PictureWords {
            alt: self.alt.clone(),
            decorative: false,
            caption: self.caption.clone(),
            label: self.label.clone(),
            credit: self.credit.clone(),
            credit_url: self.credit_url.clone(),
        }
    }
}

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
        let text = &*whole_digits(raw.trim());
        // `2025-07-01 09:00:00 -0700`: the space before the offset is Jekyll's habit.
        let joined = match text.rsplit_once(' ') {
            Some((start, offset)) if offset.starts_with(['+', '-']) => {
                format!("{start}{}", whole_offset(offset))
            }
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
        let time = self.time.unwrap_or_else(|| Time::constant(12, 0, 0, 0));
        view::DateView {
            raw: self.raw.clone(),
            day: self.day.map(|day| day.to_string()).unwrap_or_default(),
            time: self.day.map(|_| time.strftime("%H:%M").to_string()).unwrap_or_default(),
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

/// Why a change of a field cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldError {
    /// The day or the time is none.
    #[error("{0} is not a date")]
    NotADate(String),
    /// It is not a number.
    #[error("{0} is not a number")]
    NotANumber(String),
    /// The field has parts of its own, which a form does not set.
    #[error("{0} is not set in a form")]
    NotEditable(KeyPath),
    /// The site has no key for this word of a picture that leads by its name.
    #[error("the site has no place for the {0} of its lead picture")]
    NoPlace(&'static str),
    /// The lead picture is not named in the header: its file leads.
    #[error("the lead picture leads by the name of its file")]
    ByName,
}

impl Story {
    /// Reads the fields of a post. One without a date has the day that its name begins with, or
    /// that its own address names.
    pub fn of(post: &Post, profile: &Profile) -> Story {
        let Ok(fields) = &post.fields else { return Story::default() };
        let mut story = Story::read(fields, profile, post.featured.as_deref());
        if story.date.is_none() {
            story.date = post.day().map(|day| When::read(&day.to_string()));
        }
        story
    }

    /// Reads the fields of a header. `featured` is the picture beside the post that leads by its
    /// name, where the header names none.
    pub fn read(fields: &Fields, profile: &Profile, featured: Option<&str>) -> Story {
        let keys = &*profile.keys_of(fields);
        let value = |key: &Option<String>| fields.get(&key.as_deref()?.into());
        // `image: false` is no picture, `published: true` no date.
        let text = |key: &Option<String>| {
            value(key).and_then(Value::as_str).map(str::to_owned).unwrap_or_default()
        };
        Story {
            title: one_line(&value(&keys.title).and_then(Value::text).unwrap_or_default()),
            dek: one_line(&text(&keys.description)),
            authors: value(&keys.authors)
                .map(site::people)
                .unwrap_or_default()
                .into_iter()
                .map(|byline| profile.name_of(byline))
                .collect(),
            date: value(&keys.date).and_then(Value::as_str).map(When::read),
            tags: tags(value(&keys.tags), Tagging::of(keys.tags.as_deref(), profile.generator)),
            lead: lead(keys, &text, featured.filter(|_| profile.leads_by_name(fields))),
        }
    }

    /// `November 18, 2026`, or nothing.
    pub fn long_date(&self) -> String {
        self.date.as_ref().map(When::long).unwrap_or_default()
    }
}

/// How the generator reads one text that stands where tags do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tagging {
    /// Jekyll takes the words of `tags` and `categories`.
    Words,
    /// Others take the whole text; some themes take what is between its commas.
    Commas,
    /// `category`, `topic`: one name, of however many words.
    One,
}

impl Tagging {
    fn of(key: Option<&str>, generator: Generator) -> Tagging {
        let name = key.and_then(|key| key.rsplit('.').next()).unwrap_or("tags");
        match (name.ends_with('s'), generator) {
            (false, _) => Tagging::One,
            (true, Generator::Jekyll) => Tagging::Words,
            (true, _) => Tagging::Commas,
        }
    }
}

/// The items of a list, or of the one text.
fn tags(value: Option<&Value>, tagging: Tagging) -> Vec<String> {
    let texts = match (value, tagging) {
        (Some(Value::Text(text)), Tagging::Words) => text.split([' ', ',']).collect(),
        (Some(Value::Text(text)), Tagging::Commas) => text.split(',').collect(),
        (value, _) => value.map(Value::texts).unwrap_or_default(),
    };
    texts.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

/// Tags in the type that they have: a list, or one text that means the same to the generator.
fn tag_value(names: &[String], old: Option<&Value>, tagging: Tagging) -> Value {
    let Some(Value::Text(old)) = old else { return listed(names, old) };
    let several = match tagging {
        Tagging::Words => true,
        // A text of two names would be one name to most generators: only where it is so already.
        Tagging::Commas => old.contains(','),
        Tagging::One => false,
    };
    let value =
        Value::Text(one_line(&names.join(if tagging == Tagging::Words { " " } else { ", " })));
    let again = tags(Some(&value), tagging) == names;
    if again && (several || names.len() <= 1) { value } else { listed(names, None) }
}

/// Tags as a list, in which an item that stays is as it was: `2024` is no text because of it.
fn listed(names: &[String], old: Option<&Value>) -> Value {
    let there = match old {
        Some(Value::List(items)) => items.as_slice(),
        Some(one @ (Value::Number(_) | Value::Date(_))) => std::slice::from_ref(one),
        _ => &[],
    };
    let shown = |item: &Value| {
        let text = item.as_str().map(str::trim).filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    kept(there, names, shown, |name, _| Value::Text(one_line(name)))
}

/// A list that shows these names: an item that shows one of them stays as it is, one that shows
/// nothing stays where it is. What is new, `make` makes: where no name came or went, of the item
/// that had its place.
fn kept(
    there: &[Value],
    names: &[String],
    shown: impl Fn(&Value) -> Option<String>,
    make: impl Fn(&String, Option<&Value>) -> Value,
) -> Value {
    let (visible, hidden): (Vec<_>, Vec<_>) =
        there.iter().enumerate().partition(|(_, item)| shown(item).is_some());
    let mut from: Vec<Option<usize>> = Vec::with_capacity(names.len());
    for name in names {
        let same = visible
            .iter()
            .find(|(at, item)| !from.contains(&Some(*at)) && shown(item).as_ref() == Some(name));
        from.push(same.map(|(at, _)| *at));
    }
    if names.len() == visible.len() {
        for (place, (at, item)) in visible.iter().enumerate() {
            // What is called otherwise altogether is somebody else, with none of what was said.
            let like = shown(item).is_some_and(|old| is_like(&old, &names[place]));
            if from[place].is_none() && !from.contains(&Some(*at)) && like {
                from[place] = Some(*at);
            }
        }
    }
    let item = |(name, from): (&String, &Option<usize>)| {
        let old = from.map(|at| &there[at]);
        let same = old.filter(|old| shown(old).as_ref() == Some(name));
        same.cloned().unwrap_or_else(|| make(name, old))
    };
    let mut items: Vec<Value> = names.iter().zip(&from).map(item).collect();
    for (count, (at, item)) in hidden.into_iter().enumerate() {
        let before = from.iter().rposition(|from| from.is_some_and(|from| from < at));
        items.insert(before.map_or(0, |before| before + 1) + count, item.clone());
    }
    Value::List(items)
}

/// Whether one name may be the other, corrected.
fn is_like(old: &str, new: &str) -> bool {
    const ENOUGH: f32 = 0.5;
    similar::TextDiff::from_chars(old, new).ratio() >= ENOUGH
}

/// One change of a form as edits of keys. A field that already says what the form says is left
/// as it is written, however it is wrapped or quoted.
pub fn edits(
    change: &FieldEdit,
    fields: &Fields,
    featured: Option<&str>,
    profile: &Profile,
    own: Option<&Field>,
) -> Result<Vec<Edit>, FieldError> {
    let keys = &profile.keys_to_write(fields);
    let story = Story::read(fields, profile, featured);
    let by_name = story.lead.as_ref().is_some_and(|lead| lead.by_name);
    let same = match change {
        FieldEdit::Title { value } => one_line(value) == story.title,
        FieldEdit::Dek { value } => one_line(value) == story.dek,
        FieldEdit::Authors { value } => *value == story.authors,
        FieldEdit::Tags { value } => *value == story.tags,
        FieldEdit::Date { day, time, zone } => story.date.as_ref().is_some_and(|when| {
            let shown = when.view(&profile.time_zone);
            (&shown.day, &shown.time, &shown.zone) == (day, time, zone)
        }),
        FieldEdit::LeadWords { words } => {
            story.lead.as_ref().is_some_and(|lead| lead.words() == *words)
        }
        FieldEdit::NoLead => story.lead.is_none(),
        FieldEdit::Own { .. } => false,
    };
    if same {
        return Ok(Vec::new());
    }
    let key =
        |key: &Option<String>, usual: &str| -> KeyPath { key.as_deref().unwrap_or(usual).into() };
    let set = |key: KeyPath, value: Value| Edit { key, change: Change::Set(value) };
    Ok(match change {
        FieldEdit::Title { value } => {
            vec![set(key(&keys.title, "title"), Value::Text(one_line(value)))]
        }
        FieldEdit::Dek { value } => {
            vec![set(key(&keys.description, "description"), Value::Text(one_line(value)))]
        }
        FieldEdit::Authors { value } => {
            let mut path = key(&keys.authors, "authors");
            if value.len() > 1 && !profile.has_settled_authors() {
                path = person_of(path, fields);
            }
            let value = byline(value, fields.get(&path), profile);
            vec![set(path, value)]
        }
        FieldEdit::Tags { value } => {
            let path = key(&keys.tags, "tags");
            let tagging = Tagging::of(keys.tags.as_deref(), profile.generator);
            let old = fields.get(&path);
            // Terms under keys of their own are no list, and none of them is shown.
            if old.and_then(Value::as_map).is_some_and(|terms| !terms.is_empty()) {
                return Err(FieldError::NotEditable(path));
            }
            let value = tag_value(value, old, tagging);
            vec![set(path, value)]
        }
        FieldEdit::Date { day, time, zone } => {
            let path = key(&keys.date, "date");
            let value =
                date((day, time, zone), fields.get(&path), profile.date, &profile.time_zone)?;
            vec![set(path, value)]
        }
        FieldEdit::LeadWords { words } => {
            let now = story.lead.as_ref().map(Lead::words);
            let of_post;
            let keys = if by_name {
                of_post = profile.keys_of(fields);
                has_place(words, now.as_ref(), fields, &of_post)?;
                &*of_post
            } else {
                keys
            };
            lead_words(words, now.as_ref(), fields, keys)
        }
        FieldEdit::NoLead if by_name => return Err(FieldError::ByName),
        FieldEdit::NoLead => no_lead(fields, keys),
        FieldEdit::Own { key, value } => {
            form::edits(&KeyPath::of(key), value, fields, profile, own)?
        }
    })
}

/// A byline in the type that it has: one text, one map, a list of texts, or a list of maps in which
/// a person who stays keeps all that is said of them.
fn byline(names: &[String], old: Option<&Value>, profile: &Profile) -> Value {
    let text = match old {
        Some(Value::Text(_) | Value::Number(_) | Value::Date(_)) => true,
        Some(Value::List(_) | Value::Map(_)) => false,
        _ => profile.single_author,
    };
    let written = |name: &String| profile.byline_of(&one_line(name));
    if text && names.len() <= 1 {
        return Value::Text(names.first().map(written).unwrap_or_default());
    }
    let people = match old {
        Some(Value::List(people)) => people.as_slice(),
        Some(Value::Null | Value::Bool(_)) | None => &[],
        Some(one) => std::slice::from_ref(one),
    };
    let maps = !people.is_empty() && people.iter().all(|person| person.as_map().is_some());
    let key = people.iter().find_map(site::name_in).map(|(key, _)| key);
    let key = key.or(maps.then_some("name"));
    let shown = |person: &Value| {
        let name = site::people(person).into_iter().next();
        name.map(|name| profile.name_of(name))
    };
    let person = |name: &String, old: Option<&Value>| {
        let text = Value::Text(written(name));
        match (old, old.and_then(site::name_in), key) {
            (Some(Value::Map(said)), Some((key, _)), _) => {
                let mut said = said.clone();
                said.iter_mut().filter(|(own, _)| own == key).for_each(|own| own.1 = text.clone());
                Value::Map(said)
            }
            (None, _, Some(key)) => Value::Map(vec![(key.to_owned(), text)]),
            _ => text,
        }
    };
    match (kept(people, names, shown, person), old) {
        (Value::List(mut one), Some(Value::Map(_))) if one.len() == 1 => one.remove(0),
        (people, _) => people,
    }
}

/// The map of a person whose name stands at `path`: a second person comes beside it, not into it.
fn person_of(path: KeyPath, fields: &Fields) -> KeyPath {
    let Some((_, parent)) = path.0.split_last() else { return path };
    let parent = KeyPath(parent.to_vec());
    let inside = parent.0.last().is_some_and(|step| match step {
        Step::Key(key) => key == "author",
        Step::Index(_) => false,
    });
    match fields.get(&path) {
        Some(Value::Text(name))
            if inside
                && fields
                    .get(&parent)
                    .and_then(site::name_in)
                    .is_some_and(|(_, found)| found == *name) =>
        {
            parent
        }
        _ => path,
    }
}

/// The edits that make a picture the lead picture.
pub fn lead_edits(
    src: &str,
    words: &PictureWords,
    fields: &Fields,
    profile: &Profile,
) -> Vec<Edit> {
    let keys = &profile.keys_to_write(fields);
    let mut edits = vec![lead_src_edit(src, keys)];
    edits.extend(lead_words(words, None, fields, keys));
    edits
}

/// The edits that give a picture that leads by its name its words, as far as the site has a place
/// for them.
pub fn featured_edits(words: &PictureWords, fields: &Fields, profile: &Profile) -> Vec<Edit> {
    let keys = &*profile.keys_of(fields);
    let nowhere = without_key(fields, keys);
    let mut words = words.clone();
    for word in nowhere {
        match word {
            "description" => words.alt.clear(),
            "caption" => words.caption.clear(),
            _ => words.credit.clear(),
        }
    }
    lead_words(&words, None, fields, keys)
}

/// The edit that leads the lead picture to another file.
pub fn lead_src_edit(src: &str, keys: &Keys) -> Edit {
    let key = keys.lead_src.as_deref().unwrap_or("image.src").into();
    Edit { key, change: Change::Set(Value::Text(src.to_owned())) }
}

/// The date in the form that it has, and a first one in the site's, `usual`. A day alone stays one
/// as long as nobody sets a time; one without offset, as long as nobody sets another zone than
/// `home`; seconds stay with their minute.
fn date(
    (day, time, zone): (&str, &str, &str),
    old: Option<&Value>,
    usual: DateForm,
    home: &str,
) -> Result<Value, FieldError> {
    let (local, _) = moment(day, time, zone)?;
    let noon = local.time() == Time::constant(12, 0, 0, 0);
    let there = old.and_then(Value::text).filter(|raw| !raw.trim().is_empty());
    let Some(raw) = there else {
        let time = if noon && usual.time.is_none() { "" } else { time };
        return usual.write(day, time, zone);
    };
    let was = When::read(&raw);
    if noon && was.day.is_some() && was.time.is_none() {
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

/// Where a lead picture's word goes when the site has no key for it yet: beside its relatives.
fn lead_key(keys: &Keys, own: &Option<String>, word: &str) -> KeyPath {
    if let Some(own) = own {
        return own.as_str().into();
    }
    let src = keys.lead_src.as_deref().unwrap_or("image.src");
    let relatives = [&keys.lead_alt, &keys.lead_caption, &keys.lead_credit];
    let dash = relatives.iter().any(|key| key.as_deref().is_some_and(|key| key.contains('-')));
    let name = match src.rsplit_once('.') {
        Some((parent, _)) => format!("{parent}.{word}"),
        None if dash || src.contains('-') => format!("{src}-{word}"),
        None if src.contains(|letter: char| letter.is_uppercase()) => {
            format!("{src}{}{}", word[..1].to_uppercase(), &word[1..])
        }
        None => format!("{}_{word}", src.trim_end_matches("[0]")),
    };
    name.as_str().into()
}

/// Writes the words of a lead picture that differ from `now`, which is what the picture has: a
/// caption under a key that was not learned stays when somebody changes the description.
fn lead_words(
    words: &PictureWords,
    now: Option<&PictureWords>,
    fields: &Fields,
    keys: &Keys,
) -> Vec<Edit> {
    let written = |words: &PictureWords| {
        let alt = if words.decorative { "" } else { words.alt.as_str() };
        [one_line(alt), one_line(&words.caption), one_line(&credit_text(words))]
    };
    let now = now.map(written);
    if let Some(mark) = credit_mark(fields, keys) {
        let [alt, caption, credit] = written(words);
        let differs = |at: usize, text: &String| now.as_ref().is_none_or(|now| now[at] != *text);
        let mut edits = Vec::new();
        let mut set = |key: KeyPath, text: String| {
            if !text.is_empty() || fields.get(&key).is_some() {
                edits.push(Edit { key, change: Change::Set(Value::Text(text)) });
            }
        };
        if differs(0, &alt) {
            set(lead_key(keys, &keys.lead_alt, "alt"), alt);
        }
        if differs(1, &caption) || differs(2, &credit) {
            let unlabelled = PictureWords { label: String::new(), ..words.clone() };
            let there = keys.lead_caption.as_deref().and_then(|key| fields.get(&key.into()));
            let there = one_line(there.and_then(Value::as_str).unwrap_or_default());
            // As it stands, with what is bold in it, unless it is what changed.
            let credit = match credited_caption(&there).filter(|_| !differs(2, &credit)) {
                Some((_, _, said)) => said.to_owned(),
                None => one_line(&credit_text(&unlabelled)),
            };
            let credit = if credit.is_empty() { credit } else { format!("{mark}: {credit}") };
            let gap = match caption.is_empty() || credit.is_empty() {
                true => "",
                // Behind words that go on it would be read as part of them.
                false if caption.ends_with(CREDIT_FOLLOWS) => " ",
                false => ". ",
            };
            set(lead_key(keys, &keys.lead_caption, "caption"), format!("{caption}{gap}{credit}"));
        }
        return edits;
    }
    [
        lead_key(keys, &keys.lead_alt, "alt"),
        lead_key(keys, &keys.lead_caption, "caption"),
        lead_key(keys, &keys.lead_credit, "credit"),
    ]
    .into_iter()
    .zip(written(words))
    .enumerate()
    .filter(|(i, (_, text))| now.as_ref().is_none_or(|now| now[*i] != *text))
    // A word that was never there and is empty stays away.
    .filter(|(_, (key, text))| !text.is_empty() || fields.get(key).is_some())
    .map(|(_, (key, text))| Edit { key, change: Change::Set(Value::Text(text)) })
    .collect()
}

/// The words of a lead picture that the site has no key for, where the picture leads by its name.
pub fn nowhere(fields: &Fields, profile: &Profile) -> Vec<&'static str> {
    if !profile.leads_by_name(fields) {
        return Vec::new();
    }
    without_key(fields, &profile.keys_of(fields))
}

fn without_key(fields: &Fields, keys: &Keys) -> Vec<&'static str> {
    let credit = keys.lead_credit.is_some() || credit_mark(fields, keys).is_some();
    [
        (keys.lead_alt.is_some(), "description"),
        (keys.lead_caption.is_some(), "caption"),
        (credit, "credit"),
    ]
    .into_iter()
    .filter_map(|(there, word)| (!there).then_some(word))
    .collect()
}

/// Whether every word that changes has a key.
fn has_place(
    words: &PictureWords,
    now: Option<&PictureWords>,
    fields: &Fields,
    keys: &Keys,
) -> Result<(), FieldError> {
    let now = now.cloned().unwrap_or_default();
    let changed = |word: &str| match word {
        "description" => words.alt != now.alt,
        "caption" => words.caption != now.caption,
        _ => (&words.credit, &words.credit_url) != (&now.credit, &now.credit_url),
    };
    match without_key(fields, keys).into_iter().find(|word| changed(word)) {
        Some(word) => Err(FieldError::NoPlace(word)),
        None => Ok(()),
    }
}

/// What stands before a credit that a theme shows within the caption: `Photo credit: …`.
const CREDIT_MARKS: [&str; 5] =
    ["Photo credit", "Photo credits", "Image credit", "Image credits", "Picture credit"];

/// What a caption ends with where a credit can follow it.
const CREDIT_FOLLOWS: [char; 12] = ['.', '!', '?', '”', '"', ')', ']', '|', '–', '—', '-', ','];

/// A caption that ends in a credit: the caption, the mark as it is written, and the credit.
fn credited_caption(text: &str) -> Option<(&str, &str, &str)> {
    let lower = text.to_ascii_lowercase();
    CREDIT_MARKS.iter().find_map(|mark| {
        let at = lower.rfind(&format!("{}:", mark.to_ascii_lowercase()))?;
        let (before, rest) = text.split_at(at);
        let begins = before.is_empty() || before.trim_end().ends_with(CREDIT_FOLLOWS);
        let credit = rest[mark.len() + 1..].trim();
        (begins && !credit.is_empty()).then(|| (before.trim(), &rest[..mark.len()], credit))
    })
}

/// How the credit is marked where it stands within the caption: as in this post, or as
/// Minimal Mistakes shows it, which has no other place for it.
fn credit_mark(fields: &Fields, keys: &Keys) -> Option<String> {
    let text = |key: &Option<String>| {
        key.as_deref().and_then(|key| fields.get(&key.into())).and_then(Value::as_str)
    };
    if text(&keys.lead_credit).is_some_and(|credit| !credit.trim().is_empty()) {
        return None;
    }
    if let Some((_, mark, _)) = text(&keys.lead_caption).and_then(credited_caption) {
        return Some(mark.to_owned());
    }
    if keys.lead_credit.is_some() {
        return None;
    }
    // The caption of a picture that leads by its name: all that the themes of Academic show.
    match (keys.lead_caption.as_deref(), &keys.lead_src) {
        (Some("header.caption"), _) => Some(CREDIT_MARKS[0].to_owned()),
        (Some("image.caption"), None) => Some(CREDIT_MARKS[2].to_owned()),
        _ => None,
    }
}

/// `Photo: [Name](address)`; see [`credit`].
fn credit_text(words: &PictureWords) -> String {
    let credit = if words.credit_url.is_empty() || words.credit.is_empty() {
        words.credit.clone()
    } else {
        format!("[{}]({})", words.credit, words.credit_url)
    };
    match (words.label.is_empty(), credit.is_empty()) {
        (_, true) => String::new(),
        (true, false) => credit,
        (false, false) => format!("{}: {credit}", words.label),
    }
}

/// The edits that take the words of a lead picture out that leads by its name.
pub fn no_featured_edits(fields: &Fields, profile: &Profile) -> Vec<Edit> {
    no_lead(fields, &profile.keys_of(fields))
}

fn no_lead(fields: &Fields, keys: &Keys) -> Vec<Edit> {
    let own: Vec<&str> = [&keys.lead_src, &keys.lead_alt, &keys.lead_caption, &keys.lead_credit]
        .into_iter()
        .filter_map(|key| key.as_deref())
        .collect();
    let remove = |key: &str| Edit { key: key.into(), change: Change::Remove };
    // A map that holds nothing but the lead picture goes as a whole.
    if let Some((parent, _)) = own.first().and_then(|key| key.rsplit_once('.'))
        && let Some(Value::Map(entries)) = fields.get(&parent.into())
        && entries.iter().all(|(key, _)| own.contains(&format!("{parent}.{key}").as_str()))
    {
        return vec![remove(parent)];
    }
    own.into_iter().filter(|key| fields.get(&(*key).into()).is_some()).map(remove).collect()
}

fn lead(
    keys: &Keys,
    text: &impl Fn(&Option<String>) -> String,
    featured: Option<&str>,
) -> Option<Lead> {
    let named = text(&keys.lead_src);
    let by_name = named.is_empty();
    let src = if by_name { featured?.to_owned() } else { named };
    let mut caption = one_line(&text(&keys.lead_caption));
    let mut line = text(&keys.lead_credit);
    let mut marked = "";
    let own = caption.clone();
    if let Some((before, mark, said)) = credited_caption(&own).filter(|_| line.trim().is_empty()) {
        (caption, line) = (before.to_owned(), said.replace("**", ""));
        marked = if mark.to_ascii_lowercase().starts_with("photo") { LABELS[0] } else { "" };
    }
    let (mut label, credit, credit_url) = credit(&line);
    if label.is_empty() {
        marked.clone_into(&mut label);
    }
    let alt = one_line(&text(&keys.lead_alt));
    Some(Lead { src, alt, caption, label, credit, credit_url, by_name })
}

/// `Photo: [Name](address)` → label, credit, address.
pub fn credit(line: &str) -> (String, String, String) {
    let line = one_line(line);
    let inside = line.strip_prefix('(').and_then(|l| l.strip_suffix(')'));
    // `(c) 2024 Ann (Record)` is not in brackets.
    let line = inside.filter(|inside| closes_itself(inside)).unwrap_or(&line);
    let (label, rest) = match line.split_once(':') {
        Some((label, rest)) if LABELS.contains(&label.trim()) => (label.trim(), rest.trim()),
        _ => ("", line.trim()),
    };
    let link = rest
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("))
        .filter(|(_, url)| closes_itself(url));
    match link {
        Some((name, url)) => (label.to_owned(), name.to_owned(), url.to_owned()),
        None => (label.to_owned(), rest.to_owned(), String::new()),
    }
}

/// Whether every bracket that closes in a text was opened in it.
fn closes_itself(text: &str) -> bool {
    let mut open = 0_usize;
    text.chars().all(|letter| match letter {
        '(' => {
            open += 1;
            true
        }
        ')' => match open.checked_sub(1) {
            Some(left) => {
                open = left;
                true
            }
            None => false,
        },
        _ => true,
    })
}

/// Text without line ends: fields are one line each.
fn one_line(text: &str) -> String {
    if text.contains(['\n', '\r']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.trim().to_owned()
    }
}

/// The words of a figure.
pub fn figure_words(figure: &figure::Figure) -> PictureWords {
    PictureWords {
        alt: figure.alt.clone(),
        decorative: figure.alt.is_empty() && figure.caption.is_empty() && figure.credit.is_empty(),
        caption: figure.caption.clone(),
        label: figure.label.clone(),
        credit: figure.credit.clone(),
        credit_url: figure.credit_url.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_credit_within_the_caption_is_read_and_written_there() {
        let keys = Keys {
            lead_src: Some("header.image".to_owned()),
            lead_caption: Some("header.caption".to_owned()),
            ..Keys::default()
        };
        for (written, caption, credit, url, why) in [
            (
                "Photo credit: [**Ana Bo**](https://a.example)",
                "",
                "Ana Bo",
                "https://a.example",
                "the theme’s own example",
            ),
            ("Photo credit: Ana Bo/Record", "", "Ana Bo/Record", "", "a name"),
            (
                "The wall at noon. Photo credit: Ana Bo",
                "The wall at noon.",
                "Ana Bo",
                "",
                "behind a caption",
            ),
            (
                "The photo credit: who gets it?",
                "The photo credit: who gets it?",
                "",
                "",
                "a sentence about credits",
            ),
            ("The wall at noon.", "The wall at noon.", "", "", "a caption alone"),
        ] {
            let header = format!("---\nheader:\n  image: a.jpg\n  caption: \"{written}\"\n---\n");
            let fields = crate::metadata::read(&header).unwrap();
            let text = |key: &Option<String>| {
                let value = key.as_deref().and_then(|key| fields.get(&key.into()));
                value.and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            let lead = lead(&keys, &text, None).unwrap();
            if credit.is_empty() {
                assert_eq!((&*lead.caption, &*lead.credit), (caption, ""), "{why}");
                continue;
            }
            assert_eq!(
                (&*lead.caption, &*lead.credit, &*lead.credit_url),
                (caption, credit, url),
                "{why}"
            );
            assert_eq!(lead.label, "Photo", "{why}");
            assert_eq!(lead_words(&lead.words(), Some(&lead.words()), &fields, &keys), [], "{why}");
            let other = PictureWords {
                credit: "Ida Noor".to_owned(),
                credit_url: String::new(),
                ..lead.words()
            };
            let gap = if caption.is_empty() { "" } else { " " };
            let edit = Edit::set(
                "header.caption",
                format!("{caption}{gap}Photo credit: Ida Noor").as_str(),
            );
            assert_eq!(lead_words(&other, Some(&lead.words()), &fields, &keys), [edit], "{why}");
        }
    }

    #[test]
    fn dates_in_use_are_read_and_shown() {
        for (raw, long, short, why) in [
            ("2026-11-18T09:00:00-05:00", "November 18, 2026", "Nov 18", "RFC 3339"),
            ("2025-07-01 09:00:00 -0700", "July 1, 2025", "Jul 1, 2025", "Jekyll's spaces"),
            ("2015-03-17 14:00:00 -4", "March 17, 2015", "Mar 17, 2015", "an offset of one digit"),
            ("2015-03-17 14:00:00 +05:30", "March 17, 2015", "Mar 17, 2015", "of half an hour"),
            ("2015-03-17 9:30:00 -4", "March 17, 2015", "Mar 17, 2015", "an hour of one digit"),
            ("2024-01-12", "January 12, 2024", "Jan 12, 2024", "a day alone"),
            ("2026-03-03T00:30:00Z", "March 3, 2026", "Mar 3", "the day as written, not as here"),
            ("Jul 08 2022", "July 8, 2022", "Jul 8, 2022", "the month as a word"),
            ("8 September 2022", "September 8, 2022", "Sep 8, 2022", "the day first"),
            ("Fri, Sept. 9, 2022", "September 9, 2022", "Sep 9, 2022", "with a weekday"),
            ("2022/7/8 10:00", "July 8, 2022", "Jul 8, 2022", "strokes, a time behind"),
            ("soon", "soon", "soon", "no date stays as written"),
            ("12 of 2022 men", "12 of 2022 men", "12 of 2022 men", "nor is this one"),
        ] {
            let when = When::read(raw);
            let today = "2026-11-22".parse().unwrap();
            assert_eq!((when.long().as_str(), when.short(today).as_str()), (long, short), "{why}");
        }
    }

    #[test]
    fn a_date_is_written_with_the_offset_of_its_hour() {
        for (day, time, zone, old, written, why) in [
            (
                "2026-11-18",
                "09:00",
                "America/New_York",
                None,
                "2026-11-18T09:00:00-05:00",
                "winter",
            ),
            (
                "2026-07-18",
                "09:00",
                "America/New_York",
                None,
                "2026-07-18T09:00:00-04:00",
                "summer",
            ),
            ("2026-07-18", "09:00", "UTC−03:30", None, "2026-07-18T09:00:00-03:30", "an offset"),
            ("2026-07-18", "12:00", "UTC", Some("2024-01-12"), "2026-07-18", "days alone stay so"),
            (
                "2026-07-18",
                "08:00",
                "UTC",
                Some("2024-01-12"),
                "2026-07-18T08:00:00+00:00",
                "a time",
            ),
        ] {
            let old = old.map(|old| Value::Date(old.to_owned()));
            let got = date((day, time, zone), old.as_ref(), DateForm::USUAL, "UTC");
            assert_eq!(got, Ok(Value::Date(written.to_owned())), "{why}");
        }
        let none = date(("2026-02-30", "09:00", "UTC"), None, DateForm::USUAL, "UTC");
        assert!(none.is_err(), "no such day");
    }

    #[test]
    fn only_the_words_of_a_lead_picture_that_changed_are_written() {
        let keys = Keys {
            lead_src: Some("image".to_owned()),
            lead_credit: Some("image_credit".to_owned()),
            ..Keys::default()
        };
        let header = "image: a.jpg\nimage_caption: Kept.\nimage_credit: \"(Photo: Ana)\"\n";
        let fields = crate::metadata::read(&format!("---\n{header}---\n")).unwrap();
        let (label, name) = ("Photo".to_owned(), "Ana".to_owned());
        let now = PictureWords { label, credit: name, ..PictureWords::default() };
        let words = PictureWords { alt: "New.".to_owned(), ..now.clone() };
        let alt = Edit::set("image_alt", "New.");
        assert_eq!(lead_words(&words, Some(&now), &fields, &keys), [alt], "nothing but the alt");
        let all = lead_words(&words, None, &fields, &keys);
        assert_eq!(all.len(), 3, "another picture takes none of the old one's words over");
    }

    #[test]
    fn credits_come_apart() {
        for (line, label, name, url) in [
            ("Photo: Zoë Çelik/Orrin Record", "Photo", "Zoë Çelik/Orrin Record", ""),
            ("(Graphic: Orrin Record)", "Graphic", "Orrin Record", ""),
            ("Courtesy of Fenwick Library", "", "Courtesy of Fenwick Library", ""),
            ("Photo: [A/B](https://b.example/)", "Photo", "A/B", "https://b.example/"),
            ("([A](https://b.example/a_(b)))", "", "A", "https://b.example/a_(b)"),
            ("(c) 2024 Ann (Record)", "", "(c) 2024 Ann (Record)", ""),
            (
                "[A](https://a.x) and [B](https://b.x)",
                "",
                "[A](https://a.x) and [B](https://b.x)",
                "",
            ),
        ] {
            assert_eq!(credit(line), (label.to_owned(), name.to_owned(), url.to_owned()), "{line}");
        }
    }
}
