// What a row of the list says.

import { expect, test } from "../app";

const LIST = /\/api\/credentials(\?|$)/;

const registry = (id: string, name: string, registry: string, more: object = {}) => ({
  id,
  name,
  provider: "container-reg",
  keys: { registry, userName: "robot" },
  dateCreated: "2021-09-08T11:09:58Z",
  ...more,
});

test("scenario 1: a row says name, provider, registry, user and when it was used, and the page whose they are", async ({ app, page }) => {
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

test("scenario 68: with forced colours and less motion chips and the focus can still be told", async ({ app, browserName, page }) => {
  test.skip(browserName === "firefox", "over BiDi it emulates no forced colours");
  await app.signIn();
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  const list = [registry("1", "good", "quay.io"), registry("2", "behind", "quay.io")];
  await page.route(LIST, (route) => route.fulfill({ json: { credentials: list } }));
  await page.reload();
  const chips = [app.row("good").getByRole("link", { name: /^Used first/ }), app.row("behind").getByRole("link", { name: /^Shadowed/ })];
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
