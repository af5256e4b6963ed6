// What axe finds, and what it cannot: narrow pages, dark ones, and less motion.

import { expect, test } from "../app";

for (const scheme of ["light", "dark"] as const) {
  test(`scenario 64: axe finds nothing serious on any page (${scheme})`, async ({ app, page }) => {
    await app.choose(scheme);
    await app.goto("/sign-in");
    await expect(app.heading("Sign in")).toBeVisible();
    await app.expectScheme(scheme);
    await app.expectAccessible();
    await app.signIn();
    await app.expectAccessible();
    await app.button("User menu of local").click();
    await app.expectAccessible();
    await page.keyboard.press("Escape");
    await app.openForm();
    await app.expectAccessible();
    await app.fill({ name: "no good", user: " me", registry: "https://quay.io" });
    await app.button("Add").click();
    await expect(page.getByText("There is a problem")).toBeVisible();
    await app.expectAccessible();
    await app.fill({ name: "good", user: "me", password: "x", registry: "quay.io" });
    await app.button("Add").click();
    await expect(app.row("good")).toBeVisible();
    await app.expectAccessible();
    await app.button("Actions for good").click();
    await app.expectAccessible();
    await app.button("Delete").click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await app.expectAccessible();
    await page.keyboard.press("Escape");
    await app.link("good").click();
    await expect(app.heading("good")).toBeVisible();
    await app.expectAccessible();
  });
}

test("at 320 pixels nothing is cut off or scrolls sideways", async ({ app, page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const fits = async () => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  };
  await app.goto("/sign-in");
  await expect(app.heading("Sign in")).toBeVisible();
  await fits();
  await app.signIn();
  await fits();
  await app.openForm();
  await fits();
  await app.fill({ name: "a-name-that-is-rather-long-because-people-do-that", user: "u", password: "p" });
  await app.button("Add").click();
  await expect(page.getByRole("rowheader")).toBeVisible();
  await fits();
  await expect(page.getByRole("cell", { name: "docker.io" })).toBeVisible();
});

test("without a theme that was chosen the page is as the system is", async ({ app, browserName, page }) => {
  test.skip(browserName === "firefox", "over BiDi it emulates no scheme of a system");
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await app.goto("/sign-in");
    await app.expectScheme(scheme);
  }
});

test("the chosen theme is kept and set before the app runs", async ({ app, page }) => {
  await app.signIn();
  const theme = page.getByRole("radiogroup", { name: "Theme" });
  const open = () => app.button("User menu of local").click();
  await open();
  await expect(theme.getByRole("radio", { name: "System theme" })).toBeChecked();
  await theme.getByRole("radio", { name: "Dark theme" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const dark = await background();
  await page.reload();
  await open();
  await expect(theme.getByRole("radio", { name: "Dark theme" })).toBeChecked();
  await expect(theme.getByRole("radio", { name: "Light theme" })).not.toBeChecked();
  expect(await background()).toBe(dark);
  await theme.getByRole("radio", { name: "Light theme" }).click();
  expect(await background()).not.toBe(dark);
});
