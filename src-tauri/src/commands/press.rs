//! Review, approval, publishing.

use std::time::Duration;

use galley_core::desk::{Desk, SendingError, WritingError};
use galley_core::problem;
use galley_core::publish::{Errand, Page, Publication as Outcome, Stop};
use galley_core::repository::Owed;
use galley_core::view::{
    Approval, Arrived, Base, Decision, Event, Fix, Leave, LiveStory, PassageChoice, Person, Press,
    Problem, Publication, Review, Reviewed, StoryApproval, TogetherPage, TwoVersions,
    UnpublishPreview,
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
    let people = (&writer, &editor);
    let (approval, owed) =
        app.with(|desk| desk.approve_ahead(&path, &content, people, Timestamp::now()))?;
    index_follows(owed);
    news::tell(&handle, Event::Library);
    Ok(approval)
}

/// Approves several stories, each exactly as it was read.
#[command(async)]
pub(crate) fn approve_several(
    handle: AppHandle,
    app: State<'_, App>,
    stories: Vec<Reviewed>,
    editor: Person,
) -> Result<Vec<StoryApproval>, Problem> {
    let writer = app.settings().view().writer;
    let (approvals, owed) = app.with(|desk| {
        let now = Timestamp::now();
        Ok::<_, WritingError>(desk.approve_several(&stories, writer.as_ref(), &editor, now))
    })?;
    index_follows(owed);
    app.settings().change(|settings| settings.editor = Some(editor));
    news::tell(&handle, Event::Library);
    Ok(approvals)
}

/// How long the index waits before it follows: approvals often come one after the other.
const MORE: Duration = Duration::from_millis(100);

/// Nobody waits for the index: in a site of many files it takes longer than the approval.
fn index_follows(owed: impl IntoIterator<Item = Owed>) {
    let owed: Vec<Owed> = owed.into_iter().collect();
    if !owed.is_empty() {
        std::thread::spawn(move || {
            std::thread::sleep(MORE);
            drop(owed);
        });
    }
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
    let publication = send(&handle, &app, &paths, &app.begin_sending())?;
    // Without a connection, and behind the page of a network that wants people to sign in, they go
    // out when the site answers again, unless somebody holds them.
    if let Publication::Refused { problem, .. } = &publication
        && problem::passes(problem)
    {
        app.with(|desk| desk.wait_for_connection(&paths))?;
        news::tell(&handle, Event::Library);
        return Ok(Publication::Refused { problem: problem.clone(), waits: true });
    }
    Ok(publication)
}

/// Stops what is on its way, until it is sent; whether it was in time.
#[command]
pub(crate) fn stop_publishing(app: State<'_, App>) -> bool {
    app.sending().stop()
}

fn send(
    handle: &AppHandle,
    app: &App,
    paths: &[String],
    stop: &Stop,
) -> Result<Publication, Problem> {
    let (sending, pages, kept) = app.with(|desk| {
        let kept = desk.may_not_be_sent(paths, Timestamp::now());
        Ok::<_, WritingError>((desk.sending(paths), desk.pages(paths), kept))
    })?;
    if let Some(problem) = kept {
        return Ok(Publication::Refused { problem, waits: false });
    }
    let outcome = carried(handle, app, stop, |errand| sending.run(errand))?;
    told(handle, app, outcome, pages)
}

