//! The pictures of the site on the desk: looked through, described, credited, named.
//!
//! A change of a picture's words is a change of every story that uses it, each made and saved as if
//! somebody had typed it there: the story's earlier version is kept, and one that was changed
//! outside meanwhile is left alone and named. The whole is one step, which [`Desk::undo_album`]
//! takes back.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fs;

use jiff::Timestamp;
use jiff::civil::Date;

use super::leaving::{Earlier, stem};
use super::saving::Saving;
use super::writing::WritingError;
use super::{Desk, StoryError, credits};
use crate::library::{self, PictureUse, SitePicture};
use crate::photo::{self, provenance};
use crate::story::zone_of;
use crate::view::{self, FieldEdit, PictureWords, Provenance};

/// Bytes of a picture's file in which its own words are looked for.
const HEAD: u64 = 256 * 1024;

/// A change that can be taken back.
#[derive(Debug)]
pub(super) enum AlbumStep {
    /// Words: each use, as it was and as it is now, and the stories that they stand in.
    Words(Vec<(PictureUse, PictureWords)>, Vec<Rewritten>),
    /// A name or a folder: the file as it was, the act that moved it, and the stories that followed.
    Place {
        /// The file before.
        before: String,
        /// The file now.
        after: String,
        /// The act.
        act: String,
        /// The stories.
        stories: Vec<String>,
    },
    /// A picture that was deleted, and the act that did it.
    Deleted {
        /// The file.
        file: String,
        /// The act.
        act: String,
    },
    /// What is said of a picture: its file, and what was said before.
    Provenance(String, Provenance),
}

/// A story that a change of pictures went through, with its whole text before and after.
#[derive(Debug)]
pub(super) struct Rewritten {
    path: String,
    before: String,
    after: String,
}

/// What is done to one story of those that use a picture.
type Act<'a> = &'a dyn Fn(&mut Desk, &str, &[PictureUse], Timestamp) -> Result<(), WritingError>;

impl Desk {
    /// All pictures of the site.
    pub fn album(&mut self, now: Timestamp) -> view::Album {
        let today = now.to_zoned(zone_of(&self.site.profile.time_zone)).date();
        let found = library::album(&self.site, &self.library);
        let used: HashSet<&str> =
            found.iter().flat_map(|one| &one.uses).map(|one| one.post.as_str()).collect();
        let mut states: BTreeMap<String, view::State> = BTreeMap::new();
        let entries = self.library.entries().iter().filter(|entry| used.contains(&&*entry.path));
        let (paths, files): (Vec<String>, Vec<_>) =
            entries.map(|entry| (entry.path.clone(), self.files_of(entry))).unzip();
        states.extend(paths.into_iter().zip(self.states(&files)));
        let folders = self.folders_of(&found);
        let unused: HashSet<&str> =
            found.iter().filter(|one| one.uses.is_empty()).map(|one| stem(&one.file)).collect();
        let copies: HashSet<String> = found
            .iter()
            .filter(|one| self.is_unused_copy(one, &unused))
            .map(|one| one.file.clone())
            .collect();
        let earlier = if unused.is_empty() { Vec::new() } else { self.earlier_versions() };
        let alone: HashSet<&str> =
            found.iter().filter(|one| one.uses.is_empty()).map(|one| one.file.as_str()).collect();
        let named = self.named_by_site(&alone);
        let pictures = found
            .into_iter()
            .filter(|one| !copies.contains(&one.file))
            .filter_map(|one| self.album_picture(one, &states, &earlier, &named, today))
            .collect();
        view::Album { pictures, credits: self.credits(), folders }
    }

    /// Folders that have pictures of stories: others are not where the site looks for them.
    pub(super) fn picture_folders(&self) -> Vec<String> {
        self.folders_of(&library::album(&self.site, &self.library))
    }

    fn folders_of(&self, all: &[SitePicture]) -> Vec<String> {
        let folder = |file: &str| {
            file.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
        };
        let images = Some(self.site.profile.images.clone())
            .filter(|images| !images.is_empty() && self.site.folder.join(images).is_dir());
        let folders: BTreeSet<String> =
            all.iter().map(|one| folder(&one.file)).chain(images).collect();
        folders.into_iter().collect()
    }

