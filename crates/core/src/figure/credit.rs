//! Taking apart a line in which description and credit were run together, as older posts have it
//! in their alternative text: "A full gallery (Photo: Ana Ruiz/CityWire)".
//!
//! The first rule that fits decides:
//!
//! 1. the last bracket, when it holds "Photo by …", "Label: …", "Name/Org" or a known agency;
//! 2. a dash or full stop, then "Label: …" with its colon, or "Photo by …";
//! 3. "AP Photo/Name" or "© Name" at the end;
//! 4. otherwise there is no credit, and the line is the description.
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

const LABEL: &str = r"photos?|photograph(?:y|er)?|foto|pic(?:ture)?|image|graphic|illustration|illustrator|art(?:work)?|drawing|cartoon|map|chart|video|screenshot|screen ?grab|courtesy(?: of)?|credit|source|via|file photo|handout|still";
const BY: &str = r"(?:photo|image|graphic|illustration)s? courtesy(?: of)?|photo(?:graph)? by|photos by|image by|graphic by|illustration by|art by|credit to|courtesy(?: of)?";

fn rule(pattern: &str) -> Regex {
    Regex::new(&pattern.replace("LABEL", LABEL).replace("BY", BY)).expect("a fixed pattern")
}

/// The line's last bracket. `None`: there is none; `Some(None)`: it belongs to the description.
fn bracket(line: &str) -> Option<Option<CreditLine>> {
    static LAST: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.+?)\s*[(\[]([^()\[\]]+)[)\]]\s*\.?$"));
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(BY)\s*:?\s+(.+)$"));
    static LABELLED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(LABEL)\s*[:\-\u{2013}\u{2014}|]\s*(.+)$"));
    static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(?:iStock|Getty Images|Shutterstock|Unsplash|Pexels|AP|AFP|Reuters)$")
    });
    let found = LAST.captures(line)?;
    let (description, inside) = (&found[1], found[2].trim());
    if let Some(by) = BY_SOMEONE.captures(inside) {
        return Some(Some(credited(
            description,
            Some(first_word(&by[1])),
            &by[2],
            Rule::BracketBy,
        )));
    }
    if let Some(label) = LABELLED.captures(inside) {
        return Some(Some(credited(description, Some(&label[1]), &label[2], Rule::BracketLabel)));
    }
    if let Some((name, org)) = inside.split_once('/')
        && is_name(name.trim())
        && is_name(org.trim())
    {
        return Some(Some(credited(description, None, inside, Rule::BracketNameOrg)));
    }
    if AGENCY.is_match(inside) {
        return Some(Some(credited(description, None, inside, Rule::BracketAgency)));
    }
    Some(None)
}

fn behind_a_dash(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(.*?)(?:\s+[\-\u{2013}\u{2014}|]\s+|\.\s+)(LABEL)\s*:\s*([^:]+)$")
    });
    static BY_SOMEONE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(.*?)(?:\s+[\-\u{2013}\u{2014}|]\s+|\.\s+)(BY)\s+(.+)$"));
    static AGENCY: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(.*?)\s+((?:AP|AFP|Reuters|Getty Images)\s+Photo/.+|\u{a9}\s*.+)$")
    });
    if let Some(found) = LABELLED.captures(line) {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(&found[2]), credit, Rule::DashLabel));
    }
    if let Some(found) = BY_SOMEONE.captures(line) {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(first_word(&found[2])), credit, Rule::DashBy));
    }
    let found = AGENCY.captures(line)?;
    Some(credited(&found[1], None, &found[2], Rule::AgencySlash))
}

