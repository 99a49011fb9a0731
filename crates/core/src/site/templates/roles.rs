//! What each parameter of a template is, from the page that the template makes.
//!
//! 1. The code is taken out of the text, and what each piece puts out is kept ([`pieces`]).
//! 2. The tags that are left tell the place of each: in the address or the description of the
//!    picture, in an element of its caption, in one of its credit, behind “Photo:”.
//! 3. What stands in a place that tells nothing is told by its name, or not at all.

use std::sync::LazyLock;

use regex::Regex;

use super::code::{self, Language, Names, Output, Said};
use super::files::Source;
use crate::figure::{self, Shown, Template, next_tag};

/// Marks around the number of a piece of code. No template has them.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// What a template takes; nothing where it shows no picture whose address can be told.
pub(super) fn of(file: &Source) -> Option<Template> {
    let (page, outputs) = pieces(&file.text, &file.language);
    let mut look = Look { language: &file.language, ..Look::of(&outputs) };
    look.at(&page);
    let src = look.src()?;
    let mut texts = std::mem::take(&mut look.texts);
    texts.retain(|(_, said)| said.name != src.name);
    let mut template = Template {
        places: file.places.clone(),
        src: src.name.clone(),
        around: src.around,
        rooted: src.rooted,
        labelled: look.labelled,
        link: look.link.clone(),
        commas: matches!(file.language, Language::Tera | Language::Bare | Language::Script(_)),
        ticks: file.language == Language::Go,
        ..Template::default()
    };
    let shown = |said: &Said| (said.name.clone(), kind(said, &file.language));
    let credit = texts.iter().find(|(place, _)| *place == Place::Credit);
    let named = |names: &[&str]| {
        texts.iter().find(|(_, said)| names.contains(&said.name.to_lowercase().as_str()))
    };
    let credit = credit.or_else(|| named(CREDITS)).map(|(_, said)| said);
    let caption =
        texts.iter().filter(|(_, said)| credit.is_none_or(|credit| credit.name != said.name));
    let mut caption: Vec<&(Place, Said)> = caption.collect();
    caption.sort_by_key(|(place, _)| *place != Place::Caption);
    template.credit = credit.map(shown);
    template.caption = caption.first().map(|(_, said)| shown(said));
    let taken = |name: &String| {
        let is = |one: &Option<(String, Shown)>| one.as_ref().is_some_and(|one| one.0 == *name);
        *name == template.src || is(&template.caption) || is(&template.credit)
    };
    template.raw_alt =
        look.alt.as_ref().is_some_and(|said| kind(said, &file.language) == Shown::Html);
    template.alt = look.alt.map(|said| said.name).filter(|name| !taken(name));
    Some(template)
}

/// How a value is shown to readers.
fn kind(said: &Said, language: &Language) -> Shown {
    if said.markdown {
        return Shown::Markdown;
    }
    let escapes = matches!(language, Language::Go | Language::Tera | Language::Braces(_));
    if said.escaped.unwrap_or(escapes) { Shown::Text } else { Shown::Html }
}

/// Names that only a credit has.
const CREDITS: &[&str] = &[
    "credit",
    "credits",
    "attribution",
    "attr",
    "byline",
    "by",
    "photographer",
    "photog",
    "photo_credit",
    "image_credit",
    "copyright",
    "fotograf",
    "fotografin",
];

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Caption,
    Credit,
    /// Somewhere below the picture.
    Below,
}

/// What the page of a template shows.
struct Look<'a> {
    outputs: &'a [Output],
    language: &'a Language,
    sources: Vec<Option<Said>>,
    alt: Option<Said>,
    texts: Vec<(Place, Said)>,
    link: Option<String>,
    labelled: bool,
}

