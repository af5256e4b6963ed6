// What people write about credentials, the day on which their secret ends, and what of a form is
// there again after the page was loaded anew.

import { expect, SENTINEL, test } from "../app";

/** A client certificate that ends on 31 January 2060. */
const CERTIFICATE = [
  "-----BEGIN CERTIFICATE-----",
  "MIIBLDCB0wIUd5ZpcyS5sLjsz5u91PA+kcC7ROUwCgYIKoZIzj0EAwIwGDEWMBQG",
  "A1UEAwwNd2F2ZXBhc3MtdGVzdDAgFw0yNjExMDEwMDAwMDBaGA8yMDYwMDEzMTEy",
  "MDAwMFowGDEWMBQGA1UEAwwNd2F2ZXBhc3MtdGVzdDBZMBMGByqGSM49AgEGCCqG",
  "SM49AwEHA0IABML/WQADl0e26Jgp6rCqC8C2vijmL0WKVSH8Jw5mcj1b+vQFpQyK",
  "R7qXqCwH4U5YzfbBBUZJRVV+lIAhz2aTIUMwCgYIKoZIzj0EAwIDSAAwRQIgZTOh",
  "zs4ED0GiP7FC27JS4QVe+Bnc5JIF0Udnuq/z+s4CIQCRr5McUHabYp6FqKYshJgd",
  "xrhPknKJRv9AxO8VXJvMzQ==",
  "-----END CERTIFICATE-----",
].join("\n");

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 35: a description and the day on which a secret ends are stored together, and changed apart", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "robot", user: "team+robot", password: SENTINEL, registry: "quay.io" });
  await app.field("Description").fill("Pull robot of team A");
  await app.field("Expires on").fill("2031-01-31");
  const posted = page.waitForRequest((request) => request.method() === "POST" && /\/credentials/.test(request.url()));
  await app.button("Add").click();
  expect((await app.bodies.json(posted)).credentials.description).toBe("Pull robot of team A [expires 2031-01-31]");

  await expect(app.row("robot")).toContainText("Pull robot of team A");
  await expect(app.row("robot")).toContainText(/Expires in \d+ days/);
  await app.expectAccessible();
  await app.row("robot").getByRole("link", { name: "robot" }).click();
  await expect(page.getByText(/Expires in \d+ days \(2031-01-31, as somebody wrote it down\)/)).toBeVisible();
  await app.link("Edit").click();
  await expect(app.field("Description")).toHaveValue("Pull robot of team A");
  await expect(app.field("Expires on")).toHaveValue("2031-01-31");
  await app.field("Expires on").fill("2032-02-29");
  const put = page.waitForRequest((request) => request.method() === "PUT");
  await app.button("Save").click();
  const body = (await app.bodies.json(put)).credentials;
  expect(body.description).toBe("Pull robot of team A [expires 2032-02-29]");
  expect(body.keys).not.toHaveProperty("password");
  await expect(app.row("robot")).toBeVisible();
});

test("the day on which a client certificate ends is proposed from the certificate", async ({ app, page }) => {
  await app.link("Add Credentials").first().click();
  await app.field(/^Provider/).selectOption("Kubernetes");
  await page.getByRole("radio", { name: /certificate/i }).check();
  const certificate = page.locator("#k8s-certificate");
  await certificate.evaluate((input: HTMLTextAreaElement, text) => {
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.blur();
  }, CERTIFICATE);
  await expect(page.getByText("The secret itself says that it ends on 2060-01-31.")).toBeVisible();
  await app.expectAccessible();
  await app.button("Use 2060-01-31").click();
  await expect(app.field("Expires on")).toHaveValue("2060-01-31");
  await expect(page.getByText("The secret itself says")).toHaveCount(0);
});

test("a day that is over is a warning, and nothing is sent unseen", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "old", user: "team+robot", password: SENTINEL, registry: "quay.io" });
  await app.field("Expires on").fill("2020-01-31");
  await app.field("Expires on").blur();
  await expect(page.getByText("This day is over.")).toBeVisible();
  await app.expectAccessible();
});

test("what was typed is there again after the page was loaded anew, but for the secret", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "robot", user: "team+robot", password: SENTINEL, registry: "quay.io" });
  await app.field("Description").fill("Pull robot of team A");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByText("What you had typed here is back")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("robot");
  await expect(app.field(/^User name/)).toHaveValue("team+robot");
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  await expect(app.field("Description")).toHaveValue("Pull robot of team A");
  await expect(app.secret()).toHaveValue("");
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).toContain("team+robot");
  expect(kept).not.toContain(SENTINEL);
  await app.expectAccessible();

  await app.button("Start over").click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");
  await expect(page.getByText("What you had typed here is back")).toHaveCount(0);

  // Whoever leaves, leaves nothing behind.
  await page.getByLabel("Name", { exact: true }).fill("robot");
  await app.link("Cancel").click();
  await app.button("Leave").click();
  await expect(app.heading("Your credentials")).toBeVisible();
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes("draft")))).toEqual([]);
});

test("what is copied from a terminal into a description loses its commands with a press", async ({ app }) => {
  await app.openForm();
  const words = app.field("Description");
  await words.fill("\u001b[31mred robot");
  await words.blur();
  await expect(words).toHaveAccessibleDescription(/control characters/);
  await app.button("Take them out").click();
  await expect(words).toHaveValue("[31mred robot");
  await expect(words).not.toHaveAccessibleDescription(/control characters/);
  await app.expectAccessible();
});
