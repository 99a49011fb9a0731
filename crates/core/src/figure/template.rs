//! Reading a figure that the site's own template makes: an include of Jekyll's, a short code of
//! Eleventy's or Zola's, a component of Astro's.
//!
//! ```text
//! {% include figure image_path="/a.jpg" alt="…" caption="…" %}
//! {% include "linked-figure.html", image: "/a.jpg", alt: "…" %}
//! {% image "/a.jpg" "…" %}
//! {{ figure(src="a.jpg", alt="…", caption="…") }}
//! <Figure src="/a.jpg" alt="…" caption="…" />
//! {{< photo name="a.jpg" says="…" >}}
//! ```
//!
//! Only the site knows what such a template takes. Where it has been read ([`super::own`]), it tells
//! what each parameter is; else one is recognised by its name and the names of its parameters. A
//! value is read only where it is written out, and [`super::rewrite`] changes values where they stand.

use std::ops::Range;

use super::html::decode;
use super::own::{Shown, Template, Templates};

/// A call of a template, with its values that are written out.
#[derive(Debug, Default)]
pub(super) struct Call<'t> {
    /// What its template takes, where that has been read.
    own: Option<&'t Template>,
    /// How many values have no name.
    unnamed: usize,
    /// Bytes that it takes up.
    pub(super) length: usize,
    /// Its parameters in order.
    pub(super) values: Vec<Parameter>,
    /// Between a name and its value: `=` or `: `.
    sign: &'static str,
    /// Between parameters.
    comma: &'static str,
}

/// A parameter whose value is written out.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    pub(super) value: String,
    /// The bytes of its value, quotation marks included.
    pub(super) span: Range<usize>,
}

const SRC: &[&str] = &["src", "path", "image_path", "image", "img", "file", "filename", "url"];
const ALT: &[&str] = &["alt", "alt_text", "alttext", "alt-text", "image_alt"];
const CAPTION: &[&str] = &["caption", "title"];
const CREDIT: &[&str] = &["attr", "credit", "attribution", "image_credit", "photo_credit"];
const LINK: &[&str] = &["attrlink", "credit_url", "attribution_url", "credit_link"];

impl<'t> Call<'t> {
    fn named(&self, names: &[&str]) -> Option<&Parameter> {
        names.iter().find_map(|name| self.values.iter().find(|one| one.name == *name))
    }

    fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.values.iter().find(|one| one.name.eq_ignore_ascii_case(name))
    }

    /// A parameter by what its template says, else by its name. Of a template that has been read,
    /// none that is known to be something else.
    fn role(&self, own: impl Fn(&Template) -> Option<&str>, names: &[&str]) -> Option<&Parameter> {
        let Some(template) = self.own else { return self.named(names) };
        own(template).and_then(|name| self.parameter(name))
    }

    /// Whether its template has been read.
    pub(super) fn is_own(&self) -> bool {
        self.own.is_some()
    }

    pub(super) fn src(&self) -> Option<&Parameter> {
        self.role(|own| Some(&own.src), SRC)
    }

    /// The address of its picture, with what the template puts around it.
    pub(super) fn address(&self) -> String {
        let value = self.src().map(|one| one.value.as_str()).unwrap_or_default();
        self.own.map_or_else(|| value.to_owned(), |own| own.address(value))
    }

    pub(super) fn alt(&self) -> Option<&Parameter> {
        self.role(|own| own.alt.as_deref(), ALT)
    }

    /// The description, as readers have it.
    pub(super) fn described(&self) -> String {
        let value = self.alt().map(|one| one.value.as_str()).unwrap_or_default();
        if self.own.is_some_and(|own| own.raw_alt) { decode(value) } else { value.to_owned() }
    }

    /// A description as the value of its parameter.
    pub(super) fn describing(&self, alt: &str) -> String {
        if !self.own.is_some_and(|own| own.raw_alt) {
            return alt.to_owned();
        }
        alt.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
    }

    pub(super) fn caption(&self) -> Option<&Parameter> {
        self.role(|own| own.caption.as_ref().map(|one| one.0.as_str()), CAPTION)
    }

    pub(super) fn credit(&self) -> Option<&Parameter> {
        self.role(|own| own.credit.as_ref().map(|one| one.0.as_str()), CREDIT)
    }

    pub(super) fn link(&self) -> Option<&Parameter> {
        self.role(|own| own.link.as_deref(), LINK)
    }

    pub(super) fn caption_shown(&self) -> Shown {
        self.own.and_then(|own| own.caption.as_ref()).map(|one| one.1).unwrap_or_default()
    }

    pub(super) fn credit_shown(&self) -> Shown {
        self.own.and_then(|own| own.credit.as_ref()).map(|one| one.1).unwrap_or_default()
    }

    /// Whether the template has a place for a credit of its own.
    pub(super) fn takes_credit(&self) -> bool {
        self.own.map_or_else(|| self.credit().is_some(), |own| own.credit.is_some())
    }

    /// The name under which a parameter that is missing can be put behind the others.
    pub(super) fn addable(&self, role: &str) -> Option<&'t str> {
        let own = self.own?;
        match role {
            "alt" => own.alt.as_deref(),
            "caption" => own.caption.as_ref().map(|one| one.0.as_str()),
            "credit" => own.credit.as_ref().map(|one| one.0.as_str()),
            _ => own.link.as_deref(),
        }
    }

    /// Whether the template itself says what a credit is for.
    pub(super) fn is_labelled(&self) -> bool {
        self.own.is_some_and(|own| own.labelled)
    }

    /// The text of more parameters, for the place behind the last one; nothing where their place is
    /// not known. Values go by place where the others do: what lies between is empty.
    pub(super) fn more(&self, more: &[(String, String)]) -> Option<String> {
        let commas = self.own.is_some_and(|own| own.commas);
        let comma = if commas { "," } else { self.comma };
        let places = self.own.map_or(&[][..], |own| &own.places);
        if self.unnamed == 0 || places.is_empty() {
            let one =
                |(name, quoted): &(String, String)| format!("{comma} {name}{}{quoted}", self.sign);
            return Some(more.iter().map(one).collect());
        }
        let place = |name: &String| places.iter().position(|one| one == name);
        let last = more.iter().map(|(name, _)| place(name)).collect::<Option<Vec<_>>>()?;
        let last = last.into_iter().max()?;
        let mut out = String::new();
        for name in places.get(self.unnamed..=last)? {
            let given = more.iter().find(|(one, _)| one == name);
            let quoted = given.map_or("\"\"", |(_, quoted)| quoted.as_str());
            out.push_str(&format!("{comma} {quoted}"));
        }
        Some(out)
    }

    /// A value in quotation marks, those of `before` where they will do; nothing without a spelling.
    pub(super) fn quoted(&self, value: &str, before: &str) -> Option<String> {
        let ticks = self.own.is_some_and(|own| own.ticks);
        let second = if ticks { '`' } else { '\'' };
        let first =
            before.chars().next().filter(|sign| ['"', second].contains(sign)).unwrap_or('"');
        let other = if first == '"' { second } else { '"' };
        // A template language looks for its braces also inside quotation marks.
        if ["{{", "}}", "{%", "%}"].iter().any(|braces| value.contains(braces)) {
            return None;
        }
        // Between quotation marks Hugo reads what stands behind a backslash, between ticks nothing.
        let fits =
            |sign: char| !(value.contains(sign) || ticks && sign == '"' && value.contains('\\'));
        let sign = [first, other].into_iter().find(|sign| fits(*sign))?;
        Some(format!("{sign}{value}{sign}"))
    }

    /// A call with no words, for a picture of that name. Parameters that are none of the picture's
    /// stay out.
    pub(super) fn emptied(call: &str, file: &str, own: &Templates) -> Option<String> {
        let read = at(call, own).filter(|read| read.length == call.len())?;
        let template = read.own?;
        let (first, last) = (read.values.first()?, read.values.last()?);
        let start = |one: &Parameter| {
            let named = call[..one.span.start].to_ascii_lowercase().rfind(one.name.as_str());
            if read.unnamed > 0 { Some(one.span.start) } else { named }
        };
        let (head, tail) = (&call[..start(first)?], &call[last.span.end..]);
        let mut given = vec![(template.src.clone(), read.quoted(file, "\"")?)];
        if let Some(alt) = &template.alt {
            given.push((alt.clone(), "\"\"".to_owned()));
        }
        let bare = Call { own: read.own, unnamed: 0, values: Vec::new(), ..read };
        let text = if read.unnamed > 0 {
            let first = template.places.iter().position(|one| *one == template.src)?;
            let quoted = |(_, quoted): &(String, String)| quoted.clone();
            match first {
                0 => given.iter().map(quoted).take(1).collect(),
                _ => return None,
            }
        } else {
            bare.more(&given)?
        };
        let text = text.trim_start_matches([',', ' ']);
        Some(format!("{head}{text}{tail}"))
    }
}

