//! Commands that only read.

use std::sync::Arc;

use galley_core::braces::Braces;
use galley_core::figure::{self, credit};
use galley_core::manuscript::{Manuscript, words as count_words};
use galley_core::metadata::Format;
use galley_core::post::{Post, in_parallel};
use galley_core::preview::{self, AsWritten, AsWrittenIn};
use galley_core::problem;
use galley_core::site::{self, Profile};
use galley_core::story::{Lead, Story};
use galley_core::template::Known;
use galley_core::view::{Change, FieldEdit, State};
use serde_json::{Value, json};

use crate::place::{Place, state_name};
use crate::{Answer, Words, Wrong};

/// `galley profile SITE`
pub(crate) fn profile(words: &Words) -> Result<Answer, Wrong> {
    let place = Place::of_site(words.one("folder")?)?;
    let profile = &place.site.profile;
    let keys = &profile.keys;
    let format = match profile.format {
        Format::Yaml => "yaml",
        Format::Toml => "toml",
        Format::Json => "json",
    };
    let answer = json!({
        "generator": profile.generator.name(),
        "posts": profile.posts.0,
        "front_matter": format,
        "keys": {
            "title": keys.title, "description": keys.description, "authors": keys.authors,
            "date": keys.date, "updated": keys.updated, "tags": keys.tags,
            "lead_src": keys.lead_src, "lead_alt": keys.lead_alt,
            "lead_caption": keys.lead_caption, "lead_credit": keys.lead_credit,
        },
        "featured": profile.featured.as_ref().map(|featured| json!({
            "name": featured.name, "alt": featured.alt,
            "caption": featured.caption, "credit": featured.credit,
        })),
        "figure": profile.figure.name(),
        "images": profile.images,
        "places": profile.places.iter().map(place_json).collect::<Vec<_>>(),
        "schema": profile.schema.iter().map(schema_json).collect::<Vec<_>>(),
        "address": profile.address,
        "house": place.site.house.problem.as_ref().map(|problem| problem::said_of_site(problem).sentence),
    });
    let text = format!(
        "{}: {} stories in {}\nfigures: {}, pictures: {}",
        profile.generator.name(),
        place.library.entries().len(),
        profile.posts.0,
        profile.figure.name(),
        if profile.images.is_empty() { "beside the story" } else { &profile.images },
    );
    let text = match &place.site.house.problem {
        Some(problem) => format!("{text}\n{}", problem::said_of_site(problem).sentence),
        None => text,
    };
    Ok(Answer::done(answer, text))
}

fn place_json(place: &site::Place) -> Value {
    json!({
        "folder": place.folder, "path": place.path.0, "posts": place.posts,
        "language": place.language,
    })
}

fn schema_json(field: &site::SchemaField) -> Value {
    json!({
        "folder": field.folder, "key": field.key, "label": field.label,
        "kind": field.kind.name(), "required": field.required, "choices": field.choices,
    })
}

/// `galley list SITE`
pub(crate) fn list(words: &Words) -> Result<Answer, Wrong> {
    let place = Place::of_site(words.one("folder")?)?;
    let mut rows = Vec::new();
    let mut text = String::new();
    for (entry, state) in place.library.entries().iter().zip(place.states()) {
        let story = &entry.story;
        rows.push(json!({
            "path": entry.path,
            "title": entry.title(),
            "description": optional(&story.dek),
            "authors": story.authors,
            "date": date(story),
            "state": state_name(state),
            "lead_image": story.lead.as_ref().map(lead_image),
        }));
        let day = story.date.as_ref().map(|when| when.long()).unwrap_or_default();
        text.push_str(&format!("{:<18} {day:<20} {}\n", state_name(state), entry.title()));
    }
    Ok(Answer::done(Value::Array(rows), text))
}

/// `galley show POST`
pub(crate) fn show(words: &Words) -> Result<Answer, Wrong> {
    let (place, path) = Place::of_post(words.one("story")?)?;
    let post = readable(&place, &path)?;
    let story = story_of(&place, &post);
    let before = post.text[..post.start].lines().count();
    let figures: Vec<Value> = figure::read_with(post.body(), &place.site.profile.templates)
        .into_iter()
        .map(|figure| {
            json!({
                "src": figure.src, "alt": figure.alt, "caption": figure.caption,
                "label": optional(&figure.label), "credit": optional(&figure.credit),
                "credit_url": optional(&figure.credit_url), "form": figure.form.name(),
                "line": before + figure.line,
            })
        })
        .collect();
    let count = count_words(post.body());
    let text = format!(
        "{}\n{} • {}\n{}\n{count} words, {} pictures",
        story.title,
        story.authors.join(", "),
        story.long_date(),
        story.dek,
        figures.len() + usize::from(story.lead.is_some()),
    );
    let answer = json!({
        "path": path,
        "metadata": {
            "title": optional(&story.title), "description": optional(&story.dek),
            "authors": story.authors, "date": date(&story), "tags": story.tags,
            "lead_image": story.lead.as_ref().map(lead_image),
        },
        "figures": figures,
        "words": count,
    });
    Ok(Answer::done(answer, text))
}

