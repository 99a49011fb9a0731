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
//! 5. otherwise there is no credit, and the line is the description.
//!
//! What stands behind a label must look like somebody's name, too: "(Map: where the fires burned)"
//! is no credit, and neither is "(Los Angeles/San Francisco)".
//!
//! What comes of it is a suggestion: below [`Confidence::High`] a person must look at it. It is
//! meant for one line about one picture, never for running text.

use std::sync::LazyLock;

use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

use someone::{
    AGENCY, AT_AGENCY, before_licence, is_full_name, is_lower_name, is_name, is_name_and_org,
    is_organisation, is_placed, is_someone, maker, starts_like_a_name,
};

mod markup;
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
    // What was taken from a screen is told with its kind: "YouTube screen capture/NBC News".
    static SCREEN: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(?:[\w.]+ )?(?:video )?(?:screen ?(?:shot|grab|capture)|still)\s*/\s*(\S.*)$")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(?:\u{a9}|\([cC]\))\s*\p{L}.*$|^(?:\u{a9}|\([cC]\))\s*\d{4}.*\p{L}.*$")
    });
    static FOR: LazyLock<Regex> = LazyLock::new(|| rule(r"^(.+?) (?:for|/) (.+)$"));
    if !description.contains(char::is_alphabetic) {
        return None;
    }
    if let Some(found) = with_label(description, inside) {
        return Some(found);
    }
    let inside = without_stop(inside);
    let named = inside.strip_prefix("By ").or(inside.strip_prefix("by ")).unwrap_or(inside);
    if let Some((name, org)) = named.split_once('/')
        && is_name_and_org(name.trim(), org.trim())
    {
        return Some(credited(description, None, named, Rule::BracketNameOrg));
    }
    if SCREEN.captures(inside).is_some_and(|found| is_name(&found[1])) {
        return Some(credited(description, None, inside, Rule::BracketNameOrg));
    }
    if AGENCY.is_match(inside) || RIGHTS.is_match(inside) || is_office(inside) {
        return Some(credited(description, None, inside, Rule::BracketAgency));
    }
    if let Some(credit) = inside.strip_prefix("by ").filter(|credit| AT_AGENCY.is_match(credit)) {
        return Some(credited(description, None, credit, Rule::BracketBy));
    }
    let for_org = FOR.captures(inside).is_some_and(|found| {
        is_full_name(&found[1]) && is_name(&found[2]) && is_organisation(&found[2])
    });
    let licensed = before_licence(inside).is_some_and(is_full_name);
    let at_agency = inside.rsplit_once(", ").is_some_and(|(name, agency)| {
        is_full_name(name) && AGENCY.is_match(agency) && starts_like_a_name(agency)
    });
    let account = inside.split_once(" - ").or(inside.split_once(" \u{2013} ")).is_some_and(
        |(library, account)| {
            AGENCY.is_match(library)
                && starts_like_a_name(library)
                && account.split_whitespace().count() <= 3
        },
    );
    (for_org || licensed || at_agency || account || is_agency_and_others(inside))
        .then(|| credited(description, None, inside, Rule::BracketNameOrg))
}

