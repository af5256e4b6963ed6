//! Rules of the project that a compiler does not know: style sheets that match the views,
//! crates that know only what they may, and documents that name what is there.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use semver::{Version, VersionReq};

/// The checkout that cargo was called in. Asked when the test runs, because checkouts that
/// share a target folder share this program too.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..")
}

/// Every file below a folder whose name ends like that.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, ending, found);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "{folder} has no {ending}");
    found.sort();
    found
}

fn toml(path: &str) -> toml::Table {
    let text = fs::read_to_string(root().join(path)).unwrap();
    text.parse().unwrap()
}

fn json(path: &str) -> serde_json::Value {
    let text = fs::read_to_string(root().join(path)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The folders of the workspace's crates.
fn crates() -> Vec<String> {
    let members = toml("Cargo.toml")["workspace"]["members"].clone();
    members.try_into().unwrap()
}

/// The crates of the workspace that one is built from, by the names in its manifest, without
/// those of its tests.
fn used_by(folder: &str) -> Vec<String> {
    let manifest = toml(&format!("{folder}/Cargo.toml"));
    let names: BTreeSet<String> = crates().iter().map(|folder| name(folder)).collect();
    let used = manifest.get("dependencies").and_then(toml::Value::as_table);
    let used = used.into_iter().flat_map(|used| used.keys().cloned());
    used.filter(|used| names.contains(used)).collect()
}

fn name(folder: &str) -> String {
    let manifest = toml(&format!("{folder}/Cargo.toml"));
    manifest["package"]["name"].as_str().unwrap().to_owned()
}

/// The crates of rules: everything that the app is built from.
fn crates_of_rules() -> Vec<String> {
    let mut wanted = used_by("app");
    let mut found = Vec::new();
    while let Some(used) = wanted.pop() {
        let folder = crates().into_iter().find(|folder| name(folder) == used);
        let folder = folder.unwrap();
        wanted.extend(used_by(&folder));
        if !found.contains(&folder) {
            found.push(folder);
        }
    }
    assert!(!found.is_empty());
    found
}

/// Whether a file has nothing but tests.
fn is_test(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    name == "tests.rs" || name.ends_with("_tests.rs")
}

/// The names that begin with `wp-` in a text.
fn classes(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    text.split(|c| !is_part(c))
        .filter(|word| word.starts_with("wp-"))
        .map(str::to_owned)
        .collect()
}

fn read_all(paths: &[PathBuf]) -> String {
    paths
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn every_class_of_a_view_has_a_style_and_every_style_a_view() {
    let mut views = files("app/src", ".rs");
    views.push(root().join("index.html"));
    let used = classes(&read_all(&views));
    let styled = classes(&read_all(&files("style", ".css")));
    let missing: Vec<_> = used.difference(&styled).collect();
    let unused: Vec<_> = styled.difference(&used).collect();
    assert!(missing.is_empty(), "without a style: {missing:?}");
    assert!(unused.is_empty(), "without a view: {unused:?}");
}

/// The names of colours in CSS. The system's own, such as `CanvasText`, are not among them: in
/// forced colours they are the ones to use.
const NAMED_COLOURS: &str = "\
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet \
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue \
    darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange \
    darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise \
    darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia \
    gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo \
    ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan \
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue \
    lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon \
    mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue \
    mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin \
    navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen \
    paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red \
    rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue \
    slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white \
    whitesmoke yellow yellowgreen";

/// The functions that make a colour.
const COLOUR_FUNCTIONS: [&str; 13] = [
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "device-cmyk",
    "light-dark",
];

/// Whether the value of a property may have a colour. Of a custom property nobody knows.
fn takes_colour(property: &str) -> bool {
    let begins = [
        "--",
        "background",
        "border",
        "outline",
        "fill",
        "stroke",
        "text-decoration",
        "text-emphasis",
        "column-rule",
        "mask",
        "filter",
        "backdrop-filter",
    ];
    let ends = ["color", "shadow", "-image"];
    begins.iter().any(|begin| property.starts_with(begin))
        || ends.iter().any(|end| property.ends_with(end))
}

/// The colours of a style sheet that are said outright, in any notation. `transparent`,
/// `currentcolor`, the words that take over another value, and the system's colours are none.
fn raw_colours(sheet: &str) -> Vec<String> {
    let mut code = String::new();
    for (at, part) in sheet.split("/*").enumerate() {
        let after = part.split_once("*/").map_or("", |(_, after)| after);
        code.push_str(if at == 0 { part } else { after });
    }
    let mut found = Vec::new();
    for piece in code.split_inclusive(['{', '}', ';']) {
        // What stands before a block is a selector or a condition.
        let Some((property, value)) = piece.split_once(':').filter(|_| !piece.ends_with('{'))
        else {
            continue;
        };
        let (property, value) = (
            property.trim().to_ascii_lowercase(),
            value.to_ascii_lowercase(),
        );
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '#');
        for (at, word) in words(&value, is_part) {
            let is_call = value[at + word.len()..].starts_with('(');
            let is_hex = word.strip_prefix('#').is_some_and(|digits| {
                matches!(digits.len(), 3 | 4 | 6 | 8)
                    && digits.chars().all(|c| c.is_ascii_hexdigit())
            });
            let is_named = NAMED_COLOURS.split_whitespace().any(|name| name == word);
            if is_hex
                || (is_call && COLOUR_FUNCTIONS.contains(&word))
                || (is_named && takes_colour(&property))
            {
                found.push(format!("{property}: {word}"));
            }
        }
    }
    found
}

/// The words of a text and where they begin.
fn words(text: &str, is_part: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split(move |c| !is_part(c))
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - start, word))
}

