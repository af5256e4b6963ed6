// Who may do what: a second person with each of the lesser roles, on the real server.

import { expect, SENTINEL, test, type App } from "../app";
import { expect as expectPlayed, IN_WORKSPACE, QUAY, RNASEQ, test as testPlayed } from "../answers/app";
import { pipeline, played, stored } from "../answers/platform";
import type { Server } from "../server";

const MAIN = "/orgs/my-organization/workspaces/main";

const HELP = "An owner or an admin of the workspace can do it, or give you a role that may.";

/** Makes Mira, who takes part in the workspace in a role, and signs her in. */
async function mira(app: App, role: string): Promise<void> {
  const { server, page } = app;
  server.command("user", "add", "mira");
  server.command("participant", "add", "my-organization/main", "mira", role);
  await app.goto("/sign-in");
  await app.field(/^Access token/).fill(server.token("laptop", "mira"));
  await app.button("Sign in").click();
  await expect(app.heading("Your credentials")).toBeVisible();
  await page.waitForLoadState();
}

/** Stores credentials in the workspace as its owner. */
async function store(server: Server, name: string): Promise<string> {
  const token = server.token(`owner of ${name}`);
  const me = await (await server.api("GET", "/user-info", token)).json();
  const { orgsAndWorkspaces: rows } = await (await server.api("GET", `/user/${me.user.id}/workspaces`, token)).json();
  const { workspaceId } = rows.find((row: { workspaceName: string }) => row.workspaceName === "main");
  const keys = { userName: "my-registry-token", password: SENTINEL, registry: "myregistry.azurecr.io" };
  const credentials = { name, provider: "container-reg", keys };
  const added = await server.api("POST", `/credentials?workspaceId=${workspaceId}`, token, { credentials });
  return (await added.json()).credentialsId;
}

/** The sentence about credentials, above the list. */
function reason(app: App) {
  return app.page.locator("main > .wp-notice");
}

/** Everything that changes something, sent from now on. */
function changes(app: App): string[] {
  const sent: string[] = [];
  app.page.on("request", (request) => {
    if (request.url().includes("/api/") && request.method() !== "GET") sent.push(`${request.method()} ${request.url()}`);
  });
  return sent;
}

test("scenario 2: with none there the page offers to add some, and says to who may not what is missing instead", async ({ app, page }) => {
  await mira(app, "admin");
  await app.goto(`${MAIN}/credentials`);
  const empty = page.getByRole("heading", { name: "No credentials yet" });
  await expect(empty).toBeVisible();
  await expect(page.getByText("Wave can pull your private container images")).toBeVisible();
  await expect(app.link("Add Credentials")).toHaveCount(2);
  await expect(reason(app)).toHaveCount(0);
  app.server.command("participant", "role", "my-organization/main", "mira", "view");
  await page.reload();
  await expect(empty).toBeVisible();
  await expect(reason(app)).toHaveText(
    `Your role in this workspace, View, may not add, change or delete credentials: that takes the permissions credentials:write and credentials:delete. ${HELP}`,
  );
  await expect(app.link("Add Credentials")).toHaveCount(1);
  await expect(app.link("Add Credentials")).toHaveAttribute("aria-disabled", "true");
  await app.expectAccessible();
});

