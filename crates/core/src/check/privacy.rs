//! What may be somebody's private data: numbers, addresses, days of birth.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Match, Regex};

use super::language::everywhere;
use super::prose::Block;
use super::{Copy, Rule, Severity, words};

static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        // Telephone numbers of North America, those with a country's number, German mobile ones.
        r"(?P<phone>(?:\+?1[-. ])?(?:\(\d{3}\) ?|(?-u:\b)\d{3}[-. ])\d{3}[-. ]\d{4}(?-u:\b)|\+\d{1,3}(?:[ -]\d{2,5}){2,4}(?-u:\b)|(?-u:\b)[2-9]\d{2}[2-9]\d{6}(?-u:\b)|(?-u:\b)01[567]\d(?:[ /-]?\d){7,8}(?-u:\b))",
        r"|(?-u:\b)(?P<ssn>\d{3}-\d{2}-\d{4})(?-u:\b)",
        r"|(?P<mail>(?-u:\b)[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?-u:\b))",
        r"|(?P<birth>(?-u:\b)(?i:born(?: on)?|date of birth|d\.?o\.?b\.?)(?:[:,]| is| was)? (?:the )?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\p{Lu}\p{L}+\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{Lu}\p{L}+,? \d{4}|\d{4}-\d{2}-\d{2})",
        r"|(?-u:\b)(?i:geboren am|geb\.(?: am)?|geburtsdatum:?) \d{1,2}\. ?(?:\p{Lu}\p{L}+ |\d{1,2}\. ?)\d{4})",
        r"|(?P<number>(?-u:\b)(?i:inmate|prisoner|cdcr|booking|case|docket|alien|passport|client|patient)",
        r"(?:(?i: number| no\.?| id)?:? ?#?(?:[A-Z]{1,3}-?\d{4,}|\d{2}[A-Z]{2,5}\d{4,}|(?:\d:)?\d{1,4}-[A-Za-z]{1,3}-\d{3,})|(?:(?i: number| no\.?| id):?| ?#|:) ?#?\d{4,})|(?-u:\b)(?i:a-?number|a#):? ?\d{3}-?\d{3}-?\d{3}(?-u:\b))",
        r"|(?P<home>(?-u:\b)\d{1,5} (?:[NSEW]\.? |North |South |East |West )?(?:(?:\p{Lu}[\p{L}’']+ ){1,3}|\d{1,3}(?:st|nd|rd|th) )(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Court|Ct\.?|Terrace|Circle|Way|Place|Pl\.?)(?:,? (?:Apt|Apartment|Unit|#)\.? ?\w+)?",
        // A German address is one where somebody lives there: else it is the town hall's.
        r"|(?-u:\b)(?i:wohnhaft|wohnt|wohnte|wohnen|lebt)(?: (?:in|an|am|der|dem)){0,2} (?:\p{Lu}[\p{L}-]*[ -])?\p{L}*(?:[Ss]traße|[Ss]trasse|[Ss]tr\.|[Ww]eg|[Pp]latz|[Aa]llee|[Gg]asse|[Dd]amm|[Uu]fer) \d{1,4}(?: ?[a-z](?-u:\b))?)(?:[\s,.;)]|$)",
    ))
    .expect("a fixed pattern")
});

/// Where people work or come together: what stands behind is nobody's home.
const OFFICE: &str = r"(?:library|libraries|branch|branches|hall|school|church|mosque|temple|synagogue|museum|courthouse|hospital|clinic|college|university|offices?|headquarters|department|cent(?:er|re)s?|station|stores?|shops?|market|theat(?:er|re)|restaurant|caf[eé]|bakery|bank|gallery|studio|hotel|shelter|pantry|agency)";

/// The name of such a place, shortly before an address.
static AT_AN_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"(?i)\b{OFFICE}\b[^.!?;]{{0,40}}$")).expect("a fixed pattern")
});
static OF_OFFICES: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\b{OFFICE}\b")).expect("a fixed pattern"));
/// Whose number it is.
static CALL_AN_OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    let whose =
        format!("(?:{OFFICE}|city|county|council|clerk|registrar|hotline|helpline|line|desk)");
    Regex::new(&format!(
        r"(?i)\b(?:call|contact|reach|phone|text|telephone)\b[^.!?;]{{0,20}}\b{whose}\b[^.!?;]{{0,30}}$"
    ))
    .expect("a fixed pattern")
});
/// Words that make an address somebody's.
static LIVES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:lives?|lived|living|homes?|house|apartment|apt|unit|resides?|resident|moved|tenant|evicted)\b")
        .expect("a fixed pattern")
});

/// What stands before the `@` of an office's letter box.
const ROLES: [&str; 44] = [
    "admin",
    "api",
    "circulation",
    "clerk",
    "contact",
    "council",
    "data",
    "desk",
    "editor",
    "editors",
    "events",
    "feedback",
    "hello",
    "help",
    "info",
    "inquiries",
    "inquires",
    "jobs",
    "join",
    "kontakt",
    "letters",
    "library",
    "mail",
    "media",
    "news",
    "newsroom",
    "office",
    "participate",
    "post",
    "press",
    "presse",
    "privacy",
    "public",
    "questions",
    "records",
    "redaktion",
    "reports",
    "research",
    "sales",
    "service",
    "subscribe",
    "support",
    "team",
    "tips",
];

