//! Pictures that are brought, described and placed.

use std::sync::atomic::AtomicBool;

use galley_core::desk::WritingError;
use galley_core::photo::{self, Edits, Limits, Settings};
use galley_core::problem;
use galley_core::view::{Brought, PictureWords, Placed, Problem};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;
use tauri::ipc::{InvokeBody, Request};
use tauri::{AppHandle, State, command};
use tauri_plugin_dialog::DialogExt;

use crate::app::App;

/// A picture dropped or pasted: its bytes are the body, its name a header.
#[command(async)]
pub(crate) fn bring_picture(app: State<'_, App>, request: Request<'_>) -> Result<Brought, Problem> {
    let header = |name: &str| {
        let value = request.headers().get(name).and_then(|value| value.to_str().ok());
        // Names may hold any letter; headers may not.
        percent_decode_str(value.unwrap_or_default()).decode_utf8_lossy().into_owned()
    };
    match request.body() {
        InvokeBody::Raw(bytes) => bring(&app, &header("x-name"), bytes),
        InvokeBody::Json(json) => {
            // Some web views send bytes as a list of numbers.
            let bytes: Vec<u8> = serde_json::from_value(json.clone()).unwrap_or_default();
            bring(&app, &header("x-name"), &bytes)
        }
    }
}

#[command(async)]
pub(crate) fn choose_pictures(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
) -> Result<Vec<Brought>, Problem> {
    let _ = path;
    let picked = handle
        .dialog()
        .file()
        .add_filter(
            "Pictures",
            &["jpg", "jpeg", "png", "webp", "gif", "heic", "JPG", "JPEG", "PNG"],
        )
        .blocking_pick_files();
    let files = picked.unwrap_or_default();
    files
        .into_iter()
        .filter_map(|file| file.into_path().ok())
        .map(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            match photo::read_original(&file, &Limits::default()) {
                Ok(bytes) => bring(&app, &name, &bytes),
                Err(error) => Ok(Brought::Refused { problem: problem::original(&name, &error) }),
            }
        })
        .collect()
}

/// Cleans a picture without holding the desk, then keeps it as a draft.
fn bring(app: &App, name: &str, bytes: &[u8]) -> Result<Brought, Problem> {
    let wanted = AtomicBool::new(true);
    match app.workers.clean(bytes, &Settings::default(), &Edits::default(), &wanted) {
        Err(refusal) => Ok(Brought::Refused { problem: problem::picture(name, &refusal) }),
        Ok(picture) => app.with(|desk| {
            let draft = desk.add_draft(picture, name, bytes.len() as u64);
            Ok::<_, WritingError>(Brought::Draft { draft })
        }),
    }
}

#[command(async)]
pub(crate) fn discard_picture(app: State<'_, App>, draft: String) {
    app.if_open(|desk| desk.discard_draft(&draft));
}

#[command(async)]
pub(crate) fn place_picture(
    app: State<'_, App>,
    path: String,
    draft: String,
    words: PictureWords,
    lead: bool,
    in_text: bool,
) -> Result<Placed, Problem> {
    let placed =
        app.with(|desk| desk.place(&path, &draft, &words, lead, in_text, Timestamp::now()))?;
    app.saver.ring();
    Ok(placed)
}

#[command(async)]
pub(crate) fn figure_text(
    app: State<'_, App>,
    path: String,
    src: String,
    form: String,
    words: PictureWords,
) -> Result<String, Problem> {
    let _ = path;
    app.with(|desk| Ok::<_, WritingError>(desk.figure_text(&src, &form, &words)))
}
