// The description and the day of expiry of several credentials, changed together.

import { expect, SENTINEL, test, type App } from "../app";
import type { Server } from "../server";

const SIX = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"];

async function open(app: App, server: Server): Promise<void> {
  const token = server.token("rows");
  for (const name of SIX) {
    const keys = { userName: "robot", password: SENTINEL, registry: `${name}.example.com` };
    const credentials = { name, description: `Robot ${name}`, provider: "container-reg", keys };
    await server.api("POST", "/credentials", token, { credentials });
  }
  await app.signIn();
  await app.button("Filter, sort, select").click();
  for (const name of ["alpha", "gamma", "zeta"]) {
    await app.page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).click();
  }
}

function dialog(app: App) {
  return app.page.getByRole("dialog");
}

test("a day of expiry is written down for all that are selected, by keyboard, and their words stay", async ({ app, page, server }) => {
  await open(app, server);
  await app.button("Description, expiry…").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Describe 3 credentials" })).toBeVisible();
  await app.expectAccessible();
  await page.getByRole("checkbox", { name: "Change the day of expiry" }).focus();
  await page.keyboard.press("Space");
  await page.getByLabel("Expires on").fill("2031-01-31");
  await app.expectAccessible();
  await dialog(app).getByRole("button", { name: "Change 3 credentials" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("3 credentials changed: alpha, gamma, zeta.").first()).toBeVisible();
  await expect(dialog(app)).toHaveCount(0);
  await expect(app.row("alpha")).toContainText(/Robot alpha.*Expires in \d+ days/);
  await expect(app.row("beta")).not.toContainText("Expires");
  // What was stored besides is still there: the secret, too.
  for (const request of app.bodies.requests.filter((it) => it.method() === "PUT")) {
    expect(await app.bodies.text(request)).not.toContain("password");
  }
  await app.link("alpha").click();
  await expect(page.getByRole("main")).toContainText("alpha.example.com");
});

test("nothing is sent before it is said what to change, and a day has to be one", async ({ app, page, server }) => {
  await open(app, server);
  await app.button("Description, expiry…").click();
  await dialog(app).getByRole("button", { name: "Change 3 credentials" }).click();
  await expect(dialog(app).getByRole("alert")).toHaveText("Choose what is to be changed.");
  await expect(page.getByRole("checkbox", { name: "Change the description" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog(app)).toHaveCount(0);
  await expect(app.row("alpha")).toContainText("Robot alpha");
  expect(app.bodies.requests.filter((it) => it.method() === "PUT")).toHaveLength(0);
});

test("one that cannot be changed says why, and the rest is tried again", async ({ app, page, server }) => {
  await open(app, server);
  let refused = 0;
  await page.route(/\/api\/credentials\/\w+$/, (route) => {
    if (route.request().method() !== "PUT" || refused++ > 0) return route.fallback();
    return route.fulfill({ status: 400, json: { message: "Not today" } });
  });
  await app.button("Description, expiry…").click();
  await page.getByRole("checkbox", { name: "Change the description" }).click();
  await dialog(app).getByLabel("Description", { exact: true }).fill("of team A");
  await dialog(app).getByRole("button", { name: "Change 3 credentials" }).click();
  await expect(page.getByRole("dialog", { name: "Not all were changed" })).toBeVisible();
  const results = dialog(app).getByRole("list", { name: "What became of each" });
  await expect(results.getByRole("listitem")).toHaveText([/^alpha: Not changed\. .*Not today/, "gamma: Changed", "zeta: Changed"]);
  await app.expectAccessible();
  await dialog(app).getByRole("button", { name: "Change the rest" }).click();
  await expect(page.getByText("3 credentials changed: alpha, gamma, zeta.").first()).toBeVisible();
  await expect(app.row("alpha")).toContainText("of team A");
  await expect(app.row("beta")).toContainText("Robot beta");
});
