//! What changed, readable by anyone.
//!
//! 1. Fields are compared as the form has them, word by word.
//! 2. The text is compared paragraph by paragraph: the same, new, taken out, moved; what stands in
//!    the place of something like it is compared word by word.
//! 3. Pictures are paired: the lead picture with the lead picture, figures by their file, then by
//!    their place.
//!
//! No plus, no minus, no file name: what an editor reads is what readers would.

mod paragraph;

pub(crate) use paragraph::plain_paragraphs;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::figure::{self, Figure, NO_TEMPLATES, Templates};
use paragraph::{Paragraph, paragraphs, style_changes};

use crate::story::{Story, figure_words};
use crate::view::{Fate, FieldChange, PictureWords, Run, TextChange};

/// One side of a comparison.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The fields.
    pub story: &'a Story,
    /// Keys of the site's own, with their values as text.
    pub others: &'a [(String, String)],
    /// The text under the fields.
    pub body: &'a str,
    /// The site's own templates that show a picture.
    pub templates: &'a Templates,
}

/// A picture on one side: its reference, its words, whether it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureUse {
    /// The reference as written.
    pub src: String,
    /// Its words.
    pub words: PictureWords,
    /// Whether it is the lead picture.
    pub lead: bool,
}

/// The fields that differ, and how many do not.
pub fn fields(before: Option<Side<'_>>, now: Side<'_>) -> (Vec<FieldChange>, u32) {
    let empty = Story::default();
    let (old, old_others) = before.map_or((&empty, &[][..]), |side| (side.story, side.others));
    let new = now.story;
    let date = |story: &Story| story.date.as_ref().map(shown_date).unwrap_or_default();
    let mut rows: Vec<(&str, String, String, bool)> = vec![
        ("title", old.title.clone(), new.title.clone(), true),
        ("dek", old.dek.clone(), new.dek.clone(), true),
        ("authors", old.authors.join("\n"), new.authors.join("\n"), false),
        ("date", date(old), date(new), false),
        ("tags", old.tags.join("\n"), new.tags.join("\n"), false),
    ];
    for (key, value) in now.others {
        let old = old_others.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        rows.push((key, old.unwrap_or_default(), value.clone(), true));
    }
    for (key, value) in old_others {
        if !now.others.iter().any(|(name, _)| name == key) {
            rows.push((key, value.clone(), String::new(), true));
        }
    }
    let same = rows.iter().filter(|(_, old, new, _)| old == new && !new.is_empty()).count();
    let changed = rows
        .into_iter()
        .filter(|(_, old, new, _)| old != new)
        .map(|(field, old, new, prose)| FieldChange {
            field: field.to_owned(),
            runs: if prose { words(&old, &new) } else { items(&old, &new) },
        })
        .collect();
    (changed, same as u32)
}

/// Day and time as an editor reads them.
fn shown_date(when: &crate::story::When) -> String {
    match when.time {
        Some(time) => format!("{}, {}", when.long(), time.strftime("%-H:%M")),
        None => when.long(),
    }
}

/// Word by word, with neighbouring changes joined.
pub fn words(old: &str, new: &str) -> Vec<Run> {
    let old: Vec<&str> = old.split_word_bounds().collect();
    let new: Vec<&str> = new.split_word_bounds().collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let fate = match change.tag() {
            ChangeTag::Equal => Fate::Same,
            ChangeTag::Delete => Fate::Out,
            ChangeTag::Insert => Fate::In,
        };
        push(&mut runs, fate, change.value());
    }
    join_small_islands(runs)
}

/// One by one: names, tags.
fn items(old: &str, new: &str) -> Vec<Run> {
    let list = |text: &str| -> Vec<String> {
        text.split('\n').filter(|item| !item.is_empty()).map(str::to_owned).collect()
    };
    let (old, new) = (list(old), list(new));
    let run = |fate, text: &String| Run { fate, text: text.clone() };
    let mut runs: Vec<Run> = new
        .iter()
        .map(|item| run(if old.contains(item) { Fate::Same } else { Fate::In }, item))
        .collect();
    runs.extend(old.iter().filter(|item| !new.contains(item)).map(|item| run(Fate::Out, item)));
    if runs.iter().all(|run| run.fate == Fate::Same) {
        // Only the order differs: show both orders.
        runs = old.iter().map(|item| run(Fate::Out, item)).collect();
        runs.extend(new.iter().map(|item| run(Fate::In, item)));
    }
    runs
}