    fn album_picture(
        &mut self,
        one: SitePicture,
        states: &BTreeMap<String, view::State>,
        earlier: &[Earlier],
        named: &BTreeMap<String, Vec<String>>,
        today: Date,
    ) -> Option<view::AlbumPicture> {
        let picture = self.shelf.put(&self.site.folder, &one.file)?;
        // What cannot be read is told where somebody wants to change it.
        let said = self.said_of(&one.file).unwrap_or_default();
        let in_file = self.words_in_file(&one.file);
        let uses: Vec<view::PictureUse> = one
            .uses
            .iter()
            .map(|used| view::PictureUse {
                title: self.library.get(&used.post).map(library::Entry::title).unwrap_or_default(),
                state: states.get(&used.post).copied().unwrap_or(view::State::Writing),
                path: used.post.clone(),
                lead: used.figure.is_none(),
                words: used.words.clone(),
            })
            .collect();
        let first = |said: fn(&PictureWords) -> bool| {
            one.uses.iter().map(|used| &used.words).find(|words| said(words)).cloned()
        };
        let described = first(|words| !words.alt.is_empty()).unwrap_or_default();
        let credited = first(|words| !words.credit.is_empty()).unwrap_or_default();
        let captioned = first(|words| !words.caption.is_empty()).unwrap_or_default();
        let words = if uses.is_empty() {
            in_file
        } else {
            PictureWords {
                alt: described.alt,
                decorative: one.uses.iter().all(|used| used.words.decorative),
                caption: captioned.caption,
                label: match (credited.credit.as_str(), one.uses.first()) {
                    ("", Some(used)) => self.site.profile.usual_label(&used.post),
                    _ => credited.label,
                },
                credit: credited.credit,
                credit_url: credited.credit_url,
            }
        };
        let name = one.file.rsplit('/').next().unwrap_or(&one.file).to_owned();
        let credit_in_description = one.uses.iter().any(|used| credits::moved(used, "").is_some());
        let on_site = one.uses.is_empty() && self.repository.is_live(&one.file);
        let had = earlier.iter().filter(|earlier| on_site && earlier.shows(&one.file));
        let titled =
            |earlier: &Earlier| self.library.get(&earlier.story).map(library::Entry::title);
        Some(view::AlbumPicture {
            on_site,
            shown_in: had.filter_map(titled).collect(),
            named_in: named.get(&one.file).cloned().unwrap_or_default(),
            missing_credit: one.uses.iter().any(|used| {
                let has_place = !used.inside || one.uses.iter().all(|used| used.inside);
                has_place && used.words.credit.is_empty() && !used.words.decorative
            }),
            missing_description: one
                .uses
                .iter()
                .any(|used| used.words.alt.is_empty() && !used.words.decorative),
            credit_in_description,
            rights: provenance::rights(provenance::last_day(&said.until), today),
            provenance: said,
            file: one.file,
            name,
            picture,
            words,
            uses,
        })
    }

    /// What the picture's file says about itself.
    fn words_in_file(&self, file: &str) -> PictureWords {
        use std::io::Read;
        let mut head = Vec::new();
        let opened = fs::File::open(self.site.folder.join(file));
        let read = opened.and_then(|file| file.take(HEAD).read_to_end(&mut head));
        let said = read.ok().and_then(|_| photo::embedded::of(&head)).unwrap_or_default();
        let (alt, caption, label, credit) = said.words();
        PictureWords { alt, caption, label, credit, ..PictureWords::default() }
    }

    /// Gives a picture another credit, or another description, in every story that uses it. A
    /// description goes only where the same one stood, or none: another story may show something
    /// else in the same picture.
    ///
    /// # Errors
    /// The picture is not there. Stories that could not be changed are named in the answer.
    pub fn change_album(
        &mut self,
        file: &str,
        edit: &view::AlbumEdit,
        now: Timestamp,
    ) -> Result<view::AlbumChanged, WritingError> {
        let one = self.site_picture(file)?;
        if let view::AlbumEdit::Provenance { provenance: said } = edit {
            let before = self.said_of(file)?;
            provenance::write(&self.site.folder, file, said)?;
            self.album_step = Some(AlbumStep::Provenance(file.to_owned(), before));
            return Ok(unchanged(file));
        }
        let shown = one.uses.iter().find(|used| !used.words.alt.is_empty());
        let shown = shown.map(|used| used.words.alt.clone()).unwrap_or_default();
        let changes: Vec<(PictureUse, PictureWords)> = one
            .uses
            .into_iter()
            // In the midst of a sentence there is no place for words but the description.
            .filter(|used| !used.inside)
            .filter_map(|used| {
                let words = edited(&used.words, edit, &shown);
                (words != used.words).then_some((used, words))
            })
            .collect();
        let (changed, left) = self.change_words(changes, now);
        Ok(view::AlbumChanged { changed, left, file: file.to_owned() })
    }

