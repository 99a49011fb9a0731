//! Dates: the story's own, and those in its words.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use regex::{Captures, Regex};

use super::pictures::uses;
use super::prose::Block;
use super::{Act, Copy, Draft, Field, Part, Rule, Severity, words};
use crate::figure;
use crate::metadata::Fields;
use crate::site::{Generator, Keys};
use crate::story::{When, zone_of};

const MONTH: &str = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";
const DAY: &str = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?-u:\b)";
const WEEKDAY: &str = r"(?P<weekday>Mon(?:day)?|Tue(?:s|sday)?|Wed(?:nesday)?|Thu(?:rs|r|rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?|(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag|Mittwoch|Sonnabend)";
/// Months of other languages that are not begun as in English.
const MONAT: &str = r"(?P<month>Jan(?:uar|\.)?|Jänner|Feb(?:ruar|\.)?|März|Apr(?:il|\.)?|Mai|Juni|Juli|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Okt(?:ober|\.)?|Nov(?:ember|\.)?|Dez(?:ember|\.)?)";

/// Days from a story's own in which a day without a year is one of no other.
const FAR: i32 = 60;

pub(super) fn check(copy: &mut Copy<'_>) {
    story_date(copy);
    updated(copy);
    let dek = Block::of(&copy.story.dek);
    in_words(copy, &Words { block: &dek, field: Field::Dek, figure: None });
    for i in 0..copy.prose.blocks.len() {
        let block = std::mem::take(&mut copy.prose.blocks[i]);
        in_words(copy, &Words { block: &block, field: Field::Text, figure: None });
        copy.prose.blocks[i] = block;
    }
    for one in uses(copy) {
        let figure = one.figure.and_then(|i| copy.figures.get(i));
        let figure = figure.map(|figure| figure.span.clone());
        let caption = Block::of(&figure::plain(&one.caption));
        in_words(copy, &Words { block: &caption, field: one.field(Part::Caption), figure });
    }
}

/// Words of the story, and where they stand.
struct Words<'a> {
    block: &'a Block,
    field: Field,
    /// The figure whose caption they are.
    figure: Option<Range<usize>>,
}

impl Words<'_> {
    fn draft(&self, rule: Rule, message: String, at: &Range<usize>) -> Draft {
        let draft = Draft::new(rule, self.field.clone(), message);
        let draft = draft.about(&self.block.text[at.clone()]);
        match (&self.field, &self.figure) {
            (Field::Text, _) => draft.at(self.block.place(at.clone())),
            (_, Some(figure)) => draft.at(figure.clone()),
            _ => draft,
        }
    }

    /// Other words in their place, where they stand in the text as they are read.
    fn write(&self, at: Range<usize>, words: &str) -> Option<Act> {
        let plain = self.field == Field::Text && self.block.is_plain(&at);
        plain.then(|| Act::Text(vec![(self.block.place(at), words.to_owned())]))
    }
}

fn story_date(copy: &mut Copy<'_>) {
    let draft = |rule, message| Draft::new(rule, Field::Date, message);
    let about = copy.facts.about;
    let Some(when) = copy.story.date.clone().filter(|when| !when.raw.trim().is_empty()) else {
        return copy.tell(draft(Rule::P1, words::no_date()));
    };
    let Some(day) = when.day else {
        return copy.tell(draft(Rule::P1, words::not_a_date(&when.raw)).about(when.raw));
    };
    if when.offset.is_none() && !named_only(copy) && !about.days_alone {
        // A day alone prints as another day on some computers; what the site does decides.
        let severity = if about.offsets { Severity::Error } else { Severity::Warning };
        copy.tell(draft(Rule::P1, words::no_offset(when.time.is_some())).weighs(severity));
    }
    if is_future(copy, &when, day) {
        let held = matches!(copy.facts.profile.generator, Generator::Hugo | Generator::Jekyll);
        let message = words::future(&when.long(), held);
        let severity = if held { Severity::Info } else { Severity::Error };
        copy.tell(draft(Rule::P2, message).weighs(severity));
    }
}

/// Whether the date is told by the file's name alone.
fn named_only(copy: &Copy<'_>) -> bool {
    let key = copy.keys.date.as_deref().unwrap_or("date");
    copy.fields.get(&key.into()).is_none()
}

fn is_future(copy: &Copy<'_>, when: &When, day: Date) -> bool {
    let zone = zone_of(&copy.facts.profile.time_zone);
    let now = copy.facts.now;
    match when.time {
        // A day alone has begun when it has begun in the newsroom.
        None => day > now.to_zoned(zone).date(),
        Some(_) => when.instant(&zone).is_some_and(|instant| instant > now),
    }
}

