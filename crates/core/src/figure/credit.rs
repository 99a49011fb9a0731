//! Taking apart a line in which description and credit were run together, as older posts have it
//! in their alternative text: "A full gallery (Photo: Ana Ruiz/CityWire)".
//!
//! The first rule that fits decides:
//!
//! 1. the last bracket, when it holds "Photo by …", "Label: …", "Photo/Name", "Name/Org", "© …",
//!    "by … on" an agency or a known agency, closed or not;
//! 2. a dash or full stop, then "Label: …" with its colon, or "Photo by …";
//! 3. "AP Photo/Name", "REUTERS/Name" or "© Name" at the end;
//! 4. otherwise there is no credit, and the line is the description.
//!
//! What stands behind a label must look like somebody's name, too: "(Map: where the fires burned)"
//! is no credit, and neither is "(Los Angeles/San Francisco)".
//!
//! What comes of it is a suggestion: below [`Confidence::High`] a person must look at it. It is
//! meant for one line about one picture, never for running text.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// A line taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreditLine {
    /// What the picture shows.
    pub description: String,
    /// What the credit is for, with a capital: "Photo", "Graphic".
    pub label: Option<String>,
    /// The credit as it is to be printed, without its label.
    pub credit: Option<String>,
    /// Who made it, as far as the credit tells.
    pub creator: Option<String>,
    /// For whom, or where it came from.
    pub source: Option<String>,
    /// What decided.
    pub rule: Rule,
    /// How sure this is.
    pub confidence: Confidence,
}

/// The rule that found a credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// "(Photo by …)", "(Photo courtesy of …)".
    BracketBy,
    /// "(Photo: …)".
    BracketLabel,
    /// "(Name/Org)".
    BracketNameOrg,
    /// "(iStock)".
    BracketAgency,
    /// " - Photo: …".
    DashLabel,
    /// ". Photo by …".
    DashBy,
    /// "AP Photo/…", "© …".
    AgencySlash,
    /// No credit was found.
    None,
}

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Confidence {
    /// The line names its credit.
    High,
    /// It looks like one: ask.
    Medium,
    /// There is none.
    None,
}

impl Confidence {
    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Confidence::High => "high",
            Confidence::Medium => "medium",
            Confidence::None => "none",
        }
    }
}

/// Takes a line apart.
pub fn split(line: &str) -> CreditLine {
    let line = normal(line);
    let found = match bracket(&line) {
        Some(found) => found,
        None => behind_a_dash(&line),
    };
    found.unwrap_or(CreditLine {
        description: line,
        label: None,
        credit: None,
        creator: None,
        source: None,
        rule: Rule::None,
        confidence: Confidence::None,
    })
}

const LABEL: &str = r"(?:photo|image|picture|graphic|illustration|art|video|map|chart)s?(?: |/)(?:credits?|source|courtesy(?: of)?)|photos?|photograph(?:y|er)?|foto(?:s|graf(?:ie|ía))?|pic(?:ture)?|images?|graphics?|infographic|illustrations?|illustrator|art(?:work)?|drawing|cartoon|map|chart|video|screenshot|screen ?grab|courtesy(?: of)?|credits?|source|via|file photo|handout|still|bild|grafik|karte|quelle|crédits?(?: photo)?|crédito|imagen|fuente|gráfico|mapa";
const BY: &str = r"(?:photo|image|picture|graphic|illustration|video|map|screenshot)s?,? (?:is |provided )?courtesy(?: of)?|(?:photo(?:graph)?|image|picture|graphic|illustration|drawing|artwork|art|video|map)s? (?:taken |provided |made )?by|foto(?:s)? (?:von|de)|credit to|courtesy(?: of)?";

fn rule(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("LABEL", LABEL).replace("BY", BY)).expect("a fixed pattern")
}

