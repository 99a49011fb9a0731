//! Signing in where stories are sent, and bringing a site from there.

use std::sync::atomic::Ordering;

use galley_core::keys::{self, Kept, Token};
use galley_core::publish::{self, CloneError, Received};
use galley_core::view::{Event, Opening, Problem, SignedIn};
use tauri::{AppHandle, State, command};
use tauri_plugin_dialog::DialogExt;

use crate::app::App;
use crate::news;

/// Who is signed in at an address; without one, where the open site's stories are sent. `None`
/// where nobody asks for a name: in a folder of this computer.
#[command(async)]
pub(crate) fn signed_in(app: State<'_, App>, address: Option<String>) -> Option<SignedIn> {
    let host = host(&app, address)?;
    let (user, kept) = app.keys.signed_in(&host).unzip();
    Some(SignedIn { host, user, stays: kept == Some(Kept::Keychain) })
}

#[command(async)]
pub(crate) fn sign_in(
    app: State<'_, App>,
    address: Option<String>,
    user: String,
    secret: String,
) -> Option<SignedIn> {
    let host = host(&app, address)?;
    let kept = app.keys.keep(&host, Token { user: user.clone(), secret: secret.into() });
    Some(SignedIn { host, user: Some(user), stays: kept == Kept::Keychain })
}

#[command(async)]
pub(crate) fn sign_out(app: State<'_, App>, address: Option<String>) -> Option<SignedIn> {
    let host = host(&app, address)?;
    app.keys.forget(&host);
    Some(SignedIn { host, user: None, stays: false })
}

fn host(app: &App, address: Option<String>) -> Option<String> {
    address.map_or_else(|| app.host(), |address| keys::host_of(address.trim()))
}

/// The person compared the fingerprint that the last refusal showed: it is the right computer.
#[command(async)]
pub(crate) fn trust_host(app: State<'_, App>) -> Result<(), Problem> {
    let Some((host, key)) = app.take_stranger() else { return Ok(()) };
    match app.keys.hosts().trust(&host, &key) {
        Ok(_) => Ok(()),
        Err(error) => Err(Problem::from(&error)),
    }
}

/// The folder in which a site that is brought gets its own.
#[command(async)]
pub(crate) fn sites_folder(handle: AppHandle, app: State<'_, App>) -> String {
    app.sites_folder(&handle).to_string_lossy().into_owned()
}

/// Lets the person choose another one.
#[command(async)]
pub(crate) fn choose_sites_folder(handle: AppHandle, app: State<'_, App>) -> String {
    let picker = handle.dialog().file().set_directory(app.sites_folder(&handle));
    let picked = picker.blocking_pick_folder().and_then(|folder| folder.into_path().ok());
    if let Some(folder) = picked {
        app.keep_sites_in(folder);
    }
    sites_folder(handle.clone(), app)
}

/// Brings a site by its address, and opens it.
#[command(async)]
pub(crate) fn bring_site(handle: AppHandle, app: State<'_, App>, address: String) -> Opening {
    let parent = app.sites_folder(&handle);
    app.bringing.store(true, Ordering::Relaxed);
    let brought = publish::clone(&address, &parent, &app.keys, &mut |received| {
        news::tell(&handle, bringing(received));
        app.bringing.load(Ordering::Relaxed)
    });
    match brought {
        Ok(folder) => app.open(&handle, &folder, false),
        Err(CloneError::Stopped) => Opening::Cancelled,
        Err(error) => {
            if let CloneError::Refused(refusal) = &error {
                app.meet(refusal);
            }
            let folder = parent.to_string_lossy().into_owned();
            Opening::Refused { folder, problem: Problem::from(&error) }
        }
    }
}

/// Stops bringing a site.
#[command]
pub(crate) fn stop_bringing(app: State<'_, App>) {
    app.bringing.store(false, Ordering::Relaxed);
}

fn bringing(Received { objects, of, bytes }: Received) -> Event {
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Event::Bringing { percent: whole(objects * 100 / of.max(1)), kilobytes: whole(bytes / 1024) }
}
