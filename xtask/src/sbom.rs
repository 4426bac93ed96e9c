//! The software bill of materials: every crate that the program is linked from, as a CycloneDX 1.5 document.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// The program's package.
const PROGRAM: &str = "quarry";

/// The document, of what `Cargo.lock` pins for the program with all its features.
///
/// # Errors
/// Where `cargo metadata` fails or prints what is not understood.
pub(crate) fn document(root: &Path) -> Result<Value, String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--locked", "--all-features"])
        .current_dir(root)
        .output()
        .map_err(|e| format!("cargo metadata: {e}"))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?;
    from_metadata(&metadata).ok_or_else(|| "cargo metadata printed something else".to_owned())
}

fn from_metadata(metadata: &Value) -> Option<Value> {
    let packages = metadata.get("packages")?.as_array()?;
    let nodes = metadata.get("resolve")?.get("nodes")?.as_array()?;
    let program = packages.iter().find(|p| p["name"] == PROGRAM)?;
    let mut linked = BTreeSet::new();
    let mut ahead = vec![program["id"].as_str()?];
    while let Some(id) = ahead.pop() {
        if !linked.insert(id) {
            continue;
        }
        let node = nodes.iter().find(|n| n["id"] == id)?;
        for dependency in node["deps"].as_array()? {
            let mut kinds = dependency["dep_kinds"].as_array()?.iter();
            // what only tests or builds use is not in the program
            if kinds.any(|k| k["kind"].is_null()) {
                ahead.push(dependency["pkg"].as_str()?);
            }
        }
    }
    let component = |package: &Value| {
        let (name, version) = (package["name"].as_str()?, package["version"].as_str()?);
        let mut component = json!({
            "type": if package["name"] == PROGRAM { "application" } else { "library" },
            "bom-ref": format!("{name}@{version}"),
            "name": name,
            "version": version,
            "licenses": [{ "expression": package["license"].as_str().unwrap_or("NOASSERTION").replace('/', " OR ") }],
        });
        if !package["source"].is_null() {
            component["purl"] = format!("pkg:cargo/{name}@{version}").into();
        }
        Some(component)
    };
    let mut components: Vec<Value> = packages
        .iter()
        .filter(|p| p["name"] != PROGRAM && p["id"].as_str().is_some_and(|id| linked.contains(id)))
        .filter_map(component)
        .collect();
    components.sort_by_key(|c| c["bom-ref"].as_str().unwrap_or_default().to_owned());
    Some(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": component(program)? },
        "components": components,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_listed_and_what_only_tests_use_is_not() {
        let package = |name: &str, source: Value| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0", "source": source });
        let metadata = json!({
            "packages": [package("quarry", Value::Null), package("a", "registry".into()), package("b", "registry".into())],
            "resolve": { "nodes": [
                { "id": "quarry", "deps": [
                    { "pkg": "a", "dep_kinds": [{ "kind": null }] },
                    { "pkg": "b", "dep_kinds": [{ "kind": "dev" }] },
                ] },
                { "id": "a", "deps": [] },
                { "id": "b", "deps": [] },
            ] },
        });
        let bill = from_metadata(&metadata).unwrap_or_default();
        assert_eq!(bill["metadata"]["component"]["type"], "application");
        let listed = bill["components"].as_array().map(Vec::len);
        assert_eq!(listed, Some(1));
        assert_eq!(bill["components"][0]["purl"], "pkg:cargo/a@1.0.0");
        assert_eq!(
            bill["components"][0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
    }
}