/// "REUTERS/Ana Ruiz/File Photo", "KCNA/via REUTERS": an agency, and names and agencies.
fn is_agency_and_others(text: &str) -> bool {
    let mut parts = text.split('/').map(str::trim);
    text.contains('/')
        && parts.next().is_some_and(|agency| AGENCY.is_match(agency))
        && parts.all(|part| AGENCY.is_match(part) || is_full_name(part))
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

/// What a bracket says with a label: "Photo by …", "Photo: …", "Photo/…", "Image via …".
fn with_label(description: &str, inside: &str) -> Option<CreditLine> {
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(BY)\s*:?\s+(.+)$"));
    static LABELLED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^(LABEL)(\s*:\s*|\s+[\-\u{2013}|]\s+|\s*\u{2014}\s*)(.+)$"));
    static SLASHED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^((?:(?:courtesy|staff|file|handout|contributed|submitted) )?(?:photo|image)s?|foto|graphic|illustration)",
            r"\s*(?:/|\u{a9})\s*(.+)$"
        ))
    });
    // "(fot. Jan Nowak)", as Polish papers have it.
    static SHORTENED: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(fot\.)\s*(\S.*)$"));
    if let Some(label) = SLASHED.captures(inside)
        && is_someone(&label[1], &label[2])
    {
        return Some(credited(description, Some(&label[1]), &label[2], Rule::BracketLabel));
    }
    if let Some((label, credit)) = placed(inside) {
        return Some(credited(description, Some(label), credit, Rule::BracketLabel));
    }
    let inside = without_stop(inside);
    if let Some(short) = SHORTENED.captures(inside)
        && (is_someone("foto", &short[2]) || AGENCY.is_match(&short[2]))
    {
        return Some(credited(description, Some("foto"), &short[2], Rule::BracketLabel));
    }
    if let Some(by) = BY_SOMEONE.captures(inside)
        && is_someone(&by[1], &by[2])
    {
        return Some(made_by(description, (&by[1], inside), &by[2], Rule::BracketBy));
    }
    if let Some(label) = LABELLED.captures(inside)
        && (is_someone(&label[1], &label[3])
            || (label[2].contains(':') && is_lower_name(&label[1], &label[3])))
    {
        return Some(credited(description, Some(&label[1]), &label[3], Rule::BracketLabel));
    }
    if let Some((kind, from)) = from_library(inside) {
        return Some(credited(description, Some(kind), from, Rule::BracketBy));
    }
    None
}

/// "photo A.D.", "Photo Zoé Blanc/La Provence": a label without a colon.
fn placed(text: &str) -> Option<(&str, &str)> {
    static PLACED: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)^(photos?|fotos?)\s+(\S.*)$"));
    let found = PLACED.captures(text)?;
    let (label, credit) = (found.get(1)?.as_str(), found.get(2)?.as_str());
    is_placed(credit).then_some((label, credit))
}

/// "Image via Shutterstock", "Photo from the City Archives": a kind, and a library, an office or a
/// page.
fn from_library(text: &str) -> Option<(&str, &str)> {
    static FROM: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(KIND)(?: (?:taken|found|used))? (?:via|from|on|at|aus|bei) (?:the )?(\S.*?)\.?$",
        )
    });
    // "maximintegrated.com", "https://a.example/archive".
    static PAGE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(?:https?://)?(?:[\p{L}\d][\p{L}\d-]*\.)+\p{Ll}{2,}(?:/\S*)?$"));
    let found = FROM.captures(text)?;
    let from = found.get(2)?;
    let starts = starts_like_a_name(from.as_str());
    let known = AGENCY.is_match(from.as_str()) || (starts && is_organisation(from.as_str()));
    let few = from.as_str().split_whitespace().count() < 5;
    let page = PAGE.is_match(from.as_str());
    (page || known && starts && few)
        .then(|| (found.get(1).map_or("", |kind| kind.as_str()), from.as_str()))
}

/// "U.S. Army photo by Sgt. Ana Ruiz", "NPS photo": an office comes before what it made.
fn is_office(text: &str) -> bool {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^((?:(?:\p{Lu}[\w.&’'/-]*|of|the|and) ){1,6})(?i:photos?|photographs?|images?|illustrations?|graphics?|videos?)",
            r"(?:(?: (?i:by|courtesy of)|\s*/)\s*(\p{Lu}.*))?$"
        ))
    });
    let Some(found) = OFFICE.captures(text) else { return false };
    let office = found[1].trim();
    match found.get(2) {
        Some(name) => is_name(name.as_str().split(',').next().unwrap_or_default().trim()),
        None => {
            let sign =
                office.split_whitespace().next().is_some_and(|word| word.chars().count() > 2);
            office.contains("U.S.") || (sign && is_organisation(office))
        }
    }
}

