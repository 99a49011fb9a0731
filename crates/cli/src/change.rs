//! Commands that write: a story's file, its approval, the publishing repository.

use std::sync::atomic::AtomicBool;

use galley_core::check::{Finding, Severity};
use galley_core::desk;
use galley_core::figure::{self, Figure};
use galley_core::files::{self, Replaced};
use galley_core::form;
use galley_core::metadata::{self, Edit, EditError, ReadError, Value as FieldValue};
use galley_core::photo::{self, Edits, OriginalError, Photo, provenance};
use galley_core::post::Post;
use galley_core::problem;
use galley_core::publish::{self, Errand, Publication, PublishError, Stop, TakeBack};
use galley_core::repository::{Approval, Repository};
use galley_core::site::Profile;
use galley_core::slug;
use galley_core::story::{self, FieldError};
use galley_core::versions::Why;
use galley_core::view::{FieldEdit, Person, PictureWords, Problem, State};
use galley_worker::Workers;
use jiff::Timestamp;
use serde_json::{Value, json};
use similar::ChangeTag;

use crate::ask::readable;
use crate::check::{self, CopyDesk};
use crate::keys::{self, Given};
use crate::place::Place;
use crate::{Answer, Words, Wrong};

/// `galley set POST FIELD=VALUE…`
pub(crate) fn set(words: &Words) -> Result<Answer, Wrong> {
    let [post, fields @ ..] = words.free.as_slice() else {
        return Err(Wrong::usage("Name a story and what to set."));
    };
    if fields.is_empty() {
        return Err(Wrong::usage("Say what to set: FIELD=VALUE."));
    }
    let (place, path) = Place::of_post(post)?;
    let profile = &place.site.profile;
    let post = readable(&place, &path)?;
    let mut text = post.text.clone();
    for field in fields {
        let field = field.to_string_lossy();
        let (name, value) = field
            .split_once('=')
            .ok_or_else(|| Wrong::usage(format!("“{field}” is not FIELD=VALUE.")))?;
        let present = metadata::read(&text).map_err(|error| damaged_header(&path, &error))?;
        let edits = match name.strip_prefix("key:") {
            Some(key) => own_edits(key, value, &path, &present, &place),
            None if name == "lead_src" => {
                Ok(vec![story::lead_src_edit(value, &profile.keys_to_write(&present))])
            }
            None if name == "updated" => {
                let keys = profile.keys_to_write(&present);
                let key = keys.updated.as_deref().unwrap_or("updated");
                if !value.trim().is_empty() && story::When::read(value).day.is_none() {
                    let reason = format!("{path}: “{value}” is no day that “{key}” could hold.");
                    let answer = json!({"path": path, "changed": [], "reason": reason});
                    return Ok(Answer::refused(answer, reason));
                }
                match value.trim().is_empty() {
                    true if present.get(&key.into()).is_none() => Ok(Vec::new()),
                    true => Ok(vec![Edit::remove(key)]),
                    false => Ok(vec![Edit::set(key, FieldValue::Date(value.to_owned()))]),
                }
            }
            None => {
                let featured = post.featured.as_deref();
                let change = model_field(name, value, (&present, featured), &place)?;
                story::edits(&change, &present, featured, profile, None)
            }
        };
        let edits = edits.map_err(|error| Wrong(format!("{path}: {error}.")))?;
        text = match metadata::edit(&text, &edits) {
            Ok(text) => text,
            Err(error @ EditError::Read(_)) => return Err(Wrong::about(&path, &(&error).into())),
            Err(error) => {
                let Problem { sentence, hint, .. } = (&error).into();
                let reason = format!("{path}: {sentence} {hint}");
                let answer = json!({"path": path, "changed": [], "reason": reason});
                return Ok(Answer::refused(answer, reason));
            }
        };
    }
    write(&place, &path, &post, &text)?;
    let changed = changed_lines(&post.text, &text);
    Ok(Answer::done(json!({"path": path, "changed": changed}), changed.join("\n")))
}

