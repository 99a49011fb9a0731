//! The shell: the only Rust that knows windows.
//!
//! [`run`] reads as a table of contents: one window, one set of commands ([`commands`]), one event
//! ([`news`]), one protocol for pictures ([`image_protocol`]), one thread that saves
//! ([`saver`]), one that lets others' stories in ([`arrivals`]).
//! Everything that thinks is in the core; what a person is told is in `galley_core::problem`.

mod app;
mod arrivals;
mod commands;
mod image_protocol;
mod link;
mod news;
mod pages;
mod sample;
mod saver;
mod settings;
mod spelling;
mod window;

use tauri::Manager;

use app::App;

/// Runs the app until its window is closed.
pub fn run() {
    // A second start shows the first window; without a session bus there is nobody to ask.
    let bus =
        cfg!(not(target_os = "linux")) || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    let mut builder = tauri::Builder::default();
    if bus {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)));
    }
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol("picture", image_protocol::answer)
        .invoke_handler(tauri::generate_handler![
            commands::site::start,
            commands::site::open_sample,
            commands::site::choose_site,
            commands::site::open_recent,
            commands::site::begin_history,
            commands::site::close_site,
            commands::site::site_profile,
            commands::site::say_profile,
            commands::site::call_story,
            commands::site::confirm_profile,
            commands::site::set_people,
            commands::site::set_theme,
            commands::site::spelling_languages,
            commands::site::set_spelling,
            commands::site::set_title,
            commands::writing::library,
            commands::writing::new_post,
            commands::writing::open_post,
            commands::writing::close_post,
            commands::writing::rest_of_page,
            commands::writing::edit,
            commands::writing::set_field,
            commands::writing::save,
            commands::writing::settle_outside,
            commands::writing::choices,
            commands::writing::cards,
            commands::writing::look,
            commands::writing::open_link,
            commands::writing::versions,
            commands::writing::other_text,
            commands::writing::version_review,
            commands::writing::restore_version,
            commands::stories::rename_story,
            commands::stories::preview_address,
            commands::stories::move_story,
            commands::stories::story_folders,
            commands::stories::duplicate_story,
            commands::stories::delete_story,
            commands::stories::deleted_stories,
            commands::stories::bring_back_story,
            commands::stories::take_back,
            commands::stories::remove_lead,
            commands::pictures::bring_picture,
            commands::pictures::choose_pictures,
            commands::pictures::bring_chosen,
            commands::pictures::cancel_pictures,
            commands::pictures::edit_picture,
            commands::pictures::discard_picture,
            commands::pictures::place_picture,
            commands::pictures::provenance,
            commands::pictures::set_provenance,
            commands::pictures::figure_text,
            commands::pictures::album,
            commands::pictures::change_album,
            commands::pictures::rename_picture,
            commands::pictures::move_picture,
            commands::pictures::delete_picture,
            commands::pictures::credit_moves,
            commands::pictures::move_credits,
            commands::pictures::undo_album,
            commands::check::findings,
            commands::writing::find_stories,
            commands::check::check_links,
            commands::check::house_rules,
            commands::check::set_house_rules,
            commands::check::undo_house_rules,
            commands::check::leave_finding,
            commands::check::look_again,
            commands::press::review,
            commands::press::approve,
            commands::press::approve_several,
            commands::press::press,
            commands::press::publish,
            commands::press::undo_publish,
            commands::press::stop_publishing,
            commands::press::connected,
            commands::press::live_story,
            commands::press::publish_fix,
            commands::press::unpublish_preview,
            commands::press::unpublish,
            commands::signing::signed_in,
            commands::signing::sign_in,
            commands::signing::sign_out,
            commands::signing::sign_in_code,
            commands::signing::await_code,
            commands::signing::drop_code,
            commands::signing::trust_host,
            commands::signing::sites_folder,
            commands::signing::choose_sites_folder,
            commands::signing::bring_site,
            commands::signing::stop_bringing,
            commands::press::keep_in_step,
            commands::press::looked_at,
            commands::press::hold,
            commands::press::two_versions,
            commands::press::together_page,
            commands::press::decide,
        ])
        .setup(|app| {
            let data = app.path().app_data_dir()?;
            app.manage(App::new(data, app::Wanted::from_arguments(std::env::args_os())));
            app.manage(image_protocol::Cache::default());
            saver::begin(app.handle());
            arrivals::begin(app.handle());
            window::open(app.handle())?;
            let chosen = app.state::<App>().settings().view().spelling;
            window::check_spelling(app.handle(), chosen.as_deref());
            Ok(())
        })
        .build(tauri::generate_context!())
        .expect("the configuration was checked when the app was built")
        .run(|app, event| match event {
            tauri::RunEvent::ExitRequested { .. } => {
                saver::save_everything(app);
                galley_core::repository::let_all_follow();
            }
            tauri::RunEvent::WindowEvent { event: tauri::WindowEvent::Focused(true), .. } => {
                app.state::<App>().arrivals.look();
                let handle = app.clone();
                // Reading the folder takes its time, and the window is drawn by this thread.
                std::thread::spawn(move || handle.state::<App>().look_unwatched(&handle));
            }
            _ => {}
        });
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used)]
    use serde_json::{Value, json};

    fn configuration() -> Value {
        serde_json::from_str(include_str!("../../tauri.conf.json")).expect("it is JSON")
    }

    #[test]
    fn the_policy_lets_nothing_in_from_elsewhere() {
        let security = &configuration()["app"]["security"];
        assert_eq!(
            security["csp"],
            json!({
                "default-src": "'none'",
                "script-src": "'self'",
                "style-src": "'self'",
                "img-src": "'self' picture: http://picture.localhost",
                "font-src": "'self'",
                "connect-src": "ipc: http://ipc.localhost",
                "frame-src": "'none'",
                "child-src": "'none'",
                "worker-src": "'none'",
                "object-src": "'none'",
                "media-src": "'none'",
                "manifest-src": "'none'",
                "base-uri": "'none'",
                "form-action": "'none'"
            })
        );
        assert_eq!(security["freezePrototype"], true);
        assert_eq!(security["dangerousDisableAssetCspModification"], Value::Null);
        assert_eq!(security["assetProtocol"], Value::Null);
        assert_eq!(configuration()["app"]["withGlobalTauri"], false);
    }

    /// A command must be known in three places, and nothing else may be asked for.
    #[test]
    fn the_one_capability_has_our_own_commands_and_no_others() {
        let security = configuration()["app"]["security"].clone();
        let capabilities = security["capabilities"].as_array().expect("a list").clone();
        assert_eq!(capabilities.len(), 1);
        let main = capabilities[0].as_object().expect("an object");
        let mut keys: Vec<&str> = main.keys().map(String::as_str).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["description", "identifier", "permissions", "windows"], "none remote");
        assert_eq!(main["windows"], json!(["main"]));
        let quoted = |text: &str| -> Vec<String> {
            text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
        };
        let build = include_str!("../build.rs");
        let (_, list) = build.split_once("let commands = &[").expect("it lists the commands");
        let listed = quoted(list.split_once("];").expect("the list ends").0);
        let (_, handled) =
            include_str!("lib.rs").split_once("generate_handler![").expect("it does");
        let mut handled: Vec<&str> = handled
            .split_once("])")
            .expect("the list ends")
            .0
            .split(',')
            .filter_map(|path| path.trim().rsplit("::").next().filter(|name| !name.is_empty()))
            .collect();
        let mut allowed: Vec<String> = main["permissions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one.as_str()?.strip_prefix("allow-"))
            .map(|name| name.replace('-', "_"))
            .collect();
        let events = ["core:event:allow-listen", "core:event:allow-unlisten"];
        let others: Vec<&Value> = main["permissions"]
            .as_array()
            .expect("a list")
            .iter()
            .filter(|one| !one.as_str().is_some_and(|one| one.starts_with("allow-")))
            .collect();
        assert_eq!(others, events, "nothing of Tauri's but to listen");
        let mut listed: Vec<&str> = listed.iter().map(String::as_str).collect();
        listed.sort_unstable();
        handled.sort_unstable();
        allowed.sort_unstable();
        assert_eq!(listed, handled, "build.rs and lib.rs");
        assert_eq!(allowed, handled, "tauri.conf.json and lib.rs");
    }
}
