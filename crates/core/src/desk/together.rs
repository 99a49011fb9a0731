//! What others published arrives, and two versions of one story become one.
//!
//! 1. [`Arriving`] runs without the desk's lock: it lets the stories of others into the folder.
//! 2. [`Desk::arrived`] takes that in: versions that were replaced are kept among the earlier
//!    ones of their story.
//! 3. Where both changed the same passage, [`Desk::two_versions`] shows it, and
//!    [`Desk::decide`] writes what was chosen, or what somebody wrote in its place by hand;
//!    [`Desk::together_page`] shows all of it before. A text of which a passage was not chosen is
//!    kept whole under the earlier versions.

use std::cell::RefCell;
use std::path::PathBuf;

use jiff::Timestamp;

use super::press::SendingError;
use super::saving::Saving;
use super::writing::WritingError;
use super::{Desk, pictures_of};
use crate::braces::{Braces, shown_at};
use crate::keys::Keys;
use crate::merge::{self, By, Choice, Merge, Passage, Place};
use crate::metadata::Fields;
use crate::post::Post;
use crate::preview;
use crate::publish::{self, Arrival};
use crate::repository::{self, Repository};
use crate::review;
use crate::versions::Why;
use crate::view;

/// Looking for the stories of others, ready to run without the desk.
#[derive(Debug)]
pub struct Arriving {
    site: PathBuf,
    anyway: bool,
}

impl Arriving {
    /// Lets them into the folder.
    pub fn run(&self, now: Timestamp, keys: &dyn Keys) -> Result<Arrival, SendingError> {
        let repository = Repository::open(&self.site)?;
        Ok(publish::keep_in_step(&repository, keys, now, self.anyway)?)
    }
}

/// The two versions of a story, put together as far as nobody has to be asked.
struct Both {
    ours: Vec<u8>,
    theirs: Vec<u8>,
    merge: Merge,
}

impl Both {
    /// Names exactly these two versions.
    fn content(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for text in [&self.ours, &self.theirs] {
            hasher.update(&(text.len() as u64).to_le_bytes());
            hasher.update(text);
        }
        hasher.finalize().to_hex().to_string()
    }
}

impl Desk {
    /// Prepares to look for the stories of others. `anyway`: although many stories go.
    pub fn arriving(&self, anyway: bool) -> Arriving {
        Arriving { site: self.site.folder.clone(), anyway }
    }

    /// Takes in that something arrived, or was sent: what is known of the publishing repository
    /// is read anew, and versions that were replaced are among the earlier ones.
    pub fn arrived(&mut self) -> Result<(), repository::OpenError> {
        self.repository = Repository::open(&self.site.folder)?;
        // A site that cannot be read again is used as it was.
        let _ = self.house_came();
        self.library.refresh(&self.site, None);
        if self.repository.any_kept() {
            for entry in self.library.entries() {
                for kept in self.repository.kept(&entry.path) {
                    // What cannot be kept there stays where it is.
                    let put = self.versions.keep(&entry.path, &kept.bytes, Why::Merged, kept.at);
                    if put.is_ok() {
                        let _ = self.repository.let_go(&kept);
                    }
                }
            }
        }
        Ok(())
    }

    /// The stories of which others published another version, and nobody has decided.
    pub(super) fn undecided(&self) -> Vec<String> {
        if !self.repository.any_undecided() {
            return Vec::new();
        }
        let paths = self.library.entries().iter().map(|entry| entry.path.clone());
        paths.filter(|path| self.repository.undecided(path).is_some()).collect()
    }

    /// The two versions of a story; nothing when nobody has to decide. Saves the story first.
    pub fn two_versions(
        &mut self,
        path: &str,
        now: Timestamp,
    ) -> Result<Option<view::TwoVersions>, WritingError> {
        if self.open.contains_key(path) {
            self.save(path, now)?;
        }
        let Some(both) = self.both(path)? else { return Ok(None) };
        let theirs = self.repository.last_live(path);
        let modified = std::fs::metadata(self.site.folder.join(path)).and_then(|m| m.modified());
        let ours_at = modified.ok().and_then(|time| Timestamp::try_from(time).ok());
        let title = self.library.get(path).map(|entry| entry.title()).unwrap_or_default();
        Ok(Some(view::TwoVersions {
            path: path.to_owned(),
            title,
            by: theirs.as_ref().map(|record| record.writer.name.clone()).unwrap_or_default(),
            theirs_at: theirs.map(|record| record.at.to_string()).unwrap_or_default(),
            ours_at: ours_at.map(|at| at.to_string()).unwrap_or_default(),
            content: both.content(),
            passages: self.by_hand(path, &both).into_iter().map(|hand| hand.view()).collect(),
            taken: both
                .merge
                .taken()
                .iter()
                .map(|taken| view::TakenOver {
                    field: field(&taken.place),
                    paragraph: u32::try_from(taken.paragraph).unwrap_or(u32::MAX),
                    by: match taken.by {
                        By::Ours => view::Whose::Ours,
                        By::Theirs => view::Whose::Theirs,
                        By::Both => view::Whose::Both,
                    },
                    text: readable(&taken.place, &taken.text),
                })
                .collect(),
        }))
    }

