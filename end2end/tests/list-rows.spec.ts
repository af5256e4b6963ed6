// What a row of the list says.

import { expect, test } from "../app";

const LIST = /\/api\/credentials(\?|$)/;

const registry = (id: string, name: string, registry: string, more: object = {}) => ({
  id,
  name,
  provider: "container-reg",
  keys: { registry, userName: "robot" },
  dateCreated: "2021-09-07T11:09:58Z",
  lastUpdated: "2021-09-08T11:09:58Z",
  ...more,
});

test("scenario 1: a row says name, provider, registry, user and when it was used and changed, and the page whose they are", async ({ app, page }) => {
  const credentials = {
    credentials: [
      registry("1", "pull", "quay.io", { lastUsed: "2021-10-09T11:09:58Z" }),
      { id: "2", name: "cloud", provider: "aws", keys: {} },
      registry("3", "other", "ghcr.io"),
    ],
  };
  await app.signIn();
  await page.route(LIST, (route) => route.fulfill({ json: credentials }));
  await app.goto("/orgs/my-organization/workspaces/main/credentials");
  await expect(app.heading("Credentials")).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("my-organization / main");
  await expect(page).toHaveTitle(/my-organization \/ main/);
  await expect(page.getByRole("rowheader")).toHaveCount(3);
  const row = app.row("pull");
  for (const text of ["Container registry", "quay.io", "robot", "9 Oct 2021", "8 Sept 2021"]) {
    await expect(row.getByRole("cell", { name: text })).toBeVisible();
  }
  await expect(row.getByRole("cell", { name: "Container registry" }).locator("svg, img")).toBeVisible();
  await expect(app.row("cloud").getByRole("cell", { name: "AWS" })).toBeVisible();
});

test("scenario 6: what Platform found invalid says so with its reason, and what it has not checked is not called good", async ({ app, page }) => {
  await app.signIn();
  const why = "The access key is not known.";
  const checked = { status: "INVALID", message: why, lastValidated: "2021-10-09T11:09:58Z" };
  const list = [{ id: "1", name: "cloud", provider: "aws", keys: {}, ...checked }, registry("2", "pull", "quay.io")];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.route(/\/api\/credentials\/2/, (route) => route.fulfill({ json: { credentials: list[1] } }));
  await page.reload();
  await expect(app.row("cloud")).toContainText("Invalid");
  await expect(app.row("cloud")).toContainText(why);
  // Platform checks no registry credentials, so the list does not say it of each.
  await expect(app.row("pull")).not.toContainText(/valid|good/i);
  await app.link("pull").click();
  await expect(page.getByRole("main")).toContainText("Not checked by Platform");
});

test("scenarios 7 and 8: of two with one registry the first is used, and a host that never matches has a way out", async ({ app, page }) => {
  await app.signIn();
  const list = [
    registry("1", "first", "myreg.azurecr.io"),
    registry("2", "second", "myreg.azurecr.io"),
    registry("3", "typed", "https://myreg.azurecr.io"),
  ];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.route(/\/api\/credentials\/3/, (route) => route.fulfill({ json: { credentials: list[2] } }));
  await page.reload();
  await expect(app.row("first")).toContainText("Used first");
  await expect(app.row("second")).toContainText("Shadowed by first");
  await expect(app.row("second")).not.toContainText("Used first");
  const typed = app.row("typed");
  await expect(typed).toContainText("Host never matches");
  await typed.getByRole("link", { name: "Fix: use myreg.azurecr.io" }).click();
  await expect(app.field(/^Registry server/)).toHaveValue("myreg.azurecr.io");
});

