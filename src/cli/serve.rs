//! `quarry serve`: every door on one port, and the nightly schedule behind it.

use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use quarry_graph::Access;
use quarry_query::http::{AdminKey, Service, ServiceOptions, serve};
use quarry_query::{Engine, EngineOptions, Freshness};
use tokio::net::TcpListener;

use super::Outcome;
use crate::invocation::Invocation;
use crate::nightly::Scheduler;
use crate::pipeline::open_ledger;
use crate::served::Announcement;
use crate::{assets, output};

/// Serve SPARQL, chat, the API and the web page, and run the schedule
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

/// Bytes of a made key; 32 hexadecimal digits.
const KEY_BYTES: usize = 16;

pub(super) fn run(_: &Args, invocation: Invocation) -> Result<Outcome> {
    let data = invocation.data_folder()?.to_path_buf();
    fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
    let invocation = Arc::new(invocation);
    let knowledge = invocation.alone(Access::Write)?;
    let ledger = Arc::new(open_ledger(&data)?);
    let extractor = invocation.extractor()?;
    extractor.ready()?;
    let scheduler = Arc::new(Scheduler::new(
        Arc::clone(&invocation),
        Arc::clone(&knowledge),
        ledger,
    )?);
    let (key, key_file) = admin_key(&data)?;
    let settings = &invocation.settings;
    let options = ServiceOptions {
        query_time: Duration::from_secs(settings.integer("serve.query_seconds").max(1)),
        queries_at_a_time: std::thread::available_parallelism().map_or(2, usize::from).max(2),
        web: assets::web(),
        public_url: settings.given("serve.public_url").map(str::to_owned),
        clock: Timestamp::now,
        model_engine: extractor.engine().to_owned(),
    };
    // Nobody waits for the graph to be laid out anew while a run goes on.
    let engine = EngineOptions {
        freshness: Freshness::Refreshed,
        ..EngineOptions::default()
    };
    let engine = Engine::new(Arc::clone(&knowledge), extractor, engine);
    let generator = invocation.generator()?;
    let service = Arc::new(Service::new(
        knowledge,
        engine,
        generator,
        AdminKey::new(&key),
        Arc::clone(&scheduler) as Arc<_>,
        options,
    ));
    let listen = settings.text("serve.listen").to_owned();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(&listen)
            .await
            .with_context(|| format!("listening on {listen}"))?;
        let address = listener.local_addr()?;
        let _announced = Announcement::new(&data, address)?;
        output::complain(&format!("serving on http://{address}"));
        match key_file {
            Some(path) => output::complain(&format!("the admin key stands in {}", path.display())),
            None => output::complain("the admin key is that of QUARRY_ADMIN_KEY"),
        }
        scheduler.watch();
        serve(listener, service, stop_signal()).await?;
        Ok::<_, anyhow::Error>(())
    })?;
    runtime.shutdown_timeout(Duration::from_secs(2));
    Ok(Outcome::Done)
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// The admin key: that of `QUARRY_ADMIN_KEY`, else the one kept in the data folder, which is made at first start.
fn admin_key(data: &Path) -> Result<(String, Option<PathBuf>)> {
    if let Ok(key) = std::env::var("QUARRY_ADMIN_KEY") {
        if key.trim().len() < 8 {
            bail!("QUARRY_ADMIN_KEY is too short: a key has at least 8 characters");
        }
        return Ok((key.trim().to_owned(), None));
    }
    let path = data.join("admin.key");
    let shown = || path.display().to_string();
    match OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)
    {
        Ok(mut file) => {
            let key = random_key()?;
            file.write_all(key.as_bytes()).with_context(shown)?;
            file.sync_all().with_context(shown)?;
            Ok((key, Some(path)))
        }
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {
            let key = fs::read_to_string(&path).with_context(shown)?.trim().to_owned();
            if key.is_empty() {
                bail!("{} is empty; delete it and start again", shown());
            }
            Ok((key, Some(path)))
        }
        Err(e) => Err(e).with_context(shown),
    }
}

fn random_key() -> Result<String> {
    let mut bytes = [0; KEY_BYTES];
    fs::File::open("/dev/urandom")
        .and_then(|mut f| f.read_exact(&mut bytes))
        .context("/dev/urandom")?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}