/// A key of the site's own gets the value in the type that the story, else the site, has for it.
fn own_edits(
    key: &str,
    value: &str,
    path: &str,
    fields: &metadata::Fields,
    place: &Place,
) -> Result<Vec<Edit>, FieldError> {
    let key = key.into();
    let (own, profile) = (place.library.form().field(&key), &place.site.profile);
    let said = form::said(value, path, own, fields.get(&key), profile)?;
    form::edits(&key, &said, fields, profile, own)
}

/// What is between the commas; of nothing, nothing, which clears the field.
fn parts(value: &str) -> Vec<String> {
    let parts = value.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn model_field(
    name: &str,
    value: &str,
    (fields, featured): (&metadata::Fields, Option<&str>),
    place: &Place,
) -> Result<FieldEdit, Wrong> {
    let value_text = value.to_owned();
    Ok(match name {
        "title" => FieldEdit::Title { value: value_text },
        "description" | "dek" => FieldEdit::Dek { value: value_text },
        "authors" => FieldEdit::Authors { value: parts(value) },
        "tags" => FieldEdit::Tags { value: parts(value) },
        "date" => {
            let when = story::When::read(value);
            let shown = when.view(&place.site.profile.time_zone);
            if shown.day.is_empty() {
                return Err(Wrong::usage(format!("“{value}” is not a date.")));
            }
            // A day alone leaves the hour.
            let old = story::Story::read(fields, &place.site.profile, featured).date;
            let kept = old.filter(|_| shown.time.is_empty());
            let hour = kept.map_or(shown.clone(), |old| old.view(&place.site.profile.time_zone));
            FieldEdit::Date { day: shown.day, time: hour.time, zone: hour.zone }
        }
        "lead_alt" | "lead_caption" | "lead_credit" => {
            let lead = story::Story::read(fields, &place.site.profile, featured).lead;
            let mut words = lead.unwrap_or_default().words();
            match name {
                "lead_alt" => words.alt = value_text,
                "lead_caption" => words.caption = value_text,
                _ => (words.label, words.credit, words.credit_url) = story::credit(value),
            }
            FieldEdit::LeadWords { words }
        }
        other => {
            return Err(Wrong::usage(format!(
                "There is no field “{other}”: title, description, authors, date, updated, tags, lead_src, lead_alt, lead_caption, lead_credit or key:NAME."
            )));
        }
    })
}

/// The lines that came or went, each behind its sign.
fn changed_lines(old: &str, new: &str) -> Vec<String> {
    let diff = similar::TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Equal);
    changes
        .map(|change| format!("{}{}", change.tag(), change.value().trim_end_matches(['\r', '\n'])))
        .collect()
}

fn write(place: &Place, path: &str, post: &Post, text: &str) -> Result<(), Wrong> {
    // What a write that was broken off left beside the story.
    let versions = desk::versions_of(&place.site.folder, &keys::data());
    let known = [post.text.as_bytes(), text.as_bytes()];
    // What cannot be taken away now is, the next time.
    let _ = files::sweep(&place.site.folder.join(path), &known, |bytes| {
        versions.keep(path, bytes, Why::Crash, Timestamp::now()).is_ok()
    });
    if post.text == text {
        return Ok(());
    }
    let file = place.site.folder.join(path);
    match files::replace(&file, Some(post.text.as_bytes()), text.as_bytes()) {
        Ok(Replaced::Done) => Ok(()),
        Ok(Replaced::ByOther(_)) => Err(Wrong(format!(
            "{path}: somebody else wrote this file at the same moment, and nothing was changed. Try again."
        ))),
        Err(error) => Err(Wrong::about(path, &(&error).into())),
    }
}

