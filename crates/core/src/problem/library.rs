//! Changes from outside that are not seen.

use super::{named, problem};
use crate::library::WatchError;
use crate::view::Problem;

impl From<&WatchError> for Problem {
    fn from(error: &WatchError) -> Problem {
        problem(
            "watch",
            format!("Changes made outside in {} are not seen at once.", named(&error.path)),
            "Galley looks again when its window comes to the front.",
        )
    }
}
