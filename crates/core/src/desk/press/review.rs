//! What changed in a story, side by side.
//!
//! A review saves the story first, so that what is read is what lies on disk, and carries the
//! hash of exactly that; an approval of anything else is refused.

use std::sync::Arc;

use jiff::Timestamp;

use crate::desk::saving::Saving;
use crate::desk::writing::WritingError;
use crate::desk::{Desk, is_house};
use crate::figure::Templates;
use crate::form;
use crate::merge;
use crate::metadata;
use crate::photo::provenance;
use crate::post::{Post, first_featured, is_bundle};
use crate::problem;
use crate::review::{self, PictureUse, Side};
use crate::story::Story;
use crate::view;

/// Fields and text of one version of a story.
struct Version {
    story: Story,
    others: Vec<(String, String)>,
    body: String,
    templates: Templates,
}

impl Version {
    fn side(&self) -> Side<'_> {
        Side {
            story: &self.story,
            others: &self.others,
            body: &self.body,
            templates: &self.templates,
        }
    }
}

impl Desk {
    /// What changed in a story since it was last approved. Saves it first.
    pub fn review(&mut self, path: &str, now: Timestamp) -> Result<view::Review, WritingError> {
        self.review_since(path, view::Base::Approved, now)
    }

    /// What changed in a story since it was approved, went live, or was looked at last. Where
    /// there is no such version, since it was approved. Saves it first.
    pub fn review_since(
        &mut self,
        path: &str,
        base: view::Base,
        now: Timestamp,
    ) -> Result<view::Review, WritingError> {
        let outside = self.open.contains_key(path) && self.save(path, now)? == Saving::Outside;
        let undecided = self.repository.undecided(path).map(|_| problem::decide_first());
        let problem = outside.then(problem::settle_first).or(undecided);
        let (before, since) = match base {
            view::Base::Approved => (None, None),
            view::Base::Live => (self.repository.live_text(path), self.since_live(path)),
            view::Base::Looked => match self.looked.last(path) {
                Some(look) => {
                    let since = view::Since::Looked { at: look.at.to_string() };
                    (Some(look.text.into_bytes()), Some(since))
                }
                None => (None, None),
            },
        };
        let before = before.or_else(|| self.approved_before(path));
        let review = self.compare(path, before, problem)?;
        let usual = review.since.clone();
        let mut bases = vec![usual.clone()];
        // Readers may have an older version than the approved one.
        if matches!(usual, view::Since::Approved { .. }) {
            bases.extend(self.since_live(path));
        }
        let look = self.looked.last(path);
        bases.extend(look.map(|look| view::Since::Looked { at: look.at.to_string() }));
        Ok(view::Review { since: since.unwrap_or(usual), bases, ..review })
    }

    fn since_live(&self, path: &str) -> Option<view::Since> {
        let text = self.repository.live_text(path)?;
        if self.repository.is_notice_text(&text) {
            return None;
        }
        let record = self.repository.last_live(path)?;
        let by = record.approver.unwrap_or_default();
        Some(view::Since::Live { at: record.at.to_string(), by })
    }

    /// Notes that somebody looked at a story as it lies on disk.
    pub fn looked_at(&mut self, path: &str, now: Timestamp) -> Result<(), WritingError> {
        let post = Post::read(&self.site.folder, path);
        Ok(self.looked.note(path, &post.text, now)?)
    }

