// The keyboard of the frame: commands, which keys there are, the way to the search, arrows in menus.

import { type App, expect, SENTINEL, test } from "../app";
import type { Locator, Page } from "@playwright/test";

/** The file with what the keys do. */
const KEYBOARD = /split_keyboard.*\.wasm/;

const MAIN = "/orgs/my-organization/workspaces/main";

function commands(page: Page): Locator {
  return page.getByRole("dialog", { name: "Commands" });
}

function help(page: Page): Locator {
  return page.getByRole("dialog", { name: "Keyboard shortcuts" });
}

function search(page: Page): Locator {
  return page.getByRole("combobox", { name: "Search commands" });
}

function options(page: Page): Locator {
  return commands(page).getByRole("option");
}

/** Opens the commands by their key. */
async function open(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(search(page)).toBeFocused();
}

/** The command that Enter runs, as a screen reader is told. */
async function active(page: Page): Promise<string> {
  const id = await search(page).getAttribute("aria-activedescendant");
  const option = page.locator(`#${id}`);
  await expect(option).toHaveAttribute("aria-selected", "true");
  await expect(commands(page).getByRole("option", { selected: true })).toHaveCount(1);
  return (await option.locator("bdi").textContent()) ?? "";
}

/** Somebody with six rows in the list, which can be searched. */
async function withRows(app: App): Promise<void> {
  const token = app.server.token("rows");
  for (const name of ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]) {
    const keys = { userName: "robot", password: SENTINEL, registry: `${name}.example.com` };
    await app.server.api("POST", "/credentials", token, { credentials: { name, provider: "container-reg", keys } });
  }
  await app.signIn();
  await expect(app.row("zeta")).toBeVisible();
}

/** Whether the app takes the keys that are pressed from now on, by their names. */
async function recordTaken(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const taken: string[] = [];
    Object.assign(window, { taken });
    window.addEventListener("keydown", (event) => void (event.defaultPrevented && taken.push(event.key)));
  });
  return () => page.evaluate(() => (window as unknown as { taken: string[] }).taken);
}

test("a command is found by parts of its name and run, and Escape gives the focus back", async ({ app, page }) => {
  await app.signIn();
  await app.link("Images and errors").focus();
  await open(page);
  await app.expectAccessible();
  // What one is at already is none of them.
  await expect(commands(page).getByRole("option", { name: "Your credentials", exact: true })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(commands(page)).toHaveCount(0);
  await expect(app.link("Images and errors")).toBeFocused();

  await open(page);
  await page.keyboard.type("theme");
  await expect(commands(page).getByRole("status")).toHaveText("2 commands");
  expect(await active(page)).toBe("Light theme");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toBe("Dark theme");
  await page.keyboard.press("ArrowDown");
  expect(await active(page)).toBe("Light theme");
  await page.keyboard.press("ArrowUp");
  expect(await active(page)).toBe("Dark theme");
  await app.expectAccessible();
  await page.keyboard.press("Enter");
  await expect(commands(page)).toHaveCount(0);
  await expect(app.said()).toHaveText("Dark theme.");
  await expect(app.link("Images and errors")).toBeFocused();
  await app.expectScheme("dark");

  await open(page);
  await app.expectAccessible();
  await page.keyboard.type("main");
  expect(await active(page)).toBe("Credentials of my-organization / main");
  await page.keyboard.press("Enter");
  await expect(app.heading("Credentials")).toBeFocused();
  await expect(page).toHaveURL(`${app.server.url}${MAIN}/credentials`);

  await open(page);
  await page.keyboard.type("add cred");
  await expect.poll(() => active(page)).toBe("Add Credentials here");
  await page.keyboard.press("Enter");
  await expect(app.heading("Add Credentials")).toBeFocused();
  await expect(page).toHaveURL(`${app.server.url}${MAIN}/credentials/new`);
});

test("where no command is meant it is said, and Enter does nothing", async ({ app, page }) => {
  await app.signIn();
  await open(page);
  await page.keyboard.type("nothing of that");
  await expect(commands(page).getByRole("status")).toHaveText("No command has all of these words.");
  await expect(search(page)).toHaveAttribute("aria-expanded", "false");
  await app.expectAccessible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(search(page)).toBeFocused();
  await expect(commands(page)).toBeVisible();
  // A press with the pointer runs a command too.
  await search(page).fill("guides");
  await commands(page).getByRole("option", { name: "Guides" }).click();
  await expect(app.heading("Guides")).toBeFocused();
});

test("of very many workspaces each is found, and what the arrows are at is in sight", async ({ app, page }) => {
  await app.tellWorkspaces((rows) => [
    ...rows,
    ...Array.from({ length: 80 }, (_, at) => ({
      orgId: 9,
      orgName: "labs",
      workspaceId: 1000 + at,
      workspaceName: `team-${at}`,
      roles: ["owner"],
    })),
  ]);
  await app.signIn();
  await open(page);
  await expect(options(page)).toHaveCount(50);
  await expect(commands(page).getByRole("status")).toHaveText(/^The first 50 of \d+ commands: type more to find the others\.$/);
  await page.keyboard.press("ArrowUp");
  await expect(options(page).last()).toHaveAttribute("aria-selected", "true");
  await expect(options(page).last()).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.press("ArrowDown");
  await expect(options(page).first()).toBeInViewport({ ratio: 0.9 });
  await page.keyboard.type("labs/team-79");
  await expect(options(page)).toHaveText(["Credentials of labs / team-79"]);
});

test("the commands come while something is typed, and going away asks first", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/credentials/new?provider=container-reg");
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("half");
  const taken = await recordTaken(page);
  await page.keyboard.type("?/k");
  await expect(name).toHaveValue("half?/k");
  expect(await taken()).toEqual([]);
  await open(page);
  // Once more is no other command, and nothing of the browser's.
  await page.keyboard.press("Control+k");
  expect(await taken()).toEqual(["k", "k"]);
  await page.keyboard.press("Escape");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("half?/k");

  await open(page);
  await page.keyboard.type("images");
  await page.keyboard.press("Enter");
  const leave = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await expect(leave).toBeVisible();
  // In front of a question no key is the app's.
  await page.keyboard.press("Control+k");
  await page.keyboard.press("?");
  await expect(commands(page)).toHaveCount(0);
  await expect(help(page)).toHaveCount(0);
  await leave.getByRole("button", { name: "Keep editing" }).click();
  await expect(name).toBeFocused();
});