#[test]
fn a_raw_colour_is_found_in_every_notation() {
    for raw in [
        "color: #abc",
        "color: #ABCD",
        "color: #22aa33",
        "fill: #22aa3380",
        "color: rgb(1 2 3)",
        "color: rgba(1, 2, 3, 0.5)",
        "color: hsl(1deg 2% 3%)",
        "color: hsla(1, 2%, 3%, 0.5)",
        "color: hwb(1 2% 3%)",
        "color: lab(1% 2 3)",
        "color: lch(1% 2 3)",
        "color: oklab(1% 2 3)",
        "color: oklch(1% 2 3)",
        "color: color(display-p3 1 0 0)",
        "color: color-mix(in oklab, var(--a), var(--b))",
        "color: light-dark(var(--a), var(--b))",
        "color: Red",
        "border: 1px solid tan",
        "background: linear-gradient(white, var(--surface))",
        "--mine: red",
        "COLOR: red",
        "box-shadow: 0 0 2px black",
        "outline-color: rebeccapurple",
    ] {
        let sheet = format!("a {{\n  {raw};\n}}\n");
        assert!(!raw_colours(&sheet).is_empty(), "{raw}");
        let last = format!("a {{ {raw} }}");
        assert!(!raw_colours(&last).is_empty(), "{raw}");
    }
}

#[test]
fn what_names_no_colour_of_its_own_is_none() {
    for fine in [
        "a { color: transparent; border-color: currentColor; fill: inherit }",
        "a { color: var(--red); background: ButtonText }",
        "/* once #fff */ a { color: var(--text) }",
        "#fade:hover { animation: red 1s; grid-area: tan }",
        "@media (color: 8) { a { font-family: snow } }",
        "a { mask: url(#shape); transition: color 1s }",
    ] {
        assert_eq!(raw_colours(fine), [""; 0], "{fine}");
    }
}

#[test]
fn colours_are_named_in_the_tokens_only_and_every_token_exists() {
    let tokens = fs::read_to_string(root().join("style/tokens.css")).unwrap();
    for path in files("style", ".css") {
        let text = fs::read_to_string(&path).unwrap();
        let shown = path.display();
        for (at, _) in text.match_indices("var(--") {
            let name = text[at + 4..].split([')', ',']).next().unwrap();
            assert!(
                tokens.contains(&format!("{name}:")),
                "{shown}: no token {name}"
            );
        }
        if !path.ends_with("tokens.css") {
            let raw = raw_colours(&text);
            assert!(raw.is_empty(), "{shown} has colours of its own: {raw:?}");
        }
    }
}

#[test]
fn every_style_sheet_comes_with_the_first_page_or_later() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let first = read("style/main.css");
    let later = read("app/src/shell/later_styles.rs");
    for path in files("style", ".css") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let named = format!("/{name}\"");
        let places = [&first, &later].map(|text| text.matches(&named).count());
        assert!(
            name == "main.css" || places.iter().sum::<usize>() == 1,
            "{name}"
        );
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    for folder in crates() {
        for path in files(&format!("{folder}/src"), ".rs") {
            let text = fs::read_to_string(&path).unwrap();
            // A crate's page may be its README.
            let is_told = text.starts_with("//!") || text.starts_with("#![doc = include_str!");
            assert!(is_test(&path) || is_told, "{}", path.display());
        }
    }
}

