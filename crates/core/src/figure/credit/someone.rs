//! Who is somebody: names, organisations and agencies, told from remarks.

use std::sync::LazyLock;

use regex::Regex;

use super::words::{AGENCIES, HANDED, HOUSE, LICENCE, NOBODY, ORGANISATIONS, REMARKS, expand};

static COURTESY: LazyLock<Regex> = LazyLock::new(|| pattern(&expand(r"(?i)^COURTESY\s+(\S.*)$")));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern")
}

/// An agency or a library, and nothing else.
pub(super) static AGENCY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^(?:(?:.{{2,40}} )?via )?(?:{AGENCIES}|{HANDED})$")));

/// An agency at the beginning, and a sign that its name ends there.
static AGENCY_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)^(?:{AGENCIES})(?:\s*[,(/|]|\s+-\s|\s+Bildfunk)")));

/// Somebody, and the agency or library of pictures that has the picture: two parts.
pub(super) static AT_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:\u{a9}\s*)?([^/,]{2,40}?)(?:\s+(?:on|from|via|auf|en|sur)\s+|\s*/\s*)",
        r"(Unsplash|Pexels|Pixabay|Flickr|iStock(?:photo)?|Shutterstock|Getty Images|Adobe Stock|",
        r"Alamy|Wikimedia Commons)$"
    ))
});

static LICENSED: LazyLock<Regex> = LazyLock::new(|| pattern(LICENCE));

/// What stands before a licence at the end of a text.
pub(super) fn before_licence(text: &str) -> Option<&str> {
    let licence = LICENSED.find(text).filter(|found| found.len() > 1 && found.start() > 0)?;
    Some(text[..licence.start()].trim())
}

fn first_word(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    first.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase()
}

/// Whether what stands behind a label can be who made a picture, and not a remark about it.
pub(super) fn is_someone(label: &str, text: &str) -> bool {
    // "Satellite image ©2025 Maxar Technologies".
    static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:19|20)\d\d,? "));
    let text = text.trim();
    let text = YEAR.find(text).map_or(text, |year| &text[year.end()..]);
    if is_nobody(text) {
        return false;
    }
    if let Some(first) = first_of_several(text).or_else(|| before_its_place(text)) {
        return is_someone(label, first);
    }
    // "Photo: courtesy of the family": the label is none of the one who gave it.
    if let Some(of) = COURTESY.captures(text).and_then(|found| found.get(1))
        && !label.contains("courtesy")
    {
        return is_someone("courtesy", of.as_str());
    }
    // "Ana Ruiz (@anaruiz)".
    if let Some((name, account)) = text.trim_end_matches([')', '.']).rsplit_once(" (@")
        && is_full_name(name)
        && !account.contains(' ')
    {
        return true;
    }
    // Who offers a picture under a licence may be called as they like.
    if let Some(name) = before_licence(text) {
        let few = (1..=6).contains(&name.split_whitespace().count());
        if few && !REMARKS.contains(&first_word(name).as_str()) {
            return true;
        }
    }
    // "Ana Ruiz. Courtesy of the artist and …": who made it comes first.
    if let Some((name, rest)) = text.split_once(". ")
        && rest.to_lowercase().starts_with("courtesy of ")
        && is_name(name)
    {
        return true;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if goes_on(text) {
        return false;
    }
    let label = label.to_lowercase();
    let courtesy = label.contains("courtesy");
    // "the School of Ocean and Earth Science and Technology at the University of Hawaii".
    let longest = if courtesy && is_organisation(text) { 20 } else { 14 };
    if words.is_empty() || words.len() > longest || !text.contains(char::is_alphabetic) {
        return false;
    }
    if AGENCY_FIRST.is_match(text) {
        return true;
    }
    let first = first_word(text);
    // "Photo credit: blmiers2": the label says what follows, however somebody is called.
    let credit = [" credit", " credits"].iter().any(|end| label.ends_with(end))
        || label.starts_with("crédit");
    if credit && words.len() <= 4 && !REMARKS.contains(&first.as_str()) {
        return true;
    }
    // "credit: modification of work by NASA".
    let made_by = |(_, name): (&str, &str)| is_name(name.trim_end_matches('.'));
    if label.contains("credit") && text.rsplit_once(" by ").is_some_and(made_by) {
        return true;
    }
    if label.contains("cedid") && words.len() <= 4 {
        return true;
    }
    if courtesy && (words.len() <= 10 || longest > 14) {
        return !matches!(first.as_str(), "to" | "and" | "in");
    }
    if AT_AGENCY.is_match(text.trim_end_matches('.')) {
        return true;
    }
    let is_address = |text: &str| {
        !text.contains(' ') && (text.starts_with('@') || text.trim_end_matches('.').contains('.'))
    };
    let named_there = text.split_once('/').is_some_and(|(name, there)| {
        let (name, there) = (name.trim(), there.trim());
        (is_name(name) && is_address(there)) || (is_address(name) && is_name(there))
    });
    if is_address(text) || named_there {
        return true;
    }
    // "the author", "author from this website": the story's byline says who.
    let author = text.to_lowercase();
    let author = author.strip_prefix("the ").unwrap_or(&author);
    if ["author", "authors"].contains(&author.split([' ', ',', '.']).next().unwrap_or_default())
        && words.len() <= 8
    {
        return true;
    }
    // "Center for Public Integrity" is no place in a picture.
    let office = matches!(first.as_str(), "center" | "centre")
        && words.len() > 2
        && matches!(words[1], "for" | "of")
        && is_upper(words[0])
        && is_upper(words[2]);
    if REMARKS.contains(&first.as_str())
        && !office
        && !(words.len() > 1 && is_upper(words[1]) && is_upper(words[0]))
    {
        return false;
    }
    if text.starts_with('\u{a9}')
        || words.iter().any(|word| AGENCY.is_match(word)) && words.len() < 4
    {
        return true;
    }
    let opens = matches!(first.as_str(), "the" | "our" | "courtesy" | "by" | "staff" | "author");
    if !opens && !starts_like_a_name(text) {
        return false;
    }
    // Names are written with capitals; so much prose is not.
    let plain = [
        "courtesy",
        "photo",
        "from",
        "with",
        "license",
        "licence",
        "family",
        "staff",
        "the",
        "author",
        "collection",
        "contributors",
        "researchers",
    ];
    let long = words.iter().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
    let long: Vec<&str> = long
        .filter(|word| word.chars().count() > 3 && !plain.contains(&word.to_lowercase().as_str()))
        .collect();
    let upper = long
        .iter()
        .filter(|word| word.chars().any(char::is_uppercase) || !word.contains(char::is_lowercase))
        .count();
    upper * 3 >= long.len() * 2 && (upper > 0 || !opens || first == "staff" || first == "author")
}