    /// Gives uses their new words as one step that can be taken back.
    pub(super) fn change_words(
        &mut self,
        changes: Vec<(PictureUse, PictureWords)>,
        now: Timestamp,
    ) -> (Vec<String>, Vec<String>) {
        let (stories, left) = self.put_words(&changes, &[], now);
        let changed = paths(&stories);
        let done = changes.into_iter().filter(|(used, _)| changed.contains(&used.post)).collect();
        self.album_step = Some(AlbumStep::Words(done, stories));
        (changed, left)
    }

    /// Takes the last change of a picture back. Nothing when there is none.
    ///
    /// # Errors
    /// As the change itself.
    pub fn undo_album(&mut self, now: Timestamp) -> Result<Option<view::AlbumChanged>, StoryError> {
        Ok(match self.album_step.take() {
            None => None,
            Some(AlbumStep::Deleted { file, act }) => {
                self.take_back(&act, now)?;
                Some(unchanged(&file))
            }
            Some(AlbumStep::Place { before, after, act, stories }) => {
                let uses = self.site_picture(&after).map(|one| one.uses).unwrap_or_default();
                let had = self.knows_from(&uses, &after);
                self.take_back(&act, now)?;
                let names = [provenance::path_of(&after), after];
                let left: Vec<_> =
                    names.iter().filter_map(|file| self.leaves(file, &had)).collect();
                self.trail.leave(&left)?;
                Some(view::AlbumChanged { changed: stories, left: Vec::new(), file: before })
            }
            Some(AlbumStep::Provenance(file, before)) => {
                provenance::write(&self.site.folder, &file, &before).map_err(WritingError::from)?;
                Some(unchanged(&file))
            }
            Some(AlbumStep::Words(done, stories)) => {
                let back: Vec<(PictureUse, PictureWords)> = done
                    .into_iter()
                    .map(|(used, words)| {
                        let before = used.words.clone();
                        (PictureUse { words, ..used }, before)
                    })
                    .collect();
                let (stories, left) = self.put_words(&back, &stories, now);
                let changed = paths(&stories);
                Some(view::AlbumChanged { changed, left, file: String::new() })
            }
        })
    }

    pub(super) fn site_picture(&self, file: &str) -> Result<SitePicture, WritingError> {
        let mut all = library::album(&self.site, &self.library).into_iter();
        all.find(|one| one.file == file).ok_or_else(|| WritingError::Gone(file.to_owned()))
    }

