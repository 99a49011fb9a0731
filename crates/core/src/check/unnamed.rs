//! Names that the house does not print: in the words, the fields, the addresses and the names of
//! files that readers get.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use unicode_normalization::char::is_combining_mark;

use super::language::{everywhere, whole_name};
use super::names::bare;
use super::pictures::uses;
use super::{Copy, Draft, Field, Part, Rule, words};
use crate::form;

pub(super) fn check(copy: &mut Copy<'_>) {
    let own: Vec<(Field, String)> = form::own(copy.fields, &copy.keys)
        .iter()
        .map(|(key, value)| (Field::Own(key.to_string()), form::plain(value)))
        .collect();
    let fields = [(Field::Authors, &copy.story.authors), (Field::Tags, &copy.story.tags)];
    let listed = fields
        .into_iter()
        .flat_map(|(field, texts)| texts.iter().map(move |text| (field.clone(), text.clone())));
    let texts: Vec<(Field, String)> = listed.chain(own.iter().cloned()).collect();
    let addresses = addresses(copy, &own);
    for name in &copy.facts.house.do_not_name {
        let Some(rule) = whole_name(name) else { continue };
        everywhere(copy, |passage, found| {
            for hit in rule.find_iter(passage.text) {
                let message = words::do_not_name(hit.as_str());
                found.push(passage.draft(Rule::C8, message, &hit.range()));
            }
        });
        let draft = |field: &Field| Draft::new(Rule::C8, field.clone(), words::do_not_name(name));
        for (field, text) in texts.iter().filter(|(_, text)| rule.is_match(text)) {
            copy.tell(draft(field).about(text.as_str()));
        }
        let parts = letters(name);
        // A name of one word would hide in others.
        for (field, address, span) in addresses.iter().filter(|_| parts.len() > 1) {
            if says(address, &parts) {
                let draft = draft(field).about(address.as_str());
                copy.tell(match span {
                    Some(span) => draft.at(span.clone()),
                    None => draft,
                });
            }
        }
    }
}

/// All that is an address or the name of a file: the story's own, links, pictures, fields.
fn addresses(
    copy: &Copy<'_>,
    own: &[(Field, String)],
) -> Vec<(Field, String, Option<Range<usize>>)> {
    let mut all = vec![(Field::Address, copy.post.path.clone(), None)];
    let links = copy.prose.links.iter();
    all.extend(links.map(|link| (Field::Text, link.address.clone(), Some(link.span.clone()))));
    for one in uses(copy) {
        let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
        all.push((one.field(Part::Src), one.src.clone(), span));
    }
    let of_field = |(field, text): &(Field, String)| (field.clone(), text.clone(), None);
    all.extend(own.iter().filter(|(_, text)| !text.contains(' ')).map(of_field));
    all
}

/// The words of a name or address in small letters without marks.
fn letters(text: &str) -> Vec<String> {
    let text = percent_decode_str(text).decode_utf8_lossy().replace(['\'', '’'], "");
    let words = text.split(|letter: char| !letter.is_alphanumeric() && !is_combining_mark(letter));
    words.map(bare).filter(|word| !word.is_empty()).collect()
}

/// Whether an address has these words one after the other, parted in whatever way or not at all.
fn says(address: &str, parts: &[String]) -> bool {
    let (words, wanted) = (letters(address), parts.concat());
    let run = |from: usize| {
        let mut rest = wanted.as_str();
        for word in &words[from..] {
            match rest.strip_prefix(word.as_str()) {
                Some("") => return true,
                Some(more) => rest = more,
                // `JaneDoe2.jpg` is a file of hers too.
                None => {
                    let number = word.strip_prefix(rest).unwrap_or(word);
                    return number.len() < word.len() && number.bytes().all(|b| b.is_ascii_digit());
                }
            }
        }
        false
    };
    (0..words.len()).any(run)
}
