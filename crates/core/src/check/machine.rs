//! What the site's generator makes of the text: braces that it would run, HTML that it drops,
//! fields that it does not read, values that it does not know.

use super::{Act, Copy, Draft, Field, Part, Rule, Severity, words};
use crate::metadata::Value;
use crate::site::{Generator, Kind, SchemaField};
use crate::template::{self, Call};

pub(super) fn check(copy: &mut Copy<'_>) {
    braces(copy);
    html(copy);
    taxonomies(copy);
    typed_title(copy);
    asked(copy);
}

fn braces(copy: &mut Copy<'_>) {
    let generator = copy.facts.profile.generator;
    if template::is_switched_off(copy.fields, generator) {
        return;
    }
    let mut drafts = Vec::new();
    for call in copy.calls.iter().filter(|call| template::runs(generator, call)) {
        let meant = call.closed && is_meant(copy, call);
        if meant {
            continue;
        }
        let shown: String = copy.body[call.span.clone()].chars().take(60).collect();
        let shown = if call.closed {
            shown
        } else {
            copy.body[call.span.start..]
                .lines()
                .next()
                .unwrap_or_default()
                .chars()
                .take(30)
                .collect()
        };
        // Another one that begins before it ends: that it swallows is no tag of anybody's.
        let inner = &copy.body[call.span.start + call.open.len()..call.span.end];
        let swallows = call.closed && call.name != "raw" && inner.contains("{%");
        let elsewhere = copy.facts.build.known.may_mean(call) && !swallows;
        let message = if elsewhere {
            words::braces_unknown(shown.trim())
        } else if call.closed && call.open == "{{" {
            words::braces_vanish(shown.trim())
        } else {
            words::braces_break(shown.trim())
        };
        let mut draft =
            Draft::new(Rule::M1, Field::Text, message).about(shown.trim()).at(call.span.clone());
        let in_code = copy
            .prose
            .code
            .iter()
            .any(|code| code.start <= call.span.start && call.span.start < code.end);
        if elsewhere {
            draft = draft.weighs(Severity::Warning);
        } else if !in_code {
            // As an entity a brace is one to readers and none to the generator.
            let mut edits = Vec::new();
            for at in call.span.start..call.span.start + 2 {
                if matches!(&copy.body.as_bytes()[at..], [b'{', b'{' | b'%', ..]) {
                    edits.push((at..at + 1, "&#123;".to_owned()));
                }
            }
            draft = draft.fix(words::fix_braces(), Act::Text(edits));
        }
        drafts.push(draft);
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

/// Whether somebody meant this to be run: the generator or the site knows it, or other stories
/// have it too.
fn is_meant(copy: &Copy<'_>, call: &Call) -> bool {
    let elsewhere = copy.facts.about.calls.contains_key(&call.name);
    (elsewhere && !template::is_common(&call.name))
        || copy.facts.build.known.means(copy.body, call)
        || is_own_field(copy, call)
        // A filter is no word of prose.
        || (call.open == "{{" && copy.body[call.span.clone()].contains('|'))
}

/// Eleventy gives a story its own fields as values.
fn is_own_field(copy: &Copy<'_>, call: &Call) -> bool {
    let first = call.name.split(['.', '[', '(']).next().unwrap_or(&call.name);
    copy.facts.profile.generator == Generator::Eleventy
        && call.open == "{{"
        && copy.fields.get(&first.into()).is_some()
}

fn html(copy: &mut Copy<'_>) {
    if !copy.facts.build.drops_html {
        return;
    }
    let mut told = std::collections::BTreeSet::new();
    for (tag, place) in copy.prose.html.clone() {
        // One finding for each kind of tag: the first place.
        if told.insert(tag.clone()) {
            let draft =
                Draft::new(Rule::M2, Field::Text, words::html_dropped(&tag)).about(tag.as_str());
            copy.tell(draft.at(place));
        }
    }
    let figures: Vec<usize> = (0..copy.figures.len())
        .filter(|i| copy.figures[*i].form == crate::figure::Form::Html)
        .collect();
    for i in figures {
        if told.insert("figure".to_owned()) {
            let span = copy.figures[i].span.clone();
            let draft =
                Draft::new(Rule::M2, Field::Figure(i, Part::Src), words::html_dropped("figure"))
                    .about("figure");
            copy.tell(draft.at(span));
        }
    }
}

/// Zola builds nothing with a taxonomy that is not declared.
fn taxonomies(copy: &mut Copy<'_>) {
    let Some(languages) = &copy.facts.build.taxonomies else { return };
    let (stem, _) = copy.post.path.rsplit_once('.').unwrap_or_default();
    let own = stem.rsplit_once('.').and_then(|(_, code)| languages.get(code));
    let Some(declared) = own.or_else(|| languages.get("")) else { return };
    let used = copy.fields.get(&"taxonomies".into()).and_then(Value::as_map).unwrap_or_default();
    let unknown: Vec<String> =
        used.iter().map(|(name, _)| name.clone()).filter(|name| !declared.contains(name)).collect();
    let mut no_lists: Vec<String> = used
        .iter()
        .filter(|(name, value)| declared.contains(name) && !matches!(value, Value::List(_)))
        .map(|(name, _)| name.clone())
        .collect();
    let authors = copy.fields.get(&"authors".into());
    no_lists.extend(
        authors.filter(|value| !matches!(value, Value::List(_))).map(|_| "authors".to_owned()),
    );
    for name in no_lists {
        let field =
            if name == "authors" { Field::Authors } else { Field::Own("taxonomies".to_owned()) };
        let message = words::field_of_kind(&name, Kind::List, false);
        copy.tell(Draft::new(Rule::M4, field, message).about(name));
    }
    for name in unknown {
        let draft =
            Draft::new(Rule::M4, Field::Own("taxonomies".to_owned()), words::not_known(&name));
        copy.tell(draft.about(name));
    }
}

/// Astro wants a text for a headline: `title: 2025` is a number to it.
fn typed_title(copy: &mut Copy<'_>) {
    let key = copy.keys.title.as_deref().unwrap_or("title");
    let typed = matches!(
        copy.fields.get(&key.into()),
        Some(Value::Number(_) | Value::Bool(_) | Value::Date(_) | Value::List(_) | Value::Map(_))
    );
    if typed && copy.facts.profile.generator == Generator::Astro {
        copy.tell(Draft::new(Rule::M4, Field::Title, words::headline_is_no_text()));
    }
}

/// Astro builds nothing with a post that its collection does not take.
fn asked(copy: &mut Copy<'_>) {
    let mut drafts = Vec::new();
    for asked in copy.facts.build.asked.iter().filter(|asked| asked.is_of(&copy.post.path)) {
        let field = copy.field_of(&asked.key);
        // An empty headline or date is told of already.
        if copy.found.iter().any(|one| one.field == field && one.severity == Severity::Error) {
            continue;
        }
        let message = match copy.fields.get(&asked.key.as_str().into()) {
            None | Some(Value::Null) if asked.required => words::field_missing(&asked.key),
            None | Some(Value::Null) => continue,
            // `z.coerce.date()` reads many forms of a date; each has a digit.
            Some(Value::Text(text))
                if !asked.strict
                    && matches!(asked.kind, Kind::Day | Kind::DayAndTime)
                    && !text.contains(|sign: char| sign.is_ascii_digit()) =>
            {
                words::not_a_day(&asked.key, text)
            }
            Some(_) if !asked.strict => continue,
            Some(value) => match misfit(asked, value) {
                Some(message) => message,
                None => continue,
            },
        };
        drafts.push(Draft::new(Rule::M4, field, message).about(asked.key.as_str()));
    }
    drafts.into_iter().for_each(|draft| copy.tell(draft));
}

/// What is wrong with the value of a field.
fn misfit(asked: &SchemaField, value: &Value) -> Option<String> {
    let fits = match (asked.kind, value) {
        // Choices that are made elsewhere are not known here.
        (Kind::Choice, Value::Text(text))
            if !asked.choices.is_empty() && !asked.choices.contains(text) =>
        {
            return Some(words::not_known(text));
        }
        (Kind::Text | Kind::LongText, Value::Text(text)) => {
            // As a program counts them.
            let count = text.encode_utf16().count();
            let (least, most) = asked.letters;
            if least.is_some_and(|least| count < least) || most.is_some_and(|most| count > most) {
                return Some(words::field_letters(&asked.key, count, least, most));
            }
            true
        }
        (Kind::List, Value::List(items)) if !asked.choices.is_empty() => {
            let text = |item: &Value| item.text().unwrap_or_default();
            let unknown = items.iter().map(text).find(|item| !asked.choices.contains(item));
            return unknown.map(|item| words::not_known(&item));
        }
        (Kind::Text | Kind::LongText | Kind::Choice, value) => matches!(value, Value::Text(_)),
        (Kind::Number, Value::Number(number)) => !asked.whole || !number.contains(['.', 'e', 'E']),
        (Kind::Number, _) => false,
        (Kind::Switch, value) => matches!(value, Value::Bool(_)),
        (Kind::Day | Kind::DayAndTime, value) => matches!(value, Value::Date(_)),
        (Kind::List, value) => matches!(value, Value::List(_)),
        (Kind::Picture | Kind::Structured, _) => true,
    };
    (!fits).then(|| words::field_of_kind(&asked.key, asked.kind, asked.whole))
}