test("who may not add credentials has no command for it, and who signs out by one is out", async ({ app, page, server }) => {
  server.command("user", "add", "mira");
  server.command("participant", "add", "my-organization/main", "mira", "view");
  await app.goto("/sign-in");
  await app.field(/^Access token/).fill(server.token("laptop", "mira"));
  await app.button("Sign in").click();
  await expect(app.heading("Your credentials")).toBeVisible();
  await open(page);
  await expect(commands(page).getByRole("option", { name: "Add Credentials here" })).toBeVisible();
  await page.keyboard.type("main");
  await page.keyboard.press("Enter");
  await expect(page.getByText("may not add, change or delete credentials").first()).toBeVisible();
  await open(page);
  await expect(commands(page).getByRole("option", { name: "Your credentials" })).toBeVisible();
  await expect(commands(page).getByRole("option", { name: "Add Credentials here" })).toHaveCount(0);
  await page.keyboard.type("sign out");
  await page.keyboard.press("Enter");
  await expect(app.heading("Sign in")).toBeVisible();
  const taken = await recordTaken(page);
  await app.heading("Sign in").click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await taken()).toEqual([]);
});

test("the help lists the keys of the page, and keys that are switched off stay off", async ({ app, page }) => {
  await withRows(app);
  await app.link("Images and errors").focus();
  await page.keyboard.press("?");
  await expect(help(page).getByRole("button", { name: "Close" })).toBeFocused();
  await expect(help(page).getByRole("definition").filter({ hasText: "Search the list" })).toBeVisible();
  await expect(help(page).getByText("Check the images")).toHaveCount(0);
  await app.expectAccessible();
  // From here to the commands.
  await open(page);
  await expect(help(page)).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(app.link("Images and errors")).toBeFocused();

  await page.keyboard.press("?");
  const single = help(page).getByRole("checkbox", { name: "Single-key shortcuts" });
  await expect(single).toBeChecked();
  await single.uncheck();
  await expect(help(page).getByText("Search the list")).toHaveCount(0);
  await app.expectAccessible();
  await help(page).getByRole("button", { name: "Close" }).click();
  await expect(app.link("Images and errors")).toBeFocused();

  await page.reload();
  await expect(app.row("zeta")).toBeVisible();
  await app.link("Images and errors").focus();
  const taken = await recordTaken(page);
  await page.keyboard.press("?");
  await page.keyboard.press("/");
  await expect(help(page)).toHaveCount(0);
  expect(await taken()).toEqual([]);
  // What needs another key, or moves in a menu, works all the same.
  await open(page);
  await expect(commands(page).locator("kbd")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await app.button("Actions for alpha").click();
  await expect(app.link("Details")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.link("Use this credential")).toBeFocused();
  await page.keyboard.press("Escape");

  // The user's menu leads to the switch.
  await app.button("User menu of local").click();
  await app.button("Keyboard shortcuts").click();
  await expect(single).not.toBeChecked();
  await single.check();
  await page.keyboard.press("Escape");
  await expect(app.button("User menu of local")).toBeFocused();
  await page.keyboard.press("?");
  await expect(help(page)).toBeVisible();
});

test("a slash leads to the search of a list, and does nothing where there is none", async ({ app, page }) => {
  await withRows(app);
  await app.link("Images and errors").focus();
  const taken = await recordTaken(page);
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Search", { exact: true })).toHaveValue("");
  await page.keyboard.type("a");
  // With the first letter another table comes in place of the first one.
  await expect(page.getByRole("search").getByRole("status")).toHaveText("6 credentials");
  await page.keyboard.type("/b");
  await expect(page.getByLabel("Search", { exact: true })).toHaveValue("a/b");
  expect(await taken()).toEqual(["/"]);
  await page.getByLabel("Search", { exact: true }).fill("");
  // By a command as well.
  await app.link("Images and errors").focus();
  await open(page);
  expect(await active(page)).toBe("Search the list");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Search", { exact: true })).toBeFocused();

  await app.link("Images and errors").click();
  await expect(app.heading("Check images or an error")).toBeFocused();
  await page.keyboard.press("/");
  await expect(app.heading("Check images or an error")).toBeFocused();
  expect(await taken()).toEqual(["/", "k", "Enter"]);
});

test("arrows go through a menu and round, and leave what is typed and chosen alone", async ({ app, page }) => {
  await app.tellWorkspaces((rows) => [
    ...rows,
    ...Array.from({ length: 8 }, (_, at) => ({
      orgId: 9,
      orgName: "labs",
      workspaceId: 1000 + at,
      workspaceName: `team-${at}`,
      roles: ["owner"],
    })),
  ]);
  await app.signIn();
  const menu = page.locator("#user-menu");
  const first = menu.getByRole("link", { name: "Your credentials" });
  await app.button("User menu of local").click();
  await expect(first).toBeFocused();
  // An arrow chooses no theme; Enter does.
  for (const theme of ["System theme", "Light theme", "Dark theme"]) {
    await page.keyboard.press("ArrowDown");
    await expect(menu.getByRole("radio", { name: theme })).toBeFocused();
    await expect(menu.getByRole("radio", { name: "System theme" })).toBeChecked();
  }
  await page.keyboard.press("Enter");
  await expect(menu.getByRole("radio", { name: "Dark theme" })).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await expect(app.button("Keyboard shortcuts")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(app.button("Sign out")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(app.button("Sign out")).toBeFocused();
  await page.keyboard.press("Home");
  await expect(first).toBeFocused();
  await page.keyboard.press("End");
  await expect(app.button("Sign out")).toBeFocused();
  await page.keyboard.press("Escape");

  await app.button(/Change context/).click();
  const find = page.getByRole("searchbox", { name: "Search workspaces" });
  await expect(find).toBeFocused();
  await page.keyboard.type("team-");
  await page.keyboard.press("Home");
  await page.keyboard.type("x");
  await expect(find).toHaveValue("xteam-");
  await page.keyboard.press("Delete");
  await find.fill("team-");
  const places = page.getByRole("navigation", { name: "Contexts" }).getByRole("link");
  await expect(places).toHaveCount(8);
  await page.keyboard.press("ArrowDown");
  await expect(places.first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(find).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(places.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(find).toBeFocused();

  // The commands come in place of the menu, and give the focus to its button.
  await open(page);
  await expect(find).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(app.button(/Change context/)).toBeFocused();
});

test("who waits for the keyboard is told when it cannot be loaded, and helped by another try", async ({ app, page }) => {
  await app.signIn();
  await app.block(KEYBOARD);
  await app.link("Images and errors").focus();
  await page.keyboard.press("?");
  const notice = page.getByRole("alert").filter({ hasText: "Keyboard support could not be loaded." });
  await expect(notice).toBeVisible();
  await app.letThrough(KEYBOARD);
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(help(page).getByRole("button", { name: "Close" })).toBeFocused();
});

for (const width of [320, 1280]) {
  test(`commands and help fit a page of ${width} pixels`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 480 });
    await app.signIn();
    for (const [key, dialog] of [
      ["Control+k", commands(page)],
      ["?", help(page)],
    ] as const) {
      await page.keyboard.press(key);
      await expect(dialog).toBeVisible();
      const overflow = await dialog.evaluate((it) => it.scrollWidth - it.clientWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await app.expectAccessible();
      await page.keyboard.press("Escape");
    }
  });
}