/// The line's last bracket. `None`: there is none; `Some(None)`: it belongs to the description.
fn bracket(line: &str) -> Option<Option<CreditLine>> {
    static LAST: LazyLock<Regex> =
        LazyLock::new(|| rule(r#"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*[.,;"”]*$"#));
    static UNCLOSED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(.+?)\s*[(\[](LABEL)\s*:\s*([^()\[\]]+)$"));
    let Some(found) = LAST.captures(line) else {
        if let Some(inside) = super::credit_bracket(line).filter(|inside| inside.start > 1) {
            // A credit with brackets of its own: "(Photo: Ana Ruiz (AP))".
            return Some(in_bracket(&line[..inside.start - 1], &line[inside]));
        }
        let found = UNCLOSED.captures(line)?;
        let whole = format!("{}: {}", &found[2], &found[3]);
        return Some(in_bracket(&found[1], &whole));
    };
    Some(in_bracket(&found[1], found[2].trim()))
}

fn in_bracket(description: &str, inside: &str) -> Option<CreditLine> {
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(BY)\s*:?\s+(.+)$"));
    static LABELLED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(LABEL)(\s*:\s*|\s+[\-\u{2013}|]\s+|\s*\u{2014}\s*)(.+)$"));
    static SLASHED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(photos?|foto|image|graphic|illustration)\s*/\s*(.+)$"));
    static RIGHTS: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^\u{a9}\s*\p{L}.*$|^\u{a9}\s*\d{4}.*\p{L}.*$"));
    if !description.contains(char::is_alphabetic) {
        return None;
    }
    if let Some(by) = BY_SOMEONE.captures(inside)
        && is_someone(&by[1], &by[2])
    {
        return Some(credited(description, Some(first_word(&by[1])), &by[2], Rule::BracketBy));
    }
    if let Some(label) = LABELLED.captures(inside)
        && (is_someone(&label[1], &label[3])
            || (label[2].contains(':') && is_lower_name(&label[1], &label[3])))
    {
        return Some(credited(description, Some(&label[1]), &label[3], Rule::BracketLabel));
    }
    if let Some(label) = SLASHED.captures(inside)
        && is_someone(&label[1], &label[2])
    {
        return Some(credited(description, Some(&label[1]), &label[2], Rule::BracketLabel));
    }
    if let Some((name, org)) = inside.split_once('/')
        && is_name_and_org(name.trim(), org.trim())
    {
        return Some(credited(description, None, inside, Rule::BracketNameOrg));
    }
    if AGENCY.is_match(inside) || RIGHTS.is_match(inside) {
        return Some(credited(description, None, inside, Rule::BracketAgency));
    }
    if let Some(credit) = inside.strip_prefix("by ").filter(|credit| AT_AGENCY.is_match(credit)) {
        return Some(credited(description, None, credit, Rule::BracketBy));
    }
    None
}

fn behind_a_dash(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(.*?)(?:\s+[\-\u{2013}\u{2014}|]\s+|[.!?]\s+)(LABEL)\s*:\s*([^:]+)$")
    });
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(.*?)(?:\s+[\-\u{2013}\u{2014}|]\s+|[.!?]\s+|,\s+)(BY)\s*:?\s+(.+)$")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(.*?)\s+((?:AP|AFP|Reuters|Getty Images)\s+Photo/.+",
            r"|(?:AFP|EPA|Reuters|REUTERS)/\p{Lu}[^/]+|\u{a9}\s*.+)$"
        ))
    });
    let known = |found: &regex::Captures<'_>| found[1].contains(char::is_alphabetic);
    if let Some(found) = LABELLED.captures(line).filter(known)
        && is_someone(&found[2], &found[3])
    {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(&found[2]), credit, Rule::DashLabel));
    }
    if let Some(found) = BY_SOMEONE.captures(line).filter(known)
        && is_someone(&found[2], &found[3])
    {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(first_word(&found[2])), credit, Rule::DashBy));
    }
    let found = RIGHTS.captures(line).filter(known)?;
    Some(credited(&found[1], None, &found[2], Rule::AgencySlash))
}

static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"(?i)^(?:(?:.{2,40} )?via )?(?:iStock(?:photo)?|Getty(?: Images)?|Shutterstock|Unsplash|Pexels|Pixabay|Alamy|",
        r"Adobe Stock|Dreamstime|Depositphotos|Bigstock|Canva|Flickr|Wikimedia(?: Commons)?|Creative Commons|",
        r"Library of Congress|Associated Press|AP|AFP|EPA|Reuters|AP Photo|File Photo|Courtesy Photo|Stock Photo)$"
    ))
});

/// Somebody, and the agency or library of pictures that has the picture: two parts.
static AT_AGENCY: LazyLock<Regex> = LazyLock::new(|| {
    rule(concat!(
        r"^(?:\u{a9}\s*)?([^/,]{2,40}?)(?:\s+(?:on|from)\s+|\s*/\s*)",
        r"(Unsplash|Pexels|Pixabay|Flickr|iStock(?:photo)?|Shutterstock|Getty Images|Adobe Stock|",
        r"Alamy|Wikimedia Commons)$"
    ))
});

/// Words that begin a remark and no name.
const REMARKS: &[&str] = &[
    "a", "an", "above", "after", "all", "at", "before", "below", "bottom", "center", "click",
    "four", "from", "how", "in", "inset", "left", "me", "my", "of", "on", "read", "right", "see",
    "taken", "that", "these", "this", "three", "top", "two", "watch", "what", "when", "where",
    "who", "why",
];

