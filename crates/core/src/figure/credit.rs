//! Taking apart a line in which description and credit were run together, as older posts have it
//! in their alternative text: "A full gallery (Photo: Ana Ruiz/CityWire)".
//!
//! The first rule that fits decides:
//!
//! 1. the last bracket, when it holds "Photo by …", "Label: …", "Photo/Name", "Name/Org", "© …",
//!    "by … on" an agency or a known agency, closed or not;
//! 2. a dash, stroke or full stop, then "Label: …" with its colon, or "Photo by …";
//! 3. "AP Photo/Name", "REUTERS/Name" or "© Name" at the end, and what can be nothing else behind
//!    a full stop or a dash: "Name/NewsWire", "Name via Getty Images", "Getty Images", "Photo AFP";
//! 4. the only bracket with a label in the midst of a line;
//! 5. a label with its name, or "© Name", before the description;
//! 6. otherwise there is no credit, and the line is the description.
//!
//! What stands behind a label must look like somebody's name, too: "(Map: where the fires burned)"
//! is no credit, and neither is "(Los Angeles/San Francisco)".
//!
//! What comes of it is a suggestion: below [`Confidence::High`] a person must look at it. It is
//! meant for one line about one picture, never for running text.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use bracket::{bracket, inner_bracket, with_bracket};
use label::is_office;
use sentence::behind_a_dash;
use someone::{AGENCY, is_full_name, is_lower_name, is_someone, maker};

mod bracket;
mod label;
mod leading;
mod markup;
mod sentence;
mod someone;
mod words;

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

/// Takes a line apart. Links of Markdown are read as their words, and stand in what comes of it;
/// other markup goes where it would be torn apart.
pub fn split(line: &str) -> CreditLine {
    let line = normal(line);
    let found = split_linked(&line);
    let plain = markup::unmarked(&line);
    if plain == line { found } else { markup::whole(found, split_linked(&plain)) }
}

/// Whether a line is a credit and nothing else: "Photo: Ana Ruiz for The Record".
pub fn is_credit(line: &str) -> bool {
    is_only_credit(&markup::unmarked(&normal(line)))
}

/// What a caption says besides its credit.
pub fn without_credit(caption: &str) -> String {
    match is_credit(caption) {
        true => String::new(),
        false => split(caption).description,
    }
}

fn split_linked(line: &str) -> CreditLine {
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| rule(r"\[([^\[\]]+)\]\((?:https?:|mailto:|/)[^\s()]*\)"));
    if !LINK.is_match(line) {
        return split_plain(line);
    }
    if let Some(found) = from_linked_page(line) {
        return found;
    }
    // A colon within a link's words ends no label.
    let words = |link: &Captures<'_>| link[1].replace(':', COLON_OF_A_LINK);
    let links: Vec<(String, String)> =
        LINK.captures_iter(line).map(|link| (words(&link), link[0].to_owned())).collect();
    let found = split_plain(&LINK.replace_all(line, words));
    if found.credit.is_none() {
        return CreditLine { description: line.to_owned(), ..found };
    }
    // The words of a link are looked for from the end: a credit stands behind a description.
    let mut credit = found.credit.clone().unwrap_or_default();
    let mut description = found.description.clone();
    let (mut credit_end, mut description_end) = (credit.len(), description.len());
    for (words, link) in links.iter().rev() {
        // The stop of a linked initial was taken for that of the sentence.
        let unstopped = words.strip_suffix('.').filter(|open| credit.ends_with(open));
        let words = match credit[..credit_end].rfind(words.as_str()) {
            None if credit_end == credit.len() => unstopped.unwrap_or(words),
            _ => words,
        };
        if let Some(at) = credit[..credit_end].rfind(words) {
            credit.replace_range(at..at + words.len(), link);
            credit_end = at;
        } else if let Some(at) = description[..description_end].rfind(words) {
            description.replace_range(at..at + words.len(), link);
            description_end = at;
        } else {
            // A link that goes from one into the other: a person must look.
            return CreditLine { description: line.to_owned(), ..nothing() };
        }
    }
    let told = |name: Option<String>| name.map(|name| name.replace(COLON_OF_A_LINK, ":"));
    let (creator, source) = (told(found.creator), told(found.source));
    CreditLine { description, credit: Some(credit), creator, source, ..found }
}

/// What stands for a colon within the words of a link: no text has it (Unicode, private use).
const COLON_OF_A_LINK: &str = "\u{e000}";

