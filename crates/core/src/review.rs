//! What changed, readable by anyone.
//!
//! 1. Fields are compared as the form has them, word by word.
//! 2. The text is compared paragraph by paragraph: the same, new, taken out, moved; what stands in
//!    the place of something like it is compared word by word.
//! 3. Pictures are paired: the lead picture with the lead picture, figures by their file, then by
//!    their place.
//!
//! No plus, no minus, no file name: what an editor reads is what readers would.

use std::collections::HashSet;
use std::ops::Range;

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use crate::figure::{self, Figure, NO_TEMPLATES, Templates};
use crate::markdown;
use crate::preview::around;
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
    let read = paragraphs(text, NO_TEMPLATES).join("\n\n");
    if read.is_empty() { text.trim().to_owned() } else { read }
}

/// The paragraphs of a text as they are read, one text each; figures left out.
pub(crate) fn plain_paragraphs(body: &str, own: &Templates) -> Vec<String> {
    paragraphs(body, own)
}

/// The paragraphs of a text as they are read: without marks, figures left out.
fn paragraphs(body: &str, own: &Templates) -> Vec<String> {
    use pulldown_cmark::{Event, Tag};
    let figures: Vec<Figure> = figure::read_with(body, own)
        .into_iter()
        .filter(|figure| figure.form != figure::Form::Inline)
        .collect();
    // A picture that is its whole paragraph leaves nothing of it; of others their own text goes.
    let alone: HashSet<usize> =
        figures.iter().filter(|one| around::is_whole(one)).map(|one| one.span.start).collect();
    let spans: Vec<&Range<usize>> =
        figures.iter().filter(|one| !around::is_whole(one)).map(|one| &one.span).collect();
    let mut out = Vec::new();
    let mut depth = 0_usize;
    let mut text = String::new();
    let mut start = 0;
    let held = markdown::held(body);
    for (event, range) in markdown::parser(&held).into_offset_iter() {
        if depth == 0 {
            start = range.start;
        }
        match markdown::released(event) {
            Event::Start(tag) => {
                depth += 1;
                match tag {
                    Tag::Item if !text.is_empty() => text.push('\n'),
                    Tag::Paragraph if depth > 1 && !text.is_empty() && !text.ends_with('\n') => {
                        text.push('\n');
                    }
                    Tag::TableRow => text.push('\n'),
                    Tag::TableCell if !text.is_empty() && !text.ends_with('\n') => {
                        text.push_str(" · ");
                    }
                    Tag::Image { dest_url, .. } => text.push_str(&format!("[{dest_url}] ")),
                    _ => {}
                }
            }
            Event::End(_) => depth -= 1,
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => {
                text.push_str(&outside(&part, &range, &spans));
            }
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            Event::Rule => text.push('⁂'),
            Event::FootnoteReference(name) => text.push_str(&format!("[{name}]")),
            Event::TaskListMarker(done) => text.push_str(if done { "☑ " } else { "☐ " }),
            _ => {}
        }
        if depth == 0 {
            let whole = std::mem::take(&mut text);
            if !alone.contains(&start) && !whole.trim().is_empty() {
                out.push(whole.trim().to_owned());
            }
        }
    }
    out
}

/// What of a part of a text stands outside these spans, which are in order.
fn outside(part: &str, range: &Range<usize>, spans: &[&Range<usize>]) -> String {
    let first = spans.partition_point(|span| span.end <= range.start);
    let mut left = String::new();
    let mut at = range.start;
    for span in spans[first..].iter().take_while(|span| span.start < range.end) {
        // A text that stands otherwise in the source has no places.
        let whole = part.len() == range.len();
        let before = at - range.start..span.start.max(at) - range.start;
        left.push_str(part.get(before).filter(|_| whole).unwrap_or_default());
        at = span.end.min(range.end);
    }
    if at == range.start {
        return part.to_owned();
    }
    left.push_str(part.get(at - range.start..).unwrap_or_default());
    left
}

