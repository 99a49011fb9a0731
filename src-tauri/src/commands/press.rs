//! Review, approval, publishing.

use galley_core::desk::WritingError;
use galley_core::problem;
use galley_core::publish::{Page, Publication as Outcome};
use galley_core::view::{
    Approval, Arrived, Base, Decision, Event, PassageChoice, Person, Press, Problem, Publication,
    Review, TwoVersions,
};
use jiff::Timestamp;
use tauri::{AppHandle, Manager, State, command};

use crate::app::App;
use crate::{arrivals, news, pages};

#[command(async)]
pub(crate) fn review(app: State<'_, App>, path: String, base: Base) -> Result<Review, Problem> {
    app.with(|desk| desk.review_since(&path, base, Timestamp::now()))
}

/// Notes that somebody looked at a story.
#[command(async)]
pub(crate) fn looked_at(app: State<'_, App>, path: String) -> Result<(), Problem> {
    app.with(|desk| desk.looked_at(&path, Timestamp::now()))
}

#[command(async)]
pub(crate) fn approve(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    content: String,
    writer: Person,
    editor: Person,
) -> Result<Approval, Problem> {
    let approval =
        app.with(|desk| desk.approve(&path, &content, &writer, &editor, Timestamp::now()))?;
    // Names are asked for once.
    app.settings().change(|settings| {
        settings.writer = Some(writer);
        settings.editor = Some(editor);
    });
    news::tell(&handle, Event::Library);
    Ok(approval)
}

#[command(async)]
pub(crate) fn press(app: State<'_, App>) -> Result<Press, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.press()))
}

/// Sends without holding the desk: everybody can go on writing.
#[command(async)]
pub(crate) fn publish(
    handle: AppHandle,
    app: State<'_, App>,
    paths: Vec<String>,
) -> Result<Publication, Problem> {
    let publication = send(&handle, &app, &paths)?;
    // Without a connection they go out when there is one again, unless somebody holds them.
    if matches!(&publication, Publication::Refused { problem } if problem.code == "no-connection") {
        app.with(|desk| desk.wait_for_connection(&paths))?;
        news::tell(&handle, Event::Library);
    }
    Ok(publication)
}

fn send(handle: &AppHandle, app: &App, paths: &[String]) -> Result<Publication, Problem> {
    let (sending, pages) =
        app.with(|desk| Ok::<_, WritingError>((desk.sending(paths), desk.pages(paths))))?;
    let mut step = |step| news::tell(handle, Event::Publishing { step });
    let outcome = app
        .arrivals
        .while_sending(|| sending.run(&who(app), Timestamp::now(), &app.keys, &mut step))
        .map_err(|error| Problem::from(&error))?;
    told(handle, app, outcome, pages)
}

/// Takes stories back from readers; none named: all of the last publication.
#[command(async)]
pub(crate) fn undo_publish(
    handle: AppHandle,
    app: State<'_, App>,
    paths: Vec<String>,
    anyway: bool,
) -> Result<Publication, Problem> {
    let taking_back = app.with(|desk| Ok::<_, WritingError>(desk.taking_back(&paths, anyway)))?;
    let mut step = |step| news::tell(&handle, Event::Publishing { step });
    let outcome = app
        .arrivals
        .while_sending(|| taking_back.run(&who(&app), Timestamp::now(), &app.keys, &mut step))
        .map_err(|error| Problem::from(&error))?;
    told(&handle, &app, outcome, Vec::new())
}

/// Stories that waited for a connection wait no longer: they stay here as approved.
#[command(async)]
pub(crate) fn hold(
    handle: AppHandle,
    app: State<'_, App>,
    paths: Vec<String>,
) -> Result<(), Problem> {
    app.with(|desk| desk.hold(&paths))?;
    news::tell(&handle, Event::Library);
    Ok(())
}

/// Sends what waits for a connection, if there is one now.
pub(crate) fn send_waiting(handle: &AppHandle) -> Result<(), Problem> {
    let app = handle.state::<App>();
    let waiting = app.if_open(|desk| desk.outbox()).unwrap_or_default();
    if waiting.is_empty() {
        return Ok(());
    }
    let publication = send(handle, &app, &waiting)?;
    let lost = |code: &str| code == "no-connection";
    if !matches!(&publication, Publication::Refused { problem } if lost(&problem.code)) {
        app.with(|desk| desk.hold(&waiting))?;
        news::tell(handle, Event::WentOut { publication });
    }
    Ok(())
}

/// Looks for what others published; `anyway` although many stories go.
#[command(async)]
pub(crate) fn keep_in_step(handle: AppHandle, anyway: bool) -> Result<Arrived, Problem> {
    arrivals::look(&handle, anyway).unwrap_or(Ok(Arrived::InStep { stories: 0 }))
}

/// The two versions of a story between which somebody has to decide.
#[command(async)]
pub(crate) fn two_versions(
    app: State<'_, App>,
    path: String,
) -> Result<Option<TwoVersions>, Problem> {
    app.with(|desk| desk.two_versions(&path, Timestamp::now()))
}

/// Writes what was chosen.
#[command(async)]
pub(crate) fn decide(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    content: String,
    choices: Vec<PassageChoice>,
) -> Result<Decision, Problem> {
    let decision = app.with(|desk| desk.decide(&path, &content, &choices, Timestamp::now()))?;
    news::tell(&handle, Event::Library);
    Ok(decision)
}

/// Whose name stands on what is sent.
fn who(app: &App) -> Person {
    let settings = app.settings().view();
    let nobody = Person { name: "Galley".to_owned(), email: String::new() };
    settings.editor.or(settings.writer).unwrap_or(nobody)
}

/// Takes in what came of sending, and says it. Pages of what was sent are looked at from now on.
fn told(
    handle: &AppHandle,
    app: &App,
    outcome: Outcome,
    mut pages: Vec<Page>,
) -> Result<Publication, Problem> {
    app.with(galley_core::desk::Desk::sent)?;
    news::tell(handle, Event::Library);
    Ok(match outcome {
        Outcome::Sent { commit, paths } => {
            pages.retain(|page| paths.contains(&page.path));
            let looked_for = pages.iter().map(|page| page.path.clone()).collect();
            pages::watch(handle, pages);
            Publication::Sent { commit, paths, at: Timestamp::now().to_string(), looked_for }
        }
        Outcome::NothingNew => Publication::NothingNew,
        Outcome::Refused(refusal) => {
            app.meet(&refusal);
            Publication::Refused { problem: problem::refusal(&refusal) }
        }
        Outcome::Unknown { .. } => Publication::Unknown { problem: problem::unknown() },
    })
}
