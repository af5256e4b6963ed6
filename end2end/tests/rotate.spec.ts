// Another secret for stored credentials, and new ones that begin as a copy of them.

import { expect, SENTINEL, test, type App } from "../app";

/** Stores credentials as another client of the API would. */
async function store(app: App, name: string, provider: string, keys: Record<string, unknown>): Promise<string> {
  const token = app.server.token(`for-${name}`);
  const answer = await app.server.api("POST", "/credentials", token, { credentials: { name, provider, keys } });
  expect(answer.status).toBe(200);
  return (await answer.json()).credentialsId;
}

async function storeRegistry(app: App, name: string, registry: string, userName = "my-token"): Promise<string> {
  return store(app, name, "container-reg", { userName, password: SENTINEL, registry });
}

async function rotate(app: App, id: string): Promise<void> {
  await app.goto(`/credentials/${id}/rotate`);
  await expect(app.heading("Rotate Secret")).toBeVisible();
}

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 37: a rotated secret keeps the id, and what runs see of it is said", async ({ app, page, server }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await app.goto("/credentials");
  await app.button("Actions for acr").click();
  await app.link("Rotate secret").click();
  await expect(app.heading("Rotate Secret")).toBeVisible();
  await expect(app.secret()).toHaveValue("");
  await expect(app.field(/^User name/)).toHaveCount(0);
  await expect(app.field(/^Registry server/)).toHaveCount(0);
  await expect(page.getByText("myregistry.azurecr.io", { exact: true })).toBeVisible();
  await app.expectAccessible();

  await app.secret().fill(`${SENTINEL}-new`);
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  const sent = await put;
  expect(new URL(sent.url()).pathname).toContain(id);
  expect((await app.bodies.json(sent)).credentials.keys).toEqual({
    userName: "my-token",
    registry: "myregistry.azurecr.io",
    password: `${SENTINEL}-new`,
  });
  const saved = page.getByRole("heading", { name: "The new secret is saved" });
  await expect(saved).toBeFocused();
  await expect(page.getByText(`Their id is still ${id}`)).toContainText(/within 60 seconds.*24 hours/);
  // The steps that are left are still there.
  await expect(page.getByText("az acr token credential delete -n my-token -r myregistry --password1")).toBeVisible();
  await app.expectAccessible();
  const list = await (await server.api("GET", "/credentials", server.token("check"))).json();
  expect(list.credentials.map((row: { id: string }) => row.id)).toEqual([id]);
  expect(server.log).not.toContain(SENTINEL);
  // Nothing is left to lose.
  await app.link("Back to details").first().click();
  await expect(app.heading("acr")).toBeVisible();
});

test("the steps have the commands for the stored login, and never a secret", async ({ app, page }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await rotate(app, id);
  await app.secret().fill(SENTINEL);
  const steps = page.getByRole("complementary", { name: "Steps" });
  await expect(steps).toContainText("az acr token credential generate -n my-token -r myregistry --password2");
  await expect(steps).toContainText("docker login --username=my-token --password-stdin myregistry.azurecr.io");
  await expect(steps).not.toContainText(SENTINEL);
  await expect(app.link(/^The guide for Azure/)).toHaveAttribute("href", /guides\/acr\?registry=myregistry/);
});

test("of a pasted login the secret alone is taken, and what is for another registry is said", async ({ app, page, server }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await rotate(app, id);
  await page.getByText("Paste a login command or JSON").click();
  const box = app.field(/^Login command, config.json/);
  await app.paste(box, `docker login ghcr.io -u my-token -p '${SENTINEL}-other'`);
  const content = page.locator("#content");
  await expect(content.getByText("A login for ghcr.io was not taken: these credentials are for myregistry.azurecr.io.")).toBeVisible();
  await expect(app.button("Fill in")).toHaveCount(0);
  await expect(app.secret()).toHaveValue("");
  await app.expectAccessible();
  await app.paste(box, `docker login myregistry.azurecr.io -u my-token -p '${SENTINEL}-new'`);
  await expect(page.getByText("Only the secret is filled in.")).toBeVisible();
  await expect(content.getByText("A login for ghcr.io was not taken")).toHaveCount(0);
  await app.expectAccessible();
  expect(await page.content()).not.toContain(SENTINEL);
  await app.button("Fill in").click();
  await expect(app.secret()).toBeFocused();
  await expect(app.secret()).toHaveValue(`${SENTINEL}-new`);
  // A whole command in the field of the secret is read in the same way.
  await app.secret().fill("");
  await app.paste(app.secret(), `docker login myregistry.azurecr.io -u somebody -p '${SENTINEL}-other'`);
  await expect(content.getByText("The login of somebody was not taken: these credentials are for my-token.")).toBeVisible();
  await expect(app.secret()).toHaveValue("");
  await app.secret().fill(`${SENTINEL}-new`);
  const put = page.waitForRequest((r) => r.method() === "PUT");
  await app.button("Save").click();
  expect((await app.bodies.json(put)).credentials.keys).toEqual({
    userName: "my-token",
    registry: "myregistry.azurecr.io",
    password: `${SENTINEL}-new`,
  });
  expect(server.log).not.toContain(SENTINEL);
});