/// "… Image via [The City Archives](https://…)": a picture that is on a page is that page's.
fn from_linked_page(line: &str) -> Option<CreditLine> {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.*[.!?][\u{201d}\x22’»]*)\s+(KIND) (?:via|from) (\[[^\[\]]+\]\(https?://[^\s()]+\))\.?$",
        )
    });
    let found = FROM.captures(line)?;
    let mut read = credited(&found[1], Some(&found[2]), &found[3], Rule::DashBy);
    read.confidence = Confidence::Medium;
    Some(read)
}

fn nothing() -> CreditLine {
    CreditLine {
        description: String::new(),
        label: None,
        credit: None,
        creator: None,
        source: None,
        rule: Rule::None,
        confidence: Confidence::None,
    }
}

fn split_plain(line: &str) -> CreditLine {
    let (told, address) = without_address(line);
    // A bracket that was never opened.
    let told = match told.strip_suffix(')') {
        Some(open) if told.matches(')').count() > told.matches('(').count() => open,
        _ => told,
    };
    let found = if is_office(told) { None } else { credit_of(told) };
    // A line of nothing but a credit describes nothing, whatever of it looks like a description.
    let found = found.filter(|found| !is_only_credit(&found.description));
    let found = found.map(|found| with_the_one_before(told, found)).map(|found| match address {
        Some(address) => {
            let stop = if told.ends_with('.') { "." } else { "" };
            let whole =
                |credit: String| format!("{}{stop} {address}", credit.trim_end_matches('.'));
            CreditLine { credit: found.credit.map(whole), ..found }
        }
        None => found,
    });
    found.unwrap_or(CreditLine { description: line.to_owned(), ..nothing() })
}

/// A bracket that holds an address and nothing else belongs to the credit before it.
fn without_address(line: &str) -> (&str, Option<&str>) {
    static ADDRESS: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.*\S)\s+(\(https?://[^\s()]+\))\.?$"));
    match ADDRESS.captures(line) {
        Some(found) => {
            (found.get(1).map_or(line, |told| told.as_str()), found.get(2).map(|one| one.as_str()))
        }
        None => (line, None),
    }
}

fn credit_of(line: &str) -> Option<CreditLine> {
    with_bracket(line)
        .or_else(|| bracket(line).unwrap_or_else(|| behind_a_dash(line)))
        .or_else(|| inner_bracket(line))
        .or_else(|| leading::leading(line))
}

/// "Photo © Ana Ruiz. Source: Wikimedia Commons": where one credit follows another, they are one.
fn with_the_one_before(line: &str, found: CreditLine) -> CreditLine {
    let last = found.credit.as_deref().unwrap_or_default();
    let ends =
        line.trim_end_matches(['.', ')', ']']).ends_with(last.trim_end_matches(['.', ')', ']']));
    if !ends || !line.starts_with(&found.description) {
        return found;
    }
    let Some(before) = credit_of(&found.description) else { return found };
    let first = before.credit.as_deref().unwrap_or_default();
    let Some(at) = found.description.rfind(first).filter(|&at| at >= before.description.len())
    else {
        return found;
    };
    let credit = line[at..].trim_end_matches('.').to_owned();
    CreditLine { credit: Some(credit), ..before }
}

fn rule(pattern: &str) -> Regex {
    Regex::new(&words::expand(pattern)).expect("a fixed pattern")
}

/// Without the full stop of a sentence: that of an abbreviation stays.
fn without_stop(text: &str) -> &str {
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| rule(r"\p{Ll}{3,}\.$|\p{Lu}{3,}\.$"));
    static SHORT: LazyLock<Regex> =
        LazyLock::new(|| rule(r"\b(?:Inc|Ltd|Corp|Dept|Bros|Univ|Assn|Prof|Capt)\.$"));
    match text.strip_suffix('.') {
        Some(before) if SENTENCE.is_match(text) && !SHORT.is_match(text) => before,
        _ => text,
    }
}

