//! One use of a picture in a post: its description, its caption and its credit.
//!
//! [`read`] finds every figure of a body, in whatever form it is written, with the bytes that
//! it takes up; [`write()`] makes the text for those bytes. The canonical form is shown to readers
//! by every generator without any change to the site:
//!
//! ```text
//! ![Description.](photo.jpg)
//! *Caption. (Photo: Name/Org)*
//! ```
//!
//! The words of a figure are held as a person types them: a description is plain text; a caption
//! is plain text in which only `[a link](https://…)` and `**strong**` mean something, and `\*`,
//! `\[`, `\]` stand for themselves. All escaping that a form needs is done by the writer and
//! undone by the reader, so that what is written and read again is equal.
//!
//! A line in which description and credit were run together is taken apart by [`credit`].

pub mod credit;
mod html;
mod inline;
mod own;
mod read;
mod rewrite;
mod shortcode;
mod sizes;
mod template;
#[cfg(test)]
mod tests;
mod write;

use std::ops::Range;

pub(crate) use html::{Tag, decode as decode_html, image as image_tag, next_tag};
pub use inline::{Piece, pieces, plain};
pub use own::{NONE as NO_TEMPLATES, Templates};
pub(crate) use own::{Shown, Template, Usual};
pub(crate) use read::{may_have_figures, read_events};
pub use read::{read, read_with};
pub use rewrite::{nowhere, rewrite};
pub use sizes::{Size, addresses, offering};
pub(crate) use template::{source_of, template_of};
pub use write::{line, markdown, write, write_with};

/// One use of a picture in a post's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The reference as written, escapes undone.
    pub src: String,
    /// Description (alt text), plain. Empty for decoration.
    pub alt: String,
    /// Caption: text, `[links](…)` and `**strong**`, on one line.
    pub caption: String,
    /// What the credit is for: "Photo", "Graphic", … Empty when the credit has none.
    pub label: String,
    /// Who made the picture, and for whom, as printed: `Name/Org`.
    pub credit: String,
    /// Where the credit leads, or empty.
    pub credit_url: String,
    /// The form that it is written in.
    pub form: Form,
    /// The bytes of the body that it takes up, without the last line end. kramdown attributes
    /// (`{: .wide}`) that follow stay outside, so that they survive a rewriting.
    pub span: Range<usize>,
    /// The line of the body on which it begins, counted from 1.
    pub line: usize,
}

/// A way of writing a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Canonical: an image and an emphasised line make one paragraph.
    Markdown,
    /// An image alone in its paragraph, perhaps inside a link.
    Plain,
    /// As plain, with the caption as the image's title.
    Title,
    /// A `<figure>` element.
    Html,
    /// Hugo's `{{< figure >}}`.
    Shortcode,
    /// A template of the site's own: an include of Jekyll's, a short code of Eleventy's or Zola's,
    /// a component of Astro's. It is changed where it stands and never written anew.
    Template,
    /// An image inside a sentence, a list or a table: not a figure of its own.
    Inline,
}

impl Form {
    /// The one with that name, of those that are written.
    pub fn named(name: &str) -> Option<Form> {
        let written = [Form::Markdown, Form::Title, Form::Html, Form::Shortcode];
        written.into_iter().find(|form| form.name() == name)
    }

    /// Its name on the wire and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Plain => "plain",
            Form::Title => "title",
            Form::Html => "html",
            Form::Shortcode => "shortcode",
            Form::Template => "template",
            Form::Inline => "inline",
        }
    }
}

/// Labels of a photograph, which say nothing else of it. Lower case.
const PHOTOGRAPHS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photography",
    "photographer",
    "photo credit",
    "picture",
    "image",
    "foto",
    "fotos",
    "bild",
    "bildnachweis",
    "crédit photo",
    "crédits photo",
    "photographie",
    "fotografía",
    "fotografia",
    "imagen",
    "imagem",
    "credit",
];

/// The other words that may stand before the colon of `(Label: credit)`; a bracket that begins in any
/// other way is part of the caption. Lower case.
const LABELS: &[&str] = &[
    "images",
    "graphic",
    "graphics",
    "infographic",
    "illustration",
    "illustrations",
    "illustrator",
    "art",
    "artwork",
    "drawing",
    "cartoon",
    "map",
    "chart",
    "screenshot",
    "rendering",
    "satellite image",
    "video",
    "still",
    "handout",
    "file photo",
    "courtesy",
    "source",
    "grafik",
    "karte",
    "archivbild",
    "archivfoto",
    "symbolbild",
    "symbolfoto",
    "quelle",
    "bildquelle",
    "crédit",
    "crédits",
    "carte",
    "crédito",
    "créditos",
    "ilustración",
    "ilustração",
    "fuente",
    "fonte",
    "gráfico",
    "mapa",
    "vídeo",
];

/// Takes `Label: credit` apart. The label comes back with a capital first letter.
fn labelled(text: &str) -> Option<(String, String)> {
    let (label, credit) = text.split_once(':')?;
    let (label, credit) = (label.trim(), credit.trim());
    if credit.is_empty() || !is_label(label) {
        return None;
    }
    Some((capitalised(label), credit.to_owned()))
}

/// Whether a word may stand before a credit, so that both are read as what they are.
pub(crate) fn is_label(text: &str) -> bool {
    is_photograph(text) || LABELS.contains(&text.to_lowercase().as_str())
}

/// Whether a label says that it is a photograph, and nothing else of it.
pub(crate) fn is_photograph(label: &str) -> bool {
    PHOTOGRAPHS.contains(&label.to_lowercase().as_str())
}

/// Whether a piece of template code is a figure that is read.
pub(crate) fn is_template(text: &str, own: &Templates) -> bool {
    template::at(text, own).is_some_and(|call| call.length == text.len())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// Where the credit bracket of a line begins: its last bracket, when it is `(Label: …)` and
/// nothing but a full stop follows it. Returns the bytes inside the brackets.
fn credit_bracket(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end();
    let end = end.strip_suffix(").").or_else(|| end.strip_suffix(')'))?.len();
    let names_credit = |open: usize| labelled(&text[open + 1..end]).is_some();
    let mut unclosed = Vec::new();
    let mut stray = false;
    for (at, sign) in text[..end].char_indices() {
        match sign {
            '(' => unclosed.push(at),
            ')' => stray |= unclosed.pop().is_none(),
            _ => {}
        }
    }
    // The bracket that the final ")" closes; a credit with an open bracket of its own comes
    // second, one with a closing bracket of its own last.
    if let Some(&open) = unclosed.iter().rev().find(|&&open| names_credit(open)) {
        return Some(open + 1..end);
    }
    if unclosed.is_empty() || stray {
        let open =
            text[..end].rmatch_indices('(').map(|(at, _)| at).find(|&at| names_credit(at))?;
        let inside = &text[open + 1..end];
        // "(Photo: x) and (left)" is not a credit with brackets of its own.
        if inside.matches(')').count() > inside.matches('(').count() {
            return Some(open + 1..end);
        }
    }
    None
}