/// The text, paragraph by paragraph.
pub fn text(before: &str, now: &str, own: &Templates) -> Vec<TextChange> {
    let (old, new) = (paragraphs(before, own), paragraphs(now, own));
    let moved: Vec<&String> = new
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

fn same(out: &mut Vec<TextChange>, paragraphs: &[String]) {
    match out.last_mut() {
        Some(TextChange::Same { paragraphs: before }) => before.extend_from_slice(paragraphs),
        _ => out.push(TextChange::Same { paragraphs: paragraphs.to_vec() }),
    }
}

/// Some old paragraphs stand where now some new ones do. Each new one is moved, a rewording of the
/// next old one that is like it, or new.
fn replaced(
    out: &mut Vec<TextChange>,
    old: &[String],
    new: &[String],
    gone: std::ops::Range<usize>,
    come: std::ops::Range<usize>,
    moved: &[&String],
) {
    let mut left: Vec<usize> = gone.filter(|index| !moved.contains(&&old[*index])).collect();
    for index in come {
        let paragraph = &new[index];
        if moved.contains(&paragraph) {
            let before = old.iter().position(|other| other == paragraph).unwrap_or(0);
            let after = before.checked_sub(1).map(|index| beginning(&old[index]));
            out.push(TextChange::Moved {
                text: paragraph.clone(),
                up: before > index,
                after: after.unwrap_or_default(),
            });
            continue;
        }
        match left.iter().position(|old_index| alike(&old[*old_index], paragraph)) {
            Some(place) => {
                for passed in left.drain(..=place).collect::<Vec<_>>() {
                    if alike(&old[passed], paragraph) {
                        out.push(TextChange::Reworded { runs: words(&old[passed], paragraph) });
                        break;
                    }
                    out.push(TextChange::Removed { text: old[passed].clone() });
                }
            }
            None => out.push(TextChange::New { text: paragraph.clone() }),
        }
    }
    out.extend(left.into_iter().map(|index| TextChange::Removed { text: old[index].clone() }));
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
mod tests {
    use super::*;

    /// `[-gone-]{+come+}` around what stayed.
    fn marked(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| match run.fate {
                Fate::Same => run.text.clone(),
                Fate::Out => format!("[-{}-]", run.text),
                Fate::In => format!("{{+{}+}}", run.text),
            })
            .collect()
    }

    #[test]
    fn words_are_compared_as_they_are_read() {
        for (old, new, expected, why) in [
            ("a b c", "a b c", "a b c", "nothing changed"),
            (
                "the board is two votes short",
                "the board is one vote short",
                "the board is [-two votes-]{+one vote+} short",
                "neighbouring words change together",
            ),
            ("It’s late", "It’s early", "It’s [-late-]{+early+}", "an apostrophe is in the word"),
            ("", "New", "{+New+}", "from nothing"),
            ("Kerem Yücel", "Kerem Yucel", "Kerem [-Yücel-]{+Yucel+}", "whole words, not letters"),
        ] {
            assert_eq!(marked(&words(old, new)), expected, "{why}");
        }
    }

    #[test]
    fn text_beside_a_figure_in_its_block_is_read() {
        let code = "{{< figure src=\"a.jpg\" alt=\"A\" >}}";
        for (body, read, why) in [
            (format!("{code}\nThe mayor took money."), vec!["The mayor took money."], "below it"),
            (format!("{code} And *so* on.\n\nNext."), vec!["And so on.", "Next."], "behind it"),
            (format!("{code}\n{code}"), vec![], "two and nothing else"),
            (
                "<figure><img src=\"a.jpg\"></figure>\nBelow.".to_owned(),
                vec!["Below."],
                "below one of HTML",
            ),
            ("![A](a.jpg)\n*Caption.*".to_owned(), vec![], "a picture that is its paragraph"),
        ] {
            assert_eq!(paragraphs(&body, NO_TEMPLATES), read, "{why}");
        }
    }

    #[test]
    fn paragraphs_are_the_same_new_gone_moved_or_reworded() {
        let one = "The first paragraph stays as it is here.";
        let two = "A second one tells of the river and its wall.";
        let three = "The third speaks about buses at night.";
        let changed = "The third speaks about trains at night.";
        let new = "Nobody had said anything like that before.";
        let join = |parts: &[&str]| parts.join("\n\n");

        let changes =
            text(&join(&[one, two, three]), &join(&[one, two, changed, new]), NO_TEMPLATES);
        assert!(matches!(&changes[0], TextChange::Same { paragraphs } if paragraphs.len() == 2));
        assert!(
            matches!(&changes[1], TextChange::Reworded { runs } if marked(runs).contains("[-buses-]{+trains+}"))
        );
        assert_eq!(changes[2], TextChange::New { text: new.to_owned() });

        let moved = text(&join(&[one, two, three]), &join(&[three, one, two]), NO_TEMPLATES);
        let expected = TextChange::Moved {
            text: three.to_owned(),
            up: true,
            after: "A second one tells of…".to_owned(),
        };
        assert!(moved.contains(&expected), "{moved:?}");
        assert!(!moved.iter().any(|change| matches!(change, TextChange::Removed { .. })));

        let gone = text(&join(&[one, new]), &join(&[one]), NO_TEMPLATES);
        assert_eq!(gone.last(), Some(&TextChange::Removed { text: new.to_owned() }));
    }

    #[test]
    fn every_paragraph_of_both_sides_is_somewhere() {
        let words = ["river wall", "night bus", "court line", "tax roll", "school roof"];
        for seed in 0..2_000_usize {
            let side = |salt: usize| -> Vec<String> {
                (0..(seed * 7 + salt) % 6)
                    .map(|n| {
                        format!(
                            "Paragraph about the {} number {}.",
                            words[(seed + n * salt) % 5],
                            (seed * n + salt) % 4
                        )
                    })
                    .collect()
            };
            let (old, new) = (side(1), side(3));
            let changes = text(&old.join("\n\n"), &new.join("\n\n"), NO_TEMPLATES);
            let (mut olds, mut news) = (0, 0);
            for change in &changes {
                match change {
                    TextChange::Same { paragraphs } => {
                        olds += paragraphs.len();
                        news += paragraphs.len();
                    }
                    TextChange::Reworded { .. } | TextChange::Moved { .. } => {
                        olds += 1;
                        news += 1;
                    }
                    TextChange::New { .. } => news += 1,
                    TextChange::Removed { .. } => olds += 1,
                }
            }
            assert_eq!((olds, news), (old.len(), new.len()), "{old:?} → {new:?}: {changes:?}");
        }
    }
}
