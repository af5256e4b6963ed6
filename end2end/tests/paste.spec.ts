// Paste to fill: a login command, a file or an answer becomes the fields of the form.

import { expect, SENTINEL, test, type App } from "../app";

/** An Azure login token for a registry, as `az acr login --expose-token` prints it. */
function azureToken(registry: string, expires: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "Azure Container Registry",
    aud: registry,
    exp: expires,
    grant_type: "refresh_token",
  };
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

async function openBox(app: App): Promise<void> {
  await app.openForm();
  await app.page.getByText("Paste a login command or JSON").click();
}

const box = (app: App) => app.field(/^Login command, config.json/);

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 26: an Azure login token fills the form and says that it runs out, before it is saved", async ({ app, page }) => {
  await openBox(app);
  const inTwoHours = Math.floor(Date.now() / 1000) + 2 * 3600 + 1860;
  const token = azureToken("myregistry.azurecr.io", inTwoHours);
  await app.paste(box(app), JSON.stringify({ accessToken: token, loginServer: "myregistry.azurecr.io" }));
  const offer = page.getByRole("region", { name: /Found in the answer of az acr login/ });
  await expect(offer).toContainText("myregistry.azurecr.io");
  await expect(offer).toContainText("••••");
  await app.expectAccessible();
  expect(await page.content()).not.toContain(token);

  await app.button("Fill in").click();
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");
  await expect(app.field(/^User name/)).toHaveValue("00000000-0000-0000-0000-000000000000");
  await expect(app.secret()).toHaveValue(token);
  await expect(app.said()).toHaveText(/Filled 3 fields from an answer of az acr login --expose-token/);
  await expect(page.locator("#password-findings")).toContainText(/2 h/);
  expect(await page.content(), "nothing of the text stays in the page").not.toContain(token);
});

test("scenario 27: a command without the password fills the rest and asks for it", async ({ app, page }) => {
  await openBox(app);
  await app.paste(box(app), "echo $T | docker login ghcr.io -u me --password-stdin");
  await app.button("Fill in").click();
  await expect(app.field(/^Registry server/)).toHaveValue("ghcr.io");
  await expect(app.field(/^User name/)).toHaveValue("me");
  await expect(app.secret()).toBeFocused();
  await expect(app.said()).toHaveText(/Filled 2 fields/);
  await expect(page.getByRole("region", { name: /^Found in/ })).toHaveCount(0);
});

test("scenario 28: of several logins one is picked, or all are added", async ({ app, page }) => {
  const auth = (user: string) => Buffer.from(`${user}:${SENTINEL}`).toString("base64");
  const config = JSON.stringify({
    auths: { "quay.io": { auth: auth("q") }, "ghcr.io": { auth: auth("g") } },
    credHelpers: { "myregistry.azurecr.io": "acr" },
  });
  await openBox(app);
  await app.paste(box(app), config);
  const offer = page.getByRole("region", { name: /Docker configuration/ });
  await expect(offer.getByRole("radio")).toHaveCount(3);
  await expect(offer.getByLabel(/myregistry.azurecr.io/)).toBeVisible();
  await expect(offer).toContainText("no secret in the text");
  await app.expectAccessible();

  await offer.getByLabel("ghcr.io").check();
  await app.button("Fill in").click();
  await expect(app.field(/^User name/)).toHaveValue("g");
  await expect(app.secret()).toHaveValue(SENTINEL);

});

test("all logins of a file are added at once when nothing speaks against them", async ({ app }) => {
  const auth = (user: string) => Buffer.from(`${user}:${SENTINEL}`).toString("base64");
  await openBox(app);
  await app.paste(
    box(app),
    JSON.stringify({ auths: { "quay.io": { auth: auth("q") }, "https://ghcr.io/": { auth: auth("g") } } }),
  );
  await app.button("Add all 2 as separate credentials").click();
  await expect(app.row("quay-io")).toBeVisible();
  await expect(app.row("ghcr-io")).toBeVisible();
  const names = (await app.bodies.all("/api/credentials")).map((body) => JSON.parse(body).credentials.name);
  expect(names).toEqual(["quay-io", "ghcr-io"]);
});

test("scenario 29: a Google key becomes one line of base64 with the user name that goes with it", async ({ app }) => {
  const key = JSON.stringify(
    {
      type: "service_account",
      project_id: "my-project",
      private_key_id: "0123456789abcdef",
      private_key: "-----BEGIN PRIVATE KEY-----\nbm90IGEga2V5\n-----END PRIVATE KEY-----\n",
      client_email: "wave@my-project.iam.gserviceaccount.com",
    },
    null,
    2,
  );
  await app.openForm();
  await app.fill({ registry: "europe-west1-docker.pkg.dev" });
  await app.paste(app.secret(), key);
  await expect(app.secret(), "it is no password as it is").toHaveValue("");
  await app.button("Fill in").click();
  await expect(app.field(/^User name/)).toHaveValue("_json_key_base64");
  await expect(app.field(/^Registry server/)).toHaveValue("europe-west1-docker.pkg.dev");
  expect(await app.secret().inputValue()).toBe(Buffer.from(key).toString("base64"));
});

