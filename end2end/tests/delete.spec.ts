// Deleting: what depends on it is shown first, and what can be made again afterwards.

import type { Page } from "@playwright/test";
import { type App, expect, SENTINEL, test } from "../app";
import type { Server } from "../server";

const ENVIRONMENTS = /\/api\/compute-envs(\?|$)/;

/** The id of credentials that are shown in the list. */
async function idOf(app: App, name: string): Promise<string> {
  const link = await app.link(name).getAttribute("href");
  return link?.split("/").pop() ?? "";
}

/** A compute environment of the person's own that signs in with these credentials. */
async function environment(server: Server, name: string, credentialsId: string): Promise<void> {
  const answer = await server.api("POST", "/compute-envs", server.token(name), {
    computeEnv: { name, platform: "aws-batch", credentialsId, config: { waveEnabled: true } },
  });
  expect(answer.status).toBe(200);
}

/** Opens the question from the menu of a row. */
async function askTo(app: App, name: string) {
  await app.button(`Actions for ${name}`).click();
  await app.button("Delete").click();
  return app.page.getByRole("alertdialog", { name: `Delete “${name}”?` });
}

test("scenario 40: of what nothing depends on, the question has the focus on Cancel and gives it back", async ({ app, page }) => {
  await app.signIn();
  await app.add("kept");
  const dialog = await askTo(app, "kept");
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await expect(dialog).toContainText("There are no compute environments here that you can see.");
  await expect(dialog).toContainText("Pipelines and their configs, Studios and other tools were not searched.");
  await expect(dialog.getByRole("textbox")).toHaveCount(0);
  await app.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(app.button("Actions for kept")).toBeFocused();
  await expect(app.row("kept")).toBeVisible();
});

test("scenario 41: once confirmed the row goes, and the form can be filled in again without the secret", async ({ app, page }) => {
  await app.signIn();
  await app.add("first");
  const id = await idOf(app, "first");
  const deleted = page.waitForRequest((request) => request.method() === "DELETE");
  const dialog = await askTo(app, "first");
  await dialog.getByRole("button", { name: "Delete first" }).click();
  const url = new URL((await deleted).url());
  expect(url.pathname).toBe(`/api/credentials/${id}`);
  expect(url.searchParams.get("checked")).toBe("true");
  await expect(app.row("first")).toHaveCount(0);
  await expect(app.heading("Your credentials")).toBeFocused();
  await expect(app.said()).toHaveText("Credentials first deleted.");
  const card = page.getByRole("region", { name: "Credentials deleted" });
  await expect(card).toContainText("Deleted first.");
  await app.expectAccessible();
  await card.getByRole("link", { name: "Create again from details" }).click();
  await expect(app.heading("Add Credentials")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("first");
  await expect(app.field(/^User name/)).toHaveValue("my-registry-token");
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");
  await expect(app.secret()).toHaveValue("");
  expect(page.url()).not.toContain(SENTINEL);
});

test("the card about what was deleted goes when it was read, and with the list", async ({ app, page }) => {
  await app.signIn();
  const card = page.getByRole("region", { name: "Credentials deleted" });
  for (const leave of ["Dismiss", "tab"]) {
    await app.add("gone");
    const dialog = await askTo(app, "gone");
    await dialog.getByRole("button", { name: "Delete gone" }).click();
    await expect(card).toBeVisible();
    if (leave === "Dismiss") {
      await app.button("Dismiss").click();
    } else {
      await page.getByRole("navigation", { name: "Pages of this context" }).getByRole("link", { name: "Images and errors" }).click();
      await page.goBack();
      await expect(app.heading("Your credentials")).toBeVisible();
    }
    await expect(card).toHaveCount(0);
  }
});

test("scenario 42: what uses it now is listed, and the credentials stay", async ({ app, page }) => {
  await app.signIn();
  await app.add("busy");
  await page.route(/\/api\/credentials\/\w+/, (route) =>
    route.fulfill({
      status: 409,
      json: {
        credentialsId: "x",
        conflicts: [
          { type: "workflow", id: "1", name: "happy_euler", url: "https://platform.example/run/1" },
          { type: "studio", id: "2", name: "notebook", url: "https://platform.example/studio/2" },
        ],
      },
    }),
  );
  const dialog = await askTo(app, "busy");
  await dialog.getByRole("button", { name: "Delete busy" }).click();
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("so they were kept");
  await expect(alert.getByRole("listitem")).toHaveText(["Run happy_euler", "Studio notebook"]);
  await expect(alert.getByRole("link")).toHaveCount(2);
  await app.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(app.row("busy")).toBeVisible();
});

test("scenario 43: a compute environment that uses it is shown, with the order, and the name has to be typed or pasted", async ({ app, page, server }) => {
  await app.signIn();
  await app.add("used");
  await environment(server, "batch-prod", await idOf(app, "used"));
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "DELETE" && sent.push(request.url()));
  const dialog = await askTo(app, "used");
  await expect(dialog).toContainText("1 compute environment uses them:");
  await expect(dialog.getByRole("listitem")).toHaveText("batch-prod (aws-batch, signs in with them, Wave on)");
  await expect(dialog).toContainText("Delete this compute environment first, or give it other credentials.");
  const name = dialog.getByLabel("Type the name “used” to confirm");
  await expect(name).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await app.expectAccessible();

  await dialog.getByRole("button", { name: "Delete used" }).click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(dialog).toContainText("type or paste their name first");
  await app.expectAccessible();
  expect(sent).toEqual([]);

  await app.paste(name, " used ");
  await expect(name).not.toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("button", { name: "Delete used" }).click();
  await expect(app.row("used")).toHaveCount(0);
  expect(sent).toHaveLength(1);
});

