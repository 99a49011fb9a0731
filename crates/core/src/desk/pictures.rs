//! Pictures: brought, described, put in a story.
//!
//! 1. The shell has the bytes cleaned ([`crate::photo::Job`], in a worker, without the desk's lock).
//! 2. [`Desk::add_draft`] keeps the cleaned picture in memory until somebody has described it.
//! 3. [`Desk::place`] stores it in the site, once however often it is brought, and writes the
//!    figure. The original never enters the site.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::Desk;
use super::stories::StoryError;
use super::writing::WritingError;
use crate::figure::{self, Figure, Form};
use crate::library::{self, Entry, Library, PictureSource};
use crate::photo::{self, Photo, provenance};
use crate::problem;
use crate::site::Profile;
use crate::site::Site;
use crate::slug;
use crate::view::{self, PictureWords, Provenance};

/// A picture that is cleaned and not in the site yet.
#[derive(Debug)]
pub(super) struct Draft {
    photo: Photo,
    /// The name of the file that was brought.
    name: String,
    /// The file that was brought: what is cropped or blurred can come back until it is placed.
    original: Arc<Vec<u8>>,
}

impl Desk {
    /// Keeps a cleaned picture, and the file it was made from, until it is placed or left out.
    pub fn add_draft(&mut self, photo: Photo, name: &str, original: Vec<u8>) -> view::PictureDraft {
        self.keep_draft(Draft { photo, name: name.to_owned(), original: Arc::new(original) })
    }

    /// The name and the bytes that a draft was made from.
    ///
    /// # Errors
    /// There is no such draft.
    pub fn draft_original(&self, draft: &str) -> Result<(String, Arc<Vec<u8>>), WritingError> {
        let found = self.drafts.get(draft).ok_or_else(|| WritingError::Gone(draft.to_owned()))?;
        Ok((found.name.clone(), found.original.clone()))
    }

    /// Puts a picture that was made anew from the same file in a draft's place.
    ///
    /// # Errors
    /// There is no such draft.
    pub fn edit_draft(
        &mut self,
        draft: &str,
        photo: Photo,
    ) -> Result<view::PictureDraft, WritingError> {
        let before =
            self.drafts.remove(draft).ok_or_else(|| WritingError::Gone(draft.to_owned()))?;
        Ok(self.keep_draft(Draft { photo, ..before }))
    }

    fn keep_draft(&mut self, draft: Draft) -> view::PictureDraft {
        let photo = &draft.photo;
        let id = self.free_id(&photo.hash[..20]);
        let told = photo.embedded.words();
        let (alt, caption, label, credit) = told;
        let from_file: Vec<String> =
            [("description", &alt), ("caption", &caption), ("credit", &credit)]
                .into_iter()
                .filter(|(_, text)| !text.is_empty())
                .map(|(name, _)| name.to_owned())
                .collect();
        // The kind is the file's, what a photograph is called is the site's.
        let usual = self.site.profile.label_of(self.latest.as_deref().unwrap_or_default());
        let photo_of = label.is_empty() || label == "Photo";
        let label = if photo_of { usual.to_owned() } else { label };
        let words = PictureWords { alt, caption, label, credit, ..PictureWords::default() };
        // What people wrote about the same picture comes before what its file says.
        let same = said_on_site(&self.site, &self.library, &photo.bytes);
        let known = same.as_ref().and_then(|(file, _)| self.said_of(file).ok());
        let same = same.map(|(_, words)| words);
        let view = view::PictureDraft {
            picture: view::PictureView {
                id: id.clone(),
                width: photo.width,
                height: photo.height,
                bytes: u32::try_from(photo.bytes.len()).unwrap_or(u32::MAX),
            },
            original_name: draft.name.clone(),
            original_bytes: u32::try_from(draft.original.len()).unwrap_or(u32::MAX),
            from_file: if same.is_some() { Vec::new() } else { from_file },
            from_site: same.is_some(),
            words: same.unwrap_or(words),
            others: photo.embedded.disagreements(),
            animated: photo.removed.iter().any(|one| one.group == photo::Group::Animation),
            removed: problem::removed(&photo.removed).into_iter().map(str::to_owned).collect(),
            entries: photo.removed.iter().map(|one| one.name.clone()).collect(),
            kept: problem::kept(&photo.kept).into_iter().map(str::to_owned).collect(),
            usage_terms: photo.embedded.usage_terms.as_ref().map(|told| told.value.clone()),
            provenance: known
                .filter(|known| !known.is_empty())
                .unwrap_or_else(|| photo.embedded.provenance()),
            credits: self.credits(),
            draft: id.clone(),
        };
        self.shelf.put_bytes(&id, Arc::new(draft.photo.bytes.clone()));
        self.drafts.insert(id, draft);
        view
    }

