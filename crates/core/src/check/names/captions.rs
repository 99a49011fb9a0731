//! People and organisations of captions and credits, beside the text.

use std::ops::Range;

use super::people::{
    is_before_nouns, is_before_places, is_given, is_of_no_person, is_title, same_called, says,
};
use super::{NAME, Names, Text, alike, bare, before_of, begins, names_of, one_slip, owner, parts};
use crate::check::pictures::uses;
use crate::check::tongue::{self, Tongue};
use crate::check::{Copy, Draft, Part, Rule, words};
use crate::figure::{self, credit};

pub(super) fn check(copy: &mut Copy<'_>) {
    let beside = Beside { story: Text::of(copy), tongue: tongue::of(copy) };
    let mut drafts = Vec::new();
    for one in uses(copy) {
        let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
        // Who made the picture is nobody whom it shows.
        let caption = credit::without_credit(&figure::plain(&one.caption));
        let credit = figure::plain(&one.credit);
        for (words_of, part) in
            [(&caption, Part::Caption), (&credit, Part::Credit), (&one.alt, Part::Alt)]
        {
            for run in runs(words_of) {
                let Some((name, message)) = beside.look(words_of, &run, part) else { continue };
                let draft = Draft::new(Rule::I10, one.field(part), message).about(name);
                drafts.push(match &span {
                    Some(span) => draft.at(span.clone()),
                    None => draft,
                });
            }
        }
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

/// A name, and the names that it ends with: “Volunteer Ana Li”, “Ana Li”. The longest is first.
type Run = Vec<Range<usize>>;

/// The names of a caption or credit.
fn runs(text: &str) -> Vec<Run> {
    let mut told = Names::new();
    names_of(text, Some(0), &mut told);
    let mut places: Vec<Range<usize>> =
        told.into_values().flatten().map(|(_, place)| place).collect();
    // The first name of a caption counts: it is about somebody.
    for found in NAME.find_iter(text) {
        if found.start() == 0 || text[..found.start()].ends_with('/') {
            places.push(found.start()..found.start() + owner(found.as_str()).len());
        }
    }
    places.sort_by_key(|place| (place.end, place.start));
    places.dedup();
    places.chunk_by(|a, b| a.end == b.end).map(<[_]>::to_vec).collect()
}

/// A story beside which a caption is read.
struct Beside {
    story: Text,
    tongue: Tongue,
}

impl Beside {
    /// What is to be said of a name: one thing, however many words are before it.
    fn look<'a>(&self, caption: &'a str, run: &Run, part: Part) -> Option<(&'a str, String)> {
        for name in run.iter().rev().map(|place| &caption[place.clone()]) {
            if self.story.holds(name) {
                continue;
            }
            let near = |other: &String| part == Part::Caption && self.is_near(name, other);
            let other = self.story.names.keys().find(|other| alike(name, other) || near(other));
            if let Some(other) = other {
                return Some((name, words::caption_spelling(name, other, part)));
            }
        }
        if part != Part::Caption {
            return None;
        }
        let start = run.first()?.start;
        let place = run.iter().find(|place| is_person(caption, start, place, self.tongue))?;
        let name = &caption[place.clone()];
        self.is_absent(name).then(|| (name, words::caption_person(name)))
    }

    /// Whether a person of a caption may be one of the text that is spelled a little otherwise.
    /// Of two names in one text that would not be enough: two people may have them.
    fn is_near(&self, name: &str, other: &str) -> bool {
        let (own, others) = (parts(name), parts(other));
        let things = own.iter().chain(&others).any(|part| is_of_no_person(part));
        if things || own.len() < 2 || own.len() != others.len() {
            return false;
        }
        let last = own.len() - 1;
        if own[1..] == others[1..] {
            // “Wally Pruitt” and “Walter Pruitt”, unless he is called Wally once.
            let (first, second) = (own[0], others[0]);
            let letters = first.chars().count().min(second.chars().count());
            (is_given(first) || is_given(second))
                && own[last].chars().count() >= 3
                && !self.story.has(first)
                && (same_called(first, second) || letters >= 4 && one_slip(first, second))
        } else {
            let (end, other_end) = (own[last], others[last]);
            own[..last] == others[..last]
                && end.chars().count().min(other_end.chars().count()) >= 4
                && one_slip(end, other_end)
                // “Mehmet Aslans Mutter”: a German name owns so.
                && (self.tongue == Tongue::English || end.strip_suffix('s') != Some(other_end))
                && (is_given(own[0]) || self.story.calls(other_end))
        }
    }

    /// Whether the text has not even the last part of a name, or has it as another person's.
    fn is_absent(&self, name: &str) -> bool {
        let parts = parts(name);
        let (first, surname) = (parts[0], parts[parts.len() - 1]);
        let last = bare(surname);
        if last.is_empty() {
            return false;
        }
        let another = |other: &String| {
            let mut words = other.split(' ').rev();
            words.next() == Some(surname) && words.next().is_some_and(is_given)
        };
        !self.story.bare.contains(&last)
            || is_given(first) && !self.story.has(first) && self.story.names.keys().any(another)
    }
}

/// Whether a name of a caption is a person's, as far as its words tell: two or three of them,
/// none of a place, not behind “in” or “at”, and something is said of them. `start` is where all
/// the words with a capital begin.
fn is_person(caption: &str, start: usize, place: &Range<usize>, tongue: Tongue) -> bool {
    let name = &caption[place.clone()];
    let parts = parts(name);
    if !(2..=3).contains(&parts.len())
        || parts.iter().any(|part| is_of_no_person(part) || part.chars().count() < 2)
        || is_title(parts[0])
    {
        return false;
    }
    let month = |word: &str| MONTHS.contains(&word);
    if parts.iter().any(|part| month(part) || part.chars().all(char::is_uppercase)) {
        return false;
    }
    let given = is_given(parts[0]);
    let first = caption[start..].split(' ').next().unwrap_or_default();
    let sentence = begins(caption, start);
    // “Dieser Fluss”, “In Salinas Valley”.
    let small = sentence
        && (is_before_nouns(first, tongue) || is_before_places(first, tongue))
        && !is_given(first);
    if small && (place.start == start || is_before_places(first, tongue) && !given) {
        return false;
    }
    let before = before_of(caption, start);
    if is_before_places(before, tongue) && !(given && tongue == Tongue::German) {
        return false;
    }
    let after = &caption[place.end..];
    let mut behind = after.split_whitespace();
    let acts = after.starts_with(", ")
        || after.starts_with("’s")
        || after.starts_with(" (")
        || after.trim_start().starts_with(|letter: char| letter.is_lowercase());
    let ends = after.is_empty() || after.starts_with(['.', ';', '!', '?', ':']);
    // Each noun of a German sentence looks like a name.
    let told = given
        || says(before)
        || is_title(before_of(caption, place.start))
        || after.starts_with(' ') && behind.next().is_some_and(says) && !is_of_noun(parts[0]);
    match tongue {
        Tongue::German => told && (acts || ends),
        _ => acts || ends && told,
    }
}

/// Whether a German word ends as one does that belongs to a noun: “Kleine”, “Grüner”.
fn is_of_noun(word: &str) -> bool {
    ["e", "em", "en", "er", "es"].iter().any(|end| word.ends_with(end))
}

const MONTHS: [&str; 19] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_captions() {
        use Tongue::{English, French, German, Spanish};
        for (caption, name, tongue, person, why) in [
            (
                "Marta Szczepańska says the hall is empty.",
                "Marta Szczepańska",
                English,
                true,
                "she says",
            ),
            (
                "Chairs in Salinas Valley State Prison.",
                "Salinas Valley State Prison",
                English,
                false,
                "a place",
            ),
            ("A train near Mary Jane station", "Mary Jane", English, false, "behind “near”"),
            ("The Orrin Record building", "The Orrin Record", English, false, "an article"),
            ("Ana Li, left, and others.", "Ana Li", English, true, "from left"),
            ("Tight rings, says Priscilla Vance.", "Priscilla Vance", English, true, "she says"),
            ("Tight rings, says Sokha Prum.", "Sokha Prum", English, true, "so does he"),
            ("Chan Sovann and Priscilla Vance.", "Priscilla Vance", English, true, "the last one"),
            ("The lot of the Harbor Ledger.", "Harbor Ledger", English, false, "a thing"),
            ("A map of Google Docs.", "Google Docs", English, false, "a thing"),
            (
                "The page with Google Docs.",
                "Google Docs",
                English,
                false,
                "nobody is called Google",
            ),
            ("Manche Briefe kamen doppelt.", "Manche Briefe", German, false, "a noun"),
            ("Kleine Jacken, große Haken.", "Kleine Jacken", German, false, "a noun"),
            ("Nur dieser Fluss, Dieser Fluss, elf Meter.", "Dieser Fluss", German, false, "a noun"),
            (
                "Der Flur der Kita Sonnenblume am Montag.",
                "Kita Sonnenblume",
                German,
                false,
                "a thing",
            ),
            ("Sabine Krüger vermisst den Aal.", "Sabine Krüger", German, true, "a person"),
            ("Den Aal misst der Student Klaus Weber.", "Klaus Weber", German, true, "a person"),
            ("Neslihan Acar sagt nichts.", "Neslihan Acar", German, true, "she says"),
            ("Kleine Parteien sagte niemand.", "Kleine Parteien", German, false, "a noun"),
            ("Cette Mairie, fermée.", "Cette Mairie", French, false, "a noun"),
            ("Los Vecinos, en la plaza.", "Los Vecinos", Spanish, false, "a noun"),
        ] {
            let run = runs(caption)
                .into_iter()
                .find(|run| run.iter().any(|place| &caption[place.clone()] == name));
            let run = run.expect(why);
            let is = run.iter().any(|place| is_person(caption, run[0].start, place, tongue));
            assert_eq!(is, person, "{why}: {caption}");
        }
    }
}