#[test]
fn rules_have_no_clock_no_randomness_and_no_io() {
    let folders = crates_of_rules();
    let sources = folders.iter().map(|folder| format!("{folder}/src"));
    for path in sources.flat_map(|folder| files(&folder, ".rs")) {
        // Tests may measure, and examples in the documentation print.
        if is_test(&path) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines();
        let code: String = lines
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        for barred in [
            "SystemTime",
            "Instant::",
            "now_utc",
            "std::fs",
            "std::net",
            "std::env",
            "std::process",
            "std::thread",
            "rand::",
            "println!",
        ] {
            assert!(!code.contains(barred), "{} has {barred}", path.display());
        }
    }
}

#[test]
fn a_test_of_the_app_runs_as_webassembly() {
    for path in files("app/src", ".rs") {
        let text = fs::read_to_string(&path).unwrap();
        // A plain test would run nowhere: the app is tested as WebAssembly only.
        assert!(
            !text.contains("#[test]") || text.contains("wasm_bindgen_test as test;"),
            "{}",
            path.display()
        );
    }
}

#[test]
fn every_crate_inherits_the_lints() {
    for folder in crates() {
        let manifest = toml(&format!("{folder}/Cargo.toml"));
        let inherits = manifest["lints"]["workspace"].as_bool();
        assert_eq!(inherits, Some(true), "{folder}");
    }
}

#[test]
fn nobody_is_built_from_the_app_or_the_server() {
    for folder in crates() {
        for used in used_by(&folder) {
            assert!(
                used != name("app") && used != name("server"),
                "{folder} uses {used}"
            );
        }
    }
}

#[test]
fn the_oldest_node_that_will_do_is_what_the_packages_ask_for() {
    let wanted = json("package.json")["engines"]["node"].clone();
    let wanted = wanted.as_str().unwrap().to_owned();
    let oldest = wanted.strip_prefix(">=").unwrap();
    let mut parts: Vec<&str> = oldest.split('.').collect();
    parts.resize(3, "0");
    let oldest_version = Version::parse(&parts.join(".")).unwrap();
    let locked = json("package-lock.json");
    for (package, record) in locked["packages"].as_object().unwrap() {
        let Some(engines) = record["engines"]["node"].as_str() else {
            continue;
        };
        let will_do = engines.split("||").any(|range| {
            let range = range.split_whitespace().collect::<Vec<_>>().join(", ");
            VersionReq::parse(&range).unwrap().matches(&oldest_version)
        });
        assert!(will_do, "{package} wants Node {engines}, we say {wanted}");
    }
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let said = format!("[Node](https://nodejs.org) {oldest} or newer");
    assert!(readme.contains(&said), "README.md does not say: {said}");
}

#[test]
fn a_test_that_writes_a_document_is_found_by_xtask_docs() {
    for folder in crates() {
        for path in files(&folder, ".rs") {
            let text = fs::read_to_string(&path).unwrap();
            // `cargo xtask docs` runs the tests with `docs` in their path.
            let is_found = path.to_string_lossy().contains("docs") || text.contains("_docs_");
            let writes = text.contains("var_os(\"WAVEPASS_WRITE_DOCS\")")
                || text.contains("docs::is_current(");
            assert!(!writes || is_found, "{}", path.display());
        }
    }
}

#[test]
fn what_the_documents_name_is_there() {
    let entries = fs::read_dir(root()).unwrap().map(|entry| entry.unwrap());
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        // Not in the repository.
        .filter(|name| {
            !["target", "dist", "data", "node_modules", ".build"].contains(&name.as_str())
        })
        .collect();
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = quoted.contains('/')
                && !quoted.contains([' ', '<', '{', '*', ':', '$', '~'])
                && !quoted.starts_with(['/', '-']);
            let first = quoted.split('/').next().unwrap();
            let is_ours = folders.contains(first);
            if is_path && is_ours {
                assert!(root().join(quoted).exists(), "{document} names {quoted}");
            }
        }
        for (at, _) in text.match_indices("](") {
            let target = text[at + 2..].split(')').next().unwrap();
            if !target.contains("://") && !target.starts_with('#') {
                assert!(root().join(target).exists(), "{document} links to {target}");
            }
        }
    }
}