/// `galley photo FILE --into POST …`
pub(crate) fn photo(words: &Words) -> Result<Answer, Wrong> {
    let file = words.one("picture file")?;
    let into = words.into.as_ref().ok_or_else(|| Wrong::usage("Say which story: --into POST."))?;
    let (place, path) = Place::of_post(into)?;
    let post = readable(&place, &path)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |refusal: &photo::Refusal| {
        let problem = problem::picture(&name, refusal);
        Wrong(format!("{} {}", problem.sentence, problem.hint))
    };
    // The lead picture has no place for other sizes.
    let settings = match words.lead {
        true => photo::Settings::default(),
        false => place.site.profile.picture_settings(),
    };
    let bytes = photo::read_original(file, &settings.limits).map_err(|error| match &error {
        OriginalError::File(error) => {
            Wrong(format!("{}: it cannot be read ({}).", file.display(), error.source))
        }
        OriginalError::Refused(refusal) => refused(refusal),
    })?;
    let picture = Workers::default()
        .clean(&bytes, &settings, &Edits::default(), &AtomicBool::new(true))
        .map_err(|refusal| refused(&refusal))?;
    let profile = &place.site.profile;
    let (folder, address) = profile.picture_place(&path);
    let present = post.fields.as_ref().ok().filter(|_| words.lead && post.is_bundle());
    let by_name =
        profile.featured.as_ref().filter(|_| present.is_some_and(|f| profile.leads_by_name(f)));
    if let (Some(_), Some(fields)) = (by_name, present) {
        let said =
            [(&words.alt, "description"), (&words.caption, "caption"), (&words.credit, "credit")];
        let nowhere = story::nowhere(fields, profile);
        let asked = |word: &str| {
            said.iter().any(|(said, name)| {
                *name == word && said.as_deref().is_some_and(|said| !said.is_empty())
            })
        };
        if let Some(word) = nowhere.into_iter().find(|word| asked(word)) {
            let reason = format!("{path}: {}.", FieldError::NoPlace(word));
            let answer = json!({"path": path, "changed": [], "reason": reason});
            return Ok(Answer::refused(answer, reason));
        }
    }
    let beside = place.site.folder.join(&folder);
    let stored = match by_name {
        Some(featured) => {
            photo::store_featured(&beside, featured, post.featured.as_deref(), &picture)
        }
        None => photo::store(&beside, &slug::of(post.slug()), &picture),
    };
    let stored = stored.map_err(|error| Wrong::about(&path, &(&error).into()))?;
    let file = if folder.is_empty() {
        stored.file_name.clone()
    } else {
        format!("{folder}/{}", stored.file_name)
    };
    // What people said of the same picture already is not written over by what its file says.
    if !stored.already {
        provenance::write(&place.site.folder, &file, &picture.embedded.provenance())
            .map_err(|error| Wrong::about(&file, &(&error).into()))?;
    }
    let src = format!("{address}{}", stored.file_name);
    let mut picture_words = words_of(&picture, words, &place, &path);
    if let (Some(_), Some(fields)) = (by_name, present) {
        // What the file says of itself and this site has no place for is not told as kept.
        for word in story::nowhere(fields, profile) {
            match word {
                "description" => picture_words.alt.clear(),
                "caption" => picture_words.caption.clear(),
                _ => picture_words.credit.clear(),
            }
        }
    }
    let text = if words.lead {
        let fields = metadata::read(&post.text).map_err(|error| damaged_header(&path, &error))?;
        let edits = match by_name {
            Some(_) => story::featured_edits(&picture_words, &fields, profile),
            None => {
                let src = profile.lead_reference(&src);
                story::lead_edits(&src, &picture_words, &fields, profile)
            }
        };
        metadata::edit(&post.text, &edits).map_err(|error| Wrong::about(&path, &(&error).into()))?
    } else {
        let folder = place.site.folder.join(&folder);
        let names = photo::store_sizes(&folder, &stored.file_name, &picture)
            .map_err(|error| Wrong::about(&path, &(&error).into()))?;
        let size = |(copy, name): (&photo::Rendition, &String)| figure::Size {
            address: format!("{address}{name}"),
            width: copy.width,
            webp: copy.extension == "webp",
        };
        let sizes: Vec<figure::Size> = picture.renditions.iter().zip(&names).map(size).collect();
        with_figure(&post.text, &src, &picture_words, profile, (picture.width, &sizes))
    };
    write(&place, &path, &post, &text)?;
    let answer = json!({
        "path": file,
        "width": picture.width, "height": picture.height, "bytes": picture.bytes.len(),
        "removed": picture.removed.iter().map(|tag| &tag.name).collect::<Vec<_>>(),
        "kept": picture.kept.iter().map(|tag| &tag.name).collect::<Vec<_>>(),
        "alt": picture_words.alt, "caption": picture_words.caption, "credit": picture_words.credit,
    });
    let (width, height, bytes) = (picture.width, picture.height, picture.bytes.len());
    let mut text = format!("{src}: {width} × {height}, {bytes} bytes\n");
    match problem::removed(&picture.removed).as_slice() {
        [] => text.push_str("Nothing private was in the file."),
        removed => text.push_str(&format!("Removed: {}", removed.join(", "))),
    }
    Ok(Answer::done(answer, text))
}

