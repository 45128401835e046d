//! Addresses: what a reader gets from a server that behaves, and the sentence from one that does not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test that cannot go on should say so at once.

#[path = "support/server.rs"]
mod server;

use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use server::{Server, send};
use variorum::fetch::{Fetched, Limits, get};

const PAGE: &[u8] = b"<html><body><p>Nine people were hurt at the mill bridge.</p></body></html>";
const HTML: &str = "Content-Type: text/html; charset=utf-8\r\n";

fn limits() -> Limits {
    Limits { bytes: 1 << 20, time: Duration::from_secs(2), redirects: 5 }
}

fn misbehaving() -> Server {
    Server::start(|path, headers, stream| match path {
        "/page" => send(stream, "200 OK", HTML, PAGE),
        "/agent" => send(stream, "200 OK", "Content-Type: text/plain\r\n", headers.join("\n").as_bytes()),
        "/moved" => send(stream, "301 Moved", "Location: /page\r\n", b""),
        "/circle" => send(stream, "302 Found", "Location: /circle\r\n", b""),
        "/gone" => send(stream, "410 Gone", HTML, PAGE),
        "/closed" => send(stream, "403 Forbidden", HTML, PAGE),
        "/busy" => send(stream, "429 Too Many", HTML, PAGE),
        "/fault" => send(stream, "503 Unavailable", HTML, PAGE),
        "/picture" => send(stream, "200 OK", "Content-Type: image/png\r\n", b"\x89PNG"),
        "/empty" => send(stream, "200 OK", HTML, b" \n"),
        "/huge" => send(stream, "200 OK", HTML, &vec![b'x'; 2 << 20]),
        "/endless" => {
            let _ =
                stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 1 << 16]).is_ok() {}
        }
        "/bomb" => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            packed.write_all(&vec![b' '; 64 << 20]).unwrap();
            send(
                stream,
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                &packed.finish().unwrap(),
            );
        }
        "/packed" => {
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packed.write_all(PAGE).unwrap();
            send(
                stream,
                "200 OK",
                "Content-Type: text/html\r\nContent-Encoding: gzip\r\n",
                &packed.finish().unwrap(),
            );
        }
        "/slow" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>");
            thread::sleep(Duration::from_secs(20));
        }
        "/cut" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<p>half");
        }
        "/nonsense" => {
            let _ = stream.write_all(b"good morning\r\n\r\n");
        }
        _ => send(stream, "404 Not Found", HTML, b"no such page"),
    })
}

fn told(server: &Server, path: &str) -> String {
    let url = format!("{}{path}", server.address);
    let error = get(&url, &limits()).map(|f| f.bytes.len()).unwrap_err().to_string();
    assert!(error.starts_with(&format!("{url}: ")) && !error.contains('\n'), "{error}");
    error
}

#[test]
fn a_page_comes_with_its_address_encoding_and_sort() {
    let server = misbehaving();
    let at = |path: &str| get(&format!("{}{path}", server.address), &limits()).unwrap();
    let Fetched { url, bytes, ending, charset } = at("/moved");
    assert_eq!(
        (url, ending, charset.as_deref()),
        (format!("{}/page", server.address), "html", Some("utf-8"))
    );
    assert_eq!(bytes, PAGE);
    assert_eq!(at("/packed").bytes, PAGE);
    let sent = String::from_utf8(at("/agent").bytes).unwrap().to_lowercase();
    assert!(sent.contains("user-agent: variorum/") && !sent.contains("cookie"), "{sent}");
    assert_eq!(server.asked().len(), 4, "a redirect and three pages: {:?}", server.asked());
}

#[test]
fn each_refusal_is_a_sentence_that_says_what_to_do() {
    let server = misbehaving();
    let cases = [
        ("/nowhere", "no page (404)"),
        ("/gone", "gone (410)"),
        ("/closed", "wants a login or a browser (403)"),
        ("/busy", "asks for patience"),
        ("/fault", "has a fault (503)"),
        ("/picture", "is a picture (image/png), not an article"),
        ("/empty", "sends nothing"),
        ("/circle", "more than 5 times"),
        ("/cut", "broke off or makes no sense"),
        ("/nonsense", "makes no sense"),
    ];
    for (path, expected) in cases {
        let told = told(&server, path);
        assert!(told.contains(expected), "{path}: {told}");
    }
}

#[test]
fn no_answer_is_larger_or_slower_than_its_limit() {
    let server = misbehaving();
    for path in ["/huge", "/endless", "/bomb"] {
        let told = told(&server, path);
        assert!(told.contains("more than the 1 MB"), "{path}: {told}");
    }
    let begun = Instant::now();
    assert!(told(&server, "/slow").contains("too slowly (over 2 seconds)"));
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn a_server_that_is_not_there_or_not_safe_is_told() {
    let server = misbehaving();
    let safe = server.address.replace("http://", "https://");
    let error = get(&format!("{safe}/page"), &limits()).unwrap_err().to_string();
    assert!(error.contains("not safe"), "{error}");
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = get(&format!("http://{free}/"), &limits()).unwrap_err().to_string();
    assert!(error.contains("cannot be reached"), "{error}");
    assert!(get("http:///x", &limits()).unwrap_err().to_string().contains("is no address"));
}
