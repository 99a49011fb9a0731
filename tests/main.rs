//! Galley in the author's words: a temporary site, a bare publishing repository, the core.
//!
//! `Newsroom` (in `newsroom.rs`) is the small language that the tests speak; what it does to the
//! core is in one place there. The real app is driven by the tests in `desktop/`.

mod bad_input;
mod braces;
mod corpus;
mod deciding;
mod featured;
mod fix;
mod form;
mod generators;
mod hostile;
mod house;
mod kill;
mod newsroom;
mod pictures;
mod profile;
mod publishing;
mod safety;
mod sample;
mod stories;
mod unpublish;
mod untouched;
mod writing;
