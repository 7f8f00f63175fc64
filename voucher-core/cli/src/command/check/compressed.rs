//! Decompresses files. The format is found out from the first bytes, whatever the name of the file.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fmt::Display;
use std::io::{self, BufRead, BufReader, Cursor, Error, ErrorKind, Read};

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// A skippable frame, with which a file can also begin. The first four bits are free.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];
const UTF16: [&[u8]; 2] = [&[0xff, 0xfe], &[0xfe, 0xff]];

/// Returns the bytes of a file, decompressed if it is compressed with gzip or zstd.
pub(super) fn decompressed(mut reader: impl Read + 'static) -> io::Result<Box<dyn Read>> {
    let mut start = Vec::new();
    reader.by_ref().take(4).read_to_end(&mut start)?;
    let is_skippable = start.first().is_some_and(|first| first & 0xf0 == 0x50)
        && start.get(1..) == Some(SKIPPABLE);
    let is = |mark: &[u8]| start.starts_with(mark);
    let (is_gzip, is_zstd) = (is(GZIP), is(ZSTD) || is_skippable);
    if UTF16.into_iter().any(is) {
        let message = "the file is UTF-16; convert it to UTF-8";
        return Err(Error::new(ErrorKind::InvalidData, message));
    }
    let whole = Cursor::new(start).chain(reader);
    Ok(if is_gzip {
        let decoder = MultiGzDecoder::new(BufReader::new(whole));
        Box::new(Gzip(decoder))
    } else if is_zstd {
        Box::new(Zstd::new(BufReader::new(whole)))
    } else {
        Box::new(whole)
    })
}

/// Decompresses gzip, with messages that name it.
struct Gzip<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Gzip<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.0.read(out).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => cut_off("gzip"),
            ErrorKind::InvalidInput | ErrorKind::InvalidData => {
                Error::new(error.kind(), format!("damaged gzip data: {error}"))
            }
            _ => error,
        })
    }
}

fn cut_off(format: &str) -> Error {
    Error::new(
        ErrorKind::UnexpectedEof,
        format!("the {format} data is cut off"),
    )
}

/// Decompresses all frames of a zstd file.
struct Zstd<R> {
    reader: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> Zstd<R> {
    fn new(reader: R) -> Self {
        Self {
            reader,
            decoder: FrameDecoder::new(),
            is_in_frame: false,
        }
    }

    /// Begins the next frame. Returns whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        use FrameDecoderError::ReadFrameHeaderError as Header;

        while !self.reader.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.reader) {
                Ok(()) => return Ok(true),
                Err(Header(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let mut content = self.reader.by_ref().take(length.into());
                    if io::copy(&mut content, &mut io::sink())? < length.into() {
                        return Err(cut_off("zstd"));
                    }
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }

    /// Reads from the frame, up to its end.
    fn read_frame(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let decoder = &mut self.decoder;
        while decoder.can_collect() < out.len() && !decoder.is_finished() {
            if self.reader.fill_buf()?.is_empty() {
                return Err(cut_off("zstd"));
            }
            let missing = out.len() - decoder.can_collect();
            let strategy = BlockDecodingStrategy::UptoBytes(missing);
            let blocks = decoder.decode_blocks(&mut self.reader, strategy);
            blocks.map_err(|error| damaged(&error))?;
        }
        decoder.read(out)
    }

    /// Checks the checksum at the end of a frame, if it has one.
    fn end(&self) -> io::Result<()> {
        let expected = self.decoder.get_checksum_from_data();
        if expected.is_some() && expected != self.decoder.get_calculated_checksum() {
            return Err(damaged(&"the checksum is wrong"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_in_frame && !self.begin()? {
                return Ok(0);
            }
            self.is_in_frame = true;
            match self.read_frame(out)? {
                0 => {
                    self.end()?;
                    self.is_in_frame = false;
                }
                count => return Ok(count),
            }
        }
    }
}

fn damaged(error: &dyn Display) -> Error {
    Error::new(
        ErrorKind::InvalidData,
        format!("damaged zstd data: {error}"),
    )
}

#[cfg(test)]
mod tests {
    use super::decompressed;
    use std::io::{Cursor, Read, Write};

    const TEXT: &[u8] = b"{\"a\": 1}\n{\"a\": 2}\n";

    fn read(file: Vec<u8>) -> Result<Vec<u8>, String> {
        let mut text = Vec::new();
        let read = decompressed(Cursor::new(file)).and_then(|mut file| file.read_to_end(&mut text));
        read.map(|_| text).map_err(|error| error.to_string())
    }

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(text: &[u8]) -> Vec<u8> {
        let level = ruzstd::encoding::CompressionLevel::Fastest;
        ruzstd::encoding::compress_to_vec(text, level)
    }

    #[test]
    fn each_member_and_each_frame_is_decompressed() {
        assert_eq!(read(TEXT.into()).unwrap(), TEXT);
        assert_eq!(read(Vec::new()).unwrap(), b"");
        assert_eq!(read(b"1".into()).unwrap(), b"1");
        let twice = [TEXT, TEXT].concat();
        assert_eq!(read([gzip(TEXT), gzip(TEXT)].concat()).unwrap(), twice);
        assert_eq!(read([zstd(TEXT), zstd(TEXT)].concat()).unwrap(), twice);
        let skippable = b"\x5a\x2a\x4d\x18\x03\0\0\0abc".to_vec();
        let frames = [skippable.clone(), zstd(TEXT), skippable, zstd(TEXT)].concat();
        assert_eq!(read(frames).unwrap(), twice);
        let large = TEXT.repeat(100_000);
        assert!(read(gzip(&large)).unwrap() == large);
        assert!(read(zstd(&large)).unwrap() == large);
    }

    #[test]
    fn data_that_is_cut_off_or_damaged_is_an_error() {
        for compressed in [gzip(TEXT), zstd(TEXT)] {
            for length in 5..compressed.len() {
                assert!(read(compressed[..length].into()).is_err(), "{length}");
            }
        }
        let mut damaged = gzip(TEXT);
        let at = damaged.len() - 6;
        damaged[at] ^= 1;
        assert!(
            read(damaged)
                .unwrap_err()
                .starts_with("damaged gzip data: ")
        );
        let mut damaged = zstd(TEXT);
        let at = damaged.len() - 1;
        damaged[at] ^= 1;
        assert_eq!(
            read(damaged).unwrap_err(),
            "damaged zstd data: the checksum is wrong"
        );
        let utf_16 = b"\xff\xfe{\0}\0".to_vec();
        assert_eq!(
            read(utf_16).unwrap_err(),
            "the file is UTF-16; convert it to UTF-8"
        );
    }
}
