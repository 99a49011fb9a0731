//! Review, approval, and the press room.
//!
//! A review saves the story first, so that what is read is what lies on disk, and carries the
//! hash of exactly that; an approval of anything else is refused. Sending runs without the
//! desk's lock on a repository of its own, so that nobody has to stop writing.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::saving::Saving;
use super::writing::WritingError;
use super::{Desk, files_of, thumbnail};
use crate::check::Severity;
use crate::form;
use crate::keys;
use crate::keys::device::is_client;
use crate::library::Library;
use crate::merge;
use crate::metadata;
use crate::photo::provenance;
use crate::post::{Post, first_featured, is_bundle};
use crate::problem;
use crate::publish::{self, Errand, Page, Publication, PublishError, TakeBack};
use crate::repository::{self, ApproveError, ContentHash, Owed, Repository, StoryFiles};
use crate::review::{self, PictureUse, Side};
use crate::site::{House, Site};
use crate::story::Story;
use crate::view::{self, Person};

/// How many stories are listed as published lately, and from how many sendings.
const LATELY: usize = 12;

/// A publish that is ready to run without the desk.
#[derive(Debug)]
pub struct Sending {
    site: PathBuf,
    stories: Vec<StoryFiles>,
}

impl Sending {
    /// Sends. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site)?;
        Ok(publish::publish(&repository, &self.stories, errand)?)
    }
}

/// A taking-back that is ready to run without the desk.
#[derive(Debug)]
pub struct TakingBack {
    site: Site,
    library: Library,
    posts: Vec<String>,
    /// Where those stories are here.
    here: Vec<String>,
    anyway: bool,
}

impl TakingBack {
    /// Takes the stories back: readers get what they had before. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site.folder)?;
        let what = TakeBack {
            posts: &self.posts,
            files: &|path| files_of(&self.site, &self.library, path),
            used_elsewhere: &|post, path| self.library.used_elsewhere(&self.site, post, path),
            shows: &|post, text, file| self.library.shows(&self.site, post, text, file),
            anyway: self.anyway,
        };
        let outcome = publish::undo(&repository, &what, errand)?;
        let here = |post: String| match self.posts.iter().position(|known| *known == post) {
            Some(at) => self.here[at].clone(),
            None => post,
        };
        Ok(match outcome {
            Publication::Sent { commit, paths } => {
                Publication::Sent { commit, paths: paths.into_iter().map(here).collect() }
            }
            other => other,
        })
    }
}

