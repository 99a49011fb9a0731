//! A credit that stands before the description: "Foto: Ana Ruiz. The bridge in fog", "© Ana
//! Ruiz/MSF. A clinic", "(Credit: NASA) Melt ponds".
//!
//! Where the credit ends is less sure there than at the end of a line: a person must look.

use std::sync::LazyLock;

use regex::Regex;

use super::bracket::with_label;
use super::sentence::is_bare_credit;
use super::someone::{before_licence, is_full_name, is_name, is_name_and_org};
use super::{Confidence, CreditLine, Rule, credited, rule};

/// Takes a line apart whose credit comes first.
pub(super) fn leading(line: &str) -> Option<CreditLine> {
    static BRACKET: LazyLock<Regex> =
        LazyLock::new(|| rule(r"^[(\[]([^()\[\]]+)[)\]]\s*(\p{Lu}.*)$"));
    static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(?i)^(?:\u{a9}\s*)?(?:(LABEL)\s*:|(BY))\s*([^:.|]+?)\s*(?:[.|]|\s[-–—])\s+(\S.*)$")
    });
    static RIGHTS: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"^\u{a9}\s*((?:\d{4},? )?[^:.|]+?)\s*(?:[.|]|\s[-–—])\s+(\p{Lu}.*)$")
    });
    let found = bracketed(BRACKET.captures(line)).or_else(|| {
        let found = LABELLED.captures(line)?;
        let label = found.get(1).or(found.get(2))?.as_str();
        // "Photo: Dolls. A row of them": so short it may be a title.
        plainly(&found[3]).then(|| credited(&found[4], Some(label), &found[3], Rule::DashLabel))
    });
    let found = found.or_else(|| {
        let found = RIGHTS.captures(line)?;
        let name =
            found[1].trim_start_matches(|sign: char| sign.is_numeric() || " ,".contains(sign));
        plainly(name).then(|| credited(&found[2], None, &found[1], Rule::AgencySlash))
    })?;
    // What it describes is a sentence, and nothing more of the credit.
    let told = &found.description;
    let more = told.contains(" via ") || before_licence(told).is_some() || is_bare_credit(told);
    (told.split_whitespace().count() > 2 && !more)
        .then_some(CreditLine { confidence: Confidence::Medium, ..found })
}

fn bracketed(found: Option<regex::Captures<'_>>) -> Option<CreditLine> {
    let found = found?;
    with_label(&found[2], found[1].trim())
}

/// First and last name, or somebody and a house.
fn plainly(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    match parts.as_slice() {
        [name] => is_full_name(name),
        [name, house] => is_name_and_org(name, house),
        more => more.iter().all(|part| is_name(part)),
    }
}
