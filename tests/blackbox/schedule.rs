//! The nightly run inside the server.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{KEY, Server, samples};

fn api(server: &Server, path: &str) -> Value {
    let mut response = ureq::get(server.at(path))
        .header("authorization", &format!("Bearer {KEY}"))
        .call()
        .unwrap();
    response.body_mut().read_json().unwrap()
}

#[test]
fn a_schedule_is_told_and_a_run_can_be_started() {
    let server = Server::start(|data| {
        let configuration = format!(
            "[[sources]]\npath = {:?}\n\n[schedule]\ncron = \"0 2 * * *\"\ntime_zone = \"Asia/Seoul\"\n",
            samples(),
        );
        fs::write(data.join("quarry.toml"), configuration).unwrap();
    });
    let before = api(&server, "/api/runs").as_array().unwrap().len();
    let deadline = Instant::now() + Duration::from_secs(60);
    // two in the morning in Seoul is five in the afternoon before in UTC
    loop {
        let nightly = &api(&server, "/api/status")["nightly"];
        if let Some(next) = nightly["next_run"].as_str() {
            assert!(next.contains("T17:00:00"), "{next}");
            break;
        }
        assert!(Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(100));
    }
    let url = server.at("/api/runs");
    let started = ureq::post(url)
        .header("authorization", &format!("Bearer {KEY}"))
        .send_empty()
        .unwrap();
    assert_eq!(started.status(), 202);
    loop {
        let runs = api(&server, "/api/runs");
        let newest = &runs[0];
        if runs.as_array().unwrap().len() > before && newest["state"] != "running" {
            assert_eq!(newest["state"], "done", "{newest}");
            assert_eq!(newest["unchanged"], 8, "{newest}");
            break;
        }
        assert!(Instant::now() < deadline, "{runs}");
        std::thread::sleep(Duration::from_millis(100));
    }
}
