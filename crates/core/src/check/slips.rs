//! Slips of the keyboard, tidied in one step: quotation marks, spaces, signs that nobody sees.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pictures::{reworded, uses};
use super::prose::{Block, OBJECT};
use super::{Act, Copy, Draft, Field, Part, Rule, words};
use crate::figure;
use crate::view::FieldEdit;

/// What is tidied in one step.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Slips {
    pub(super) quotes: usize,
    pub(super) spaces: usize,
    pub(super) hard_spaces: usize,
    pub(super) invisible: usize,
    pub(super) ends: usize,
}

impl Slips {
    fn count(&self) -> usize {
        self.quotes + self.spaces + self.hard_spaces + self.invisible + self.ends
    }

    fn add(&mut self, other: &Slips) {
        self.quotes += other.quotes;
        self.spaces += other.spaces;
        self.hard_spaces += other.hard_spaces;
        self.invisible += other.invisible;
        self.ends += other.ends;
    }
}

/// Straight among curly quotation marks, double, hard and invisible spaces: one finding for all of
/// the text, one each for headline and dek.
pub(super) fn check(copy: &mut Copy<'_>) {
    let french = is_french(copy);
    for (text, field) in
        [(copy.story.title.clone(), Field::Title), (copy.story.dek.clone(), Field::Dek)]
    {
        let (slips, edits) = tidied(&text, is_mixed(&[&text]), french);
        if slips.count() > 0 {
            let mut tidy = text.clone();
            edits.iter().rev().for_each(|(at, new)| tidy.replace_range(at.clone(), new));
            let edit = match field {
                Field::Title => FieldEdit::Title { value: tidy },
                _ => FieldEdit::Dek { value: tidy },
            };
            let draft = Draft::new(Rule::C2, field, words::slips(&slips));
            copy.tell(draft.fix(words::fix_tidy(slips.count()), Act::Field(edit)));
        }
    }
    of_pictures(copy, french);
    let texts: Vec<&str> = copy.prose.blocks.iter().map(|block| block.text.as_str()).collect();
    let curly = is_mixed(&texts);
    let mut all = Slips::default();
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for block in &copy.prose.blocks {
        let (mut slips, edits) = tidied(&block.text, curly, french);
        for (at, new) in edits {
            if block.is_plain(&at) {
                changes.push((block.place(at), new));
            } else if block.text[at.clone()].starts_with("  ") {
                // A mark stands between the two spaces, or a remark that is not read.
                slips.spaces -= 1;
            } else if block.text[at].starts_with('\u{a0}') {
                // Somebody wrote `&nbsp;`, and meant it.
                slips.hard_spaces -= 1;
            }
        }
        all.add(&slips);
        all.ends += line_ends(copy, block, &mut changes);
    }
    if all.count() == 0 {
        return;
    }
    changes.sort_by_key(|(at, _)| at.start);
    changes.dedup_by(|b, a| b.0.start < a.0.end || a.0 == b.0);
    let mut draft = Draft::new(Rule::C2, Field::Text, words::slips(&all));
    if let Some((at, _)) = changes.first() {
        draft = draft.at(at.clone()).fix(words::fix_tidy(all.count()), Act::Text(changes));
    }
    copy.tell(draft);
}

/// One finding for each text of a picture, where it stands in the file as it is read.
fn of_pictures(copy: &mut Copy<'_>, french: bool) {
    for one in uses(copy) {
        for (text, part) in
            [(&one.alt, Part::Alt), (&one.caption, Part::Caption), (&one.credit, Part::Credit)]
        {
            let (slips, edits) = tidied(text, is_mixed(&[text]), french);
            let mut tidy = text.clone();
            edits.iter().rev().for_each(|(at, new)| tidy.replace_range(at.clone(), new));
            let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| &figure.span);
            let written = span.is_none_or(|span| copy.body[span.clone()].contains(text.as_str()));
            if slips.count() == 0 || !written || *text != figure::plain(text) {
                continue;
            }
            let mut draft = Draft::new(Rule::C2, one.field(part), words::slips(&slips));
            if let Some(span) = span {
                draft = draft.at(span.clone());
            }
            if let Some(act) = reworded(copy, &one, text, &tidy, part) {
                draft = draft.fix(words::fix_tidy(slips.count()), act);
            }
            copy.tell(draft.about(text.as_str()));
        }
    }
}

/// Whether curly and straight quotation marks are mixed, so that straight ones are slips.
fn is_mixed(texts: &[&str]) -> bool {
    let any = |signs: &[char]| texts.iter().any(|text| text.contains(signs));
    any(&['“', '”']) && any(&['"']) || any(&['’', '‘', '“', '”']) && any(&['\''])
}

