//! The first screen, the site, the people.

use galley_core::desk::SayError;
use galley_core::repository::Repository;
use galley_core::view::{
    Event, Opening, Person, Problem, Settings, SiteProfile, SiteView, Start, Theme,
};
use jiff::Timestamp;
use tauri::{AppHandle, Manager, State, command};
use tauri_plugin_dialog::DialogExt;

use crate::app::{App, Wanted};
use crate::{news, sample, spelling, window};

#[command(async)]
pub(crate) fn start(handle: AppHandle, app: State<'_, App>) -> Start {
    let opening = match app.take_wanted() {
        Wanted::Nothing => Opening::Cancelled,
        Wanted::Site(folder) => app.open(&handle, &folder, false),
        Wanted::Sample => match sample::set_up(&app.data) {
            Ok(folder) => app.open(&handle, &folder, true),
            Err(error) => {
                let folder = app.data.to_string_lossy().into_owned();
                Opening::Refused { folder, problem: Problem::from(&error) }
            }
        },
    };
    let problem = match opening {
        Opening::NoHistory { problem, .. } | Opening::Refused { problem, .. } => Some(problem),
        Opening::Opened { .. } | Opening::Cancelled => None,
    };
    Start {
        settings: app.settings().view(),
        site: app.site(),
        story: app.if_open(|desk| desk.latest()).flatten(),
        platform: std::env::consts::OS.to_owned(),
        problem,
    }
}

#[command(async)]
pub(crate) fn open_sample(handle: AppHandle, app: State<'_, App>) -> Result<SiteView, Problem> {
    let folder = sample::set_up(&app.data).map_err(|error| Problem::from(&error))?;
    match app.open(&handle, &folder, true) {
        Opening::Opened { site } => Ok(site),
        Opening::NoHistory { problem, .. } | Opening::Refused { problem, .. } => Err(problem),
        Opening::Cancelled => unreachable!("no picker was shown"),
    }
}

#[command(async)]
pub(crate) fn choose_site(handle: AppHandle, app: State<'_, App>) -> Opening {
    let picked = handle.dialog().file().blocking_pick_folder();
    match picked.and_then(|folder| folder.into_path().ok()) {
        Some(folder) => app.open(&handle, &folder, false),
        None => Opening::Cancelled,
    }
}

#[command(async)]
pub(crate) fn open_recent(handle: AppHandle, app: State<'_, App>, index: usize) -> Opening {
    let site = app.settings().view().recent.get(index).cloned();
    match site {
        Some(site) => app.open(&handle, site.folder.as_ref(), false),
        None => Opening::Cancelled,
    }
}

#[command(async)]
pub(crate) fn begin_history(handle: AppHandle, app: State<'_, App>) -> Opening {
    let Some(folder) = app.take_refused() else { return Opening::Cancelled };
    let writer = app.settings().view().writer;
    let who = writer.unwrap_or(Person { name: "Galley".to_owned(), email: String::new() });
    match Repository::begin(&folder, &who, Timestamp::now()) {
        Ok(_) => app.open(&handle, &folder, false),
        Err(error) => Opening::Refused {
            folder: folder.to_string_lossy().into_owned(),
            problem: Problem::from(&error),
        },
    }
}

#[command(async)]
pub(crate) fn close_site(handle: AppHandle, app: State<'_, App>) {
    app.close(&handle);
}

#[command(async)]
pub(crate) fn site_profile(app: State<'_, App>) -> Result<SiteProfile, Problem> {
    app.with(|desk| Ok::<_, SayError>(desk.site_profile()))
}

#[command(async)]
pub(crate) fn say_profile(
    handle: AppHandle,
    app: State<'_, App>,
    row: String,
    values: Vec<String>,
) -> Result<SiteProfile, Problem> {
    let profile = app.with(|desk| desk.say(&row, &values))?;
    news::tell(&handle, Event::Library);
    Ok(profile)
}

#[command(async)]
pub(crate) fn call_story(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    story: bool,
) -> Result<SiteProfile, Problem> {
    let profile = app.with(|desk| desk.call_story(&path, story))?;
    news::tell(&handle, Event::Library);
    Ok(profile)
}

#[command(async)]
pub(crate) fn confirm_profile(handle: AppHandle, app: State<'_, App>) -> Result<(), Problem> {
    app.with(|desk| desk.confirm_profile())?;
    news::tell(&handle, Event::Library);
    Ok(())
}

#[command(async)]
pub(crate) fn set_people(
    app: State<'_, App>,
    writer: Option<Person>,
    editor: Option<Person>,
) -> Settings {
    app.settings().change(|settings| {
        settings.writer = writer;
        settings.editor = editor;
    })
}

#[command(async)]
pub(crate) fn set_theme(app: State<'_, App>, theme: Theme) -> Settings {
    app.settings().change(|settings| settings.theme = theme)
}

#[command(async)]
pub(crate) fn spelling_languages() -> Vec<String> {
    spelling::languages()
}

#[command(async)]
pub(crate) fn set_spelling(
    handle: AppHandle,
    app: State<'_, App>,
    languages: Option<Vec<String>>,
) -> Settings {
    window::check_spelling(&handle, languages.as_deref());
    app.settings().change(|settings| settings.spelling = languages)
}

#[command(async)]
pub(crate) fn set_title(handle: AppHandle, title: String) {
    if let Some(window) = handle.get_webview_window("main") {
        let _ = window.set_title(&title);
    }
}
