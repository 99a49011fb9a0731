//! The core of Galley: everything worth testing, and no window.
//!
//! The modules are the vocabulary, in the order in which a story is made:
//!
//! - a **site** is a git work tree that a static site generator builds, plus its profile;
//! - a **post** is one story: fields, text and pictures, in one Markdown file;
//! - its **metadata** are the fields above the text, edited in place and nowhere else;
//! - a **figure** is one use of a picture: description, caption, credit;
//! - **markdown** is the one parser configuration, **preview** the page that comes of it;
//! - a **photo** is the picture file itself, cleaned before it enters the site;
//! - the **library** lists, opens and saves posts;
//! - a **review** says what changed;
//! - the **repository** holds what was approved, and **publish** sends it;
//! - the **journal** and the **versions** keep every word;
//! - a **problem** is what a person is told when something cannot be done;
//! - **view** is all that crosses to a screen.
//!
//! What is deliberately absent: tauri, printing, a clock of its own (times come in as
//! arguments), and `Result<_, String>`.

pub mod figure;
pub mod files;
pub mod markdown;
pub mod metadata;
pub mod photo;
pub mod publish;
pub mod repository;
pub mod view;