fn updated(copy: &mut Copy<'_>) {
    let text = |fields: &Fields, keys: &Keys| {
        fields.get(&keys.updated.as_deref()?.into()).and_then(|value| value.text())
    };
    let Some(raw) = text(copy.fields, &copy.keys).filter(|raw| !raw.trim().is_empty()) else {
        return;
    };
    let updated = When::read(&raw);
    let zone = zone_of(&copy.facts.profile.time_zone);
    let draft = |message| Draft::new(Rule::P3, Field::Updated, message);
    if let Some(day) = updated.day
        && let Some(date) = &copy.story.date
    {
        let earlier = match (updated.time, date.time) {
            (Some(_), Some(_)) => updated.instant(&zone) < date.instant(&zone),
            _ => date.day.is_some_and(|first| day < first),
        };
        if earlier {
            return copy.tell(draft(words::updated_before()));
        }
    }
    let live = copy.facts.live.and_then(|live| crate::metadata::read(live).ok());
    if let Some(live) = live
        && text(&live, &copy.facts.profile.keys_of(&live)).is_none_or(|before| before != raw)
        && !super::brakes::has_note(&copy.prose)
    {
        copy.tell(draft(words::updated_without_note()));
    }
}

/// Days that are told from the day of writing, and weekdays that are not those of their dates.
fn in_words(copy: &mut Copy<'_>, words: &Words<'_>) {
    let day = copy.story.date.as_ref().and_then(|when| when.day);
    if !words.block.quoted {
        relative(copy, words, day);
    }
    weekdays(copy, words, day);
    weekdays_in_digits(copy, words);
}

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?-u:\b)(?:today|tonight|tomorrow|yesterday|last night|",
        r"this (?:morning|afternoon|evening|weekend|week)|(?:last|next) (?:weekend|week)|",
        r"(?P<which>this|last|next) (?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday))(?-u:\b)",
        r"|(?i)(?-u:\b)(?:(?:vor)?gestern|übermorgen|heute (?:früh|morgen|vormittag|mittag|nachmittag|abend|nacht)|",
        r"(?:letzte|vergangene|nächste|kommende)[nrs]? (?:woche|wochenende|nacht|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch))\b",
    ))
    .expect("a fixed pattern")
});

fn relative(copy: &mut Copy<'_>, told: &Words<'_>, day: Option<Date>) {
    let block = told.block;
    for found in RELATIVE.captures_iter(&block.text) {
        let Some(whole) = found.get(0) else { continue };
        let (before, after) = (&block.text[..whole.start()], &block.text[whole.end()..]);
        // “Today’s” newsroom is one of our time; “USA Today” is a name; what is quoted was said.
        let owns = after.starts_with(['’', '\'', '-']);
        let named = whole.as_str().starts_with(char::is_uppercase)
            && before.ends_with(' ')
            && before.trim_end().ends_with(char::is_alphabetic)
            && last_word(before).starts_with(char::is_uppercase);
        if owns || named || before.ends_with('-') || in_quotation(before) {
            continue;
        }
        let word = whole.as_str();
        let mut draft = told.draft(Rule::P4, words::relative(word), &whole.range());
        if let Some(date) = day.and_then(|day| meant(&found, word, day)) {
            let near = format!("{} {}", tail(before, 24), head(after, 24));
            let date = date.strftime("%A, %B %-d").to_string();
            // “Tomorrow, Saturday June 14th” says the day already: the word only goes.
            if !MENTIONED.is_match(&near)
                && let Some(act) = told.write(whole.range(), &date)
            {
                draft = draft.fix(words::fix_write(&date), act);
            }
        }
        copy.tell(draft);
    }
}

static MENTIONED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!("(?i){WEEKDAY}|{MONTH} ?\\d")).expect("a fixed pattern"));

/// The day that a word means on the day of the story, where it means exactly one.
fn meant(found: &Captures<'_>, word: &str, day: Date) -> Option<Date> {
    let moved = |span: Span| day.checked_add(span).ok();
    if let (Some(which), Some(name)) = (found.name("which"), found.name("weekday")) {
        let weekday = weekday(name.as_str())?;
        return match which.as_str().to_lowercase().as_str() {
            // The next such day, or today.
            "this" => moved(i64::from(day.weekday().until(weekday)).days()),
            "last" => moved((-i64::from(weekday.until(day.weekday()).max(1))).days()),
            _ => None, // “next Friday” means one day to some and another to others
        };
    }
    match word.to_lowercase().as_str() {
        "tomorrow" => moved(1.day()),
        "yesterday" => moved((-1).days()),
        _ => None,
    }
}

/// Days of the text, and of those beside them.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    let weekday = WEEKDAY.replacen("?P<weekday>", "", 1);
    Regex::new(&format!(
        r"(?-u:\b){WEEKDAY}s?\.?,?\s*(?:and|or|to|through|thru|until|und|oder|bis|&|/|[-–—,])\s*(?:(?P<more>{weekday})s?\.?,?\s*(?:and|or|und|oder|&)\s*)?$"
    ))
    .expect("a fixed pattern")
});