    /// Writes what was chosen, one choice for each passage. Nothing is written when one of the
    /// two versions is not any more what was shown.
    pub fn decide(
        &mut self,
        path: &str,
        content: &str,
        choices: &[view::PassageChoice],
        now: Timestamp,
    ) -> Result<view::Decision, WritingError> {
        if self.open.contains_key(path) && self.save(path, now)? == Saving::Outside {
            return Ok(view::Decision::Changed);
        }
        let both = self.both(path)?;
        let Some(both) = both.filter(|both| both.content() == content) else {
            return Ok(view::Decision::Changed);
        };
        let choices = self.chosen(path, &both, choices);
        let text = both.merge.with(&choices);
        let left = both.merge.left_out(&choices);
        if left.theirs {
            self.versions.keep(path, &both.theirs, Why::Replaced, now)?;
        }
        let why = if left.ours { Why::Replaced } else { Why::Merged };
        self.versions.keep(path, &both.ours, why, now)?;
        self.open_post(path, now)?;
        self.change(path, now, |manuscript, pictures| {
            Ok(((), manuscript.set_written(text, pictures)))
        })?;
        if self.save(path, now)? == Saving::Outside {
            return Ok(view::Decision::Changed);
        }
        // One that could not be noted is asked about again; nothing is lost by that.
        let _ = self.repository.decided(path);
        Ok(view::Decision::Decided { post: Box::new(self.post_view(path)?) })
    }

    /// The story as it would be with these choices, to be read; nothing when one of the two versions
    /// is not any more what was shown. Nothing is written.
    pub fn together_page(
        &mut self,
        path: &str,
        content: &str,
        choices: &[view::PassageChoice],
    ) -> Result<Option<view::TogetherPage>, WritingError> {
        let both = self.both(path)?;
        let Some(both) = both.filter(|both| both.content() == content) else { return Ok(None) };
        let draft = both.merge.draft(&self.chosen(path, &both, choices));
        let mut post = Post::from_bytes(path, draft.text.into_bytes(), None);
        post.featured = crate::post::featured(&self.site.folder, path);
        let mut manuscript = self.manuscript(post);
        let story = manuscript.story(&self.site.profile);
        let shelf = RefCell::new(&mut self.shelf);
        let head = preview::head(&story, &pictures_of(&self.site, path, &shelf));
        let (blocks, _) = manuscript.page(0, usize::MAX);
        let (text, writing) = (manuscript.text(), manuscript.writing());
        let above = text.len() - manuscript.body().len();
        let unit = |byte| preview::units(&text[above..shown_at(&writing, byte).max(above)]);
        let passages = draft.places.into_iter().map(|place| {
            let place = place?;
            Some(blocks_in(&blocks, unit(place.start), unit(place.end)))
        });
        Ok(Some(view::TogetherPage { head, passages: passages.collect(), blocks }))
    }

    /// The choices of a screen. Words that are those of one version are that version.
    fn chosen(&self, path: &str, both: &Both, choices: &[view::PassageChoice]) -> Vec<Choice> {
        let hands = self.by_hand(path, both);
        let choices = choices.iter().zip(&hands).map(|(choice, hand)| match choice {
            view::PassageChoice::Ours => Choice::Ours,
            view::PassageChoice::Theirs => Choice::Theirs,
            view::PassageChoice::Both => Choice::Both,
            view::PassageChoice::Own { text } => hand.choice(text),
        });
        choices.collect()
    }

