//! Owns what the files of one build are called: every name holds one hash of all of them, so that a late part only ever
//! meets the main module it was cut from.

use super::wasm::{Built, LOADER, MAIN, SCRIPT};
use crate::failure::{Failure, Result};
use crate::workspace;

/// The files under the names that they are served by, in the same order.
///
/// # Errors
/// When a script does not speak of another file where it must.
pub fn give(built: Vec<Built>) -> Result<Vec<Built>> {
    let hash = format!("{:016x}", fingerprint(&built));
    let named: Vec<(String, String)> = built.iter().map(|file| (file.name.clone(), name(&file.name, &hash))).collect();
    built
        .into_iter()
        .map(|Built { name: old, bytes }| {
            let bytes = if old.ends_with(".js") { speak(&old, bytes, &named)? } else { bytes };
            Ok(Built { name: name(&old, &hash), bytes })
        })
        .collect()
}

/// A dash and the hash: that is how the server knows what never changes.
fn name(old: &str, hash: &str) -> String {
    match old {
        SCRIPT => format!("mci-app-{hash}.js"),
        MAIN => format!("mci-app-{hash}_bg.wasm"),
        LOADER => format!("mci-late-{hash}.js"),
        part => {
            format!("mci-{}-{hash}.wasm", part.trim_end_matches(".wasm").trim_start_matches("split_").replace('_', "-"))
        }
    }
}

/// Lets a script name the others by their new names.
fn speak(script: &str, bytes: Vec<u8>, named: &[(String, String)]) -> Result<Vec<u8>> {
    let mut text = String::from_utf8(bytes).map_err(|_| Failure::new(format!("{script} is no text")))?;
    let others = named.iter().filter(|(old, _)| match script {
        SCRIPT => old == LOADER || old == MAIN,
        _ => old != LOADER && old != MAIN,
    });
    for (old, new) in others {
        // The main module asks for the loader by its old name; only where it is fetched from changes.
        let spoken = match (script, old.as_str()) {
            (SCRIPT, LOADER) => {
                ["from \"./", "from './"].map(|before| (format!("{before}{old}"), format!("{before}{new}")))
            }
            _ => ["\"", "/"].map(|before| (format!("{before}{old}"), format!("{before}{new}"))),
        };
        let before = text.clone();
        for (old, new) in spoken {
            text = text.replace(&old, &new);
        }
        if text == before && old != MAIN {
            return Err(Failure::new(format!("{script} does not speak of {old}")));
        }
    }
    Ok(text.into_bytes())
}

fn fingerprint(built: &[Built]) -> u64 {
    let bytes = built.iter().flat_map(|file| file.name.bytes().chain([0]).chain(file.bytes.iter().copied()));
    workspace::fingerprint(bytes)
}

#[cfg(test)]
mod tests {
    use super::give;
    use crate::app::wasm::{Built, LOADER, MAIN, SCRIPT};

    fn built(part: &str) -> Vec<Built> {
        let file = |name: &str, text: &str| Built { name: name.to_owned(), bytes: text.into() };
        vec![
            file(
                SCRIPT,
                "import * as late from \"./__wasm_split.js\"; ({ \"./__wasm_split.js\": late }); 'mci-app_bg.wasm'",
            ),
            file(
                LOADER,
                "import { initSync } from \"./mci-app.js\"; new URL(\"./split_case.wasm\"); new URL(\"./chunk_4.wasm\")",
            ),
            file(MAIN, "main"),
            file("chunk_4.wasm", "shared"),
            file("split_case.wasm", part),
        ]
    }

    #[test]
    fn every_name_changes_with_any_content() {
        let names = |part: &str| give(built(part)).unwrap().into_iter().map(|file| file.name).collect::<Vec<_>>();
        let (one, other) = (names("case"), names("another case"));
        assert!(one.iter().zip(&other).all(|(one, other)| one != other), "{one:?} {other:?}");
        assert!(one.iter().all(|name| name.split('-').skip(1).any(|part| part.len() >= 16)), "{one:?}");
        assert_eq!(one, names("case"));
    }

    #[test]
    fn scripts_fetch_by_the_new_names() {
        let named = give(built("case")).unwrap();
        let [script, loader, _, shared, case] = named.as_slice() else { panic!("{named:?}") };
        let text = |file: &Built| String::from_utf8(file.bytes.clone()).unwrap();
        // What the main module calls it stays; where it is fetched from does not.
        assert!(text(script).contains(&format!("from \"./{}\"", loader.name)), "{}", text(script));
        assert!(text(script).contains("\"./__wasm_split.js\": late"), "{}", text(script));
        for name in [&script.name, &shared.name, &case.name] {
            assert!(text(loader).contains(&format!("\"./{name}\"")), "{}", text(loader));
        }
    }

    #[test]
    fn a_part_that_nothing_fetches_is_a_fault() {
        let mut built = built("case");
        built.push(Built { name: "split_lost.wasm".to_owned(), bytes: Vec::new() });
        assert!(give(built).is_err());
    }
}
