//! People and organisations of captions and credits, beside the text.

use super::{NAME, Names, alike, bare, names_of, parts, text_names};
use crate::check::pictures::uses;
use crate::check::{Copy, Draft, Part, Rule, words};
use crate::figure::{self, credit};

pub(super) fn check(copy: &mut Copy<'_>) {
    let names = text_names(copy);
    let text = whole_text(copy);
    let bare_text = bare(&text);
    let mut drafts = Vec::new();
    for one in uses(copy) {
        let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
        // Who made the picture is nobody whom it shows.
        let caption = credit::without_credit(&figure::plain(&one.caption));
        let credit = figure::plain(&one.credit);
        for (words_of, part) in
            [(&caption, Part::Caption), (&credit, Part::Credit), (&one.alt, Part::Alt)]
        {
            let mut told = Names::new();
            names_of(words_of, Some(0), &mut told);
            // The first name of a caption counts: it is about somebody.
            for found in NAME
                .find_iter(words_of)
                .filter(|found| found.start() == 0 || words_of[..found.start()].ends_with('/'))
            {
                told.entry(found.as_str().to_owned()).or_insert(None);
            }
            for name in told.keys() {
                let other =
                    names.keys().find(|other| alike(name, other) && !text.contains(name.as_str()));
                let message = match other {
                    Some(other) => words::caption_spelling(name, other, part),
                    None if part == Part::Caption
                        && is_person(words_of, name)
                        && is_absent(&bare_text, name) =>
                    {
                        words::caption_person(name)
                    }
                    None => continue,
                };
                let draft = Draft::new(Rule::I10, one.field(part), message).about(name.as_str());
                drafts.push(match &span {
                    Some(span) => draft.at(span.clone()),
                    None => draft,
                });
            }
        }
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

fn whole_text(copy: &Copy<'_>) -> String {
    let mut text = format!("{}\n{}", copy.story.title, copy.story.dek);
    for block in &copy.prose.blocks {
        text.push('\n');
        text.push_str(&block.text);
    }
    text
}

/// Words that stand in names of places, offices and things, not of people.
const NO_PERSON: [&str; 74] = [
    "Academy",
    "Agency",
    "Airport",
    "Alley",
    "Army",
    "Association",
    "Avenue",
    "Bank",
    "Bay",
    "Beach",
    "Board",
    "Boulevard",
    "Bridge",
    "Building",
    "Bureau",
    "Capitol",
    "Center",
    "Centre",
    "Church",
    "City",
    "Clinic",
    "College",
    "Commission",
    "Committee",
    "Company",
    "Congress",
    "Council",
    "County",
    "Court",
    "Courthouse",
    "Creek",
    "Department",
    "District",
    "East",
    "Facility",
    "Federal",
    "Fire",
    "Foundation",
    "Garden",
    "Hall",
    "High",
    "Hospital",
    "House",
    "Institute",
    "Island",
    "Jail",
    "Justice",
    "Lake",
    "Library",
    "Market",
    "Mount",
    "Museum",
    "National",
    "New",
    "North",
    "Office",
    "Park",
    "Plaza",
    "Police",
    "Prison",
    "River",
    "Road",
    "San",
    "Santa",
    "School",
    "Senate",
    "South",
    "Square",
    "State",
    "Station",
    "Street",
    "United",
    "University",
    "West",
];

/// Whether a name of a caption is a person's, as far as its words tell: two or three of them,
/// none of a place, not behind “in” or “at”, and something is said of them.
fn is_person(caption: &str, name: &str) -> bool {
    let parts = parts(name);
    if !(2..=3).contains(&parts.len())
        || parts.iter().any(|part| NO_PERSON.contains(part) || part.chars().count() < 2)
    {
        return false;
    }
    let month = |word: &str| MONTHS.contains(&word);
    if parts.iter().any(|part| month(part) || part.chars().all(char::is_uppercase))
        || parts[0] == "The"
    {
        return false;
    }
    let Some(at) = caption.find(name) else { return false };
    let before = caption[..at].split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let place = [
        "in", "at", "near", "outside", "inside", "of", "from", "on", "the", "to", "behind",
        "across", "around", "through",
    ];
    let after = &caption[at + name.len()..];
    let acts = after.starts_with(", ")
        || after.starts_with("’s")
        || after.starts_with(" (")
        || after.trim_start().starts_with(|letter: char| letter.is_lowercase());
    !place.contains(&before.as_str()) && acts
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

/// Whether the text has not even the last part of a name.
fn is_absent(bare_text: &str, name: &str) -> bool {
    let last = parts(name).last().map(|part| bare(part)).unwrap_or_default();
    !last.is_empty() && !bare_text.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_captions() {
        for (caption, name, person, why) in [
            ("Marta Szczepańska says the hall is empty.", "Marta Szczepańska", true, "she says"),
            (
                "Chairs in Salinas Valley State Prison.",
                "Salinas Valley State Prison",
                false,
                "a place",
            ),
            ("A train near Mary Jane station", "Mary Jane", false, "behind “near”"),
            ("The Orrin Record building", "The Orrin Record", false, "an article"),
            ("Ana Li, left, and others.", "Ana Li", true, "from left"),
        ] {
            assert_eq!(is_person(caption, name), person, "{why}");
        }
    }
}
