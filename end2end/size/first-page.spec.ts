// Which files of the app a browser fetches for the credentials page: for cargo xtask size.

import { writeFileSync } from "node:fs";
import { expect, SENTINEL, test } from "../app";

test("what the credentials page of somebody who is signed in fetches by itself", async ({ app, browser, server }) => {
  const token = server.token("rows");
  for (const name of ["first", "second"]) {
    const keys = { userName: "my-registry-token", password: SENTINEL, registry: "myregistry.azurecr.io" };
    const credentials = { name, provider: "container-reg", keys };
    await server.api("POST", "/credentials", token, { credentials });
  }
  await app.signIn();
  // The same person in a browser that has nothing of the app yet.
  const context = await browser.newContext({ storageState: await app.page.context().storageState() });
  const page = await context.newPage();
  const files = new Set<string>();
  page.on("request", (request) => {
    const { origin, pathname } = new URL(request.url());
    const file = request.resourceType() === "document" ? "index.html" : pathname.slice(1);
    // What has no ending is a question to the server.
    if (origin === server.url && /^[^/]+\.\w+$/.test(file)) files.add(file);
  });
  await page.goto(`${server.url}/credentials`);
  await expect(page.getByText(/^Of 2 registry credentials, some need attention/)).toBeVisible();
  await page.waitForLoadState("networkidle");
  // What a timer would fetch.
  await page.waitForTimeout(2_000);
  await context.close();
  expect(files).toContain("index.html");
  writeFileSync(process.env.WAVEPASS_FETCHED ?? "fetched", [...files].join("\n"));
});
