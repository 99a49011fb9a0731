//! Review, approval, publishing.

use galley_core::desk::WritingError;
use galley_core::problem;
use galley_core::publish::Publication as Outcome;
use galley_core::view::{
    Approval, Arrived, Decision, Event, PassageChoice, Person, Press, Problem, Publication, Review,
    TwoVersions,
};
use jiff::Timestamp;
use tauri::{AppHandle, State, command};

use crate::app::App;
use crate::{arrivals, news};

#[command(async)]
pub(crate) fn review(app: State<'_, App>, path: String) -> Result<Review, Problem> {
    app.with(|desk| desk.review(&path, Timestamp::now()))
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
    let sending = app.with(|desk| Ok::<_, WritingError>(desk.sending(&paths)))?;
    let mut step = |step| news::tell(&handle, Event::Publishing { step });
    let outcome = app
        .arrivals
        .while_sending(|| sending.run(&who(&app), Timestamp::now(), &app.keys, &mut step))
        .map_err(|error| Problem::from(&error))?;
    told(&handle, &app, outcome)
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
    told(&handle, &app, outcome)
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

/// Takes in what came of sending, and says it.
fn told(handle: &AppHandle, app: &App, outcome: Outcome) -> Result<Publication, Problem> {
    app.with(galley_core::desk::Desk::sent)?;
    news::tell(handle, Event::Library);
    Ok(match outcome {
        Outcome::Sent { commit, paths } => {
            Publication::Sent { commit, paths, at: Timestamp::now().to_string() }
        }
        Outcome::NothingNew => Publication::NothingNew,
        Outcome::Refused(refusal) => {
            app.meet(&refusal);
            Publication::Refused { problem: problem::refusal(&refusal) }
        }
        Outcome::Unknown { .. } => Publication::Unknown { problem: problem::unknown() },
    })
}
