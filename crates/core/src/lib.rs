//! The core of Galley: everything worth testing, and no window.
//!
//! The modules are the vocabulary, in the order in which a story is made:
//!
//! - a **site** is a git work tree that a static site generator builds, plus its profile;
//! - a **post** is one story: fields, text and pictures, in one Markdown file;
//! - its **metadata** are the fields above the text, edited in place and nowhere else; the
//!   **story** is what they mean, and the **form** has the fields that are the site's own;
//! - a **figure** is one use of a picture: description, caption, credit;
//! - **markdown** is the one parser configuration, **preview** the page that comes of it, and the
//!   **look** the site's own style for it;
//! - a **photo** is the picture file itself, cleaned before it enters the site;
//! - the **library** lists, opens and begins posts; a **manuscript** is one being edited;
//! - its **braces** reach readers though generators have a **template** language of their own;
//! - the copy desk's **check** says what somebody should look at before readers do;
//! - a **review** says what changed; a **merge** puts two versions of one post together;
//! - the **repository** holds what was approved, and **publish** sends it;
//! - the **journal** and the **versions** keep every word;
//! - the **desk** is an open site with all of this, and answers what the screens ask;
//! - a **problem** is what a person is told when something cannot be done;
//! - **view** is all that crosses to a screen.
//!
//! What is deliberately absent: tauri, printing, a clock of its own (times come in as
//! arguments), and `Result<_, String>`.

pub mod site;

pub mod post;

pub mod form;
pub mod metadata;
pub mod story;

pub mod figure;
pub mod look;
pub mod markdown;
pub mod preview;

pub mod photo;

pub mod braces;
pub mod check;
pub mod library;
pub mod manuscript;
pub mod slug;
pub mod template;

pub mod merge;
pub mod review;

pub mod keys;
pub mod publish;
pub mod repository;

pub mod journal;
pub mod versions;

pub mod desk;
pub mod sample;

pub mod files;
pub mod problem;
pub mod view;
mod web;