/// Why nothing could be sent.
#[derive(Debug, thiserror::Error)]
pub enum SendingError {
    /// The site's history cannot be used.
    #[error(transparent)]
    Open(#[from] repository::OpenError),
    /// It failed on this computer.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

/// Fields and text of one version of a story.
struct Version {
    story: Story,
    others: Vec<(String, String)>,
    body: String,
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

    fn compare(
        &mut self,
        path: &str,
        before: Option<Vec<u8>>,
        problem: Option<view::Problem>,
    ) -> Result<view::Review, WritingError> {
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
        let text = review::text(old.as_ref().map_or("", |old| old.body.as_str()), &now.body);
        let pictures = self.picture_changes(path, sides.0, sides.1);
        let anything = !matches!(state, view::State::Live | view::State::Approved);
        Ok(view::Review {
            path: path.to_owned(),
            title: self.title_of(path),
            takes_down,
            picture: false,
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
                self.repository.approved_text(&file).is_some_and(|blob| Some(blob) != disk)
                    || said != self.approved_provenance(&file)
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
                match self.repository.approved_text(file) {
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
                let beside = format!("{}/{}", crate::post::folder(path), side.src);
                let approved = self.repository.approved_text(&beside);
                approved.and_then(|bytes| self.shelf.put_picture(Arc::new(bytes)))
            }
            (None, false) => None,
        };
        let provenance = match (&file, before) {
            (Some(file), true) => self.approved_provenance(file),
            (Some(file), false) => self.said_of(file).unwrap_or_default(),
            (None, _) => view::Provenance::default(),
        };
        view::PictureSide { picture, words: side.words, provenance, lead: side.lead }
    }

    fn approved_provenance(&self, file: &str) -> view::Provenance {
        let approved = self.repository.approved_text(&provenance::path_of(file));
        approved.map(|bytes| provenance::of(&bytes)).unwrap_or_default()
    }

    /// Approves a story exactly as it was reviewed. What the copy desk says must be fixed stands in
    /// the way; reasons for which findings were left as they are go into the approval.
    pub fn approve(
        &mut self,
        path: &str,
        content: &str,
        writer: &Person,
        editor: &Person,
        now: Timestamp,
    ) -> Result<view::Approval, ApproveError> {
        let (approval, owed) = self.approve_ahead(path, content, (writer, editor), now)?;
        drop(owed);
        Ok(approval)
    }

    /// As [`Desk::approve`], with the answer before the index has followed; see [`Owed`].
    pub fn approve_ahead(
        &mut self,
        path: &str,
        content: &str,
        (writer, editor): (&Person, &Person),
        now: Timestamp,
    ) -> Result<(view::Approval, Option<Owed>), ApproveError> {
        let checking = self.checking_file(path);
        // Nothing can be wrong with a story that is taken down.
        let gone = self.is_gone(path);
        let mut found = if gone { Vec::new() } else { checking.check(now).findings };
        let own = checking.own_story(&writer.name, &editor.name).filter(|_| !gone);
        found.extend(own.iter().map(|(finding, _)| finding.clone()));
        if let Some(problem) = problem::must_be_fixed(&found) {
            return Ok((view::Approval::Blocked { problem }, None));
        }
        if let Some(problem) = self.leads_away(path) {
            return Ok((view::Approval::Blocked { problem }, None));
        }
        if let Some((finding, false)) = &own
            && finding.severity == Severity::Warning
        {
            let finding = Box::new(checking.shown(finding));
            return Ok((view::Approval::Asked { finding }, None));
        }
        let files = self.files(path);
        let title = self.title_of(path);
        let expected = ContentHash::from_hex(content);
        let (outcome, owed) = self.repository.approve_ahead(
            &files,
            &title,
            (writer, editor),
            Some(&expected),
            &checking.kept(&found),
            now,
        )?;
        if let (Some((finding, true)), repository::Approval::Approved { .. }) = (&own, &outcome) {
            // The reason is in this approval; the next version is asked about anew.
            let _ = self.passes.take_back(path, &finding.key());
        }
        let approval = match outcome {
            repository::Approval::ChangedSinceReview => view::Approval::Changed,
            repository::Approval::Approved { .. } | repository::Approval::NothingToApprove => {
                view::Approval::Approved { state: self.state(path) }
            }
        };
        Ok((approval, owed))
    }

    /// What waits, what was sent.
    pub fn press(&mut self) -> view::Press {
        let entries = self.library.entries().to_vec();
        let files: Vec<StoryFiles> = entries.iter().map(|entry| self.files_of(entry)).collect();
        let states = self.states(&files);
        let mut press = view::Press {
            destination: self
                .site
                .shown_address()
                .filter(|_| self.repository.destination().is_some())
                .or_else(|| self.repository.destination().map(|destination| destination.address)),
            ready: Vec::new(),
            changed: Vec::new(),
            writing: Vec::new(),
            lately: Vec::new(),
            waiting: self.outbox(),
        };
        // One walk through the history for all of them.
        let waiting = entries.iter().zip(&states).filter(|(_, state)| **state != view::State::Live);
        let waiting: Vec<String> = waiting.map(|(entry, _)| entry.path.clone()).collect();
        let _ = self.repository.last_approvals(&waiting);
        for (entry, state) in entries.iter().zip(states) {
            if state == view::State::Live {
                continue;
            }
            let story = self.press_story(entry, None);
            match state {
                view::State::Approved => press.ready.push(story),
                _ if self.approved_before(&entry.path).is_some() => {
                    press.changed.push(story);
                }
                _ => press.writing.push(story),
            }
        }
        for path in self.gone() {
            let story = self.gone_story(&path);
            match self.state(&path) {
                view::State::Live => {}
                view::State::Approved => press.ready.push(story),
                view::State::Writing | view::State::LiveWithChanges => press.changed.push(story),
            }
        }
        let mut seen = BTreeSet::new();
        for sent in self.repository.last_sent(LATELY) {
            if press.lately.len() == LATELY {
                break;
            }
            // What sends readers on was not published for its own sake.
            let own = |path: &&String| sent.unpublished.as_ref().is_none_or(|post| post == *path);
            let paths: HashSet<&String> = sent.paths.iter().filter(own).collect();
            // In the order of the list: what is sent at once may be a whole site.
            for entry in entries.iter().filter(|entry| paths.contains(&entry.path)) {
                // What was taken back was not published lately, whatever came before.
                let newest = seen.insert(entry.path.clone()) && !sent.taken_back;
                // Nor what somebody took off the site since.
                let there =
                    self.is_live(&entry.path) || sent.unpublished.as_ref() == Some(&entry.path);
                if newest && there && press.lately.len() < LATELY {
                    press.lately.push(self.press_story(entry, Some(&sent)));
                }
            }
        }
        press
    }

    fn press_story(
        &mut self,
        entry: &crate::library::Entry,
        sent: Option<&repository::Sent>,
    ) -> view::PressStory {
        let (approver, sender, at) = match sent {
            Some(sent) => (sent.approver.clone(), sent.editor.name.clone(), sent.at.to_string()),
            None => self
                .repository
                .last_approval(&entry.path)
                .map(|record| (record.approver, String::new(), record.at.to_string()))
                .unwrap_or_default(),
        };
        let seen = sent.and_then(|sent| sent.seen);
        view::PressStory {
            path: entry.path.clone(),
            title: entry.title(),
            authors: entry.story.authors.clone(),
            thumbnail: thumbnail(&self.site, entry, &mut self.shelf),
            approved_by: approver.unwrap_or_default(),
            approved_at: at,
            sent_by: sender,
            sent_at: seen.map(|at| at.to_string()).unwrap_or_default(),
            replaces: self.is_live(&entry.path),
            takes_down: false,
            picture: false,
            unpublished: sent.is_some_and(|sent| sent.unpublished.as_ref() == Some(&entry.path)),
        }
    }

    /// Where a story is, and where it was before it was renamed.
    pub(super) fn places_of(&self, path: &str) -> Vec<String> {
        let mut places = vec![path.to_owned()];
        places.extend(self.trail.of(&[path]));
        places
    }

    /// The approved picture beside a story that leads by its name.
    fn approved_featured(&self, path: &str) -> Option<String> {
        let places = self.places_of(path);
        let place = places.iter().find(|path| self.repository.approved_text(path).is_some())?;
        let names = self.repository.approved_names(crate::post::folder(place));
        first_featured(names.into_iter()).filter(|_| is_bundle(place))
    }

    /// The text that was approved last, whatever the story was called then.
    fn approved_before(&self, path: &str) -> Option<Vec<u8>> {
        let approved = |path: &String| self.repository.approved_text(path);
        let text = self.places_of(path).iter().find_map(approved)?;
        // A note in the place of the story is no version of it.
        (!self.repository.is_notice_text(&text)).then_some(text)
    }

    /// A story that will be taken down.
    fn gone_story(&mut self, path: &str) -> view::PressStory {
        let picture = self.is_gone_picture(path);
        let shown = if picture { self.gone_picture(path) } else { None };
        let record = self.repository.last_approval(path);
        let waiting = self.repository.approved_text(path).is_none();
        let (by, at) = record
            .filter(|_| waiting)
            .map(|record| (record.approver.unwrap_or_default(), record.at.to_string()))
            .unwrap_or_default();
        view::PressStory {
            path: path.to_owned(),
            title: self.gone_title(path),
            authors: match picture {
                true => Vec::new(),
                false => Story::of(&self.gone_post(path), &self.site.profile).authors,
            },
            thumbnail: shown.map(|shown| shown.id),
            approved_by: by,
            approved_at: at,
            sent_by: String::new(),
            sent_at: String::new(),
            replaces: self.repository.is_live(path),
            takes_down: true,
            picture,
            unpublished: false,
        }
    }

    /// The headline of a story, also of one that is gone.
    fn title_of(&self, path: &str) -> String {
        match self.library.get(path) {
            Some(entry) => entry.title(),
            None => self.gone_title(path),
        }
    }

    /// The computer that stories are sent to, as keys are filed. `None` for a folder of this one.
    pub fn publishing_host(&self) -> Option<String> {
        keys::host_of(&self.repository.destination()?.address)
    }

    /// The client by whose codes people sign in where stories are sent, if the newsroom named one.
    pub fn signing_client(&self) -> Option<String> {
        let house = House::read(&self.site.folder);
        house.table("signing")?.get("client")?.as_str().filter(|c| is_client(c)).map(str::to_owned)
    }

    /// Whether stories are sent to a computer that asks for a token.
    pub fn sends_by_token(&self) -> bool {
        self.repository.destination().is_some_and(|there| there.address.starts_with("https://"))
    }

    /// What keeps one of these stories from readers, although it was approved.
    pub fn may_not_be_sent(&self, paths: &[String], now: Timestamp) -> Option<view::Problem> {
        paths.iter().filter(|path| !self.is_gone(path)).find_map(|path| {
            let found = self.checking_file(path).check(now).findings;
            problem::may_not_be_shown(&self.title_of(path), &found)
        })
    }

    /// Prepares to send these stories.
    pub fn sending(&self, paths: &[String]) -> Sending {
        let files = |path: &String| {
            let mut files = self.files(path);
            // A page that stays as it is keeps the picture that it shows.
            files.earlier.retain(|file| !self.still_shown(file, paths));
            files
        };
        Sending { site: self.site.folder.clone(), stories: paths.iter().map(files).collect() }
    }

    /// The pages of these stories, as readers should see them: to be looked at after they were
    /// sent. None where the site's address is not known, or where it is made up.
    pub fn pages(&self, paths: &[String]) -> Vec<Page> {
        if self.sample {
            return Vec::new();
        }
        let page = |path: &String| {
            let bytes = self.repository.approved_text(path)?;
            let post = Post::from_bytes(path, bytes, None);
            let before = self.repository.live_text(path).unwrap_or_default();
            let before = Post::from_bytes(path, before, None);
            Page::of(&self.site, &post, &before)
        };
        paths.iter().filter_map(page).collect()
    }

    /// Prepares to take these stories back from readers; none: all of the last publication.
    /// `anyway`: although somebody published them again since.
    pub fn taking_back(&self, paths: &[String], anyway: bool) -> TakingBack {
        TakingBack {
            site: self.site.clone(),
            library: self.library.clone(),
            posts: paths.iter().map(|path| self.place_off_site(path)).collect(),
            here: paths.to_vec(),
            anyway,
        }
    }

    /// Takes in that something was sent, and what arrived with that.
    pub fn sent(&mut self) -> Result<(), repository::OpenError> {
        self.arrived()?;
        // A trail that could not be shortened is read again with the next start.
        let _ = self.forget_trail();
        Ok(())
    }
}

impl Version {
    fn side(&self) -> Side<'_> {
        Side { story: &self.story, others: &self.others, body: &self.body }
    }
}