test("scenario 46: who may not change credentials finds each way to do it off, with the reason, by keyboard too", async ({ app, page, server }) => {
  test.slow();
  const id = await store(server, "shared");
  await mira(app, "view");
  const sent = changes(app);
  for (const role of ["view", "connect", "launch", "maintain"]) {
    server.command("participant", "role", "my-organization/main", "mira", role);
    await app.goto(`${MAIN}/credentials`);
    const label = role[0]?.toUpperCase() + role.slice(1);
    await expect(reason(app)).toContainText(`Your role in this workspace, ${label}, may not add, change or delete credentials`);
    await expect(reason(app)).toHaveCount(1);
    await expect(app.link("Add Credentials")).toHaveAccessibleDescription(/takes the permissions credentials:write/);
  }
  await app.expectAccessible();

  const told = page.getByRole("alert").filter({ hasText: "may not add, change or delete credentials" });
  await app.link("Add Credentials").focus();
  await page.keyboard.press("Enter");
  await expect(told).toBeVisible();
  await expect(page).toHaveURL(`${server.url}${MAIN}/credentials`);
  await app.expectAccessible();
  await told.getByRole("button", { name: "Dismiss" }).click();

  await app.button("Actions for shared").focus();
  await page.keyboard.press("Enter");
  for (const item of [app.link("Edit"), app.link("Rotate secret"), app.button("Delete")]) {
    await expect(item).toHaveAttribute("aria-disabled", "true");
    await expect(item).toHaveAccessibleDescription(/An owner or an admin/);
    await item.focus();
    await expect(item).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(told).toBeVisible();
    await app.button("Dismiss").evaluate((button: HTMLElement) => button.click());
  }
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page).toHaveURL(`${server.url}${MAIN}/credentials`);
  // What only reads is on.
  await expect(app.link("Details")).not.toHaveAttribute("aria-disabled", "true");
  await expect(app.link("Use this credential")).not.toHaveAttribute("aria-disabled", "true");

  // The page of one.
  await app.goto(`${MAIN}/credentials/${id}`);
  for (const item of [app.link("Edit"), app.link("Rotate secret"), app.link("Duplicate"), app.button("Delete")]) {
    await expect(item).toHaveAttribute("aria-disabled", "true");
  }
  // It adds to other workspaces.
  await expect(app.link("Copy to workspaces")).not.toHaveAttribute("aria-disabled", "true");
  // Playwright waits for what is off to be on, unless it is forced.
  await app.button("Delete").click({ force: true });
  await expect(told).toBeVisible();
  await app.expectAccessible();

  // What is there without the way to it.
  for (const [path, heading, deed] of [
    ["new", "Add Credentials", "add"],
    ["new?provider=container-reg&registry=quay.io", "Add Credentials", "add"],
    [`${id}/edit`, "Edit Credentials", "change"],
    [`${id}/rotate`, "Rotate Secret", "change"],
  ] as const) {
    await app.goto(`${MAIN}/credentials/${path}`);
    await expect(app.heading(heading)).toBeVisible();
    await expect(page.getByRole("heading", { name: `You may not ${deed} credentials here` })).toBeVisible();
    const why = `Your role in this workspace, Maintain, may not ${deed} credentials: that takes the permission credentials:write. ${HELP}`;
    await expect(page.getByText(why)).toBeVisible();
    await expect(page.locator("form")).toHaveCount(0);
    await app.expectAccessible();
    await app.link("Back to credentials").click();
    await expect(app.row("shared")).toBeVisible();
  }
  // Their own they may change.
  await app.goto("/credentials/new");
  await expect(app.field(/^Provider/)).toBeVisible();
  await expect(reason(app)).toHaveCount(0);
  expect(sent).toEqual([]);
});

test("scenario 47: where Platform does not tell permissions actions are on, and a refusal is told and heeded", async ({ app, page, server }) => {
  await store(server, "shared");
  await page.route(/\/api\/permissions/, (route) => route.fulfill({ status: 404, json: { message: "Not Found" } }));
  await mira(app, "connect");
  await app.goto(`${MAIN}/credentials`);
  // What the role most likely means is said, and nothing is off.
  await expect(reason(app)).toContainText("Your role in this workspace is connect, with which you most likely cannot");
  await app.button("Actions for shared").click();
  for (const item of [app.link("Add Credentials"), app.link("Edit"), app.button("Delete")]) {
    await expect(item).toBeVisible();
    await expect(item).not.toHaveAttribute("aria-disabled", "true");
  }
  await page.keyboard.press("Escape");
  await app.openForm();
  await app.fill({ name: "mine", user: "me", password: SENTINEL, registry: "quay.io" });
  await app.button("Add").click();
  const problem = page.getByRole("group", { name: "There is a problem" });
  await expect(problem).toContainText("credentials:write");
  await expect(problem).toContainText("Everything you typed is still here.");
  await expect(app.secret()).toHaveValue(SENTINEL);
  await expect(app.field("Name").first()).toHaveValue("mine");
  await app.expectAccessible();
  // It is known from now on, as far as it was told.
  await app.link("Cancel").click();
  await app.button("Leave").click();
  await expect(reason(app)).toHaveText(
    `In this workspace you may not add or change credentials: that takes the permission credentials:write. ${HELP}`,
  );
  await expect(app.link("Add Credentials")).toHaveAttribute("aria-disabled", "true");
  await app.button("Actions for shared").click();
  await expect(app.link("Edit")).toHaveAttribute("aria-disabled", "true");
  await expect(app.button("Delete")).not.toHaveAttribute("aria-disabled", "true");
  await app.button("Delete").click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Delete shared" }).click();
  await expect(dialog).toContainText("credentials:delete");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(reason(app)).toContainText("In this workspace you may not add, change or delete credentials");
});

