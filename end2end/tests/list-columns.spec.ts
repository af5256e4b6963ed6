// Which columns of the list are shown, and how much room its rows have.

import { expect, SENTINEL, test, type App } from "../app";
import type { Server } from "../server";

const SOME = [
  { name: "zeta", registry: "myreg.azurecr.io", user: "team-a", description: "Pulls for team A [expires 2099-01-31]" },
  { name: "alpha", registry: "quay.io", user: "team+robot" },
  { name: "beta", registry: "myreg.azurecr.io", user: "team-b" },
  { name: "gamma", registry: "https://other.azurecr.io", user: "team-c" },
  { name: "delta", registry: "ghcr.io", user: "octocat", description: "Ends first [expires 2098-01-31]" },
  { name: "eta", registry: "quay.io", user: "team+other" },
];

async function store(server: Server, rows: { name: string; registry: string; user?: string; description?: string }[]): Promise<void> {
  const token = server.token(`rows of ${rows[0].name}`);
  for (const { name, registry, user, description } of rows) {
    const keys = { userName: user ?? "my-registry-token", password: SENTINEL, registry };
    await server.api("POST", "/credentials", token, { credentials: { name, provider: "container-reg", description, keys } });
  }
}

/** The heads of the columns that are shown, as they are told: neither the boxes nor the actions. */
async function heads(app: App): Promise<string[]> {
  const all = await app.page.getByRole("columnheader").allInnerTexts();
  return all.filter((head) => head !== "" && head !== "Actions");
}

const ALL = ["Name", "Provider", "Registry server", "User name", "Last used", "Last updated"];

function box(app: App, name: string) {
  return app.page.getByRole("checkbox", { name, exact: true });
}

test.beforeEach(async ({ app, server }) => {
  await store(server, SOME);
  await app.signIn();
});

