//! Names that the house does not print, and those behind pen names: in the words, the fields, the
//! addresses, the code and the names of files that readers get.

use std::ops::Range;

use percent_encoding::percent_decode_str;
use regex::Regex;
use unicode_normalization::char::is_combining_mark;

use super::language::{everywhere, whole_name};
use super::names::bare;
use super::pictures::uses;
use super::tongue::{self, Tongue};
use super::{Copy, Draft, Field, Part, Rule, words};
use crate::figure::Figure;
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
    let looks = Looks { texts, addresses, printed: printed(copy), tongue: tongue::of(copy) };
    for name in &copy.facts.house.do_not_name {
        looks.look_for(copy, name, Rule::C8, words::do_not_name);
    }
    for person in &copy.facts.build.pen_names {
        looks.look_for(copy, &person.legal, Rule::A3, |_| words::behind_a_pen_name(&person.name));
    }
}

/// Where names are looked for, beside the words of the text.
struct Looks {
    texts: Vec<(Field, String)>,
    addresses: Vec<(Field, String, Option<Range<usize>>)>,
    printed: Vec<Range<usize>>,
    tongue: Tongue,
}

impl Looks {
    /// Tells of a name wherever it stands.
    fn look_for(&self, copy: &mut Copy<'_>, name: &str, id: Rule, say: impl Fn(&str) -> String) {
        let Some(rule) = forms(name, self.tongue) else { return };
        everywhere(copy, |passage, found| {
            for hit in rule.find_iter(passage.text) {
                found.push(passage.draft(id, say(hit.as_str()), &hit.range()));
            }
        });
        let mut before = 0;
        for place in &self.printed {
            for hit in rule.find_iter(&copy.body[place.clone()]) {
                let at = place.start + hit.start()..place.start + hit.end();
                // A short code inside of code is told of once, and so are the words of a picture.
                if at.start < before || in_a_picture(copy, &rule, &at) {
                    continue;
                }
                before = at.end;
                let draft = Draft::new(id, Field::Text, say(hit.as_str()));
                copy.tell(draft.about(hit.as_str()).at(at));
            }
        }
        let draft = |field: &Field| Draft::new(id, field.clone(), say(name));
        for (field, text) in self.texts.iter().filter(|(_, text)| rule.is_match(text)) {
            copy.tell(draft(field).about(text.as_str()));
        }
        let parts = letters(name);
        // A name of one word would hide in others.
        for (field, address, span) in self.addresses.iter().filter(|_| parts.len() > 1) {
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

/// A pattern for the forms of a name: “Jane Doe”, “Doe, Jane” and, in a language that owns without
/// an apostrophe, “Jane Does”.
fn forms(name: &str, tongue: Tongue) -> Option<Regex> {
    let mut forms = vec![name.to_owned()];
    if let Some((first, last)) = name.rsplit_once(' ') {
        forms.push(format!("{last}, {first}"));
        if tongue != Tongue::English && !name.ends_with(['s', 'x', 'z', 'ß']) {
            forms.push(format!("{name}s"));
        }
    }
    let rules: Option<Vec<Regex>> = forms.iter().map(|form| whole_name(form)).collect();
    let rules: Vec<String> = rules?.iter().map(|rule| format!("(?:{rule})")).collect();
    Regex::new(&rules.join("|")).ok()
}

/// Stretches of the text that are no prose, and that readers get all the same: code, what a short
/// code is given to print, and remarks, which are in the source of the page.
fn printed(copy: &Copy<'_>) -> Vec<Range<usize>> {
    let code = copy.prose.code.iter().cloned();
    let calls = copy.calls.iter().filter(|call| {
        let inner = copy.body[call.span.clone()].trim_start_matches(['{', '%', '-', ' ']);
        call.closed && !inner.starts_with(['/', '#'])
    });
    let mut places: Vec<Range<usize>> = code.chain(calls.map(|call| call.span.clone())).collect();
    let mut at = 0;
    while let Some(found) = copy.body[at..].find("<!--").filter(|_| !copy.facts.build.drops_html) {
        let start = at + found;
        let end = copy.body[start..].find("-->").map_or(copy.body.len(), |end| start + end);
        if !copy.prose.code.iter().any(|code| code.contains(&start)) {
            places.push(start..end);
        }
        at = end;
    }
    places.sort_by_key(|place| place.start);
    places
}

/// Whether a place is in a picture's code, and its words were looked at already.
fn in_a_picture(copy: &Copy<'_>, rule: &Regex, at: &Range<usize>) -> bool {
    let holds = |figure: &&Figure| figure.span.start <= at.start && at.end <= figure.span.end;
    copy.figures.iter().find(holds).is_some_and(|figure| {
        [&figure.alt, &figure.caption, &figure.credit].iter().any(|words| rule.is_match(words))
    })
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
    let tags = copy.story.tags.iter().map(|tag| (Field::Tags, tag.clone()));
    let fields: Vec<(Field, String)> = own.iter().cloned().chain(tags).collect();
    all.extend(fields.iter().filter(|(_, text)| !text.contains(' ')).map(of_field));
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
