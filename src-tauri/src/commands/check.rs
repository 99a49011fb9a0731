//! The copy desk beside the open story.

use galley_core::desk::WritingError;
use galley_core::view::{Findings, Problem};
use jiff::Timestamp;
use tauri::{State, command};

use crate::app::App;

/// Checks without holding the desk: nobody's key waits.
#[command(async)]
pub(crate) fn findings(app: State<'_, App>, path: String) -> Result<Findings, Problem> {
    let checking = app.with(|desk| Ok::<_, WritingError>(desk.checking(&path)))?;
    Ok(checking.run(Timestamp::now()))
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