fn push(runs: &mut Vec<Run>, fate: Fate, text: &str) {
    match runs.last_mut() {
        Some(last) if last.fate == fate => last.text.push_str(text),
        _ => runs.push(Run { fate, text: text.to_owned() }),
    }
}

/// A space or a comma between two changes is read with them: "two votes" → "one vote", not
/// "two" "one" " " "votes" "vote".
fn join_small_islands(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        if runs[at].fate == Fate::Same {
            out.push(runs[at].clone());
            at += 1;
            continue;
        }
        let (mut gone, mut come) = (String::new(), String::new());
        while at < runs.len() {
            let run = &runs[at];
            match run.fate {
                Fate::Out => gone.push_str(&run.text),
                Fate::In => come.push_str(&run.text),
                Fate::Same => {
                    let island = !run.text.chars().any(char::is_alphanumeric)
                        && run.text.chars().count() <= 2
                        && at + 1 < runs.len();
                    if !island {
                        break;
                    }
                    gone.push_str(&run.text);
                    come.push_str(&run.text);
                }
            }
            at += 1;
        }
        // What both sides begin or end with was no change.
        let ends = gone.chars().rev().zip(come.chars().rev());
        let tail: usize =
            ends.take_while(|(a, b)| a == b && a.is_whitespace()).map(|(a, _)| a.len_utf8()).sum();
        let same = gone[gone.len() - tail..].to_owned();
        gone.truncate(gone.len() - tail);
        come.truncate(come.len() - tail);
        for (fate, text) in [(Fate::Out, gone), (Fate::In, come), (Fate::Same, same)] {
            if !text.is_empty() {
                push(&mut out, fate, &text);
            }
        }
    }
    out
}

/// A passage as it is read: without marks. One that holds nothing to read is shown as it is.
pub fn readable(text: &str) -> String {
    let read: Vec<String> =
        paragraphs(text, NO_TEMPLATES).into_iter().map(|one| one.text).collect();
    let read = read.join("\n\n");
    if read.is_empty() { text.trim().to_owned() } else { read }
}

/// The text, paragraph by paragraph.
pub fn text(before: &str, now: &str, own: &Templates) -> Vec<TextChange> {
    let (old, new) = (paragraphs(before, own), paragraphs(now, own));
    let moved: Vec<&Paragraph> = new
        .iter()
        .filter(|p| {
            old.contains(p)
                && old.iter().filter(|other| other == p).count() == 1
                && new.iter().filter(|other| other == p).count() == 1
        })
        .collect();
    let mut out: Vec<TextChange> = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                same(&mut out, &new[new_index..new_index + len])
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                replaced(&mut out, &old, &new, old_index..old_index + old_len, 0..0, &moved);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                replaced(&mut out, &old, &new, 0..0, new_index..new_index + new_len, &moved);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let (gone, come) = (old_index..old_index + old_len, new_index..new_index + new_len);
                replaced(&mut out, &old, &new, gone, come, &moved);
            }
        }
    }
    out
}

fn same(out: &mut Vec<TextChange>, paragraphs: &[Paragraph]) {
    let paragraphs = paragraphs.iter().map(|one| one.text.clone());
    match out.last_mut() {
        Some(TextChange::Same { paragraphs: before }) => before.extend(paragraphs),
        _ => out.push(TextChange::Same { paragraphs: paragraphs.collect() }),
    }
}