impl<'a> Look<'a> {
    fn of(outputs: &'a [Output]) -> Look<'a> {
        Look {
            outputs,
            language: &Language::Liquid,
            sources: Vec::new(),
            alt: None,
            texts: Vec::new(),
            link: None,
            labelled: false,
        }
    }

    /// The tags of a page, one after the other, with what stands between them.
    fn at(&mut self, page: &str) {
        let mut open: Vec<(String, Option<Place>)> = Vec::new();
        let mut at = 0;
        while let Some((tag, place)) = next_tag(page, at..page.len()) {
            self.text(&page[at..place.start], &open);
            at = place.end;
            let name = tag.name.as_str();
            if tag.closes {
                if let Some(nth) = open.iter().rposition(|(one, _)| one == name) {
                    open.truncate(nth);
                }
                continue;
            }
            match name {
                "img" | "image" => self.picture(&tag),
                "br" | "hr" | "input" | "link" | "meta" | "source" | "wbr" => {}
                _ => {
                    let place = place_of(name, &tag.value("class"));
                    if name == "a" && open.iter().any(|(_, place)| *place == Some(Place::Credit)) {
                        self.link = self.link.take().or_else(|| self.only(&tag.value("href")));
                    }
                    open.push((name.to_owned(), place));
                }
            }
        }
        self.text(&page[at..], &open);
    }

    fn picture(&mut self, tag: &figure::Tag) {
        let mut source = self.address(&tag.value("src"));
        if source.is_none() && tag.has("data-src") {
            source = self.address(&tag.value("data-src"));
        }
        self.sources.push(source);
        if self.alt.is_none() {
            let alt = tag.value("alt");
            self.alt = numbers(&alt).find_map(|(_, nth, _)| match self.outputs.get(nth) {
                Some(Output::Of(said)) => Some(said.clone()),
                _ => None,
            });
        }
    }

    /// The parameter that an address consists of, with what is put around it.
    fn address(&self, value: &str) -> Option<Said> {
        let mut found: Option<Said> = None;
        let mut text = String::new();
        let mut at = 0;
        for (start, nth, end) in numbers(value) {
            text.push_str(&value[at..start]);
            at = end;
            match self.outputs.get(nth)? {
                Output::Nothing | Output::Root => {}
                Output::Unknown => return None,
                Output::Of(said) => {
                    if found.is_some() || !said.exact {
                        return None;
                    }
                    found = Some(said.clone().within(&std::mem::take(&mut text), ""));
                }
            }
        }
        text.push_str(&value[at..]);
        found.map(|said| said.within("", text.trim_end()))
    }

    /// The name of the one parameter in a value.
    fn only(&self, value: &str) -> Option<String> {
        let mut all = numbers(value).filter_map(|(_, nth, _)| match self.outputs.get(nth) {
            Some(Output::Of(said)) => Some(said.name.clone()),
            _ => None,
        });
        all.next().filter(|_| all.next().is_none())
    }

    fn text(&mut self, text: &str, open: &[(String, Option<Place>)]) {
        let within = open.iter().rev().find_map(|(_, place)| *place);
        let mut at = 0;
        for (start, nth, end) in numbers(text) {
            let before = &text[at..start];
            at = end;
            let Some(Output::Of(said)) = self.outputs.get(nth) else { continue };
            let label = label(before);
            let place = match within {
                _ if label.is_some() => Place::Credit,
                Some(place) => place,
                None if self.sources.is_empty() => continue,
                None => Place::Below,
            };
            if place == Place::Credit && !self.texts.iter().any(|(known, _)| *known == place) {
                self.labelled = label == Some(true);
            }
            if !self.texts.iter().any(|(_, known)| known.name == said.name) {
                self.texts.push((place, said.clone()));
            }
        }
    }

    /// The parameter of all its pictures. Where one of them is shown as it is said (from another
    /// site), the others tell more.
    fn src(&self) -> Option<Said> {
        let mut all = self.sources.iter().flatten();
        let first = all.next()?;
        let mut best = first.clone();
        let plain = |said: &Said| said.around == Default::default() && !said.rooted;
        for other in all {
            if other.name != best.name {
                return None;
            }
            if plain(&best) {
                best = other.clone();
            } else if !plain(other) && other.around != best.around {
                return None;
            }
        }
        let complete = self.sources.iter().all(Option::is_some);
        let scripted = matches!(self.language, Language::Script(_) | Language::Braces(_));
        (complete || !scripted).then_some(best)
    }
}

/// What an element holds, by its name and its classes.
fn place_of(name: &str, classes: &str) -> Option<Place> {
    let classes = classes.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| classes.contains(word));
    if matches!(name, "cite" | "small")
        || has(&["credit", "byline", "photographer", "attribution", "copyright", "photo-by"])
    {
        Some(Place::Credit)
    } else if name == "figcaption" || has(&["caption", "cutline", "legend"]) {
        Some(Place::Caption)
    } else {
        None
    }
}

/// Whether a text says that a credit follows, and what for: “Photo:” says both, “©” the first.
fn label(before: &str) -> Option<bool> {
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:©|\(c\)|\b(?:photo(?:graph)?|picture|image|foto|bild|credit)s?\s+(?:by|von|de|par|di|credit))\s*:?\s*$")
            .expect("a fixed pattern")
    });
    let text = before.trim_end();
    if let Some(said) = text.strip_suffix(':') {
        let word = said.rsplit(['(', '.', ',', '>', '\n', CLOSE, '|', '•', '—']).next()?;
        if figure::is_label(word.trim()) {
            return Some(true);
        }
    }
    BY.is_match(text).then_some(false)
}

/// The numbers of the pieces of code in a text: start, number, end.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize, usize)> {
    text.match_indices(OPEN).filter_map(|(start, _)| {
        let inner = start + OPEN.len_utf8();
        let length = text[inner..].find(CLOSE)?;
        let nth = text[inner..inner + length].parse().ok()?;
        Some((start, nth, inner + length + CLOSE.len_utf8()))
    })
}

