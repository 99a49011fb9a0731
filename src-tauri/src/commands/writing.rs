//! The list, the open story, its earlier versions.

use galley_core::problem;
use galley_core::view::{
    Cards, Change, Choices, EarlierVersion, Edited, Event, FieldEdit, FieldEdited, Library, Look,
    OtherText, PageRest, PostView, Problem, Review,
};
use jiff::Timestamp;
use tauri::{AppHandle, State, command};
use tauri_plugin_opener::OpenerExt;

use crate::app::App;
use crate::{link, news, saver};

/// Wraps what cannot fail.
fn always<T>(value: T) -> Result<T, galley_core::desk::WritingError> {
    Ok(value)
}

#[command(async)]
pub(crate) fn library(app: State<'_, App>) -> Result<Library, Problem> {
    app.with(|desk| always(desk.library(Timestamp::now())))
}

/// Looks for words in all stories, without holding the desk.
#[command(async)]
pub(crate) fn find_stories(app: State<'_, App>, asked: String) -> Result<Vec<String>, Problem> {
    let search = app.with(|desk| always(desk.search()))?;
    Ok(search.find(&asked))
}

#[command(async)]
pub(crate) fn new_post(
    app: State<'_, App>,
    headline: String,
    place: Option<String>,
) -> Result<PostView, Problem> {
    let writer = app.settings().view().writer.map(|writer| writer.name);
    let now = Timestamp::now();
    app.with(|desk| desk.begin_in(place.as_deref(), &headline, writer.as_deref(), now))
}

#[command(async)]
pub(crate) fn open_post(app: State<'_, App>, path: String) -> Result<PostView, Problem> {
    let post = app.with(|desk| desk.open_post(&path, Timestamp::now()))?;
    app.changed();
    Ok(post)
}

#[command(async)]
pub(crate) fn rest_of_page(
    app: State<'_, App>,
    path: String,
    from: u32,
) -> Result<PageRest, Problem> {
    app.with(|desk| desk.rest_of_page(&path, from))
}

#[command(async)]
pub(crate) fn close_post(app: State<'_, App>, path: String) -> Result<(), Problem> {
    app.with(|desk| desk.close_post(&path, Timestamp::now())).map(drop)
}

#[command(async)]
pub(crate) fn edit(
    app: State<'_, App>,
    path: String,
    version: u32,
    changes: Vec<Change>,
) -> Result<Edited, Problem> {
    let edited = app.with(|desk| desk.edit(&path, version, &changes, Timestamp::now()))?;
    app.changed();
    Ok(edited)
}

#[command(async)]
pub(crate) fn set_field(
    app: State<'_, App>,
    path: String,
    edit: FieldEdit,
) -> Result<FieldEdited, Problem> {
    let edited = app.with(|desk| desk.set_field(&path, &edit, Timestamp::now()))?;
    app.changed();
    Ok(edited)
}

#[command(async)]
pub(crate) fn save(handle: AppHandle, path: String) {
    saver::save(&handle, path);
}

#[command(async)]
pub(crate) fn settle_outside(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    keep: String,
) -> Result<PostView, Problem> {
    let post = app.with(|desk| desk.settle(&path, keep == "mine", Timestamp::now()))?;
    on_disk(&handle, &post);
    Ok(post)
}

/// Says that a story is on disk as it stands.
fn on_disk(handle: &AppHandle, post: &PostView) {
    if post.outside.is_none() {
        let (path, version, state) = (post.path.clone(), post.version, post.state);
        news::tell(handle, Event::Saved { path, version, state });
        news::tell(handle, Event::Library);
    }
}

#[command(async)]
pub(crate) fn choices(app: State<'_, App>) -> Result<Choices, Problem> {
    app.with(|desk| always(desk.choices()))
}

#[command(async)]
pub(crate) fn cards(app: State<'_, App>, count: usize) -> Result<Cards, Problem> {
    app.with(|desk| always(desk.cards(count)))
}

#[command(async)]
pub(crate) fn look(app: State<'_, App>) -> Result<Option<Look>, Problem> {
    app.with(|desk| always(desk.look()))
}

#[command(async)]
pub(crate) fn versions(app: State<'_, App>, path: String) -> Result<Vec<EarlierVersion>, Problem> {
    // Looked up without the desk: nobody's key waits for a long history.
    let earlier = app.with(|desk| always(desk.earlier(&path)))?;
    Ok(earlier.list())
}

#[command(async)]
pub(crate) fn other_text(app: State<'_, App>, path: String) -> Result<Option<OtherText>, Problem> {
    app.with(|desk| desk.other_text(&path))
}

#[command(async)]
pub(crate) fn version_review(
    app: State<'_, App>,
    path: String,
    version: String,
) -> Result<Review, Problem> {
    app.with(|desk| desk.version_review(&path, &version, Timestamp::now()))
}

#[command(async)]
pub(crate) fn restore_version(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    version: String,
) -> Result<PostView, Problem> {
    let post = app.with(|desk| desk.restore(&path, &version, Timestamp::now()))?;
    on_disk(&handle, &post);
    Ok(post)
}

/// Opens a page in the browser: web and mail addresses only, nothing that runs a program.
#[command(async)]
pub(crate) fn open_link(handle: AppHandle, url: String) -> Result<(), Problem> {
    if !link::is_safe(&url) {
        return Ok(());
    }
    handle.opener().open_url(&url, None::<&str>).map_err(|_| problem::no_browser(&url))
}
