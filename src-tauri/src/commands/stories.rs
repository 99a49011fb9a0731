//! Whole stories: another address, another folder, a copy, away and back.

use galley_core::desk::{Desk, StoryError};
use galley_core::view::{AddressPreview, DeletedStory, Event, Problem, StoryAct, StoryFolder};
use jiff::Timestamp;
use tauri::{AppHandle, State, command};

use crate::app::App;
use crate::news;

/// Does something with whole stories, and says so: the list is another, and an open story may
/// have other links.
fn done(
    handle: &AppHandle,
    app: &App,
    act: impl FnOnce(&mut Desk, Timestamp) -> Result<StoryAct, StoryError>,
) -> Result<StoryAct, Problem> {
    let (done, open) = app.with(|desk| {
        let done = act(desk, Timestamp::now())?;
        Ok::<_, StoryError>((done, desk.open_stories()))
    })?;
    for path in open.into_iter().filter(|path| done.path.as_ref() != Some(path)) {
        news::tell(handle, Event::Reloaded { path });
    }
    news::tell(handle, Event::Library);
    Ok(done)
}

#[command(async)]
pub(crate) fn rename_story(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    name: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.rename(&path, &name, now))
}

#[command(async)]
pub(crate) fn preview_address(
    app: State<'_, App>,
    path: String,
    name: String,
) -> Result<AddressPreview, Problem> {
    app.with(|desk| Ok::<_, StoryError>(desk.rename_preview(&path, &name)))
}

#[command(async)]
pub(crate) fn move_story(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    folder: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.move_to(&path, &folder, now))
}

#[command(async)]
pub(crate) fn story_folders(app: State<'_, App>) -> Result<Vec<StoryFolder>, Problem> {
    app.with(|desk| Ok::<_, StoryError>(desk.folders()))
}

#[command(async)]
pub(crate) fn duplicate_story(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.duplicate(&path, now))
}

#[command(async)]
pub(crate) fn delete_story(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.delete(&path, now))
}

#[command(async)]
pub(crate) fn deleted_stories(app: State<'_, App>) -> Result<Vec<DeletedStory>, Problem> {
    app.with(|desk| Ok::<_, StoryError>(desk.deleted()))
}

#[command(async)]
pub(crate) fn bring_back_story(
    handle: AppHandle,
    app: State<'_, App>,
    id: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.bring_back(&id, now))
}

/// Takes the lead picture out of a story.
#[command(async)]
pub(crate) fn remove_lead(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.remove_lead(&path, now))
}

#[command(async)]
pub(crate) fn take_back(
    handle: AppHandle,
    app: State<'_, App>,
    id: String,
) -> Result<StoryAct, Problem> {
    done(&handle, &app, |desk, now| desk.take_back(&id, now))
}
