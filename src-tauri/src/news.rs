//! The one event by which the screen learns that it should ask again.

use galley_core::view::Event;
use tauri::{AppHandle, Emitter};

/// Tells every window.
pub(crate) fn tell(handle: &AppHandle, event: Event) {
    // A window that is closing hears nothing, and needs nothing.
    let _ = handle.emit("desk", event);
}