/// `galley render POST [--card]`
pub(crate) fn render(words: &Words) -> Result<Answer, Wrong> {
    let (place, path) = Place::of_post(words.one("story")?)?;
    let post = readable(&place, &path)?;
    let story = story_of(&place, &post);
    let pictures = AsWrittenIn(&place.site.profile.templates);
    let html = if words.card {
        preview::card(&story, &pictures)
    } else {
        preview::article(&story, post.body(), &pictures)
    };
    Ok(Answer::done(Value::Null, html))
}

/// `galley roundtrip SITE`: every story is opened, typed in, cleared of it, each of its fields set
/// to what it is, and compared byte for byte.
pub(crate) fn roundtrip(words: &Words) -> Result<Answer, Wrong> {
    let place = Place::of_site(words.one("folder")?)?;
    let mut identical = 0;
    let mut differing = Vec::new();
    let mut unreadable = Vec::new();
    let entries = place.library.entries();
    let (folder, profile) = (&place.site.folder, &place.site.profile);
    let known = Arc::new(Known::read(folder, profile.generator));
    let stories: Vec<_> =
        entries.iter().map(|entry| (entry, place.library.calls_beside(entry))).collect();
    let tried = in_parallel(&stories, |(entry, used)| {
        let post = Post::read(folder, &entry.path);
        match &post.fields {
            Err(reason) => Err(problem::broken(&entry.path, reason).reason),
            Ok(_) => {
                let braces = Braces::new(&entry.path, Arc::clone(&known), used.clone());
                Ok(written_back(post, braces, profile) == Some(true))
            }
        }
    });
    for (entry, tried) in entries.iter().zip(tried) {
        match tried {
            Ok(true) => identical += 1,
            Ok(false) => differing.push(&entry.path),
            Err(reason) => unreadable.push(json!({"path": entry.path, "reason": reason})),
        }
    }
    let text = format!(
        "{} stories, {identical} identical, {} differing, {} unreadable",
        entries.len(),
        differing.len(),
        unreadable.len()
    );
    let bad = !differing.is_empty() || !unreadable.is_empty();
    let answer = json!({
        "posts": entries.len(), "identical": identical,
        "differing": differing, "unreadable": unreadable,
    });
    Ok(if bad { Answer::refused(answer, text) } else { Answer::done(answer, text) })
}

fn written_back(post: Post, braces: Braces, profile: &Profile) -> Option<bool> {
    let before = post.text.clone();
    let mut manuscript = Manuscript::open_unseen(post, braces);
    let typed = |insert: &str, to| [Change { from: 0, to, insert: insert.to_owned() }];
    manuscript.edit(1, &typed("é\n", 0), &AsWritten).ok()?;
    manuscript.edit(2, &typed("", 2), &AsWritten).ok()?;
    let story = manuscript.story(profile);
    let mut edits = Vec::new();
    if !story.title.is_empty() {
        edits.push(FieldEdit::Title { value: story.title.clone() });
    }
    if !story.authors.is_empty() {
        edits.push(FieldEdit::Authors { value: story.authors.clone() });
    }
    if !story.tags.is_empty() {
        edits.push(FieldEdit::Tags { value: story.tags });
    }
    for edit in edits {
        // A refusal is faithful too: nothing is touched.
        let _ = manuscript.set_field(&edit, profile, None);
    }
    Some(manuscript.written() == before)
}

/// `galley credit LINE`
pub(crate) fn credit(words: &Words) -> Result<Answer, Wrong> {
    let line = words.one("line of text")?.to_string_lossy().into_owned();
    let found = credit::split(&line);
    let text = match &found.credit {
        Some(credit) => format!("{}\n{credit}", found.description),
        None => found.description.clone(),
    };
    let answer = json!({
        "description": found.description, "label": found.label, "credit": found.credit,
        "creator": found.creator, "source": found.source, "confidence": found.confidence.name(),
    });
    Ok(Answer::done(answer, text))
}

/// `galley status SITE`
pub(crate) fn status(words: &Words) -> Result<Answer, Wrong> {
    let place = Place::of_site(words.one("folder")?)?;
    let mut rows = Vec::new();
    let mut text = String::new();
    for (entry, state) in place.library.entries().iter().zip(place.states()) {
        if state != State::Live {
            rows.push(json!({"path": entry.path, "state": state_name(state)}));
            text.push_str(&format!("{:<18} {}\n", state_name(state), entry.path));
        }
    }
    Ok(Answer::done(Value::Array(rows), text))
}

pub(crate) fn readable(place: &Place, path: &str) -> Result<Post, Wrong> {
    let post = Post::read(&place.site.folder, path);
    match &post.fields {
        Ok(_) => Ok(post),
        Err(reason) => Err(Wrong(format!("{path}: {}", problem::broken(path, reason).reason))),
    }
}

fn story_of(place: &Place, post: &Post) -> Story {
    Story::of(post, &place.site.profile)
}

fn optional(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn date(story: &Story) -> Option<String> {
    story.date.as_ref().map(|when| when.raw.clone())
}

fn lead_image(lead: &Lead) -> Value {
    json!({
        "src": lead.src, "alt": lead.alt, "caption": optional(&lead.caption),
        "credit": optional(&lead.credit_line()),
    })
}