    /// What changed from an earlier version to the text as it is now.
    pub fn version_review(
        &mut self,
        path: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<view::Review, WritingError> {
        let bytes =
            self.earlier_text(path, id).ok_or_else(|| WritingError::Gone(path.to_owned()))?;
        if self.open.contains_key(path) {
            self.save(path, now)?;
        }
        let review = self.compare(path, Some(bytes), None)?;
        // It is compared with that version, whatever was approved or readers have.
        let same = |change: &view::TextChange| matches!(change, view::TextChange::Same { .. });
        let anything = !review.fields.is_empty()
            || !review.pictures.is_empty()
            || !review.text.iter().all(same);
        Ok(view::Review { anything, ..review })
    }

    /// How what another program wrote meanwhile differs from the text that is open; nothing where
    /// no other text waits for a choice. A header that cannot be read is part of the text.
    pub fn other_text(&self, path: &str) -> Result<Option<view::OtherText>, WritingError> {
        let open = self.opened(path)?;
        let waits = open.outside.as_ref().and_then(|outside| outside.bytes.clone());
        let Some(theirs) = waits else { return Ok(None) };
        let mine = open.manuscript.written().into_bytes();
        let posts = [mine, theirs].map(|bytes| Post::from_bytes(path, bytes, None));
        let readable = posts.iter().all(|post| post.fields.is_ok());
        let [mine, theirs] = posts.map(|post| self.version_of(&post));
        let (fields, fields_same) = match readable {
            true => review::fields(Some(mine.side()), theirs.side()),
            false => (Vec::new(), 0),
        };
        let text = review::text(&mine.body, &theirs.body, &mine.templates);
        Ok(Some(view::OtherText { fields, fields_same, text }))
    }

    fn compare(
        &mut self,
        path: &str,
        before: Option<Vec<u8>>,
        problem: Option<view::Problem>,
    ) -> Result<view::Review, WritingError> {
        if is_house(path) {
            return self.house_review(before);
        }
        if self.is_gone_picture(path) {
            return self.picture_review(path);
        }
        let takes_down = self.is_gone(path);
        let post = if takes_down {
            Post::from_bytes(path, Vec::new(), None)
        } else {
            Post::read(&self.site.folder, path)
        };
        let broken = post.fields.as_ref().err().map(|reason| problem::cannot_approve(path, reason));
        let marks = merge::has_conflict_marks(&post.text).then(|| problem::conflict_marks(path));
        let problem = problem
            .or(broken)
            .or(marks)
            .or_else(|| self.leads_away(path))
            .or_else(|| self.repository.blocked().map(|b| problem::blocked(&b)));
        let files = self.files(path);
        let state = self.state(path);
        let content = self.repository.content_hash(&files)?;
        let places = self.places_of(path);
        let approval = places.iter().find_map(|path| self.repository.last_approval(path));
        let live = places.iter().find_map(|path| self.repository.live_text(path));
        let now = self.version_of(&post);
        let old = before.map(|bytes| {
            let featured = self.approved_featured(path);
            self.version_of(&Post { featured, ..Post::from_bytes(path, bytes, None) })
        });
        let since = match (&old, approval) {
            (None, _) | (_, None) => view::Since::New,
            (Some(_), Some(record)) => {
                let (at, by) = (record.at.to_string(), record.approver.unwrap_or_default());
                if live.is_some() && live == self.approved_before(path) {
                    view::Since::Live { at, by }
                } else {
                    view::Since::Approved { at, by }
                }
            }
        };
        let sides = (old.as_ref().map(Version::side), now.side());
        let (fields, fields_same) = review::fields(sides.0, sides.1);
        let before = old.as_ref().map_or("", |old| old.body.as_str());
        let text = review::text(before, &now.body, &now.templates);
        let pictures = self.picture_changes(path, sides.0, sides.1);
        let anything = !matches!(state, view::State::Live | view::State::Approved);
        Ok(view::Review {
            path: path.to_owned(),
            title: self.title_of(path),
            takes_down,
            picture: false,
            house: false,
            authors: now.story.authors.clone(),
            changed: post
                .modified
                .and_then(|time| Timestamp::try_from(time).ok())
                .map(|time| time.to_string()),
            content: content.to_string(),
            anything,
            problem,
            state,
            bases: vec![since.clone()],
            since,
            fields,
            fields_same,
            text,
            pictures,
        })
    }

    /// A picture that left the folder, and that readers are to have no more.
    fn picture_review(&mut self, path: &str) -> Result<view::Review, WritingError> {
        let record = self.repository.last_approval(path);
        let since = record.map_or(view::Since::New, |record| {
            let (at, by) = (record.at.to_string(), record.approver.unwrap_or_default());
            match self.repository.is_live(path) {
                true => view::Since::Live { at, by },
                false => view::Since::Approved { at, by },
            }
        });
        let provenance = self.approved_provenance(path);
        let words = self.words_of_gone(path);
        let picture = self.gone_picture(path);
        let before = view::PictureSide { picture, words, provenance, lead: false };
        let state = self.state(path);
        Ok(view::Review {
            path: path.to_owned(),
            title: self.gone_title(path),
            takes_down: true,
            picture: true,
            house: false,
            authors: Vec::new(),
            changed: None,
            content: self.repository.content_hash(&self.gone_picture_files(path))?.to_string(),
            anything: !matches!(state, view::State::Live | view::State::Approved),
            problem: self.repository.blocked().map(|blocked| problem::blocked(&blocked)),
            state,
            bases: vec![since.clone()],
            since,
            fields: Vec::new(),
            fields_same: 0,
            text: Vec::new(),
            pictures: vec![view::PictureChange {
                before: Some(before),
                now: None,
                old_file: view::OldFile::Nothing,
            }],
        })
    }

    fn version_of(&self, post: &Post) -> Version {
        let profile = &self.site.profile;
        let fields = metadata::read(&post.text).ok().filter(|_| post.fields.is_ok());
        Version {
            story: Story::of(post, &self.site.profile),
            templates: profile.templates.clone(),
            others: fields
                .as_ref()
                .map(|fields| form::own(fields, &profile.keys_of(fields)))
                .unwrap_or_default()
                .into_iter()
                .map(|(key, value)| (key.to_string(), form::plain(&value)))
                .collect(),
            body: post.body().to_owned(),
        }
    }

    fn picture_changes(
        &mut self,
        path: &str,
        before: Option<Side<'_>>,
        now: Side<'_>,
    ) -> Vec<view::PictureChange> {
        let old = before.map(review::pictures).unwrap_or_default();
        let new = review::pictures(now);
        let replaced = |src: &str| {
            crate::library::resolve(&self.site, path, src).is_some_and(|file| {
                let disk = std::fs::read(self.site.folder.join(&file)).ok();
                let said = self.said_of(&file).unwrap_or_default();
                let then = self.approved_file(path, &file);
                self.repository.approved_text(&then).is_some_and(|blob| Some(blob) != disk)
                    || said != self.approved_provenance(&then)
            })
        };
        let changes = review::picture_changes(&old, &new, replaced);
        let gone = changes.iter().filter_map(|(before, _)| before.as_ref());
        let mut old_files = self.old_files(path, gone.map(|before| before.src.as_str()));
        changes
            .into_iter()
            .map(|(before, now)| view::PictureChange {
                old_file: before
                    .as_ref()
                    .and_then(|before| old_files.remove(&before.src))
                    .unwrap_or_default(),
                before: before.map(|side| self.picture_side(path, side, true)),
                now: now.map(|side| self.picture_side(path, side, false)),
            })
            .collect()
    }

    fn picture_side(&mut self, path: &str, side: PictureUse, before: bool) -> view::PictureSide {
        let file = crate::library::resolve(&self.site, path, &side.src);
        let picture = match (&file, before) {
            (Some(file), true) => {
                let lies = self.site.folder.join(file);
                match self.repository.approved_text(&self.approved_file(path, file)) {
                    // The same picture with other words is one.
                    Some(bytes) if std::fs::read(lies).is_ok_and(|now| now == bytes) => {
                        self.shelf.put(&self.site.folder, file)
                    }
                    Some(bytes) => self.shelf.put_picture(Arc::new(bytes)),
                    None => None,
                }
            }
            (Some(file), false) => self.shelf.put(&self.site.folder, file),
            (None, true) => {
                let place = self.approved_place(path);
                let beside = format!("{}/{}", crate::post::folder(&place), side.src);
                let approved = self.repository.approved_text(&beside);
                approved.and_then(|bytes| self.shelf.put_picture(Arc::new(bytes)))
            }
            (None, false) => None,
        };
        let provenance = match (&file, before) {
            (Some(file), true) => self.approved_provenance(&self.approved_file(path, file)),
            (Some(file), false) => self.said_of(file).unwrap_or_default(),
            (None, _) => view::Provenance::default(),
        };
        view::PictureSide { picture, words: side.words, provenance, lead: side.lead }
    }

    /// Where a story lay when it was approved last.
    fn approved_place(&self, path: &str) -> String {
        let mut places = self.places_of(path).into_iter();
        let place = places.find(|place| self.repository.approved_text(place).is_some());
        place.unwrap_or_else(|| path.to_owned())
    }

    /// Where a file of a story lay then: what lies beside a story went along with it.
    fn approved_file(&self, path: &str, file: &str) -> String {
        let inside = file.strip_prefix(crate::post::folder(path));
        match inside.filter(|_| self.repository.approved_text(file).is_none()) {
            Some(rest) => format!("{}{rest}", crate::post::folder(&self.approved_place(path))),
            None => file.to_owned(),
        }
    }

    fn approved_provenance(&self, file: &str) -> view::Provenance {
        let approved = self.repository.approved_text(&provenance::path_of(file));
        approved.map(|bytes| provenance::of(&bytes)).unwrap_or_default()
    }

    /// The approved picture beside a story that leads by its name.
    fn approved_featured(&self, path: &str) -> Option<String> {
        let places = self.places_of(path);
        let place = places.iter().find(|path| self.repository.approved_text(path).is_some())?;
        let names = self.repository.approved_names(crate::post::folder(place));
        first_featured(names.into_iter()).filter(|_| is_bundle(place))
    }
}