/// Carries an errand out in the editor's name, and tells the screen of its steps.
fn carried(
    handle: &AppHandle,
    app: &App,
    stop: &Stop,
    out: impl FnOnce(Errand<'_>) -> Result<Outcome, SendingError>,
) -> Result<Outcome, Problem> {
    let (who, step) = (who(app), &mut |step| news::tell(handle, Event::Publishing { step }));
    let (now, keys) = (Timestamp::now(), &app.keys);
    app.arrivals
        .while_sending(|| out(Errand { who: &who, now, keys, step, stop }))
        .map_err(|error| Problem::from(&error))
}

/// Takes stories back from readers; none named: all of the last publication.
#[command(async)]
pub(crate) fn undo_publish(
    handle: AppHandle,
    app: State<'_, App>,
    paths: Vec<String>,
    anyway: bool,
) -> Result<Publication, Problem> {
    let stop = app.begin_sending();
    let taking_back = app.with(|desk| Ok::<_, WritingError>(desk.taking_back(&paths, anyway)))?;
    let outcome = carried(&handle, &app, &stop, |errand| taking_back.run(errand))?;
    told(&handle, &app, outcome, Vec::new())
}

/// What readers have of a story, to be mended.
#[command(async)]
pub(crate) fn live_story(app: State<'_, App>, path: String) -> Result<LiveStory, Problem> {
    app.with(|desk| desk.live_story(&path, Timestamp::now()))
}

/// Sends a fix of what readers have; the story here gets it too.
#[command(async)]
pub(crate) fn publish_fix(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    fix: Fix,
) -> Result<Publication, Problem> {
    let stop = app.begin_sending();
    // One after the other: both take the lock of the settings.
    let writer = app.settings().view().writer;
    let editor = who(&app);
    let fixing =
        app.with(|desk| desk.fixing(&path, &fix, (writer.as_ref(), &editor), Timestamp::now()))?;
    let outcome = carried(&handle, &app, &stop, |errand| fixing.run(errand))?;
    let publication = told(&handle, &app, outcome, fixing.page().into_iter().collect())?;
    // An open story goes on with the fix in it.
    app.look_outside(&handle, None);
    Ok(publication)
}

/// What taking a story off the site would do.
#[command(async)]
pub(crate) fn unpublish_preview(
    app: State<'_, App>,
    path: String,
) -> Result<UnpublishPreview, Problem> {
    app.with(|desk| desk.unpublish_preview(&path))
}

/// Takes a story off the site; it is a draft here.
#[command(async)]
pub(crate) fn unpublish(
    handle: AppHandle,
    app: State<'_, App>,
    path: String,
    leave: Leave,
) -> Result<Publication, Problem> {
    let stop = app.begin_sending();
    let leaving = app.with(|desk| desk.unpublishing(&path, &leave, Timestamp::now()))?;
    let outcome = carried(&handle, &app, &stop, |errand| leaving.run(errand))?;
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

/// The system says that there is a connection again.
#[command]
pub(crate) fn connected(app: State<'_, App>) {
    app.arrivals.look();
}

/// Sends what waits for a connection, if there is one now.
pub(crate) fn send_waiting(handle: &AppHandle) -> Result<(), Problem> {
    let app = handle.state::<App>();
    let waiting = app.if_open(|desk| desk.outbox()).unwrap_or_default();
    if waiting.is_empty() {
        return Ok(());
    }
    let publication = send(handle, &app, &waiting, &Stop::default())?;
    if !matches!(&publication, Publication::Refused { problem, .. } if problem::passes(problem)) {
        app.with(|desk| desk.hold(&waiting))?;
        news::tell(handle, Event::WentOut { paths: waiting, publication });
        // None of them waits any more.
        news::tell(handle, Event::Library);
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

/// The story as it would be with these choices. Writes nothing.
#[command(async)]
pub(crate) fn together_page(
    app: State<'_, App>,
    path: String,
    content: String,
    choices: Vec<PassageChoice>,
) -> Result<Option<TogetherPage>, Problem> {
    app.with(|desk| desk.together_page(&path, &content, &choices))
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
    app.with(Desk::sent)?;
    news::tell(handle, Event::Library);
    Ok(match outcome {
        Outcome::Sent { commit, paths } => {
            pages.retain(|page| paths.contains(&page.path));
            let looked_for = pages.iter().map(|page| page.path.clone()).collect();
            pages::watch(handle, pages);
            Publication::Sent { commit, paths, at: Timestamp::now().to_string(), looked_for }
        }
        Outcome::NothingNew => Publication::NothingNew,
        Outcome::Stopped => Publication::Stopped,
        Outcome::Refused(refusal) => {
            app.meet(&refusal);
            Publication::Refused { problem: problem::refusal(&refusal), waits: false }
        }
        Outcome::Unknown { .. } => Publication::Unknown { problem: problem::unknown() },
    })
}
