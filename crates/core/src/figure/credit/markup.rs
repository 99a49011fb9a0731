//! Lines that carry markup: a caption is copied out of a page with its emphasis, its links, its
//! tags and its entities, and the signs stand around the credit, or around both.
//!
//! The line is read once as it stands and once without its markup. The first reading is taken when
//! it leaves no half of a pair behind, so that emphasis within a description stays.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{CreditLine, rule};
use crate::figure::html;

/// Which of two readings of a line is whole: that of the line as it stands, or that without markup.
pub(super) fn whole(as_it_stands: CreditLine, without: CreditLine) -> CreditLine {
    // What is left of a pair whose words went with the credit, and entities that a reader sees.
    static LEFT: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)<[a-z][^<>]*>\s*</|<br\s*/?>\s*$|&#?\w+;"));
    let same = |text: &str, plain: &str| unmarked(text) == plain && !LEFT.is_match(text);
    let credits = as_it_stands.credit.as_deref().zip(without.credit.as_deref());
    let kept = credits.is_some_and(|(credit, plain)| same(credit, plain))
        && same(&as_it_stands.description, &without.description);
    if kept || without.credit.is_none() { as_it_stands } else { without }
}

/// A line without tags, entities and emphasis; links are those of Markdown.
pub(super) fn unmarked(line: &str) -> String {
    static ANCHOR: LazyLock<Regex> = LazyLock::new(|| {
        rule(r#"(?i)<a\s[^<>]*?href\s*=\s*["']?([^"'\s<>]*)["']?[^<>]*>([^<>\[\]]+)</a>"#)
    });
    static BREAK: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)\s*(?:<br\s*/?>|</p>\s*<p[^<>]*>)\s*"));
    static TAG: LazyLock<Regex> = LazyLock::new(|| rule(r"(?i)</?[a-z][^<>@]*>"));
    // "[Photo: Ana Ruiz](https://…)": the label is none of the link's.
    static LABELLED_LINK: LazyLock<Regex> = LazyLock::new(|| {
        rule(
            r"(?i)\[((?:(?:LABEL)\s*:|(?:BY)\s))\s*([^\[\]]+)\](\((?:https?:|mailto:|/)[^\s()]*\))",
        )
    });
    // "（写真：佐藤健一）": brackets and colon of full width.
    static WIDE: LazyLock<Regex> =
        LazyLock::new(|| rule(r"(?i)\s*（\s*(LABEL)\s*[：:]\s*([^（）]+?)\s*）\s*$"));
    static STRONG: LazyLock<Regex> = LazyLock::new(|| rule(r"\*\*(\S|\S[^*]*\S)\*\*"));
    static STARS: LazyLock<Regex> = LazyLock::new(|| rule(r"\*(\S|\S[^*]*\S)\*"));
    static LINES: LazyLock<Regex> = LazyLock::new(|| {
        rule(r"(^|[\s(\[“‘—–])_{1,2}([^\s_]|[^\s_][^_]*[^\s_])_{1,2}($|[\s)\].,;:!?”’])")
    });
    let linked = |link: &Captures<'_>| match link[1].starts_with("http") {
        true => format!("[{}]({})", &link[2], &link[1]),
        false => link[2].to_owned(),
    };
    let line = ANCHOR.replace_all(line, linked);
    let line = BREAK.replace_all(&line, " ");
    let line = TAG.replace_all(&line, "");
    let line = html::decode(&line);
    let line = LABELLED_LINK.replace_all(&line, "$1 [$2]$3");
    let line = WIDE.replace(&line, " ($1: $2)");
    let line = STRONG.replace_all(&line, "$1");
    let line = STARS.replace_all(&line, "$1");
    let line = LINES.replace_all(&line, "$1$2$3");
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
