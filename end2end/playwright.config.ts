import { defineConfig } from "@playwright/test";

// Takes the place of Playwright's own list, whose names are in it.
const switchedOff = [
  "AimEnabled",
  "AutoDeElevate",
  "AvoidCorsURLLoaderRestartOnRedirect",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "BlockOriginHeaderModificationOnRedirect",
  "DestroyProfileOnBrowserClose",
  "DialMediaRouteProvider",
  "GlobalMediaControls",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
  "Translate",
  // Pages of the browser's own, which it loads with every window for what its address bar might
  // show. They took more of the processor than the app.
  "PreloadTopChromeWebUI",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
];

const chromium = {
  browserName: "chromium" as const,
  launchOptions: {
    executablePath: process.env.WAVEPASS_BROWSER || undefined,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--disable-features=${switchedOff.join(",")}`,
    ],
  },
};

// The Firefox that people have, over WebDriver BiDi, and not one that was made for Playwright.
const firefox = {
  browserName: "firefox" as const,
  channel: "moz-firefox",
  launchOptions: {
    executablePath: process.env.WAVEPASS_FIREFOX || "/usr/bin/firefox-esr",
    // A test pastes without anybody who could allow it.
    firefoxUserPrefs: { "dom.events.testing.asyncClipboard": true },
  },
};

// What has not been seen green in it on a machine that does nothing else.
const notYetInFirefox =
  /(copy|faults|generated-answers|list-query|old-and-new-platforms|providers|recorded-answers|reflow|replicas)\.spec\.ts/;

// Everything runs against the real server on a fresh database; see server.ts.
export default defineConfig({
  outputDir: "results",
  timeout: 30_000,
  expect: { timeout: 5_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  // A machine of CI can stand still for seconds. What passes the second time is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  projects: [
    { name: "tests", testDir: "tests", use: chromium },
    // The same tests; what cannot be looked at there is skipped with its reason. Its driver is slower.
    {
      name: "firefox",
      testDir: "tests",
      testIgnore: notYetInFirefox,
      timeout: 60_000,
      expect: { timeout: 15_000 },
      use: firefox,
    },
    // A walk in WebKitGTK, which Playwright does not drive.
    { name: "webkit", testDir: "webkit", timeout: 180_000, expect: { timeout: 20_000 } },
    // Made on demand; not a test.
    { name: "pictures", testDir: "pictures", use: chromium },
    // Looks which files come with the first page; run by cargo xtask size.
    { name: "size", testDir: "size", use: chromium },
    // Measures; run by itself, so that nothing else counts.
    { name: "bench", testDir: "bench", use: chromium },
  ],
  use: {
    viewport: { width: 1280, height: 800 },
    // Recording costs a third of the time, so it is done on request.
    trace: process.env.WAVEPASS_TRACE ? "retain-on-failure" : "off",
  },
});
