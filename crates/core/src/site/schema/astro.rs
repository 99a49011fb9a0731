//! Astro's content collections: `src/content.config.ts`, once `src/content/config.ts`.
//! <https://docs.astro.build/en/guides/content-collections/>
//!
//! It is a program, and it is not run: its words are read. A collection is what stands in
//! `defineCollection({…})`; its fields are the entries of the first `object({…})` behind `schema`,
//! and of each `extend({…})` behind that. Of a field its calls tell the kind (`string()`,
//! `coerce.date()`, `image()`, `enum([…])`) and whether it may be left out (`optional()`,
//! `default(…)`, `nullish()`). What cannot be made out counts as a text that nobody needs.

use std::collections::HashMap;
use std::path::Path;

use super::{Collection, Found, Kind, SchemaField, folder, references};
use crate::files;

const FILES: [&str; 7] = [
    "src/content.config.ts",
    "src/content.config.mts",
    "src/content.config.js",
    "src/content.config.mjs",
    "src/content/config.ts",
    "src/content/config.js",
    "src/content/config.mjs",
];

/// How deep maps of a schema may stand inside each other.
const DEEPEST: usize = 8;

pub(super) fn read(site: &Path) -> Option<Found> {
    let file = FILES.iter().map(|name| site.join(name)).find(|file| file.is_file())?;
    let mut collections = collections(&files::settings(&file)?);
    references::fill(site, &mut collections);
    Some(Found { collections, ..Found::default() })
}

/// A word of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Name(String),
    Text(String),
    Sign(char),
}

impl Word {
    fn is(&self, sign: char) -> bool {
        *self == Word::Sign(sign)
    }

    fn name(&self) -> Option<&str> {
        match self {
            Word::Name(name) => Some(name),
            Word::Text(_) | Word::Sign(_) => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Word::Text(text) => Some(text),
            Word::Name(_) | Word::Sign(_) => None,
        }
    }
}

fn collections(program: &str) -> Vec<Collection> {
    let words = words(program);
    let program = Program { constants: constants(&words), words };
    let named = program.collection_names();
    let mut found = Vec::new();
    for (at, word) in program.words.iter().enumerate() {
        if word.name() != Some("defineCollection") {
            continue;
        }
        let Some(inside) = program.words.get(at + 1).and_then(|_| program.bracket(at + 1)) else {
            continue;
        };
        // `const blog = defineCollection(…)`, or `blog: defineCollection(…)` in the list itself.
        let variable =
            at.checked_sub(2).and_then(|at| program.words[at].name().or(program.words[at].text()));
        let Some(variable) = variable else { continue };
        let name = named.get(variable).map_or(variable, String::as_str);
        let base = program.value_of("base", inside.clone());
        let usual = || format!("src/content/{name}");
        found.push(Collection {
            folder: base.map_or_else(usual, |base| folder(&base)),
            file: String::new(),
            fields: program.fields(inside),
        });
    }
    found
}

/// The texts that are given names.
fn constants(words: &[Word]) -> HashMap<String, String> {
    let constant = |four: &[Word]| match four {
        [Word::Name(keyword), Word::Name(name), Word::Sign('='), Word::Text(text)]
            if keyword == "const" =>
        {
            Some((name.clone(), text.clone()))
        }
        _ => None,
    };
    words.windows(4).filter_map(constant).collect()
}

struct Program {
    words: Vec<Word>,
    constants: HashMap<String, String>,
}

type Span = std::ops::Range<usize>;

impl Program {
    /// What stands inside the bracket that opens at `at`.
    fn bracket(&self, at: usize) -> Option<Span> {
        let mut depth = 0;
        for (place, word) in self.words.iter().enumerate().skip(at) {
            match word {
                Word::Sign('(' | '[' | '{') => depth += 1,
                Word::Sign(')' | ']' | '}') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return (place > at).then_some(at + 1..place);
            }
        }
        None
    }

    /// Names of collections by the variables that hold them: `collections = { news: newsPosts }`.
    fn collection_names(&self) -> HashMap<String, String> {
        let is_list = |at: &usize| {
            self.words[*at].name() == Some("collections")
                && self.words.get(at + 1).is_some_and(|w| w.is('='))
        };
        let list = (0..self.words.len()).find(is_list).and_then(|at| self.bracket(at + 2));
        let entries = list.map(|list| self.entries(list)).unwrap_or_default();
        let named = |(key, value): (String, Span)| match &self.words[value] {
            [Word::Name(variable)] => Some((variable.clone(), key)),
            _ => None,
        };
        entries.into_iter().filter_map(named).collect()
    }

