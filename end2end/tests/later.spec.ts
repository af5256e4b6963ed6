// What comes after the first page: when it is fetched, that nobody waits for it unawares, and that
// it is said when it does not come.

import { type App, expect, SENTINEL, test } from "../app";
import type { Page } from "@playwright/test";

/** The question before deleting. */
const QUESTION = /split_delete_question.*\.wasm/;

/** The ways to sign in, and the dialog to sign in again. */
const SIGN_IN = /split_sign_in.*\.wasm/;

/** Every file that comes after the first page. */
const LATER = /\/(split|chunk)_.*\.wasm/;

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

/** Keeps a file back until it is asked for. */
async function keepBack(page: Page, file: RegExp): Promise<() => Promise<void>> {
  const waiting: (() => void)[] = [];
  await page.route(file, async (route) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue();
  });
  return async () => {
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    for (const arrive of waiting.splice(0)) arrive();
  };
}

/** Chooses to delete a row. */
async function choose(app: App, name: string): Promise<void> {
  await app.button(`Actions for ${name}`).click();
  await app.button("Delete").click();
}

test("the list and what stands out in it need no file that comes later", async ({ app, page }) => {
  await withRows(app);
  const later: string[] = [];
  page.on("request", (request) => {
    if (LATER.test(request.url())) later.push(request.url());
  });
  await page.reload();
  await expect(app.row("second").getByRole("button", { name: "Shadowed by first" })).toBeVisible();
  await expect(page.getByText(/^Of 3 registry credentials, some need attention/)).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(later).toEqual([]);
  // The question before deleting is fetched when its button is at hand.
  const question = page.waitForResponse(QUESTION);
  await app.button("Actions for plain").click();
  await question;
});

test("whoever waits for a question is told so, and then asked", async ({ app, page }) => {
  await withRows(app);
  const arrive = await keepBack(page, QUESTION);
  await page.reload();
  await choose(app, "plain");
  const waiting = page.getByRole("status").filter({ hasText: "The question before deleting is loading…" });
  await expect(waiting).toBeVisible();
  await app.expectAccessible();
  await arrive();
  const dialog = page.getByRole("alertdialog", { name: "Delete “plain”?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(waiting).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(app.button("Actions for plain")).toBeFocused();
});

test("a question that cannot be loaded is not silent, and is asked once it can be", async ({ app, page }) => {
  await withRows(app);
  await app.block(QUESTION);
  await page.reload();
  await choose(app, "plain");
  const notice = page.getByRole("alert").filter({ hasText: "The question before deleting could not be loaded." });
  await expect(notice).toBeVisible();
  await app.expectAccessible();
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await choose(app, "first");
  await expect(notice).toBeVisible();
  await app.letThrough(QUESTION);
  await notice.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete “first”?" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await app.button("Delete first").click();
  await expect(app.row("first")).toHaveCount(0);
  await expect(app.row("plain")).toBeVisible();
});

test("a question that could not be asked is not asked later unawares", async ({ app, page }) => {
  await withRows(app);
  await app.block(QUESTION);
  await page.reload();
  await choose(app, "plain");
  const notice = page.getByRole("alert").filter({ hasText: "The question before deleting could not be loaded." });
  await notice.getByRole("button", { name: "Dismiss" }).click();
  await app.letThrough(QUESTION);
  await app.button("Actions for first").click();
  await page.waitForTimeout(500);
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await app.button("Delete").click();
  await expect(page.getByRole("alertdialog", { name: "Delete “first”?" })).toBeVisible();
});

test("a session that ended without the dialog at hand says so, and the dialog opens once it can", async ({
  app,
  page,
  server,
}) => {
  await withRows(app);
  await app.block(SIGN_IN);
  await page.reload();
  await expect(app.row("plain")).toBeVisible();
  await page.context().clearCookies();
  await app.switchTo("my-organization / main");
  const notice = page.getByRole("alert").filter({ hasText: "The dialog to sign in again could not be loaded." });
  await expect(notice).toBeVisible();
  await app.letThrough(SIGN_IN);
  await notice.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog.getByLabel(/^Access token/)).toBeFocused();
  await dialog.getByLabel(/^Access token/).fill(server.token("again"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
});

test("while there is unsaved input the dialog to sign in again is at hand", async ({ app, page, server }) => {
  // A server that was renewed meanwhile has no file of the old name.
  await app.signIn();
  await app.goto("/credentials/new");
  const dialogIsHere = page.waitForResponse(SIGN_IN);
  await app.field(/^Provider/).selectOption("Container registry");
  await app.fill({ name: "kept", user: "my-registry-token", password: SENTINEL, registry: "myregistry.azurecr.io" });
  await dialogIsHere;
  // Nothing is asked any more: the name was the last question.
  await expect(page.getByText("This name is free.")).toBeVisible();
  await page.route(LATER, (route) => route.abort());
  await page.context().clearCookies();
  await app.button("Add").click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel(/^Access token/).fill(server.token("again"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("kept");
});

test("a question that has come needs no server to be asked", async ({ app, page, server }) => {
  await withRows(app);
  await choose(app, "plain");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await server.stop();
  await choose(app, "plain");
  await app.button("Delete plain").click();
  await expect(page.getByRole("alertdialog")).toContainText("could not be reached");
});

test("a sign-in page whose ways cannot be loaded can be tried again, and keeps the link", async ({ app, page, server }) => {
  await app.block(SIGN_IN);
  await page.goto(server.link);
  await expect(page.getByRole("alert").filter({ hasText: "This page could not be loaded" })).toBeVisible();
  expect(page.url()).not.toContain("link=");
  await app.letThrough(SIGN_IN);
  await app.button("Retry").click();
  await expect(app.heading("Your credentials")).toBeVisible();
});