fn damaged_header(path: &str, error: &ReadError) -> Wrong {
    Wrong(format!("{path}: {}. Repair the header first.", problem::fault_of_header(error)))
}

/// The words of a new picture: as they were said, else as people wrote them about the same picture,
/// else as its file has them.
fn words_of(picture: &Photo, said: &Words, place: &Place, path: &str) -> PictureWords {
    let usual = place.site.profile.label_of(path).to_owned();
    let from_file = || {
        let (alt, caption, label, credit) = picture.embedded.words();
        // What a photograph is called is the site's.
        let label = if label == "Photo" { usual.clone() } else { label };
        PictureWords { alt, caption, label, credit, ..PictureWords::default() }
    };
    let same = desk::said_on_site(&place.site, &place.library, &picture.bytes);
    let mut words = same.map_or_else(from_file, |(_, words)| words);
    if let Some(alt) = &said.alt {
        words.alt.clone_from(alt);
        words.decorative = false;
    }
    if let Some(caption) = &said.caption {
        words.caption.clone_from(caption);
    }
    if let Some(credit) = &said.credit {
        (words.label, words.credit, words.credit_url) = story::credit(credit);
    }
    if words.label.is_empty() {
        words.label = usual;
    }
    words
}

/// The text with a figure as its last paragraph, in the file's own line ends.
fn with_figure(
    text: &str,
    src: &str,
    words: &PictureWords,
    profile: &Profile,
    (width, sizes): (u32, &[figure::Size]),
) -> String {
    let figure = Figure {
        src: src.to_owned(),
        alt: words.alt.clone(),
        caption: words.caption.clone(),
        label: words.label.clone(),
        credit: words.credit.clone(),
        credit_url: words.credit_url.clone(),
        form: profile.figure,
        span: 0..0,
        line: 0,
    };
    let end = metadata::line_end(text).as_str();
    let gap = if text.ends_with('\n') { end.to_owned() } else { format!("{end}{end}") };
    let written = profile.write_figure(&figure, profile.figure);
    let written = figure::offering(&written, src, width, sizes);
    let written = written.replace('\n', end);
    format!("{text}{gap}{written}{end}")
}

