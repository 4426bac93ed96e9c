//! Tesseract as a process of its own.
//!
//! The picture goes in by standard input as a portable grey map, the words come out as the table that Tesseract
//! calls TSV. Each run has a limit on time and on address space; nothing is written to disk and nothing is linked.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::{OcrError, Picture, Recognizer, Word};

/// Output beyond this is no page (bytes).
const LONGEST: u64 = 64 << 20;
/// How long to wait between two looks at a running process.
const NAP: Duration = Duration::from_millis(5);

/// How Tesseract is run.
#[derive(Debug, Clone)]
pub struct TesseractOptions {
    /// The program, by name or path.
    pub program: String,
    /// Names of its language data, most wanted first; those that are not installed are left out.
    pub languages: Vec<String>,
    /// Longest time for one page.
    pub time: Duration,
    /// Address space that one run may take, in bytes.
    pub memory_bytes: u64,
}

impl Default for TesseractOptions {
    /// `tesseract` from the path, for Korean, Traditional Chinese and English; a minute and a gibibyte a page.
    fn default() -> Self {
        Self {
            program: "tesseract".to_owned(),
            languages: ["kor", "chi_tra", "eng"].map(str::to_owned).to_vec(),
            time: Duration::from_secs(60),
            memory_bytes: 1 << 30,
        }
    }
}

/// An installed Tesseract.
#[derive(Debug, Clone)]
pub struct Tesseract {
    options: TesseractOptions,
    name: String,
    /// Languages in Tesseract's form, `kor+eng`.
    languages: String,
}

impl Tesseract {
    /// Looks for the program and its languages.
    ///
    /// # Errors
    /// [`OcrError::NotInstalled`] where the program cannot be run, [`OcrError::NoLanguage`] where it has none of the
    /// languages.
    pub fn find(options: TesseractOptions) -> Result<Self, OcrError> {
        let listed = output_of(Command::new(&options.program).arg("--list-langs"), &[], &options)?;
        let version = output_of(Command::new(&options.program).arg("--version"), &[], &options)?;
        let present: Vec<&str> = listed.lines().skip(1).map(str::trim).collect();
        let usable: Vec<&str> = options
            .languages
            .iter()
            .map(String::as_str)
            .filter(|l| present.contains(l))
            .collect();
        if usable.is_empty() {
            return Err(OcrError::NoLanguage {
                program: options.program.clone(),
                wanted: options.languages.join(", "),
                present: present.join(", "),
            });
        }
        Ok(Self {
            languages: usable.join("+"),
            name: version.lines().next().unwrap_or("tesseract").trim().to_owned(),
            options,
        })
    }
}

impl Recognizer for Tesseract {
    fn name(&self) -> &str {
        &self.name
    }

    fn recognize(&self, picture: &Picture) -> Result<Vec<Word>, OcrError> {
        let dpi = format!("{}", picture.dpi.round().clamp(70.0, 2400.0) as u32);
        let mut command = Command::new(&self.options.program);
        command
            .args([
                "stdin",
                "stdout",
                "-l",
                &self.languages,
                "--psm",
                "3",
                "--dpi",
                &dpi,
                "tsv",
            ])
            // One page, one core: pages are read side by side by whoever reads files side by side.
            .env("OMP_THREAD_LIMIT", "1");
        let table = output_of(&mut command, &grey_map(picture), &self.options)?;
        Ok(words(&table))
    }
}

/// A portable grey map (PGM, binary).
fn grey_map(picture: &Picture) -> Vec<u8> {
    let mut bytes = format!("P5\n{} {}\n255\n", picture.width, picture.height).into_bytes();
    bytes.extend_from_slice(&picture.gray);
    bytes
}

