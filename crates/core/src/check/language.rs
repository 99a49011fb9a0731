//! The words themselves: what is not closed, not finished, not in the house's style.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use super::pictures::uses;
use super::prose::Block;
use super::{Act, Copy, Draft, Field, Part, Rule, words};
use crate::figure;
use crate::merge;
use crate::view::FieldEdit;

pub(super) fn check(copy: &mut Copy<'_>) {
    headings(copy);
    pairs(copy);
    everywhere(copy, placeholders);
    conflict_marks(copy);
    fields_to_come(copy);
    house_words(copy);
}

/// A text of the story, and where it stands.
pub(super) struct Passage<'a> {
    pub(super) text: &'a str,
    pub(super) field: Field,
    /// The paragraph, where it is one.
    pub(super) block: Option<&'a Block>,
}

impl Passage<'_> {
    pub(super) fn draft(&self, rule: Rule, message: String, at: &Range<usize>) -> Draft {
        let draft = Draft::new(rule, self.field.clone(), message).about(&self.text[at.clone()]);
        match self.block {
            Some(block) => draft.at(block.place(at.clone())),
            None => draft,
        }
    }
}

/// Does the same with every text that readers see: fields, paragraphs, words of pictures.
pub(super) fn everywhere(copy: &mut Copy<'_>, look: impl Fn(&Passage<'_>, &mut Vec<Draft>)) {
    let mut found = Vec::new();
    let story = &copy.story;
    for (text, field) in [(&story.title, Field::Title), (&story.dek, Field::Dek)] {
        look(&Passage { text, field, block: None }, &mut found);
    }
    for block in &copy.prose.blocks {
        look(&Passage { text: &block.text, field: Field::Text, block: Some(block) }, &mut found);
    }
    for one in uses(copy) {
        let caption = figure::plain(&one.caption);
        let credit = figure::plain(&one.credit);
        for (text, part) in
            [(&one.alt, Part::Alt), (&caption, Part::Caption), (&credit, Part::Credit)]
        {
            let mut drafts = Vec::new();
            look(&Passage { text, field: one.field(part), block: None }, &mut drafts);
            let span =
                one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
            found.extend(drafts.into_iter().map(|draft| match &span {
                Some(span) => draft.at(span.clone()),
                None => draft,
            }));
        }
    }
    found.into_iter().for_each(|draft| copy.tell(draft));
}

fn headings(copy: &mut Copy<'_>) {
    let mut before: Option<u8> = None;
    let mut found = Vec::new();
    for block in copy.prose.blocks.iter().filter(|block| !block.quoted) {
        let Some(level) = block.heading else { continue };
        // The headline is the first level: the text begins at the second, or where it begins.
        if before.is_some_and(|before| level > before + 1) {
            let message = words::heading_skips(before.unwrap_or(1), level);
            let draft = Draft::new(Rule::C6, Field::Text, message).about(block.text.as_str());
            found.push(draft.at(block.span.clone()));
        }
        before = Some(level);
    }
    found.into_iter().for_each(|draft| copy.tell(draft));
}

/// Quotations and brackets that are not closed in their paragraph.
fn pairs(copy: &mut Copy<'_>) {
    everywhere(copy, |passage, found| {
        if let Some((at, sign)) = unclosed(passage.text, false).filter(|_| passage.block.is_none())
        {
            let message = words::not_closed(sign, at.opens);
            let draft = Draft::new(Rule::C1, passage.field.clone(), message);
            found.push(draft.about(near(passage.text, at.at)));
        }
    });
    let blocks = std::mem::take(&mut copy.prose.blocks);
    for (i, block) in blocks.iter().enumerate() {
        // A quotation that goes on in the next paragraph opens again there and is not closed here.
        let goes_on = blocks
            .get(i + 1)
            .is_some_and(|next| next.text.trim_start().starts_with(['“', '"', '«', '„']));
        if let Some((at, sign)) = unclosed(&block.text, goes_on) {
            let message = words::not_closed(sign, at.opens);
            let place = block.place(at.at..at.at + sign.len_utf8());
            // “Read more»” is a link with an arrow.
            if sign == '»' && copy.body[place.end..].starts_with("](") {
                continue;
            }
            copy.tell(
                Draft::new(Rule::C1, Field::Text, message)
                    .about(near(&block.text, at.at))
                    .at(place),
            );
        }
    }
    copy.prose.blocks = blocks;
}

