//! The desktop app. All of it is in the library beside this file.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    galley_worker::serve_if_asked();
    galley_desktop::run();
}
