//! The running server as the other commands reach it: while `quarry serve` holds a data folder, they ask it over its port.
//!
//! The server leaves its address in `DATA/serve.json`. The note counts only while the folder is locked, so that one left by
//! a killed server misleads nobody.

use std::io::Read;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use quarry_graph::GraphError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ureq::http::{Method, Request, StatusCode};

/// Where the server's note stands in the data folder.
const NOTE: &str = "serve.json";

/// Bytes of a reply that is kept in memory, at most.
const MOST_REPLY: u64 = 1 << 30;

#[derive(Debug, Serialize, Deserialize)]
struct Note {
    address: SocketAddr,
    process: u32,
}

/// The note of this process, taken away when the server ends.
#[derive(Debug)]
pub(crate) struct Announcement(PathBuf);

impl Announcement {
    /// Writes where this process serves `data`.
    ///
    /// # Errors
    /// Where the note cannot be written.
    pub(crate) fn new(data: &Path, address: SocketAddr) -> Result<Self> {
        let path = data.join(NOTE);
        let note = Note {
            address: reachable(address),
            process: std::process::id(),
        };
        std::fs::write(&path, serde_json::to_vec(&note)?).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for Announcement {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A server that listens everywhere is reached on this machine's own address.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

/// Why the server did not do what a command asked: the command is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Refusal {
    /// No server, although one left its address.
    #[error("{data} is in use, and the server at {address} does not answer: {reason}")]
    Silent {
        data: String,
        address: SocketAddr,
        reason: String,
    },
    /// The server said no.
    #[error("the server at {address}: {reason}")]
    Refused { address: SocketAddr, reason: String },
    /// The command needs the folder for itself.
    #[error("{data} is served at {address}; stop that server first (process {process})")]
    Alone {
        data: String,
        address: SocketAddr,
        process: u32,
    },
}

impl std::fmt::Display for Served {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, served at http://{}",
            self.data.display(),
            self.note.address
        )
    }
}

/// A running server.
#[derive(Debug)]
pub(crate) struct Served {
    data: PathBuf,
    note: Note,
    key: String,
    agent: ureq::Agent,
}

impl Served {
    /// The server that holds `data`, where `error` says that it is in use and a server left its address.
    pub(crate) fn behind(error: &anyhow::Error, data: &Path) -> Option<Self> {
        let GraphError::Locked(_) = error.downcast_ref::<GraphError>()? else {
            return None;
        };
        let note = serde_json::from_slice(&std::fs::read(data.join(NOTE)).ok()?).ok()?;
        let key = std::env::var("QUARRY_ADMIN_KEY")
            .or_else(|_| std::fs::read_to_string(data.join("admin.key")))
            .ok()?;
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            // the port is on this machine: no proxy of the environment comes between
            .proxy(None)
            .build()
            .into();
        Some(Self {
            data: data.to_owned(),
            note,
            key: key.trim().to_owned(),
            agent,
        })
    }

    /// The refusal of a command that cannot be asked over the port.
    pub(crate) fn alone(&self) -> Refusal {
        Refusal::Alone {
            data: self.data.display().to_string(),
            address: self.note.address,
            process: self.note.process,
        }
    }

    /// The object at `path`.
    ///
    /// # Errors
    /// [`Refusal`], or where the reply is not what was expected.
    pub(crate) fn get<T: DeserializeOwned>(&self, path: &str, parameters: &[(&str, &str)]) -> Result<T> {
        self.object(Method::GET, path, parameters, None)
    }

    /// What the server gives for an object sent to `path`.
    ///
    /// # Errors
    /// As [`Served::get`].
    pub(crate) fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T> {
        self.object(Method::POST, path, &[], Some(serde_json::to_vec(body)?))
    }

    /// Asks for what stands at `path` to be deleted.
    ///
    /// # Errors
    /// As [`Served::get`].
    pub(crate) fn delete(&self, path: &str, parameters: &[(&str, &str)]) -> Result<()> {
        self.send(Method::DELETE, path, parameters, &[], None)?;
        Ok(())
    }

