//! What the copy desk keeps from being approved or sent, and house rules that cannot be read.

use super::{inside, problem, visible};
use crate::check::{Finding, HouseError, Rule, Severity};
use crate::view::Problem;

/// What must be fixed before a story is approved, if anything must.
pub fn must_be_fixed(findings: &[Finding]) -> Option<Problem> {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let errors: Vec<&Finding> = errors.collect();
    let first = errors.first()?;
    let hint = match errors.len() {
        1 => "Nothing was approved. Fix it and try again.".to_owned(),
        2 => "Nothing was approved. One more thing must be fixed.".to_owned(),
        more => format!("Nothing was approved. {} more things must be fixed.", more - 1),
    };
    Some(problem("findings", format!("{}: {}", first.place, first.message), hint))
}

/// What keeps an approved story from readers: a picture that may not be shown any more. Days pass
/// between an approval and a publication.
pub fn may_not_be_shown(title: &str, findings: &[Finding]) -> Option<Problem> {
    let ended = findings
        .iter()
        .find(|finding| finding.rule == Rule::I11 && finding.severity == Severity::Error)?;
    Some(problem(
        "rights-ended",
        format!("“{}” was not sent. {}", visible(title), ended.message),
        "Nothing was sent. Take another picture, or write down the new last day in the picture’s form.",
    ))
}

/// House rules that cannot be read or written.
pub fn house(error: &HouseError) -> Problem {
    match error {
        HouseError::File(error) => error.into(),
        HouseError::Damaged { line, reason } => problem(
            &inside("house-rules", reason),
            match line {
                Some(line) => {
                    format!(
                        "The house rules cannot be read: line {line} of .galley/site.toml is damaged."
                    )
                }
                None => "The house rules cannot be read: .galley/site.toml is damaged.".to_owned(),
            },
            "The usual rules hold until somebody repairs it.",
        ),
        HouseError::Moved => problem(
            "house-rules-moved",
            "Somebody else wrote the house rules at the same moment. Nothing was changed.",
            "Look at them again and try once more.",
        ),
    }
}

impl From<&HouseError> for Problem {
    fn from(error: &HouseError) -> Problem {
        house(error)
    }
}
