//! The one place where the Markdown parser is configured.
//!
//! Preview, cards, figures, checks and word counts all read a text through [`parser`], so that
//! nothing is a heading to one of them and a paragraph to another.
//!
//! Deliberately absent: definition lists, metadata blocks, the old footnotes and wikilinks.
//! Together with other extensions they take time quadratic in the length of the text; the
//! front matter is cut off before a text comes here.

use pulldown_cmark::{BrokenLink, CowStr, Options, Parser};

/// The extensions that every text is read with: those that all five generators share.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// A parser over `text`, which has no front matter.
pub fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, options())
}

/// Address and title of a reference definition.
pub type Destination<'a> = (CowStr<'a>, CowStr<'a>);

/// A parser over a part of a text. References that the part does not define are asked for from
/// `elsewhere`.
pub fn parser_of_part<'a, F>(part: &'a str, elsewhere: F) -> Parser<'a, F>
where
    F: FnMut(BrokenLink<'a>) -> Option<Destination<'a>>,
{
    Parser::new_with_broken_link_callback(part, options(), Some(elsewhere))
}
