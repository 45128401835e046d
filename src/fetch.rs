//! Pages from the network: one request for one address that the reader named, with limits on size, time and redirects.

use std::io;
use std::time::Duration;

use ureq::http::Uri;
use ureq::http::header::CONTENT_TYPE;
use ureq::{Agent, Body, Error, ResponseExt, Timeout};

/// What a request may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the answer, unpacked.
    pub bytes: u64,
    /// Time for all of it.
    pub time: Duration,
    /// Redirects that are followed.
    pub redirects: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, time: Duration::from_secs(30), redirects: 10 }
    }
}

/// What came from an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, behind all redirects.
    pub url: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// The ending of a file of its sort, as in `html`; empty where the server does not tell it.
    pub ending: &'static str,
    /// The encoding that the server names.
    pub charset: Option<String>,
}

/// Why nothing came; each says what, where and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{url}: {why}")]
pub struct FetchError {
    /// The address that was asked for.
    url: String,
    why: Why,
}

#[derive(Debug, thiserror::Error)]
enum Why {
    #[error("is no address; write it as https://paper.example/article")]
    Address,
    #[error("there is no such server; check the address and the connection")]
    NoHost,
    #[error("the server cannot be reached ({0}); check the address and the connection")]
    Refused(String),
    #[error(
        "the server answers too slowly (over {0} seconds); try again, or save the page and open the file"
    )]
    Slow(u64),
    #[error("leads from one address to the next more than {0} times; open the page in a browser and save it")]
    Circle(u32),
    #[error(
        "has more than the {0} MB that an article may have; save the part that you need and open the file"
    )]
    TooLarge(u64),
    #[error("there is no page (404); check the address")]
    NoPage,
    #[error("the page is gone (410); look for it in an archive")]
    Gone,
    #[error("the site wants a login or a browser ({0}); open the page there, save it and open the file")]
    Barred(u16),
    #[error("the site asks for patience (429); wait, then try again")]
    TooMany,
    #[error("the site has a fault ({0}); try again later")]
    Fault(u16),
    #[error("the site answers with code {0}; open the page in a browser, save it and open the file")]
    Status(u16),
    #[error("the connection is not safe ({0}), so nothing was taken; check the address")]
    Unsafe(String),
    #[error("is {0}, not an article; name the address of a page with text")]
    NotText(String),
    #[error("sends nothing; check the address, or save the page in a browser and open the file")]
    Empty,
    #[error("the answer broke off or makes no sense ({0}); try again, or save the page and open the file")]
    Broken(String),
}

/// Returns whether an argument is an address rather than a path.
pub fn is_address(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

/// Returns the parts of an address that name what is there: its host, and the parts of its path.
pub fn host_and_path(url: &str) -> Option<(&str, impl DoubleEndedIterator<Item = &str>)> {
    let rest = is_address(url).then(|| url.split_once("://"))??.1;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (server, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = server.rsplit('@').next().unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
    Some((host, path.split('/').filter(|part| !part.is_empty())))
}

/// Gets what is at an address.
///
/// # Errors
/// It is no address, nothing answers, the answer is an error, too large, too slow, or certainly no article.
pub fn get(url: &str, limits: &Limits) -> Result<Fetched, FetchError> {
    fetch(url, limits).map_err(|why| FetchError { url: url.to_owned(), why })
}

fn fetch(url: &str, limits: &Limits) -> Result<Fetched, Why> {
    let address: Uri = url
        .trim()
        .parse()
        .ok()
        .filter(|u: &Uri| is_address(url) && u.host().is_some())
        .ok_or(Why::Address)?;
    let told = |error| why(error, limits);
    let mut response = agent(&address, limits).get(address).call().map_err(told)?;
    match response.status().as_u16() {
        200..=299 => {}
        404 => return Err(Why::NoPage),
        410 => return Err(Why::Gone),
        code @ (401 | 402 | 403 | 407 | 451) => return Err(Why::Barred(code)),
        429 => return Err(Why::TooMany),
        code @ 500.. => return Err(Why::Fault(code)),
        code => return Err(Why::Status(code)),
    }
    let sort = response.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
    let sort = sort.and_then(|s| s.split(';').next()).unwrap_or_default().trim().to_lowercase();
    if let Some(what) = no_article(&sort) {
        return Err(Why::NotText(format!("{what} ({sort})")));
    }
    let charset = charset(response.body());
    let url = response.get_uri().to_string();
    let bytes = response.body_mut().with_config().limit(limits.bytes).read_to_vec().map_err(told)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Why::Empty);
    }
    Ok(Fetched { ending: ending(&sort, &url), url, bytes, charset })
}

