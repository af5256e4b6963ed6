// Stored credentials that are added to other workspaces.

import { expect, SENTINEL, test, type App } from "../app";

async function store(app: App): Promise<string> {
  const keys = { userName: "me", password: SENTINEL, registry: "quay.io" };
  const body = { credentials: { name: "quay", provider: "container-reg", keys } };
  const answer = await app.server.api("POST", "/credentials", app.server.token("first"), body);
  return (await answer.json()).credentialsId;
}

/** Workspaces of which the embedded Platform knows nothing: what is posted there is counted. */
async function withWorkspaces(app: App, count: number): Promise<Map<string, string[]>> {
  const posted = new Map<string, string[]>();
  const more = Array.from({ length: count }, (_, at) => ({
    orgId: 900,
    orgName: "acme",
    workspaceId: 9001 + at,
    workspaceName: `team-${at + 1}`,
    orgLogoUrl: null,
    roles: ["owner"],
  }));
  await app.tellWorkspaces((rows) => [...rows, ...more]);
  await app.page.route(/\/api\/credentials(\/validate)?\?.*workspaceId=90\d\d/, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const workspace = url.searchParams.get("workspaceId") ?? "";
    if (url.pathname.endsWith("/validate")) return route.fulfill({ status: 204 });
    const names = posted.get(workspace) ?? [];
    if (request.method() === "POST") {
      names.push((await app.bodies.json(request)).credentials.name);
      posted.set(workspace, names);
      return route.fulfill({ json: { credentialsId: `id-${workspace}` } });
    }
    const rows = names.map((name, at) => ({ id: `${workspace}-${at}`, name, provider: "container-reg", keys: {} }));
    return route.fulfill({ json: { credentials: rows } });
  });
  await app.page.reload();
  return posted;
}

async function openCopy(app: App, id: string): Promise<void> {
  await app.goto(`/credentials/${id}/copy`);
  await expect(app.heading("Copy to Workspaces")).toBeVisible();
  await expect(app.button("Copy")).toBeVisible();
}

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("credentials are added to another workspace with the secret that was typed", async ({ app, page, server }) => {
  const id = await store(app);
  await app.goto(`/credentials/${id}`);
  await app.link("Copy to workspaces").click();
  await expect(app.heading("Copy to Workspaces")).toBeVisible();
  await app.button("Copy").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeVisible();
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  await expect(page.getByText("Choose at least one workspace.")).toBeVisible();
  await app.expectAccessible();
  await page.getByRole("checkbox", { name: "my-organization / main" }).check();
  const post = page.waitForRequest((r) => r.method() === "POST" && r.url().includes("/credentials"));
  await app.button("Copy").click();
  expect((await app.bodies.json(post)).credentials).toEqual({
    name: "quay",
    provider: "container-reg",
    keys: { userName: "me", password: SENTINEL, registry: "quay.io" },
  });
  await expect(app.link("Added to my-organization / main")).toBeVisible();
  await expect(app.secret()).toHaveValue("");
  await expect(app.said()).toContainText("in 1 of 1 chosen workspace.");
  await app.expectAccessible();
  // A second press has nothing to add, and nothing is left to lose.
  await app.link("Added to my-organization / main").click();
  await expect(app.heading("quay")).toBeVisible();
  expect(server.log).not.toContain(SENTINEL);
});

test("workspaces are searched and get them one by one, and nothing is posted twice", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 12);
  await openCopy(app, id);
  await page.getByRole("searchbox", { name: "Search workspaces" }).fill("team-1");
  await expect(page.getByRole("checkbox")).toHaveCount(4);
  await app.button("Choose all found").click();
  await expect(page.getByText(/^4 of \d+ chosen$/)).toBeVisible();
  await app.secret().fill(SENTINEL);
  await app.expectAccessible();
  await app.button("Copy").click();
  await expect(app.link(/^Added to acme/)).toHaveCount(4);
  expect([...posted.values()]).toEqual([["quay"], ["quay"], ["quay"], ["quay"]]);
});

test("a refusal stands in its row and is tried again, and an uncertain one is looked up first", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 3);
  await openCopy(app, id);
  let refused = 0;
  await page.route(/\/api\/credentials\?.*workspaceId=9001/, async (route) => {
    if (route.request().method() !== "POST" || refused++) return route.fallback();
    return route.fulfill({ status: 403, json: { message: "Not today" } });
  });
  let late = 0;
  await page.route(/\/api\/credentials\?.*workspaceId=900[23]/, async (route) => {
    if (route.request().method() !== "POST" || late++ > 1) return route.fallback();
    const workspace = new URL(route.request().url()).searchParams.get("workspaceId") ?? "";
    // The first one was stored all the same.
    if (workspace === "9002") posted.set(workspace, ["quay"]);
    return route.fulfill({ status: 504, json: { message: "Too late" } });
  });
  await app.button("Choose all").click();
  for (const own of ["main", "sandbox"]) await page.getByRole("checkbox", { name: `my-organization / ${own}` }).uncheck();
  await app.secret().fill(SENTINEL);
  // The names are asked about first.
  await page.waitForTimeout(900);
  await app.button("Copy").click();
  await expect(page.getByText("Not added.")).toContainText("Not today");
  await expect(page.getByText("It is not certain whether it was added.")).toHaveCount(2);
  await app.expectAccessible();

  await app.button("Try again in acme / team-1").click();
  await expect(app.link("Added to acme / team-1")).toBeVisible();
  await app.button("Look at the list and try again in acme / team-2").click();
  await expect(page.getByText("It is there: the last try has most likely added it.")).toBeVisible();
  await app.button("Look at the list and try again in acme / team-3").click();
  await expect(app.link("Added to acme / team-3")).toBeVisible();
  expect(Object.fromEntries(posted)).toEqual({ 9001: ["quay"], 9002: ["quay"], 9003: ["quay"] });
});

