//! A server on this machine that answers a path as a test says; it ends with the test.
#![allow(unreachable_pub, dead_code, clippy::unwrap_used)] // Each test file uses its part.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// Answers a request, given as its first line and its headers.
pub type Answer = dyn Fn(&str, &[String], &mut TcpStream) + Send + Sync;

/// A server.
pub struct Server {
    /// Its address, without a slash at the end.
    pub address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server on a free port of this machine.
    pub fn start(answer: impl Fn(&str, &[String], &mut TcpStream) + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (log, answer): (_, Arc<Answer>) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let (log, answer) = (Arc::clone(&log), Arc::clone(&answer));
                thread::spawn(move || {
                    let mut lines = Vec::new();
                    let mut reader = BufReader::new(stream.try_clone().unwrap());
                    let mut line = String::new();
                    while matches!(reader.read_line(&mut line), Ok(1..)) && line.trim() != "" {
                        lines.push(line.trim().to_owned());
                        line.clear();
                    }
                    let Some(first) = lines.first().cloned() else {
                        // Somebody who wants a safe connection gets no such thing.
                        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                        return;
                    };
                    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
                    log.lock().unwrap().push(first);
                    answer(&path, &lines[1..], &mut stream);
                });
            }
        });
        Server { address, asked }
    }

    /// The first lines of all requests so far.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Sends an answer whole.
pub fn send(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head =
        format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    // The program may have hung up on purpose.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
}
