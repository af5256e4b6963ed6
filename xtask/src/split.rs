//! Cuts the built program into the part that every page needs and the parts that come with
//! what `app/src/shell/lazy.rs` declares.
//!
//! Trunk cannot do this yet (its issue 1022): the cut has to happen between the compiler and
//! wasm-bindgen. So Trunk calls this when it has built everything else, and its program is
//! replaced by the parts, under the names that its page already has. Every file keeps a hash
//! in its name, which the server takes as the promise that it never changes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use wasm_split_cli_support::{Options, transform};
use xshell::{Shell, cmd};

use crate::workspace::{APP, Workspace};

/// What Rust's compiler expects of a browser. The parts do not say it themselves.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What Trunk's hook runs.
pub(crate) fn hook(sh: &Shell) -> anyhow::Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("this is run by Trunk; see Trunk.toml")?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let hash = hash_of(&staging)?;
    let parts = sh.create_temp_dir()?;
    let program = compiled(sh, release)?;
    let link = format!("{APP}-pages-{hash}.js");
    let split = transform_program(&program, parts.path(), &link, &hash)?;

    let bindgen = parts.path().join("bindgen");
    let main = parts.path().join("main.wasm");
    let name = format!("{APP}-{hash}");
    cmd!(sh, "wasm-bindgen {main} --target web --no-typescript --keep-lld-exports --out-dir {bindgen} --out-name {name}")
        .quiet()
        .run()?;
    put_script(sh, &bindgen.join(format!("{name}.js")), &staging, release)?;
    put(
        sh,
        &bindgen.join(format!("{name}_bg.wasm")),
        &staging,
        release,
    )?;

    let mut links = sh.read_file(parts.path().join(&link))?;
    for part in split {
        let plain = file_name(&part)?;
        let hashed = plain.replace(".wasm", &format!("-{hash}.wasm"));
        links = links.replace(&format!("\"./{plain}\""), &format!("\"./{hashed}\""));
        let part_with_hash = part.with_file_name(&hashed);
        fs::rename(&part, &part_with_hash)?;
        put(sh, &part_with_hash, &staging, release)?;
    }
    let link = parts.path().join(link);
    sh.write_file(&link, links)?;
    put_script(sh, &link, &staging, release)
}

fn transform_program(
    program: &Path,
    to: &Path,
    link: &str,
    hash: &str,
) -> anyhow::Result<Vec<PathBuf>> {
    let program = fs::read(program).with_context(|| format!("no {}", program.display()))?;
    let main = to.join("main.wasm");
    let link = format!("./{link}");
    let main_module = format!("./{APP}-{hash}.js");
    let mut options = Options::new(&program);
    options.output_dir = to;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &main_module;
    let split = transform(options).map_err(|error| anyhow!("{error:#}"))?;
    Ok(split.split_modules)
}

/// Copies a part to where the page finds it; for release, smaller.
fn put(sh: &Shell, part: &Path, staging: &Path, release: bool) -> anyhow::Result<()> {
    let target = staging.join(file_name(part)?);
    if release {
        cmd!(
            sh,
            "wasm-opt -Os {FEATURES...} --strip-debug --strip-producers {part} -o {target}"
        )
        .quiet()
        .ignore_stderr()
        .run()?;
    } else {
        sh.copy_file(part, target)?;
    }
    Ok(())
}

/// Copies a script to where the page finds it; for release, smaller. Its imports and exports keep
/// their names.
fn put_script(sh: &Shell, script: &Path, staging: &Path, release: bool) -> anyhow::Result<()> {
    let target = staging.join(file_name(script)?);
    if release {
        // wasm-bindgen imports the same file under several names, which is said to be odd.
        cmd!(
            sh,
            "esbuild {script} --minify --format=esm --log-level=error --outfile={target} --allow-overwrite"
        )
        .quiet()
        .run()?;
    } else {
        sh.copy_file(script, target)?;
    }
    Ok(())
}

/// The program as the compiler left it.
fn compiled(sh: &Shell, release: bool) -> anyhow::Result<PathBuf> {
    let profile = if release { "browser" } else { "debug" };
    Ok(Workspace::read(sh)?
        .target()
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join(format!("{APP}.wasm")))
}

/// The hash that Trunk put into the names of the program's files.
fn hash_of(staging: &Path) -> anyhow::Result<String> {
    for entry in fs::read_dir(staging)? {
        let name = entry?.file_name();
        let hash = name
            .to_str()
            .and_then(|name| name.strip_prefix(&format!("{APP}-")))
            .and_then(|name| name.strip_suffix("_bg.wasm"));
        if let Some(hash) = hash {
            return Ok(hash.to_owned());
        }
    }
    Err(anyhow!("Trunk built no {APP}"))
}

fn file_name(path: &Path) -> anyhow::Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    Ok(name.context("a part without a name")?.to_owned())
}
