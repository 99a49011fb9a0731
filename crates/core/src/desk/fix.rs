//! A fix of what readers have, while the story here is another already.
//!
//! 1. [`Desk::live_story`] gives what readers have, to be mended in an editor of its own.
//! 2. [`Desk::fixing`] makes the file of it: the changes, and for a correction or an update the
//!    note that readers are told it by, and the date. The copy desk reads what is new.
//! 3. [`Fixing`] runs without the desk's lock, like every sending. The story here gets the fix
//!    like the work of others.

use jiff::Timestamp;

use super::Desk;
use super::press::SendingError;
use super::saving::Saving;
use super::writing::WritingError;
use crate::check::{Finding, Severity};
use crate::figure;
use crate::manuscript::Manuscript;
use crate::merge;
use crate::metadata::{self, Edit, EditError};
use crate::post::Post;
use crate::problem;
use crate::publish::{self, Errand, Page, Publication};
use crate::repository::{Repository, StoryFiles};
use crate::site::{House, Site};
use crate::story::{self, Story, zone_of};
use crate::versions::Why;
use crate::view::{self, FixKind, Person};

/// Why a fix cannot be sent. Readers have what they had.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// The story could not be read or saved.
    #[error(transparent)]
    Writing(#[from] WritingError),
    /// The date of the update cannot be written.
    #[error(transparent)]
    Field(#[from] EditError),
    /// The story has another place here than with readers.
    #[error("{0} lies elsewhere here")]
    Moved(String),
    /// Readers have another version by now.
    #[error("readers have another version by now")]
    Changed,
    /// Nothing was changed.
    #[error("nothing was changed")]
    Nothing,
    /// Readers would not be told what was corrected or updated.
    #[error("readers are not told what it is")]
    Untold,
    /// The writer approves it alone, and nobody said why.
    #[error("the writer approves it alone")]
    OwnStory(Box<Finding>),
    /// Two texts of the story wait for somebody's choice.
    #[error("two texts wait for a choice")]
    Undecided,
    /// The copy desk found what must be fixed first.
    #[error("something must be fixed first")]
    MustBeFixed(Box<view::Problem>),
}

/// A fix that is ready to run without the desk.
#[derive(Debug)]
pub struct Fixing {
    site: std::path::PathBuf,
    story: StoryFiles,
    title: String,
    before: String,
    after: String,
    kind: FixKind,
    page: Option<Page>,
    writer: Person,
    /// Why a finding was left as it is.
    left: Option<String>,
}

impl Fixing {
    /// Sends the fix. Calls back at each step.
    pub fn run(&self, errand: Errand<'_>) -> Result<Publication, SendingError> {
        let repository = Repository::open(&self.site)?;
        let fix = publish::Fix {
            story: &self.story,
            title: &self.title,
            before: &self.before,
            after: &self.after,
            kind: name(self.kind),
            writer: &self.writer,
            left: self.left.as_deref(),
        };
        Ok(publish::fix(&repository, &fix, errand)?)
    }

    /// The page of the story, as readers should see it.
    pub fn page(&self) -> Option<Page> {
        self.page.clone()
    }

    /// The whole file as it will be sent.
    pub fn text(&self) -> &str {
        &self.after
    }
}

impl Desk {
    /// What readers have of a story, to be mended.
    pub fn live_story(&mut self, path: &str, now: Timestamp) -> Result<view::LiveStory, FixError> {
        let (post, text) = self.mendable(path)?;
        let record = self.repository.last_live(path);
        let story = Story::of(&post, &self.site.profile);
        let manuscript = self.manuscript(post);
        let figures =
            self.figure_views(path, manuscript.figures_and_gaps(&self.site.profile.templates));
        let words = Words::of(&self.site);
        let here = crate::files::read_if_there(&self.site.folder.join(path)).ok().flatten();
        let note = |kind| view::FixNote { kind, before: words.before(kind, &self.site, now) };
        Ok(view::LiveStory {
            path: path.to_owned(),
            title: story.title,
            dek: story.dek,
            text: manuscript.editor_text(),
            figures,
            content: content(&text),
            at: record.map(|record| record.at.to_string()).unwrap_or_default(),
            waits: here.as_deref() != Some(text.as_bytes()),
            notes: vec![note(FixKind::Correction), note(FixKind::Update)],
        })
    }

    /// Prepares to send a fix. What is open of the story is saved first, so that the fix comes into
    /// it; what was mended is kept among the earlier versions, whatever comes of it. `writer` is who
    /// usually writes on this computer: without one, who approves mends it, and that is their own
    /// story where they stand in its byline.
    pub fn fixing(
        &mut self,
        path: &str,
        fix: &view::Fix,
        (writer, editor): (Option<&Person>, &Person),
        now: Timestamp,
    ) -> Result<Fixing, FixError> {
        let (post, before) = self.mendable(path)?;
        if content(&before) != fix.content {
            return Err(FixError::Changed);
        }
        if self.open.contains_key(path) && self.save(path, now)? == Saving::Outside {
            return Err(FixError::Undecided);
        }
        let live = post.clone();
        let mut manuscript = self.manuscript(post);
        self.mend(&mut manuscript, fix)?;
        if manuscript.written() == before {
            return Err(FixError::Nothing);
        }
        if fix.kind != FixKind::Small {
            let told = fix.note.split_whitespace().collect::<Vec<_>>().join(" ");
            if told.is_empty() {
                return Err(FixError::Untold);
            }
            let words = Words::of(&self.site);
            // Readers see what was typed: no sign in it is a mark.
            let told = figure::markdown(&told);
            let note = words.note(fix.kind, &self.site, &told, now);
            self.tell(&mut manuscript, &note, words.top)?;
        }
        let mut after = manuscript.written();
        let updated = self.site.profile.keys.updated.clone();
        if let Some(key) = updated.filter(|_| fix.kind != FixKind::Small) {
            let date = story::new_date(now, &self.site.profile);
            after = metadata::edit(&after, &[Edit::set(key.as_str(), date)])?;
        }
        let mended = Post::from_bytes(path, after.clone().into_bytes(), None);
        self.read_by_the_desk(&live, &mended, now)?;
        let wrote = writer.cloned().unwrap_or_else(|| self.writer_of(path, None, editor));
        let own = self.checking_post(live.clone()).own_story(&wrote.name, &editor.name);
        let left =
            own.map(|(finding, _)| said(finding, &fix.reason, editor)).transpose()?.flatten();
        self.versions.keep(path, after.as_bytes(), Why::Fix, now).map_err(WritingError::from)?;
        let entry = crate::library::Entry::of(&self.site, self.library.rules(), &mended);
        Ok(Fixing {
            site: self.site.folder.clone(),
            story: entry.files(&self.site),
            title: entry.title(),
            page: (!self.sample).then(|| Page::of(&self.site, &mended, &live)).flatten(),
            before,
            after,
            kind: fix.kind,
            writer: writer.unwrap_or(editor).clone(),
            left,
        })
    }

    /// What readers have of a story that lies here in the same place.
    fn mendable(&self, path: &str) -> Result<(Post, String), FixError> {
        let gone = || FixError::Writing(WritingError::Gone(path.to_owned()));
        let (place, post) = self.with_readers(path).map_err(|_| gone())?;
        if place != path {
            return Err(FixError::Moved(path.to_owned()));
        }
        if self.repository.undecided(path).is_some() {
            return Err(FixError::Undecided);
        }
        let text = post.text.clone();
        Ok((post, text))
    }

    /// Makes the changes.
    fn mend(&mut self, manuscript: &mut Manuscript, fix: &view::Fix) -> Result<(), FixError> {
        let profile = self.site.profile.clone();
        let fields = [
            fix.title.clone().map(|value| view::FieldEdit::Title { value }),
            fix.dek.clone().map(|value| view::FieldEdit::Dek { value }),
        ];
        for edit in fields.into_iter().flatten() {
            manuscript.set_field(&edit, &profile, None).map_err(WritingError::from)?;
        }
        if !fix.changes.is_empty() {
            self.type_into(manuscript, &fix.changes)?;
        }
        Ok(())
    }

    /// Puts the note above or below the text, as a paragraph of its own.
    fn tell(&mut self, manuscript: &mut Manuscript, note: &str, top: bool) -> Result<(), FixError> {
        let text = manuscript.editor_text();
        let (at, insert) = if top {
            (0, format!("{note}\n\n"))
        } else {
            let end = text.trim_end();
            let units = u32::try_from(end.encode_utf16().count()).unwrap_or(u32::MAX);
            (units, format!("\n\n{note}"))
        };
        self.type_into(manuscript, &[view::Change { from: at, to: at, insert }])
    }

    fn type_into(
        &mut self,
        manuscript: &mut Manuscript,
        changes: &[view::Change],
    ) -> Result<(), FixError> {
        let shelf = std::cell::RefCell::new(&mut self.shelf);
        let path = manuscript.path.clone();
        let pictures = super::pictures_of(&self.site, &path, &shelf);
        let version = manuscript.version();
        manuscript.edit(version, changes, &pictures).map_err(WritingError::from)?;
        Ok(())
    }

    /// What must be fixed, and was no fault before, stands in the way.
    fn read_by_the_desk(&self, live: &Post, mended: &Post, now: Timestamp) -> Result<(), FixError> {
        if merge::has_conflict_marks(&mended.text) && !merge::has_conflict_marks(&live.text) {
            return Err(FixError::MustBeFixed(Box::new(problem::conflict_marks(&live.path))));
        }
        let before = self.checking_post(live.clone()).check(now).findings;
        let known: Vec<String> = before.iter().map(|finding| finding.key()).collect();
        let mut found = self.checking_post(mended.clone()).check(now).findings;
        found.retain(|finding| !known.contains(&finding.key()));
        match problem::must_be_fixed(&found) {
            Some(problem) => Err(FixError::MustBeFixed(Box::new(problem))),
            None => Ok(()),
        }
    }
}

/// How readers are told of a fix: the `[corrections]` table of `.galley/site.toml`.
///
/// ```toml
/// [corrections]
/// correction = "**Correction, {date}:** {text}"
/// update = "**Update, {date}:** {text}"
/// place = "end"                       # or "top"
/// date = "%B %-d, %Y"
/// ```
struct Words {
    correction: String,
    update: String,
    date: String,
    top: bool,
}

impl Words {
    fn of(site: &Site) -> Words {
        let house = House::read(&site.folder);
        let said = |key: &str| {
            let text = house.table("corrections")?.get(key)?.as_str()?.trim().to_owned();
            (!text.is_empty()).then_some(text)
        };
        let usual = |key: &str, text: &str| said(key).unwrap_or_else(|| text.to_owned());
        Words {
            correction: usual("correction", "**Correction, {date}:** {text}"),
            update: usual("update", "**Update, {date}:** {text}"),
            date: usual("date", "%B %-d, %Y"),
            top: said("place").is_some_and(|place| place == "top"),
        }
    }

    /// The words with the date, and `{text}` where what is told stands.
    fn dated(&self, kind: FixKind, site: &Site, now: Timestamp) -> String {
        let words = match kind {
            FixKind::Correction => &self.correction,
            FixKind::Update | FixKind::Small => &self.update,
        };
        let day = now.to_zoned(zone_of(&site.profile.time_zone));
        // A form of the date that cannot be written is left as it is.
        let date =
            jiff::fmt::strtime::format(&self.date, &day).unwrap_or_else(|_| self.date.clone());
        let words = words.replace("{date}", &date);
        if words.contains("{text}") { words } else { format!("{words} {{text}}") }
    }

    /// What stands before the words that somebody writes, as readers see it.
    fn before(&self, kind: FixKind, site: &Site, now: Timestamp) -> String {
        let words = self.dated(kind, site, now);
        let before = words.split("{text}").next().unwrap_or_default();
        crate::review::readable(before).trim().to_owned()
    }

    /// The note as it stands in the text: a quotation.
    fn note(&self, kind: FixKind, site: &Site, told: &str, now: Timestamp) -> String {
        let words = self.dated(kind, site, now).replace("{text}", told);
        let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
        lines.join("\n")
    }
}

/// What the history keeps of a finding that stands in the way until somebody says why not.
fn said(finding: Finding, reason: &str, editor: &Person) -> Result<Option<String>, FixError> {
    if let Some(problem) = problem::must_be_fixed(std::slice::from_ref(&finding)) {
        return Err(FixError::MustBeFixed(Box::new(problem)));
    }
    match (finding.severity, reason.trim()) {
        (Severity::Warning, "") => Err(FixError::OwnStory(Box::new(finding))),
        (Severity::Warning, reason) => {
            Ok(Some(finding.kept(&format!("{reason} ({})", editor.name))))
        }
        _ => Ok(None),
    }
}

fn name(kind: FixKind) -> &'static str {
    match kind {
        FixKind::Correction => "correction",
        FixKind::Update => "update",
        FixKind::Small => "small",
    }
}

/// Names exactly this text.
fn content(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