/// Whether a text is a credit and nothing else: "Photo courtesy of Ana Ruiz".
fn is_only_credit(text: &str) -> bool {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(?:(?:sources?|credits?|quelle|fuente|fonte)\s*:|(?:photo|foto|image|credit)s?$)",
        )
    });
    // "FILE PHOTO: Containers are stacked at the port of Tema": what follows is what it shows.
    static FILED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?:FILE|ARCHIVE) (?:PHOTO|IMAGE|PICTURE)S?:(?: \S+){6}"));
    if SOURCE.is_match(text.trim()) {
        return true;
    }
    if FILED.is_match(text) {
        return false;
    }
    static ONLY: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(?:(LABEL)\s*:|(BY)\s)\s*(.+?)\.?$"));
    // Behind the label of a drawing may stand what it shows: "Map: Fires in Butte County".
    static TITLED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(?:maps?|charts?|graphics?|infographics?|videos?)$"));
    ONLY.captures(text.trim()).is_some_and(|found| {
        let label = found.get(1).or_else(|| found.get(2)).map_or("", |label| label.as_str());
        let plainly = || is_full_name(&found[3]) || found[3].contains('/');
        let titled = TITLED.is_match(label) && !AGENCY.is_match(&found[3]) && !plainly();
        !titled && (is_someone(label, &found[3]) || is_lower_name(label, &found[3]))
    })
}

/// "Photo by Ana Ruiz". What stands before the kind stays in the credit, or is lost with the
/// description: "File photo by …" is none of today, "Official NASA photo by …" says whose.
fn made_by(description: &str, (by, whole): (&str, &str), credit: &str, rule: Rule) -> CreditLine {
    static TELLS: LazyLock<Regex> = LazyLock::new(|| {
        self::rule(
            r"(?i)\b(?:official|file|stock|archiv\w*|historical|satellite|aerial|drone|composite|contributed|submitted|handout)\b",
        )
    });
    let told = TELLS.is_match(by);
    let found =
        credited(description, Some(what_was_made(by)), if told { whole } else { credit }, rule);
    let staff = by.to_lowercase().starts_with("staff");
    if told || staff {
        let (creator, source) = maker(credit);
        return CreditLine { creator, source, confidence: Confidence::Medium, ..found };
    }
    found
}

fn credited(description: &str, label: Option<&str>, credit: &str, rule: Rule) -> CreditLine {
    // "Credit: Courtesy of the family": behind a label it says no more.
    static COURTESY: LazyLock<Regex> = LazyLock::new(|| self::rule(r"(?i)^COURTESY\s+(\S.*)$"));
    let courtesy = COURTESY.captures(credit).filter(|_| label.is_some());
    let credit = courtesy.as_ref().and_then(|found| found.get(1)).map_or(credit, |of| of.as_str());
    let loose = [' ', ',', ';', '|', '-', '\u{2013}', '\u{2014}'];
    let credit = credit.trim();
    let (creator, source) = maker(credit);
    let sure = label.is_some();
    CreditLine {
        description: description.trim_end_matches(loose).trim().to_owned(),
        label: label.map(kind).filter(|label| !label.is_empty()),
        credit: Some(with_its_sign(credit)),
        creator,
        source,
        rule,
        confidence: if sure { Confidence::High } else { Confidence::Medium },
    }
}

/// "©MSF" as it is to be printed: "© MSF".
fn with_its_sign(credit: &str) -> String {
    match credit.strip_prefix('\u{a9}') {
        Some(owner) => format!("\u{a9} {}", owner.trim_start()),
        None => credit.to_owned(),
    }
}

fn normal(line: &str) -> String {
    let line: String = line.nfc().filter(|&sign| sign != '\u{200b}').collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "Original photo illustration by" is an illustration; "courtesy of" is courtesy.
fn what_was_made(phrase: &str) -> &str {
    const BY: &[&str] = &[
        "by", "courtesy", "is", "was", "taken", "provided", "made", "shot", "captured", "created",
        "cedida", "cedidas", "cedido", "cedidos", "von", "de", "par", "por", "di", "van", "door",
        "av", "à", "to", "of", "goes",
    ];
    let is_by = |word: &str| BY.contains(&word.to_lowercase().as_str());
    let credit = |word: &&str| word.to_lowercase().starts_with("cr") && word.contains("dit");
    let kind = phrase
        .split_whitespace()
        .take_while(|word| !is_by(word))
        .filter(|word| !credit(word))
        .last();
    let kind = kind.or_else(|| phrase.split_whitespace().next());
    kind.unwrap_or_default().trim_end_matches(',')
}

/// "photo credit" is a photo's, "images" are an image's kind.
fn kind(label: &str) -> String {
    static CREDIT_OF: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(\w+?)s?(?: |/)(?:credits?|source|courtesy(?: of)?)$"));
    match CREDIT_OF.captures(label) {
        Some(found) if found[1].eq_ignore_ascii_case("editorial") => "Credit".to_owned(),
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
