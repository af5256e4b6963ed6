// What to mend first: which credentials need attention, what breaks a run before the rest, and the way out.

import { expect, test, type App } from "../app";

const LIST = /\/api\/credentials(\?|$)/;

/** What is fetched to show it. */
const REST = /split_searchable.*\.wasm/;

interface Row {
  name: string;
  [field: string]: unknown;
}

/** A day, so many days ahead of today. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
}

function registry(name: string, registry: string, more: object = {}): Row {
  return { id: `id-${name}`, name, provider: "container-reg", keys: { registry, userName: "robot" }, ...more };
}

const GOOD = Array.from({ length: 4 }, (_, at) => registry(`good-${at}`, `good-${at}.example.com`));

const INVALID = { id: "id-batch", name: "batch", provider: "aws", keys: {}, status: "INVALID", message: "Access denied" };

/** One for each of some causes, in another order than that in which they are mended. */
const SOME = [
  registry("soon", "soon.example.com", { description: `Robot [expires ${day(12)}]` }),
  registry("over", "over.example.com", { description: `Robot [expires ${day(-1)}]` }),
  registry("used", "ghcr.io"),
  registry("behind", "ghcr.io", { keys: { registry: "ghcr.io", userName: "other" } }),
  registry("never", "https://quay.io"),
  INVALID,
];

/** What Platform tells from now on. */
async function tell(app: App, rows: Row[]): Promise<(rows: Row[]) => void> {
  let told = rows;
  await app.page.route(LIST, (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    return route.fulfill({ json: { credentials: told } });
  });
  await app.signIn();
  await app.goto("/credentials");
  await expect(app.row(rows[0].name)).toBeVisible();
  return (rows) => (told = rows);
}

function button(app: App) {
  return app.button("What to mend first");
}

function strip(app: App) {
  return app.page.getByRole("region", { name: "What to mend first" });
}

function lines(app: App) {
  return strip(app).getByRole("listitem");
}

async function open(app: App): Promise<void> {
  await button(app).click();
  await expect(strip(app).getByRole("heading", { level: 2, name: "What to mend first" })).toBeVisible();
}

for (const scheme of ["light", "dark"] as const) {
  test(`what breaks a run first stands first, and each has its way out (${scheme})`, async ({ app, page }) => {
    await app.choose(scheme);
    await tell(app, [...GOOD, ...SOME]);
    await expect(page.getByText(/^Of 10 credentials, some need attention: 1 with an invalid, /)).toBeVisible();
    await expect(button(app)).toHaveAttribute("aria-expanded", "false");
    await app.expectAccessible();
    await open(app);
    await expect(button(app)).toHaveAttribute("aria-expanded", "true");
    await expect(button(app)).toBeFocused();
    await expect(lines(app)).toHaveText([
      /^ *batch *Platform’s last check found it invalid. A launch that needs it is most likely refused. *Details/,
      /^ *never *Host never matches: .* *Fix: use quay\.io/,
      /^ *behind *Never used: used has the same registry .* Pulls use the user name robot, not other\. *Change used/,
      /^ *over *Expired yesterday, by the day that is written down\. Pulls with it most likely fail\. *Rotate secret/,
      /^ *soon *Expires in 12 days, by the day that is written down\. .* *Rotate secret/,
    ]);
    const wayOut = (name: string) => strip(app).getByRole("link", { name, exact: true });
    await expect(wayOut("Details for batch")).toHaveAttribute("href", "/credentials/id-batch");
    await expect(wayOut("Fix: use quay.io for never")).toHaveAttribute("href", "/credentials/id-never/edit?registry=quay.io");
    await expect(wayOut("Change used")).toHaveAttribute("href", "/credentials/id-used/edit");
    await expect(wayOut("Rotate secret for over")).toHaveAttribute("href", "/credentials/id-over/rotate");
    await expect(wayOut("Show all 5 in the list")).toHaveAttribute("href", "/credentials?only=attention");
    // The plain list stays as it is.
    await expect(app.button("Filter, sort, select")).toBeVisible();
    await app.expectAccessible();
  });
}