fn agent(address: &Uri, limits: &Limits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(limits.redirects)
        .timeout_global(Some(limits.time))
        .user_agent(concat!(
            "variorum/",
            env!("CARGO_PKG_VERSION"),
            " (a reader of articles in the terminal)"
        ))
        .accept("text/html, application/xhtml+xml, text/plain;q=0.9, application/xml;q=0.8, */*;q=0.5");
    let own = address.host().is_some_and(|h| h == "localhost" || h == "[::1]" || h.starts_with("127."));
    // What runs on this machine is not behind a proxy.
    if own { config.proxy(None).build().into() } else { config.build().into() }
}

fn charset(body: &Body) -> Option<String> {
    body.charset().map(|c| c.trim_matches(['"', '\'']).to_lowercase()).filter(|c| !c.is_empty())
}

/// Returns what a sort of content is, when it is certainly no article.
fn no_article(sort: &str) -> Option<&'static str> {
    match sort.split('/').next()? {
        "image" => Some("a picture"),
        "audio" => Some("a sound"),
        "video" => Some("a film"),
        "font" => Some("a font"),
        _ => None,
    }
}

/// Returns the ending of a file for a sort of content, else the address's own, as far as it is one that is read.
fn ending(sort: &str, url: &str) -> &'static str {
    const ENDINGS: [(&str, &str); 12] = [
        ("text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("text/markdown", "md"),
        ("application/pdf", "pdf"),
        ("application/epub+zip", "epub"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
        ("application/rss+xml", "xml"),
        ("application/atom+xml", "xml"),
        ("application/xml", "xml"),
        ("text/xml", "xml"),
        ("application/feed+json", "json"),
        ("application/json", "json"),
    ];
    let path = url.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let by_sort = ENDINGS.iter().find(|(name, _)| *name == sort).map(|(_, ending)| *ending);
    let by_path = ["html", "md", "txt", "pdf", "epub", "docx", "xml", "json"];
    let by_path = || by_path.into_iter().find(|e| path.ends_with(&format!(".{e}")));
    match by_sort.or_else(by_path) {
        Some(ending) => ending,
        None if sort == "text/plain" => "txt",
        None => "",
    }
}

fn why(error: Error, limits: &Limits) -> Why {
    let seconds = limits.time.as_secs();
    match error {
        Error::BadUri(_) | Error::Http(_) => Why::Address,
        Error::HostNotFound | Error::Timeout(Timeout::Resolve) => Why::NoHost,
        Error::Timeout(_) => Why::Slow(seconds),
        Error::TooManyRedirects => Why::Circle(limits.redirects),
        Error::BodyExceedsLimit(_) => Why::TooLarge(limits.bytes >> 20),
        Error::ConnectionFailed => Why::Refused("no connection".into()),
        Error::Tls(what) => Why::Unsafe(what.into()),
        Error::Rustls(error) => Why::Unsafe(error.to_string()),
        Error::Io(error) if error.get_ref().is_some_and(is_about_safety) => Why::Unsafe(error.to_string()),
        Error::Io(error) => match error.kind() {
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => Why::Slow(seconds),
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable
            | io::ErrorKind::ConnectionReset => Why::Refused(error.to_string()),
            _ => Why::Broken(error.to_string()),
        },
        other => Why::Broken(other.to_string()),
    }
}

/// Returns whether an error within another is one of the encryption.
fn is_about_safety(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    let text = error.to_string();
    ["certificate", "tls", "TLS", "handshake", "corrupt message"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_taken_for_addresses() {
        for yes in ["http://a.example", "HTTPS://a.example/x"] {
            assert!(is_address(yes), "{yes}");
        }
        for no in ["ftp://a.example", "http.txt", "a.example", "file:///etc/passwd", "httpß"] {
            assert!(!is_address(no), "{no}");
            assert!(get(no, &Limits::default()).unwrap_err().to_string().contains("is no address"), "{no}");
        }
    }

    #[test]
    fn a_file_is_named_after_what_it_holds() {
        let endings = [
            ("text/html", "https://a.example/x.pdf", "html"),
            ("", "https://a.example/x.pdf?y=z.txt", "pdf"),
            ("text/plain", "https://a.example/notes", "txt"),
            ("application/octet-stream", "https://a.example/", ""),
            ("text/plain", "https://a.example/x.md", "md"),
        ];
        for (sort, url, expected) in endings {
            assert_eq!(ending(sort, url), expected, "{sort} {url}");
        }
    }
}