pub(super) fn check(copy: &mut Copy<'_>) {
    let own = copy.facts.build.host.clone();
    let lists = lists(copy);
    everywhere(copy, |passage, found| {
        for hit in PRIVATE.captures_iter(passage.text) {
            let Some((kind, hit)) = kind_of(&hit) else { continue };
            let draft = passage.draft(Rule::C7, words::private(hit.as_str()), &hit.range());
            let before = &passage.text[..hit.start()];
            let office = match kind {
                // Numbers that cost nothing, and those kept for fiction.
                "phone" if is_public_number(hit.as_str()) => continue,
                "phone" => CALL_AN_OFFICE.is_match(before),
                // The site's own address, and those of examples.
                "mail" if is_of(hit.as_str(), own.as_deref()) => continue,
                "mail" => is_of_an_office(hit.as_str()),
                "home" if !is_address(passage.text, &hit.range()) => continue,
                "home" => match passage.block.and_then(|block| lists.get(&block.span.start)) {
                    Some(Listed::Said) => continue,
                    Some(Listed::First { offices }) => *offices,
                    None => {
                        let sentence = before.rsplit(['!', '?', '\n']).next().unwrap_or_default();
                        AT_AN_OFFICE.is_match(before)
                            && !LIVES.is_match(sentence)
                            && !LIVES.is_match(hit.as_str())
                    }
                },
                _ => false,
            };
            found.push(if office { draft.weighs(Severity::Info) } else { draft });
        }
    });
}

fn kind_of<'t>(hit: &Captures<'t>) -> Option<(&'static str, Match<'t>)> {
    let kinds = ["phone", "ssn", "mail", "birth", "number", "home"];
    kinds.into_iter().find_map(|kind| Some((kind, hit.name(kind)?)))
}

/// An address that stands in a list of several.
enum Listed {
    /// The first of them speaks for all; whether they are of libraries or the like.
    First { offices: bool },
    /// One of the others.
    Said,
}

/// The items of lists in which each has an address, by where they begin.
fn lists(copy: &Copy<'_>) -> HashMap<usize, Listed> {
    let mut lists = HashMap::new();
    let blocks = &copy.prose.blocks;
    let is_item = |block: &Block| !block.paragraph && block.heading.is_none();
    let has_home = |block: &Block| {
        let mut hits = PRIVATE.captures_iter(&block.text);
        hits.any(|hit| kind_of(&hit).is_some_and(|(kind, _)| kind == "home"))
    };
    let mut about = "";
    let mut at = 0;
    while at < blocks.len() {
        let items = blocks[at..].iter().take_while(|block| is_item(block) && has_home(block));
        let items: Vec<&Block> = items.collect();
        if items.len() > 1 {
            let private = items.iter().any(|block| LIVES.is_match(&block.text));
            let said = [about, copy.story.title.as_str()];
            let offices = said.iter().any(|text| OF_OFFICES.is_match(text))
                || items.iter().all(|block| OF_OFFICES.is_match(&block.text));
            let first = Listed::First { offices: offices && !private };
            lists.insert(items[0].span.start, first);
            lists.extend(items[1..].iter().map(|block| (block.span.start, Listed::Said)));
        } else if !is_item(&blocks[at]) {
            about = &blocks[at].text;
        }
        at += items.len().max(1);
    }
    lists
}

/// Whether what looks like an address is none: “415 Main Street Bridge”, “24 Hour Party Road”.
fn is_address(text: &str, hit: &Range<usize>) -> bool {
    const MORE: [&str; 14] = [
        "Band", "Bridge", "Bus", "Fair", "Festival", "Film", "Films", "Garden", "Market", "Park",
        "Pier", "Records", "Show", "Station",
    ];
    const NONE: [&str; 8] =
        ["Day", "Days", "Hour", "Hours", "First Place", "Second Place", "Third Place", "Percent"];
    let said = &text[hit.clone()];
    let next = text[hit.end..].strip_prefix(' ').unwrap_or_default();
    let next = next.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    let number: usize = said.split(' ').next().and_then(|one| one.parse().ok()).unwrap_or(0);
    // “In 2019 14th Street was closed.”
    let before = text[..hit.start].trim_end();
    let before = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let year = (1900..2100).contains(&number)
        && ["in", "since", "by", "of", "from", "until", "the", "a", "and"]
            .contains(&before.as_str());
    !year && !MORE.contains(&next) && !NONE.iter().any(|none| said.contains(&format!(" {none}")))
}

/// Whether a letter box is of this host, or of a host that nobody has.
fn is_of(mail: &str, own: Option<&str>) -> bool {
    let mail = mail.to_lowercase();
    let ends = |host: &str| mail.ends_with(&format!("@{}", host.trim_start_matches("www.")));
    own.is_some_and(ends) || ["example.com", "example.net", "example.org"].into_iter().any(ends)
}

