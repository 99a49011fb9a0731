//! The site's own templates that show a picture: which they are, and what they take.
//!
//! 1. [`files`] finds the includes, short codes and components that lie in the site, each with the
//!    language that it is written in.
//! 2. [`code`] tells which parameter a piece of code puts out, and what it puts around it.
//! 3. [`roles`] reads the page that a template makes: the parameter in the address of the picture,
//!    the one in its description, those in the caption and in the credit.
//! 4. The newest call of the one that the newest posts use is how new pictures are written.
//!
//! Nothing is run. A template of which the picture's address cannot be told is none of these.

mod code;
mod files;
mod roles;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;

use super::Generator;
use crate::figure::{self, Form, Template, Templates, Usual};
use crate::post::Post;
use crate::template;

/// Reads what the site's picture templates take, and how the newest posts call them.
pub(super) fn of(folder: &Path, generator: Generator, newest: &[&Post]) -> Templates {
    let mut known: BTreeMap<String, Template> = BTreeMap::new();
    for file in files::all(folder, generator) {
        if let Some(template) = roles::of(&file) {
            known.entry(file.name).or_insert(template);
        }
    }
    if known.is_empty() {
        return Templates::default();
    }
    let usual = usual(&known, newest, generator);
    Templates::new(known, usual)
}

/// The newest call of the template that the newest posts use most.
fn usual(
    known: &BTreeMap<String, Template>,
    newest: &[&Post],
    generator: Generator,
) -> Option<Usual> {
    if generator == Generator::Astro {
        // A component is imported where it is used.
        return None;
    }
    let all = Templates::new(known.clone(), None);
    let mut calls: Vec<Usual> = Vec::new();
    for post in newest {
        let body = post.body();
        for one in figure::read_with(body, &all) {
            let call = &body[one.span.clone()];
            let name = figure::template_of(call).filter(|_| one.form == Form::Template);
            calls.extend(name.map(|name| Usual { name, call: call.to_owned() }));
        }
    }
    let most = super::learn::most(calls.iter().map(|one| one.name.clone()))?;
    let newest = calls.into_iter().find(|one| one.name == most)?;
    // One that has no place for a description and a caption is not for every picture.
    let template = figure::source_of(&newest.call, &all)?.1;
    let fit = template.alt.is_some() && template.caption.is_some();
    let one_call = template::calls(&newest.call).len() == 1;
    (fit && one_call).then_some(newest)
}
