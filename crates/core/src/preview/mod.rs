//! The page as readers see it, from a post's text and fields.
//!
//! 1. [`blocks`] cuts the text into its top-level blocks and renders each to HTML; figures come
//!    out as `<figure>` with caption and credit.
//! 2. [`clean`] sanitises each block: the words in a post are nobody's code.
//! 3. [`Sheet`] keeps the page of a text up while somebody types, at a cost that does not grow
//!    with the text.
//! 4. [`head`] and [`card`] do the same for what stands above the text, and for the list.
//!
//! The article and the card are laid out here and nowhere else; how they look is the style
//! sheet's matter.

pub(crate) mod around;
mod blocks;
pub mod clean;
mod columns;
mod definitions;
mod embeds;
mod places;
mod sheet;

use std::fmt::Write as _;

pub(crate) use blocks::plain_line_ends;
pub use blocks::render;
pub(crate) use places::units;
pub use sheet::{Changed, OutOfRange, Patch, Sheet};

use crate::figure;
use crate::story::{Lead, Story};

/// Where the pictures of a page come from.
pub trait Pictures {
    /// What is known of the picture that a post refers to.
    fn find(&self, src: &str) -> Picture;

    /// The templates of the site's own that show a picture.
    fn templates(&self) -> &figure::Templates {
        figure::NO_TEMPLATES
    }
}

/// What a reference to a picture leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// A picture that may be shown.
    Here {
        /// The address for the page.
        url: String,
        /// Pixels, where known.
        size: Option<(u32, u32)>,
    },
    /// Its file is not there.
    Missing,
    /// It is there, in a form that is not shown here: a drawing, say.
    NotShown {
        /// The file's name; empty where the picture stands in the text itself.
        name: String,
    },
    /// It lies on another site, and the preview loads nothing from elsewhere.
    Elsewhere {
        /// The host's name.
        host: String,
    },
}

/// References as they are written: for a page outside the app.
pub struct AsWritten;

impl Pictures for AsWritten {
    fn find(&self, src: &str) -> Picture {
        match host(src) {
            Some(host) => Picture::Elsewhere { host },
            None => Picture::Here { url: src.to_owned(), size: None },
        }
    }
}

/// As [`AsWritten`], for a site with templates of its own.
pub struct AsWrittenIn<'a>(pub &'a figure::Templates);

impl Pictures for AsWrittenIn<'_> {
    fn find(&self, src: &str) -> Picture {
        AsWritten.find(src)
    }

    fn templates(&self) -> &figure::Templates {
        self.0
    }
}

/// The host of an address on another site.
pub fn host(src: &str) -> Option<String> {
    let rest = src.strip_prefix("//").or_else(|| src.split_once("://").map(|(_, rest)| rest))?;
    Some(rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned())
}

/// What stands above the text: headline, `Author • Month D, YYYY`, dek, lead figure.
pub fn head(story: &Story, pictures: &dyn Pictures) -> String {
    let mut html = String::new();
    let long = if is_long(&story.title) { " class=\"is-long\"" } else { "" };
    let _ = write!(html, "<h1{long}>{}</h1>", escape(&story.title));
    let parts = [story.authors.join(", "), story.long_date()];
    let byline = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
    if !byline.is_empty() {
        let _ = write!(html, "<p class=\"byline\">{}</p>", escape(&byline.join(" • ")));
    }
    if !story.dek.is_empty() {
        let _ = write!(html, "<p class=\"dek\">{}</p>", escape(&story.dek));
    }
    if let Some(lead) = &story.lead {
        html.push_str(&blocks::figure_html(&lead.figure(), pictures));
    }
    clean::clean(&html)
}

/// The card: picture with alt text and credit, headline, `By Author Month D, YYYY`, dek.
pub fn card(story: &Story, pictures: &dyn Pictures) -> String {
    let mut html = String::new();
    let shown = story.lead.as_ref().filter(|lead| !lead.src.is_empty());
    let plain = if shown.is_some() { "" } else { " card--plain" };
    let _ = write!(html, "<article class=\"card{plain}\">");
    if let Some(lead) = shown {
        let _ = write!(
            html,
            "<div class=\"pic\">{}",
            blocks::image_html(&lead.src, &lead.alt, pictures)
        );
        let credit = lead.credit_line();
        if !credit.is_empty() {
            let _ = write!(html, "<span class=\"credit\">{}</span>", escape(&credit));
        }
        html.push_str("</div>");
    }
    let _ = write!(html, "<div><h2 dir=\"auto\">{}</h2>", escape(&story.title));
    let byline = [story.authors.join(", "), story.long_date()];
    let byline: Vec<String> = byline.into_iter().filter(|part| !part.is_empty()).collect();
    if !byline.is_empty() {
        let by = if story.authors.is_empty() { "" } else { "By " };
        let _ =
            write!(html, "<p class=\"byline\" dir=\"auto\">{by}{}</p>", escape(&byline.join(" ")));
    }
    if !story.dek.is_empty() {
        let _ = write!(html, "<p class=\"dek\" dir=\"auto\">{}</p>", escape(&story.dek));
    }
    html.push_str("</div></article>");
    clean::clean(&html)
}

/// The whole article, for a page outside the app.
pub fn article(story: &Story, body: &str, pictures: &dyn Pictures) -> String {
    let mut html = String::from("<article class=\"article\">\n");
    html.push_str(&head(story, pictures));
    html.push_str("\n<div class=\"copy\">\n");
    for block in render(body, pictures) {
        html.push_str(&block);
        html.push('\n');
    }
    html.push_str("</div>\n</article>\n");
    html
}

/// Whether a headline is set one size smaller: over 110 characters.
fn is_long(title: &str) -> bool {
    title.chars().count() > 110
}

/// Text as HTML text.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

impl Lead {
    /// The lead picture as a figure of the page.
    fn figure(&self) -> figure::Figure {
        figure::Figure {
            src: self.src.clone(),
            alt: self.alt.clone(),
            caption: self.caption.clone(),
            label: self.label.clone(),
            credit: self.credit.clone(),
            credit_url: self.credit_url.clone(),
            form: figure::Form::Markdown,
            span: 0..0,
            line: 0,
        }
    }
}
