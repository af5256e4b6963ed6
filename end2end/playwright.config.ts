import { defineConfig } from "@playwright/test";

// Everything runs against the real server on a fresh database; see server.ts.
export default defineConfig({
  outputDir: "results",
  timeout: 30_000,
  expect: { timeout: 5_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  retries: 0,
  reporter: [["list"]],
  projects: [
    { name: "tests", testDir: "tests" },
    // Made on demand; not a test.
    { name: "pictures", testDir: "pictures" },
    // Looks which files come with the first page; run by cargo xtask size.
    { name: "size", testDir: "size" },
    // Measures; run by itself, so that nothing else counts.
    { name: "bench", testDir: "bench" },
  ],
  use: {
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    // Recording costs a third of the time, so it is done on request.
    trace: process.env.WAVEPASS_TRACE ? "retain-on-failure" : "off",
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
      ],
    },
  },
});
