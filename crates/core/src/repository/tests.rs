#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::files::portable;
use super::test_desk::{Desk, ana, ed, git, inside, now, post, try_git, write};
use super::*;
use crate::view::State;

mod approving;
mod following;
mod large;
mod opening;
mod story_files;

fn approved(approval: Approval) -> (String, Vec<String>) {
    match approval {
        Approval::Approved { commit, paths } => (commit, paths),
        other => panic!("not approved: {other:?}"),
    }
}