/// The only bracket with a label, in the midst of a line: "Dolls (Photo: Ana Ruiz) in a row".
fn inner_bracket(line: &str) -> Option<CreditLine> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| rule(r"\s*[(\[]([^()\[\]]+)[)\]]"));
    let mut found = EACH.captures_iter(line).filter_map(|each| {
        let whole = each.get(0)?;
        let described = format!("{}{}", &line[..whole.start()], &line[whole.end()..]);
        let inside = each[1].trim();
        let office = inside.contains(" by ") && is_office(inside);
        let agency = inside.contains(' ') && AGENCY.is_match(inside) && starts_like_a_name(inside);
        let bare =
            (office || agency).then(|| credited(&described, None, inside, Rule::BracketAgency));
        (whole.start() > 0).then(|| with_label(&described, inside).or(bare)).flatten()
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// ". Photo credit: Name (Flickr)": the bracket belongs to the credit that its label opens.
fn with_bracket(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.+?(?:\s+[\-\u{2013}\u{2014}|]|[.!?]))\s+(?:(LABEL)\s*:|(BY))\s*([^:()\[\]]+[(\[][^:()\[\]]+[)\]])\.?$",
        )
    });
    let found = LABELLED.captures(line)?;
    let label = match (found.get(2), found.get(3)) {
        (Some(label), _) => label.as_str(),
        (_, by) => what_was_made(by?.as_str()),
    };
    let described = found[1].contains(char::is_alphabetic);
    let (name, inside) = found[4].trim_end_matches([')', ']']).split_once(['(', '['])?;
    let account = name.split_whitespace().count() == 1 && AGENCY.is_match(inside);
    let library = AGENCY.is_match(inside.trim_end_matches(".com"));
    let named = library && starts_like_a_name(name) && name.split_whitespace().count() < 5;
    (described && (account || named || is_someone(label, &found[4])))
        .then(|| credited(&found[1], Some(label), &found[4], Rule::DashLabel))
}

fn behind_a_dash(line: &str) -> Option<CreditLine> {
    // What ends a sentence stays with the description: it may be the stop of an abbreviation.
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^(.*?)(?:(?:\s+[\-\u{2013}\u{2014}\u{2022}\u{b7}/]|\s*\|{1,2})\s+|([!?\u{2026}][\u{201d}\x22’»)*_]*|\.[\u{201d}\x22’»*_]*)\s+)",
            r"(?:\u{a9}\s*)?(LABEL)(?:\s*:\s*|\s+\u{a9}\s*)((?:https?://\S+|(?:File|Datei|Fichier|Archivo|Licen[cs]e|Licença|Licencia|Lizenz|By|Author|Autor|Auteur): ?|[^:])+)$"
        ))
    });
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"(?i)^(.*?)(?:\s+(?:[\-\u{2013}\u{2014}\u{2022}\u{b7}/]|\|{1,2})\s+|,\s+|([!?\u{2026}][\u{201d}\x22’»)]*|\.[\u{201d}\x22’»]*)\s+)",
            r"(?:\u{a9}\s*)?(BY)\s*:?\s+(.+)$"
        ))
    });
    // Behind a comma only what names nothing else.
    static BEHIND_A_COMMA: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.*\S),\s+((?:photo|foto|image)s?(?: credits?| courtesy)?|bildquelle|credits?|crédits?(?: photos?)?)\s*:\s*([^:]+)$",
        )
    });
    // The picture is named by its kind, which then belongs to the description.
    static NOUN: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(.*\S\s(?:photo|photograph|image|picture|graphic|map|illustration)s?),? courtesy of (\S.+)$",
        )
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(.*?)\s+((?:AP|AFP|Reuters|Getty Images)\s+Photo/.+",
            r"|(?:AFP|EPA|Reuters|REUTERS)/\p{Lu}[^/]+|(?:\u{a9}|\([cC]\))\s*.+)$"
        ))
    });
    // "© Foto: dpa": the sign says that it is somebody's.
    static MARKED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)^\u{a9}\s*(LABEL)\s*:\s*([^:]+?)\.?$"));
    // A line of nothing but credits describes nothing.
    let known =
        |found: &Captures<'_>| found[1].contains(char::is_alphabetic) && !is_only_credit(&found[1]);
    let described = |found: &Captures<'_>| {
        format!("{}{}", &found[1], found.get(2).map_or("", |end| end.as_str()))
    };
    if let Some(found) = LABELLED.captures(line).filter(known)
        && (is_someone(&found[3], &found[4]) || is_lower_name(&found[3], &found[4]))
    {
        let credit = found[4].trim_end_matches('.');
        return Some(credited(&described(&found), Some(&found[3]), credit, Rule::DashLabel));
    }
    if let Some(found) = BEHIND_A_COMMA.captures(line).filter(known)
        && (is_someone(&found[2], &found[3]) || is_lower_name(&found[2], &found[3]))
    {
        let credit = found[3].trim_end_matches('.');
        return Some(credited(&found[1], Some(&found[2]), credit, Rule::DashLabel));
    }
    if let Some(found) = BY_SOMEONE.captures(line).filter(known)
        && is_someone(&found[3], &found[4])
    {
        let credit = found[4].trim_end_matches('.');
        let whole = format!("{} {credit}", &found[3]);
        return Some(made_by(&described(&found), (&found[3], &whole), credit, Rule::DashBy));
    }
    if let Some(found) = NOUN.captures(line).filter(known)
        && is_someone("courtesy", &found[2])
    {
        let credit = found[2].trim_end_matches('.');
        return Some(credited(&found[1], Some("courtesy of"), credit, Rule::DashBy));
    }
    if let Some(found) = RIGHTS.captures(line).filter(known) {
        return Some(match MARKED.captures(&found[2]) {
            Some(marked) => credited(&found[1], Some(&marked[1]), &marked[2], Rule::DashLabel),
            None => credited(&found[1], None, &found[2], Rule::AgencySlash),
        });
    }
    shortened(line).or_else(|| bare(line)).or_else(|| run_on(line))
}

