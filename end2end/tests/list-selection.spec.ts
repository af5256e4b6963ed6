// Selecting rows of the list, and deleting several at once.

import { expect, SENTINEL, test, type App } from "../app";
import type { Server } from "../server";

async function store(server: Server, names: string[]): Promise<void> {
  const token = server.token(`for ${names[0]}`);
  for (const name of names) {
    const keys = { userName: "robot", password: SENTINEL, registry: `${name}.example.com` };
    await server.api("POST", "/credentials", token, { credentials: { name, provider: "container-reg", keys } });
  }
}

const SIX = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];

function box(app: App, name: string) {
  return app.page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
}

function selected(app: App) {
  return app.page.getByRole("group", { name: "Selected credentials" }).getByRole("status");
}

test("of 66 rows three are searched, selected and deleted by keyboard in at most 25 presses", async ({ app, page, server }) => {
  test.setTimeout(60_000);
  await store(server, Array.from({ length: 66 }, (_, at) => (at % 22 === 7 ? `tea-${at}` : `row-${at}`)));
  await app.signIn();
  await page.reload();
  await expect(app.row("row-0")).toBeVisible();
  let presses = 0;
  const press = async (key: string) => {
    presses++;
    await page.keyboard.press(key);
  };
  while (!(await page.getByLabel("Search").evaluate((it) => it === document.activeElement))) {
    expect(presses).toBeLessThan(14);
    await press("Tab");
  }
  for (const letter of "tea") await press(letter);
  await expect(page.getByRole("search").getByRole("status")).toHaveText("3 of 66 credentials");
  await press("ArrowDown");
  await expect(box(app, "tea-7")).toBeFocused();
  await press("Space");
  await press("ArrowDown");
  await expect(box(app, "tea-29")).toBeFocused();
  await press("ArrowDown");
  await expect(box(app, "tea-51")).toBeFocused();
  await press("Shift+Space");
  await expect(selected(app)).toHaveText("3 selected");
  await press("Delete");
  const dialog = page.getByRole("alertdialog", { name: "Delete 3 credentials?" });
  await expect(dialog).toContainText("There are no compute environments");
  await expect(dialog.getByRole("list", { name: "What becomes of images" })).toContainText("images below tea-7.example.com");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await app.expectAccessible();
  await press("Tab");
  await press("Enter");
  await expect(page.getByText("3 credentials deleted: tea-7, tea-29, tea-51.").first()).toBeVisible();
  await expect(page.getByText("No credentials are like that.")).toBeVisible();
  await expect(page.getByLabel("Search")).toBeFocused();
  expect(presses).toBeLessThanOrEqual(25);
  await page.getByLabel("Search").fill("");
  await expect(page.getByRole("search").getByRole("status")).toHaveText("63 credentials");
});

test("a range, all that is shown, and what a search hides", async ({ app, page, server }) => {
  await store(server, SIX);
  await app.signIn();
  await app.button("Filter, sort, select").click();
  await box(app, "beta").click();
  await box(app, "delta").click({ modifiers: ["Shift"] });
  await expect(selected(app)).toHaveText("3 selected");
  await expect(box(app, "gamma")).toBeChecked();
  const all = page.getByRole("checkbox", { name: "Select all 6 rows that are shown" });
  expect(await all.evaluate((it: HTMLInputElement) => it.indeterminate)).toBe(true);
  await app.expectAccessible();
  await page.getByLabel("Search").fill("gamma");
  await expect(selected(app)).toHaveText("3 selected, 2 of which are not shown");
  await page.getByLabel("Search").fill("");
  await page.getByRole("columnheader", { name: "Name", exact: true }).getByRole("button").click();
  await expect(box(app, "delta")).toBeChecked();
  await all.click();
  await expect(selected(app)).toHaveText("6 selected");
  await expect(all).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(selected(app)).toHaveText("");
  await expect(all).not.toBeChecked();
});