test("a look-up that fails is never taken for nothing that depends on it", async ({ app, page, server }) => {
  await app.signIn();
  await app.add("used");
  await environment(server, "batch-prod", await idOf(app, "used"));
  await page.route(ENVIRONMENTS, (route) => route.fulfill({ status: 500, json: { message: "oops" } }));
  const dialog = await askTo(app, "used");
  await expect(dialog).toContainText("Which compute environments use them is not known.");
  await expect(dialog).not.toContainText(/None of the|[Nn]o compute environment|not use them/);
  await expect(dialog.getByRole("button", { name: "Delete used" })).toBeVisible();
  await app.expectAccessible();
  await page.unroute(ENVIRONMENTS);
  await dialog.getByRole("button", { name: "Look again" }).click();
  await expect(dialog.getByRole("listitem")).toContainText("batch-prod");
});

test("nothing can be deleted before it is known what depends on it", async ({ app, page }) => {
  await app.signIn();
  await app.add("slow");
  let answer = () => {};
  const waits = new Promise<void>((resolve) => (answer = resolve));
  await page.route(ENVIRONMENTS, async (route) => {
    await waits;
    await route.continue();
  });
  const dialog = await askTo(app, "slow");
  await expect(dialog).toContainText("Looking up what depends on them…");
  const button = dialog.getByRole("button", { name: "Just a moment…" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  answer();
  await expect(dialog.getByRole("button", { name: "Delete slow" })).toBeVisible();
});

/** What the question says of the images of credentials. */
async function saidOf(app: App, page: Page, name: string): Promise<string> {
  const dialog = await askTo(app, name);
  await expect(dialog.getByRole("button", { name: `Delete ${name}` })).toBeVisible();
  const said = await dialog.innerText();
  await page.keyboard.press("Escape");
  return said;
}

test("which credentials take over the host is said, and that none do", async ({ app, page, server }) => {
  const token = server.token("stored");
  for (const [name, registry] of [["first", "quay.io"], ["second", "quay.io"], ["alone", "ghcr.io"]]) {
    const keys = { userName: "ci", password: SENTINEL, registry };
    const answer = await server.api("POST", "/credentials", token, { credentials: { name, provider: "container-reg", keys } });
    expect(answer.status).toBe(200);
  }
  await app.signIn();
  expect(await saidOf(app, page, "first")).toContain("For images below quay.io: Wave then uses second.");
  expect(await saidOf(app, page, "second")).not.toContain("images below");
  expect(await saidOf(app, page, "alone")).toContain("For images below ghcr.io: none of the stored credentials is for them then");
  const dialog = await askTo(app, "first");
  await dialog.getByRole("link", { name: "second" }).click();
  await expect(app.heading("second")).toBeVisible();
});
