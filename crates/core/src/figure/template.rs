//! Reading a figure that the site's own template makes: an include of Jekyll's, a short code of
//! Eleventy's or Zola's, a component of Astro's.
//!
//! ```text
//! {% include figure image_path="/a.jpg" alt="…" caption="…" %}
//! {% include "linked-figure.html", image: "/a.jpg", alt: "…" %}
//! {% image "/a.jpg" "…" %}
//! {{ figure(src="a.jpg", alt="…", caption="…") }}
//! <Figure src="/a.jpg" alt="…" caption="…" />
//! ```
//!
//! Only the site knows what such a template takes. So it is recognised by its name and the names
//! of its parameters, a value is read only where it is written out, and [`super::rewrite`]
//! changes values where they stand: none is ever written anew.

use std::ops::Range;

/// A call of a template, with its values that are written out.
#[derive(Debug, Default)]
pub(super) struct Call {
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

impl Call {
    fn named(&self, names: &[&str]) -> Option<&Parameter> {
        names.iter().find_map(|name| self.values.iter().find(|one| one.name == *name))
    }

    pub(super) fn src(&self) -> Option<&Parameter> {
        self.named(SRC)
    }

    pub(super) fn alt(&self) -> Option<&Parameter> {
        self.named(ALT)
    }

    pub(super) fn caption(&self) -> Option<&Parameter> {
        self.named(CAPTION)
    }

    pub(super) fn credit(&self) -> Option<&Parameter> {
        self.named(CREDIT)
    }

    pub(super) fn link(&self) -> Option<&Parameter> {
        self.named(LINK)
    }

    /// The text of one more parameter, for the place behind the last one.
    pub(super) fn more(&self, name: &str, quoted: &str) -> String {
        format!("{} {name}{}{quoted}", self.comma, self.sign)
    }

    /// A value in quotation marks, those of `before` where they will do; nothing without a spelling.
    pub(super) fn quoted(value: &str, before: &str) -> Option<String> {
        let first = before.chars().next().filter(|sign| matches!(sign, '"' | '\'')).unwrap_or('"');
        let other = if first == '"' { '\'' } else { '"' };
        // A template language looks for its braces also inside quotation marks.
        if ["{{", "}}", "{%", "%}"].iter().any(|braces| value.contains(braces)) {
            return None;
        }
        let sign = [first, other].into_iter().find(|sign| !value.contains(*sign))?;
        Some(format!("{sign}{value}{sign}"))
    }
}

/// The call at the start of `text`, if it makes a figure of a picture whose address is written out.
pub(super) fn at(text: &str) -> Option<Call> {
    let call = liquid(text).or_else(|| function(text)).or_else(|| component(text))?;
    let src = call.src()?;
    (!src.value.trim().is_empty()).then_some(call)
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

fn liquid(text: &str) -> Option<Call> {
    let rest = text.strip_prefix("{%")?;
    let rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    let (word, rest) = word(rest)?;
    let (name, rest) =
        if matches!(word, "include" | "include_cached" | "include_relative" | "render") {
            let rest = rest.trim_start();
            match value(rest) {
                Some((name, after)) => (name, after),
                None => {
                    let end = rest.find(char::is_whitespace)?;
                    (rest[..end].to_owned(), &rest[end..])
                }
            }
        } else {
            (word.to_owned(), rest)
        };
    if !shows_picture(&name) {
        return None;
    }
    let call = parameters(text, text.len() - rest.len(), "%}", &["src", "alt"])?;
    // With an end of its own it holds text.
    let behind: String = text[call.length..].chars().take(LONGEST / 4).collect();
    (!behind.contains(&format!("end{word}"))).then_some(call)
}

fn function(text: &str) -> Option<Call> {
    let rest = text.strip_prefix("{{")?.trim_start_matches('-').trim_start();
    let (name, rest) = word(rest)?;
    let rest = rest.trim_start().strip_prefix('(')?;
    if !shows_picture(name) {
        return None;
    }
    let mut call = parameters(text, text.len() - rest.len(), ")", &[])?;
    let tail = &text[call.length..];
    let after = tail.trim_start().strip_prefix('-').unwrap_or(tail.trim_start());
    let after = after.strip_prefix("}}")?;
    call.length = text.len() - after.len();
    Some(call)
}

fn component(text: &str) -> Option<Call> {
    let rest = text
        .strip_prefix('<')
        .filter(|rest| rest.starts_with(|sign: char| sign.is_ascii_uppercase()))?;
    let (name, rest) = word(rest)?;
    if !shows_picture(name) {
        return None;
    }
    parameters(text, text.len() - rest.len(), "/>", &[])
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
fn parameters(text: &str, at: usize, close: &str, places: &[&str]) -> Option<Call> {
    let mut call = Call { sign: "=", ..Call::default() };
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
            rest.strip_prefix(close).or_else(|| rest.strip_prefix('-')?.strip_prefix(close));
        if let Some(after) = ended {
            call.length = text.len() - after.len();
            return Some(call);
        }
        if let Some((value, after)) = value(rest) {
            if let Some(name) = places.get(nth) {
                let span = start..text.len() - after.len();
                call.values.push(Parameter { name: (*name).to_owned(), value, span });
            }
            nth += 1;
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
