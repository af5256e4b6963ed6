// What comes after the first page: that nothing waits for it, nothing moves when it comes, and
// that it is said when it does not.

import { type App, expect, SENTINEL, test } from "../app";
import type { Page } from "@playwright/test";

/** The file with what most visits want soon after their first page. */
const LATER = /split_after_start.*\.wasm/;

/** Somebody with three rows in the list, two of which stand out. */
async function withRows(app: App): Promise<void> {
  const token = app.server.token("rows");
  for (const [name, registry] of [
    ["first", "myregistry.azurecr.io"],
    ["second", "myregistry.azurecr.io"],
    ["plain", "quay.io"],
  ]) {
    const keys = { userName: "my-registry-token", password: SENTINEL, registry };
    const credentials = { name, provider: "container-reg", keys };
    await app.server.api("POST", "/credentials", token, { credentials });
  }
  await app.signIn();
  await expect(app.row("plain")).toBeVisible();
}

/** Keeps back what comes later until it is asked for. */
async function keepBack(page: Page): Promise<() => Promise<void>> {
  const waiting: (() => void)[] = [];
  await page.route(LATER, async (route) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue();
  });
  return async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    for (const arrive of waiting.splice(0)) arrive();
  };
}

/** Where everything in the list stands. */
function places(page: Page): Promise<number[][]> {
  return page.locator(".wp-table :is(tr, th, td, th > a, button)").evaluateAll((all) =>
    all.map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height].map(Math.round);
    }),
  );
}

for (const width of [1280, 390]) {
  test(`rows hardly wait, and none moves when what stands out comes (${width} px)`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await withRows(app);
    const arrive = await keepBack(page);
    await page.reload();
    await expect(app.row("plain")).toBeVisible();
    await expect(page.getByText("Shadowed by")).toHaveCount(0);
    const before = await places(page);
    await arrive();
    await expect(app.row("second").getByRole("link", { name: /^Shadowed by first/ })).toBeVisible();
    await expect(page.getByText(/^Of 3 registry credentials, some need attention/)).toBeVisible();
    expect(await places(page)).toEqual(before);
    await app.expectAccessible();
  });
}

test("what stands out and cannot be loaded is said, and can be tried again", async ({ app, page }) => {
  await withRows(app);
  await page.route(LATER, (route) => route.abort());
  await page.reload();
  const failure = page.getByText("What stands out in this list could not be loaded.");
  await expect(failure).toBeVisible();
  await expect(app.row("second")).toBeVisible();
  await app.expectAccessible();
  await app.button("Try again").click();
  await expect(failure).toBeVisible();
  await page.unroute(LATER);
  await app.button("Try again").click();
  await expect(app.row("second").getByRole("link", { name: /^Shadowed by first/ })).toBeVisible();
  await expect(failure).toHaveCount(0);
});

test("a question that cannot be loaded is not silent, and is asked once it can be", async ({ app, page }) => {
  await withRows(app);
  await page.route(LATER, (route) => route.abort());
  await page.reload();
  const choose = async (name: string) => {
    await app.button(`Actions for ${name}`).click();
    await app.button("Delete").click();
  };
  await choose("plain");
  const notice = page.getByRole("alert").filter({ hasText: "The question before deleting could not be loaded." });
  await expect(notice).toBeVisible();
  await app.expectAccessible();
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await choose("first");
  await expect(notice).toBeVisible();
  await page.unroute(LATER);
  await notice.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete “first”?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await app.button("Delete first").click();
  await expect(app.row("first")).toHaveCount(0);
  await expect(app.row("plain")).toBeVisible();
});

test("a session that ended without the dialog at hand says so, and the dialog opens once it can", async ({
  app,
  page,
  server,
}) => {
  await withRows(app);
  await page.route(LATER, (route) => route.abort());
  await page.reload();
  await expect(app.row("plain")).toBeVisible();
  await page.context().clearCookies();
  await app.switchTo("my-organization / main");
  const notice = page.getByRole("alert").filter({ hasText: "The dialog to sign in again could not be loaded." });
  await expect(notice).toBeVisible();
  await page.unroute(LATER);
  await notice.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel(/^Access token/)).toBeFocused();
  await dialog.getByLabel(/^Access token/).fill(server.token("again"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
});

test("a dialog that has come needs no server to open", async ({ app, page, server }) => {
  await withRows(app);
  await server.stop();
  await app.button("Actions for plain").click();
  await app.button("Delete").click();
  await app.button("Delete plain").click();
  await expect(page.getByRole("alertdialog")).toContainText("could not be reached");
});

test("a sign-in page whose ways cannot be loaded can be tried again, and keeps the link", async ({ app, page, server }) => {
  await page.route(LATER, (route) => route.abort());
  await page.goto(server.link);
  await expect(page.getByRole("alert").filter({ hasText: "This page could not be loaded" })).toBeVisible();
  expect(page.url()).not.toContain("link=");
  await page.unroute(LATER);
  await app.button("Retry").click();
  await expect(app.heading("Your credentials")).toBeVisible();
});
