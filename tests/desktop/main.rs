//! The real app, driven as a person would: real window, real files, real repository, real push.
//!
//! `cargo xtask test desktop` builds the app and runs this. Each test has a screen, a home and an
//! app of its own.

mod app;
mod crash;
mod desk;
mod driver;
mod form;
mod main_job;
mod outside;
mod pictures;
mod pipeline;
mod profile;
mod signing;
mod steps;
mod writing;
