//! Picture files: there, readable, clean, of a fit size, and used.

use std::collections::HashSet;

use super::pictures::{Use, uses};
use super::seen::File;
use super::survey::root;
use super::{Act, Copy, Draft, Field, Looked, Part, Rule, Severity, words};
use crate::figure::Form;

/// Other stories whose pictures are not here either: so many show that they are kept elsewhere.
const KEPT_ELSEWHERE: usize = 3;

pub(super) fn check(copy: &mut Copy<'_>) {
    let mut seen = HashSet::new();
    for one in uses(copy) {
        match copy.facts.pictures.look(&one.src) {
            Looked::Elsewhere => {}
            Looked::Missing { folder } => missing(copy, &one, folder),
            Looked::Here(file) => {
                if one.figure.is_none() {
                    width(copy, &one, &file);
                }
                if seen.insert(file.path.clone()) {
                    judge(copy, &one, &file);
                }
            }
        }
    }
    unused(copy, &seen);
}

fn tell(copy: &mut Copy<'_>, one: &Use, draft: Draft) {
    let span = one.figure.and_then(|i| copy.figures.get(i)).map(|figure| figure.span.clone());
    let draft = draft.about(one.src.as_str());
    copy.tell(match span {
        Some(span) => draft.at(span),
        None => draft,
    });
}

fn missing(copy: &mut Copy<'_>, one: &Use, folder: bool) {
    let made = copy.calls.iter().any(|call| {
        let figure = one.figure.and_then(|i| copy.figures.get(i));
        figure.is_some_and(|figure| {
            // The call that is the figure says where its picture is.
            figure.form != Form::Template
                && figure.span.start <= call.span.start
                && call.span.end <= figure.span.end
        }) && !crate::template::is_figure(call)
    });
    if one.src.trim().is_empty() {
        return tell(
            copy,
            one,
            Draft::new(Rule::F6, one.field(Part::Src), words::no_picture_file()),
        );
    }
    // An address that the generator makes is not known here.
    if made || one.src.contains(['{', '}']) {
        return;
    }
    let others = root(&one.src).and_then(|root| copy.facts.about.roots.get(root)).copied();
    let kept_elsewhere = !folder && others.unwrap_or(0) >= KEPT_ELSEWHERE;
    let message = if kept_elsewhere { words::not_here(&one.src) } else { words::missing(&one.src) };
    let draft = Draft::new(Rule::F6, one.field(Part::Src), message);
    tell(copy, one, if kept_elsewhere { draft.weighs(Severity::Info) } else { draft });
}

fn judge(copy: &mut Copy<'_>, one: &Use, file: &File) {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path).to_owned();
    let draft = |rule, message| Draft::new(rule, one.field(Part::Src), message);
    let limits = copy.facts.house.limits;
    if let Some(message) = kind(&name, file.kind) {
        tell(copy, one, draft(Rule::F5, message));
    } else if !file.readable {
        tell(copy, one, draft(Rule::F2, words::unreadable_file(&name)));
    }
    if !file.held.is_empty() {
        tell(copy, one, draft(Rule::F1, words::still_holds(&name, &file.held)));
    }
    let kb = file.bytes / 1000;
    if kb > limits.picture_most_kb {
        tell(copy, one, draft(Rule::F3, words::large(&name, kb)));
    } else if kb > limits.picture_kb {
        tell(copy, one, draft(Rule::F3, words::large(&name, kb)).weighs(Severity::Warning));
    }
}

/// Why a file of this name and content is not shown everywhere.
fn kind(name: &str, kind: &str) -> Option<String> {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
    let named = match end.as_str() {
        "jpg" | "jpeg" | "jpe" | "jfif" => "JPEG",
        "png" | "apng" => "PNG",
        "webp" => "WebP",
        "gif" => "GIF",
        "avif" => "AVIF",
        "svg" => "SVG",
        "heic" | "heif" => "HEIC",
        "tif" | "tiff" => "TIFF",
        "bmp" => "BMP",
        _ => "",
    };
    match kind {
        "" => None,
        _ if matches!(
            kind,
            "HEIC"
                | "TIFF"
                | "BMP"
                | "Photoshop"
                | "camera raw"
                | "JPEG 2000"
                | "JPEG XL"
                | "HDR"
                | "ICO"
        ) =>
        {
            Some(words::not_shown(name, kind))
        }
        _ if named != kind => Some(words::really(name, kind)),
        _ => None,
    }
}

fn width(copy: &mut Copy<'_>, one: &Use, file: &File) {
    let limits = copy.facts.house.limits;
    let Some((width, _)) = file.size.filter(|_| file.kind != "SVG") else { return };
    let draft = Draft::new(Rule::F4, one.field(Part::Src), words::narrow(width));
    if width < limits.lead_least_width {
        tell(copy, one, draft);
    } else if width < limits.lead_width {
        tell(copy, one, draft.weighs(Severity::Warning));
    }
}

/// Pictures in the story's own folder that it does not show.
fn unused(copy: &mut Copy<'_>, used: &HashSet<String>) {
    let folder = crate::post::folder(&copy.post.path).to_owned();
    for name in copy.facts.pictures.beside() {
        let path = format!("{folder}/{name}");
        // A name anywhere in the file is a use: some short code or field may show it. Hugo takes
        // pictures of these names for cards by itself.
        let own = ["cover", "feature", "thumbnail"].iter().any(|word| name.contains(word));
        if used.contains(&path) || own || copy.post.text.contains(&name) {
            continue;
        }
        let draft = Draft::new(Rule::F6, Field::File, words::unused(&name))
            .fix(words::fix_delete(), Act::Delete(path));
        copy.tell(draft.weighs(Severity::Warning).about(name));
    }
}