    /// The same picture brought twice is two drafts: each is described and placed by itself.
    fn free_id(&self, hash: &str) -> String {
        let mut id = hash.to_owned();
        let mut count = 2;
        while self.drafts.contains_key(&id) {
            id = format!("{hash}-{count}");
            count += 1;
        }
        id
    }

    /// How pictures are made ready for this site.
    pub fn picture_settings(&self) -> photo::Settings {
        self.site.profile.picture_settings()
    }

    /// Leaves a picture out. Nothing of it was ever in the site.
    pub fn discard_draft(&mut self, draft: &str) {
        self.drafts.remove(draft);
    }

    /// Stores a picture in the site, with where it comes from, and writes its figure, its words among
    /// the fields, or both.
    pub fn place(
        &mut self,
        path: &str,
        draft: &str,
        (words, said): (&PictureWords, &Provenance),
        lead: bool,
        in_text: bool,
        now: Timestamp,
    ) -> Result<view::Placed, StoryError> {
        let Draft { photo, .. } =
            self.drafts.get(draft).ok_or_else(|| WritingError::Gone(draft.to_owned()))?;
        let profile = &self.site.profile;
        let header = self.opened(path)?.manuscript.fields()?;
        if lead && crate::post::is_bundle(path) && profile.leads_by_name(&header) {
            return self.place_by_name(path, draft, (words, said), in_text, now);
        }
        let (place, address) = profile.picture_place(path);
        // A picture's file is named after its story.
        let name = slug::of(crate::post::slug(path));
        let stored = photo::store(&self.site.folder.join(&place), &name, photo)?;
        let beside = |name: &str| match place.as_str() {
            "" => name.to_owned(),
            place => format!("{place}/{name}"),
        };
        let file = beside(&stored.file_name);
        provenance::write(&self.site.folder, &file, said)?;
        if !stored.already {
            self.trail.place(std::slice::from_ref(&file))?;
        }
        let src = format!("{address}{}", stored.file_name);
        let figure =
            if in_text { write(&src, words, profile.figure, profile) } else { String::new() };
        let figure = if in_text && !photo.renditions.is_empty() {
            let names =
                photo::store_sizes(&self.site.folder.join(&place), &stored.file_name, photo)?;
            if !stored.already {
                self.trail.place(&names.iter().map(|name| beside(name)).collect::<Vec<_>>())?;
            }
            figure::offering(&figure, &src, photo.width, &sizes(photo, &names, &address))
        } else {
            figure
        };
        let fields = if lead {
            let profile = profile.clone();
            let src = profile.lead_reference(&src);
            self.change(path, now, |manuscript, _| {
                Ok(((), manuscript.set_lead(&src, words, &profile)?))
            })?;
            Some(self.field_edited(path)?)
        } else {
            None
        };
        self.drafts.remove(draft);
        if in_text {
            self.say_decoration(path, &src, words.decorative, now)?;
        }
        Ok(view::Placed { figure, fields, act: None })
    }

    /// Puts a picture where the site's themes find the lead picture by its name.
    fn place_by_name(
        &mut self,
        path: &str,
        draft: &str,
        words: (&PictureWords, &Provenance),
        in_text: bool,
        now: Timestamp,
    ) -> Result<view::Placed, StoryError> {
        let Some(kept) = self.drafts.remove(draft) else {
            return Err(WritingError::Gone(draft.to_owned()).into());
        };
        let replaced = self.replace_lead(path, &kept.photo, words, now);
        if replaced.is_err() {
            self.drafts.insert(draft.to_owned(), kept);
        }
        let (act, src) = replaced?;
        let profile = &self.site.profile;
        let figure =
            if in_text { write(&src, words.0, profile.figure, profile) } else { String::new() };
        let fields = Some(self.field_edited(path)?);
        Ok(view::Placed { figure, fields, act: Some(Box::new(act)) })
    }

    /// Where a picture on the shelf comes from, and what may be done with it.
    ///
    /// # Errors
    /// It is no picture of the site, or what is said of it cannot be read.
    pub fn provenance(&self, id: &str) -> Result<Provenance, WritingError> {
        self.said_of(&self.file_of(id)?)
    }

    /// Says where a picture on the shelf comes from. No story changes, but all that use it go
    /// through an approval with it.
    ///
    /// # Errors
    /// As there; or it cannot be written.
    pub fn set_provenance(&mut self, id: &str, said: &Provenance) -> Result<(), WritingError> {
        let file = self.file_of(id)?;
        Ok(provenance::write(&self.site.folder, &file, said)?)
    }

    pub(super) fn said_of(&self, file: &str) -> Result<Provenance, WritingError> {
        Ok(provenance::read(&self.site.folder, file)?)
    }

