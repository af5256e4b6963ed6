// Credentials of every provider, from the form to the list and back, against the embedded Platform.
// What is typed and what has to be sent is the table that the rules are tested with too.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type App } from "../app";

type Request = {
  id: string;
  kind: string;
  typed: Record<string, string>;
  query?: Record<string, string>;
  body: { credentials: { name: string; provider: string; baseUrl?: string; keys: Record<string, unknown> } };
};

const file = join(__dirname, "../../core/tests/facts/data/request.json");
const requests: Request[] = JSON.parse(readFileSync(file, "utf8")).requests;

/** The providers whose kinds stand under another one's name. */
const offered: Record<string, string> = { azure_entra: "azure", "azure-cloud": "azure", github_app: "github" };

async function choose(app: App, { kind, body }: Request): Promise<void> {
  const { provider } = body.credentials;
  await app.field(/^Provider/).selectOption(offered[provider] ?? provider);
  const card = app.page.locator(`input[name=kind][value="${kind}"]`);
  if (await card.count()) await card.check();
}

async function fill(app: App, typed: Record<string, string>): Promise<void> {
  for (const [field, text] of Object.entries(typed)) {
    const input = app.page.locator(`#${field}`);
    if ((await input.getAttribute("type")) === "checkbox") {
      await input.setChecked(text === "true");
    } else {
      // Typing many lines is slow.
      await input.evaluate((input: HTMLInputElement, text) => {
        input.focus();
        input.value = text;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        input.blur();
      }, text);
    }
  }
}

/** The same of the fields that are on the page, but for some. */
async function fillShown(app: App, typed: Record<string, string>, but: string[] = []): Promise<void> {
  for (const [field, text] of Object.entries(typed)) {
    const isShown = await app.page.locator(`input#${field}, textarea#${field}`).count();
    if (isShown && !but.includes(field)) await fill(app, { [field]: text });
  }
}

/** Submits a form, once more where it points something out first. */
async function submit(app: App, button: string, sent: Promise<unknown>): Promise<void> {
  await app.button(button).click();
  const stopped = app.page.getByRole("group", { name: /^Please check before you/ }).waitFor();
  const isSent = sent.then(() => true);
  if (!(await Promise.race([isSent, stopped.then(() => false, () => isSent)]))) await app.button(button).click();
}