    /// The text behind `key:`, names in it filled in.
    fn value_of(&self, key: &str, inside: Span) -> Option<String> {
        let at = inside.clone().find(|at| {
            self.words[*at].name() == Some(key) && self.words.get(at + 1).is_some_and(|w| w.is(':'))
        })?;
        let text = match self.words.get(at + 2)? {
            Word::Text(text) => text.clone(),
            Word::Name(name) => self.constants.get(name)?.clone(),
            Word::Sign(_) => return None,
        };
        let filled = self
            .constants
            .iter()
            .fold(text, |text, (name, value)| text.replace(&format!("${{{name}}}"), value));
        (!filled.contains("${")).then_some(filled)
    }

    /// The fields of a collection.
    fn fields(&self, inside: Span) -> Vec<SchemaField> {
        let schema = inside.clone().find(|at| self.words[*at].name() == Some("schema"));
        let Some(at) = schema else { return Vec::new() };
        // `schema: blogSchema` stands elsewhere.
        let (from, to) = match self.words.get(at + 2).and_then(Word::name) {
            Some(name) if !self.words.get(at + 3).is_some_and(|w| w.is('.') || w.is('(')) => {
                let declared = |at: &usize| {
                    self.words[*at].name() == Some(name)
                        && at.checked_sub(1).is_some_and(|before| {
                            matches!(self.words[before].name(), Some("const" | "function" | "let"))
                        })
                };
                match (0..self.words.len()).find(declared) {
                    Some(declared) => (declared, self.words.len()),
                    None => return Vec::new(),
                }
            }
            _ => (at, inside.end),
        };
        let mut fields = Vec::new();
        let Some(object) = (from..to).find(|at| self.opens_map(*at, OBJECTS)) else {
            return fields;
        };
        let mut at = object;
        while let Some(map) = self.bracket(at + 2) {
            let end = map.end;
            self.add(map, "", true, 0, &mut fields);
            // `)` `.` `extend` `(` `{`
            if self.words.get(end + 2).is_some_and(|w| w.is('.'))
                && self.opens_map(end + 3, &["extend"])
            {
                at = end + 3;
            } else {
                break;
            }
        }
        fields
    }

    /// Whether `name({` stands here.
    fn opens_map(&self, at: usize, names: &[&str]) -> bool {
        self.words.get(at).and_then(Word::name).is_some_and(|name| names.contains(&name))
            && self.words.get(at + 1).is_some_and(|w| w.is('('))
            && self.words.get(at + 2).is_some_and(|w| w.is('{'))
    }

    fn add(
        &self,
        map: Span,
        above: &str,
        needed: bool,
        depth: usize,
        fields: &mut Vec<SchemaField>,
    ) {
        for (name, value) in self.entries(map) {
            let key = format!("{above}{name}");
            let required = needed && !self.may_be_left_out(value.clone());
            let first = value.clone().find(|at| self.calls(*at, KNOWN));
            let listed = self.chain(value.clone()).any(|name| name == "array");
            let map = first.filter(|_| !listed).filter(|at| self.opens_map(*at, OBJECTS));
            if let Some(map) = map.and_then(|at| self.bracket(at + 2))
                && depth < DEEPEST
            {
                self.add(map, &format!("{key}."), required, depth + 1, fields);
                continue;
            }
            let strict = self.chain(value.clone()).all(|name| PLAIN.contains(&name));
            let whole = self.chain(value.clone()).any(|name| name == "int");
            let letters = (self.number(value.clone(), "min"), self.number(value.clone(), "max"));
            let refers = self.refers(value.clone());
            let (kind, choices) = self.kind(value);
            let field = SchemaField::new(key, kind, required);
            fields.push(SchemaField { choices, strict, refers, whole, letters, ..field });
        }
    }

    /// Whether the field itself may be missing; a part of a list of it may be for its own reasons.
    fn may_be_left_out(&self, value: Span) -> bool {
        const LEAVE: [&str; 6] =
            ["optional", "default", "nullish", "nullable", "catch", "prefault"];
        let mut depth = 0;
        for at in value.clone() {
            match &self.words[at] {
                Word::Sign('(' | '[' | '{') => depth += 1,
                Word::Sign(')' | ']' | '}') => depth -= 1,
                Word::Name(name) if depth == 0 && LEAVE.contains(&name.as_str()) => return true,
                _ => {}
            }
        }
        // What takes anything takes nothing as well.
        const ANYTHING: [&str; 4] = ["any", "unknown", "preprocess", "undefined"];
        if value.clone().any(|at| self.calls(at, &ANYTHING)) {
            return true;
        }
        // What is made out of nothing known is asked of nobody.
        !value.into_iter().any(|at| self.calls(at, KNOWN))
    }

