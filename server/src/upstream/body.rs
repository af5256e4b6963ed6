//! The body of an answer as it comes in: unpacked, and never longer than a limit.

use std::io::{self, Write};

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_ENCODING;
use flate2::write::MultiGzDecoder;

/// What is wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// Longer than the limit: announced, as it came, or unpacked.
    TooLarge,
    /// Packed in a way that nobody asked for and that is not unpacked here.
    Encoding(String),
    /// Packed with gzip, and damaged or cut off.
    Damaged,
}

/// A body that is being read.
pub(super) struct Body {
    encoding: Encoding,
    /// How many bytes came, packed as they are.
    taken: usize,
    limit: usize,
    /// Begun with the first byte: an answer without a body may claim any encoding.
    unpacked: Option<Unpacked>,
}

enum Encoding {
    Plain,
    Gzip,
    Unknown(String),
}

enum Unpacked {
    Plain(Limited),
    Gzip(Box<MultiGzDecoder<Limited>>),
}

/// Bytes up to a limit.
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Body {
    /// The body that an answer's headers announce.
    pub(super) fn announced(
        headers: &HeaderMap,
        length: Option<u64>,
        limit: usize,
    ) -> Result<Self, Flaw> {
        if length.is_some_and(|length| length > limit as u64) {
            return Err(Flaw::TooLarge);
        }
        Ok(Self {
            encoding: Encoding::of(headers),
            taken: 0,
            limit,
            unpacked: None,
        })
    }

    /// Takes the next bytes.
    pub(super) fn take(&mut self, chunk: &[u8]) -> Result<(), Flaw> {
        if chunk.is_empty() {
            return Ok(());
        }
        self.taken += chunk.len();
        if self.taken > self.limit {
            return Err(Flaw::TooLarge);
        }
        let unpacked = match &mut self.unpacked {
            Some(unpacked) => unpacked,
            none => none.insert(self.encoding.begin(self.limit)?),
        };
        let written = match unpacked {
            Unpacked::Plain(bytes) => bytes.write_all(chunk),
            Unpacked::Gzip(decoder) => decoder.write_all(chunk),
        };
        written.map_err(|error| flaw(&error))
    }

    /// The whole body, after its last byte.
    pub(super) fn finish(self) -> Result<Bytes, Flaw> {
        let bytes = match self.unpacked {
            None => return Ok(Bytes::new()),
            Some(Unpacked::Plain(bytes)) => bytes,
            Some(Unpacked::Gzip(decoder)) => decoder.finish().map_err(|error| flaw(&error))?,
        };
        Ok(bytes.bytes.into())
    }
}

impl Encoding {
    fn of(headers: &HeaderMap) -> Self {
        let names: Vec<String> = headers
            .get_all(CONTENT_ENCODING)
            .iter()
            .flat_map(|value| value.to_str().unwrap_or("?").split(','))
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty() && name != "identity")
            .collect();
        match names.as_slice() {
            [] => Self::Plain,
            [one] if one == "gzip" || one == "x-gzip" => Self::Gzip,
            all => Self::Unknown(all.join(", ")),
        }
    }

    fn begin(&self, limit: usize) -> Result<Unpacked, Flaw> {
        let bytes = Limited {
            bytes: Vec::new(),
            limit,
        };
        match self {
            Self::Plain => Ok(Unpacked::Plain(bytes)),
            Self::Gzip => Ok(Unpacked::Gzip(Box::new(MultiGzDecoder::new(bytes)))),
            Self::Unknown(names) => Err(Flaw::Encoding(names.clone())),
        }
    }
}

impl Write for Limited {
    fn write(&mut self, chunk: &[u8]) -> io::Result<usize> {
        if chunk.len() > self.limit - self.bytes.len() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(chunk.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn flaw(error: &io::Error) -> Flaw {
    if error.kind() == io::ErrorKind::FileTooLarge {
        Flaw::TooLarge
    } else {
        Flaw::Damaged
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn read(encoding: &str, chunks: &[&[u8]], limit: usize) -> Result<Bytes, Flaw> {
        let mut headers = HeaderMap::new();
        if !encoding.is_empty() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_str(encoding).unwrap());
        }
        let mut body = Body::announced(&headers, None, limit)?;
        for chunk in chunks {
            body.take(chunk)?;
        }
        body.finish()
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_plain_body_is_what_came_and_at_most_the_limit() {
        for encoding in ["", "identity", "Identity, identity"] {
            assert_eq!(read(encoding, &[b"ab", b"", b"cd"], 4).unwrap(), "abcd");
        }
        assert_eq!(read("", &[b"ab", b"cde"], 4), Err(Flaw::TooLarge));
        assert_eq!(read("", &[], 4).unwrap(), "");
    }

    #[test]
    fn a_length_above_the_limit_is_not_waited_for() {
        let announced = Body::announced(&HeaderMap::new(), Some(5), 4);
        assert_eq!(announced.err(), Some(Flaw::TooLarge));
    }

    #[test]
    fn gzip_is_unpacked_however_it_is_cut_and_in_several_members() {
        let packed = [gzip(b"{\"a\":"), gzip(b"1}")].concat();
        for size in [1, 3, packed.len()] {
            let chunks: Vec<_> = packed.chunks(size).collect();
            for encoding in ["gzip", "x-gzip", "GZIP"] {
                assert_eq!(read(encoding, &chunks, 100).unwrap(), "{\"a\":1}");
            }
        }
        assert_eq!(read("gzip", &[], 4).unwrap(), "", "no body at all");
    }

    #[test]
    fn a_bomb_stops_at_the_limit() {
        let bomb = gzip(&vec![b' '; 1_000_000]);
        assert!(bomb.len() < 2_000);
        assert_eq!(read("gzip", &[&bomb], 10_000), Err(Flaw::TooLarge));
        assert_eq!(read("gzip", &[&bomb], 1_000_000).unwrap().len(), 1_000_000);
    }

    #[test]
    fn gzip_that_is_cut_off_or_damaged_is_no_body() {
        let packed = gzip(b"{\"credentials\":[]}");
        for length in 1..packed.len() {
            let cut = read("gzip", &[&packed[..length]], 100);
            assert_eq!(cut, Err(Flaw::Damaged), "{length} bytes");
        }
        let mut changed = packed.clone();
        changed[12] ^= 0x55;
        for other in [changed.as_slice(), b"{}", &[&packed, &b"{}"[..]].concat()] {
            assert!(read("gzip", &[other], 100).is_err());
        }
    }

    #[test]
    fn another_encoding_is_named() {
        for (encoding, named) in [("br", "br"), ("gzip, BR", "gzip, br"), ("zstd", "zstd")] {
            let flaw = Flaw::Encoding(named.to_owned());
            assert_eq!(read(encoding, &[b"x"], 100), Err(flaw));
            assert_eq!(read(encoding, &[], 100).unwrap(), "", "without a body");
        }
    }
}