/// "left, Ana Ruiz/AP; right, Bo Lind/Reuters": who made the first of several pictures. Without a
/// house they may be those who are seen.
fn first_of_several(text: &str) -> Option<&str> {
    static PLACED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"(?i)^(?:from )?(?:(?:top|bottom|upper|lower|far|main|inset) ?)?",
            r"(?:left|right|top|bottom|above|below|cent(?:er|re)|inset|main)\s*[,:]\s+([^;]+)(?:;.*)?$"
        ))
    });
    let first = PLACED.captures(text)?.get(1)?.as_str();
    let (name, house) = first.split_once('/')?;
    is_name_and_org(name.trim(), house.trim()).then_some(first)
}

/// "Alpine Club archive, left; Ana Ruiz/Reuters, right": the first of them.
fn before_its_place(text: &str) -> Option<&str> {
    static PLACED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?i)^([^;,]+), (?:left|right|top|bottom|above|below|cent(?:er|re)|middle);.+$")
    });
    PLACED.captures(text)?.get(1).map(|first| first.as_str())
}

/// "unknown": the credit of nobody.
fn is_nobody(text: &str) -> bool {
    NOBODY.contains(&text.trim_end_matches('.').to_lowercase().as_str())
}

/// What stands behind "Photo" without a colon, as French papers have it: an agency, initials, "DR"
/// for rights that are nobody's here, a name and a house.
pub(super) fn is_placed(text: &str) -> bool {
    static INITIALS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:\p{Lu}\.[ -]?){2,4}$|^DR$"));
    let named = |(name, house): (&str, &str)| {
        let (name, house) = (name.trim(), house.trim());
        is_full_name(name) && is_name_and_org(name, house)
    };
    if matches!(&*first_word(text), "by" | "courtesy" | "credit" | "credits" | "copyright") {
        return false;
    }
    INITIALS.is_match(text)
        || (text.split_once(", ").is_some_and(|(name, house)| is_full_name(name) && is_name(house))
            && !text.contains(char::is_lowercase))
        || (AGENCY.is_match(text) && starts_like_a_name(text))
        || text.split_once('/').is_some_and(named)
}

