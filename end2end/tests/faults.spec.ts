// Faults between the gateway and Platform, in every place where somebody meets them: each says what
// happened, and of a change whether it is certain that nothing was done; nothing typed is lost; and
// when Platform is well again, the page goes on from where it is.

import type { Page } from "@playwright/test";
import { App, TOKEN, expect, test } from "../answers/app";
import { FAULTS, type Fault } from "../answers/faults";
import { played, stored } from "../answers/platform";

const GHCR = "6mUs2ZyBt0NoRd4XpAe8Jc";
const LIST = played("GET", "/credentials", 200, { credentials: [stored(GHCR, "core-ghcr", "ghcr.io")] });

/** A page of somebody who is signed in, with the list. */
async function withList(app: App): Promise<App> {
  app.platform.play(LIST);
  await app.signIn();
  await expect(app.row("core-ghcr")).toBeVisible();
  return app;
}

/** Another page beside it. */
async function beside(app: App, page?: Page): Promise<App> {
  return new App(page ?? (await app.page.context().newPage()), app.platform, app.url);
}

for (const fault of FAULTS) {
  test(`${fault.name}: it is said, nothing typed is lost, and there is a way out`, async ({ app, browser }) => {
    test.setTimeout(fault.slow ? 180_000 : 90_000);
    const reading = await withList(app);
    await reading.tab("Launch").click();
    const adding = await beside(app);
    await adding.fillForm("core-quay");
    await expect(adding.page.getByText("This name is free.")).toBeVisible();
    const loading = await beside(app);
    const stranger = await browser.newContext();
    const signingIn = await beside(app, await stranger.newPage());
    await signingIn.goto("/sign-in");
    await signingIn.page.getByLabel(/^Access token/).fill(TOKEN);

    await fault.begin(app.platform);
    const before = app.platform.seen.length;
    await Promise.all([
      reading.tab("Credentials").click(),
      adding.add(),
      loading.goto("/credentials"),
      signingIn.button("Sign in").click(),
    ]);
    await expectTold(fault, reading, adding, loading, signingIn);
    const sent = app.platform.seen.slice(before).filter((one) => one.method === "POST");
    expect(sent, "a change is sent once").toHaveLength(fault.unsent ? 0 : 1);

    app.platform.fault = undefined;
    await fault.end?.(app.platform);
    await reading.button("Retry").click();
    await expect(reading.row("core-ghcr")).toBeVisible();
    await loading.button("Retry").click();
    await expect(loading.row("core-ghcr")).toBeVisible();
    await signingIn.button("Sign in").click();
    await expect(signingIn.heading("Your credentials")).toBeVisible();
    await adding.add();
    await expect(adding.heading("Your credentials")).toBeVisible();
    expect(app.requests("POST", "/credentials")).toHaveLength(fault.unsent ? 1 : 2);
    await stranger.close();
  });
}

async function expectTold(fault: Fault, reading: App, adding: App, loading: App, signingIn: App): Promise<void> {
  const patience = { timeout: fault.slow ? 60_000 : 15_000 };
  const noList = reading.page.getByRole("alert").filter({ hasText: "Credentials could not be loaded" });
  await expect(noList).toContainText(fault.said, patience);

  await expect(adding.problem()).toContainText(fault.said, patience);
  await expect(adding.problem()).toContainText(fault.outcome);
  await adding.expectKept("core-quay");

  const noApp = loading.page.getByRole("alert").filter({ hasText: "Wavepass could not be loaded" });
  await expect(noApp).toContainText(fault.said, patience);
  await expect(loading.button("Sign out")).toBeVisible();
  await expect(loading.link("Sign in with another token")).toBeVisible();

  await expect(signingIn.page.getByText(fault.said)).toBeVisible(patience);
  await expect(signingIn.page.getByLabel(/^Access token/)).toHaveValue(TOKEN);
  expect(await signingIn.page.context().cookies()).toEqual([]);
}

test("an answer that takes its time is waited for", async ({ app }) => {
  await withList(app);
  await app.tab("Launch").click();
  app.platform.play({ ...LIST, delay: 4_000 });
  await app.tab("Credentials").click();
  await expect(app.page.getByText("Credentials loading…")).toBeVisible();
  await expect(app.row("core-ghcr")).toBeVisible({ timeout: 10_000 });
});

test("gzip that nobody asked for is unpacked, of a question and of a change", async ({ app }) => {
  const gzip = { "Content-Encoding": "gzip" };
  app.platform.play({ ...LIST, headers: gzip });
  app.platform.play(played("POST", "/credentials", 200, { credentialsId: "9oWu4BaDv2PqTf6ZrCg0Le" }, gzip));
  await withList(app);
  await app.fillForm("core-quay");
  await app.add();
  await expect(app.row("core-ghcr")).toBeVisible();
});

for (const status of [401, 403]) {
  test(`a token that is refused with ${status} in the middle is asked for again, and the page stays`, async ({ app }) => {
    const reading = await withList(app);
    await reading.tab("Launch").click();
    const adding = await beside(app);
    await adding.fillForm("core-quay");
    await expect(adding.page.getByText("This name is free.")).toBeVisible();

    app.platform.fault = (response) => void response.writeHead(status).end();
    await Promise.all([reading.tab("Credentials").click(), adding.add()]);
    for (const page of [reading, adding]) {
      const dialog = page.page.getByRole("dialog", { name: "Sign in again" });
      await expect(dialog).toContainText("What you typed is still here, except for passwords");
      await dialog.getByLabel(/^Access token/).fill(TOKEN);
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(dialog.getByText("This did not sign you in.")).toBeVisible();
    }
    app.platform.fault = undefined;
    for (const page of [reading, adding]) {
      const dialog = page.page.getByRole("dialog", { name: "Sign in again" });
      await dialog.getByRole("button", { name: "Sign in", exact: true }).click();
      await expect(dialog).toBeHidden();
    }
    await expect(reading.row("core-ghcr")).toBeVisible();
    await expect(adding.page.getByLabel("Name", { exact: true })).toHaveValue("core-quay");
    await expect(adding.page.getByLabel(/^Registry server/)).toHaveValue("quay.io");
    await expect(adding.page.getByLabel(/^Password/)).toHaveValue("");
    expect(app.requests("POST", "/credentials"), "it was not sent again by itself").toHaveLength(1);
  });
}

test("403 of one page says that it is not there or not allowed, and asks nobody to sign in", async ({ app }) => {
  await withList(app);
  app.platform.play(played("GET", `/credentials/${GHCR}`, 403, null));
  await app.goto(`/credentials/${GHCR}`);
  const alert = app.page.getByRole("alert").filter({ hasText: "These credentials could not be loaded" });
  await expect(alert).toContainText("It is not there, or you may not do this");
  await expect(app.page.getByRole("dialog")).toHaveCount(0);
  await app.link("Back to credentials").click();
  await expect(app.row("core-ghcr")).toBeVisible();
});