/// Whether what stands behind a label can be who made a picture, and not a remark about it.
fn is_someone(label: &str, text: &str) -> bool {
    let text = text.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || words.len() > 14 || !text.contains(char::is_alphabetic) {
        return false;
    }
    let courtesy = label.to_lowercase().contains("courtesy");
    let first = words[0].trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    if courtesy && words.len() <= 10 {
        return !matches!(first.as_str(), "to" | "and" | "in");
    }
    let address = words.len() == 1 && (text.starts_with('@') || text.contains('.'));
    if address {
        return true;
    }
    if REMARKS.contains(&first.as_str())
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

/// "photo: ana ruiz": a name without capitals, where a photo's label and a colon say so.
fn is_lower_name(label: &str, text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let little = |word: &&str| word.chars().count() < 3 || REMARKS.contains(word) || *word == "the";
    label.to_lowercase().starts_with("photo")
        && words.len() == 2
        && !words.iter().any(little)
        && text.chars().all(|sign| sign.is_alphabetic() || sign == ' ' || sign == '-')
}

/// "Name/Org", and not two places, days or languages.
fn is_name_and_org(name: &str, org: &str) -> bool {
    const PLACES: &[&str] = &[
        "Los", "San", "Santa", "New", "North", "South", "East", "West", "Fort", "Saint", "St.",
        "El", "Las", "Lake", "Mount", "Port", "Grand", "Salt",
    ];
    let parts = || [name, org].into_iter();
    let place = |part: &str| PLACES.contains(&part.split_whitespace().next().unwrap_or_default());
    let stated = parts().any(|part| AGENCY.is_match(part) || is_organisation(part));
    let party = parts().all(|part| part.ends_with("Party") || part.ends_with("County"));
    parts().all(is_name)
        && !party
        && (stated || (name.split_whitespace().count() > 1 && !parts().any(place)))
}

fn is_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn credited(description: &str, label: Option<&str>, credit: &str, rule: Rule) -> CreditLine {
    let loose = [' ', ',', ';', '-', '\u{2013}', '\u{2014}'];
    let (creator, source) = maker(credit.trim());
    let sure = label.is_some();
    CreditLine {
        description: description.trim_end_matches(loose).trim().to_owned(),
        label: label.map(kind).filter(|label| !label.is_empty()),
        credit: Some(credit.trim().to_owned()),
        creator,
        source,
        rule,
        confidence: if sure { Confidence::High } else { Confidence::Medium },
    }
}

/// Creator and source of a credit.
fn maker(credit: &str) -> (Option<String>, Option<String>) {
    static BY_WORD: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^by\s+"));
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.*?)\s*(?:/|,\s+|\s+for\s+|\s+via\s+|\s+\|\s+)\s*(.+)$"));
    static AGENCY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"^(AP|AFP|EPA|Reuters|REUTERS|Getty Images|iStock|Shutterstock|Alamy)(?: Photo)?\s*/\s*([^/,]+)(?:, [Ff]ile)?$",
        )
    });
    let text = BY_WORD.replace(credit, "");
    if let Some(parts) = AGENCY_FIRST.captures(&text)
        && is_name(&parts[2])
        && !is_organisation(&parts[2])
    {
        return (Some(parts[2].to_owned()), Some(parts[1].to_owned()));
    }
    if let Some(parts) = AT_AGENCY.captures(&text)
        && !is_organisation(&parts[1])
    {
        return (Some(parts[1].to_owned()), Some(parts[2].to_owned()));
    }
    if let Some(parts) = PARTS.captures(&text)
        && is_name(&parts[1])
        && is_name(&parts[2])
    {
        return (Some(parts[1].to_owned()), Some(parts[2].to_owned()));
    }
    let words = text.split_whitespace().count();
    let person = !is_organisation(&text)
        && (2..=3).contains(&words)
        && is_name(&text)
        && !text.to_lowercase().starts_with("the ");
    if person { (Some(text.into_owned()), None) } else { (None, Some(text.into_owned())) }
}

/// Whether a word of it, or its spelling, says that it is no person.
fn is_organisation(text: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)\b(?:news|press|wire|media|images?|stock|istock|getty|shutterstock|unsplash|pexels|ap|afp|",
            r"reuters|zuma|tv|radio|times|post|journal|tribune|project|matters|foundation|department|office|",
            r"dept|cdcr|archives?|library|collection|university|agency|creative commons|wikimedia|flickr|adobe|",
            r"record|guardian|herald|chronicle|gazette|observer|magazine|institute|association|museum|network|",
            r"coalition|alliance)\b"
        ))
    });
    static CALL_SIGN: LazyLock<Regex> = LazyLock::new(|| rule(r"^[A-Z]{2,6}(?:\s|$)"));
    WORDS.is_match(text) || CALL_SIGN.is_match(text)
}

/// One to six words that begin with a capital and end like a name, not like a sentence or a date.
fn is_name(text: &str) -> bool {
    static ABBREVIATED: LazyLock<Regex> = LazyLock::new(|| rule(r"\b(?:Jr|Sr|Inc|Co|Dept)\.$"));
    (1..=6).contains(&text.split_whitespace().count())
        && (!text.ends_with(['.', ';', '!', '?']) || ABBREVIATED.is_match(text))
        && starts_like_a_name(text)
}

fn starts_like_a_name(text: &str) -> bool {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some('i'), Some(second)) => second.is_ascii_uppercase(),
        (Some(first), _) => {
            first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase())
        }
        _ => false,
    }
}

fn normal(line: &str) -> String {
    let line: String = line.nfc().filter(|&sign| sign != '\u{200b}').collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first_word(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// "photo credit" is a photo's, "images" are an image's kind.
fn kind(label: &str) -> String {
    static CREDIT_OF: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(\w+?)s?(?: |/)(?:credits?|source|courtesy(?: of)?)$"));
    match CREDIT_OF.captures(label) {
        Some(found) => titled(&found[1]),
        None => titled(label),
    }
}

fn titled(label: &str) -> String {
    label
        .split_whitespace()
        .map(|word| super::capitalised(&word.to_lowercase()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
