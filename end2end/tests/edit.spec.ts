// Changing stored credentials, what the list says of them, and links that fill the form.

import { expect, SENTINEL, test, type App } from "../app";

/** Stores credentials as another client of the API would, whatever they are worth. */
async function store(app: App, name: string, registry: string | null, userName = "me"): Promise<string> {
  const token = app.server.token(`for-${name}`);
  const body = { credentials: { name, provider: "container-reg", keys: { userName, password: SENTINEL, registry } } };
  const answer = await app.server.api("POST", "/credentials", token, body);
  expect(answer.status).toBe(200);
  return (await answer.json()).credentialsId;
}

async function edit(app: App, name: string): Promise<void> {
  await app.page.goto(`${app.server.url}/credentials`);
  await app.button(`Actions for ${name}`).click();
  await app.link("Edit").click();
  await expect(app.heading("Edit Credentials")).toBeVisible();
}

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 34: an edit keeps the password unless a new one is typed, and never asks for the stored one", async ({ app, page }) => {
  await store(app, "acr", "myregistry.azurecr.io");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await edit(app, "acr");
  await expect(app.secret()).toHaveValue("");
  await expect(page.getByText("Leave blank to keep the stored one.")).toBeVisible();
  await app.expectAccessible();
  await app.fill({ user: "another-token" });
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials.keys).toEqual({
    userName: "another-token",
    registry: "myregistry.azurecr.io",
  });
  await expect(app.row("acr").getByRole("cell", { name: "another-token" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Credentials saved" })).toContainText(/within 60 seconds.*24 hours/);
  expect(asked.filter((url) => url.includes("/keys"))).toEqual([]);
});

test("scenario 36: another registry asks for the password again", async ({ app, page }) => {
  await store(app, "acr", "myregistry.azurecr.io");
  await edit(app, "acr");
  await app.fill({ registry: "quay.io" });
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toContainText("the stored one is for myregistry.azurecr.io");
  await app.fill({ password: SENTINEL });
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials.keys.password).toBe(SENTINEL);
  await expect(app.row("acr").getByRole("cell", { name: "quay.io" })).toBeVisible();
});

test("a new password is stored under the same id", async ({ app, page, server }) => {
  const id = await store(app, "acr", "myregistry.azurecr.io");
  await edit(app, "acr");
  await app.fill({ password: `${SENTINEL}-new` });
  await app.button("Save").click();
  await expect(page.getByRole("region", { name: "Credentials saved" })).toContainText("within 60 seconds");
  const list = await (await server.api("GET", "/credentials", server.token("check"))).json();
  expect(list.credentials.map((row: { id: string }) => row.id)).toEqual([id]);
  expect(server.log).not.toContain(SENTINEL);
});

test("scenario 38: what a password manager fills in by itself is not sent", async ({ app, page }) => {
  await store(app, "acr", "myregistry.azurecr.io");
  await edit(app, "acr");
  await app.fill({ user: "typed" });
  await app.secret().evaluate((input: HTMLInputElement) => {
    input.value = "from the manager";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(app.secret()).toHaveValue("");
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials.keys).not.toHaveProperty("password");
});

test("scenario 39: an edit of what somebody else has deleted offers to add it again", async ({ app, page, server }) => {
  const id = await store(app, "acr", "myregistry.azurecr.io", "my-token");
  await edit(app, "acr");
  await app.fill({ password: SENTINEL });
  await server.api("DELETE", `/credentials/${id}`, server.token("other"));
  await app.button("Save").click();
  await expect(page.getByText("Somebody may have deleted these credentials")).toBeVisible();
  await app.link("Add them again").click();
  await expect(app.heading("Add Credentials")).toBeVisible();
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");
  await expect(app.field(/^User name/)).toHaveValue("my-token");
  await expect(app.page.getByLabel("Name", { exact: true })).toHaveValue("acr");
  await expect(app.secret()).toHaveValue("");
});

test("a new password that was forgotten with the session is asked for again, not silently kept", async ({ app, page }) => {
  // Once the second Save stored everything but the password, and said that it was saved.
  await store(app, "acr", "myregistry.azurecr.io");
  await edit(app, "acr");
  await app.fill({ password: `${SENTINEL}-new` });
  await page.context().clearCookies();
  await app.button("Save").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/token/i).fill(app.server.token("again"));
  await dialog.getByRole("button", { name: /^Sign in/ }).click();
  await expect(dialog).toBeHidden();
  await expect(app.secret()).toHaveValue("");
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toContainText("forgotten when your session ended");
  await app.fill({ password: `${SENTINEL}-new` });
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials.keys.password).toBe(`${SENTINEL}-new`);
});

