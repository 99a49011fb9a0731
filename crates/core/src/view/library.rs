//! The index of stories.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SiteView;

/// How far a story has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Changed in the folder, and readers have no version of it.
    Writing,
    /// Approved as it stands, not yet with readers.
    Approved,
    /// Readers have it as it stands.
    Live,
    /// Readers have an earlier version.
    LiveWithChanges,
}

/// One row of the list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StoryRow {
    /// Where its file is, relative to the site, with `/`. This names the story everywhere.
    pub path: String,
    /// Its headline; the file's name where it has none.
    pub title: String,
    /// Its dek, or empty.
    pub dek: String,
    /// Its byline.
    pub authors: Vec<String>,
    /// Its date, RFC 3339 or as written; empty when it has none.
    pub date: String,
    /// The date as shown in a list: "Nov 18", with the year when it is another one.
    pub day: String,
    /// What a link to it says (`/posts/night-court/`, with the folder that the whole site stands
    /// in); empty where that is not known.
    pub address: String,
    /// How far it has come.
    pub state: State,
    /// Whether readers have a version of it, this one or an earlier one.
    pub with_readers: bool,
    /// The picture to show small, where it has one.
    pub thumbnail: Option<String>,
    /// Why the fields cannot be read: the story opens for repair.
    pub broken: Option<Broken>,
}

/// Why a post cannot be read as a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Broken {
    /// One plain sentence.
    pub reason: String,
    /// The line in the file, counted from 1, where known.
    pub line: Option<u32>,
    /// Whether it can be edited as it stands (a damaged header), or only be looked at.
    pub repairable: bool,
}

/// The index: all stories, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Library {
    /// The site that they belong to.
    pub site: SiteView,
    /// Newest first.
    pub stories: Vec<StoryRow>,
    /// How many are approved and wait to be sent.
    pub waiting: u32,
    /// How many of those wait for a connection.
    pub offline: u32,
    /// Stories of which others published another version, and somebody has to decide.
    pub undecided: Vec<String>,
}
