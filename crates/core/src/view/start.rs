//! The first screen, the person, and what the app remembers.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Problem, SiteView};

/// A person whose name stands on work: the writer of a story, or the editor who approves it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The name as it is to be printed.
    pub name: String,
    /// The address recorded beside the name; empty when none was given.
    #[serde(default)]
    pub email: String,
}

/// What the app remembers between starts. Kept outside every site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Whose name stands on what is written here.
    pub writer: Option<Person>,
    /// Who approved last.
    pub editor: Option<Person>,
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// In which languages spelling is checked: none chosen is the system's, an empty list is off.
    pub spelling: Option<Vec<String>>,
    /// Sites opened here, the latest first.
    pub recent: Vec<RecentSite>,
}

/// The colour scheme of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A site that was opened on this computer before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecentSite {
    /// Its folder, absolute.
    pub folder: String,
    /// Its name as shown.
    pub name: String,
    /// How many stories it had when it was last open.
    pub stories: u32,
    /// When it was last opened, RFC 3339.
    pub opened: String,
    /// Whether the folder is no longer there.
    #[serde(default)]
    pub missing: bool,
}

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Start {
    /// What is remembered.
    pub settings: Settings,
    /// The site that is open already (after a reload of the window, or named at the start).
    pub site: Option<SiteView>,
    /// The story that was opened last and is still open: the window goes on with it.
    pub story: Option<String>,
    /// Why the site named at the start could not be opened.
    pub problem: Option<Problem>,
    /// "linux", "macos" or "windows": keys are shown in the platform's own form.
    pub platform: String,
}

/// What came of opening a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Opening {
    /// It is open.
    Opened {
        /// The site.
        site: SiteView,
    },
    /// The folder has no history yet; Galley can begin one.
    NoHistory {
        /// The folder, absolute.
        folder: String,
        /// What to tell the person.
        problem: Problem,
    },
    /// It cannot be opened.
    Refused {
        /// The folder, absolute.
        folder: String,
        /// What to tell the person.
        problem: Problem,
    },
    /// The person closed the folder picker.
    Cancelled,
}