/// A year that the words before a date name: “In 2019, Friday, May 3, was …”.
static YEAR_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)((?:19|20)\d\d)(?-u:\b)[^.!?]{0,60}$").expect("a fixed pattern")
});

static DATED: LazyLock<[Regex; 6]> = LazyLock::new(|| {
    let rule = |pattern: String| Regex::new(&pattern).expect("a fixed pattern");
    [
        rule(format!(
            r"(?-u:\b){WEEKDAY}(?-u:\b)\.?(?:,? | ?\()(?:the )?{MONTH} {DAY}(?:,? (?P<year>\d{{4}})(?-u:\b))?"
        )),
        rule(format!(
            r"(?-u:\b){WEEKDAY}(?-u:\b)\.?(?:,? | ?\()(?:the )?{DAY}\.? (?:of )?{MONTH}(?:,? (?P<year>\d{{4}})(?-u:\b))?"
        )),
        // “March 3, 2026, a Friday” and “March 3 (Friday)”.
        rule(format!(
            r"(?-u:\b){MONTH} {DAY}(?:,? (?P<year>\d{{4}}))?(?:, an? | ?\((?:an? )?){WEEKDAY}(?-u:\b)"
        )),
        rule(format!(
            r"(?-u:\b){WEEKDAY}(?-u:\b)\.?(?:,? | ?\()(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?-u:\b)"
        )),
        // „Freitag, dem 28. Juni 2026“ und „Donnerstag (24.2.2026)“.
        rule(format!(
            r"(?-u:\b){WEEKDAY}(?-u:\b)(?:, |,? (?:dem|den|der) | ?\()(?P<day>\d{{1,2}})\. {MONAT}(?: (?P<year>\d{{4}})(?-u:\b))?"
        )),
        rule(format!(
            r"(?-u:\b){WEEKDAY}(?-u:\b)(?:,? (?:dem |den |der )?| ?\()(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\. ?(?P<year>\d{{4}})(?-u:\b)"
        )),
    ]
});

fn weekdays(copy: &mut Copy<'_>, told: &Words<'_>, day: Option<Date>) {
    for found in DATED.iter().flat_map(|rule| rule.captures_iter(&told.block.text)) {
        let Some((weekday_at, whole)) = found.name("weekday").zip(found.get(0)) else { continue };
        let (Some(said), Some(month)) = (weekday(weekday_at.as_str()), month(&found["month"]))
        else {
            continue;
        };
        let Ok(of_month) = found["day"].parse::<i8>() else { continue };
        let before = &told.block.text[..weekday_at.start()];
        let behind = &told.block.text[weekday_at.end()..];
        // “… that Friday. June 30 is the deadline”: only a short day has a full stop of its own.
        let comes_first = weekday_at.start() == whole.start();
        if comes_first && behind.starts_with('.') && weekday_at.len() > 5 {
            continue;
        }
        // “Friday through Sunday, June 12-14”: the first of the days is the first of the dates.
        let first = BESIDE.captures(before).filter(|_| comes_first);
        let said = match &first {
            Some(days) if days.name("more").is_some() => continue,
            Some(days) => weekday(&days["weekday"]).unwrap_or(said),
            None => said,
        };
        let year = found.name("year").and_then(|year| year.as_str().parse::<i16>().ok());
        let named = || YEAR_BEFORE.captures(before).and_then(|year| year[1].parse().ok());
        let wrong = |date: &Date| date.weekday() != said;
        let Some(year) = year else {
            let Some(day) = day else { continue };
            let in_year = |year: i16| Date::new(year, month, of_month).ok();
            // Without a year it is one of the story's own, or the nearest, or one that was named.
            let meant =
                [in_year(day.year()), nearest(day, month, of_month), named().and_then(in_year)];
            let Some(date) = meant.into_iter().flatten().last() else { continue };
            if !meant.iter().flatten().all(wrong) {
                continue;
            }
            // Far from the story it may be of another year: nobody but a person knows.
            let far = |date: &Date| date.since(day).is_ok_and(|span| span.get_days().abs() > FAR);
            let about = [in_year(day.year() - 1), in_year(day.year() + 1)];
            let elsewhen = far(&date) && !about.iter().flatten().all(wrong);
            let doubtful = first.is_some() || elsewhen;
            wrong_weekday(copy, told, &found, date, said, doubtful);
            continue;
        };
        if let Some(date) = Date::new(year, month, of_month).ok().filter(wrong) {
            wrong_weekday(copy, told, &found, date, said, first.is_some());
        }
    }
}

static IN_DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?-u:\b){WEEKDAY}(?-u:\b)\.?(?:,? | ?\()(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}})/(?P<year>\d{{4}})(?-u:\b)"
    ))
    .expect("a fixed pattern")
});

