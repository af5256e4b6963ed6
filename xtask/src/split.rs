//! Cuts the built program into the part that every page needs and the parts that come with
//! what `app/src/shell/lazy.rs` declares.
//!
//! Trunk cannot do this yet (its issue 1022): the cut has to happen between the compiler and
//! wasm-bindgen. So Trunk calls this when it has built everything else, and its program is
//! replaced by the parts, under the names that its page already has. Every file keeps a hash
//! in its name, which the server takes as the promise that it never changes.

mod classes;
mod glue;
mod likeness;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, anyhow};
use wasm_split_cli_support::{Options, transform};
use xshell::{Shell, cmd};

use crate::workspace::{APP, Workspace};

/// What Rust's compiler expects of a browser. The parts do not say it themselves.
pub(crate) const FEATURES: [&str; 6] = [
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
    let script = bindgen.join(format!("{name}.js"));
    let first = bindgen.join(format!("{name}_bg.wasm"));
    if release {
        drop_classes(sh, &script, &first)?;
        shorten_names(sh, &script, &first)?;
    }
    let mut links = sh.read_file(parts.path().join(&link))?;
    let mut programs = vec![first];
    for part in split {
        let plain = file_name(&part)?;
        let hashed = plain.replace(".wasm", &format!("-{hash}.wasm"));
        links = links.replace(&format!("\"./{plain}\""), &format!("\"./{hashed}\""));
        let part_with_hash = part.with_file_name(&hashed);
        fs::rename(&part, &part_with_hash)?;
        programs.push(part_with_hash);
    }
    put_all(&programs, &staging, release)?;
    sh.write_file(bindgen.join(&link), links)?;
    put_script(sh, &script, &staging, release)
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

/// Takes out of script and program the classes that are there for other scripts.
fn drop_classes(sh: &Shell, script: &Path, program: &Path) -> anyhow::Result<()> {
    let (text, unused) = classes::without_classes(&sh.read_file(script)?)?;
    sh.write_file(script, text)?;
    let bytes = sh.read_binary_file(program)?;
    sh.write_file(program, classes::without_exports(&bytes, &unused)?)?;
    Ok(())
}

/// Gives what script and program call in each other short names.
fn shorten_names(sh: &Shell, script: &Path, program: &Path) -> anyhow::Result<()> {
    let (text, bytes) = glue::shortened(&sh.read_file(script)?, &sh.read_binary_file(program)?)?;
    sh.write_file(script, text)?;
    sh.write_file(program, bytes)?;
    Ok(())
}

/// Copies the parts to where the page finds them, several at a time: to make one smaller takes one
/// processor for seconds, and there are dozens.
fn put_all(parts: &[PathBuf], staging: &Path, release: bool) -> anyhow::Result<()> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || -> anyhow::Result<()> {
        let sh = Shell::new()?;
        while let Some(part) = parts.get(next.fetch_add(1, Ordering::Relaxed)) {
            put(&sh, part, staging, release)?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..processors).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err(anyhow!("a part was not made smaller")))
        })
    })
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
        let named = likeness::named_by_likeness(&sh.read_binary_file(&target)?)?;
        sh.write_file(&target, named)?;
        cmd!(
            sh,
            "wasm-opt {FEATURES...} --reorder-functions-by-name --strip-debug {target} -o {target}"
        )
        .quiet()
        .ignore_stderr()
        .run()?;
    } else {
        sh.copy_file(part, target)?;
    }
    Ok(())
}

/// Puts the program's script, and the one that fetches its parts, into one file where the page
/// finds it: each file is one more trip before the program can start. For release, smaller.
fn put_script(sh: &Shell, script: &Path, staging: &Path, release: bool) -> anyhow::Result<()> {
    let target = staging.join(file_name(script)?);
    let minify = release.then_some("--minify");
    // wasm-bindgen imports the same file under several names, which is said to be odd.
    cmd!(
        sh,
        "esbuild {script} --bundle {minify...} --format=esm --log-level=error --outfile={target} --allow-overwrite"
    )
    .quiet()
    .run()?;
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