test("of a login without known commands only what holds everywhere is said", async ({ app, page }) => {
  const id = await storeRegistry(app, "own", "registry.example.org");
  await rotate(app, id);
  const steps = page.getByRole("complementary", { name: "Steps" });
  await expect(steps).toContainText("Make a new secret where the old one came from.");
  await expect(steps).not.toContainText("az acr");
  await expect(steps.getByRole("link")).toHaveCount(0);
});

test("scenario 38: nothing is sent without a new secret, nor one that a password manager fills in", async ({ app, page }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  const puts: string[] = [];
  page.on("request", (request) => request.method() === "PUT" && puts.push(request.url()));
  await rotate(app, id);
  await app.secret().evaluate((input: HTMLInputElement) => {
    input.value = "from the manager";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await expect(app.secret()).toHaveValue("");
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toContainText("Enter the new password.");
  await app.expectAccessible();
  // It is judged as in the form.
  await app.secret().fill("<password>");
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toContainText("Enter your own secret in its place");
  expect(puts).toEqual([]);
});

test("scenario 39: a rotation of what somebody else has deleted offers to add it again", async ({ app, page, server }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await rotate(app, id);
  await app.secret().fill(SENTINEL);
  await server.api("DELETE", `/credentials/${id}`, server.token("other"));
  await app.button("Save").click();
  await expect(page.getByText("Somebody may have deleted these credentials")).toBeVisible();
  await expect(app.secret()).toHaveValue(SENTINEL);
  await app.link("Add them again").click();
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");
});

test("leaving with a new secret typed is asked about, and a session that ends keeps the page", async ({ app, page }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await rotate(app, id);
  await app.secret().fill(SENTINEL);
  await app.link("Cancel").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Keep editing" }).click();
  await page.context().clearCookies();
  await app.button("Save").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/token/i).fill(app.server.token("again"));
  await dialog.getByRole("button", { name: /^Sign in/ }).click();
  await expect(dialog).toBeHidden();
  await expect(app.secret()).toHaveValue("");
  await expect(app.secret()).toBeFocused();
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeVisible();
});

test("a new key of Amazon is asked for with its id", async ({ app, page }) => {
  const keys = { mode: "keys", accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
  const id = await store(app, "aws", "aws", keys);
  await rotate(app, id);
  await expect(app.field(/^Access key/)).toHaveValue("AKIAIOSFODNN7EXAMPLE");
  await app.field(/^Secret key/).fill("xJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  await app.button("Save").click();
  await expect(page.getByRole("group", { name: "Please check before you save" })).toContainText("AWS gives a new secret key an id of its own");
  await app.field(/^Access key/).fill("AKIAI44QH8DHBEXAMPLE");
  await app.button("Save").click();
  await expect(page.getByRole("heading", { name: "The new secret is saved" })).toBeVisible();
  await expect(page.getByText(/within 60 seconds/)).toHaveCount(0);
});

test("where there is no secret, none is offered to be rotated, and its address says why", async ({ app, page }) => {
  const id = await store(app, "role", "aws", { mode: "role", assumeRoleArn: "arn:aws:iam::123456789012:role/seqera" });
  await app.goto(`/credentials/${id}`);
  await expect(app.link("Edit")).toBeVisible();
  await expect(app.link("Rotate secret")).toHaveCount(0);
  await rotate(app, id);
  await expect(page.getByText("There is no secret in these credentials (AWS: Role), so there is none to rotate.")).toBeVisible();
  await app.expectAccessible();
});

test("a duplicate has all but the secret, under a free name, and says what becomes of a second one", async ({ app, page }) => {
  const id = await storeRegistry(app, "acr", "myregistry.azurecr.io");
  await app.goto(`/credentials/${id}`);
  await app.link("Duplicate").click();
  await expect(app.heading("Duplicate Credentials")).toBeVisible();
  await expect(app.secret()).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("acr-2");
  await expect(app.field(/^User name/)).toHaveValue("my-token");
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");
  await expect(page.getByText("Secrets cannot be copied, because Platform never gives them back.")).toBeVisible();
  // At once, before anything is typed.
  await expect(page.getByText(/acr has the registry myregistry.azurecr.io already/).first()).toBeVisible();
  await app.expectAccessible();
  await app.secret().fill(SENTINEL);
  await app.button("Add").click();
  await app.button("Add").click();
  await expect(app.row("acr-2")).toContainText("Shadowed by acr");
});
