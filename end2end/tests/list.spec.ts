// The list when it cannot be loaded, the deletion that is refused, and places.

import type { Route } from "@playwright/test";

import { expect, SENTINEL, test } from "../app";

const LIST = /\/api\/credentials(\?|$)/;

test("scenario 3: a list that fails says why and can be tried again", async ({ app, page }) => {
  await app.signIn();
  await app.add("there");
  await page.route(LIST, (route) => route.fulfill({ status: 500, body: "<h1>oops</h1>" }));
  await page.reload();
  const alert = page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(alert).toContainText("Credentials could not be loaded");
  await expect(alert).toContainText("500");
  await app.expectAccessible();
  await page.unroute(LIST);
  await app.button("Retry").click();
  await expect(app.row("there")).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test("a deletion that is in use lists what uses it and keeps the credentials", async ({ app, page }) => {
  await app.signIn();
  await app.add("busy");
  await page.route(/\/api\/credentials\/\w+/, (route) =>
    route.fulfill({
      status: 409,
      json: {
        credentialsId: "x",
        conflicts: [
          { type: "workflow", id: "1", name: "happy_euler", url: "https://platform.example/run/1" },
          { type: "studio", id: "2", name: "notebook", url: "javascript:alert(1)" },
        ],
      },
    }),
  );
  await app.button("Actions for busy").click();
  await app.button("Delete").click();
  await app.button("Delete busy").click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("link", { name: "happy_euler" })).toHaveAttribute("href", "https://platform.example/run/1");
  await expect(dialog.getByText("notebook")).toBeVisible();
  await expect(dialog.getByRole("link")).toHaveCount(1);
  await app.expectAccessible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(app.row("busy")).toBeVisible();
});

test("a deletion that is under way cannot be mixed up with another", async ({ app, page }) => {
  // Once its answer went to whichever dialog was open by then, or to a page that was gone.
  await app.signIn();
  await app.add("first");
  await app.add("second", "quay.io");
  let answer = () => {};
  await page.route(/\/api\/credentials\/\w+/, async (route) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await route.fulfill({ status: 409, json: { conflicts: [] } });
  });
  await app.button("Actions for first").click();
  await app.button("Delete").click();
  await app.button("Delete first").click();
  await page.keyboard.press("Escape");
  const dialog = page.getByRole("alertdialog", { name: "Delete “first”?" });
  await expect(dialog).toBeVisible();
  answer();
  await expect(dialog).toContainText("so they were kept");
  await page.keyboard.press("Escape");
  await app.button("Actions for second").click();
  await app.button("Delete").click();
  await expect(page.getByRole("alertdialog", { name: "Delete “second”?" })).not.toContainText("so they were kept");

  // Going back while it is under way. Once nobody heard that it had failed.
  await app.button("Delete second").click();
  await page.goBack();
  answer();
  const notice = page.getByRole("alert").filter({ hasText: "Credentials second were not deleted." });
  await expect(notice).toContainText("so they were kept");
  await app.button("Dismiss").click();
  await expect(notice).toHaveCount(0);
});

