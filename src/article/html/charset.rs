//! The encoding that a page or an XML file declares for itself.

/// Bytes in which a declaration is looked for; browsers look at a quarter of it.
const LOOKED_AT: usize = 4096;

/// Returns the label that a page or an XML file declares near its beginning.
pub(in crate::article) fn declared(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let head: String = head.iter().map(|b| char::from(*b).to_ascii_lowercase()).collect();
    of_xml(&head).or_else(|| of_page(&head))
}

fn of_xml(head: &str) -> Option<String> {
    let declaration =
        head.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace()).strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>")?];
    let (_, value) = declaration.split_once("encoding")?;
    label(value)
}

fn of_page(head: &str) -> Option<String> {
    for (at, _) in head.match_indices("<meta") {
        let element = &head[at..];
        let element = &element[..element.find('>').unwrap_or(element.len())];
        if let Some((_, value)) = element.split_once("charset") {
            return label(value);
        }
    }
    None
}

/// Returns the label behind a `=`, with or without quotation marks.
fn label(text: &str) -> Option<String> {
    let text = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(text.len());
    Some(text[..end].to_owned()).filter(|l| !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_encoding_is_found_however_it_is_written() {
        for (page, label) in [
            ("<!doctype html><META CharSet=ISO-8859-2>", Some("iso-8859-2")),
            (
                "<meta http-equiv=content-type content=\"text/html; charset=windows-1251\">",
                Some("windows-1251"),
            ),
            ("<?xml version='1.0' encoding='koi8-r'?><html>", Some("koi8-r")),
            ("<meta name=x><meta charset = 'utf-8'>", Some("utf-8")),
            ("<p>charset=x</p>", None),
            ("<meta charset=>", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), label, "{page}");
        }
    }
}