    /// Bytes as they come, in the form that `accept` names.
    ///
    /// # Errors
    /// As [`Served::get`].
    pub(crate) fn stream(
        &self,
        path: &str,
        parameters: &[(&str, &str)],
        accept: &str,
    ) -> Result<impl Read + use<>> {
        let reply = self.send(Method::GET, path, parameters, &[("accept", accept)], None)?;
        Ok(reply.into_body().into_reader())
    }

    fn object<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        parameters: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Result<T> {
        let headers = [("content-type", "application/json")];
        let mut reply = self.send(method, path, parameters, &headers, body)?;
        let bytes = reply.body_mut().with_config().limit(MOST_REPLY).read_to_vec()?;
        let bytes = if bytes.is_empty() { b"null".to_vec() } else { bytes };
        serde_json::from_slice(&bytes).with_context(|| format!("the server's reply to {path}"))
    }

    fn send(
        &self,
        method: Method,
        path: &str,
        parameters: &[(&str, &str)],
        headers: &[(&str, &str)],
        body: Option<Vec<u8>>,
    ) -> Result<ureq::http::Response<ureq::Body>> {
        let mut address = format!("http://{}{path}", self.note.address);
        for (place, (name, value)) in parameters.iter().enumerate() {
            address.push(if place == 0 { '?' } else { '&' });
            address.push_str(name);
            address.push('=');
            address.extend(value.bytes().map(escaped));
        }
        let mut request = Request::builder()
            .method(method)
            .uri(address)
            .header("authorization", format!("Bearer {}", self.key));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.unwrap_or_default())?;
        let mut reply = self.agent.run(request).map_err(|error| Refusal::Silent {
            data: self.data.display().to_string(),
            address: self.note.address,
            reason: error.to_string(),
        })?;
        if reply.status().is_success() {
            return Ok(reply);
        }
        let said = reply.body_mut().read_to_string().unwrap_or_default();
        Err(Refusal::Refused {
            address: self.note.address,
            reason: reason(reply.status(), &said),
        }
        .into())
    }
}

/// The sentence of a problem document, else the status.
fn reason(status: StatusCode, said: &str) -> String {
    if status == StatusCode::UNAUTHORIZED {
        return "the admin key was not accepted; it stands in the data folder's admin.key or in QUARRY_ADMIN_KEY".to_owned();
    }
    serde_json::from_str::<Value>(said)
        .ok()
        .and_then(|problem| Some(problem.get("detail")?.as_str()?.to_owned()))
        .unwrap_or_else(|| status.to_string())
}

/// A byte of a query parameter (RFC 3986, section 2.3).
fn escaped(byte: u8) -> String {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_listens_everywhere_is_asked_here() {
        let shown = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(shown("0.0.0.0:7878"), "127.0.0.1:7878");
        assert_eq!(shown("[::]:7878"), "[::1]:7878");
        assert_eq!(shown("192.0.2.7:80"), "192.0.2.7:80");
    }

    #[test]
    fn parameters_are_escaped_byte_by_byte() {
        let escape = |text: &str| text.bytes().map(escaped).collect::<String>();
        assert_eq!(escape("a b&藍"), "a%20b%26%E8%97%8D");
    }

    #[test]
    fn a_note_counts_only_while_the_folder_is_in_use() {
        let data = tempfile::tempdir().unwrap();
        let locked = anyhow::Error::from(GraphError::Locked(data.path().to_owned()));
        assert!(Served::behind(&locked, data.path()).is_none());
        std::fs::write(data.path().join("admin.key"), "some key").unwrap();
        let note = Announcement::new(data.path(), "127.0.0.1:1".parse().unwrap()).unwrap();
        let served = Served::behind(&locked, data.path()).unwrap();
        assert!(served.alone().to_string().contains("127.0.0.1:1"));
        let other = anyhow::Error::from(GraphError::Store("gone".to_owned()));
        assert!(Served::behind(&other, data.path()).is_none());
        // nobody listens there
        let silent = served.get::<Value>("/api/status", &[]).unwrap_err();
        assert!(silent.downcast_ref::<Refusal>().is_some());
        drop(note);
        assert!(Served::behind(&locked, data.path()).is_none());
    }
}
