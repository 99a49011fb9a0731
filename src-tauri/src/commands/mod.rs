//! What the screen can ask for: each command is a name, its words, and one call of the core.

pub(crate) mod check;
pub(crate) mod pictures;
pub(crate) mod press;
pub(crate) mod signing;
pub(crate) mod site;
pub(crate) mod stories;
pub(crate) mod writing;
