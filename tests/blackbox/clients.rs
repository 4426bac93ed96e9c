//! Real clients, unchanged: SPARQLWrapper, the openai package, a browser.

use std::process::Command;

use crate::program::{KEY, Server, root, run, tools};

#[test]
fn python_clients_and_a_browser_work_unchanged() {
    let python = tools("python-test");
    let browser = tools("browser/node_modules");
    if python.is_none() && browser.is_none() {
        return;
    }
    let server = Server::start(|_| {});
    if let Some(tools) = python {
        let output = run(Command::new("python3")
            .arg(root().join("tests/clients/clients.py"))
            .env("PYTHONPATH", tools.join("python-test"))
            .env("QUARRY_URL", &server.url)
            .env("QUARRY_KEY", KEY));
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    if let Some(tools) = browser {
        let unpacked = tempfile::tempdir().unwrap();
        let output = run(Command::new("node")
            .arg(root().join("tests/browser/page.mjs"))
            .env("TMPDIR", unpacked.path())
            .env("QUARRY_TEST_TOOLS", &tools)
            .env("QUARRY_URL", &server.url)
            .env("QUARRY_KEY", KEY)
            .env("QUARRY_QUESTION", "蘆葦帶復育計畫114年度的決算數是多少？"));
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