/// "NASA/JPL-Caltech. Seen in false colours": a sentence more that is no part of a credit.
fn goes_on(text: &str) -> bool {
    static NEXT: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"[\p{L}\d]{3}[)\]]?\.\s+([\p{L}\d].*)$"));
    static OF_CREDITS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            concat!(
                r"(?i)^(?:{agencies})\b|^(?:courtesy|licen|lizenz|used|all rights|some rights|cc|via|public|",
                r"source|photo|image|map|graphic|illustration|©|http|by\b|author|autor|auteur|from\b|in the public)"
            ),
            agencies = AGENCIES
        ))
    });
    NEXT.captures(text).is_some_and(|next| {
        !OF_CREDITS.is_match(&next[1])
            && !is_organisation(&next[1])
            && !is_full_name(next[1].trim_end_matches('.'))
    })
}

/// "photo: ana ruiz", "Foto: dpa", "photo: divulgação/Tesla": names without capitals, where a
/// picture's label and a colon say so.
pub(super) fn is_lower_name(label: &str, text: &str) -> bool {
    let label = label.to_lowercase();
    if !["photo", "foto", "image", "imagem", "bild", "credit"]
        .iter()
        .any(|kind| label.starts_with(kind))
    {
        return false;
    }
    let text = text.trim_end_matches('.');
    if is_nobody(text) {
        return false;
    }
    // "koffienl, r/hottub": an account, and where.
    if let Some((account, there)) = text.split_once(", ")
        && !account.contains(' ')
        && !there.contains(' ')
        && there.contains(['/', '@', '.'])
    {
        return true;
    }
    if let Some((first, last)) = text.split_once('/') {
        return first.split_whitespace().count() == 1 && is_name(last.trim()) && !goes_on(text);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let little = |word: &&str| word.chars().count() < 3 || REMARKS.contains(word) || *word == "the";
    (1..=2).contains(&words.len())
        && !words.iter().any(little)
        && text.chars().all(|sign| sign.is_alphabetic() || matches!(sign, ' ' | '-' | '_'))
}

/// "Name/Org", and not two places, days or languages.
pub(super) fn is_name_and_org(name: &str, org: &str) -> bool {
    const PLACES: &[&str] = &[
        "Los", "San", "Santa", "New", "North", "South", "East", "West", "Fort", "Saint", "St.",
        "El", "Las", "Lake", "Mount", "Port", "Grand", "Salt",
    ];
    let parts = || [name, org].into_iter();
    let place = |part: &str| PLACES.contains(&part.split_whitespace().next().unwrap_or_default());
    let stated = parts().any(|part| AGENCY.is_match(part) || is_organisation(part));
    let party = parts().all(|part| part.ends_with("Party") || part.ends_with("County"));
    // "AP/IB courses": so much is no name.
    let prose = |word: &str| {
        word.chars().count() > 4
            && word.chars().all(char::is_lowercase)
            && !["photo", "staff", "handout", "senior"].contains(&word)
    };
    parts().all(is_name)
        && !parts().flat_map(str::split_whitespace).any(prose)
        && !party
        && (stated || (name.split_whitespace().count() > 1 && !parts().any(place)))
}

/// Somebody with first and last name: two to four words, each of them with a capital.
pub(super) fn is_full_name(text: &str) -> bool {
    const LINKS: &[&str] = &[
        "de", "da", "do", "dos", "del", "di", "van", "von", "der", "den", "la", "and", "&", "y",
        "e",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=5).contains(&words.len())
        && is_name(text)
        && words.iter().all(|word| is_upper(word) || LINKS.contains(word))
        && text.chars().all(|sign| sign.is_alphabetic() || " .-’'&".contains(sign))
}

/// Creator and source of a credit.
pub(super) fn maker(credit: &str) -> (Option<String>, Option<String>) {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)^(?:by\s+|(\u{a9}|\(c\))\s*(?:(?:photo|foto)s?\s+)?(?:\d{4}(?:[-–]\d{2,4})?,?\s+)?)",
        )
    });
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"^(.*?)\s*(?:/|,\s+|\s+for\s+|\s+via\s+|\s+\|\s+)\s*(.+)$"));
    static FROM_FILE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"(?i)^({AGENCIES})(?: Photo)?\s*/\s*([^/,]+?)(?:(?:, |/)file(?: photo)?)?$"
        ))
    });
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"^(.+?) (?i:photo|image|graphic|illustration|video)s? (?i:by|courtesy of) (.+)$")
    });
    let before = BEFORE.captures(credit);
    let marked = before.as_ref().is_some_and(|found| found.get(1).is_some());
    let text = &credit[before.map_or(0, |found| found[0].len())..];
    let told = |creator: &str, source: &str| {
        (Some(creator.trim().to_owned()), Some(source.trim().to_owned()))
    };
    if let Some(parts) = FROM_FILE.captures(text)
        && is_name(&parts[2])
        && !is_house(&parts[2])
    {
        return told(&parts[2], &parts[1]);
    }
    if let Some(parts) = OFFICE.captures(text)
        && is_name(&parts[1])
        && is_name(&parts[2])
    {
        return told(&parts[2], &parts[1]);
    }
    if let Some(parts) = AT_AGENCY.captures(text)
        && !is_organisation(&parts[1])
    {
        return told(&parts[1], &parts[2]);
    }
    // "picture alliance / dpa / Ada Kern", "Capitol News Illinois/Ana Ruiz": houses, and somebody.
    if let Some(at) = text.rfind(['/', '|'])
        && let (houses, name) = (&text[..at], text[at + 1..].trim())
        && is_full_name(name)
        && !is_house(name)
        && (houses.split(['/', '|']).all(|house| is_house(house.trim()))
            || (marked && !houses.trim().contains([' ', '/', '|'])))
    {
        return told(name, houses);
    }
    if let Some(parts) = PARTS.captures(text) {
        let (first, second) = (&parts[1], &parts[2]);
        if is_house(first) {
            if is_full_name(second) && !is_house(second) {
                return told(second, first);
            }
        } else if is_name(first) && (is_name(second) || AGENCY.is_match(second)) {
            return told(first, second);
        }
    }
    let person = !is_house(text)
        && !text.contains(['/', ','])
        && match text.split_whitespace().count() {
            2..=3 => is_name(text) && !text.to_lowercase().starts_with("the "),
            4..=5 if text.split_whitespace().all(is_upper) => is_full_name(text),
            _ => are_two_people(text),
        };
    let text = Some(text.to_owned());
    if person { (text, None) } else { (None, text) }
}

