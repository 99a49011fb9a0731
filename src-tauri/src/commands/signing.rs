//! Signing in where stories are sent, and bringing a site from there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use galley_core::keys::{self, Code, DeviceError, Kept, Token, device};
use galley_core::problem;
use galley_core::publish::{self, CloneError, Received};
use galley_core::view::{Event, Opening, Problem, SignInCode, SignedIn};
use tauri::{AppHandle, Manager, State, async_runtime, command};
use tauri_plugin_dialog::DialogExt;

use crate::app::App;
use crate::news;

/// Who is signed in at an address; without one, where the open site's stories are sent. `None`
/// where nobody asks for a name: in a folder of this computer, and where its key lets people in.
#[command(async)]
pub(crate) fn signed_in(app: State<'_, App>, address: Option<String>) -> Option<SignedIn> {
    let codes = client(&app, address.as_deref()).is_some();
    let host = host(&app, address)?;
    let (user, kept) = app.keys.signed_in(&host).unzip();
    Some(SignedIn { host, user: user.map(shown), stays: kept == Some(Kept::Keychain), codes })
}

#[command(async)]
pub(crate) fn sign_in(
    app: State<'_, App>,
    address: Option<String>,
    user: String,
    secret: String,
) -> Option<SignedIn> {
    let codes = client(&app, address.as_deref()).is_some();
    let host = host(&app, address)?;
    let kept = app.keys.keep(&host, Token { user: user.clone(), secret: secret.into() });
    Some(SignedIn { host, user: Some(user), stays: kept == Kept::Keychain, codes })
}

#[command(async)]
pub(crate) fn sign_out(
    app: State<'_, App>,
    address: Option<String>,
) -> Result<Option<SignedIn>, Problem> {
    let codes = client(&app, address.as_deref()).is_some();
    let Some(host) = host(&app, address) else { return Ok(None) };
    if !app.keys.forget(&host) {
        return Err(problem::not_signed_out(&host));
    }
    Ok(Some(SignedIn { host, user: None, stays: false, codes }))
}

/// Asks for a code that signs in when it is typed in a browser. `None` where no client of the
/// newsroom's is known.
#[command(async)]
pub(crate) fn sign_in_code(
    app: State<'_, App>,
    address: Option<String>,
) -> Result<Option<SignInCode>, Problem> {
    let Some((host, client)) = client(&app, address.as_deref()) else { return Ok(None) };
    let code = Code::begin(&host, &client).map_err(|error| Problem::from(&error))?;
    let shown = SignInCode {
        code: code.user_code.clone(),
        page: code.page.clone(),
        minutes: u32::try_from(code.lasts.as_secs() / 60).unwrap_or(u32::MAX).max(1),
    };
    app.have_code(Some(code));
    Ok(Some(shown))
}

/// Waits until the code was typed. `None` when it is wanted no more.
#[command]
pub(crate) async fn await_code(handle: AppHandle) -> Result<Option<SignedIn>, Problem> {
    // It takes minutes, and the threads that answer commands are few.
    let waited = async_runtime::spawn_blocking(move || until_typed(&handle.state::<App>()));
    waited.await.unwrap_or(Ok(None))
}

/// The code is wanted no more.
#[command]
pub(crate) fn drop_code(app: State<'_, App>) {
    app.have_code(None);
}

fn until_typed(app: &App) -> Result<Option<SignedIn>, Problem> {
    let Some((mut code, wanted)) = app.take_code() else { return Ok(None) };
    let host = code.host().to_owned();
    let end = Instant::now() + code.lasts;
    let mut last = DeviceError::Expired { host: host.clone() };
    while Instant::now() < end {
        if !wanted_for(&wanted, code.interval()) {
            return Ok(None);
        }
        let asked = code.ask();
        if !wanted.load(Ordering::Relaxed) {
            return Ok(None);
        }
        match asked {
            Ok(None) => last = DeviceError::Expired { host: host.clone() },
            // A lost connection comes back, and the code lasts.
            Err(lost @ DeviceError::NoConnection { .. }) => last = lost,
            Ok(Some(token)) => {
                let user = Some(shown(token.user.clone()));
                let stays = app.keys.keep(&host, token) == Kept::Keychain;
                return Ok(Some(SignedIn { host, user, stays, codes: true }));
            }
            Err(error) => return Err(Problem::from(&error)),
        }
    }
    Err(Problem::from(&last))
}

/// Whether something is still wanted after a time.
fn wanted_for(wanted: &AtomicBool, time: Duration) -> bool {
    const STEP: Duration = Duration::from_millis(100);
    let mut left = time;
    while wanted.load(Ordering::Relaxed) && !left.is_zero() {
        sleep(left.min(STEP));
        left = left.saturating_sub(STEP);
    }
    wanted.load(Ordering::Relaxed)
}

/// Who signed in by a code gave no name.
fn shown(user: String) -> String {
    if user == device::USER { String::new() } else { user }
}

/// The computer and the newsroom's client there, where people sign in by a code: the site names it,
/// or whoever set this computer up.
fn client(app: &App, address: Option<&str>) -> Option<(String, String)> {
    let (host, named) = match address.map(str::trim) {
        Some(address) => (address.starts_with("https://").then(|| keys::host_of(address))?, None),
        None => app.if_open(|desk| {
            let host = if desk.sends_by_token() { desk.publishing_host() } else { None };
            (host, desk.signing_client())
        })?,
    };
    let host = host?;
    let client = named.or_else(|| device::clients(&app.data.join("clients")).remove(&host))?;
    Some((host, client))
}

fn host(app: &App, address: Option<String>) -> Option<String> {
    match address.as_deref().map(str::trim) {
        Some(address) => address.starts_with("https://").then(|| keys::host_of(address))?,
        None => {
            app.if_open(|desk| desk.sends_by_token().then(|| desk.publishing_host()).flatten())?
        }
    }
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