    /// The names of a chain of calls, without what stands in their brackets.
    fn chain(&self, value: Span) -> impl Iterator<Item = &str> {
        let mut depth = 0;
        self.words[value].iter().filter_map(move |word| {
            match word {
                Word::Sign('(' | '[' | '{') => depth += 1,
                Word::Sign(')' | ']' | '}') => depth -= 1,
                _ => {}
            }
            word.name().filter(|_| depth == 0)
        })
    }

    /// Whether one of these names is called here.
    fn calls(&self, at: usize, names: &[&str]) -> bool {
        self.words[at].name().is_some_and(|name| names.contains(&name))
            && self.words.get(at + 1).is_some_and(|word| word.is('('))
    }

    fn kind(&self, value: Span) -> (Kind, Vec<String>) {
        let call = value.clone().find(|at| self.calls(*at, KNOWN));
        let texts = || -> Vec<String> {
            let inside = value.clone().filter_map(|at| self.words[at].text());
            inside.map(str::to_owned).collect()
        };
        let parts = || {
            value.clone().any(|at| self.calls(at, OBJECTS) || self.calls(at, &["record", "union"]))
        };
        if self.chain(value.clone()).any(|name| name == "array") {
            let kind = if parts() { Kind::Structured } else { Kind::List };
            return (kind, if parts() { Vec::new() } else { self.choices_of_items(value) });
        }
        let kind = match call.and_then(|at| self.words[at].name()) {
            Some("date" | "datetime" | "datetimestamp") => Kind::Day,
            Some("number" | "int" | "bigint") => Kind::Number,
            Some("boolean") => Kind::Switch,
            Some("image") => Kind::Picture,
            Some("reference") if !self.refers(value.clone()).is_empty() => Kind::Choice,
            Some("set" | "tuple") => {
                if parts() {
                    Kind::Structured
                } else {
                    Kind::List
                }
            }
            Some("enum" | "nativeEnum") => {
                return (Kind::Choice, call.map(|at| self.choices(at)).unwrap_or_default());
            }
            Some("union") => {
                let literals = value.clone().filter(|at| self.calls(*at, &["literal"])).count();
                let dates = value.clone().any(|at| self.calls(at, &["date"]));
                match (literals > 1, dates) {
                    (true, _) => return (Kind::Choice, texts()),
                    (_, true) => Kind::Day,
                    _ => Kind::Text,
                }
            }
            Some(
                "object" | "strictObject" | "looseObject" | "record" | "any" | "unknown" | "map",
            ) => Kind::Structured,
            _ => Kind::Text,
        };
        (kind, Vec::new())
    }

    /// The folder of the collection that `reference('people')` names; empty where there is none.
    fn refers(&self, value: Span) -> String {
        let call = value.clone().find(|at| self.calls(*at, &["reference"]));
        let name = call.and_then(|at| self.words.get(at + 2)).and_then(Word::text);
        name.and_then(|name| self.folder_of(name)).unwrap_or_default()
    }

    /// The folder, or the file, that the entries of a collection come from.
    fn folder_of(&self, name: &str) -> Option<String> {
        let named = self.collection_names();
        let place = (2..self.words.len()).find(|at| {
            let variable = self.words[at - 2].name().or(self.words[at - 2].text());
            self.words[*at].name() == Some("defineCollection")
                && variable.is_some_and(|one| named.get(one).map_or(one, String::as_str) == name)
        })?;
        let inside = self.bracket(place + 1)?;
        let file = inside.clone().find(|at| self.calls(*at, &["file"]));
        let file = file.and_then(|at| self.words.get(at + 2)).and_then(Word::text);
        let base = file.map(str::to_owned).or_else(|| self.value_of("base", inside));
        Some(base.map_or_else(|| format!("src/content/{name}"), |base| folder(&base)))
    }

    /// What each item of a list is one of: `array(z.enum([…]))`, nothing else made of it.
    fn choices_of_items(&self, value: Span) -> Vec<String> {
        let Some(at) = value.clone().find(|at| self.calls(*at, &["enum"])) else {
            return Vec::new();
        };
        let list = value.clone().find(|at| self.calls(*at, &["array"]));
        let item = list.and_then(|at| self.bracket(at + 1)).unwrap_or_default();
        if !self.chain(item).all(|name| matches!(name, "z" | "enum")) {
            return Vec::new();
        }
        self.choices(at)
    }

    /// The texts of `enum([…])`, and of the list, the map or the enumeration whose name stands
    /// there: `const DESKS = ['city', 'courts'] as const`. None where they are made elsewhere.
    fn choices(&self, call: usize) -> Vec<String> {
        let inside = self.bracket(call + 1).unwrap_or_default();
        let texts = match self.words.get(inside.start).and_then(Word::name) {
            Some(name) if inside.len() == 1 => self.declared(name).unwrap_or_default(),
            Some(_) => return Vec::new(),
            None => inside,
        };
        texts.filter_map(|at| self.words[at].text()).map(str::to_owned).collect()
    }