/// The call at the start of `text`, if it makes a figure of a picture whose address is written out.
pub(super) fn at<'t>(text: &str, own: &'t Templates) -> Option<Call<'t>> {
    let call = liquid(text, own)
        .or_else(|| short_code(text, own))
        .or_else(|| function(text, own))
        .or_else(|| component(text, own))?;
    let src = call.src()?;
    // An id says nothing of a file: only the site knows what it makes of it.
    let is_file = call.own.is_none() || call.address().contains(['.', '{']);
    (!src.value.trim().is_empty() && is_file).then_some(call)
}

/// Where the value that names the picture stands in the call at the start of `text`, with the
/// template. Only of templates that have been read.
pub(crate) fn source_of<'t>(
    text: &str,
    own: &'t Templates,
) -> Option<(Range<usize>, &'t Template)> {
    let call = at(text, own)?;
    let span = call.src()?.span.clone();
    Some((span.start + 1..span.end - 1, call.own?))
}

/// The name of the template that is called at the start of `text`.
pub(crate) fn template_of(text: &str) -> Option<String> {
    let rest = text.strip_prefix("{%").or_else(|| text.strip_prefix("{{"))?;
    let rest = rest.trim_start_matches(['<', '%', '-', ' ', '\n', '\t', '\r']);
    let (word, rest) = word(rest)?;
    if INCLUDES.contains(&word) { Some(included(rest)?.0) } else { Some(named_by(word, rest)) }
}

/// Tags whose first word is the template.
const INCLUDES: &[&str] = &["include", "include_cached", "include_relative", "render"];

fn included(rest: &str) -> Option<(String, &str)> {
    let rest = rest.trim_start();
    match value(rest) {
        Some(found) => Some(found),
        None => {
            let end = rest.find(char::is_whitespace)?;
            Some((rest[..end].to_owned(), &rest[end..]))
        }
    }
}

/// A short code may lie in a folder: `media/photo`.
fn named_by(word: &str, rest: &str) -> String {
    let end = rest.find(|sign: char| sign.is_whitespace() || "(>%}".contains(sign));
    let more = rest[..end.unwrap_or(rest.len())].trim_end_matches('/');
    format!("{word}{more}")
}

/// Whether a template of that name shows a picture.
fn shows_picture(name: &str) -> bool {
    let name = name.rsplit(['/', ':']).next().unwrap_or(name).to_ascii_lowercase();
    let name = name.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = name.split(['-', '_']).collect();
    let shows = |part: &&str| {
        ["figure", "fig", "image", "img", "picture", "photo"].contains(part)
            || ["figure", "image", "picture", "photo"].iter().any(|end| part.ends_with(end))
    };
    parts.iter().any(shows)
        && !parts
            .iter()
            .any(|part| ["resize", "gallery", "url", "path", "background"].contains(part))
}

fn liquid<'t>(text: &str, own: &'t Templates) -> Option<Call<'t>> {
    let rest = text.strip_prefix("{%")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    let (word, rest) = word(rest)?;
    let (name, rest) =
        if INCLUDES.contains(&word) { included(rest)? } else { (word.to_owned(), rest) };
    let template = own.find(&name);
    if template.is_none() && !shows_picture(&name) {
        return None;
    }
    let call = parameters(text, text.len() - rest.len(), "%}", &["src", "alt"], template)?;
    // With an end of its own it holds text.
    let behind: String = text[call.length..].chars().take(LONGEST / 4).collect();
    (!behind.contains(&format!("end{word}"))).then_some(call)
}

/// A short code of Hugo's that the site has itself.
fn short_code<'t>(text: &str, own: &'t Templates) -> Option<Call<'t>> {
    let (open, close) = if text.starts_with("{{<") { ("{{<", ">}}") } else { ("{{%", "%}}") };
    let rest = text.strip_prefix(open)?.trim_start();
    let (word, after) = word(rest)?;
    let name = named_by(word, after);
    let template = own.find(&name)?;
    let call = parameters(text, text.len() - rest.len() + name.len(), close, &[], Some(template))?;
    let behind: String = text[call.length..].chars().take(LONGEST / 4).collect();
    let ends =
        |behind: &str| behind.trim_start().trim_start_matches('/').trim_start().starts_with(&name);
    let ended = behind.match_indices(open).any(|(at, _)| {
        behind[at + open.len()..].trim_start().starts_with('/') && ends(&behind[at + open.len()..])
    });
    (!ended).then_some(call)
}

