//! Pictures that are brought, described and placed, and those that the site has.

use std::path::{Path, PathBuf};

use galley_core::desk::WritingError;
use galley_core::photo::{self, Edits, Limits};
use galley_core::problem;
use galley_core::view::{
    Album, AlbumChanged, AlbumEdit, Brought, CreditMove, PictureEdits, PictureWords, Placed,
    Problem, Provenance,
};
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
        InvokeBody::Raw(bytes) => bring(&app, &header("x-name"), bytes.clone()),
        InvokeBody::Json(json) => {
            // Some web views send bytes as a list of numbers.
            let bytes: Vec<u8> = serde_json::from_value(json.clone()).unwrap_or_default();
            bring(&app, &header("x-name"), bytes)
        }
    }
}

/// Shows the system's file picker. The answer is the files' names; each is then brought by its
/// place among them, so that the screen can show how far it is.
#[command(async)]
pub(crate) fn choose_pictures(handle: AppHandle, app: State<'_, App>) -> Vec<String> {
    let picked = handle
        .dialog()
        .file()
        .add_filter(
            "Pictures",
            &["jpg", "jpeg", "png", "webp", "gif", "heic", "heif", "JPG", "JPEG", "PNG", "HEIC"],
        )
        .blocking_pick_files();
    let files: Vec<PathBuf> =
        picked.unwrap_or_default().into_iter().filter_map(|file| file.into_path().ok()).collect();
    let names = files.iter().map(|file| name_of(file)).collect();
    app.set_chosen(files);
    names
}

/// Brings one of the files that were chosen last.
#[command(async)]
pub(crate) fn bring_chosen(app: State<'_, App>, index: usize) -> Result<Brought, Problem> {
    let Some(file) = app.chosen(index) else {
        let gone = WritingError::Gone("The picture".to_owned());
        return Ok(Brought::Refused { problem: Problem::from(&gone) });
    };
    let name = name_of(&file);
    match photo::read_original(&file, &Limits::default()) {
        Ok(bytes) => bring(&app, &name, bytes),
        Err(error) => Ok(Brought::Refused { problem: problem::original(&name, &error) }),
    }
}

fn name_of(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Has a picture cleaned without holding the desk, then keeps it as a draft.
fn bring(app: &App, name: &str, bytes: Vec<u8>) -> Result<Brought, Problem> {
    let wanted = app.wanted_pictures();
    let settings = app.with(|desk| Ok::<_, WritingError>(desk.picture_settings()))?;
    match app.workers.clean(&bytes, &settings, &Edits::default(), &wanted) {
        Err(refusal) => Ok(Brought::Refused { problem: problem::picture(name, &refusal) }),
        Ok(picture) => app.with(|desk| {
            let draft = desk.add_draft(picture, name, bytes);
            Ok::<_, WritingError>(Brought::Draft { draft })
        }),
    }
}

/// Nobody waits any more for the pictures that are being made ready.
#[command(async)]
pub(crate) fn cancel_pictures(app: State<'_, App>) {
    app.cancel_pictures();
}

/// Makes a draft anew from what was brought: turned, cropped, blurred.
#[command(async)]
pub(crate) fn edit_picture(
    app: State<'_, App>,
    draft: String,
    edits: PictureEdits,
) -> Result<Brought, Problem> {
    let (name, original) = app.with(|desk| desk.draft_original(&draft))?;
    let wanted = app.wanted_pictures();
    let settings = app.with(|desk| Ok::<_, WritingError>(desk.picture_settings()))?;
    match app.workers.clean(&original, &settings, &edits, &wanted) {
        Err(refusal) => Ok(Brought::Refused { problem: problem::picture(&name, &refusal) }),
        Ok(picture) => {
            let draft = app.with(|desk| desk.edit_draft(&draft, picture))?;
            Ok(Brought::Draft { draft })
        }
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
    provenance: Provenance,
    lead: bool,
    in_text: bool,
) -> Result<Placed, Problem> {
    let placed = app.with(|desk| {
        desk.place(&path, &draft, (&words, &provenance), lead, in_text, Timestamp::now())
    })?;
    app.changed();
    Ok(placed)
}

/// Where a picture that the screen shows comes from.
#[command(async)]
pub(crate) fn provenance(app: State<'_, App>, id: String) -> Result<Provenance, Problem> {
    app.with(|desk| desk.provenance(&id))
}

#[command(async)]
pub(crate) fn set_provenance(
    app: State<'_, App>,
    id: String,
    provenance: Provenance,
) -> Result<(), Problem> {
    app.with(|desk| desk.set_provenance(&id, &provenance))
}

#[command(async)]
pub(crate) fn figure_text(
    app: State<'_, App>,
    path: String,
    src: String,
    form: String,
    words: PictureWords,
) -> Result<String, Problem> {
    app.with(|desk| {
        Ok::<_, WritingError>(desk.figure_text(&path, &src, &form, &words, Timestamp::now()))
    })
}

#[command(async)]
pub(crate) fn album(app: State<'_, App>) -> Result<Album, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.album(Timestamp::now())))
}

#[command(async)]
pub(crate) fn change_album(
    app: State<'_, App>,
    file: String,
    edit: AlbumEdit,
) -> Result<AlbumChanged, Problem> {
    app.with(|desk| desk.change_album(&file, &edit, Timestamp::now()))
}

#[command(async)]
pub(crate) fn credit_moves(app: State<'_, App>) -> Result<Vec<CreditMove>, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.credit_moves()))
}

#[command(async)]
pub(crate) fn move_credits(
    app: State<'_, App>,
    moves: Vec<CreditMove>,
) -> Result<AlbumChanged, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.move_credits(&moves, Timestamp::now())))
}

#[command(async)]
pub(crate) fn rename_picture(
    app: State<'_, App>,
    file: String,
    name: String,
) -> Result<AlbumChanged, Problem> {
    app.with(|desk| desk.rename_picture(&file, &name, Timestamp::now()))
}

#[command(async)]
pub(crate) fn move_picture(
    app: State<'_, App>,
    file: String,
    folder: String,
) -> Result<AlbumChanged, Problem> {
    app.with(|desk| desk.move_picture(&file, &folder, Timestamp::now()))
}

#[command(async)]
pub(crate) fn delete_picture(app: State<'_, App>, file: String) -> Result<AlbumChanged, Problem> {
    app.with(|desk| desk.delete_picture(&file, Timestamp::now()))
}

#[command(async)]
pub(crate) fn undo_album(app: State<'_, App>) -> Result<Option<AlbumChanged>, Problem> {
    app.with(|desk| desk.undo_album(Timestamp::now()))
}