/// `galley approve POST… [--as "Name <mail>"] [--despite REASON]`
///
/// The copy desk reads all of them first. What must be fixed in one keeps back all. That somebody
/// approves a story of their own is told, and stands in the way where the house says so: a script
/// has nobody whom it could ask, unlike a review.
pub(crate) fn approve(words: &Words) -> Result<Answer, Wrong> {
    if words.free.is_empty() {
        return Err(Wrong::usage("Name the stories to approve."));
    }
    let despite = words.despite.as_deref().map(str::trim);
    if despite == Some("") {
        return Err(Wrong::usage("Say why it is right as it is: --despite REASON."));
    }
    let places = Place::of_posts(&words.free)?;
    let mut read: Vec<(&Place, &String, Vec<Finding>)> = Vec::new();
    for (place, stories) in &places {
        let desk = CopyDesk::of(&place.site);
        for path in stories {
            readable(place, path)?;
            let mut found = desk.look(&check::Story::of(place, path));
            if let Some(editor) = editor_of(place, words) {
                let byline = place.library.get(path).map(|entry| entry.story.authors.clone());
                found.extend(desk.own_story(&byline.unwrap_or_default(), &editor.name));
            }
            read.push((place, path, found));
        }
    }
    let mut rows = Vec::new();
    let mut text = String::new();
    let worth_a_look = |finding: &&Finding| finding.severity != Severity::Info;
    for (_, path, found) in &read {
        for finding in found.iter().filter(worth_a_look) {
            rows.push(check::row(path, finding));
            text.push_str(&check::line(path, finding));
        }
    }
    let all: Vec<Finding> = read.iter().flat_map(|(_, _, found)| found).cloned().collect();
    if let Some(problem) = problem::must_be_fixed(&all) {
        text.push_str(&format!("{} {}", problem.sentence, problem.hint));
        let none: [&str; 0] = [];
        let answer = json!({"commit": null, "paths": none, "findings": rows});
        return Ok(Answer::refused(answer, text));
    }
    let mut last = None;
    let mut paths: Vec<String> = Vec::new();
    // The index follows all of them at once, before this program ends.
    let mut owed = Vec::new();
    for (place, path, found) in &read {
        let repository = place.repository()?;
        let own = repository.identity();
        let editor = editor_of(place, words)
            .ok_or_else(|| Wrong::usage("Say who approves: --as \"Name <mail>\"."))?;
        let kept = |reason: &str| -> Vec<String> {
            let reason = format!("{reason} ({})", editor.name);
            found.iter().filter(worth_a_look).map(|finding| finding.kept(&reason)).collect()
        };
        let left = despite.map(kept).unwrap_or_default();
        let writer = own.unwrap_or_else(|| editor.clone());
        let title = place.library.get(path).map(|entry| entry.title()).unwrap_or_default();
        let files = place.files(path);
        let now = Timestamp::now();
        let (outcome, owes) = repository
            .approve_ahead(&files, &title, (&writer, &editor), None, &left, now)
            .map_err(|error| Wrong::about(path, &(&error).into()))?;
        owed.extend(owes);
        match outcome {
            Approval::Approved { commit, paths: touched } => {
                last = Some(commit);
                paths.extend(touched);
            }
            Approval::NothingToApprove | Approval::ChangedSinceReview => {}
        }
    }
    text.push_str(&match &last {
        Some(_) => format!("Approved: {}", paths.join(", ")),
        None => "Nothing to approve: it is approved as it stands.".to_owned(),
    });
    Ok(Answer::done(json!({"commit": last, "paths": paths, "findings": rows}), text))
}

/// Who approves: as it was said, else who works on this computer.
fn editor_of(place: &Place, words: &Words) -> Option<Person> {
    words.as_person.clone().or_else(|| place.repository().ok()?.identity())
}

/// `galley publish SITE [POST…]`
pub(crate) fn publish(words: &Words) -> Result<Answer, Wrong> {
    let [site, posts @ ..] = words.free.as_slice() else {
        return Err(Wrong::usage("Name the site to publish."));
    };
    let place = Place::of_site(site)?;
    let repository = place.repository()?;
    let chosen: Vec<String> = if posts.is_empty() {
        let states = place.states();
        let entries = place.library.entries().iter().zip(states);
        entries
            .filter(|(_, state)| *state == State::Approved)
            .map(|(entry, _)| entry.path.clone())
            .collect()
    } else {
        posts.iter().map(|post| Ok(Place::of_post(post)?.1)).collect::<Result<_, Wrong>>()?
    };
    let desk = CopyDesk::of(&place.site);
    let kept = chosen.iter().find_map(|path| {
        let title = place.library.get(path)?.title();
        problem::may_not_be_shown(&title, &desk.look(&check::Story::of(&place, path)))
    });
    if let Some(problem) = kept {
        let reason = format!("{} {}", problem.sentence, problem.hint);
        let none: [&str; 0] = [];
        let answer = json!({"outcome": "refused", "commit": null, "paths": none, "reason": reason});
        return Ok(Answer::refused(answer, reason));
    }
    let stories: Vec<_> = chosen.iter().map(|path| place.files(path)).collect();
    let outcome = carried(&place, words, |errand| publish::publish(&repository, &stories, errand))?;
    Ok(came_of(outcome, "Sent and read back", "Nothing new: readers have it all."))
}

