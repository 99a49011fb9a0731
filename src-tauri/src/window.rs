//! The one window.

use tauri::utils::config::WebviewUrl;
use tauri::{AppHandle, Manager, Url, WebviewWindowBuilder, webview::NewWindowResponse};

#[cfg(target_os = "linux")]
use crate::spelling;

/// Opens it.
pub(crate) fn open(handle: &AppHandle) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(handle, "main", WebviewUrl::default())
        .title("Galley")
        .inner_size(1400.0, 900.0)
        .min_inner_size(420.0, 480.0)
        // Files are dropped on the page itself, which knows where in the text they land.
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    #[cfg(target_os = "linux")]
    window.with_webview(|webview| linux::prepare(&webview.inner()))?;
    let _ = window.set_focus();
    Ok(())
}

/// Brings it to the front.
pub(crate) fn show(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Has the text checked in these languages; without a choice in the system's.
pub(crate) fn check_spelling(handle: &AppHandle, chosen: Option<&[String]>) {
    #[cfg(target_os = "linux")]
    if let Some(window) = handle.get_webview_window("main") {
        let languages = spelling::wanted(chosen);
        let _ = window.with_webview(move |webview| linux::check(&webview.inner(), &languages));
    }
    #[cfg(not(target_os = "linux"))]
    let _ = (handle, chosen);
}

/// Nothing is ever navigated to but the app itself, and the page inside its frame.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "about" => matches!(url.path(), "blank" | "srcdoc"),
        "http" | "https" if url.host_str() == Some("tauri.localhost") => true,
        "http" => {
            cfg!(debug_assertions)
                && url.host_str() == Some("localhost")
                && url.port() == Some(5173)
        }
        _ => false,
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::{env, fs};

    use webkit2gtk::{
        HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt, WebContextExt, WebView,
        WebViewExt,
    };

    /// This web view does not show what input methods compose (accents, Compose key, Chinese,
    /// Japanese, Korean), which people who write want to see.
    pub(super) fn prepare(webview: &WebView) {
        if let Some(settings) = WebViewExt::settings(webview)
            && !has_graphics()
            && !is_driven()
        {
            // Graphics hardware that is emulated draws a frame in five times as long as none.
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
        if let Some(input) = webview.input_method_context() {
            input.set_enable_preedit(true);
        }
        // The text of record is here, not in the page: a page that died begins again with it.
        webview.connect_web_process_terminated(|webview, _| webview.reload());
    }

    /// Whether a program drives the window. Its screenshots would wait for a next frame, which
    /// this way of drawing does not make while nothing changes.
    fn is_driven() -> bool {
        env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
    }

    /// Whether there is something that draws faster than the processor.
    fn has_graphics() -> bool {
        let devices = fs::read_dir("/dev/dri").into_iter().flatten().flatten();
        devices
            .into_iter()
            .any(|device| device.file_name().as_encoded_bytes().starts_with(b"render"))
    }

    /// Checks spelling in these languages; in none, it does not.
    pub(super) fn check(webview: &WebView, languages: &[String]) {
        if let Some(context) = webview.context() {
            let languages: Vec<&str> = languages.iter().map(String::as_str).collect();
            context.set_spell_checking_enabled(!languages.is_empty());
            context.set_spell_checking_languages(&languages);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_the_app_is_navigated_to() {
        for (url, ours) in [
            ("tauri://localhost/", true),
            ("about:srcdoc", true),
            ("about:blank", true),
            ("http://tauri.localhost/index.html", true),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("tauri://elsewhere/", false),
            ("picture://localhost/abc", false),
            ("data:text/html,x", false),
        ] {
            assert_eq!(is_ours(&url.parse().unwrap()), ours, "{url}");
        }
    }
}
