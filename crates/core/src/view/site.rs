//! A site: how it is kept, and how its pages look.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Problem;

/// An open site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteView {
    /// Its name: from the site's own configuration, else the folder's.
    pub name: String,
    /// The folder, absolute.
    pub folder: String,
    /// Its public address without scheme ("orrinrecord.example"), where known.
    pub address: Option<String>,
    /// hugo, jekyll, eleventy, astro, zola or generic.
    pub generator: String,
    /// IANA name of the zone that new dates are written in.
    pub time_zone: String,
    /// Whether this is the sample that "Just try it" opened.
    pub sample: bool,
    /// Whether publishing has somewhere to go.
    pub can_publish: bool,
    /// Whether somebody looked at how the site keeps its stories.
    pub confirmed: bool,
    /// Where a new story can go, the usual place first.
    pub places: Vec<PlaceView>,
    /// How long a headline should be.
    pub headline: Length,
    /// How long a dek should be.
    pub dek: Length,
}

/// How many characters a text should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Length {
    /// Below, it looks lost.
    pub least: u32,
    /// Above, readers are not shown all of it.
    pub fits: u32,
    /// Above, it is refused.
    pub most: u32,
    /// Whether the site itself says how much fits.
    pub said: bool,
}

/// A place that a new story can go to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceView {
    /// The pattern of the file, which names the place.
    pub path: String,
    /// The folder, relative to the site.
    pub folder: String,
    /// The code of its language, where the site has several.
    pub language: Option<String>,
    /// How many stories are there.
    pub stories: u32,
}

/// How a site keeps its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SiteProfile {
    /// What can be said of it.
    pub rows: Vec<ProfileRow>,
    /// Whether somebody looked at it.
    pub confirmed: bool,
    /// Why what was said of it counts for nothing.
    pub problem: Option<Problem>,
}

/// One thing that can be said of how a site keeps its stories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileRow {
    /// generator, folders, path, description, authors, date, updated, tags, lead_src, lead_alt,
    /// lead_caption, lead_credit, figure, images or pages.
    pub id: String,
    /// Whether one of the choices holds, or several.
    pub kind: RowKind,
    /// The choice that was learned; empty where that is not one.
    pub learned: Vec<String>,
    /// What was found.
    pub choices: Vec<ProfileChoice>,
}

/// How many of a row's choices hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum RowKind {
    /// One.
    One,
    /// Any number.
    Several,
}

/// Something that a row can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileChoice {
    /// What is sent to choose it: a name, a folder, a key, empty for none; of pictures the folder
    /// and what references to it start with.
    pub value: Vec<String>,
    /// Whether it holds now.
    pub chosen: bool,
    /// How many stories are there: of folders.
    pub stories: u32,
    /// What a story says there: of keys. Empty where no story does.
    pub example: String,
}

/// Who is signed in where a site's stories are sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedIn {
    /// The computer there.
    pub host: String,
    /// The name; `None` when nobody is signed in.
    pub user: Option<String>,
    /// Whether it stays so after a restart: the system has a keychain, and took it.
    pub stays: bool,
    /// Whether a code that is typed in a browser signs in there.
    pub codes: bool,
}

/// A code that signs in when it is typed in a browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignInCode {
    /// What is typed.
    pub code: String,
    /// The page where it is typed.
    pub page: String,
    /// How long it lasts from now, in minutes.
    pub minutes: u32,
}

/// How the site itself looks: its style sheets, and what stands around a story in its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Look {
    /// All its sheets, one after the other; they load nothing but pictures of the site.
    pub css: String,
    /// The files that they come from, relative to the site.
    pub sheets: Vec<String>,
    /// Whether a built page or the profile told it; else it is guessed from the theme.
    pub sure: bool,
    /// The root of a page.
    pub root: LookElement,
    /// Its body.
    pub body: LookElement,
    /// From the body's child to what holds both headline and text.
    pub around: Vec<LookElement>,
    /// Around the headline alone.
    pub head: Vec<LookElement>,
    /// The headline.
    pub title: LookElement,
    /// Around the text alone; the last one holds its paragraphs.
    pub text: Vec<LookElement>,
}

/// An element as style sheets know it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LookElement {
    /// Its name: one that may stand around a story.
    pub tag: String,
    /// Its id, or empty.
    pub id: String,
    /// Its classes, or empty.
    pub class: String,
    /// The language of what is in it, or empty.
    pub lang: String,
    /// Which way that is written: `ltr`, `rtl`, `auto`, or empty.
    pub dir: String,
    /// Its `data-` attributes with their values.
    pub data: Vec<(String, String)>,
}
