// The story that Wavepass is for: from the printed link to stored credentials and back.

import { expect, SENTINEL, test, type App } from "../app";

const NAME = "my-registry-creds";

test("scenario 10: a person adds registry credentials to a workspace and deletes them, with the mouse", async ({ app, page, server }) => {
  await page.goto(server.link);
  await expect(app.heading("Your credentials")).toBeVisible();
  await expect(page).toHaveURL(server.url + "/credentials");
  await expect(page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();

  await app.switchTo("my-organization / main");
  await expect(app.heading("Credentials")).toBeVisible();
  await expect(page).toHaveTitle("Credentials · my-organization / main · Wavepass");
  await page.getByRole("navigation", { name: "Pages of this context" }).getByRole("link", { name: "Credentials" }).click();

  await app.openForm();
  await expect(page.getByRole("heading", { name: "New Credentials", exact: true })).toBeVisible();
  await app.fill({ name: NAME, user: "my-registry-token", password: SENTINEL, registry: "myregistry.azurecr.io" });
  const request = page.waitForRequest((r) => r.method() === "POST" && r.url().includes("/api/credentials"));
  await app.button("Add").click();
  expect(await app.bodies.json(request)).toEqual({
    credentials: {
      name: NAME,
      provider: "container-reg",
      keys: { userName: "my-registry-token", password: SENTINEL, registry: "myregistry.azurecr.io" },
    },
  });

  await expectAdded(app);
  await expect(page.getByText("Nextflow config file")).toBeVisible();
  await app.allowClipboard();
  await app.button(/^Copy/).click();
  await expect(app.said()).toHaveText(/Wave setting copied/);

  await app.button(`Actions for ${NAME}`).click();
  await app.button("Delete").click();
  const dialog = page.getByRole("alertdialog", { name: `Delete “${NAME}”?` });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  const deletion = page.waitForRequest((r) => r.method() === "DELETE");
  await dialog.getByRole("button", { name: `Delete ${NAME}` }).click();
  expect(new URL((await deletion).url()).searchParams.get("checked")).toBe("true");
  await expect(app.row(NAME)).toHaveCount(0);
  await expect(app.said()).toHaveText(`Credentials ${NAME} deleted.`);
  await expect(page.getByText("switch Wave on")).toHaveCount(0);
  await expect(app.heading("Credentials")).toBeFocused();

  // What was copied can be pasted.
  await app.openForm();
  await app.field(/^User name/).press("ControlOrMeta+v");
  await expect(app.field(/^User name/)).toHaveValue("wave { enabled = true }");
});

test("scenario 63: the same story with the keyboard only", async ({ app, page }) => {
  await app.signIn();
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  const tabTo = async (role: "link" | "button" | "combobox" | "textbox", name: string | RegExp) => {
    const target = page.getByRole(role, { name, exact: typeof name === "string" }).first();
    for (let i = 0; i < 30; i++) {
      if (await target.evaluate((el) => el === document.activeElement).catch(() => false)) return;
      await press("Tab");
    }
    await expect(target).toBeFocused();
  };

  // The skip link is first and leads past the header.
  await page.reload();
  await expect(app.heading("Your credentials")).toBeVisible();
  await press("Tab");
  await expect(app.link("Skip to content")).toBeFocused();

  await tabTo("button", /Change context/);
  await press("Enter");
  await tabTo("link", "my-organization / main");
  await press("Enter");
  await expect(app.heading("Credentials")).toBeFocused();

  await tabTo("link", "Add Credentials");
  await press("Enter");
  await expect(app.heading("Add Credentials")).toBeFocused();
  await tabTo("textbox", /^Name/);
  await page.keyboard.type(NAME);
  await tabTo("combobox", /^Provider/);
  await page.keyboard.type("Con");
  await tabTo("textbox", /^User name/);
  await page.keyboard.type("my-registry-token");
  await press("Tab");
  await expect(app.secret()).toBeFocused();
  await page.keyboard.type(SENTINEL);
  await tabTo("textbox", /^Registry server/);
  await page.keyboard.type("myregistry.azurecr.io");
  await press("Enter");

  await expectAdded(app);
  await tabTo("button", `Actions for ${NAME}`);
  await press("Enter");
  await tabTo("button", "Delete");
  await press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await press("Escape");
  await expect(dialog).toBeHidden();
  await expect(app.row(NAME)).toBeVisible();

  await tabTo("button", `Actions for ${NAME}`);
  await press("Enter");
  await tabTo("button", "Delete");
  await press("Enter");
  await press("Tab");
  await press("Enter");
  await expect(app.row(NAME)).toHaveCount(0);
  await expect(app.heading("Credentials")).toBeFocused();
});

test("what was stored is there after the server was stopped and started", async ({ app, page, server }) => {
  await app.signIn();
  await app.add(NAME);
  await server.stop();
  await server.start();
  await page.reload();
  await expect(app.row(NAME)).toBeVisible();
  await expect(app.heading("Your credentials")).toBeVisible();
});

test("the personal page is reached through the user menu and titled for personal credentials", async ({ app, page }) => {
  await app.signIn();
  await app.switchTo("my-organization / sandbox");
  await app.button("User menu of local").click();
  const list = page.waitForRequest((r) => r.url().endsWith("/api/credentials"));
  await app.link("Your credentials").last().click();
  await list;
  await app.openForm();
  await expect(page.getByRole("heading", { name: "New Personal Credentials" })).toBeVisible();
});

test("scenario 22: an empty registry is stored as docker.io and shown as such", async ({ app }) => {
  await app.signIn();
  await app.add("hub", "");
  await expect(app.row("hub").getByRole("cell", { name: "docker.io" })).toBeVisible();
});

test("a click on a name shows the details, which can be reloaded and deleted from", async ({ app, page }) => {
  await app.signIn();
  await app.add(NAME);
  await app.link(NAME).click();
  await expect(app.heading(NAME)).toBeFocused();
  await page.reload();
  await expect(page.getByText("myregistry.azurecr.io", { exact: true })).toBeVisible();
  await app.button("Delete").click();
  await app.button(`Delete ${NAME}`).click();
  await expect(app.heading("Your credentials")).toBeVisible();
  await page.goBack();
  await expect(page.getByText("It is not there, or you may not do this")).toBeVisible();
});

async function expectAdded(app: App): Promise<void> {
  await expect(app.row(NAME)).toBeVisible();
  await expect(app.link(NAME)).toBeFocused();
  await expect(app.row(NAME)).toHaveClass(/new/);
  await expect(app.said()).toHaveText(`Credentials ${NAME} added.`);
  await expect(app.page.getByText("wave { enabled = true }", { exact: true })).toBeVisible();
  await expect(app.row(NAME).getByRole("cell", { name: "myregistry.azurecr.io" })).toBeVisible();
  await expect(app.row(NAME).getByRole("cell", { name: "Never" })).toBeVisible();
}