test("a list that failed for want of a session is there after signing in again", async ({ app, page, server }) => {
  await app.signIn();
  await app.add("there");
  await page.context().clearCookies();
  await app.switchTo("my-organization / main");
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await dialog.getByLabel(/^Access token/).fill(server.token("again"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
});

test("closing the delete dialog gives the focus back", async ({ app, page }) => {
  await app.signIn();
  await app.add("kept");
  await app.button("Actions for kept").click();
  await app.button("Delete").click();
  await page.keyboard.press("Escape");
  await expect(app.button("Actions for kept")).toBeFocused();
});

test("scopes do not see each other, and the last one is where the next visit begins", async ({ app, page, server }) => {
  await app.signIn();
  await app.add("mine");
  await app.switchTo("my-organization / main");
  await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
  await app.goto("/");
  await expect(page).toHaveURL(server.url + "/orgs/my-organization/workspaces/main/credentials");
});

test("a workspace that is not there is told, with the way out at hand", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/orgs/nobody/workspaces/nothing/credentials");
  await expect(app.heading("You have no such workspace")).toBeVisible();
  // Nothing looks as if it were one.
  await expect(app.button(/Change context/)).toHaveText(/No workspace$/);
  await expect(page.getByRole("navigation", { name: "Pages of this context" })).toHaveCount(0);
  await app.expectAccessible();
  await page.getByRole("main").getByRole("link", { name: "my-organization / main" }).click();
  await expect(page).toHaveURL(/my-organization\/workspaces\/main\/credentials$/);
  await expect(app.button(/Change context/)).toHaveText(/my-organization \/ main$/);
  await expect(page.getByRole("navigation", { name: "Pages of this context" }).getByRole("link")).toHaveCount(3);
  await app.goto("/orgs/nobody/workspaces/nothing/credentials");
  await app.switchTo("Personal");
  await expect(app.heading("Your credentials")).toBeVisible();
});

test("the frame of the list stands before the program is there, and nothing in it jumps", async ({ app, page, server }) => {
  await app.signIn();
  const waiting: Route[] = [];
  await page.route(/wavepass-app.*\.wasm$/, (route) => void waiting.push(route));
  for (const [path, name] of [
    ["/credentials", "Your credentials"],
    ["/orgs/my-organization/workspaces/main/credentials", "Credentials"],
  ]) {
    await page.goto(server.url + path, { waitUntil: "commit" });
    await expect(app.heading(name)).toBeVisible();
    await expect(page.getByText("Wavepass is loading…")).toBeAttached();
    const before = await app.heading(name).boundingBox();
    await expect.poll(() => waiting.length).toBeGreaterThan(0);
    for (const route of waiting.splice(0)) await route.continue();
    await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
    await expect(page.getByText("Wavepass is loading…")).toHaveCount(0);
    expect(await app.heading(name).boundingBox()).toEqual(before);
  }
});

test("an address that leads nowhere says so", async ({ app }) => {
  await app.goto("/nothing/here");
  await expect(app.heading("There is no such page")).toBeVisible();
});

test("providers of another time are listed by name", async ({ app, page }) => {
  await app.signIn();
  await page.route(LIST, (route) =>
    route.fulfill({
      json: {
        credentials: [
          { id: "1", name: "old", discriminator: "aws", lastUsed: "2021-09-08T11:09:58Z", dateCreated: null },
          { id: "2", name: "odd", provider: "quantum", keys: null },
          { id: "3", name: "hub", provider: "container-reg", keys: { userName: "me", registry: null } },
        ],
      },
    }),
  );
  await page.reload();
  await expect(app.row("old").getByRole("cell", { name: "AWS" })).toBeVisible();
  await expect(app.row("old").getByRole("cell", { name: "8 Sept 2021" })).toBeVisible();
  await expect(app.row("odd").getByRole("cell", { name: "quantum" })).toBeVisible();
  await expect(app.row("hub").getByRole("cell", { name: "docker.io" })).toBeVisible();
});

test("many workspaces can be searched", async ({ app, page }) => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    orgId: 1,
    orgName: i % 2 ? "zeta" : "Alpha",
    workspaceId: 100 + i,
    workspaceName: `team-${i}`,
  }));
  await app.tellWorkspaces(() => rows);
  await app.signIn();
  await page.getByRole("button", { name: /Change context/ }).click();
  const links = page.getByRole("navigation", { name: "Contexts" }).getByRole("link");
  await expect(links.first()).toHaveText("Personal");
  await expect(links.nth(1)).toContainText("Alpha /");
  await expect(links.last()).toContainText("zeta /");
  await page.getByRole("searchbox", { name: "Search workspaces" }).fill("team-29");
  await expect(links).toHaveCount(1);
  await page.getByRole("searchbox", { name: "Search workspaces" }).fill("nobody");
  await expect(page.getByText("No workspace has that in its name.")).toBeVisible();
});

test("scenario 44: the user menu leads to the personal credentials, which are asked for without a workspace", async ({ app, page }) => {
  await app.signIn();
  await app.switchTo("my-organization / main");
  await expect(app.heading("Credentials")).toBeVisible();
  const asked = page.waitForRequest((request) => /\/api\/credentials(\?|$)/.test(request.url()));
  await app.button(/^User menu/).click();
  await app.link("Your credentials").click();
  expect(new URL((await asked).url()).searchParams.has("workspaceId")).toBe(false);
  await expect(app.heading("Your credentials")).toBeVisible();
  await app.openForm();
  await expect(page.getByRole("heading", { name: "New Personal Credentials" })).toBeVisible();
});

test("who comes back from the page of one goes on from its row", async ({ app, page, server }) => {
  const token = server.token("many rows");
  for (let at = 0; at < 30; at++) {
    const keys = { userName: "my-registry-token", password: SENTINEL, registry: `registry-${at}.example.com` };
    await server.api("POST", "/credentials", token, { credentials: { name: `row-${at}`, provider: "container-reg", keys } });
  }
  await app.signIn();
  await app.link("row-25").click();
  await expect(app.heading("row-25")).toBeFocused();
  await page.goBack();
  await expect(app.link("row-25")).toBeFocused();
  await expect(app.link("row-25")).toBeInViewport();
  // By a link, too, and from a form.
  await app.button("Actions for row-20").click();
  await app.link("Edit").click();
  await expect(app.heading("Edit Credentials")).toBeVisible();
  await app.link("Cancel").click();
  await expect(app.link("row-20")).toBeFocused();
  // Elsewhere in between: the list begins at its heading.
  await app.link("row-3").click();
  await expect(app.heading("row-3")).toBeVisible();
  await app.link("Images and errors").click();
  await app.link("Your credentials").first().click();
  await expect(app.heading("Your credentials")).toBeFocused();
  // One that has gone meanwhile leaves the focus to the heading.
  await app.link("row-3").click();
  await expect(app.heading("row-3")).toBeVisible();
  const { credentials } = await (await server.api("GET", "/credentials", token)).json();
  const { id } = credentials.find((it: { name: string }) => it.name === "row-3");
  await server.api("DELETE", `/credentials/${id}`, token);
  await page.goBack();
  await expect(app.row("row-4")).toBeVisible();
  await expect(app.heading("Your credentials")).toBeFocused();
});

test("in a list that was searched, too", async ({ app, page }) => {
  await app.signIn();
  await app.add("first", "ghcr.io");
  await app.add("second", "quay.io");
  await app.goto("/credentials?q=io");
  await app.link("second").click();
  await expect(app.heading("second")).toBeVisible();
  await page.goBack();
  await expect(app.link("second")).toBeFocused();
});
