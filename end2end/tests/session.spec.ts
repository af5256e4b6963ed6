// Signing in and out.

import { expect, test } from "../app";

test("the link signs in once and leaves the address bar at once", async ({ app, page, server, browser }) => {
  await app.signIn();
  expect(page.url()).not.toContain("link=");
  await page.goBack().catch(() => undefined);
  expect(page.url()).not.toContain("link=");

  const other = await browser.newPage();
  await other.goto(server.link);
  await expect(other.getByText("This link has been used")).toBeVisible();
  expect(other.url()).not.toContain("link=");
  await other.close();
});

test("a link that is pasted into an open sign-in page works too", async ({ app, page, server }) => {
  await app.goto("/sign-in");
  await expect(app.heading("Sign in")).toBeVisible();
  await page.evaluate((link) => (location.href = link), server.link);
  await expect(app.heading("Your credentials")).toBeVisible();
  expect(page.url()).not.toContain("link=");
});

test("a used link does no harm to somebody who is signed in", async ({ app, page, server }) => {
  await app.signIn();
  await page.goto("about:blank");
  await page.goto(server.link);
  await expect(app.heading("Your credentials")).toBeVisible();
});

test("an access token signs in and leads to where one wanted to go", async ({ app, page, server }) => {
  await app.goto("/credentials/new");
  await expect(app.heading("Sign in")).toBeVisible();
  await app.expectAccessible();
  await app.button("Sign in").click();
  await expect(page.getByText("Error: Enter an access token.")).toBeVisible();
  await app.field(/^Access token/).fill("nonsense");
  await app.button("Sign in").click();
  await expect(page.getByText("This token is not valid here.")).toBeVisible();
  await app.field(/^Access token/).fill(` ${server.token("mine")} `);
  await app.button("Sign in").click();
  await expect(app.heading("Add Credentials")).toBeVisible();
});

test("the way back after signing in never leads to another site", async ({ app, page, server }) => {
  for (const [i, next] of ["https://evil.example/", "//evil.example", "/\\evil.example", "/sign-in"].entries()) {
    await app.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await app.field(/^Access token/).fill(server.token(`t${i}`));
    await app.button("Sign in").click();
    await expect(app.heading("Your credentials")).toBeVisible();
    expect(new URL(page.url()).origin).toBe(server.url);
    await page.context().clearCookies();
  }
});

test("signing out ends the session", async ({ app, page, server }) => {
  await app.signIn();
  await app.button("User menu of local").click();
  await app.button("Sign out").click();
  await expect(app.heading("Sign in")).toBeVisible();
  await app.goto("/credentials");
  await expect(app.heading("Sign in")).toBeVisible();
  expect(page.url()).toBe(`${server.url}/sign-in?next=%2Fcredentials`);
  await app.field(/^Access token/).fill(server.token("back"));
  await app.button("Sign in").click();
  await expect(app.heading("Your credentials")).toBeVisible();
});

test("a server that is down says so and can be tried again", async ({ app, page }) => {
  await page.route("**/session*", (route) => route.abort());
  await app.goto("/credentials");
  await expect(page.getByRole("alert").filter({ hasText: "Wavepass could not be loaded" })).toBeVisible();
  await page.unroute("**/session*");
  await app.button("Retry").click();
  await expect(app.heading("Sign in")).toBeVisible();
});