struct Unclosed {
    at: usize,
    opens: bool,
}

/// The first sign of a pair that has no other. Signs of quotations in languages that close with
/// what others open with are let be.
fn unclosed(text: &str, goes_on: bool) -> Option<(Unclosed, char)> {
    let german = text.contains(['„', '‚']) || is_nordic(text);
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut straight: Vec<usize> = Vec::new();
    let mut before: Option<char> = None;
    for (at, sign) in text.char_indices() {
        let pair = match sign {
            '(' | '[' => None,
            '“' | '«' if !german => None,
            ')' => Some('('),
            ']' => Some('['),
            '”' if !german => Some('“'),
            '»' if !german => Some('«'),
            '"' => {
                // 5" is a length.
                if !before.is_some_and(|letter| letter.is_ascii_digit()) || straight.len() % 2 == 1
                {
                    straight.push(at);
                }
                before = Some(sign);
                continue;
            }
            _ => {
                before = Some(sign);
                continue;
            }
        };
        match pair {
            None => open.push((at, sign)),
            Some(wanted) => match open.iter().rposition(|(_, sign)| *sign == wanted) {
                Some(found) => {
                    open.remove(found);
                }
                // “a) first, b) second” counts, :) smiles, and ” may close what an earlier
                // paragraph opened.
                None if sign == ')' && (counts(text, at) || smiles(before)) => {}
                // An arrow: “Read more »”.
                None if sign == '»' && before == Some(' ') && !text.contains('«') => {}
                None if sign == '”'
                    && open.is_empty()
                    && text[at + sign.len_utf8()..].trim().is_empty() => {}
                None => return Some((Unclosed { at, opens: false }, sign)),
            },
        }
        before = Some(sign);
    }
    if let Some((at, sign)) = open.iter().find(|(at, sign)| {
        let last = *sign == '“' || *sign == '«';
        !(last && goes_on || smiles(text[..*at].chars().next_back()))
    }) {
        return Some((Unclosed { at: *at, opens: true }, *sign));
    }
    // „So“ and „so” are closed alike; what opens again in the next paragraph is not.
    let marks = |signs: &[char]| text.matches(signs).count();
    if !goes_on
        && marks(&['„']) > marks(&['“', '”'])
        && let Some(at) = text.rfind('„')
    {
        return Some((Unclosed { at, opens: true }, '„'));
    }
    if straight.len() % 2 == 1 && !goes_on {
        return straight.last().map(|at| (Unclosed { at: *at, opens: true }, '"'));
    }
    None
}

/// Whether quotations are as in »nej« (Danish), ”ja” (Swedish) or »ja» (both).
fn is_nordic(text: &str) -> bool {
    let (opens, closes) = (text.find('«'), text.find('»'));
    let count = |sign: char| text.matches(sign).count();
    let pairs =
        |sign: char, other: char| count(sign) > 0 && count(sign) % 2 == 0 && count(other) == 0;
    matches!((opens, closes), (Some(opens), Some(closes)) if closes < opens)
        || pairs('”', '“')
        || pairs('»', '«')
}

fn counts(text: &str, at: usize) -> bool {
    let word: String =
        text[..at].chars().rev().take_while(|letter| letter.is_alphanumeric()).collect();
    !word.is_empty()
        && (word.chars().count() <= 2
            || word.chars().all(|l| l.is_ascii_digit() || "ivx".contains(l)))
}

fn smiles(before: Option<char>) -> bool {
    matches!(before, Some(':' | ';' | '-'))
}

fn near(text: &str, at: usize) -> String {
    text[at..].chars().take(40).collect()
}

static PLACEHOLDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\$XX*(?:,XXX)*(?:\.X+)? (?:thousand|million|billion|trillion)(?-u:\b)",
        r"|(?-u:\b)XX+(?:%| (?:percent|per cent|thousand|million|billion|dollars|people|years old)(?-u:\b))",
        r"|(?-u:\b)(?:TK(?:TK)*|TODO|FIXME|TBD|XXX+)(?-u:\b)|(?-u:\b)[Ll]orem ipsum(?-u:\b)|(?i)(?-u:\b)lorem ipsum dolor",
        r"|(?-u:\b)tk(?: ?tk)+(?-u:\b)|^\s*todo:\s",
        r"|\[(?:your |the |first |last |full |photo |pull )?(?:name|date|place|title|quote|link|url|photo|picture|credit|caption|number|city|state|source|headline|dek|amount|address|time|age|placeholder|tk|todo|xx+|\?+)\]",
        r"|\[(?:insert|add|check|confirm|fill in|tk|todo|need|link to|photo of|quote from|name of|title of|age of)(?-u:\b)[^\]]{0,80}\]",
        r"|\[(?:reporter|writer|editor|desk|copy desk) ?: ?(?:confirm|check|add|insert|need|verify|please|fix|fill|tk)(?-u:\b)[^\]]{0,80}\]",
        r"|\{(?:name|date|title|place|link|tk)\}",
        r"|\[(?:Zitat|Name|Datum|Zahl|Quelle|Link|Bild)(?: (?:prüfen|fehlt|folgt|einfügen|ergänzen|nachtragen))?\]|\((?:nachtragen|nachreichen|folgt noch)!*\)",
        // What programs leave behind: remarks, references that lead nowhere, a machine's own words.
        r"|\[Comment \[\w+\]:[^\]]{0,80}\]|Error! (?:Reference source|Bookmark) not found\.|oaicite[:\]]|contentReference\[|(?-u:\b)[Aa]s an AI language model(?-u:\b)",
        r"|\{\+\+|\+\+\}|\{--|--\}|\{>>|<<\}|\{~~|~~\}",
    ))
    .expect("a fixed pattern")
});

/// What is counted in Roman numbers.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:Super Bowl|WrestleMania|Olympiad|Article|Articles|Chapter|Part|Psalm|Section|Title|Volume|Vol\.|Book|Pope \w+|King \w+) $")
        .expect("a fixed pattern")
});

/// Two versions that another program could not put together stand one above the other.
fn conflict_marks(copy: &mut Copy<'_>) {
    const MARK: &str = "<<<<<<< ";
    if !merge::has_conflict_marks(copy.body) {
        return;
    }
    let at = if copy.body.starts_with(MARK) {
        Some(0)
    } else {
        copy.body.find(&format!("\n{MARK}")).map(|at| at + 1)
    };
    if let Some(at) = at {
        let mark = MARK.trim_end();
        let draft = Draft::new(Rule::C3, Field::Text, words::placeholder(mark)).about(mark);
        copy.tell(draft.at(at..at + mark.len()));
    }
}

/// Bylines and tags are filled in early too.
fn fields_to_come(copy: &mut Copy<'_>) {
    let mut found = Vec::new();
    let (authors, tags) = (copy.story.authors.iter(), copy.story.tags.iter());
    let texts =
        authors.map(|name| (name, Field::Authors)).chain(tags.map(|tag| (tag, Field::Tags)));
    for (text, field) in texts {
        placeholders(&Passage { text, field, block: None }, &mut found);
    }
    found.into_iter().for_each(|draft| copy.tell(draft));
}

