//! Puts the app's own commands under the access control list: a command that is not listed here,
//! or not allowed by the one capability in `tauri.conf.json`, is refused.

fn main() {
    let commands = &[
        "start",
        "open_sample",
        "choose_site",
        "open_recent",
        "begin_history",
        "close_site",
        "set_people",
        "set_theme",
        "spelling_languages",
        "set_spelling",
        "library",
        "new_post",
        "open_post",
        "close_post",
        "edit",
        "set_field",
        "save",
        "settle_outside",
        "choices",
        "cards",
        "open_link",
        "bring_picture",
        "choose_pictures",
        "discard_picture",
        "place_picture",
        "figure_text",
        "review",
        "approve",
        "press",
        "publish",
        "undo_publish",
        "versions",
        "version_review",
        "restore_version",
        "set_title",
    ];
    let manifest = tauri_build::AppManifest::new().commands(commands);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capability are right");
}
