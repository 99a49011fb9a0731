//! A credit on one line: with a label, with a link, and within a caption.

use super::one_line;
use crate::figure;
use crate::metadata::{Fields, Value};
use crate::site::Keys;
use crate::view::PictureWords;

/// What stands before a credit that a theme shows within the caption: `Photo credit: …`.
const CREDIT_MARKS: [&str; 5] =
    ["Photo credit", "Photo credits", "Image credit", "Image credits", "Picture credit"];

/// What a caption ends with where a credit can follow it.
pub(super) const CREDIT_FOLLOWS: [char; 12] =
    ['.', '!', '?', '”', '"', ')', ']', '|', '–', '—', '-', ','];

/// A caption that ends in a credit: the caption, the mark as it is written, and the credit.
pub(super) fn credited_caption(text: &str) -> Option<(&str, &str, &str)> {
    let lower = text.to_ascii_lowercase();
    CREDIT_MARKS.iter().find_map(|mark| {
        let at = lower.rfind(&format!("{}:", mark.to_ascii_lowercase()))?;
        let (before, rest) = text.split_at(at);
        let begins = before.is_empty() || before.trim_end().ends_with(CREDIT_FOLLOWS);
        let credit = rest[mark.len() + 1..].trim();
        (begins && !credit.is_empty()).then(|| (before.trim(), &rest[..mark.len()], credit))
    })
}

/// How the credit is marked where it stands within the caption: as in this post, or as
/// Minimal Mistakes shows it, which has no other place for it.
pub(super) fn credit_mark(fields: &Fields, keys: &Keys) -> Option<String> {
    let text = |key: &Option<String>| {
        key.as_deref().and_then(|key| fields.get(&key.into())).and_then(Value::as_str)
    };
    if text(&keys.lead_credit).is_some_and(|credit| !credit.trim().is_empty()) {
        return None;
    }
    if let Some((_, mark, _)) = text(&keys.lead_caption).and_then(credited_caption) {
        return Some(mark.to_owned());
    }
    if keys.lead_credit.is_some() {
        return None;
    }
    // The caption of a picture that leads by its name: all that the themes of Academic show.
    match (keys.lead_caption.as_deref(), &keys.lead_src) {
        (Some("header.caption"), _) => Some(CREDIT_MARKS[0].to_owned()),
        (Some("image.caption"), None) => Some(CREDIT_MARKS[2].to_owned()),
        _ => None,
    }
}

/// `Photo: [Name](address)`; see [`credit`].
pub(super) fn credit_text(words: &PictureWords) -> String {
    let credit = if words.credit_url.is_empty() || words.credit.is_empty() {
        words.credit.clone()
    } else {
        format!("[{}]({})", words.credit, words.credit_url)
    };
    match (words.label.is_empty(), credit.is_empty()) {
        (_, true) => String::new(),
        (true, false) => credit,
        (false, false) => format!("{}: {credit}", words.label),
    }
}

/// `Photo: [Name](address)` → label, credit, address.
pub fn credit(line: &str) -> (String, String, String) {
    let line = one_line(line);
    let inside = line.strip_prefix('(').and_then(|l| l.strip_suffix(')'));
    // `(c) 2024 Ann (Record)` is not in brackets.
    let line = inside.filter(|inside| closes_itself(inside)).unwrap_or(&line);
    let (label, rest) = match line.split_once(':') {
        Some((label, rest)) if figure::is_label(label.trim()) => (label.trim(), rest.trim()),
        _ => ("", line.trim()),
    };
    let link = rest
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(')'))
        .and_then(|rest| rest.split_once("]("))
        .filter(|(_, url)| closes_itself(url));
    match link {
        Some((name, url)) => (label.to_owned(), name.to_owned(), url.to_owned()),
        None => (label.to_owned(), rest.to_owned(), String::new()),
    }
}

/// Whether every bracket that closes in a text was opened in it.
fn closes_itself(text: &str) -> bool {
    let mut open = 0_usize;
    text.chars().all(|letter| match letter {
        '(' => {
            open += 1;
            true
        }
        ')' => match open.checked_sub(1) {
            Some(left) => {
                open = left;
                true
            }
            None => false,
        },
        _ => true,
    })
}