test("one that cannot be deleted says why, can be tried again, and the rest is gone", async ({ app, page, server }) => {
  await store(server, SIX);
  await app.signIn();
  await app.button("Filter, sort, select").click();
  for (const name of ["beta", "gamma", "delta"]) await box(app, name).click();
  let fails = true;
  let sent = 0;
  await page.route(/\/api\/credentials\/\w+/, async (route) => {
    expect(new URL(route.request().url()).searchParams.get("checked")).toBe("true");
    sent++;
    if (fails && sent === 2) await route.fulfill({ status: 409, json: { conflicts: [{ type: "workflow", id: "1", name: "happy_euler" }] } });
    else await route.continue();
  });
  await app.button("Delete…").click();
  await app.button("Delete 3 credentials").click();
  const dialog = page.getByRole("alertdialog", { name: "Not all were deleted" });
  await expect(dialog).toContainText("2 of 3 credentials deleted, 1 not deleted.");
  await expect(dialog.getByRole("listitem").filter({ hasText: "gamma" })).toContainText("They are used by happy_euler.");
  await expect(dialog.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await app.expectAccessible();
  fails = false;
  await dialog.getByRole("button", { name: "Delete the rest" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(app.row("gamma")).toHaveCount(0);
  await expect(app.row("alpha")).toBeVisible();
  // What stands in the place of the first that went.
  await expect(box(app, "epsilon")).toBeFocused();
  await expect(selected(app)).toHaveText("");
});

/** Keeps answers to deletions until they are let through; the number of those that were sent. */
async function hold(app: App): Promise<{ sent: () => number; letThrough: () => void }> {
  let sent = 0;
  let letThrough = () => {};
  const open = new Promise<void>((resolve) => (letThrough = resolve));
  await app.page.route(/\/api\/credentials\/\w+/, async (route) => {
    sent++;
    const answer = await route.fetch();
    await open;
    await route.fulfill({ response: answer });
  });
  return { sent: () => sent, letThrough };
}

test("what is stopped is kept, and can be deleted after all", async ({ app, page, server }) => {
  await store(server, SIX);
  await app.signIn();
  await app.button("Filter, sort, select").click();
  for (const name of ["beta", "gamma", "delta"]) await box(app, name).click();
  const held = await hold(app);
  await app.button("Delete…").click();
  await app.button("Delete 3 credentials").click();
  const running = page.getByRole("alertdialog", { name: "Deleting 3 credentials" });
  await expect(running.getByRole("listitem").filter({ hasText: "beta" })).toContainText("Deleting…");
  await app.expectAccessible();
  await running.getByRole("button", { name: "Stop after this one" }).click();
  held.letThrough();
  const ended = page.getByRole("alertdialog", { name: "Not all were deleted" });
  await expect(ended).toContainText("1 of 3 credentials deleted, 2 not deleted.");
  expect(held.sent()).toBe(1);
  await ended.getByRole("button", { name: "Close" }).click();
  await expect(app.row("beta")).toHaveCount(0);
  await expect(selected(app)).toHaveText("2 selected");
  await app.button("Delete…").click();
  await app.button("Delete 2 credentials").click();
  await expect(page.getByText("2 credentials deleted: gamma, delta.").first()).toBeVisible();
  await expect(box(app, "epsilon")).toBeFocused();
});

test("who leaves while several are deleted hears which are gone and which are not", async ({ app, page, server }) => {
  await store(server, SIX);
  await app.signIn();
  await app.link("Add Credentials").first().click();
  await expect(app.heading("Add Credentials")).toBeVisible();
  await page.goBack();
  await app.button("Filter, sort, select").click();
  for (const name of ["beta", "gamma", "delta"]) await box(app, name).click();
  const held = await hold(app);
  await app.button("Delete…").click();
  await app.button("Delete 3 credentials").click();
  await expect.poll(held.sent).toBe(1);
  await page.goForward();
  await expect(app.heading("Add Credentials")).toBeVisible();
  held.letThrough();
  await expect(page.getByText("You left before all were deleted. 1 credential deleted: beta. Not deleted: gamma, delta.")).toBeVisible();
  await page.goBack();
  await expect(app.row("gamma")).toBeVisible();
  await expect(app.row("beta")).toHaveCount(0);
  expect(held.sent()).toBe(1);
});

test("with the last rows the list goes, and the focus is at the heading", async ({ app, page, server }) => {
  await store(server, SIX);
  await app.signIn();
  await app.button("Filter, sort, select").click();
  await page.getByRole("checkbox", { name: "Select all 6 rows that are shown" }).click();
  await app.button("Delete…").click();
  await app.button("Delete 6 credentials").click();
  await expect(page.getByText("6 credentials deleted: alpha, beta, gamma, delta, epsilon and 1 more.").first()).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(app.heading("Your credentials")).toBeFocused();
});

test("the list is loaded again, and selection, focus and place stay", async ({ app, page, server }) => {
  await page.clock.install();
  await store(server, Array.from({ length: 40 }, (_, at) => `row-${at}`));
  await app.signIn();
  await app.button("Filter, sort, select").click();
  const loaded = page.getByText(/^Updated/);
  await app.button("Refresh").click();
  await expect(loaded).toContainText(/Updated (just now|10 s ago)/);
  await box(app, "row-30").click();
  await box(app, "row-31").focus();
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
  await page.clock.fastForward(20_000);
  await expect(loaded).toContainText(/Updated [2-5]0 s ago/);
  await store(server, ["new-1"]);
  // Soon after there is nothing new to be had.
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await page.clock.fastForward(70_000);
  await expect(loaded).toContainText("Updated 1 min ago");
  await expect(app.row("new-1")).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(app.row("new-1")).toBeVisible();
  await expect(loaded).toContainText(/Updated (just now|10 s ago)/);
  await expect(box(app, "row-31")).toBeFocused();
  await expect(box(app, "row-30")).toBeChecked();
  await expect(box(app, "row-31")).toBeInViewport();
  // The row that has the focus is deleted elsewhere.
  const token = server.token("elsewhere");
  const { credentials } = await (await server.api("GET", "/credentials", token)).json();
  const id = credentials.find((it: { name: string }) => it.name === "row-31").id;
  await server.api("DELETE", `/credentials/${id}`, token);
  await page.clock.fastForward(70_000);
  await page.evaluate(() => dispatchEvent(new Event("focus")));
  await expect(app.row("row-31")).toHaveCount(0);
  await expect(box(app, "row-32")).toBeFocused();
  await store(server, ["new-2"]);
  await app.button("Refresh").click();
  await expect(app.row("new-2")).toBeVisible();
  await expect(app.button("Refresh")).toBeFocused();
  // What fails leaves everything as it is, and says so.
  await page.route(/\/api\/credentials(\?|$)/, (route) => route.abort());
  await app.button("Refresh").click();
  await expect(page.getByText("The list could not be loaded again: it is as it was before.")).toBeVisible();
  await expect(app.row("new-2")).toBeVisible();
  await expect(box(app, "row-30")).toBeChecked();
});