test("it is opened, walked through and closed by keys, and the focus is where it was", async ({ app, page }) => {
  await tell(app, [...GOOD, ...SOME]);
  for (let presses = 0; presses < 20; presses++) {
    if (await button(app).evaluate((it) => it === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await expect(button(app)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(strip(app)).toBeVisible();
  await expect(button(app)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(strip(app).getByRole("link", { name: "batch", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(strip(app)).toHaveCount(0);
  await expect(button(app)).toBeFocused();
  await expect(button(app)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.press("Space");
  await expect(strip(app)).toBeVisible();
  await page.keyboard.press("Space");
  await expect(strip(app)).toHaveCount(0);
  await expect(button(app)).toBeFocused();
  // Escape elsewhere is not meant for it.
  await page.keyboard.press("Enter");
  await page.getByLabel("Search").focus();
  await page.keyboard.press("Escape");
  await expect(strip(app)).toBeVisible();
});

test("those with one cause share a line, which leads to them in the list", async ({ app, page, server }) => {
  const never = Array.from({ length: 5 }, (_, at) => registry(`never-${at}`, `https://r${at}.example.com`));
  await tell(app, [...GOOD, ...SOME, ...never]);
  await open(app);
  const line = lines(app).nth(1);
  await expect(line).toContainText("6 credentials with a host that never matches: never, never-0, never-1 and 3 more");
  await line.getByRole("link", { name: "Show: Host never matches" }).click();
  await expect(page).toHaveURL(`${server.url}/credentials?only=never-matches`);
  await expect(page.getByRole("search").getByRole("status")).toHaveText("6 of 15 credentials");
  await expect(page.getByLabel("Show", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Show", { exact: true })).toHaveValue("never-matches");
  await strip(app).getByRole("link", { name: "Show all 10 in the list" }).click();
  await expect(page).toHaveURL(`${server.url}/credentials?only=attention`);
  await expect(page.getByRole("search").getByRole("status")).toHaveText("10 of 15 credentials");
  await app.expectAccessible();
  await page.goBack();
  await expect(page.getByRole("search").getByRole("status")).toHaveText("6 of 15 credentials");
});

test("what is in no line is counted, and seen in the list", async ({ app }) => {
  await tell(app, [...SOME, registry("odd", "QUAY.IO"), registry("path", "example.com/acme")]);
  await open(app);
  await expect(lines(app)).toHaveCount(5);
  await expect(lines(app).last()).toContainText("soon");
  const link = strip(app).getByRole("link", { name: "And 2 more: show all 7 in the list" });
  await expect(link).toHaveAttribute("href", "/credentials?only=attention");
});

test("it follows the list that is loaded again, keeps the focus, and goes with the last one", async ({ app, page }) => {
  const now = await tell(app, [...GOOD, ...SOME]);
  await open(app);
  await app.button("Filter, sort, select").click();
  // The press comes from elsewhere than the pointer, as when one comes back to the tab.
  const refresh = () => app.button("Refresh").evaluate((it) => (it as HTMLElement).click());
  const fix = strip(app).getByRole("link", { name: "Fix: use quay.io for never" });
  await fix.focus();
  now([...GOOD, ...SOME.filter((row) => row !== INVALID)]);
  await refresh();
  await expect(lines(app)).toHaveCount(4);
  await expect(fix).toBeFocused();
  now([...GOOD, ...SOME.slice(0, 4), registry("never", "quay.io")]);
  await refresh();
  await expect(lines(app)).toHaveCount(3);
  await expect(strip(app).getByRole("heading", { name: "What to mend first" })).toBeFocused();
  now(GOOD);
  await refresh();
  await expect(strip(app)).toHaveCount(0);
  await expect(button(app)).toHaveCount(0);
  await expect(app.heading("Your credentials")).toBeFocused();
});

test("it speaks of what is no registry too, and of nothing where nothing is known", async ({ app, page }) => {
  const now = await tell(app, [{ id: "c", name: "cloud", provider: "aws", keys: {}, description: `Batch [expires ${day(3)}]` }]);
  await expect(page.getByText("The credential here needs attention: 1 expired or about to.")).toBeVisible();
  await open(app);
  await expect(lines(app)).toHaveText([/Expires in 3 days, .* Runs that need it most likely fail after that\. *Change secret or day/]);
  await expect(strip(app).getByRole("link", { name: /in the list/ })).toHaveCount(0);
  now([{ id: "c", name: "cloud", provider: "aws", keys: {}, description: `Batch [expires ${day(90)}]` }]);
  await page.reload();
  await expect(app.row("cloud")).toBeVisible();
  await expect(button(app)).toHaveCount(0);
});

test("what cannot be fetched is told, and is there once it can be", async ({ app, page }) => {
  await tell(app, SOME);
  await app.block(REST);
  await page.reload();
  await button(app).click();
  const notice = page.getByRole("alert").filter({ hasText: "The rest of this page could not be loaded." });
  await expect(notice).toBeVisible();
  await app.letThrough(REST);
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(strip(app)).toBeVisible();
});

for (const [what, width, height, text] of [
  ["at 320 pixels", 320, 640, 100],
  ["with text at 200 % on a telephone", 390, 800, 200],
  ["with text at 200 %", 1280, 800, 200],
] as const) {
  test(`it is not wider than the window ${what}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await tell(app, [...SOME, registry("with-a-name-that-is-far-too-long-for-a-line-of-a-telephone", "HTTPS://quay.io/a-path-that-is-as-long")]);
    await page.evaluate((text) => (document.documentElement.style.fontSize = `${text}%`), text);
    await open(app);
    const wide = await strip(app).evaluate((strip) => {
      const all = [strip, ...strip.querySelectorAll("*:not(.wp-visually-hidden *, .wp-visually-hidden)")];
      return all.filter((it) => it.getBoundingClientRect().right > innerWidth).map((it) => it.outerHTML);
    });
    expect(wide).toEqual([]);
    await app.expectAccessible();
  });
}