/// Whether the story is in French, which has hard spaces in many places, as far as it says so.
fn is_french(copy: &Copy<'_>) -> bool {
    let french = |code: &str| code.to_lowercase().split(['-', '_']).next() == Some("fr");
    let said = ["lang", "language", "locale"].into_iter().find_map(|key| copy.own(key)?.1.as_str());
    said.map_or_else(|| copy.post.path.split(['/', '.']).any(french), french)
}

/// Whether a hard space is where one belongs: inside « », before some signs, between a number and
/// what it counts.
fn is_held(before: Option<char>, after: Option<char>) -> bool {
    before == Some('«')
        || after.is_some_and(|sign| "»:;!?%‰€$£°".contains(sign))
        || before.is_some_and(|sign| sign.is_numeric()) && after.is_some_and(char::is_alphanumeric)
}

/// The slips of a text, and what tidies them.
fn tidied(text: &str, curly: bool, french: bool) -> (Slips, Vec<(Range<usize>, String)>) {
    let mut slips = Slips::default();
    let mut edits = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = at + letter.len_utf8();
        match letter {
            ' ' => {
                let mut end = end;
                while let Some((next, ' ')) = letters.peek() {
                    end = next + 1;
                    letters.next();
                }
                // Spaces beside a picture or code are its own business.
                if end - at > 1 && before.is_some_and(|l| l != OBJECT) && end < text.len() {
                    slips.spaces += 1;
                    edits.push((at..end, " ".to_owned()));
                }
            }
            '\u{a0}' => {
                let alone = before.is_some_and(char::is_whitespace)
                    || text[end..].starts_with(' ')
                    || end == text.len();
                if !alone && (french || is_held(before, text[end..].chars().next())) {
                    before = Some(letter);
                    continue;
                }
                slips.hard_spaces += 1;
                edits.push((at..end, if alone { String::new() } else { " ".to_owned() }));
            }
            '\u{200b}' | '\u{feff}' | '\u{2060}' => {
                slips.invisible += 1;
                edits.push((at..end, String::new()));
            }
            '"' | '\'' if curly => {
                let opens =
                    before.is_none_or(|l| l.is_whitespace() || "([{—–-/“‘\u{fffc}".contains(l));
                let inches = before.is_some_and(|l| l.is_ascii_digit());
                // ’90s and ’em are cut off in front: nobody but a person knows.
                if !(inches || letter == '\'' && opens) {
                    slips.quotes += 1;
                    let sign = match (letter, opens) {
                        ('"', true) => "“",
                        ('"', false) => "”",
                        _ => "’",
                    };
                    edits.push((at..end, sign.to_owned()));
                }
            }
            _ => {}
        }
        before = Some(letter);
    }
    (slips, edits)
}

static LINE_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[ \t\u{a0}]+(\r?\n|$)").expect("a fixed pattern"));

/// Spaces at the ends of lines. Two of them before another line are a break that somebody wanted.
fn line_ends(copy: &Copy<'_>, block: &Block, changes: &mut Vec<(Range<usize>, String)>) -> usize {
    let source = &copy.body[block.span.clone()];
    let trimmed = source.trim_end_matches(['\n', '\r']);
    let mut count = 0;
    for found in LINE_END.captures_iter(trimmed) {
        let (Some(whole), Some(end)) = (found.get(0), found.get(1)) else { continue };
        let last = end.as_str().is_empty();
        let spaces = end.start() - whole.start();
        let is_break = !last && spaces >= 2;
        let start = block.span.start + whole.start();
        let place = start..start + spaces;
        let hard = copy.body[place.clone()].contains('\u{a0}');
        // The padding of a table's cell ends no line.
        let ends =
            last && !matches!(copy.body[place.end..].chars().next(), None | Some('\n' | '\r'));
        if is_break
            || ends
            || hard
            || copy.prose.code.iter().any(|code| code.start < place.end && place.start < code.end)
        {
            continue;
        }
        count += 1;
        changes.push((place, String::new()));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_and_tidied() {
        for (text, tidy, count, why) in [
            ("One.  Two", "One. Two", 1, "two spaces"),
            (
                "“Yes,” he said. \"No,\" she said.",
                "“Yes,” he said. “No,” she said.",
                2,
                "straight among curly",
            ),
            ("well-being.\u{a0} ", "well-being. ", 1, "a hard space at the end"),
            ("a\u{200b}b", "ab", 1, "nothing to see"),
            ("It's “fine”", "It’s “fine”", 1, "an apostrophe"),
            (
                "\"Straight\" throughout, it's fine",
                "\"Straight\" throughout, it's fine",
                0,
                "not mixed",
            ),
            ("“Six feet”, 5'11\" tall", "“Six feet”, 5'11\" tall", 0, "feet and inches"),
        ] {
            let (slips, edits) = tidied(text, is_mixed(&[text]), false);
            let mut tidied = text.to_owned();
            edits.iter().rev().for_each(|(at, new)| tidied.replace_range(at.clone(), new));
            assert_eq!((tidied.as_str(), slips.count()), (tidy, count), "{why}");
        }
    }
}