for (const request of requests) {
  test(`${request.id}: added, listed, changed, rotated, duplicated, deleted`, async ({ app, page, server }) => {
    const { credentials } = request.body;
    await app.signIn();
    await app.goto("/credentials/new");
    await choose(app, request);
    await fill(app, request.typed);
    await app.expectAccessible();
    const post = page.waitForRequest((r) => r.method() === "POST" && r.url().includes("/credentials"));
    await app.button("Add").click();
    // A warning is shown before anything is sent; in this table there is none but of registries.
    const sent = await post;
    expect(await app.bodies.json(sent)).toEqual(request.body);
    expect(Object.fromEntries(new URL(sent.url()).searchParams)).toEqual(request.query ?? {});
    await expect(app.row(credentials.name)).toBeVisible();

    await app.button(`Actions for ${credentials.name}`).click();
    await app.link("Edit").click();
    await expect(app.heading("Edit Credentials")).toBeVisible();
    const secrets = page.locator("input[type=password], .wp-lines__input--masked");
    for (const secret of await secrets.all()) await expect(secret).toHaveValue("");
    for (const [key, value] of Object.entries(request.typed)) {
      const input = page.locator(`#${key}`);
      const isShown = (await input.count()) && !(await input.evaluate((it) => it.matches("[type=password], [type=checkbox], .wp-lines__input--masked")));
      if (isShown && key !== "name") await expect(input).toHaveValue(value);
    }
    await app.expectAccessible();
    const put = page.waitForRequest((r) => r.method() === "PUT");
    await app.button("Save").click();
    const keys = (await app.bodies.json(put)).credentials.keys;
    for (const [key, value] of Object.entries(keys)) expect(value).toEqual(credentials.keys[key]);
    await expect(app.row(credentials.name)).toBeVisible();

    // Of what is stored, a rotation sends everything but the secret, which is typed.
    await app.link(credentials.name).click();
    await expect(app.link("Edit")).toBeVisible();
    const hasSecret = (await app.link("Rotate secret").count()) > 0;
    if (hasSecret) {
      await app.link("Rotate secret").click();
      await expect(app.heading("Rotate Secret")).toBeVisible();
      // The heading is there before the form.
      await expect(app.button("Save")).toBeVisible();
      await fillShown(app, request.typed);
      await app.expectAccessible();
      const rotated = page.waitForRequest((r) => r.method() === "PUT");
      // An id that comes with a new key is asked for; here it is the same, which is pointed out.
      await submit(app, "Save", rotated);
      const sent = (await app.bodies.json(rotated)).credentials.keys;
      for (const [key, value] of Object.entries(sent)) expect(value).toEqual(credentials.keys[key]);
      expect(Object.keys(sent).length, "with the secret").toBeGreaterThan(Object.keys(keys).length);
      await expect(page.getByRole("heading", { name: "The new secret is saved" })).toBeVisible();
      await app.link("Back to details").first().click();
    }

    await app.link("Duplicate").click();
    await expect(app.heading("Duplicate Credentials")).toBeVisible();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(`${credentials.name}-2`);
    await expect(page.getByText("Secrets cannot be copied")).toHaveCount(hasSecret ? 1 : 0);
    for (const secret of await secrets.all()) await expect(secret).toHaveValue("");
    await fillShown(app, request.typed, ["name"]);
    const again = page.waitForRequest((r) => r.method() === "POST" && r.url().includes("/credentials"));
    // A second one for the same host is never used, which is warned of.
    await submit(app, "Add", again);
    const second = (await app.bodies.json(again)).credentials;
    expect(second).toEqual({ ...credentials, name: `${credentials.name}-2` });
    await expect(app.row(second.name)).toBeVisible();

    await app.button(`Actions for ${credentials.name}`).click();
    await app.button("Delete").click();
    const dialog = page.getByRole("alertdialog");
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: /^Delete/ }).click();
    await expect(app.row(credentials.name)).toHaveCount(0);
    expect(server.log).not.toContain("FAKE");
  });
}

test("what was typed for one kind is there again, and a chosen provider shows its own fields alone", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/credentials/new?provider=aws");
  await app.field(/^Access key/).fill("AKIAIOSFODNN7EXAMPLE");
  await page.getByRole("radio", { name: "Role", exact: true }).check();
  await expect(app.field(/^Access key/)).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: /External ID/ })).toBeChecked();
  // With the keyboard alone.
  await page.getByRole("radio", { name: "Role", exact: true }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "Keys" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Keys" })).toBeFocused();
  await expect(app.field(/^Access key/)).toHaveValue("AKIAIOSFODNN7EXAMPLE");
});

test("a key is taken from a file, masked, and shown on request", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/credentials/new?provider=ssh");
  const key = "-----BEGIN RSA PRIVATE KEY-----\nRkFLRQ==\n-----END RSA PRIVATE KEY-----\n";
  const input = app.page.locator("#ssh-private-key");
  await page.getByLabel(/Choose a file/).setInputFiles({ name: "id_rsa", mimeType: "text/plain", buffer: Buffer.from(key) });
  await expect(input).toHaveValue(key);
  await expect(input).toHaveClass(/masked/);
  await app.button("Show SSH private key").click();
  await expect(input).not.toHaveClass(/masked/);
  await input.fill("ssh-ed25519 AAAA me@here");
  await input.blur();
  await expect(page.getByText("This is the public half of a key.")).toBeVisible();
});

test("what the cloud has to be told is shown, or why this Platform has nothing to tell", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/credentials/new?provider=aws");
  await page.getByRole("radio", { name: "Workload identity" }).check();
  await expect(page.getByText("Set this up at the cloud first")).toBeVisible();
  await page.route("**/credentials/federation-setup?*", (route) =>
    route.fulfill({ json: { setupValues: [{ label: "Audience", value: "sts.amazonaws.com" }] } }),
  );
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("sts.amazonaws.com")).toBeVisible();
  await app.expectAccessible();
});