/// The text of a template without its code, and what each piece of that puts out.
fn pieces(text: &str, language: &Language) -> (String, Vec<Output>) {
    static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)\{#.*?#\}|\{\{-?(.*?)-?\}\}|\{%-?(.*?)-?%\}").expect("a fixed pattern")
    });
    static SCRIPT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\$\{([^{}`]*)\}").expect("a fixed pattern"));
    static BRACES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\{([^{}<]*)\}").expect("a fixed pattern"));
    let pattern = match language {
        Language::Script(_) => &SCRIPT,
        Language::Braces(_) => &BRACES,
        _ => &TEMPLATE,
    };
    let mut names = Names::default();
    let mut outputs = Vec::new();
    let mut page = String::with_capacity(text.len());
    let mut at = 0;
    // A text that is kept under a name: the name, and where it begins in the page.
    let mut capture: Option<(String, usize)> = None;
    for found in pattern.captures_iter(text) {
        let Some(all) = found.get(0) else { continue };
        page.push_str(&text[at..all.start()]);
        at = all.end();
        let output = match (found.get(1), found.get(2)) {
            (Some(code), _) if *language == Language::Go => go(code.as_str(), &mut names),
            (Some(code), _) => code::output(code.as_str(), language, &names),
            (None, Some(tag)) => {
                let tag = tag.as_str().trim();
                if let Some(name) = tag.strip_prefix("capture ") {
                    capture = Some((name.trim().to_owned(), page.len()));
                } else if tag == "endcapture" {
                    if let Some((name, start)) = capture.take() {
                        let kept = page.split_off(start.min(page.len()));
                        let said = Look::of(&outputs).address(kept.trim());
                        keep(&mut names, name, said);
                    }
                } else {
                    assigned(tag, language, &mut names);
                }
                Output::Nothing
            }
            _ => Output::Nothing,
        };
        page.push_str(&format!("{OPEN}{}{CLOSE}", outputs.len()));
        outputs.push(output);
    }
    page.push_str(&text[at..]);
    (page, outputs)
}

/// `assign src = include.file | prepend: '/media/'`, `set src = "/media/" ~ file`.
fn assigned(tag: &str, language: &Language, names: &mut Names) {
    let tag = tag.strip_prefix("assign ").or_else(|| tag.strip_prefix("set "));
    let Some((name, value)) = tag.and_then(|tag| tag.split_once('=')) else { return };
    let said = match code::output(value, language, names) {
        Output::Of(said) => Some(said),
        _ => None,
    };
    keep(names, name.trim().to_owned(), said);
}

/// What a name says from now on. Where it said something with an address around it, that stays: it
/// is set once more for pictures of other sites.
fn keep(names: &mut Names, name: String, said: Option<Said>) {
    let Some(said) = said else { return };
    let plain = said.around == Default::default() && !said.rooted;
    let known = names.variables.get(&name);
    if known.is_some_and(|known| known.name == said.name && plain && known.exact) {
        return;
    }
    names.variables.insert(name, said);
}

/// A piece of Hugo's: variables, `with` and `end`, or something that is put out.
fn go(code: &str, names: &mut Names) -> Output {
    static ASSIGN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\$(\w+)\s*:?=\s*(?s)(.*)$").expect("a fixed pattern"));
    let code = code.trim();
    let said = |code: &str, names: &Names| match code::output(code, &Language::Go, names) {
        Output::Of(said) => Some(said),
        _ => None,
    };
    let (word, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
    if let Some(found) = ASSIGN.captures(code) {
        let value = said(&found[2], names);
        keep(names, found[1].to_owned(), value);
        return Output::Nothing;
    }
    match word {
        "with" => {
            let rest = match ASSIGN.captures(rest) {
                Some(found) => {
                    let value = said(&found[2], names);
                    keep(names, found[1].to_owned(), value);
                    found[2].to_owned()
                }
                None => rest.to_owned(),
            };
            let value = said(&rest, names);
            names.context.push(value);
            Output::Nothing
        }
        "if" | "range" | "block" | "define" => {
            let context = names.context.last().cloned().flatten();
            names.context.push(if word == "if" { context } else { None });
            Output::Nothing
        }
        "else" => {
            if let Some(last) =
                names.context.last_mut().filter(|_| !rest.trim_start().starts_with("if"))
            {
                // Within `else` of a `with`, `.` is what it was before.
                *last = None;
            }
            Output::Nothing
        }
        "end" => {
            names.context.pop();
            Output::Nothing
        }
        "partial" | "return" | "warnf" | "errorf" => Output::Nothing,
        _ if code.starts_with("/*") => Output::Nothing,
        _ => code::output(code, &Language::Go, names),
    }
}