    /// The passages that both changed, as they are gone on from by hand.
    fn by_hand<'b>(&self, path: &str, both: &'b Both) -> Vec<Hand<'b>> {
        let post = Post::from_bytes(path, both.ours.clone(), None);
        let braces = self.braces(path);
        let passages = both.merge.passages().into_iter();
        let fields = post.fields.as_ref().ok();
        passages.map(|passage| Hand::new(passage, braces.clone(), fields)).collect()
    }

    fn both(&self, path: &str) -> Result<Option<Both>, WritingError> {
        let Some(base) = self.repository.undecided(path) else { return Ok(None) };
        let ours = crate::files::read_if_there(&self.site.folder.join(path))?;
        let theirs = self.repository.live_text(path);
        if theirs.is_none() {
            // Readers have none any more: there is nothing to choose.
            let _ = self.repository.decided(path);
        }
        let (Some(ours), Some(theirs)) = (ours, theirs) else { return Ok(None) };
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let merge = merge::merge(&text(&base), &text(&ours), &text(&theirs));
        // Somebody brought both to the same text by hand.
        if merge.passages().is_empty() && merge.with(&[]).as_bytes() == ours {
            let _ = self.repository.decided(path);
            return Ok(None);
        }
        Ok(Some(Both { ours, theirs, merge }))
    }
}

fn field(place: &Place) -> Option<String> {
    match place {
        Place::Field(key) => Some(key.to_string()),
        Place::Header => Some(String::new()),
        Place::Text => None,
    }
}

fn readable(place: &Place, text: &str) -> String {
    match place {
        Place::Text => review::readable(text),
        Place::Field(_) | Place::Header => text.to_owned(),
    }
}

/// The blocks of a page between two offsets of the editor; without letters between them, none
/// before the next one.
fn blocks_in(blocks: &[view::Block], start: u32, end: u32) -> view::BlockRange {
    let begins = blocks.iter().scan(0, |at, block| {
        let begin = *at;
        *at += block.length;
        Some(begin)
    });
    let before = |offset: u32| begins.clone().filter(|begin| *begin < offset).count() as u32;
    match start == end {
        true => view::BlockRange { from: before(start), to: before(start) },
        false => view::BlockRange { from: before(start + 1).saturating_sub(1), to: before(end) },
    }
}

/// A passage that both changed, as somebody goes on from it by hand.
struct Hand<'b> {
    passage: &'b Passage,
    braces: Braces,
    ours: String,
    theirs: String,
}

impl<'b> Hand<'b> {
    fn new(passage: &'b Passage, mut braces: Braces, fields: Option<&Fields>) -> Hand<'b> {
        if passage.place != Place::Text {
            return Hand { passage, braces, ours: String::new(), theirs: String::new() };
        }
        // Template code that one of both has is theirs to use; what is typed is for readers.
        let [ours, theirs] = [&passage.ours, &passage.theirs].map(|text| merge::bare(text));
        let shown = braces.open(&format!("{ours}\n\n{theirs}"), fields);
        let writing = braces.writing(&shown);
        let [end, begin] = [ours.len(), ours.len() + 2].map(|byte| shown_at(&writing, byte));
        let (ours, theirs) = (shown[..end].to_owned(), shown[begin..].to_owned());
        Hand { passage, braces, ours, theirs }
    }

    fn choice(&self, words: &str) -> Choice {
        let words = merge::bare(words);
        if self.passage.place != Place::Text || words == self.ours {
            Choice::Ours
        } else if words == self.theirs {
            Choice::Theirs
        } else if words == format!("{}\n\n{}", self.ours, self.theirs) {
            Choice::Both
        } else {
            Choice::Own(self.braces.written(&merge::closed(&words)).into_owned())
        }
    }

    fn view(self) -> view::TwoPassages {
        let Hand { passage, ours, theirs, .. } = self;
        let shown = |text: &str| readable(&passage.place, text);
        let base = shown(&passage.base);
        // What both wrote anew is compared with each other.
        let runs = |text: &str, other: &str| {
            let other = shown(other);
            review::words(if base.is_empty() { &other } else { &base }, &shown(text))
        };
        view::TwoPassages {
            field: field(&passage.place),
            ours: runs(&passage.ours, &passage.theirs),
            theirs: runs(&passage.theirs, &passage.ours),
            before: review::readable(&passage.before),
            after: review::readable(&passage.after),
            both: passage.takes_both(),
            ours_text: ours,
            theirs_text: theirs,
        }
    }
}
