//! How a site wants its posts.

use super::Generator;
use crate::figure::Form;
use crate::metadata::Format;
use crate::post::{folder, is_bundle};

/// The keys under which the model's fields stand in the header. `None`: the site has no name
/// for it. Nested keys are joined by dots (`image.alt`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Headline.
    pub title: Option<String>,
    /// Dek.
    pub description: Option<String>,
    /// Byline.
    pub authors: Option<String>,
    /// Date.
    pub date: Option<String>,
    /// Date of the last correction or update.
    pub updated: Option<String>,
    /// Tags.
    pub tags: Option<String>,
    /// Lead picture: the reference.
    pub lead_src: Option<String>,
    /// Lead picture: description.
    pub lead_alt: Option<String>,
    /// Lead picture: caption.
    pub lead_caption: Option<String>,
    /// Lead picture: credit.
    pub lead_credit: Option<String>,
}

/// Where a new post's file goes: `{slug}`, `{year}`, `{month}` and `{day}` are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostPath(pub String);

impl PostPath {
    /// The path of a new post.
    pub fn fill(&self, slug: &str, date: jiff::civil::Date) -> String {
        self.0
            .replace("{slug}", slug)
            .replace("{year}", &format!("{:04}", date.year()))
            .replace("{month}", &format!("{:02}", date.month()))
            .replace("{day}", &format!("{:02}", date.day()))
    }

    /// Whether each post has a folder of its own, with its pictures beside it.
    pub fn is_bundle(&self) -> bool {
        self.0.rsplit('/').next().is_some_and(|name| name.starts_with("index."))
    }
}

/// The profile of a site.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What builds it.
    pub generator: Generator,
    /// Where new posts go.
    pub posts: PostPath,
    /// How the header of a new post is written.
    pub format: Format,
    /// Its keys.
    pub keys: Keys,
    /// Whether the byline is one text (`author: Ana`) and not a list.
    pub single_author: bool,
    /// The form in which new figures are written.
    pub figure: Form,
    /// Where pictures go: beside the post (`""`), or a folder of the site.
    pub images: String,
    /// What a reference to such a picture starts with (`/assets/images/`); empty beside the post.
    pub image_address: String,
    /// Constant keys that each new post carries, as the newest posts all do (`layout: post`).
    pub constants: Vec<(String, crate::metadata::Value)>,
    /// IANA name of the zone that dates are written in.
    pub time_zone: String,
}

impl Profile {
    /// Where a picture of that post goes, relative to the site, and what a reference to it starts
    /// with: beside the post, or in the site's own folder for pictures.
    pub fn picture_place(&self, post: &str) -> (String, String) {
        if self.images.is_empty() || is_bundle(post) {
            (folder(post).to_owned(), String::new())
        } else {
            (self.images.clone(), self.image_address.clone())
        }
    }
}