test("the list says which credentials are used first, shadowed, never matched or short-lived", async ({ app, page }) => {
  await store(app, "first", "myreg.azurecr.io");
  await store(app, "second", "myreg.azurecr.io");
  await store(app, "url", "https://quay.io");
  await store(app, "guid", "other1.azurecr.io", "00000000-0000-0000-0000-000000000000");
  await page.reload();
  // The embedded Platform lists in order of creation.
  await expect(app.row("first")).toContainText("Used first");
  await expect(app.row("second")).toContainText("Shadowed by first");
  await expect(app.row("guid")).toContainText("Short-lived");
  await expect(app.link("Change login of guid")).toBeVisible();
  await expect(app.row("url")).toContainText("Host never matches");
  await expect(page.getByText("Of 4 registry credentials, some need attention")).toBeVisible();
  await app.expectAccessible();

  await app.link("Fix: use quay.io for url").click();
  await expect(app.heading("Edit Credentials")).toBeVisible();
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  await expect(page.getByRole("region", { name: "What will Wave match?" })).toContainText("quay.io/team/tool");
  await app.button("Save").click();
  await expect(app.row("url"), "the secret stays where only https:// went").toContainText("quay.io");
  await expect(app.row("url")).not.toContainText("never matches");
});

test("a login for a registry that has credentials already is taken along to change these", async ({ app, page }) => {
  await store(app, "first", "myreg.azurecr.io");
  await page.reload();
  await app.openForm();
  await app.fill({ name: "new", user: "other-token", password: `${SENTINEL}-new`, registry: "myreg.azurecr.io" });
  await page.getByRole("link", { name: "Change the password of first" }).click();
  await expect(app.heading("Edit Credentials")).toBeVisible();
  await expect(app.field(/^User name/)).toHaveValue("other-token");
  await expect(app.secret()).toHaveValue(`${SENTINEL}-new`);
  const put = page.waitForRequest((request) => request.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials).toMatchObject({
    name: "first",
    keys: { userName: "other-token", password: `${SENTINEL}-new`, registry: "myreg.azurecr.io" },
  });

  // It is taken along once.
  await app.link("first").click();
  await app.link("Edit").click();
  await expect(app.secret()).toHaveValue("");
});

test("the credential that Wave uses is not to be changed for one that it never reaches", async ({ app, page }) => {
  await store(app, "first", "myreg.azurecr.io");
  await store(app, "second", "myreg.azurecr.io");
  await page.reload();
  const match = page.getByRole("region", { name: "What will Wave match?" });
  await app.link("first").click();
  await app.link("Edit").click();
  await expect(match).toContainText("This one comes first in Platform’s list, so Wave uses it.");
  await expect(match.getByRole("link")).toHaveCount(0);
  await app.fill({ password: `${SENTINEL}-new` });
  await app.button("Save").click();
  await expect(app.heading("Credentials")).toBeVisible();

  await app.link("second").click();
  await app.link("Edit").click();
  await expect(match).toContainText("first has the same registry and comes first");
  await match.getByRole("link", { name: "Change the password of first" }).click();
  await expect(match).toContainText("so Wave uses it");
});

test("scenario 66: a link fills the form, and a password in it is taken out of the address and not used", async ({ app, page, server }) => {
  await app.goto(`/credentials/new?provider=container-reg&registry=quay.io&user=me&name=linked`);
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  await expect(app.field(/^User name/)).toHaveValue("me");
  await expect(app.page.getByLabel("Name", { exact: true })).toHaveValue("linked");

  await app.goto(`/credentials/new?provider=container-reg&name=linked&password=${encodeURIComponent(SENTINEL)}`);
  await expect(page.getByText("The link to this page had a password or token in it")).toBeVisible();
  expect(page.url()).toBe(`${server.url}/credentials/new?provider=container-reg&name=linked`);
  await expect(app.secret()).toHaveValue("");
  expect(await page.content()).not.toContain(SENTINEL);
  expect(server.log, "the server does not log addresses either").not.toContain(SENTINEL);
  await app.expectAccessible();
});