/// “Monday 6/10/2025” is a day of June in America, and elsewhere may be one of October: there
/// neither must be a Monday.
fn weekdays_in_digits(copy: &mut Copy<'_>, told: &Words<'_>) {
    let american = copy.facts.profile.time_zone.starts_with("America/");
    for found in IN_DIGITS.captures_iter(&told.block.text) {
        let Some(said) = weekday(&found["weekday"]) else { continue };
        let number = |name: &str| found[name].parse::<i16>().unwrap_or_default();
        let (year, one, two) = (number("year"), number("one"), number("two"));
        let date = |month: i16, day: i16| Date::new(year, month as i8, day as i8).ok();
        let (month_first, day_first) = (date(one, two), date(two, one));
        let days = match month_first {
            Some(day) if american => [Some(day), None],
            _ => [month_first, day_first],
        };
        let Some(first) = days.into_iter().flatten().next() else { continue };
        if days.into_iter().flatten().all(|day| day.weekday() != said) {
            wrong_weekday(copy, told, &found, first, said, false);
        }
    }
}

/// Tells of a weekday that is not its date's. Where a person has to say which of the two is meant,
/// it is worth a look, and nothing is offered.
fn wrong_weekday(
    copy: &mut Copy<'_>,
    told: &Words<'_>,
    found: &Captures<'_>,
    date: Date,
    said: Weekday,
    doubtful: bool,
) {
    let Some(whole) = found.get(0) else { return };
    let is = name(date.weekday());
    let shown = date.strftime("%B %-d, %Y").to_string();
    let message = words::weekday(&shown, is, name(said));
    let mut draft = told.draft(Rule::P5, message, &whole.range());
    if doubtful {
        return copy.tell(draft.weighs(Severity::Warning));
    }
    let Some(weekday) = found.name("weekday") else { return copy.tell(draft) };
    let is = if is_german(weekday.as_str()) { german(date.weekday()) } else { is };
    if let Some(act) = told.write(weekday.range(), is) {
        draft = draft.fix(words::fix_write(is), act);
    }
    copy.tell(draft);
}

/// The day of that name that is nearest to the story's own.
fn nearest(day: Date, month: i8, of_month: i8) -> Option<Date> {
    let years = [day.year() - 1, day.year(), day.year() + 1];
    let days = years.into_iter().filter_map(|year| Date::new(year, month, of_month).ok());
    days.min_by_key(|date| date.since(day).map_or(i32::MAX, |span| span.get_days().abs()))
}

fn weekday(name: &str) -> Option<Weekday> {
    Some(match name.get(..3)?.to_lowercase().as_str() {
        "mon" => Weekday::Monday,
        "tue" | "die" => Weekday::Tuesday,
        "wed" | "mit" => Weekday::Wednesday,
        "thu" | "don" => Weekday::Thursday,
        "fri" | "fre" => Weekday::Friday,
        "sat" | "sam" => Weekday::Saturday,
        "son" if name.eq_ignore_ascii_case("sonnabend") => Weekday::Saturday,
        "sun" | "son" => Weekday::Sunday,
        _ => return None,
    })
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn is_german(weekday: &str) -> bool {
    let weekday = weekday.to_lowercase();
    weekday.ends_with("tag") || matches!(weekday.as_str(), "mittwoch" | "sonnabend")
}

fn german(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Montag",
        Weekday::Tuesday => "Dienstag",
        Weekday::Wednesday => "Mittwoch",
        Weekday::Thursday => "Donnerstag",
        Weekday::Friday => "Freitag",
        Weekday::Saturday => "Samstag",
        Weekday::Sunday => "Sonntag",
    }
}

fn month(name: &str) -> Option<i8> {
    let months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(month) = name.parse() {
        return Some(month);
    }
    let start: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    let start = match start.as_str() {
        "jän" => "jan",
        "mär" => "mar",
        "mai" => "may",
        "okt" => "oct",
        "dez" => "dec",
        other => other,
    };
    months.iter().position(|month| *month == start).map(|at| at as i8 + 1)
}

/// Whether a place stands inside a quotation that began before it.
pub(super) fn in_quotation(before: &str) -> bool {
    let (mut curly, mut straight) = (0_i32, 0);
    for letter in before.chars() {
        match letter {
            '“' | '«' | '„' => curly += 1,
            '”' | '»' => curly -= 1,
            '"' => straight += 1,
            _ => {}
        }
    }
    curly > 0 || straight % 2 == 1
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

fn head(text: &str, letters: usize) -> &str {
    text.char_indices().nth(letters).map_or(text, |(end, _)| &text[..end])
}

fn tail(text: &str, letters: usize) -> &str {
    let count = text.chars().count();
    text.char_indices().nth(count.saturating_sub(letters)).map_or(text, |(at, _)| &text[at..])
}