/// `galley undo SITE [POST…]`
pub(crate) fn undo(words: &Words) -> Result<Answer, Wrong> {
    let [site, posts @ ..] = words.free.as_slice() else {
        return Err(Wrong::usage("Name the site in which to take stories back."));
    };
    let place = Place::of_site(site)?;
    let repository = place.repository()?;
    let posts = posts.iter().map(|post| place.named(post)).collect::<Result<Vec<_>, Wrong>>()?;
    let what = TakeBack {
        posts: &posts,
        files: &|path| place.files(path),
        used_elsewhere: &|post, path| place.library.used_elsewhere(&place.site, post, path),
        shows: &|post, text, file| place.library.shows(&place.site, post, text, file),
        anyway: words.anyway,
    };
    let outcome = carried(&place, words, |errand| publish::undo(&repository, &what, errand))?;
    Ok(came_of(
        outcome,
        "Taken back, and waiting here as approved",
        "Nothing to take back: readers have none of it from a publication.",
    ))
}

/// Carries an errand out in the name of whoever works here, with the keys that were given.
fn carried(
    place: &Place,
    words: &Words,
    out: impl FnOnce(Errand<'_>) -> Result<Publication, PublishError>,
) -> Result<Publication, Wrong> {
    let repository = place.repository()?;
    let galley = || Person { name: "Galley".to_owned(), email: String::new() };
    let who = repository.identity().unwrap_or_else(galley);
    let address = repository.destination().map(|there| there.address).unwrap_or_default();
    let keys = Given::for_address(&address, words)?;
    let stop = Stop::default();
    out(Errand { who: &who, now: Timestamp::now(), keys: &keys, step: &mut |_| {}, stop: &stop })
        .map_err(|error| Wrong::about(&place.site.folder.to_string_lossy(), &(&error).into()))
}

/// What came of a publication, or of taking one back.
fn came_of(outcome: Publication, sent: &str, nothing: &str) -> Answer {
    let answer =
        |outcome: &str, commit: Option<&str>, paths: &[String], reason: Option<&str>| -> Value {
            json!({"outcome": outcome, "commit": commit, "paths": paths, "reason": reason})
        };
    let said = |problem: &Problem| format!("{} {}", problem.sentence, problem.hint);
    match outcome {
        Publication::Sent { commit, paths } => Answer::done(
            answer("sent", Some(&commit), &paths, None),
            format!("{sent}: {}", paths.join(", ")),
        ),
        Publication::NothingNew => Answer::done(answer("nothing-new", None, &[], None), nothing),
        Publication::Refused(refusal) => {
            let problem = problem::refusal(&refusal);
            let reason = said(&problem);
            Answer::refused(answer("refused", None, &[], Some(&reason)), reason)
        }
        Publication::Stopped | Publication::Unknown { .. } => {
            let reason = said(&problem::unknown());
            Answer::refused(answer("unknown", None, &[], Some(&reason)), reason)
        }
    }
}

/// `galley clone ADDRESS FOLDER`
pub(crate) fn clone(words: &Words) -> Result<Answer, Wrong> {
    let [address, folder] = words.free.as_slice() else {
        return Err(Wrong::usage("Name the address of the site, and the folder to put it in."));
    };
    let address = address.to_string_lossy();
    let keys = Given::for_address(&address, words)?;
    match publish::clone(&address, folder, &keys, &mut |_| true) {
        Ok(site) => {
            // Who asks by a command can wait for the older history too.
            let rest = Repository::open(&site).ok().map(|here| publish::the_rest(&here, &keys));
            if let Some(Err(refusal)) = rest {
                let problem = problem::refusal(&refusal);
                return Err(Wrong::about(&site.to_string_lossy(), &problem));
            }
            let site = site.to_string_lossy();
            Ok(Answer::done(json!({"outcome": "brought", "site": site}), format!("{site}\n")))
        }
        Err(error) => {
            let problem = Problem::from(&error);
            let reason = format!("{} {}", problem.sentence, problem.hint);
            Ok(Answer::refused(json!({"outcome": "refused", "reason": reason}), reason))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn nothing_between_commas_is_no_tag() {
        assert_eq!(parts("a, b ,,"), ["a", "b"]);
        assert!(parts("").is_empty(), "nothing clears the field");
    }
}
