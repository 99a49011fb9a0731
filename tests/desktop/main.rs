//! The real app, driven as a person would: real window, real files, real repository, real push.
//!
//! `cargo xtask test desktop` builds the app and runs this. Each test has a screen, a home and an
//! app of its own.

mod app;
mod checking;
#[allow(dead_code, reason = "the tests of the command line use the rest")]
#[path = "../../crates/cli/tests/network/computers.rs"]
mod computers;
mod crash;
mod desk;
mod driver;
mod featured;
mod fix;
mod form;
#[allow(dead_code, reason = "the tests of the core name the kinds")]
#[path = "../hostile.rs"]
mod hostile;
mod keyboard;
mod kill;
mod listener;
mod look;
mod main_job;
mod outside;
mod pictures;
mod pipeline;
mod profile;
mod safety;
mod signing;
mod steps;
mod stopping;
mod stories;
mod unpublish;
mod writing;
