//! Headline and dek.

use super::prose::Block;
use super::survey::folded;
use super::{Copy, Draft, Field, Rule, words};

pub(super) fn check(copy: &mut Copy<'_>) {
    headline(copy);
    dek(copy);
    beginning(copy);
}

fn headline(copy: &mut Copy<'_>) {
    let title = copy.story.title.clone();
    let limits = copy.facts.house.limits.beside(copy.facts.profile.limits);
    let length = title.chars().count();
    let draft = |rule, message| Draft::new(rule, Field::Title, message);
    if title.trim().is_empty() {
        return copy.tell(draft(Rule::T1, words::no_headline()));
    }
    if length > limits.headline {
        copy.tell(draft(Rule::T2, words::headline_too_long(length, limits.headline)));
    } else if length > limits.headline_shown {
        copy.tell(draft(Rule::T3, words::headline_long(length, limits.headline_shown)));
    }
    if ends_like_a_sentence(&title) {
        copy.tell(draft(Rule::T4, words::headline_full_stop()));
    } else if is_shouted(&title) {
        copy.tell(draft(Rule::T4, words::headline_capitals()));
    }
    if let [other, ..] = copy.facts.about.same_title.as_slice() {
        let message = words::same_headline(other);
        copy.tell(draft(Rule::T6, message));
    }
}

/// A full stop that is none of an abbreviation.
fn ends_like_a_sentence(title: &str) -> bool {
    let title = title.trim_end();
    // “He left.” ends as a sentence does, with or without its quotation marks.
    let Some(rest) = title.trim_end_matches(['”', '"', '’']).strip_suffix('.') else {
        return false;
    };
    let last = rest.rsplit(char::is_whitespace).next().unwrap_or(rest);
    let abbreviated = last.contains('.')
        || last.ends_with('.')
        || matches!(last, "Inc" | "Co" | "Jr" | "Sr" | "St" | "Corp" | "Ltd" | "Bros" | "No")
        || last.chars().count() == 1;
    !abbreviated
}

/// Capitals throughout, over more than an abbreviation or two.
fn is_shouted(title: &str) -> bool {
    let letters = title.chars().filter(|letter| letter.is_alphabetic()).count();
    let words = title.split_whitespace().count();
    let lower = title.chars().any(char::is_lowercase);
    let upper = title.chars().filter(|letter| letter.is_uppercase()).count();
    letters >= 8 && words >= 2 && !lower && upper * 2 > letters
}

fn dek(copy: &mut Copy<'_>) {
    let dek = copy.story.dek.clone();
    let limits = copy.facts.house.limits.beside(copy.facts.profile.limits);
    let length = dek.chars().count();
    let draft = |rule, message| Draft::new(rule, Field::Dek, message);
    if dek.trim().is_empty() {
        let lighter = copy.facts.about.no_dek;
        return copy.tell(draft(Rule::D1, words::no_dek()).lighter(lighter));
    }
    if length < limits.dek_least || length > limits.dek_most {
        let message = words::dek_length(length, limits.dek_least, limits.dek_most);
        copy.tell(draft(Rule::D2, message));
    }
    let said = folded(&dek);
    if said == folded(&copy.story.title) {
        copy.tell(draft(Rule::D3, words::dek_is_headline()));
    } else if copy.prose.blocks.iter().find(|block| is_words(block)).is_some_and(|first| {
        let first = folded(&first.text);
        first == said || (said.len() >= 40 && first.starts_with(&said))
    }) {
        copy.tell(draft(Rule::D3, words::dek_is_first_paragraph()));
    }
}

/// A paragraph of the text: a picture is none.
fn is_words(block: &Block) -> bool {
    block.paragraph && block.text.contains(char::is_alphabetic)
}

/// The text does not begin with what the site prints above it.
fn beginning(copy: &mut Copy<'_>) {
    let Some(first) = copy.prose.blocks.first() else { return };
    let title = folded(&copy.story.title);
    let repeats = !title.is_empty() && folded(&first.text) == title;
    let heads = first.heading == Some(1);
    if !repeats && !heads {
        return;
    }
    let end = copy.masked[first.span.end..].len()
        - copy.masked[first.span.end..].trim_start_matches(['\n', '\r']).len();
    let span = first.span.clone();
    let cut = span.start..span.end + end;
    let mut draft = Draft::new(Rule::T5, Field::Text, words::headline_in_text()).at(span);
    if repeats {
        let act = super::Act::Text(vec![(cut, String::new())]);
        draft = draft.fix(words::fix_take_out(), act);
    }
    copy.tell(draft);
}