fn placeholders(passage: &Passage<'_>, found: &mut Vec<Draft>) {
    for hit in PLACEHOLDER.find_iter(passage.text) {
        let word = hit.as_str();
        let (before, after) = (&passage.text[..hit.start()], &passage.text[hit.end()..]);
        let sides = (before.chars().next_back(), after.chars().next());
        // XXX-XX-1234 hides a number, “XXX.gov” stands for an address.
        let part = word.starts_with("XX")
            && (matches!(sides.0, Some('-' | '.' | '/' | '$' | '#'))
                || matches!(after.as_bytes(), [b'-' | b'/' | b'_', ..] | [b'.', b'a'..=b'z', ..])
                || COUNTED.is_match(before));
        // Louis XXX, XXX Corps, flight TK 9: a number in Roman letters, an airline.
        let title = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let roman = word == "XXX"
            && (before.ends_with(' ') && title(last) && !last.ends_with(['.', ':', '!', '?'])
                || after.strip_prefix(' ').is_some_and(title));
        let airline = word == "TK"
            && after
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
        // A list called “to do”, the words in somebody's mouth, the name of a file.
        let named = matches!(sides.0, Some('“' | '"' | '‘' | '\'' | '#' | '@' | '`'))
            && matches!(sides.1, Some('”' | '"' | '’' | '\'' | ',' | '.'));
        let next = after.split_whitespace().next().unwrap_or_default();
        let about = matches!(word, "TODO" | "TBD") && next.starts_with("list")
            || word.len() == 11
                && matches!(next, "text" | "generator" | "copy" | "filler" | "and" | "is");
        // “[Topic][Link]” shows how something is written.
        let shown =
            word.starts_with('[') && (sides.0 == Some(']') || after.starts_with(['(', ':', '[']));
        if part || roman || airline || named || about || shown {
            continue;
        }
        found.push(passage.draft(Rule::C3, words::placeholder(word), &hit.range()));
    }
}

/// Words that the house writes otherwise.
fn house_words(copy: &mut Copy<'_>) {
    let house = copy.facts.house;
    for (wrong, right) in &house.words {
        let Some(rule) = whole_word(wrong) else { continue };
        let mut found = Vec::new();
        everywhere_matches(copy, &rule, |passage, hit| {
            let said = &passage.text[hit.clone()];
            // “E-mail” at the beginning of a sentence becomes “Email”.
            let right = like(said, right);
            if right == said {
                return;
            }
            let message = words::house_style(said, &right);
            let mut draft = passage.draft(Rule::C5, message, &hit);
            let edit = |text: String| match passage.field {
                Field::Title => Some(FieldEdit::Title { value: text }),
                Field::Dek => Some(FieldEdit::Dek { value: text }),
                _ => None,
            };
            let mut text = passage.text.to_owned();
            text.replace_range(hit.clone(), &right);
            if let Some(block) = passage.block.filter(|block| block.is_plain(&hit)) {
                let act = Act::Text(vec![(block.place(hit), right.clone())]);
                draft = draft.fix(words::fix_write(&right), act);
            } else if let Some(edit) = edit(text) {
                draft = draft.fix(words::fix_write(&right), Act::Field(edit));
            }
            found.push(draft);
        });
        found.into_iter().for_each(|draft| copy.tell(draft));
    }
}

