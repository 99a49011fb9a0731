//! `picture://localhost/<id>?w=<pixels>`: pictures for the screen.
//!
//! It answers to ids that the desk has given out and to nothing else, and only ever with a picture
//! that a worker has decoded and encoded again: what lies in a repository never reaches the web
//! view's own decoders.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use galley_core::library::PictureSource;
use galley_core::photo::{self, Limits};
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, UriSchemeContext, UriSchemeResponder, Wry};

use crate::app::App;

/// Widths that are made, so that a picture is not made again for each pixel of a pane's width.
const WIDTHS: [u32; 6] = [120, 240, 480, 800, 1200, 1600];

/// Bytes of made pictures that are kept.
const KEPT: usize = 64 * 1024 * 1024;

/// Pictures that were made lately.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Made>);

#[derive(Default)]
struct Made {
    pictures: HashMap<(String, u32), Arc<Vec<u8>>>,
    order: VecDeque<(String, u32)>,
    bytes: usize,
}

impl Cache {
    fn get(&self, key: &(String, u32)) -> Option<Arc<Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pictures.get(key).cloned()
    }

    fn put(&self, key: (String, u32), picture: Arc<Vec<u8>>) {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.bytes += picture.len();
        made.order.push_back(key.clone());
        made.pictures.insert(key, picture);
        while made.bytes > KEPT {
            let Some(oldest) = made.order.pop_front() else { break };
            if let Some(gone) = made.pictures.remove(&oldest) {
                made.bytes -= gone.len();
            }
        }
    }
}

/// Answers a request, on a thread of its own.
pub(crate) fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let handle = context.app_handle().clone();
    let (id, width) = asked(&request);
    tauri::async_runtime::spawn_blocking(move || {
        let key = (id, width);
        let cache = handle.state::<Cache>();
        let picture = cache.get(&key).or_else(|| {
            let made = make(&handle.state::<App>(), &key.0, width)?;
            cache.put(key, made.clone());
            Some(made)
        });
        responder.respond(response(picture));
    });
}

/// Id and width of a request; the width is rounded up to one that is made.
fn asked(request: &Request<Vec<u8>>) -> (String, u32) {
    let id = request.uri().path().trim_matches('/').to_owned();
    let width = request.uri().query().and_then(|query| query.strip_prefix("w="));
    let width: u32 = width.and_then(|width| width.parse().ok()).unwrap_or(1200);
    (id, WIDTHS.into_iter().find(|made| *made >= width).unwrap_or(1600))
}

fn make(app: &App, id: &str, width: u32) -> Option<Arc<Vec<u8>>> {
    let source = app.if_open(|desk| desk.shelf().get(id))??;
    let limits = Limits::default();
    let picture = match source {
        PictureSource::Bytes(bytes) => app.workers.thumbnail(&bytes, width, &limits),
        PictureSource::File(path) => {
            app.workers.thumbnail(&photo::read_original(&path, &limits).ok()?, width, &limits)
        }
    };
    picture.ok().map(Arc::new)
}

fn response(picture: Option<Arc<Vec<u8>>>) -> Response<Vec<u8>> {
    let builder = Response::builder()
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    let answer = match picture {
        Some(picture) => {
            let kind = if picture.starts_with(b"\x89PNG") { "image/png" } else { "image/jpeg" };
            builder
                .header(header::CONTENT_TYPE, kind)
                .header(header::CACHE_CONTROL, "max-age=31536000, immutable")
                .body(picture.to_vec())
        }
        None => builder
            .status(StatusCode::NOT_FOUND)
            .header(header::CONTENT_TYPE, "text/plain")
            .body(Vec::new()),
    };
    answer.expect("the headers are constants")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// Whatever lies in the site under a picture's name: what is answered was made here.
    #[test]
    fn what_is_answered_is_a_picture_or_nothing() {
        let png = |picture: Option<&[u8]>| response(picture.map(|bytes| Arc::new(bytes.to_vec())));
        let none = png(None);
        assert_eq!((none.status(), none.body().len()), (StatusCode::NOT_FOUND, 0));
        for (made, kind) in [(&b"\x89PNG..."[..], "image/png"), (b"\xff\xd8\xff", "image/jpeg")] {
            let answer = png(Some(made));
            let header = |name| answer.headers().get(name).unwrap().to_str().unwrap();
            assert_eq!(header(header::CONTENT_TYPE), kind);
            assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(header(header::CONTENT_SECURITY_POLICY), "default-src 'none'; sandbox");
            assert!(answer.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN).is_none());
        }
        for bytes in [
            &b"<script>1</script>"[..],
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>",
            b"GIF89a/*<script>1</script>",
            b"\x89PNG\r\n\x1a\n<script>1</script>",
            b"%PDF-1.4",
            b"PK\x03\x04",
            b"",
        ] {
            assert!(photo::thumbnail(bytes, 120, &Limits::default()).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_request_is_an_id_and_a_width_that_is_made() {
        for (uri, id, width) in [
            ("picture://localhost/a1?w=800", "a1", 800),
            ("picture://localhost/a1?w=801", "a1", 1200),
            ("picture://localhost/a1?w=99999", "a1", 1600),
            ("picture://localhost/a1?w=-1", "a1", 1200),
            ("picture://localhost/a1", "a1", 1200),
            ("picture://localhost/%2e%2e/x", "%2e%2e/x", 1200),
            ("picture://localhost/", "", 1200),
        ] {
            let request = Request::builder().uri(uri).body(Vec::new()).unwrap();
            assert_eq!(asked(&request), (id.to_owned(), width), "{uri}");
        }
    }
}