test("a command that is pasted into a field is recognised there, with the keyboard only", async ({ app, page }) => {
  await app.openForm();
  await app.paste(app.field(/^User name/), `docker login -u robot -p '${SENTINEL}' quay.io`);
  await expect(app.field(/^User name/)).toHaveValue("");
  const offer = page.getByRole("region", { name: /Found in the docker login command/ });
  await expect(offer).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(app.button("Fill in")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.field(/^User name/)).toHaveValue("robot");
  await expect(app.secret()).toHaveValue(SENTINEL);
  await expect(app.field(/^Name/)).toBeFocused();
});

test("an ordinary value with a space is simply pasted", async ({ app }) => {
  await app.openForm();
  await app.paste(app.secret(), "correct horse battery staple");
  await expect(app.secret()).toHaveValue("correct horse battery staple");
});

test("a text of no known kind says so and is thrown away", async ({ app, page }) => {
  await openBox(app);
  await app.paste(box(app), `just some words ${SENTINEL}`);
  await expect(page.getByText("No login was found in this text, and it was thrown away.")).toBeVisible();
  expect(await page.content()).not.toContain(SENTINEL);
  await expect(box(app)).toHaveValue("");
});

test("a dropped file and a typed text are read as well", async ({ app, page }) => {
  await openBox(app);
  await box(app).fill("docker login -u typed -p x quay.io");
  await app.button("Read it").click();
  await expect(page.getByRole("region", { name: /^Found in/ })).toContainText("typed");
  await expect(box(app)).toHaveValue("");
  await app.button("Throw away").click();
  await expect(page.getByRole("region", { name: /^Found in/ })).toHaveCount(0);

  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["machine quay.io login dropped password y"], ".netrc"));
    return data;
  });
  await box(app).dispatchEvent("drop", { dataTransfer: transfer });
  await expect(page.getByRole("region", { name: /Found in the .netrc file/ })).toContainText("dropped");
});

test("scenario 33: after any paste neither page, address, storage nor log has the secret", async ({ app, page, server }) => {
  await openBox(app);
  await app.paste(box(app), `docker login -u me -p '${SENTINEL}' quay.io`);
  await expect(page.getByRole("region", { name: /^Found in/ })).toBeVisible();
  expect(await page.content()).not.toContain(SENTINEL);
  await app.button("Fill in").click();
  await app.fill({ name: "pasted" });
  await app.button("Add").click();
  await expect(app.row("pasted")).toBeVisible();
  const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  const everything = [await page.content(), page.url(), storage, server.log].join("\n");
  expect(everything).not.toContain(SENTINEL);
});

test("what is pasted into a field is there at once, however long the code takes that reads it", async ({ app, page }) => {
  // Once the value came with the code, over what had been typed meanwhile, or too late.
  let arrive = () => {};
  await page.route(/split_paste_reader.*\.wasm/, async (route) => {
    await new Promise<void>((resolve) => (arrive = resolve));
    await route.continue();
  });
  await app.openForm();
  await app.paste(app.field(/^User name/), "my org");
  await expect(app.field(/^User name/)).toHaveValue("my org");
  await page.keyboard.type(" typed on");
  await app.paste(app.secret(), `docker login -u robot -p '${SENTINEL}' quay.io`);
  await app.secret().press("End");
  await page.keyboard.type("!");
  const typed = await app.secret().inputValue();
  arrive();
  await expect(page.getByRole("region", { name: /^Found in/ })).toBeVisible();
  await expect(app.field(/^User name/)).toHaveValue("my org typed on");
  await expect(app.secret(), "who typed on keeps it").toHaveValue(typed);
});

test("what the form would warn of is not added with the others, and stays on offer", async ({ app, page }) => {
  // Once "Add all" went round every warning of the form.
  const auth = (user: string, secret: string) => Buffer.from(`${user}:${secret}`).toString("base64");
  const finegrained = `github_pat_${"1A".repeat(11)}_${"b2".repeat(29)}c`;
  const config = JSON.stringify({
    auths: {
      "quay.io": { auth: auth("q", SENTINEL) },
      "ghcr.io": { auth: auth("g", finegrained) },
      "registry.example.com": { auth: auth("r", SENTINEL) },
    },
  });
  await openBox(app);
  await app.page.getByLabel("Name", { exact: true }).fill("typed-before");
  await app.paste(box(app), config);
  await app.button("Add all 3 as separate credentials").click();
  await expect(page.getByText(/Added .*quay-io/)).toContainText("ghcr.io was not added");
  await expect(page.getByRole("region", { name: /^Found in/ })).toContainText("ghcr.io");
  await expect(app.page.getByLabel("Name", { exact: true }), "the form is not thrown away").toHaveValue("typed-before");
  const list = await (await app.server.api("GET", "/credentials", app.server.token("check"))).json();
  expect(list.credentials.map((row: { name: string }) => row.name).sort()).toEqual(["quay-io", "registry-example-com"]);
});

test("an offer is forgotten with the page and with the session", async ({ app, page }) => {
  await openBox(app);
  await app.paste(box(app), `docker login -u me -p '${SENTINEL}' quay.io`);
  await expect(page.getByRole("region", { name: /^Found in/ })).toBeFocused();
  await expect(app.said()).toHaveText(/Found a docker login command/);
  await page.context().clearCookies();
  // The check of the name finds out that the session has ended.
  await app.fill({ name: "n1" });
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("region", { name: /^Found in/, includeHidden: true })).toHaveCount(0);
});