test("a role that goes away while somebody types takes nothing that was typed with it", async ({ app, page, server }) => {
  await mira(app, "admin");
  await app.goto(`${MAIN}/credentials`);
  await app.openForm();
  await app.fill({ name: "mine", user: "me", password: SENTINEL, registry: "quay.io" });
  server.command("participant", "role", "my-organization/main", "mira", "view");
  await app.button("Add").click();
  const problem = page.getByRole("group", { name: "There is a problem" });
  await expect(problem).toContainText("credentials:write");
  await expect(problem).toContainText("In a workspace, an owner or an admin can do it");
  await expect(page.getByText("Your role in this workspace, View, may not add credentials")).toBeVisible();
  await expect(app.secret()).toHaveValue(SENTINEL);
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  // And is saved once it is back.
  server.command("participant", "role", "my-organization/main", "mira", "admin");
  await app.button("Add").click();
  await expect(app.row("mine")).toBeVisible();
  await expect(reason(app)).toHaveCount(0);
  await expect(app.link("Add Credentials")).not.toHaveAttribute("aria-disabled", "true");
});

test("a role that was given meanwhile is known when the list is opened again", async ({ app, server }) => {
  await store(server, "shared");
  await mira(app, "view");
  await app.goto(`${MAIN}/credentials`);
  await expect(reason(app)).toContainText("View");
  server.command("participant", "role", "my-organization/main", "mira", "owner");
  await app.link("shared").click();
  await expect(app.heading("shared")).toBeVisible();
  await expect(reason(app)).toHaveCount(0);
  await expect(app.link("Edit")).not.toHaveAttribute("aria-disabled", "true");
});

testPlayed("a pipeline that one may not change is not offered for it, and the reason stands beside", async ({ app }) => {
  const operations = ["credentials:read", "credentials:write", "credentials:delete", "pipeline:read"];
  app.platform.play(
    played("GET", "/permissions", 200, { workspace: { roles: ["our-own"], operations } }),
    played("GET", "/pipelines", 200, { pipelines: [pipeline(RNASEQ, "rnaseq")], totalSize: 1 }),
    played("GET", `/pipelines/${RNASEQ}/launch`, 200, { launch: { id: "l", configText: "" } }),
    played("GET", "/credentials", 200, { credentials: [stored(QUAY, "core-quay", "quay.io")] }),
  );
  await app.signIn();
  await app.goto(`${IN_WORKSPACE}/launch`);
  await app.button("Load its config").click();
  const apply = app.button("Apply to rnaseq");
  await expectPlayed(apply).toHaveAttribute("aria-disabled", "true");
  await expectPlayed(apply).toHaveAccessibleDescription(
    `Your role in this workspace, our-own, may not change pipelines: that takes the permission pipeline:write. ${HELP}`,
  );
  await apply.click({ force: true });
  await expectPlayed(app.page.getByRole("dialog")).toHaveCount(0);
  await expectPlayed(app.page.getByRole("alert").filter({ hasText: "may not change pipelines" })).toBeVisible();
  // Credentials they may change.
  await app.goto(`${IN_WORKSPACE}/credentials`);
  await app.button("Actions for core-quay").click();
  await expectPlayed(app.link("Edit")).not.toHaveAttribute("aria-disabled", "true");
  await expectPlayed(app.page.locator("#may-not")).toHaveCount(0);
});
