//! The copy desk beside the open story.

use galley_core::desk::WritingError;
use galley_core::problem;
use galley_core::view::{Findings, HouseRules, Problem};
use jiff::Timestamp;
use tauri::{State, command};

use crate::app::App;

/// Checks without holding the desk: nobody's key waits.
#[command(async)]
pub(crate) fn findings(app: State<'_, App>, path: String) -> Result<Findings, Problem> {
    let checking = app.with(|desk| Ok::<_, WritingError>(desk.checking(&path)))?;
    Ok(checking.run(Timestamp::now()))
}

/// Asks the pages to which a story links, without holding the desk.
#[command(async)]
pub(crate) fn check_links(app: State<'_, App>, path: String) -> Result<Findings, Problem> {
    let checking = app.with(|desk| Ok::<_, WritingError>(desk.checking(&path)))?;
    Ok(checking.visit_links(Timestamp::now()))
}

/// Leaves a finding as it is, in the name of who approves here, else of who writes.
#[command(async)]
pub(crate) fn leave_finding(
    app: State<'_, App>,
    path: String,
    key: String,
    reason: String,
) -> Result<(), Problem> {
    let people = app.settings().view();
    let by = people.editor.or(people.writer).map(|person| person.name).unwrap_or_default();
    app.with(|desk| desk.leave_finding(&path, &key, &reason, &by, Timestamp::now()))
}

/// Asks to look at a finding again that was left as it is.
#[command(async)]
pub(crate) fn look_again(app: State<'_, App>, path: String, key: String) -> Result<(), Problem> {
    app.with(|desk| desk.look_again(&path, &key))
}

/// The house rules of the site.
#[command(async)]
pub(crate) fn house_rules(app: State<'_, App>) -> Result<HouseRules, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.house_rules()))
}

/// Writes house rules into the site.
#[command(async)]
pub(crate) fn set_house_rules(
    app: State<'_, App>,
    rules: HouseRules,
) -> Result<HouseRules, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.set_house_rules(&rules)))?
        .map_err(|error| problem::house(&error))
}

/// Takes the last change of the house rules back.
#[command(async)]
pub(crate) fn undo_house_rules(app: State<'_, App>) -> Result<HouseRules, Problem> {
    app.with(|desk| Ok::<_, WritingError>(desk.undo_house_rules()))?
        .map_err(|error| problem::house(&error))
}