/// ". Fot. Jan Nowak", as Polish papers have it.
fn shortened(line: &str) -> Option<CreditLine> {
    static SHORTENED: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^(.*?(?:[.!?…]|\s[\-–—|]))\s+([Ff]ot\.)\s*(\S.*)$"));
    let found = SHORTENED.captures(line)?;
    let credit = found[3].trim_end_matches('.');
    let known = is_someone("foto", credit) || AGENCY.is_match(credit);
    known.then(|| credited(&found[1], Some("foto"), credit, Rule::DashLabel))
}

/// What can be nothing but a credit, as a sentence of its own or behind a comma, a dash or a
/// stroke: "… the square. Ana Ruiz/NewsWire via Getty Images", "… | Getty Images".
fn bare(line: &str) -> Option<CreditLine> {
    static ENDS: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"([.,!?\u{201d}\x22»)])\s+|\s+(?:[\-\u{2013}\u{2014}\u{2022}]|\|{1,2})\s+")
    });
    // "U.S. Army" goes on, and so does "J. Hall".
    static INITIAL: LazyLock<Regex> = LazyLock::new(|| rule(r"(?:^|[\s.(])\p{Lu}\.$"));
    const LONGEST: usize = 120;
    ENDS.captures_iter(line).find_map(|each| {
        let whole = each.get(0)?;
        let tail = line[whole.end()..].trim_end_matches('.').trim();
        if tail.len() > LONGEST {
            return None;
        }
        let sign = each.get(1);
        let before = &line[..sign.map_or(whole.start(), |sign| sign.end())];
        if INITIAL.is_match(before) {
            return None;
        }
        let comma = sign.is_some_and(|sign| sign.as_str() == ",");
        let by = tail.strip_prefix("by ").or(tail.strip_prefix("By "));
        if let Some(name) = by.filter(|name| is_licensed_elsewhere(name))
            && before.contains(char::is_alphabetic)
        {
            return Some(credited(before, None, name, Rule::AgencySlash));
        }
        let placed = placed(tail).filter(|_| !comma);
        let known = if comma { is_via(tail) } else { placed.is_some() || is_bare_credit(tail) };
        let described = before.contains(char::is_alphabetic) && !is_only_credit(before);
        if !known || !described {
            return None;
        }
        if let Some((label, credit)) = placed {
            return Some(credited(before, Some(label), credit, Rule::DashLabel));
        }
        Some(match from_library(tail) {
            Some((kind, from)) => credited(before, Some(kind), from, Rule::DashBy),
            None => credited(before, None, tail, Rule::AgencySlash),
        })
    })
}

/// "Ana Ruiz/NewsWire via Getty Images".
fn is_via(text: &str) -> bool {
    let Some((name, library)) = text.rsplit_once(" via ") else { return false };
    let parts = || name.split('/').map(str::trim);
    let named = parts().all(is_name) && parts().count() <= 3 && !name.contains(['.', ',']);
    named
        && AGENCY.is_match(library)
        && starts_like_a_name(library)
        && (parts().count() > 1 || AGENCY.is_match(name) || is_full_name(name))
}

