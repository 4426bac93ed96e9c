//! What a pool and its workers say to each other over the pipes.
//!
//! Each message is a frame: one byte that tells its kind, the length of the body as four bytes (little endian), the body.
//! The worker's first frame follows [`GREETING`], so that anything a program prints while it starts is passed over.

use std::io::{self, Read, Write};

use serde::{Deserialize, Serialize};

/// Stands before the first frame of a worker.
pub(super) const GREETING: &[u8; 16] = b"\x00quarry-worker1\n";

/// A body longer than this is no answer of a worker.
const LONGEST: usize = 1 << 30;

/// First words of the pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Limits {
    pub(super) memory_bytes: u64,
    pub(super) file_bytes: u64,
}

/// One file to parse.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Request {
    pub(super) path: String,
    pub(super) source_name: String,
    pub(super) password: Option<String>,
}

/// The kinds of frame that a worker sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is ready; empty.
    Ready,
    /// It made a step; empty.
    Step,
    /// A document, as JSON.
    Document,
    /// All documents were sent; empty.
    End,
    /// The file cannot be read; the reason.
    Unreadable,
    /// The reader panicked; its words.
    Panicked,
}

impl Kind {
    const ALL: [(Self, u8); 6] = [
        (Self::Ready, b'R'),
        (Self::Step, b'S'),
        (Self::Document, b'D'),
        (Self::End, b'E'),
        (Self::Unreadable, b'U'),
        (Self::Panicked, b'P'),
    ];

    fn byte(self) -> u8 {
        Self::ALL
            .iter()
            .find(|(kind, _)| *kind == self)
            .map_or(b'?', |(_, byte)| *byte)
    }

    fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == byte)
            .map(|(kind, _)| *kind)
    }
}

/// A frame from a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) body: Vec<u8>,
}

pub(super) fn write_frame(output: &mut impl Write, kind: Kind, body: &[u8]) -> io::Result<()> {
    write_body(output, kind.byte(), body)
}

/// The next frame; none at the end of the stream.
pub(super) fn read_frame(input: &mut impl Read) -> io::Result<Option<Frame>> {
    let Some((byte, body)) = read_body(input)? else {
        return Ok(None);
    };
    let kind = Kind::from_byte(byte).ok_or_else(|| invalid("a frame of an unknown kind"))?;
    Ok(Some(Frame { kind, body }))
}

/// Sends a message of the pool.
pub(super) fn write_message(output: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    write_body(output, b'M', &serde_json::to_vec(message)?)?;
    output.flush()
}

/// The next message of the pool; none at the end of the stream.
pub(super) fn read_message<T: for<'de> Deserialize<'de>>(input: &mut impl Read) -> io::Result<Option<T>> {
    match read_body(input)? {
        None => Ok(None),
        Some((b'M', body)) => Ok(Some(serde_json::from_slice(&body)?)),
        Some(_) => Err(invalid("a frame that is no message")),
    }
}

/// Reads up to the end of the greeting, past whatever was printed before it.
pub(super) fn read_greeting(input: &mut impl Read) -> io::Result<bool> {
    let mut matched = 0;
    for _ in 0..1 << 16 {
        let mut byte = [0];
        if input.read(&mut byte)? == 0 {
            return Ok(false);
        }
        let [byte] = byte;
        matched = match GREETING.get(matched) {
            Some(expected) if *expected == byte => matched + 1,
            // Only the first byte of the greeting is zero, so a match can begin anew only there.
            _ => usize::from(byte == 0),
        };
        if matched == GREETING.len() {
            return Ok(true);
        }
    }
    Err(invalid("no greeting"))
}

fn write_body(output: &mut impl Write, byte: u8, body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len()).map_err(|_| invalid("a frame over four gibibytes"))?;
    output.write_all(&[byte])?;
    output.write_all(&length.to_le_bytes())?;
    output.write_all(body)
}

fn read_body(input: &mut impl Read) -> io::Result<Option<(u8, Vec<u8>)>> {
    let mut byte = [0];
    loop {
        match input.read(&mut byte) {
            Ok(0) => return Ok(None),
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > LONGEST {
        return Err(invalid("a frame that is too long"));
    }
    // The body grows as it comes: a false length alone must not take memory.
    let mut body = Vec::new();
    let read = input.take(length as u64).read_to_end(&mut body)?;
    if read != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let [byte] = byte;
    Ok(Some((byte, body)))
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn what_is_written_is_read_and_the_stream_ends_cleanly() {
        let mut wire = Vec::new();
        write_frame(&mut wire, Kind::Step, b"").unwrap();
        write_frame(&mut wire, Kind::Document, "{\"título\":1}".as_bytes()).unwrap();
        let mut input = wire.as_slice();
        assert_eq!(read_frame(&mut input).unwrap().unwrap().kind, Kind::Step);
        assert_eq!(
            read_frame(&mut input).unwrap().unwrap().body,
            "{\"título\":1}".as_bytes()
        );
        assert_eq!(read_frame(&mut input).unwrap(), None);
    }

    #[test]
    fn a_frame_cut_short_is_an_error_and_no_end() {
        let mut wire = Vec::new();
        write_frame(&mut wire, Kind::Document, b"abcdef").unwrap();
        for end in 1..wire.len() {
            assert!(read_frame(&mut wire.get(..end).unwrap()).is_err(), "cut at {end}");
        }
    }

    #[test]
    fn the_greeting_is_found_behind_what_a_program_prints() {
        let mut wire = b"\nrunning 1 test\n\x00quarry\x00".to_vec();
        wire.extend_from_slice(GREETING);
        wire.push(b'!');
        let mut input = wire.as_slice();
        assert!(read_greeting(&mut input).unwrap());
        assert_eq!(input, b"!");
        assert!(!read_greeting(&mut b"nothing".as_slice()).unwrap());
    }
}
