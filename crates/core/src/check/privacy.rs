//! What may be somebody's private data: numbers, addresses, days of birth.

use std::sync::LazyLock;

use regex::Regex;

use super::language::everywhere;
use super::{Copy, Rule, words};

static PRIVATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        // Telephone numbers of North America, and those with a country's number.
        r"(?P<phone>(?:\+?1[-. ])?(?:\(\d{3}\) ?|(?-u:\b)\d{3}[-. ])\d{3}[-. ]\d{4}(?-u:\b)|\+\d{1,3}(?:[ -]\d{2,5}){2,4}(?-u:\b)|(?-u:\b)[2-9]\d{2}[2-9]\d{6}(?-u:\b))",
        r"|(?-u:\b)(?P<ssn>\d{3}-\d{2}-\d{4})(?-u:\b)",
        r"|(?P<mail>(?-u:\b)[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?-u:\b))",
        r"|(?P<birth>(?-u:\b)(?i:born(?: on)?|date of birth|d\.?o\.?b\.?)(?:[:,]| is| was)? (?:the )?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\p{Lu}\p{L}+\.? \d{1,2},? \d{4}|\d{1,2}\.? \p{Lu}\p{L}+,? \d{4}|\d{4}-\d{2}-\d{2}))",
        r"|(?P<number>(?-u:\b)(?i:inmate|prisoner|cdcr|booking|case|docket|alien|passport|client|patient)",
        r"(?:(?i: number| no\.?| id)?:? ?#?(?:[A-Z]{1,3}-?\d{4,}|\d{2}[A-Z]{2,5}\d{4,}|(?:\d:)?\d{1,4}-[A-Za-z]{1,3}-\d{3,})|(?:(?i: number| no\.?| id):?| ?#|:) ?#?\d{4,})|(?-u:\b)(?i:a-?number|a#):? ?\d{3}-?\d{3}-?\d{3}(?-u:\b))",
        r"|(?P<home>(?-u:\b)\d{1,5} (?:[NSEW]\.? |North |South |East |West )?(?:\p{Lu}[\p{L}’']+ ){1,3}(?:Street|St\.?|Avenue|Ave\.?|Road|Rd\.?|Lane|Ln\.?|Drive|Dr\.?|Boulevard|Blvd\.?|Court|Ct\.?|Terrace|Circle)(?:,? (?:Apt|Apartment|Unit|#)\.? ?\w+)?)(?:[\s,.;)]|$)",
    ))
    .expect("a fixed pattern")
});

pub(super) fn check(copy: &mut Copy<'_>) {
    let own = copy.facts.build.host.clone();
    everywhere(copy, |passage, found| {
        for hit in PRIVATE.captures_iter(passage.text) {
            let kinds = ["phone", "ssn", "mail", "birth", "number", "home"];
            let Some((kind, hit)) = kinds.iter().find_map(|kind| Some((*kind, hit.name(kind)?)))
            else {
                continue;
            };
            let public = match kind {
                // Numbers that cost nothing, and those kept for fiction.
                "phone" => is_public_number(hit.as_str()),
                // The site's own address, and the offices' of anywhere.
                "mail" => own.as_deref().is_some_and(|own| {
                    hit.as_str()
                        .to_lowercase()
                        .ends_with(&format!("@{}", own.trim_start_matches("www.")))
                }),
                _ => false,
            };
            if !public {
                found.push(passage.draft(Rule::C7, words::private(hit.as_str()), &hit.range()));
            }
        }
    });
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
        ] {
            let found = PRIVATE.captures(text);
            let kinds = ["phone", "ssn", "mail", "birth", "number", "home"];
            let found =
                found.as_ref().and_then(|found| kinds.iter().find_map(|kind| found.name(kind)));
            assert_eq!(found.map(|found| found.as_str()), hit, "{why}");
        }
        assert!(is_public_number("1-800-555-0199") && !is_public_number("562-555-0123"));
    }
}