    /// Gives uses their new words, story by story: which stories were changed, and which were not.
    /// A story that is still as an earlier step left it gets back every byte from before that step.
    fn put_words(
        &mut self,
        changes: &[(PictureUse, PictureWords)],
        earlier: &[Rewritten],
        now: Timestamp,
    ) -> (Vec<Rewritten>, Vec<String>) {
        let uses: Vec<PictureUse> = changes.iter().map(|(used, _)| used.clone()).collect();
        let words = |used: &PictureUse| {
            let change = changes.iter().find(|(one, _)| one == used);
            change.map(|(_, words)| words.clone()).unwrap_or_default()
        };
        let put: Act<'_> = &|desk, path, uses, now| {
            if let Some(story) = earlier.iter().find(|story| story.path == path)
                && desk.opened(path)?.manuscript.text() == story.after
            {
                return desk.change(path, now, |manuscript, pictures| {
                    Ok(((), manuscript.set_text(story.before.clone(), pictures)))
                });
            }
            for used in uses {
                desk.put_words_in_story(path, used, &words(used), now)?;
            }
            Ok(())
        };
        self.in_stories(&uses, put, now)
    }

    fn in_stories(
        &mut self,
        uses: &[PictureUse],
        act: Act<'_>,
        now: Timestamp,
    ) -> (Vec<Rewritten>, Vec<String>) {
        let mut stories: BTreeMap<&str, Vec<PictureUse>> = BTreeMap::new();
        for used in uses {
            stories.entry(&used.post).or_default().push(used.clone());
        }
        let (mut changed, mut left) = (Vec::new(), Vec::new());
        for (path, mut uses) in stories {
            // From the end, so that what is in front stays where it is.
            uses.sort_by_key(|used| std::cmp::Reverse(used.figure));
            match self.in_story(path, &uses, act, now) {
                Ok(story) => changed.push(story),
                Err(_) => left.push(path.to_owned()),
            }
        }
        (changed, left)
    }

    /// Opens a story unless it is open, changes it, saves it, and leaves the desk as it was.
    fn in_story(
        &mut self,
        path: &str,
        uses: &[PictureUse],
        act: Act<'_>,
        now: Timestamp,
    ) -> Result<Rewritten, WritingError> {
        let (latest, was_open) = (self.latest.clone(), self.open.contains_key(path));
        self.open_post(path, now)?;
        let before = self.opened(path)?.manuscript.text();
        let done = act(self, path, uses, now).and_then(|()| self.save(path, now));
        if !matches!(done, Ok(Saving::Saved { .. } | Saving::Nothing)) {
            // All of a story or nothing of it.
            let _ = self.change(path, now, |manuscript, pictures| {
                Ok(((), manuscript.set_text(before.clone(), pictures)))
            });
        }
        let after = self.opened(path).map(|opened| opened.manuscript.text());
        if !was_open {
            // One that cannot be put away stays open, with its journal.
            let _ = self.close_post(path, now);
        }
        self.latest = latest;
        match done? {
            Saving::Outside => Err(WritingError::Gone(path.to_owned())),
            _ => Ok(Rewritten { path: path.to_owned(), before, after: after? }),
        }
    }

    /// The figure of a story that a use means, if it is as it was when it was read.
    fn put_words_in_story(
        &mut self,
        path: &str,
        used: &PictureUse,
        words: &PictureWords,
        now: Timestamp,
    ) -> Result<(), WritingError> {
        let gone = || WritingError::Gone(path.to_owned());
        if used.figure.is_none() {
            let edit = FieldEdit::LeadWords { words: words.clone() };
            return self.set_field(path, &edit, now).map(drop);
        }
        let manuscript = &self.opened(path)?.manuscript;
        let was = &used.words;
        let told = self.library.get(path).into_iter().flat_map(library::Entry::uses);
        let nth = told
            .filter(|one| one.figure.is_some() && !one.inside)
            .position(|one| one.figure == used.figure)
            .ok_or_else(gone)?;
        let (range, figure) = manuscript.figures().into_iter().nth(nth).ok_or_else(gone)?;
        let says = (&figure.src, &figure.alt, &figure.caption, &figure.credit);
        if says != (&used.src, &was.alt, &was.caption, &was.credit) {
            return Err(gone());
        }
        let insert = self.reworded(path, &range, &figure, words)?.ok_or_else(gone)?;
        let change = view::Change { from: range.start, to: range.end, insert };
        let version = manuscript_version(self, path)?;
        self.edit(path, version, &[change], now).map(drop)
    }
}

/// A step that changed no story.
fn unchanged(file: &str) -> view::AlbumChanged {
    view::AlbumChanged { changed: Vec::new(), left: Vec::new(), file: file.to_owned() }
}

fn paths(stories: &[Rewritten]) -> Vec<String> {
    stories.iter().map(|story| story.path.clone()).collect()
}

fn manuscript_version(desk: &Desk, path: &str) -> Result<u32, WritingError> {
    Ok(desk.opened(path)?.manuscript.version())
}

/// The words of a use after a change of the picture's.
fn edited(words: &PictureWords, edit: &view::AlbumEdit, shown: &str) -> PictureWords {
    let mut words = words.clone();
    match edit {
        view::AlbumEdit::Credit { label, credit, credit_url } => {
            words.label.clone_from(label);
            words.credit.clone_from(credit);
            words.credit_url.clone_from(credit_url);
            words.decorative = words.decorative && credit.is_empty();
        }
        view::AlbumEdit::Description { alt } => {
            if words.alt.is_empty() || words.alt == shown {
                words.alt.clone_from(alt);
                words.decorative = false;
            }
        }
        view::AlbumEdit::Provenance { .. } => {}
    }
    words
}