/// Every hit of a rule in every text that readers see.
fn everywhere_matches(
    copy: &mut Copy<'_>,
    rule: &Regex,
    mut hit: impl FnMut(&Passage<'_>, Range<usize>),
) {
    let hits = std::cell::RefCell::new(&mut hit);
    everywhere(copy, |passage, _| {
        for found in rule.find_iter(passage.text) {
            (hits.borrow_mut())(passage, found.range());
        }
    });
}

/// A pattern for a word or words as a whole, in any case when they are written small.
fn whole_word(word: &str) -> Option<Regex> {
    let small = !word.chars().any(char::is_uppercase);
    Regex::new(&whole(word, small)).ok()
}

/// A pattern for a name as a whole. One of several words is looked for in any case; one word may be
/// another word too, and is looked for as it is written. A letter with a mark may be one sign or two.
pub(super) fn whole_name(name: &str) -> Option<Regex> {
    let small = !name.chars().any(char::is_uppercase) || name.contains([' ', '-']);
    let (one, two): (String, String) = (name.nfc().collect(), name.nfd().collect());
    Regex::new(&format!("(?:{}|{})", whole(&one, small), whole(&two, small))).ok()
}

fn whole(word: &str, any_case: bool) -> String {
    let edge = |letter: Option<char>| match letter {
        Some(letter) if letter.is_ascii_alphanumeric() => r"(?-u:\b)",
        Some(letter) if letter.is_alphanumeric() => r"\b",
        _ => "",
    };
    let case = if any_case { "i" } else { "" };
    let inner = regex::escape(word).replace(' ', r"\s+").replace(['\'', '’'], "['’]");
    let (first, last) = (edge(word.chars().next()), edge(word.chars().next_back()));
    format!("(?{case}:{first}{inner}{last})")
}

fn like(said: &str, right: &str) -> String {
    let first = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let mut letters = right.chars();
    match letters.next() {
        Some(letter) if first(said) && !first(right) => {
            letter.to_uppercase().chain(letters).collect()
        }
        _ => right.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_closed() {
        for (text, sign, why) in [
            ("He said “yes” and left (slowly).", None, "all closed"),
            ("entitled “Mothering Behind Bars: Voices", Some('“'), "never closed"),
            ("and left” she said", Some('”'), "never opened"),
            ("a (b [c) d", Some('['), "the inner one"),
            ("5\" of snow and 3\" more", None, "inches"),
            ("He said \"yes.", Some('"'), "odd"),
            ("1) one 2) two, iii) three", None, "counted"),
            ("Well done :)", None, "a smile"),
            ("and that was all.”", None, "closes an earlier paragraph"),
            ("Er sagte „ja“ und ging", None, "German closes with “"),
            ("Er sagte „ja” und ging", None, "or with ”"),
            ("Er sagte „ja und ging", Some('„'), "German, never closed"),
            ("Read the full report »", None, "an arrow"),
            ("She left» at noon", Some('»'), "no arrow"),
            ("« Oui », dit-elle. »", Some('»'), "no arrow where quotations are French"),
        ] {
            assert_eq!(unclosed(text, false).map(|(_, sign)| sign), sign, "{why}");
        }
        assert!(unclosed("“It goes on", true).is_none(), "the next paragraph opens again");
    }

    #[test]
    fn placeholders_are_told_from_words() {
        for (text, word, why) in [
            ("The cost is TK dollars", Some("TK"), "to come"),
            ("TODO ask her", Some("TODO"), "left to do"),
            ("He told [name] so", Some("[name]"), "a gap"),
            ("[insert quote from mayor]", Some("[insert quote from mayor]"), "a gap"),
            ("Lorem ipsum dolor", Some("Lorem ipsum"), "filler"),
            ("[The mayor] said", None, "an editor's addition"),
            ("his SSN, XXX-XX-1234", None, "a hidden number"),
            ("a TODO list", None, "a thing"),
            ("the word “TK,” he said", None, "talked about"),
            ("ATK and TKO", None, "parts of others"),
            ("It was $XX million.", Some("$XX million"), "a sum"),
            ("XX percent of them", Some("XX percent"), "a share"),
            ("So says [Name of mayor].", Some("[Name of mayor]"), "a gap"),
            ("See [PLACEHOLDER].", Some("[PLACEHOLDER]"), "a gap"),
            ("It is so [reporter: confirm].", Some("[reporter: confirm]"), "left to do"),
            ("He is tk tk years old.", Some("tk tk"), "to come"),
            ("todo: check it", Some("todo: "), "left to do"),
            ("Después de todo: nada", None, "Spanish"),
            ("before Super Bowl XXX in", None, "counted"),
            ("under Louis XXX of", None, "a king"),
            ("the XXX Corps", None, "a corps"),
            ("flies as TK 9 to", None, "a flight"),
            ("It cost XXX and more", Some("XXX"), "to come"),
            ("The TK of the city", Some("TK"), "to come"),
            ("[Editor: Ana Li]", None, "somebody's part"),
        ] {
            let mut found = Vec::new();
            placeholders(&Passage { text, field: Field::Dek, block: None }, &mut found);
            assert_eq!(found.first().map(|draft| draft.about.as_str()), word, "{why}");
        }
    }

    #[test]
    fn house_words_are_whole_words() {
        for (word, text, found) in [
            ("e-mail", "Send E-mail now", true),
            ("e-mail", "e-mails", false),
            ("offender", "the offender’s", true),
            ("IT", "it is", false),
            ("C++", "in C++ or", true),
        ] {
            assert_eq!(whole_word(word).is_some_and(|rule| rule.is_match(text)), found, "{text}");
        }
        assert_eq!(like("E-mail", "email"), "Email");
    }
}