test("a word about a row tells its whole story where it stands, and the focus goes on from it", async ({ app, page }) => {
  await app.signIn();
  const list = [registry("1", "first", "myreg.azurecr.io"), registry("2", "second", "myreg.azurecr.io"), registry("3", "typed", "https://myreg.azurecr.io")];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.reload();
  const word = app.row("typed").getByRole("button", { name: "Host never matches", exact: true });
  // Who does not see it hears the story after the word.
  await expect(word).toHaveAccessibleDescription(/Wave compares the whole text/);
  await word.click();
  const story = page.getByRole("dialog", { name: "Host never matches" });
  await expect(story).toContainText(/Wave compares the whole text, character by character, and no image matches it\./);
  await expect(story).toBeFocused();
  await app.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(story).toBeHidden();
  await expect(word).toBeFocused();

  // Another one, by keys alone.
  const other = app.row("second").getByRole("button", { name: "Shadowed by first" });
  await other.focus();
  await page.keyboard.press("Enter");
  const shadowed = page.getByRole("dialog", { name: "Shadowed by first" });
  await expect(shadowed).toContainText("first");
  await page.keyboard.press("Tab");
  await expect(shadowed.getByRole("link", { name: "Details" })).toBeFocused();
  await page.keyboard.press("Tab");
  // With an image that is written with the registry, filled in.
  const images = shadowed.getByRole("link", { name: "Check an image" });
  await expect(images).toBeFocused();
  await expect(images).toHaveAttribute("href", /\/images\?image=myreg\.azurecr\.io%2F/);
  await page.keyboard.press("Tab");
  await expect(shadowed).toBeHidden();
  await expect(app.button("Actions for second")).toBeFocused();

  await page.route(/\/api\/credentials\/2/, (route) => route.fulfill({ json: { credentials: list[1] } }));
  await other.click();
  await shadowed.getByRole("link", { name: "Details" }).click();
  await expect(app.heading("second")).toBeVisible();
});

test("credentials for registries of a vendor have its sign, and their provider is told as it is", async ({ app, page }) => {
  await app.signIn();
  const hosts = ["quay.io", "ghcr.io", "oncology.azurecr.io", "registry.example.com"];
  const list = [
    ...hosts.map((host, at) => registry(`${at}`, host, host)),
    { id: "9", name: "git", provider: "github", keys: { username: "me" } },
  ];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.reload();
  const sign = (name: string) => app.row(name).locator("[data-label=Provider] svg path").getAttribute("d");
  await expect(app.row("ghcr.io")).toContainText("Container registry");
  expect(await sign("ghcr.io")).toBe(await sign("git"));
  expect(await sign("quay.io")).toBe(await sign("registry.example.com"));
  expect(new Set([await sign("quay.io"), await sign("ghcr.io"), await sign("oncology.azurecr.io")]).size).toBe(3);
});

test("the head of a list stays in sight, and never over what has the focus", async ({ app, page }) => {
  await app.signIn();
  const list = Array.from({ length: 60 }, (_, at) => registry(`${at}`, `robot-${at}`, `r${at}.example.com`));
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.reload();
  const head = page.getByRole("columnheader", { name: "Registry server" });
  await app.link("robot-59").focus();
  const { y, height } = (await head.boundingBox())!;
  expect(y).toBe(0);
  // Upwards, where the head is in the way.
  for (let at = 59; at > 40; at--) {
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Shift+Tab");
    const focused = (await page.locator(":focus").boundingBox())!;
    expect(focused.y).toBeGreaterThanOrEqual(height);
  }
});

test("scenario 68: with forced colours and less motion chips and the focus can still be told", async ({ app, browserName, page }) => {
  test.skip(browserName === "firefox", "over BiDi it emulates no forced colours");
  await app.signIn();
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const list = [registry("1", "good", "quay.io"), registry("2", "behind", "quay.io")];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.reload();
  const chips = [app.row("good").getByRole("button", { name: "Used first" }), app.row("behind").getByRole("button", { name: /^Shadowed/ })];
  for (const chip of chips) {
    // Colours are the system's: a frame and words tell them.
    await expect(chip).toBeVisible();
    expect(await chip.evaluate((it) => Number.parseFloat(getComputedStyle(it).borderTopWidth))).toBeGreaterThan(0);
    expect(await chip.evaluate((it) => getComputedStyle(it).borderTopStyle)).toBe("solid");
  }
  await app.link("good").focus();
  await page.keyboard.press("Tab");
  const focused = page.locator(":focus");
  expect(await focused.evaluate((it) => getComputedStyle(it).outlineStyle)).not.toBe("none");
  expect(await focused.evaluate((it) => Number.parseFloat(getComputedStyle(it).outlineWidth))).toBeGreaterThanOrEqual(2);
  const seconds = await focused.evaluate((it) => Number.parseFloat(getComputedStyle(it).transitionDuration));
  expect(seconds).toBeLessThan(0.02);
});