/// "Ana Ruiz and Bo Lind".
fn are_two_people(text: &str) -> bool {
    [" and ", " & ", " und ", " et ", " y ", " e "].iter().any(|and| {
        text.split_once(and).is_some_and(|(first, second)| {
            [first, second].into_iter().all(|name| is_full_name(name) && !is_house(name))
        })
    })
}

/// Whether a name is that of an agency, an office or a newsroom.
pub(super) fn is_house(text: &str) -> bool {
    static HOUSES: LazyLock<Regex> = LazyLock::new(|| pattern(HOUSE));
    AGENCY.is_match(text) || is_organisation(text) || HOUSES.is_match(text)
}

/// Whether a word of it, or its spelling, says that it is no person.
pub(super) fn is_organisation(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| pattern(ORGANISATIONS));
    static CALL_SIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[A-Z]{2,6}(?:\s|$)"));
    WORDS.is_match(text) || CALL_SIGN.is_match(text)
}

/// Whether it is called like a newspaper.
pub(super) fn is_press(text: &str) -> bool {
    static PRESS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?i)\b(?:news|times|post|tribune|herald|chronicle|gazette|observer|standard|nation|telegraph|guardian|record|sentinel|examiner|dispatch|inquirer)$",
        )
    });
    PRESS.is_match(text)
}

/// One to six words that begin with a capital and end like a name, not like a sentence or a date.
pub(super) fn is_name(text: &str) -> bool {
    static ABBREVIATED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?:Jr|Sr|Inc|Co|Dept)\.$"));
    (1..=6).contains(&text.split_whitespace().count())
        && (!text.ends_with(['.', ';', '!', '?']) || ABBREVIATED.is_match(text))
        && starts_like_a_name(text)
}

pub(super) fn starts_like_a_name(text: &str) -> bool {
    let first = text.split(|sign: char| !sign.is_alphanumeric()).next().unwrap_or_default();
    // "iStock", "rePhlow": a capital within the word.
    first.chars().any(|sign| sign.is_alphabetic() && !sign.is_lowercase())
        && text.starts_with(char::is_alphabetic)
}

pub(super) fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
