//! The browsers that the tests drive: Chromium always, others where they are installed.
//!
//! Only Chromium is fetched when it is missing. Start at [`chromium`] and [`Beside`].

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use xshell::{Shell, cmd};

use crate::path::on_path;
use crate::step;

/// The path of a Chromium that the browser tests can drive.
pub(crate) fn chromium(sh: &Shell) -> anyhow::Result<PathBuf> {
    if let Some(path) = env::var_os("WAVEPASS_BROWSER") {
        return Ok(path.into());
    }
    let names = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ];
    if let Some(found) = names.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    let usual = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];
    if let Some(found) = usual.iter().map(Path::new).find(|path| path.exists()) {
        return Ok(found.to_owned());
    }
    step("No Chromium found: fetching Playwright's");
    cmd!(sh, "npx playwright install chromium").run().context(
        "the browser tests need Chromium. On Debian or Ubuntu, type: \
         sudo apt-get install chromium. Elsewhere install Chrome, or name a browser with \
         WAVEPASS_BROWSER=/path/to/chromium",
    )?;
    let script = "console.log(require('@playwright/test').chromium.executablePath())";
    Ok(cmd!(sh, "node -e {script}").read()?.into())
}

/// A browser that is tested beside Chromium.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Beside {
    /// Runs the same tests.
    Firefox,
    /// Is walked through, in place of Safari.
    WebKit,
}

impl Beside {
    /// Those that there can be on this system.
    pub(crate) fn here() -> &'static [Self] {
        if cfg!(target_os = "linux") {
            &[Self::Firefox, Self::WebKit]
        } else {
            &[Self::Firefox]
        }
    }

    /// The project of `end2end/playwright.config.ts` that is run in it.
    pub(crate) const fn project(self) -> &'static str {
        match self {
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// The variable in which the tests get what they start, and people may name it.
    pub(crate) const fn variable(self) -> &'static str {
        match self {
            Self::Firefox => "WAVEPASS_FIREFOX",
            Self::WebKit => "WAVEPASS_WEBKIT_DRIVER",
        }
    }

    /// What is said when it is missing.
    const fn missing(self) -> &'static str {
        match self {
            Self::Firefox => {
                "Firefox is missing. On Debian, type: sudo apt-get install firefox-esr. Elsewhere \
                 see mozilla.org/firefox, or name it with WAVEPASS_FIREFOX=/path/to/firefox"
            }
            Self::WebKit => {
                "WebKitGTK's driver, a display for it or a clipboard is missing. On Debian or \
                 Ubuntu, type: sudo apt-get install webkit2gtk-driver xvfb xclip"
            }
        }
    }

    /// What the tests start, where everything is there that it needs.
    pub(crate) fn find(self) -> Option<PathBuf> {
        let program = named(env::var_os(self.variable()));
        match self {
            Self::Firefox => program
                .or_else(|| on_path("firefox-esr"))
                .or_else(|| on_path("firefox"))
                .or_else(|| {
                    let usual = [
                        "/Applications/Firefox.app/Contents/MacOS/firefox",
                        r"C:\Program Files\Mozilla Firefox\firefox.exe",
                    ];
                    usual.map(PathBuf::from).into_iter().find(|it| it.exists())
                }),
            Self::WebKit => {
                let others = ["Xvfb", "xclip"];
                let driver = program.or_else(|| on_path("WebKitWebDriver"));
                driver.filter(|_| others.iter().all(|name| on_path(name).is_some()))
            }
        }
    }

    /// What it starts; or says that its tests are left out.
    pub(crate) fn find_or_tell(self) -> Option<PathBuf> {
        let found = self.find();
        if found.is_none() {
            step(&format!("Tests left out: {}", self.missing()));
        }
        found
    }
}

fn named(value: Option<OsString>) -> Option<PathBuf> {
    value.filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Says which browsers are missing, of all that are tested on this system.
pub(crate) fn ensure_all(sh: &Shell) -> anyhow::Result<()> {
    chromium(sh)?;
    ensure_found(Beside::here(), |browser| browser.find().is_some())
}

fn ensure_found(browsers: &[Beside], is_there: impl Fn(Beside) -> bool) -> anyhow::Result<()> {
    let missing = browsers.iter().filter(|browser| !is_there(**browser));
    let missing: Vec<&str> = missing.map(|browser| browser.missing()).collect();
    ensure!(missing.is_empty(), "{}", missing.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_browser_that_is_missing_is_told_with_the_line_to_type() {
        let all = [Beside::Firefox, Beside::WebKit];
        assert!(ensure_found(&all, |_| true).is_ok());
        let error = ensure_found(&all, |_| false).unwrap_err().to_string();
        assert!(
            error.contains("sudo apt-get install firefox-esr"),
            "{error}"
        );
        assert!(
            error.contains("sudo apt-get install webkit2gtk-driver xvfb xclip"),
            "{error}"
        );
        let error = ensure_found(&all, |it| it == Beside::Firefox).unwrap_err();
        assert!(!error.to_string().contains("firefox-esr"), "{error}");
    }

    #[test]
    fn a_browser_that_is_named_by_an_empty_word_is_not_named() {
        assert_eq!(named(Some(OsString::new())), None);
        assert_eq!(named(None), None);
        assert_eq!(
            named(Some("/opt/firefox".into())),
            Some("/opt/firefox".into())
        );
    }
}