fn function<'t>(text: &str, own: &'t Templates) -> Option<Call<'t>> {
    let rest = text.strip_prefix("{{")?.trim_start_matches('-').trim_start();
    let (name, rest) = word(rest)?;
    let rest = rest.trim_start().strip_prefix('(')?;
    let template = own.find(name);
    if template.is_none() && !shows_picture(name) {
        return None;
    }
    let mut call = parameters(text, text.len() - rest.len(), ")", &[], template)?;
    let tail = &text[call.length..];
    let after = tail.trim_start().strip_prefix('-').unwrap_or(tail.trim_start());
    let after = after.strip_prefix("}}")?;
    call.length = text.len() - after.len();
    Some(call)
}

fn component<'t>(text: &str, own: &'t Templates) -> Option<Call<'t>> {
    let rest = text
        .strip_prefix('<')
        .filter(|rest| rest.starts_with(|sign: char| sign.is_ascii_uppercase()))?;
    let (name, rest) = word(rest)?;
    let template = own.find(name);
    if template.is_none() && !shows_picture(name) {
        return None;
    }
    parameters(text, text.len() - rest.len(), "/>", &[], template)
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '_' | '-' | ':'))
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Longer than this is no call of a figure: it bounds the search for an end.
const LONGEST: usize = 8000;

/// The parameters from `at` up to `close`. Values without a name get those of `places`.
fn parameters<'t>(
    text: &str,
    at: usize,
    close: &str,
    places: &[&str],
    own: Option<&'t Template>,
) -> Option<Call<'t>> {
    let mut call = Call { sign: "=", own, ..Call::default() };
    let place = |nth: usize| match own {
        Some(own) => own.places.get(nth).map(String::as_str),
        None => places.get(nth).copied(),
    };
    let mut nth = 0;
    let mut rest = &text[at..];
    loop {
        let commas = rest.trim_start_matches(|sign: char| sign.is_whitespace() || sign == ',');
        if rest[..rest.len() - commas.len()].contains(',') {
            call.comma = ",";
        }
        rest = commas;
        let start = text.len() - rest.len();
        if start - at > LONGEST {
            return None;
        }
        let ended =
            rest.strip_prefix(close).or_else(|| rest.strip_prefix(['-', '/'])?.strip_prefix(close));
        if let Some(after) = ended {
            call.length = text.len() - after.len();
            return Some(call);
        }
        if let Some((value, after)) = value(rest) {
            if let Some(name) = place(nth) {
                let span = start..text.len() - after.len();
                call.values.push(Parameter { name: name.to_owned(), value, span });
            }
            nth += 1;
            call.unnamed = nth;
            rest = after;
            continue;
        }
        let end = rest
            .find(|sign: char| sign.is_whitespace() || "=:,\"'{}()<>%".contains(sign))
            .unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        let (name, after) = rest.split_at(end);
        let signed = after.trim_start();
        let sign = signed.chars().next().filter(|sign| matches!(sign, '=' | ':'));
        let Some(sign) = sign else {
            // A variable or a switch.
            nth += 1;
            call.unnamed = nth;
            rest = after;
            continue;
        };
        call.sign = if sign == '=' { "=" } else { ": " };
        let after = signed[1..].trim_start();
        let start = text.len() - after.len();
        if let Some((value, after)) = value(after) {
            let span = start..text.len() - after.len();
            call.values.push(Parameter { name: name.to_ascii_lowercase(), value, span });
            rest = after;
        } else {
            // A variable, a number or an expression: only the site knows what it is.
            rest = expression(after)?;
        }
    }
}

/// A value in quotation marks, and what follows.
fn value(text: &str) -> Option<(String, &str)> {
    let sign = text.chars().next().filter(|sign| matches!(sign, '"' | '\'' | '`'))?;
    let inner = &text[1..];
    let mut escaped = false;
    for (at, one) in inner.char_indices() {
        if one == sign && !escaped {
            let value = inner[..at].replace(&format!("\\{sign}"), &sign.to_string());
            return Some((value, &inner[at + 1..]));
        }
        escaped = one == '\\' && !escaped;
    }
    None
}

fn expression(text: &str) -> Option<&str> {
    if text.starts_with('{') || text.starts_with('[') {
        let mut depth = 0_usize;
        for (at, sign) in text.char_indices().take(LONGEST) {
            match sign {
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(&text[at + 1..]);
            }
        }
        return None;
    }
    let end = text.find(|sign: char| sign.is_whitespace() || ",)%}>".contains(sign))?;
    (end > 0).then(|| &text[end..])
}
