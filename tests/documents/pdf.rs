//! Printed pages.

use super::blocks;
use super::files::{file, pdf};
use variorum::article::{Format, Role, read};

#[test]
fn paragraphs_are_joined_from_lines_and_broken_words_made_whole() {
    let bytes = pdf(&[
        (72, 720, 18, "Footbridge gives way"),
        (72, 690, 11, "Nine people were taken to hospital on Saturday after the deck of the foot-"),
        (72, 677, 11, "bridge fell into the stream, the council said. An inspection had been put"),
        (72, 664, 11, "off twice."),
        (72, 640, 11, "The bridge was built in 1974. It will stay closed until the spring, and a"),
        (72, 627, 11, "ferry will run in its place."),
    ]);
    let article = read(&bytes, "report").unwrap();
    let expected = [
        (Role::Heading, "Footbridge gives way"),
        (
            Role::Text,
            "Nine people were taken to hospital on Saturday after the deck of the footbridge fell into the stream, the council said. An inspection had been put off twice.",
        ),
        (
            Role::Text,
            "The bridge was built in 1974. It will stay closed until the spring, and a ferry will run in its place.",
        ),
    ];
    assert_eq!(blocks(&article), expected);
    assert_eq!(article.reading.format, Format::Pdf);
    assert!(article.notice.unwrap().contains("check this text"));
    assert_eq!(article.metadata.author.as_deref(), Some("M. Ode"));
    assert_eq!(article.metadata.published, None, "when a file was made is not when it was published");
}

#[test]
fn a_file_whose_parts_hold_each_other_is_refused_and_not_followed_for_ever() {
    let ring = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >> /Length 5 >>\nstream\n/A Do\nendstream";
    let bytes = file(&[
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".into(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>".into(),
        "<< /Length 5 >>\nstream\n/A Do\nendstream".into(),
        ring.into(),
        "<< >>".into(),
    ]);
    let error = read(&bytes, "ring.pdf").unwrap_err().to_string();
    assert!(error.contains("hold each other"), "{error}");
}

#[test]
fn a_bomb_is_refused_before_it_fills_the_memory() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0; 1 << 20];
    (0..257).for_each(|_| std::io::Write::write_all(&mut packed, &zeros).unwrap());
    let packed = packed.finish().unwrap();
    let mut bytes = b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n".to_vec();
    bytes.extend(packed);
    let error = read(&bytes, "bomb.pdf").unwrap_err().to_string();
    assert!(error.contains("unpacks to more than 256 MB"), "{error}");
}

#[test]
fn a_damaged_file_is_told_and_prints_nothing() {
    let bytes = pdf(&[(72, 720, 18, "Footbridge gives way")]);
    for cut in [9, 60, bytes.len() / 2] {
        let error = read(&bytes[..cut], "cut.pdf").unwrap_err().to_string();
        assert!(error.contains("PDF") || error.contains("no text"), "{error}");
    }
}

#[test]
fn a_part_that_is_packed_twice_is_refused_however_it_says_so() {
    let pad = "x".repeat(600);
    for said in [
        "/Filter [/FlateDecode /FlateDecode]".to_owned(),
        format!("/Filter [/FlateDecode /FlateDecode] /Pad ({pad})"),
        "/Filter [/F#6cateDecode /FlateDecode] /Pad (1 0 obj << endstream)".to_owned(),
        "/Filter [/LZWDecode /FlateDecode]".to_owned(),
    ] {
        let bytes = file(&[format!("<< {said} /Length 1 >>\nstream\nx\nendstream"), "<< >>".into()]);
        let error = read(&bytes, "bomb.pdf").unwrap_err().to_string();
        assert!(error.contains("packed twice"), "{said}: {error}");
    }
}