fn credited(description: &str, label: Option<&str>, credit: &str, rule: Rule) -> CreditLine {
    let loose = [' ', ',', ';', '-', '\u{2013}', '\u{2014}'];
    let (creator, source) = maker(credit.trim());
    let sure = label.is_some();
    CreditLine {
        description: description.trim_end_matches(loose).trim().to_owned(),
        label: label.map(titled).filter(|label| !label.is_empty()),
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
    static ORGANISATION: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)\b(?:news|press|wire|media|images?|stock|istock|getty|shutterstock|unsplash|pexels|ap|afp|",
            r"reuters|zuma|tv|radio|times|post|journal|tribune|project|matters|foundation|department|office|",
            r"dept|cdcr|archives?|library|collection|university|agency|creative commons|wikimedia|flickr|adobe)\b"
        ))
    });
    static CALL_SIGN: LazyLock<Regex> = LazyLock::new(|| rule(r"^[A-Z]{2,6}(?:\s|$)"));
    let text = BY_WORD.replace(credit, "");
    if let Some(parts) = PARTS.captures(&text)
        && is_name(&parts[1])
        && is_name(&parts[2])
    {
        return (Some(parts[1].to_owned()), Some(parts[2].to_owned()));
    }
    let words = text.split_whitespace().count();
    let person = !ORGANISATION.is_match(&text)
        && !CALL_SIGN.is_match(&text)
        && (2..=3).contains(&words)
        && is_name(&text)
        && !text.to_lowercase().starts_with("the ");
    if person { (Some(text.into_owned()), None) } else { (None, Some(text.into_owned())) }
}