/// "Ana Ruiz on Flickr, CC BY 2.0", "Ana Ruiz, from Wikimedia Commons, licensed under …": somebody,
/// a library of pictures and a licence.
fn is_licensed_elsewhere(text: &str) -> bool {
    static THERE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^([^,.:;]{2,40}?),?\s+(?:on|from|via|at|auf|sur)\s+(.+)$"));
    let Some(named) = before_licence(text) else { return false };
    let named = named.trim_end_matches([',', ' ']);
    let there = |found: Captures<'_>| {
        starts_like_a_name(&found[1]) && AGENCY.is_match(&found[2]) && starts_like_a_name(&found[2])
    };
    is_full_name(named) || THERE.captures(named).is_some_and(there)
}

/// A text that nobody takes for a sentence of a description.
fn is_bare_credit(text: &str) -> bool {
    if is_via(text) || from_library(text).is_some() {
        return true;
    }
    if starts_like_a_name(text) && AGENCY.is_match(text) && !text.contains(" via ") {
        return true;
    }
    if starts_like_a_name(text) && is_agency_and_others(text) {
        return true;
    }
    if let Some((name, org)) = text.split_once(['/', '|']) {
        let (name, org) = (name.trim(), org.trim());
        let agency_first = AGENCY.is_match(name) && is_full_name(org);
        let named = is_full_name(name)
            && is_name(org)
            && org.split('/').all(|part| is_organisation(part) || AGENCY.is_match(part));
        if agency_first || named {
            return true;
        }
    }
    if let Some((name, agency)) = text.rsplit_once(", ")
        && is_full_name(name)
        && AGENCY.is_match(agency)
        && starts_like_a_name(agency)
    {
        return true;
    }
    if text.contains(" by ") && is_office(text) {
        return true;
    }
    is_licensed_elsewhere(text)
}

/// "… in Berlin Bildquelle: dpa": a label of credits or "Foto:", with nothing before it because a
/// line break was lost.
fn run_on(line: &str) -> Option<CreditLine> {
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(concat!(
            r"^(.*[\p{L}\p{N})\u{201d}\x22])\s+((?:Photo|Image|Picture) (?:[Cc]redits?|[Cc]ourtesy(?: of)?)|Fotos?|",
            r"Bildquelle|Bildnachweis|Cr[eé]dits? photos?)\s*:\s*([^:]+)$"
        ))
    });
    static BY_SOMEONE: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^(.*[\p{L}\p{N})\u{201d}\x22])\s+((?:Photos?|Image) (?:by|courtesy of))\s+(.+)$")
    });
    let described = |text: &str| text.split_whitespace().count() > 2 && !is_only_credit(text);
    let (found, label) = match LABELLED.captures(line) {
        Some(found) => (Some(found), None),
        None => (BY_SOMEONE.captures(line), Some("Photo")),
    };
    let found = found.filter(|found| described(&found[1]))?;
    let label = label.unwrap_or(found.get(2).map_or("", |label| label.as_str()));
    let credit = found[3].trim_end_matches('.');
    let mut read = is_someone(label, credit)
        .then(|| credited(&found[1], Some(label), credit, Rule::DashLabel))?;
    read.confidence = Confidence::Medium;
    Some(read)
}

/// Whether a text is a credit and nothing else: "Photo courtesy of Ana Ruiz".
fn is_only_credit(text: &str) -> bool {
    static SOURCE: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)^(?:(?:sources?|credits?|quelle|fuente|fonte)\s*:|(?:photo|foto|image|credit)s?$)",
        )
    });
    if SOURCE.is_match(text.trim()) {
        return true;
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
    let loose = [' ', ',', ';', '-', '\u{2013}', '\u{2014}'];
    let credit = credit.trim();
    let (creator, source) = maker(credit);
    let sure = label.is_some();
    CreditLine {
        description: description.trim_end_matches(loose).trim().to_owned(),
        label: label.map(kind).filter(|label| !label.is_empty()),
        credit: Some(credit.to_owned()),
        creator,
        source,
        rule,
        confidence: if sure { Confidence::High } else { Confidence::Medium },
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