test("by keys alone two columns are hidden, which the address says, and Back and a reload know", async ({ app, page, server }) => {
  await app.button("Filter, sort, select").press("Enter");
  await expect(page.getByLabel("Provider", { exact: true })).toBeFocused();
  expect(await heads(app)).toEqual(ALL);
  const menu = page.getByRole("button", { name: /^Columns/ });
  await expect(menu).toHaveAttribute("aria-expanded", "false");
  for (let presses = 0; presses < 6; presses++) await page.keyboard.press("Tab");
  await expect(menu).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(box(app, "Provider column")).toBeFocused();
  await expect(page.getByRole("group", { name: "Columns beside the name" }).getByRole("checkbox")).toHaveCount(5);
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(`${server.url}/credentials?columns=registry,user,used,updated`);
  expect(await heads(app)).toEqual(["Name", "Registry server", "User name", "Last used", "Last updated"]);
  await page.keyboard.press("ArrowDown");
  await expect(box(app, "Registry server column")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(box(app, "User name column")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page).toHaveURL(`${server.url}/credentials?columns=registry,used,updated`);
  await page.keyboard.press("Escape");
  await expect(menu).toBeFocused();
  await expect(menu).toHaveText("Columns (3 of 5)");
  expect(await heads(app)).toEqual(["Name", "Registry server", "Last used", "Last updated"]);
  await expect(app.row("alpha").getByRole("cell")).toHaveCount(5);
  await expect(page.getByText("team+robot")).toBeHidden();
  await app.expectAccessible();

  // Whoever is sent the link sees the same.
  await page.reload();
  await expect(menu).toHaveText("Columns (3 of 5)");
  expect(await heads(app)).toEqual(["Name", "Registry server", "Last used", "Last updated"]);
  await menu.click();
  await expect(box(app, "User name column")).not.toBeChecked();
  await expect(box(app, "Last used column")).toBeChecked();
  await page.keyboard.press("Escape");

  await page.goBack();
  await expect(menu).toHaveText("Columns (4 of 5)");
  await page.goBack();
  await expect(menu).toHaveText("Columns");
  expect(await heads(app)).toEqual(ALL);
  await page.goForward();
  await expect(page.getByRole("columnheader", { name: "Provider" })).toHaveCount(0);
  // The tab asks for all of it.
  await app.link("Your credentials").click();
  await expect(menu).toHaveText("Columns");
});

test("from the page of a row one comes back to the columns that were chosen", async ({ app, page }) => {
  await app.goto("/credentials?columns=used&density=compact");
  await app.link("gamma").click();
  await expect(app.heading("gamma")).toBeVisible();
  await page.goBack();
  await expect(app.link("gamma")).toBeFocused();
  expect(await heads(app)).toEqual(["Name", "Last used"]);
});

test("with every column hidden the name, the boxes, the actions and what is wrong are there", async ({ app, page }) => {
  await app.goto("/credentials?columns=none");
  await expect(page.getByRole("button", { name: "Columns (0 of 5)" })).toBeVisible();
  expect(await heads(app)).toEqual(["Name"]);
  await expect(app.row("gamma").getByRole("checkbox", { name: "Select gamma" })).toBeVisible();
  await expect(app.row("gamma").getByRole("button", { name: "Actions for gamma" })).toBeVisible();
  // Both would be told by the column of the registry.
  await expect(app.row("gamma").getByRole("rowheader").getByRole("button", { name: /^Host never matches/ })).toBeVisible();
  await expect(app.row("beta").getByRole("rowheader").getByRole("button", { name: /^Shadowed by zeta/ })).toBeVisible();
  await expect(app.row("alpha").getByRole("button", { name: /Used first/ })).toHaveCount(0);
  await expect(app.row("zeta").getByRole("rowheader")).toContainText("Pulls for team A");
  await app.expectAccessible();
  // Where the column is shown, it says so itself and nobody else does.
  await app.goto("/credentials?columns=registry");
  await expect(app.row("gamma").getByRole("button", { name: /^Host never matches/ })).toHaveCount(1);
  await expect(app.row("gamma").getByRole("rowheader").getByRole("button", { name: /^Host never matches/ })).toHaveCount(0);
  // What is not known is not asked for.
  await app.goto("/credentials?columns=odd&density=odd");
  await expect(page.getByRole("columnheader", { name: "Last updated" })).toBeVisible();
  expect(await heads(app)).toEqual(ALL);
});

test("what Platform has found invalid is said where the column of the provider is hidden", async ({ app, page }) => {
  const rows = [
    { id: "a", name: "batch", provider: "aws", keys: {}, status: "INVALID", message: "Access denied" },
    { id: "b", name: "fine", provider: "aws", keys: {}, status: "AVAILABLE" },
  ];
  await page.route("**/session*", async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), firstAnswers: {} } });
  });
  await page.route(/\/api\/credentials(\?|$)/, (route) => route.fulfill({ json: { credentials: rows } }));
  await app.goto("/credentials?columns=registry");
  await expect(app.row("batch").getByRole("rowheader")).toContainText("Invalid");
  await expect(app.row("batch").getByRole("rowheader")).toContainText("Access denied");
  await expect(app.row("fine").getByRole("rowheader")).toHaveText("fine");
  await app.expectAccessible();
  await page.getByRole("button", { name: /^Columns/ }).click();
  await box(app, "Provider column").check();
  await expect(app.row("batch").getByRole("rowheader")).toHaveText("batch");
  await expect(app.row("batch").getByRole("cell", { name: /AWS/ })).toContainText("Invalid");
});

test("an order by a column that is hidden stays, and is said", async ({ app, page, server }) => {
  await app.goto("/credentials?sort=-user&columns=provider");
  const names = () => page.locator("tbody th[scope=row] > a").allInnerTexts();
  await expect(page.getByText("Sorted by a hidden column: User name, descending")).toBeVisible();
  expect(await names()).toEqual(["gamma", "beta", "zeta", "alpha", "eta", "delta"]);
  await expect(page.getByLabel("Sort by")).toHaveValue("user");
  await page.getByRole("button", { name: /^Columns/ }).click();
  await box(app, "User name column").check();
  await expect(page).toHaveURL(`${server.url}/credentials?sort=-user&columns=provider,user`);
  await expect(page.getByText(/Sorted by a hidden column/)).toHaveCount(0);
  await expect(page.getByRole("columnheader", { name: "User name" })).toHaveAttribute("aria-sort", "descending");
  await box(app, "User name column").uncheck();
  await page.keyboard.press("Escape");
  await page.getByLabel("Sort by").selectOption("Name");
  await expect(page.getByText(/Sorted by a hidden column/)).toHaveCount(0);
  expect(await names()).toEqual(["alpha", "beta", "delta", "eta", "gamma", "zeta"]);
});

