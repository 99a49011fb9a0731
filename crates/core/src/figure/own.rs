//! The templates of a site's own that show a picture, and what each of their parameters says.
//!
//! `{% include pic.html file="a.jpg" desc="…" words="…" by="…" %}` says nothing by itself: what
//! `file` and `by` are, stands in `_includes/pic.html`. Whoever has read that
//! ([`crate::site`]) keeps it here. A parameter whose role nobody can tell is none of the picture's.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::template::Call;
use super::{Figure, Form, read_with, rewrite};

/// What each template of a site that shows a picture takes, by the name that it is called by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Templates(Option<Arc<Inner>>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Inner {
    known: BTreeMap<String, Template>,
    usual: Option<Usual>,
}

/// How a template shows a value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Shown {
    /// As Markdown.
    #[default]
    Markdown,
    /// As HTML: nothing is escaped.
    Html,
    /// As plain text.
    Text,
}

/// A template that shows a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Template {
    /// Names of the values that are given without one, in order.
    pub(crate) places: Vec<String>,
    /// The parameter that names the file.
    pub(crate) src: String,
    /// What the template puts before that, and behind it.
    pub(crate) around: (String, String),
    /// Whether the address begins at the site's root, also where the value does not say so.
    pub(crate) rooted: bool,
    /// Description.
    pub(crate) alt: Option<String>,
    /// Whether that is put out as it is: a quotation mark in it would end the description.
    pub(crate) raw_alt: bool,
    /// Caption, and how it is shown.
    pub(crate) caption: Option<(String, Shown)>,
    /// Credit, and how it is shown.
    pub(crate) credit: Option<(String, Shown)>,
    /// Where the credit leads.
    pub(crate) link: Option<String>,
    /// Whether the template itself says what the credit is for: “Photo: ”.
    pub(crate) labelled: bool,
    /// Whether parameters are parted by commas.
    pub(crate) commas: bool,
    /// Whether a quotation mark in a value may be a back-tick, and no apostrophe: Hugo.
    pub(crate) ticks: bool,
}

/// How the newest posts call the template that they use most.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Usual {
    /// The template.
    pub(crate) name: String,
    /// A call as it stands in a post.
    pub(crate) call: String,
}

/// No template at all.
pub const NONE: &Templates = &Templates(None);

impl Templates {
    /// These templates, and the call that new pictures are written like.
    pub(crate) fn new(known: BTreeMap<String, Template>, usual: Option<Usual>) -> Templates {
        if known.is_empty() {
            return Templates(None);
        }
        Templates(Some(Arc::new(Inner { known, usual })))
    }

    /// What a template of that name takes.
    pub(super) fn find(&self, name: &str) -> Option<&Template> {
        let known = &self.0.as_ref()?.known;
        known.get(name).or_else(|| known.get(name.strip_suffix(".html")?))
    }

    /// Whether there is a sign of one of them that no other figure has: a component.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|inner| {
            let mut components = inner
                .known
                .keys()
                .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
            components.any(|name| text.contains(&format!("<{name}")))
        })
    }

    /// Whether Hugo's own `figure` is not the one that is called.
    pub(super) fn has_figure(&self) -> bool {
        self.find("figure").is_some()
    }

    /// Whether new pictures can be written like those of the newest posts.
    pub(crate) fn has_usual(&self) -> bool {
        self.0.as_ref().is_some_and(|inner| inner.usual.is_some())
    }

    /// A new figure, written as the newest posts do; nothing where that cannot say all of it.
    pub fn write(&self, figure: &Figure) -> Option<String> {
        let usual = self.0.as_ref()?.usual.as_ref()?;
        let template = self.find(&usual.name)?;
        let file = template.value(&figure.src)?;
        let bare = Call::emptied(&usual.call, &file, self)?;
        let wanted = Figure { form: Form::Template, span: 0..bare.len(), ..figure.clone() };
        if read_with(&bare, self).first()? == &(Figure { line: 1, ..wanted.clone() }) {
            return Some(bare);
        }
        rewrite(&bare, &wanted, Form::Template, self)
    }
}

impl Template {
    /// The address of the picture that a value names.
    pub(crate) fn address(&self, value: &str) -> String {
        let value = value.trim();
        if value.is_empty() || value.contains("://") || value.contains("{{") {
            return value.to_owned();
        }
        let (before, after) = (self.around.0.as_str(), self.around.1.as_str());
        let root = if self.rooted && !before.starts_with('/') && !value.starts_with('/') {
            "/"
        } else {
            ""
        };
        let value = if before.ends_with('/') { value.trim_start_matches('/') } else { value };
        format!("{root}{before}{value}{after}")
    }

    /// The value that names the picture of this address; nothing where the template shows no
    /// picture that lies there.
    pub(crate) fn value(&self, address: &str) -> Option<String> {
        let (before, after) = (self.around.0.as_str(), self.around.1.as_str());
        let plain = crate::template::plain_address(address);
        let address = if before.starts_with('/') || self.rooted { plain.as_ref() } else { address };
        let inner = address.strip_suffix(after)?;
        let value = match inner.strip_prefix(before) {
            Some(value) => value,
            None if self.rooted => inner.strip_prefix('/')?.strip_prefix(before)?,
            None => return address.contains("://").then(|| address.to_owned()),
        };
        // Said as the site says it: without the root that the template puts there.
        let value = match value.strip_prefix('/') {
            Some(bare) if self.rooted && before.is_empty() => bare,
            _ => value,
        };
        (!value.is_empty()).then(|| value.to_owned())
    }
}
