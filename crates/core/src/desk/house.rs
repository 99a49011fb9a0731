//! What people said of the site, which a team shares: reviewed, approved and sent like a story.
//!
//! 1. [`Desk::house_waits`] tells whether the file differs from what is approved, or from what readers'
//!    side has; the press room lists it then.
//! 2. [`Desk::house_review`] shows each setting that differs.
//! 3. When another version of the file arrived, the site is read again by it ([`Desk::house_came`]).

use crate::check;
use crate::files::{self, PathError};
use crate::problem;
use crate::repository::StoryFiles;
use crate::site::{self, HOUSE_PATH};
use crate::view::{self, Fate, Run, Since, State};

use super::{Desk, WritingError};

/// What it is called in the press room, and in the history.
pub(super) const TITLE: &str = "How this site keeps its stories";

/// Whether a path names what people said of the site, and no story.
pub(super) fn is_house(path: &str) -> bool {
    path == HOUSE_PATH
}

/// Its file alone.
pub(super) fn house_files() -> StoryFiles {
    StoryFiles::new(HOUSE_PATH, Vec::<String>::new())
}

impl Desk {
    /// How far it is; nothing where readers' side has it, or nobody said anything.
    pub(super) fn house_waits(&self) -> Option<State> {
        if !self.site.folder.join(HOUSE_PATH).is_file() && !self.repository.knows(HOUSE_PATH) {
            return None;
        }
        Some(self.state(HOUSE_PATH)).filter(|state| *state != State::Live)
    }

    /// It, as the press room lists it.
    pub(super) fn house_story(&self) -> view::PressStory {
        let record = self.repository.last_approval(HOUSE_PATH);
        let (approved_by, approved_at) = record
            .map(|record| (record.approver.unwrap_or_default(), record.at.to_string()))
            .unwrap_or_default();
        view::PressStory {
            path: HOUSE_PATH.to_owned(),
            title: TITLE.to_owned(),
            authors: Vec::new(),
            thumbnail: None,
            approved_by,
            approved_at,
            replaces: self.repository.is_live(HOUSE_PATH),
            sent_by: String::new(),
            sent_at: String::new(),
            takes_down: false,
            picture: false,
            unpublished: false,
            house: true,
        }
    }

    /// The settings that differ from a version of the file; none is one with no setting.
    pub(super) fn house_review(
        &self,
        before: Option<Vec<u8>>,
    ) -> Result<view::Review, WritingError> {
        let file = self.site.folder.join(HOUSE_PATH);
        let read = files::read_if_there(&file)?.unwrap_or_default();
        let [was, now] =
            [before.clone().unwrap_or_default(), read].map(|bytes| String::from_utf8(bytes).ok());
        let told = was.as_deref().zip(now.as_deref());
        let changes = told.and_then(|(was, now)| site::house::changes(was, now));
        let broken = self.site.house.problem.as_ref().map(problem::said_of_site);
        let blocked = || self.repository.blocked().map(|blocked| problem::blocked(&blocked));
        let state = self.state(HOUSE_PATH);
        let since = match self.repository.last_approval(HOUSE_PATH).filter(|_| before.is_some()) {
            Some(record) => {
                let (at, by) = (record.at.to_string(), record.approver.unwrap_or_default());
                match self.repository.live_text(HOUSE_PATH) == before {
                    true => Since::Live { at, by },
                    false => Since::Approved { at, by },
                }
            }
            None => Since::New,
        };
        let same = told.map_or(0, |(was, now)| site::house::same(was, now));
        Ok(view::Review {
            path: HOUSE_PATH.to_owned(),
            title: TITLE.to_owned(),
            authors: Vec::new(),
            changed: None,
            content: self.repository.content_hash(&house_files())?.to_string(),
            anything: !matches!(state, State::Live | State::Approved),
            problem: broken.or_else(blocked),
            state,
            bases: vec![since.clone()],
            since,
            fields: changes.unwrap_or_default().into_iter().map(field).collect(),
            fields_same: u32::try_from(same).unwrap_or(u32::MAX),
            text: Vec::new(),
            pictures: Vec::new(),
            takes_down: false,
            picture: false,
            house: true,
        })
    }

    /// Takes in another version of the file, that came with others' stories.
    pub(super) fn house_came(&mut self) -> Result<(), PathError> {
        match self.site.house.is_as_in(&self.site.folder) {
            true => Ok(()),
            false => self.read_again(),
        }
    }
}

/// A setting that differs: each part of it is a run.
fn field(change: site::house::SettingChange) -> view::FieldChange {
    let run = |fate: Fate| move |text: &String| Run { fate, text: text.clone() };
    let same = |text: &&String| change.before.contains(text);
    let gone = change.before.iter().filter(|text| !change.now.contains(text)).map(run(Fate::Out));
    let stayed = change.now.iter().filter(same).map(run(Fate::Same));
    let came = change.now.iter().filter(|text| !same(text)).map(run(Fate::In));
    let mut path = change.path.clone();
    // A rule is known to people by what it is about.
    if let [check, severity, id] = path.as_mut_slice()
        && check == "check"
        && severity == "severity"
        && let Some(rule) = check::Rule::of(id)
    {
        check::rule_name(rule).clone_into(id);
    }
    view::FieldChange { runs: stayed.chain(gone).chain(came).collect(), field: path.join(".") }
}