test("where the name is taken, another one is offered", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 1);
  await page.route(/\/api\/credentials\/validate\?.*workspaceId=9001/, (route) => {
    const isTaken = new URL(route.request().url()).searchParams.get("name") === "quay";
    return route.fulfill({ status: isTaken ? 409 : 204, body: "" });
  });
  await openCopy(app, id);
  await page.getByRole("checkbox", { name: "acme / team-1" }).check();
  await expect(page.getByText("Credentials named quay are there already.")).toBeVisible();
  await app.expectAccessible();
  await app.button("Use quay-2").click();
  await expect(page.getByLabel("Name there")).toHaveValue("quay-2");
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  await expect(app.link("Added to acme / team-1")).toBeVisible();
  expect([...posted.values()]).toEqual([["quay-2"]]);
});

test("what is there for the same images is told for each workspace before anything is sent", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 3);
  const rows = (registry: string) => ({
    credentials: [{ id: "theirs", name: "theirs", provider: "container-reg", keys: { userName: "x", registry } }],
  });
  const lists = new Map([["9001", rows("quay.io")], ["9002", rows("quay.io/team")]]);
  await page.route(/\/api\/credentials\?.*workspaceId=900[12]/, (route) => {
    const workspace = new URL(route.request().url()).searchParams.get("workspaceId") ?? "";
    if (route.request().method() === "POST") return route.fallback();
    return route.fulfill({ json: lists.get(workspace) });
  });
  await openCopy(app, id);
  for (const team of ["team-1", "team-2", "team-3"]) {
    await page.getByRole("checkbox", { name: `acme / ${team}` }).check();
  }
  await expect(page.getByText("In 2 of them there are credentials for the same images already.")).toBeVisible();
  const notes = (team: string) => page.getByRole("checkbox", { name: `acme / ${team}` });
  await expect(notes("team-1")).toHaveAccessibleDescription(/theirs has the registry quay.io there already.*goes on using theirs/);
  await expect(notes("team-2")).toHaveAccessibleDescription(/Releases of Wave up to 1.37.*newest source of Wave.*goes on using theirs for images at and below quay.io\/team/);
  await expect(notes("team-3")).not.toHaveAccessibleDescription(/theirs/);
  await app.expectAccessible();
  expect([...posted.keys()]).toEqual([]);
  // What was told is no reason to stop.
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  await expect(app.link(/^Added to acme/)).toHaveCount(3);
});

test("leaving while they are added is asked about, and nothing further is sent then", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 3);
  await openCopy(app, id);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/api\/credentials\?.*workspaceId=9001/, async (route) => {
    if (route.request().method() === "POST") await held;
    return route.fallback();
  });
  for (const team of ["team-1", "team-2"]) await page.getByRole("checkbox", { name: `acme / ${team}` }).check();
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  await expect(page.getByText("Adding…")).toBeVisible();
  await expect(page.getByText("Waiting")).toBeVisible();
  await app.link("Cancel").click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("What was not added yet will not be");
  await dialog.getByRole("button", { name: "Leave" }).click();
  await expect(app.heading("quay")).toBeVisible();
  release();
  await expect(page.getByText("Credentials quay were added to acme / team-1.")).toBeVisible();
  expect([...posted.keys()]).toEqual(["9001"]);
});

test("a session that ends while they are added keeps the page, and what was added is not sent again", async ({ app, page }) => {
  const id = await store(app);
  const posted = await withWorkspaces(app, 2);
  await openCopy(app, id);
  let isOver = true;
  await page.route(/\/api\/credentials\?.*workspaceId=9002/, async (route) => {
    if (route.request().method() !== "POST" || !isOver) return route.fallback();
    return route.fulfill({ status: 401, body: "" });
  });
  for (const team of ["team-1", "team-2"]) await page.getByRole("checkbox", { name: `acme / ${team}` }).check();
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/token/i).fill(app.server.token("again"));
  isOver = false;
  await dialog.getByRole("button", { name: /^Sign in/ }).click();
  await expect(dialog).toBeHidden();
  await expect(app.link("Added to acme / team-1")).toBeVisible();
  await app.secret().fill(SENTINEL);
  await app.button("Copy").click();
  await expect(app.link("Added to acme / team-2")).toBeVisible();
  expect([...posted.entries()]).toEqual([["9001", ["quay"]], ["9002", ["quay"]]]);
});

test("who has no other workspace is told so", async ({ app, page }) => {
  const id = await store(app);
  await app.tellWorkspaces(() => []);
  await app.goto(`/credentials/${id}/copy`);
  await expect(page.getByText("There is no other workspace")).toBeVisible();
  await app.expectAccessible();
});
