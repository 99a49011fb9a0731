//! A server on this computer that notes what it is asked for: nothing in a story may ask anything.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// It listens until the test ends.
pub struct Listener {
    /// Its host and port.
    pub name: String,
    asked: Arc<Mutex<Vec<String>>>,
}

/// The page without any layer in which a test puts frames.
const PAGE: &str = "<!doctype html><title>Bare</title><body></body>";

impl Listener {
    pub fn start() -> Listener {
        let socket = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let name = socket.local_addr().expect("it has an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let noted = asked.clone();
        thread::spawn(move || {
            for stream in socket.incoming().flatten() {
                let noted = noted.clone();
                thread::spawn(move || answer(stream, &noted));
            }
        });
        Listener { name, asked }
    }

    /// The address of the bare page. Asking for it is not noted.
    pub fn page(&self) -> String {
        format!("http://{}/page", self.name)
    }

    /// What was asked for since the last look.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("nobody panicked with it"))
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut line = String::new();
    let Ok(copy) = stream.try_clone() else { return };
    let _ = BufReader::new(copy).read_line(&mut line);
    let path = line.split(' ').nth(1).unwrap_or_default();
    let (kind, body) = match path {
        "/page" => ("text/html", PAGE),
        // What a script from here does is what a script in the text does.
        _ => ("text/javascript", "top.ran=1"),
    };
    // A connection without a request is noted too: it tells that somebody reads.
    if path != "/page" && path != "/favicon.ico" {
        asked.lock().expect("nobody panicked with it").push(line.trim().to_owned());
    }
    let _ = write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
}
