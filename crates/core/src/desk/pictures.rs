//! Pictures: brought, described, put in a story.
//!
//! 1. The shell has the bytes cleaned ([`crate::photo::Job`], in a worker, without the desk's lock).
//! 2. [`Desk::add_draft`] keeps the cleaned picture in memory until somebody has described it.
//! 3. [`Desk::place`] stores it in the site, once however often it is brought, and writes the
//!    figure. The original never enters the site.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::writing::WritingError;
use crate::figure::{self, Figure, Form};
use crate::photo::{self, Photo};
use crate::slug;
use crate::view;

/// A picture that is cleaned and not in the site yet.
#[derive(Debug)]
pub(super) struct Draft {
    photo: Photo,
}

impl Desk {
    /// Keeps a cleaned picture until it is placed or left out.
    pub fn add_draft(
        &mut self,
        photo: Photo,
        name: &str,
        original_bytes: u64,
    ) -> view::PictureDraft {
        let id = photo.hash[..20].to_owned();
        let (alt, caption, label, credit) = photo.embedded.words();
        let from_file: Vec<String> =
            [("description", &alt), ("caption", &caption), ("credit", &credit)]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, _)| name.to_owned())
                .collect();
        self.shelf.put_bytes(&id, Arc::new(photo.bytes.clone()));
        let draft = view::PictureDraft {
            picture: view::PictureView {
                id: id.clone(),
                width: photo.width,
                height: photo.height,
                bytes: u32::try_from(photo.bytes.len()).unwrap_or(u32::MAX),
            },
            original_name: name.to_owned(),
            original_bytes: u32::try_from(original_bytes).unwrap_or(u32::MAX),
            words: view::PictureWords {
                alt,
                caption,
                label: if label.is_empty() { "Photo".to_owned() } else { label },
                credit,
                ..view::PictureWords::default()
            },
            from_file,
            removed: photo::in_words(&photo.removed).into_iter().map(str::to_owned).collect(),
            kept: photo::kept_in_words(&photo.kept).into_iter().map(str::to_owned).collect(),
            credits: self.credits(),
            draft: id.clone(),
        };
        self.drafts.insert(id, Draft { photo });
        draft
    }

    /// Leaves a picture out. Nothing of it was ever in the site.
    pub fn discard_draft(&mut self, draft: &str) {
        self.drafts.remove(draft);
    }

    /// Stores a picture in the site and writes its figure, its words among the fields, or both.
    pub fn place(
        &mut self,
        path: &str,
        draft: &str,
        words: &view::PictureWords,
        lead: bool,
        in_text: bool,
        now: Timestamp,
    ) -> Result<view::Placed, WritingError> {
        let Draft { photo } =
            self.drafts.get(draft).ok_or_else(|| WritingError::Gone(draft.to_owned()))?;
        let profile = &self.site.profile;
        let (place, address) = profile.picture_place(path);
        let name = self.picture_name(path);
        let stored = photo::store(&self.site.folder.join(&place), &name, photo)?;
        let src = format!("{address}{}", stored.file_name);
        let figure = if in_text { write(&src, words, profile.figure) } else { String::new() };
        let fields = if lead {
            let profile = profile.clone();
            self.change(path, now, |manuscript, _| {
                Ok(((), manuscript.set_lead(&src, words, &profile)?))
            })?;
            Some(self.field_edited(path)?)
        } else {
            None
        };
        self.drafts.remove(draft);
        Ok(view::Placed { figure, fields })
    }

    /// A figure with other words, in the form that it has.
    pub fn figure_text(&self, src: &str, form: &str, words: &view::PictureWords) -> String {
        let kept = [Form::Markdown, Form::Title, Form::Html, Form::Shortcode]
            .into_iter()
            .find(|kept| kept.name() == form);
        // A picture alone gets the form of the site as soon as there is something to say.
        let form = kept.unwrap_or(self.site.profile.figure);
        write(src, words, form)
    }

    /// A picture's file is named after its story.
    fn picture_name(&self, path: &str) -> String {
        let named = path.trim_end_matches("/index.md");
        let name = Path::new(named).file_stem().unwrap_or_default().to_string_lossy();
        slug::of(&name)
    }

    /// Credits used on this site, the most frequent first.
    fn credits(&self) -> Vec<String> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for entry in self.library.entries() {
            let Some(lead) = &entry.story.lead else { continue };
            if lead.credit.is_empty() {
                continue;
            }
            match counts.iter_mut().find(|(credit, _)| *credit == lead.credit) {
                Some((_, count)) => *count += 1,
                None => counts.push((lead.credit.clone(), 1)),
            }
        }
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.into_iter().map(|(credit, _)| credit).take(40).collect()
    }
}

fn write(src: &str, words: &view::PictureWords, form: Form) -> String {
    let figure = Figure {
        src: src.to_owned(),
        alt: if words.decorative { String::new() } else { words.alt.clone() },
        caption: words.caption.clone(),
        label: words.label.clone(),
        credit: words.credit.clone(),
        credit_url: words.credit_url.clone(),
        form,
        span: 0..0,
        line: 0,
    };
    figure::write(&figure, form)
}