    /// What stands in the brackets that a name is given: `const NAME = […]`, `enum NAME {…}`.
    fn declared(&self, name: &str) -> Option<Span> {
        let named = |at: usize| self.words.get(at).and_then(Word::name) == Some(name);
        (1..self.words.len()).filter(|at| named(*at)).find_map(|at| {
            let opens = |at: &usize| self.words[*at].is('[') || self.words[*at].is('{');
            let begins = match self.words[at - 1].name() {
                Some("enum") => at + 1,
                Some("const") => {
                    let until = self.words.len().min(at + 8);
                    (at + 1..until).find(|at| self.words[*at].is('='))? + 1
                }
                _ => return None,
            };
            self.words.get(begins)?;
            Some(begins).filter(opens).and_then(|at| self.bracket(at))
        })
    }

    /// The number in the brackets of a call of the chain: `max(60)`.
    fn number(&self, value: Span, name: &str) -> Option<usize> {
        let mut depth = 0;
        let call = value.into_iter().find(|at| {
            match &self.words[*at] {
                Word::Sign('(' | '[' | '{') => depth += 1,
                Word::Sign(')' | ']' | '}') => depth -= 1,
                _ => {}
            }
            depth == 0 && self.calls(*at, &[name])
        })?;
        self.words.get(call + 2)?.name()?.replace('_', "").parse().ok()
    }

    /// The entries of a map: each key, and where its value stands.
    fn entries(&self, map: Span) -> Vec<(String, Span)> {
        let mut entries = Vec::new();
        let mut from = map.start;
        let mut depth = 0;
        for at in map.start..=map.end {
            let sign = self.words.get(at).filter(|_| at < map.end);
            match sign {
                Some(Word::Sign('(' | '[' | '{')) => depth += 1,
                Some(Word::Sign(')' | ']' | '}')) => depth -= 1,
                _ => {}
            }
            if at == map.end || depth == 0 && sign.is_some_and(|word| word.is(',')) {
                entries.extend(self.entry(from..at));
                from = at + 1;
            }
        }
        entries
    }

    /// `key: value`, or `key` alone, which is a variable of that name.
    fn entry(&self, span: Span) -> Option<(String, Span)> {
        let key = match self.words.get(span.start).filter(|_| !span.is_empty())? {
            Word::Name(key) | Word::Text(key) => key.clone(),
            Word::Sign(_) => return None,
        };
        match self.words.get(span.start + 1).filter(|_| span.len() > 1) {
            None => Some((key, span)),
            Some(word) if word.is(':') => Some((key, span.start + 2..span.end)),
            Some(_) => None,
        }
    }
}

/// Calls that leave a value what it is: nothing else is made of one of another kind. `z` and the
/// context of a schema come before them.
const PLAIN: &[&str] = &[
    "z",
    "string",
    "number",
    "int",
    "boolean",
    "date",
    "enum",
    "array",
    "optional",
    "nullable",
    "nullish",
    "default",
    "describe",
    "min",
    "max",
    "length",
    "nonempty",
    "positive",
    "nonnegative",
    "gt",
    "gte",
    "lt",
    "lte",
    "url",
    "email",
];

/// Calls that make a map.
const OBJECTS: &[&str] = &["object", "strictObject", "looseObject"];

/// Calls that tell what a field holds, and the one of a chain that comes first counts.
const KNOWN: &[&str] = &[
    "string",
    "date",
    "datetime",
    "number",
    "int",
    "bigint",
    "boolean",
    "image",
    "array",
    "set",
    "tuple",
    "strictObject",
    "looseObject",
    "enum",
    "nativeEnum",
    "union",
    "object",
    "record",
    "any",
    "unknown",
    "map",
    "url",
    "email",
    "reference",
    "literal",
];

/// The program in words, without what is said about it.
fn words(program: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = program;
    while let Some(first) = rest.chars().next() {
        let taken = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if matches!(first, '"' | '\'' | '`') {
            let (text, taken) = quoted(rest, first);
            words.push(Word::Text(text));
            taken
        } else if first.is_alphanumeric() || matches!(first, '_' | '$') {
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$'));
            let end = end.unwrap_or(rest.len());
            words.push(Word::Name(rest[..end].to_owned()));
            end
        } else {
            if !first.is_whitespace() {
                words.push(Word::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[taken..];
    }
    words
}

/// The text in quotes that `rest` begins with, and how many bytes it takes up.
fn quoted(rest: &str, quote: char) -> (String, usize) {
    let mut text = String::new();
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => {
                text.push(letter);
                escaped = false;
            }
            '\\' => escaped = true,
            letter if letter == quote => return (text, at + letter.len_utf8()),
            letter => text.push(letter),
        }
    }
    (text, rest.len())
}
