//! The copy desk: findings and the rules of the house.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Change, FieldEdit, Problem};

/// What the copy desk found in a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Findings {
    /// Names the story.
    pub path: String,
    /// The version that was looked at: places are those of its text.
    pub version: u32,
    /// What must be fixed first, then by place.
    pub findings: Vec<Finding>,
    /// Why the house rules could not be read, if so; the usual ones held.
    pub problem: Option<Problem>,
}

/// One thing that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Finding {
    /// Tells it from the others of its story, and stays the same while other words change.
    pub key: String,
    /// The rule's number.
    pub rule: String,
    /// What it weighs.
    pub severity: Severity,
    /// What is to be looked at.
    pub message: String,
    /// Where it is, in words.
    pub place: String,
    /// Where it is.
    pub at: FindingPlace,
    /// What would settle it in one step.
    pub fix: Option<FindingFix>,
    /// Set when somebody left it as it is.
    pub left: Option<LeftFinding>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Must be fixed: blocks approval.
    Error,
    /// Worth a look: may be left as it is, with a reason.
    Warning,
    /// Advice.
    Info,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FindingPlace {
    /// In the text, in the editor's offsets.
    Text {
        /// Where it begins.
        from: u32,
        /// Where it ends.
        to: u32,
    },
    /// In the words of a picture of the text.
    Figure {
        /// Where its figure begins, in the editor's offsets.
        from: u32,
        /// src, alt, caption, credit, until or terms.
        part: String,
    },
    /// In the words of the lead picture.
    Lead {
        /// As in a figure.
        part: String,
    },
    /// In a field.
    Field {
        /// title, description, authors, date, updated, tags, slug, or the site's own key.
        name: String,
    },
    /// In the story as a whole.
    Story,
}

/// What would settle a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FindingFix {
    /// What it does.
    pub label: String,
    /// The change.
    pub act: FixAct,
}

/// A change that settles a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum FixAct {
    /// Of the text of that version, in order.
    Text {
        /// The changes.
        changes: Vec<Change>,
    },
    /// Of a field.
    Field {
        /// The change.
        edit: FieldEdit,
    },
    /// Of the site's folder: the picture goes to the trash.
    Delete {
        /// Its file, relative to the site.
        file: String,
    },
}

/// A finding that somebody left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LeftFinding {
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What the house wants of its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseRules {
    /// Words that are written otherwise here.
    pub words: Vec<HouseWord>,
    /// Names that are not printed.
    pub do_not_name: Vec<String>,
    /// Labels that a credit may have; any where there are none.
    pub labels: Vec<String>,
    /// How long and how large things may be.
    pub limits: Vec<HouseLimit>,
    /// Whether one person may write and approve.
    pub one_person: bool,
    /// All rules, with what they weigh here.
    pub rules: Vec<HouseRule>,
    /// Entries of the file that were not understood.
    pub strange: Vec<String>,
    /// Why the file could not be read, if so; the usual rules hold.
    pub problem: Option<Problem>,
}

/// A word that the house writes otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseWord {
    /// What is not written.
    pub wrong: String,
    /// What is.
    pub right: String,
}

/// How long or large something may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseLimit {
    /// What it is about.
    pub name: String,
    /// The number elsewhere.
    pub usual: u32,
    /// The number here.
    pub value: u32,
}

/// A rule, and what it weighs here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseRule {
    /// Its number.
    pub id: String,
    /// What it is about.
    pub name: String,
    /// What it weighs elsewhere.
    pub usual: Severity,
    /// What it weighs here; none when it is switched off.
    pub severity: Option<Severity>,
}
