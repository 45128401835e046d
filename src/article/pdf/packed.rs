//! How the parts of a PDF are packed, and that they unpack to no more than a bounded size.

use std::io::{self, Write};

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use memchr::memmem;
use pdf_extract::{Dictionary, Document, Object, Stream};
use weezl::{BitOrder, decode::Decoder};

use super::super::ReadError;
use super::{KIND, names};

/// Most bytes of all streams together.
const MAX_ALL: u64 = 256 << 20;

/// Counts what is unpacked and keeps nothing of it.
struct Measure {
    left: u64,
    is_over: bool,
}

impl Measure {
    fn new(left: u64) -> Self {
        Measure { left, is_over: false }
    }

    /// Unpacks what zlib packed; behind a bad head the library reads on without one, and so does this.
    fn flate(&mut self, packed: &[u8]) -> Result<(), ReadError> {
        let before = self.left;
        // What is no zlib stream gives an error and no bytes, and what is damaged those before the damage.
        let read = io::copy(&mut ZlibDecoder::new(packed), self);
        if read.is_err() && self.left == before {
            let _ = io::copy(&mut DeflateDecoder::new(packed.get(2..).unwrap_or_default()), self);
        }
        self.held()
    }

    /// Unpacks what LZW packed.
    fn lzw(&mut self, packed: &[u8], parameters: Option<&Dictionary>) -> Result<(), ReadError> {
        let said = parameters.and_then(|p| p.get(b"EarlyChange").ok()).and_then(|o| o.as_i64().ok());
        let mut decoder = match said {
            Some(0) => Decoder::new(BitOrder::Msb, 8),
            _ => Decoder::with_tiff_size_switch(BitOrder::Msb, 8),
        };
        // The status tells only of damage, which the library passes over too.
        let _ = decoder.into_stream(&mut *self).decode_all(packed);
        self.held()
    }

    fn held(&self) -> Result<(), ReadError> {
        if self.is_over {
            return Err(ReadError::Limit(format!("unpacks to more than {} MB", MAX_ALL >> 20)));
        }
        Ok(())
    }
}

impl Write for Measure {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.left.checked_sub(bytes.len() as u64) {
            Some(left) => {
                self.left = left;
                Ok(bytes.len())
            }
            None => {
                self.is_over = true;
                Err(io::ErrorKind::FileTooLarge.into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Checks the streams of a file before its library sees it.
///
/// They are found by their keyword and not by the file's tables: those are what a hostile file lies in.
///
/// # Errors
/// They unpack to too much, or nobody can tell to how much.
pub(super) fn in_file(bytes: &[u8]) -> Result<(), ReadError> {
    names::each_stream(bytes, |names| {
        let has = |name: &[u8]| names.iter().any(|n| n == name);
        twice(names.iter().filter(|n| is_packing(n)).count())?;
        // These the library unpacks before anybody else can look at them.
        let is_table = has(b"ObjStm") || has(b"XRef");
        if is_table && (has(b"LZWDecode") || has(b"ASCII85Decode")) {
            return Err(ReadError::Broken(KIND, "its tables are packed in a way that nobody uses".into()));
        }
        Ok(())
    })?;
    let mut measure = Measure::new(MAX_ALL);
    for at in memmem::find_iter(bytes, b"stream") {
        let rest = &bytes[at + "stream".len()..];
        let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let rest = &rest[blanks..];
        let body = [&b"\r\n"[..], b"\n", b"\r"].into_iter().find_map(|end| rest.strip_prefix(end));
        if let Some(body) = body {
            measure.flate(body)?;
        }
    }
    Ok(())
}

/// Checks those streams of an open file that could not be measured from outside: behind a lock, a text, or LZW.
///
/// # Errors
/// They unpack to too much.
pub(super) fn in_document(document: &Document, was_locked: bool) -> Result<(), ReadError> {
    let mut measure = Measure::new(MAX_ALL);
    document
        .objects
        .values()
        .filter_map(|o| o.as_stream().ok())
        .try_for_each(|stream| one(stream, was_locked, &mut measure))
}

fn one(stream: &Stream, was_locked: bool, measure: &mut Measure) -> Result<(), ReadError> {
    let Ok(filters) = stream.filters() else { return Ok(()) };
    twice(filters.iter().filter(|f| is_packing(f)).count())?;
    let Some(at) = filters.iter().position(|f| is_packing(f)) else { return Ok(()) };
    let is_flate = filters[at] == b"FlateDecode";
    if is_flate && at == 0 && !was_locked {
        return Ok(());
    }
    let before = filters[..at].iter().map(|f| Object::Name(f.to_vec())).collect();
    let dictionary = Dictionary::from_iter([("Filter", Object::Array(before))]);
    // What the library cannot read here it cannot read later either.
    let Ok(packed) = Stream::new(dictionary, stream.content.clone()).decompressed_content() else {
        return Ok(());
    };
    // Without a filter before it, the library gives nothing back.
    let packed = if at == 0 { &stream.content } else { &packed };
    match is_flate {
        true => measure.flate(packed),
        false => {
            let parameters = stream.dict.get(b"DecodeParms").and_then(Object::as_dict).ok();
            measure.lzw(packed, parameters)
        }
    }
}

fn is_packing(filter: &[u8]) -> bool {
    matches!(filter, b"FlateDecode" | b"LZWDecode")
}

fn twice(packings: usize) -> Result<(), ReadError> {
    if packings > 1 {
        return Err(ReadError::Broken(KIND, "a part of it is packed twice".into()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(filters: &[&str], content: Vec<u8>) -> Result<(), ReadError> {
        let filters = filters.iter().map(|f| Object::Name(f.as_bytes().to_vec())).collect();
        let stream = Stream::new(Dictionary::from_iter([("Filter", Object::Array(filters))]), content);
        one(&stream, false, &mut Measure::new(1 << 20))
    }

    /// Writes bytes as a PDF's text of base 85, a group at a time.
    fn as_text(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for group in bytes.chunks(4) {
            let number = (0..4).fold(0, |n, i| n << 8 | u32::from(*group.get(i).unwrap_or(&0)));
            out.extend((0..5).rev().map(|i| b'!' + (number / 85_u32.pow(i) % 85) as u8));
        }
        out.extend(b"~>");
        out
    }

    fn zlib(size: usize) -> Vec<u8> {
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&vec![0; size]).unwrap();
        packed.finish().unwrap()
    }

    fn lzw(size: usize) -> Vec<u8> {
        let mut encoder = weezl::encode::Encoder::with_tiff_size_switch(BitOrder::Msb, 8);
        encoder.encode(&vec![0; size]).unwrap()
    }

    #[test]
    fn a_bomb_is_measured_behind_every_filter_that_the_library_knows() {
        assert!(measured(&["LZWDecode"], lzw(900_000)).is_ok());
        assert!(measured(&["LZWDecode"], lzw(1_200_000)).is_err());
        assert!(measured(&["ASCII85Decode", "FlateDecode"], as_text(&zlib(900_000))).is_ok());
        assert!(measured(&["ASCII85Decode", "FlateDecode"], as_text(&zlib(1_200_000))).is_err());
        assert!(measured(&["ASCII85Decode", "LZWDecode"], as_text(&lzw(1_200_000))).is_err());
    }

    #[test]
    fn a_bomb_with_a_broken_head_is_measured_too() {
        let mut packed = zlib(1_200_000);
        packed[0] = 0;
        assert!(Measure::new(1 << 20).flate(&packed).is_err());
    }
}
