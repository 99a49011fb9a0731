//! Leaving a finding as it is: who did, when, and why. The reason is kept, and goes into the
//! approval.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::files::{self, At, PathError};

use super::{Field, Finding, Rule, Severity};

/// A finding that somebody left as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Which finding: see [`Finding::key`].
    pub key: String,
    /// Why it is right as it is.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// RFC 3339.
    pub at: String,
}

/// What tells a finding of a rule about a field and some words of it.
pub fn key(rule: Rule, field: &Field, about: &str) -> String {
    format!("{} {} {about}", rule.id(), field.name())
}

impl Finding {
    /// Tells this finding from the others of its story, and stays the same while other parts of
    /// the text change: rule, field, words.
    pub fn key(&self) -> String {
        key(self.rule, &self.field, &self.about)
    }

    /// What the approval keeps of it: rule, words, reason.
    pub fn kept(&self, reason: &str) -> String {
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let about: String = one_line(&self.about).chars().take(80).collect();
        let about = if about.is_empty() { String::new() } else { format!(" “{about}”") };
        format!("{}{about}: {}", self.rule.id(), one_line(reason))
    }
}

/// The pass of a finding, if somebody left it as it is. What must be fixed cannot be left.
pub fn passed<'a>(finding: &Finding, passes: &'a [Pass]) -> Option<&'a Pass> {
    let key = finding.key();
    let pass = passes.iter().find(|pass| pass.key == key);
    pass.filter(|_| finding.severity != Severity::Error)
}

/// What was left as it is in the stories of a site. Kept on this computer, outside the site, until
/// an approval takes the reasons in.
#[derive(Debug, Default)]
pub struct Passes {
    file: PathBuf,
    /// By story.
    all: BTreeMap<String, Vec<Pass>>,
}

impl Passes {
    /// Those of a file; none where it cannot be read: a reason is asked for again.
    pub fn read(file: PathBuf) -> Passes {
        let text = files::read_if_there(&file).ok().flatten();
        let all = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        Passes { file, all }
    }

    /// Those of a story.
    pub fn of(&self, path: &str) -> &[Pass] {
        self.all.get(path).map_or(&[], Vec::as_slice)
    }

    /// Leaves a finding as it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn put(&mut self, path: &str, pass: Pass) -> Result<(), PathError> {
        let passes = self.all.entry(path.to_owned()).or_default();
        passes.retain(|old| old.key != pass.key);
        passes.push(pass);
        self.write()
    }

    /// Takes it back: the finding is to be looked at again.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn take_back(&mut self, path: &str, key: &str) -> Result<(), PathError> {
        if let Some(passes) = self.all.get_mut(path) {
            passes.retain(|pass| pass.key != key);
        }
        self.all.retain(|_, passes| !passes.is_empty());
        self.write()
    }

    fn write(&self) -> Result<(), PathError> {
        if let Some(folder) = self.file.parent() {
            std::fs::create_dir_all(folder).at(folder)?;
        }
        let before = files::read_if_there(&self.file)?;
        let text = serde_json::to_vec_pretty(&self.all).unwrap_or_default();
        files::replace(&self.file, before.as_deref(), &text).map(|_| ())
    }
}