/// Whether a letter box is an office's: `press@…`, and those of a government that have no name.
pub(super) fn is_of_an_office(mail: &str) -> bool {
    let mail = mail.to_lowercase();
    let (name, host) = mail.split_once('@').unwrap_or_default();
    let role = |part: &str| ROLES.contains(&part);
    let government = [".gov", ".mil"].iter().any(|end| host.ends_with(end));
    name.split(|letter: char| !letter.is_alphabetic()).any(role)
        || government && !name.contains(['.', '_'])
}

fn is_public_number(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix('1').filter(|rest| rest.len() == 10).unwrap_or(&digits);
    ["800", "833", "844", "855", "866", "877", "888"].iter().any(|free| digits.starts_with(free))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_private() {
        for (text, hit, why) in [
            ("Call (562) 555-0123 now", Some("(562) 555-0123"), "a telephone"),
            ("Call 562-555-0123.", Some("562-555-0123"), "with hyphens"),
            ("from 2015-2019 and 300-400", None, "years and a range"),
            ("write to ana.li@mail.example today", Some("ana.li@mail.example"), "a letter box"),
            ("He was born on May 4, 1988 in", Some("born on May 4, 1988"), "a day of birth"),
            ("She was born in 1988", None, "a year"),
            ("inmate number AB-12345", Some("inmate number AB-12345"), "a number of a prison"),
            ("docket 2019-CV-0123", Some("docket 2019-CV-0123"), "a number of a court"),
            ("case no. 20194", Some("case no. 20194"), "a number of a court"),
            ("lives at 412 Alder Street, Apt 3.", Some("412 Alder Street, Apt 3"), "a home"),
            ("the 14 Street buses", None, "a street that is numbered"),
            ("SSN 078-05-1120", Some("078-05-1120"), "social security"),
            ("Case No. 22STCV01234", Some("Case No. 22STCV01234"), "of a county's court"),
            ("Docket No. 2:24-cv-01234", Some("Docket No. 2:24-cv-01234"), "of a district court"),
            ("Her date of birth is 1988-05-04.", Some("date of birth is 1988-05-04"), "so said"),
            ("Call 5625551234 now", Some("5625551234"), "without gaps"),
            ("his A-number 205-123-456", Some("A-number 205-123-456"), "of the immigration office"),
            ("a budget of 1200000000", None, "a sum"),
            ("in case 1200 people come", None, "a word, not a number of a case"),
            (
                "at 1422 W. 14th Street, Apt. 3, since",
                Some("1422 W. 14th Street, Apt. 3"),
                "numbered",
            ),
            ("at 118 E. 10th St., Unit 4.", Some("118 E. 10th St., Unit 4"), "numbered, and short"),
            ("lives at 2200 Pine Way, she", Some("2200 Pine Way"), "a way"),
            ("at 31 Ocean View Place.", Some("31 Ocean View Place"), "a place"),
            ("from 2nd to 14th Street", None, "a part of the town"),
            ("415 Main Street Bridge", None, "a bridge"),
            ("24 Hour Party People Road", None, "a film"),
            ("In 2019 14th Street was closed", None, "a year"),
            ("won 3 First Place ribbons", None, "a prize"),
            ("Anmeldung unter 0176 5550143", Some("0176 5550143"), "a German telephone"),
            ("geboren am 3. Mai 1949", Some("geboren am 3. Mai 1949"), "a German day of birth"),
            ("geb. 3.5.1949 in Celle", Some("geb. 3.5.1949"), "in numbers"),
            (
                "wohnhaft Kameruner Straße 12, hat",
                Some("wohnhaft Kameruner Straße 12"),
                "a German home",
            ),
            ("Sie wohnt in der Torfstr. 9 b.", Some("wohnt in der Torfstr. 9 b"), "shortened"),
            ("Das Rathaus, Müllerstraße 146", None, "a town hall"),
        ] {
            let found = PRIVATE.captures(text).and_then(|found| kind_of(&found));
            let found = found.filter(|(kind, at)| *kind != "home" || is_address(text, &at.range()));
            assert_eq!(found.map(|(_, found)| found.as_str()), hit, "{why}");
        }
        assert!(is_public_number("1-800-555-0199") && !is_public_number("562-555-0123"));
    }

    #[test]
    fn letter_boxes_of_offices_are_nobodys() {
        for (mail, office) in [
            ("press@record.test", true),
            ("inquiries18F@gsa.gov", true),
            ("cityclerk@longbeach.gov", true),
            ("amin.mehr@gsa.gov", false),
            ("rwright@actiac.org", false),
            ("oksana.l@gmx.de", false),
        ] {
            assert_eq!(is_of_an_office(mail), office, "{mail}");
        }
        assert!(is_of("ana@example.com", None) && is_of("ana@a.test", Some("www.a.test")));
        assert!(!is_of("ana@mail.test", Some("a.test")));
    }
}