/// Some old paragraphs stand where now some new ones do. Each new one is moved, a rewording of the
/// next old one that is like it, or new.
fn replaced(
    out: &mut Vec<TextChange>,
    old: &[Paragraph],
    new: &[Paragraph],
    gone: std::ops::Range<usize>,
    come: std::ops::Range<usize>,
    moved: &[&Paragraph],
) {
    let mut left: Vec<usize> = gone.filter(|index| !moved.contains(&&old[*index])).collect();
    for index in come {
        let paragraph = &new[index];
        if moved.contains(&paragraph) {
            let before = old.iter().position(|other| other == paragraph).unwrap_or(0);
            let after = before.checked_sub(1).map(|index| beginning(&old[index].text));
            out.push(TextChange::Moved {
                text: paragraph.text.clone(),
                up: before > index,
                after: after.unwrap_or_default(),
            });
            continue;
        }
        match left.iter().position(|old_index| alike(&old[*old_index].text, &paragraph.text)) {
            Some(place) => {
                for passed in left.drain(..=place).collect::<Vec<_>>() {
                    let before = &old[passed];
                    if alike(&before.text, &paragraph.text) {
                        let runs = words(&before.text, &paragraph.text);
                        let styles = style_changes(before, paragraph);
                        out.push(TextChange::Reworded { runs, styles });
                        break;
                    }
                    out.push(TextChange::Removed { text: before.text.clone() });
                }
            }
            None => out.push(TextChange::New { text: paragraph.text.clone() }),
        }
    }
    out.extend(left.into_iter().map(|index| TextChange::Removed { text: old[index].text.clone() }));
}

/// Whether two paragraphs share enough words to be read as one reworded.
fn alike(old: &str, new: &str) -> bool {
    let old: Vec<&str> = old.unicode_words().collect();
    let new: Vec<&str> = new.unicode_words().collect();
    if old.len() <= 3 && new.len() <= 3 {
        return true;
    }
    TextDiff::from_slices(&old, &new).ratio() > 0.4
}

/// The first words of a paragraph.
fn beginning(paragraph: &str) -> String {
    let words: Vec<&str> = paragraph.split_whitespace().take(5).collect();
    let cut = words.join(" ");
    if cut.len() < paragraph.len() { format!("{cut}…") } else { cut }
}

/// The pictures of one side, the lead picture first.
pub fn pictures(side: Side<'_>) -> Vec<PictureUse> {
    let lead = side.story.lead.as_ref().map(|lead| PictureUse {
        src: lead.src.clone(),
        words: lead.words(),
        lead: true,
    });
    let figures = figure::read_with(side.body, side.templates)
        .into_iter()
        .filter(|figure| figure.form != figure::Form::Inline)
        .map(|figure: Figure| PictureUse {
            words: figure_words(&figure),
            src: figure.src,
            lead: false,
        });
    lead.into_iter().chain(figures).collect()
}

/// Pictures that came, went, were replaced, or whose words changed. `changed` says whether the
/// file behind a reference differs.
pub fn picture_changes(
    before: &[PictureUse],
    now: &[PictureUse],
    changed: impl Fn(&str) -> bool,
) -> Vec<(Option<PictureUse>, Option<PictureUse>)> {
    let mut left: Vec<&PictureUse> = before.iter().collect();
    let mut pairs: Vec<(Option<PictureUse>, Option<PictureUse>)> = now
        .iter()
        .map(|picture| {
            let place = left
                .iter()
                .position(|old| old.lead == picture.lead && old.src == picture.src)
                .or_else(|| left.iter().position(|old| old.lead && picture.lead));
            (place.map(|place| left.remove(place).clone()), Some(picture.clone()))
        })
        .collect();
    // What is left over on both sides, in order, was replaced.
    for pair in pairs.iter_mut().filter(|pair| pair.0.is_none()) {
        let lead = pair.1.as_ref().is_some_and(|now| now.lead);
        if let Some(place) = left.iter().position(|old| old.lead == lead) {
            pair.0 = Some(left.remove(place).clone());
        }
    }
    pairs.extend(left.into_iter().map(|old| (Some(old.clone()), None)));
    pairs
        .into_iter()
        .filter(|(old, new)| old != new || new.as_ref().is_some_and(|now| changed(&now.src)))
        .collect()
}

#[cfg(test)]
mod tests;