    /// The file of a picture on the shelf, relative to the site.
    fn file_of(&self, id: &str) -> Result<String, WritingError> {
        let gone = || WritingError::Gone("The picture".to_owned());
        match self.shelf.get(id) {
            Some(PictureSource::File(path)) => {
                let file = path.strip_prefix(&self.site.folder).map_err(|_| gone())?;
                Ok(file.to_string_lossy().replace('\\', "/"))
            }
            Some(PictureSource::Bytes(_)) | None => Err(gone()),
        }
    }

    /// A figure with other words, in the form that it has.
    pub fn figure_text(
        &mut self,
        path: &str,
        src: &str,
        form: &str,
        words: &view::PictureWords,
        now: Timestamp,
    ) -> String {
        // What cannot be kept is asked again.
        let _ = self.say_decoration(path, src, words.decorative, now);
        // The one that is meant keeps what is no word of it: its link, its class, its width.
        let there = self.opened(path).map(|opened| opened.manuscript.figures()).unwrap_or_default();
        let mut same =
            there.into_iter().filter(|(_, one)| one.src == src && one.form.name() == form);
        if let (Some((range, figure)), None) = (same.next(), same.next()) {
            match self.reworded(path, &range, &figure, words) {
                Ok(Some(text)) => return text,
                // A template of the site's own is not written in another form: it stays as it is.
                Ok(None) if figure.form == Form::Template => {
                    if let Ok(Some(text)) = self.source_of(path, &range) {
                        return text;
                    }
                }
                Ok(None) | Err(_) => {}
            }
        }
        let kept = [Form::Markdown, Form::Title, Form::Html, Form::Shortcode]
            .into_iter()
            .find(|kept| kept.name() == form);
        // A picture alone gets the form of the site as soon as there is something to say.
        let form = kept.unwrap_or(self.site.profile.figure);
        write(src, words, form, &self.site.profile)
    }

    /// A figure of an open story with other words: nothing else of it changes. Nothing where the
    /// site's own template has no place for them.
    pub(super) fn reworded(
        &self,
        path: &str,
        range: &Range<u32>,
        figure: &Figure,
        words: &view::PictureWords,
    ) -> Result<Option<String>, WritingError> {
        let Some(source) = self.source_of(path, range)? else { return Ok(None) };
        let wanted = figure_of(&figure.src, words, figure.form);
        let profile = &self.site.profile;
        Ok(figure::rewrite(&source, &wanted, profile.figure, &profile.templates))
    }

    /// A part of an open story's text.
    fn source_of(&self, path: &str, range: &Range<u32>) -> Result<Option<String>, WritingError> {
        let text: Vec<u16> = self.opened(path)?.manuscript.editor_text().encode_utf16().collect();
        let part = text.get(range.start as usize..range.end as usize);
        Ok(part.map(String::from_utf16_lossy))
    }

    /// Credits used on this site, the most frequent first.
    pub(super) fn credits(&self) -> Vec<String> {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for used in self.library.entries().iter().flat_map(Entry::uses) {
            if !used.words.credit.is_empty() {
                *counts.entry(used.words.credit).or_default() += 1;
            }
        }
        let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.into_iter().map(|(credit, _)| credit).take(40).collect()
    }
}

/// The same picture, where the site has it already, and its words in another story.
pub fn said_on_site(
    site: &Site,
    library: &Library,
    picture: &[u8],
) -> Option<(String, PictureWords)> {
    let length = picture.len() as u64;
    let mut looked_at = HashSet::new();
    let mut is_same = |file: &String| {
        let place = site.folder.join(file);
        looked_at.insert(file.clone())
            && fs::metadata(&place).is_ok_and(|about| about.len() == length)
            && fs::read(&place).is_ok_and(|bytes| bytes == picture)
    };
    let uses = library.entries().iter().flat_map(Entry::uses);
    let mut described =
        uses.filter(|used| !used.words.credit.is_empty() || !used.words.alt.is_empty());
    described.find_map(|used| {
        let file = library::resolve(site, &used.post, &used.src)?;
        is_same(&file).then_some((file, used.words))
    })
}

fn write(src: &str, words: &view::PictureWords, form: Form, profile: &Profile) -> String {
    profile.write_figure(&figure_of(src, words, form), form)
}

/// The copies of a picture as a figure names them.
fn sizes(photo: &Photo, names: &[String], address: &str) -> Vec<figure::Size> {
    let one = |(copy, name): (&photo::Rendition, &String)| figure::Size {
        address: format!("{address}{name}"),
        width: copy.width,
        webp: copy.extension == "webp",
    };
    photo.renditions.iter().zip(names).map(one).collect()
}

fn figure_of(src: &str, words: &view::PictureWords, form: Form) -> Figure {
    Figure {
        src: src.to_owned(),
        alt: if words.decorative { String::new() } else { words.alt.clone() },
        caption: words.caption.clone(),
        label: words.label.clone(),
        credit: words.credit.clone(),
        credit_url: words.credit_url.clone(),
        form,
        span: 0..0,
        line: 0,
    }
}

#[cfg(test)]
mod tests;