/// One to six words that begin with a capital and end like a name, not like a sentence or a date.
fn is_name(text: &str) -> bool {
    static ABBREVIATED: LazyLock<Regex> = LazyLock::new(|| rule(r"\b(?:Jr|Sr|Inc|Co|Dept)\.$"));
    if !(1..=6).contains(&text.split_whitespace().count())
        || (text.ends_with(['.', ';', '!', '?']) && !ABBREVIATED.is_match(text))
    {
        return false;
    }
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

fn titled(label: &str) -> String {
    label
        .split_whitespace()
        .map(|word| super::capitalised(&word.to_lowercase()))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    type Row = (
        &'static str,
        &'static str,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        Option<&'static str>,
        &'static str,
    );

    /// Line, description, credit, label, creator, source, why.
    const LINES: &[Row] = &[
        (
            "an adult hand grasping a child's hand through prison bars - Photo: iStock",
            "an adult hand grasping a child's hand through prison bars",
            Some("iStock"),
            Some("Photo"),
            None,
            Some("iStock"),
            "dash and label",
        ),
        (
            "Aerial of Salinas Valley State Prison in Soledad, CA (Photo: KSBW News)",
            "Aerial of Salinas Valley State Prison in Soledad, CA",
            Some("KSBW News"),
            Some("Photo"),
            None,
            Some("KSBW News"),
            "a call sign is an organisation",
        ),
        (
            "image of State of California capitol building in Sacramento next to the California state flag.",
            "image of State of California capitol building in Sacramento next to the California state flag.",
            None,
            None,
            None,
            None,
            "no credit; the full stop stays",
        ),
        (
            "Leonard Peltier, at his home on the Chippewa Reservation in North Dakota (Kerem Yücel/MPR News)",
            "Leonard Peltier, at his home on the Chippewa Reservation in North Dakota",
            Some("Kerem Yücel/MPR News"),
            None,
            Some("Kerem Yücel"),
            Some("MPR News"),
            "brackets without a label, because Name/Org is inside",
        ),
        (
            "ICE agents outside a Newark NJ detention facility (Photo:  Brian Branch Price/ZUMA Press Wire)",
            "ICE agents outside a Newark NJ detention facility",
            Some("Brian Branch Price/ZUMA Press Wire"),
            Some("Photo"),
            Some("Brian Branch Price"),
            Some("ZUMA Press Wire"),
            "two spaces",
        ),
        (
            "Join civil rights leaders to urge Gov. Newsom to commute all death sentences; rally at capital 6-26",
            "Join civil rights leaders to urge Gov. Newsom to commute all death sentences; rally at capital 6-26",
            None,
            None,
            None,
            None,
            "neither a hyphen in a date nor an abbreviation is a separator",
        ),
        (
            "fingers forming heart hands from behind prison bars (Photo: Rajesh Rajput)",
            "fingers forming heart hands from behind prison bars",
            Some("Rajesh Rajput"),
            Some("Photo"),
            Some("Rajesh Rajput"),
            None,
            "two capitalised words are a person",
        ),
        (
            "graphic of a public defender in a courtroom (graphic - iStock)",
            "graphic of a public defender in a courtroom",
            Some("iStock"),
            Some("Graphic"),
            None,
            Some("iStock"),
            "brackets come before dashes",
        ),
        (
            "Defendant's seating in San Diego Courtroom (Photo: Adriana Heldiz/CalMatters)",
            "Defendant's seating in San Diego Courtroom",
            Some("Adriana Heldiz/CalMatters"),
            Some("Photo"),
            Some("Adriana Heldiz"),
            Some("CalMatters"),
            "an apostrophe opens no quotation",
        ),
        (
            "on sat 6/14, LA Free Legal Clinics will be on the ground to support participants of the LA Protests",
            "on sat 6/14, LA Free Legal Clinics will be on the ground to support participants of the LA Protests",
            None,
            None,
            None,
            None,
            "a date is not Name/Org",
        ),
    ];

    #[test]
    fn takes_published_lines_apart() {
        for &(line, description, credit, label, creator, source, why) in LINES {
            let read = split(line);
            assert_eq!(read.description, description, "{why}");
            assert_eq!(read.credit.as_deref(), credit, "{why}");
            assert_eq!(read.label.as_deref(), label, "{why}");
            assert_eq!(read.creator.as_deref(), creator, "{why}");
            assert_eq!(read.source.as_deref(), source, "{why}");
            assert_eq!(read.confidence == Confidence::None, credit.is_none(), "{why}");
        }
    }

    #[test]
    fn is_not_misled() {
        let lines = [
            ("From left: Ana Ruiz, Bo Li and Cy Fox (center)", None, "a place in the picture"),
            ("Sen. Susan Rubio (D-Baldwin Park)", None, "a party"),
            ("Incarcerated Womxn’s Clemency and Support Project (IWCSP)", None, "an acronym"),
            ("Rally at capitol (6/26)", None, "a date"),
            ("A clinic (he/she/they welcome)", None, "lower case on both sides of a slash"),
            ("San Quentin - the oldest prison in California", None, "a dash without a label"),
            ("Before/after of the yard", None, "a slash outside brackets"),
            (
                "Families wait outside (Photo courtesy of the Ruiz family)",
                Some("the Ruiz family"),
                "courtesy",
            ),
            (
                "Men in the yard — Illustration: Molly Crabapple",
                Some("Molly Crabapple"),
                "a long dash",
            ),
            ("Judge speaks. Photo by Ana Ruiz", Some("Ana Ruiz"), "a sentence of its own"),
            (
                "Gov. Newsom (left) signs the bill (AP Photo/Rich Pedroncelli)",
                Some("AP Photo/Rich Pedroncelli"),
                "only the last bracket counts",
            ),
            ("A mural [Image: Unsplash]", Some("Unsplash"), "square brackets"),
            ("Photo: iStock", None, "a label with nothing before it: left for a person"),
        ];
        for (line, credit, why) in lines {
            assert_eq!(split(line).credit.as_deref(), credit, "{line}: {why}");
        }
    }

    #[test]
    fn reads_what_is_written_from_it() {
        for &(_, description, credit, label, creator, source, why) in LINES {
            let Some(credit) = credit else { continue };
            let read = split(&format!("{description} ({}: {credit})", label.unwrap_or("Photo")));
            assert_eq!(read.description, description, "{why}");
            assert_eq!(read.credit.as_deref(), Some(credit), "{why}");
            assert_eq!(
                (read.creator.as_deref(), read.source.as_deref()),
                (creator, source),
                "{why}"
            );
            assert_eq!(read.confidence, Confidence::High, "{why}");
        }
    }

    #[test]
    fn normalises_before_it_reads() {
        let read = split("Ein Hof\u{a0} (Photo:\u{200b} Kerem Yu\u{308}cel/MPR\u{a0}News)");
        assert_eq!(read.credit.as_deref(), Some("Kerem Yücel/MPR News"));
        assert_eq!(read.label.as_deref(), Some("Photo"));
    }

    #[test]
    fn ends_soon_on_a_hostile_line() {
        for line in ["(".repeat(20_000), "a - ".repeat(20_000), "x. Photo ".repeat(10_000)] {
            let started = std::time::Instant::now();
            split(&line);
            assert!(started.elapsed().as_secs() < 2, "{}…", &line[..8]);
        }
    }
}