test("what is taken along as CSV has the columns that are shown", async ({ app }) => {
  await app.goto("/credentials?columns=registry&sort=name");
  const rows = (await app.download(app.button("Download as CSV"))).trimEnd().split("\n");
  expect(rows[0]).toBe("Name,Registry server,Description,Secret ends,Created,Needs attention,ID");
  expect(rows[1]).toMatch(/^alpha,quay\.io,,,/);
  expect(rows.join()).not.toContain("team+robot");
});

test("compact rows are lower, in the address, and their targets are large enough", async ({ app, page, server }) => {
  const height = async () => (await app.row("alpha").boundingBox())!.height;
  await app.goto("/credentials?group=registry");
  await expect(app.row("alpha")).toBeVisible();
  const before = await height();
  await page.getByRole("button", { name: /^Columns/ }).click();
  await box(app, "Compact rows").check();
  await expect(page).toHaveURL(`${server.url}/credentials?group=registry&density=compact`);
  await page.keyboard.press("Escape");
  expect(await height()).toBeLessThan(before * 0.75);
  for (const target of [
    app.row("alpha").getByRole("button", { name: "Actions for alpha" }),
    app.link("alpha"),
    app.row("alpha").getByRole("button", { name: /^Used first/ }),
    app.row("gamma").getByRole("link", { name: /^Fix:/ }),
    page.getByRole("columnheader", { name: "Last updated" }).getByRole("button"),
  ]) {
    expect((await target.boundingBox())!.height).toBeGreaterThanOrEqual(24);
  }
  await expect(app.row("zeta").getByText("Pulls for team A")).toBeVisible();
  await app.expectAccessible();
  await page.reload();
  await expect(app.row("alpha")).toBeVisible();
  expect(await height()).toBeLessThan(before * 0.75);
  await page.goBack();
  await expect.poll(height).toBe(before);
});

test("on a phone hidden columns are hidden too", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.goto("/credentials?columns=user");
  await expect(app.row("alpha").getByText("team+robot")).toBeVisible();
  for (const hidden of ["Provider", "Registry server", "Last used", "Last updated"]) {
    await expect(app.row("alpha").locator(`[data-label="${hidden}"]`)).toBeHidden();
  }
  await app.expectAccessible();
  await page.getByRole("button", { name: /^Columns/ }).click();
  const menu = page.getByRole("group", { name: "Columns beside the name" });
  const { x, width } = (await menu.boundingBox())!;
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
  await box(app, "User name column").uncheck();
  await expect(app.row("alpha").getByText("team+robot")).toBeHidden();
  await box(app, "Compact rows").check();
  await page.keyboard.press("Escape");
  await app.expectAccessible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("of a long list in compact rows what can be seen is made, and nothing is left out", async ({ app, page, server }) => {
  // Storing so many takes a while.
  test.setTimeout(60_000);
  await store(server, Array.from({ length: 300 }, (_, at) => ({ name: `many-${at}`, registry: `r${at}.example.com` })));
  await app.goto("/credentials?columns=registry,updated&group=provider");
  const table = page.getByRole("table");
  await expect(table).toHaveAttribute("aria-rowcount", "308");
  const length = () => table.evaluate((it) => it.getBoundingClientRect().height);
  const before = await length();
  await page.getByRole("button", { name: /^Columns/ }).click();
  await box(app, "Compact rows").check();
  await page.keyboard.press("Escape");
  await expect.poll(length).toBeLessThan(before * 0.75);
  // The name has the room: neither the headings nor the space of what is not made have columns of their own.
  const { width } = (await page.getByRole("columnheader", { name: "Name" }).boundingBox())!;
  expect(width).toBeGreaterThan(500);
  for (const part of [0.5, 1]) {
    await page.evaluate((part) => scrollTo(0, document.documentElement.scrollHeight * part - (part < 1 ? 0 : innerHeight)), part);
    // From the upper edge, below the bar of what is selected, to the lower one there are rows.
    await expect
      .poll(() =>
        page.evaluate(() => {
          const at = (y: number) => document.elementFromPoint(640, y)?.closest("tr")?.getAttribute("aria-rowindex");
          const body = document.querySelector("tbody")!.getBoundingClientRect();
          return [Math.max(70, body.top + 5), Math.min(innerHeight, body.bottom) - 5].every((y) => at(y));
        }),
      )
      .toBe(true);
  }
  await expect(app.row("many-299")).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThan(80);
  await app.link("many-299").focus();
  for (let presses = 0; presses < 20; presses++) await page.keyboard.press("Shift+Tab");
  await expect(table.locator(":focus")).toHaveCount(1);
});