/// Runs a command within the limits and gives what it wrote.
fn output_of(command: &mut Command, input: &[u8], options: &TesseractOptions) -> Result<String, OcrError> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| OcrError::NotInstalled {
            program: options.program.clone(),
            reason: error.to_string(),
        })?;
    limit_memory(&child, options.memory_bytes);
    let stdin = child.stdin.take();
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let status = thread::scope(|scope| {
        scope.spawn(move || {
            // A process that ends early closes its input; its status says why.
            stdin.map(|mut pipe| pipe.write_all(input))
        });
        let written = scope.spawn(move || read_all(stdout));
        let said = scope.spawn(move || read_all(stderr));
        let status = wait(&mut child, options.time);
        (status, written.join(), said.join())
    });
    let (status, Ok(written), Ok(said)) = status else {
        return Err(OcrError::Failed("its output could not be read".to_owned()));
    };
    let Some(status) = status else {
        return Err(OcrError::TooLong {
            seconds: options.time.as_secs(),
        });
    };
    if status.success() {
        return Ok(String::from_utf8_lossy(&written).into_owned());
    }
    let said = String::from_utf8_lossy(&said);
    let said = said.lines().last().unwrap_or("").trim();
    Err(OcrError::Failed(format!("{status}; {said}")))
}

/// Bounds the address space of a process that has just started. Where the system does not let us, the limits of
/// this process, which it inherits, still hold.
#[cfg(target_os = "linux")]
fn limit_memory(child: &Child, bytes: u64) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit {
        current: Some(bytes),
        maximum: Some(bytes),
    };
    if let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        let _ = prlimit(Some(pid), Resource::As, limit);
    }
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: &Child, _: u64) {}

/// The status of the process once it has ended; none where it had to be killed.
fn wait(child: &mut Child, time: Duration) -> Option<std::process::ExitStatus> {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) if start.elapsed() < time => thread::sleep(NAP),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return None;
            }
        }
    }
}

fn read_all(pipe: Option<impl Read>) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let _ = pipe.take(LONGEST).read_to_end(&mut bytes);
    }
    bytes
}

/// The words of Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence,
/// text. A line (level 4) comes before its words (level 5).
fn words(table: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut line = 0;
    let mut line_bbox = [0.0; 4];
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let &[level, _, _, _, _, _, left, top, width, height, confidence, text] = fields.as_slice() else {
            continue;
        };
        let (Ok(left), Ok(top), Ok(width), Ok(height)) = (
            left.parse::<f32>(),
            top.parse::<f32>(),
            width.parse::<f32>(),
            height.parse::<f32>(),
        ) else {
            continue;
        };
        let bbox = [left, top, left + width, top + height];
        match level {
            "4" => {
                line += 1;
                line_bbox = bbox;
            }
            "5" if !text.trim().is_empty() => words.push(Word {
                text: text.trim().to_owned(),
                bbox,
                confidence: confidence.parse::<f32>().unwrap_or(0.0).clamp(0.0, 100.0) / 100.0,
                line,
                line_bbox,
            }),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_with_their_boxes_and_lines() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n\
                     4\t1\t1\t1\t1\t0\t50\t90\t300\t24\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t50\t92\t80\t20\t96.5\t연간\n\
                     5\t1\t1\t1\t1\t2\t140\t92\t80\t20\t41\tbudget\n\
                     5\t1\t1\t1\t1\t3\t240\t92\t8\t20\t95\t \n";
        let words = words(table);
        let found: Vec<(&str, [f32; 4], f32, u32)> = words
            .iter()
            .map(|w| (w.text.as_str(), w.bbox, w.confidence, w.line))
            .collect();
        assert_eq!(
            found,
            [
                ("연간", [50.0, 92.0, 130.0, 112.0], 0.965, 1),
                ("budget", [140.0, 92.0, 220.0, 112.0], 0.41, 1)
            ]
        );
        assert_eq!(
            words.first().map(|w| w.line_bbox),
            Some([50.0, 90.0, 350.0, 114.0])
        );
    }

    #[test]
    fn a_program_that_is_not_there_is_said_to_be_missing() {
        let options = TesseractOptions {
            program: "no-such-program-for-recognition".to_owned(),
            ..TesseractOptions::default()
        };
        assert!(matches!(
            Tesseract::find(options),
            Err(OcrError::NotInstalled { .. })
        ));
    }

    #[test]
    fn a_run_that_takes_too_long_is_ended() {
        let options = TesseractOptions {
            program: "sleep".to_owned(),
            time: Duration::from_millis(50),
            ..TesseractOptions::default()
        };
        let run = output_of(Command::new("sleep").arg("30"), &[], &options);
        assert!(matches!(run, Err(OcrError::TooLong { .. })), "{run:?}");
    }
}
