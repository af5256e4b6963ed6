// The launch config helper: reads a configuration, switches Wave on, changes nothing else.

import { type App, expect, test } from "../app";
import type { Locator } from "@playwright/test";
import type { Server } from "../server";

const WORKSPACE = "/orgs/my-organization/workspaces/main/launch";

function editor(app: App): Locator {
  return app.field("Current Nextflow config");
}

function result(app: App): Locator {
  return app.page.getByRole("region", { name: "New config" });
}

function changes(app: App): Locator {
  return app.page.getByRole("region", { name: "Changes" });
}

function wish(app: App, name: string): Locator {
  return app.page.getByRole("switch", { name, exact: true });
}

/** The lines that a difference adds and takes away. */
async function changed(app: App): Promise<string[]> {
  const lines = await changes(app).evaluate((region) => [...region.children].map((line) => line.textContent ?? ""));
  return lines.map((line) => line.slice(1)).filter((line) => /^(added|removed): /.test(line));
}

/** The number of the workspace that tests work in. */
async function workspace(server: Server, token: string): Promise<number> {
  const user = await (await server.api("GET", "/user-info", token)).json();
  const answer = await (await server.api("GET", `/user/${user.user.id}/workspaces`, token)).json();
  const rows: { workspaceId: number | null; workspaceName: string | null }[] = answer.orgsAndWorkspaces;
  const found = rows.find((row) => row.workspaceName === "main");
  if (!found?.workspaceId) throw new Error("no workspace called main");
  return found.workspaceId;
}

const CONFIG = "// weekly run\nprocess.cpus = 2\nwave {\n    strategy = 'conda,container'\n}\n";

/** A pipeline of the workspace, with everything that must not get lost. */
async function pipeline(server: Server, config = CONFIG): Promise<{ id: number; read: () => Promise<unknown> }> {
  const token = server.token("pipelines");
  const at = `workspaceId=${await workspace(server, token)}`;
  const environment = await server.api("POST", `/compute-envs?${at}`, token, {
    computeEnv: {
      name: "batch",
      platform: "aws-batch",
      config: { region: "eu-west-1", workDir: "s3://acme/work", waveEnabled: true },
    },
  });
  const { computeEnvId } = await environment.json();
  const made = await server.api("POST", `/pipelines?${at}`, token, {
    name: "rna",
    description: "weekly",
    launch: {
      pipeline: "https://github.com/nextflow-io/hello",
      computeEnvId,
      workDir: "s3://acme/other",
      revision: "main",
      configProfiles: ["test"],
      paramsText: '{"input":"s3://acme/sheet.csv"}',
      configText: config,
      pullLatest: true,
    },
  });
  expect(made.status).toBe(200);
  const id = (await made.json()).pipeline.pipelineId;
  const read = async () => {
    const answer = await server.api("GET", `/pipelines/${id}/launch?${at}`, token);
    return (await answer.json()).launch;
  };
  return { id, read };
}

test("scenario 55: an empty page shows the one line that switches Wave on, and copies exactly that", async ({ app, page }) => {
  const copied = await app.recordCopies();
  await app.signIn();
  await app.goto("/launch");
  await expect(app.heading("Launch config")).toBeVisible();
  await expect(result(app)).toHaveText("wave { enabled = true }");
  await app.button("Copy").click();
  await expect(app.said()).toHaveText(/Config copied/);
  expect(await copied()).toEqual(["wave { enabled = true }"]);
  await app.expectAccessible();
});

test("what was typed a moment ago is in what is copied", async ({ app, page }) => {
  const copied = await app.recordCopies();
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill("docker.enabled = true\n");
  await page.keyboard.type("// x");
  // The button gets its other name as soon as the text is read, and is the same button: it keeps the focus.
  const copy = page.getByRole("button", { name: /^Copy( the whole text)?$/ });
  await copy.press("Enter");
  await expect(app.said()).toHaveText(/Config copied/);
  expect((await copied())[0]).toContain("// x");
  await expect(app.button("Copy the whole text")).toBeFocused();
});

test("without permission to copy, the text is selected with instructions", async ({ app, page }) => {
  await page.addInitScript(() => {
    // The empty page before the first one has no clipboard.
    if (navigator.clipboard) navigator.clipboard.writeText = () => Promise.reject(new Error("denied"));
  });
  await app.signIn();
  await app.goto("/launch");
  await app.button("Copy").click();
  await expect(page.getByRole("alert")).toContainText("press Ctrl+C");
  const selected = () => page.evaluate(() => getSelection()?.toString());
  await expect.poll(selected).toBe("wave { enabled = true }");
});

test("scenario 56: a text with Wave on gets nothing added, and it says so", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  for (const text of ["wave.enabled = true\n", "wave {\n  enabled = true\n}\n"]) {
    await editor(app).fill(text);
    await expect(page.getByText("The config has all of this already. Nothing changes.")).toBeVisible();
    await expect(changes(app)).toHaveCount(0);
  }
});

test("Wave that is off is switched on in its place, and nothing else changes", async ({ app }) => {
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill("docker.enabled = true\nwave {\n\tenabled   = false // for now\n}\n");
  await expect.poll(() => changed(app)).toEqual([
    "removed: \tenabled   = false // for now",
    "added: \tenabled   = true // for now",
  ]);
});

test("scenario 57: freeze and mirror exclude each other, and mirror asks for a repository", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  await wish(app, "Freeze").check();
  await page.getByText(/^More options/).click();
  await wish(app, "Mirror").click();
  await expect(wish(app, "Mirror")).not.toBeChecked();
  await expect(page.getByText(/Mirror and Freeze exclude each other/).first()).toBeVisible();
  await wish(app, "Freeze").uncheck();
  await wish(app, "Mirror").check();
  await expect(page.getByText(/Mirror needs a build repository/).first()).toBeVisible();
  await app.field(/^Build repository/).fill("quay.io/acme/wave");
  await expect(page.getByText(/Mirror needs a build repository/)).toHaveCount(0);
  await expect(result(app)).toContainText("mirror = true");
  await expect(result(app)).toContainText("'quay.io/acme/wave'");
  await app.expectAccessible();
});

test("a repository names the credential that pushes to it", async ({ app, page }) => {
  await app.signIn();
  await app.switchTo("my-organization / main");
  await app.add("acr-prod", "mylab.azurecr.io");
  await app.goto(WORKSPACE);
  await app.field(/^Build repository/).fill("mylab.azurecr.io/wave");
  await expect(page.getByText("acr-prod will be used. Pushing needs write permission.")).toBeVisible();
  await app.field(/^Build repository/).fill("ghcr.io/lab/wave");
  await expect(page.getByText(/No stored credential is for ghcr.io/).first()).toBeVisible();
});

test("scenario 58: a compute environment with Wave makes the snippet unnecessary", async ({ app, server, page }) => {
  await pipeline(server);
  await app.signIn();
  await app.goto(WORKSPACE);
  await expect(page.getByText(/Already on through the compute environment batch/)).toBeVisible();
});

test("scenario 59: the command line gets the workspace and the token from the environment", async ({ app, server, page }) => {
  const id = await workspace(server, server.token("numbers"));
  await app.signIn();
  await app.goto(WORKSPACE);
  await page.getByRole("tab", { name: "Command line" }).click();
  await expect(result(app)).toContainText(`workspaceId = ${id}`);
  await expect(result(app)).toContainText("tower.accessToken = System.getenv('TOWER_ACCESS_TOKEN')");
  await page.getByRole("tab", { name: "Launch form" }).click();
  await expect(result(app)).not.toContainText("tower");
});

test("a pipeline is loaded, changed and applied, and the rest of its launch stays", async ({ app, server, page }) => {
  const { read } = await pipeline(server);
  const before = (await read()) as Record<string, unknown>;
  await app.signIn();
  await app.goto(WORKSPACE);
  await page.getByRole("combobox", { name: "Pipeline", exact: true }).selectOption("rna");
  await app.button("Load its config").click();
  await expect(editor(app)).toHaveValue(CONFIG);
  await app.button("Apply to rna").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("region", { name: "Changes" })).toContainText("enabled = true");
  await app.expectAccessible();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("alert")).toContainText("rna has the new config");
  const after = (await read()) as Record<string, unknown>;
  expect(after.configText).toBe(CONFIG.replace("conda,container'\n", "conda,container'\n    enabled = true\n"));
  const rest = ({ configText, lastUpdated, id, dateCreated, ...rest }: Record<string, unknown>) => rest;
  expect(rest(after)).toEqual(rest(before));
  await expect(page.getByText(/The config has all of this already/)).toBeVisible();
});

test("a pipeline that somebody else changed meanwhile is left alone", async ({ app, server, page }) => {
  const { id, read } = await pipeline(server);
  await app.signIn();
  await app.goto(WORKSPACE);
  await app.button("Load its config").click();
  await expect(editor(app)).toHaveValue(CONFIG);
  const token = server.token("colleague");
  const at = `workspaceId=${await workspace(server, token)}`;
  const launch = { pipeline: "https://github.com/nextflow-io/hello", configText: "process.cpus = 4\n" };
  await server.api("PUT", `/pipelines/${id}?${at}`, token, { name: "rna", launch });
  await app.button("Apply to rna").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Somebody changed this pipeline");
  // Both differences: mine, and that of the colleague.
  await expect(dialog.getByRole("heading", { name: "What you want to change" })).toBeVisible();
  await expect(dialog.getByRole("heading", { name: "What was changed meanwhile" })).toBeVisible();
  await expect(dialog.getByRole("region", { name: "Changes" }).last()).toContainText("process.cpus = 4");
  await app.expectAccessible();
  // Nothing of the colleague's is undone.
  await dialog.getByRole("button", { name: "Start from what is there now" }).click();
  const changes = dialog.getByRole("region", { name: "Changes" });
  await expect(changes).toContainText("enabled = true");
  await expect(changes).toContainText("process.cpus = 4");
  await dialog.getByRole("button", { name: "Apply" }).click();
  await expect(dialog).toBeHidden();
  expect(JSON.stringify(await read())).toContain("process.cpus = 4");
});

test("what became of it is told when the page is gone by then", async ({ app, server, page }) => {
  // Once neither a success nor a failure was told.
  const { read } = await pipeline(server);
  const before = await read();
  await app.signIn();
  await app.switchTo("my-organization / main");
  await app.link("Launch config").click();
  await app.button("Load its config").click();
  await expect(editor(app)).toHaveValue(CONFIG);
  let answer = () => {};
  await page.route(/\/api\/pipelines\/\d+/, async (route) => {
    await new Promise<void>((resolve) => (answer = resolve));
    await route.fulfill({ status: 403, json: { message: "no" } });
  });
  await app.button("Apply to rna").click();
  const asked = page.waitForRequest(/\/api\/pipelines\/\d+/);
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await asked;
  await page.goBack();
  await expect(app.heading("Launch config")).toHaveCount(0);
  answer();
  await expect(page.getByRole("alert").filter({ hasText: "rna: Nothing was applied." })).toBeVisible();
  expect(await read()).toEqual(before);
});

test("a text that Nextflow refuses is not applied", async ({ app, server, page }) => {
  const { read } = await pipeline(server);
  await app.signIn();
  await app.goto(WORKSPACE);
  await app.button("Load its config").click();
  await expect(editor(app)).toHaveValue(CONFIG);
  await editor(app).fill("wave { enabled = ");
  await app.button("Apply to rna").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/Nextflow refuses this text/)).toBeVisible();
  await dialog.getByRole("button", { name: "Apply" }).click();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  expect(((await read()) as { configText: string }).configText).toBe(CONFIG);
});

test("an address that is put in on the open page is asked for", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  await expect(result(app)).toHaveText("wave { enabled = true }");
  await page.evaluate(() => void (location.hash = "wave.enabled=true&wave.freeze=true&wave.mirror=true"));
  await expect(wish(app, "Freeze")).toBeChecked();
  await page.getByText(/^More options/).click();
  await expect(wish(app, "Mirror")).not.toBeChecked();
});

test("a file in another encoding is refused rather than changed", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  await page.getByLabel("Open a file").setInputFiles({
    name: "nextflow.config",
    mimeType: "text/plain",
    buffer: Buffer.from([0x2f, 0x2f, 0x20, 0xe9, 0x0a]),
  });
  await expect(page.getByRole("alert")).toContainText("not a text in UTF-8");
  await expect(editor(app)).toHaveValue("");
});

test("who may not change pipelines is told what it takes", async ({ app, server, page }) => {
  await pipeline(server);
  await app.signIn();
  await app.goto(WORKSPACE);
  await app.button("Load its config").click();
  await expect(editor(app)).toHaveValue(CONFIG);
  await page.route(/\/api\/pipelines\/\d+\?/, (route) =>
    route.request().method() === "PUT" ? route.fulfill({ status: 403 }) : route.continue(),
  );
  await app.button("Apply to rna").click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Maintain, Admin or Owner");
});

test("findings stand beside the text with their line, and a fix can be undone", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill("docker.enabled = true\nwave.enabled = 'true'\n");
  const said = page.getByRole("region", { name: "What there is to say about this text" });
  await expect(said.getByText(/text/).first()).toBeVisible();
  await said.getByRole("button", { name: "Line 2" }).first().click();
  await expect(editor(app)).toBeFocused();
  const selected = () =>
    editor(app).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(await selected()).toBe("'true'");
  await said.locator("button.wp-button").first().click();
  await expect(editor(app)).toHaveValue("docker.enabled = true\nwave.enabled = true\n");
  await editor(app).focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(editor(app)).toHaveValue("docker.enabled = true\nwave.enabled = 'true'\n");
});

test("a text keeps its Windows line ends, whatever is typed", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  const text = "docker.enabled = true\r\nwave {\r\n    freeze = false\r\n}\r\n";
  await page.getByLabel("Open a file").setInputFiles({
    name: "nextflow.config",
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  await expect(editor(app)).toHaveValue(text.replaceAll("\r", ""));
  await editor(app).press("ControlOrMeta+End");
  await page.keyboard.type("// end");
  await expect(changes(app)).toContainText("enabled = true");
  const kept = text.replace("false\r\n", "false\r\n    enabled = true\r\n") + "// end";
  expect(await app.download(app.button("Download"))).toBe(kept);
});

test("a text with Windows line ends that replaces another keeps them, and a fix meets its place", async ({
  app,
  page,
}) => {
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill("x.y = 1");
  const text = "docker.enabled = true\r\nwave.freeze = false\r\nwave.mirror = 'false'\r\n";
  await page.getByLabel("Open a file").setInputFiles({
    name: "nextflow.config",
    mimeType: "text/plain",
    buffer: Buffer.from(text),
  });
  const said = page.getByRole("region", { name: "What there is to say about this text" });
  await said.getByRole("button", { name: "Line 3" }).first().click();
  const selected = () =>
    editor(app).evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd));
  expect(await selected()).toBe("'false'");
  await said.locator("button.wp-button").first().click();
  await expect(editor(app)).toHaveValue("docker.enabled = true\nwave.freeze = false\nwave.mirror = false\n");
  const came = await app.download(app.button("Download"));
  expect(came).toContain("docker.enabled = true\r\nwave.freeze = false\r\nwave.mirror = false\r\n");
  expect(came.replaceAll("\r\n", "")).not.toContain("\n");
});

test("it works signed out, and an address carries options but never the text", async ({ app, page }) => {
  await app.goto("/launch#wave.enabled=true&wave.freeze=true&wave.build.repository=quay.io%2Facme%2Fwave");
  await expect(app.heading("Launch config")).toBeVisible();
  await expect(app.link("Sign in")).toBeVisible();
  await expect(result(app)).toContainText("freeze = true");
  await editor(app).fill("tower.accessToken = 'S3ntinel'\n");
  await wish(app, "Freeze").uncheck();
  await expect.poll(() => new URL(page.url()).hash).toBe(
    "#wave.enabled=true&wave.build.repository=quay.io%2Facme%2Fwave",
  );
  await app.expectAccessible();
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await wish(app, "Wave").uncheck();
  await expect(page.getByRole("switch", { name: "Wave", exact: true })).not.toBeChecked();
  expect(requests.filter((url) => url.includes("/api/"))).toEqual([]);
});

test("who is not signed in is asked as well before a text is lost", async ({ app, page }) => {
  // Once the press on "Sign in" did nothing at all.
  await app.goto("/launch");
  await editor(app).fill("docker.enabled = true\n");
  await app.link("Sign in").click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving?" })).toBeVisible();
  await app.button("Keep editing").click();
  await expect(editor(app)).toHaveValue("docker.enabled = true\n");
  await app.link("Sign in").click();
  await app.button("Leave").click();
  await expect(app.heading("Sign in")).toBeVisible();
});

test("the whole page can be used with the keyboard alone", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/launch");
  await editor(app).focus();
  await page.keyboard.type("docker.enabled = true");
  await page.keyboard.press("Tab");
  await wish(app, "Freeze").focus();
  await page.keyboard.press("Space");
  await expect(wish(app, "Freeze")).toBeChecked();
  await page.getByRole("tab", { name: "Launch form" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Compute environment" })).toBeFocused();
  await expect(page.getByText(/Global Nextflow config/).first()).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByRole("tab", { name: "Command line" })).toHaveAttribute("aria-selected", "true");
});

test("typed text is not lost by a link, and nothing is wider than a telephone", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill(`docker.enabled = true // ${"long ".repeat(60)}\n`);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect(changes(app)).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await app.expectAccessible();
  await app.link("Images and errors").click();
  await app.button("Keep editing").click();
  await expect(editor(app)).toHaveValue(/long long/);
});

test("stored credentials offer snippets for every tool, from the row and after adding", async ({ app, page }) => {
  await app.signIn();
  await app.add("acr-prod", "labtools.azurecr.io");
  await app.link("Use this credential elsewhere").click();
  await expect(app.heading("Use acr-prod")).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText("wave { enabled = true }");
  await page.getByRole("tab", { name: "ZenML" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("--flavor=azure");
  await page.getByRole("tab", { name: "tw" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("tw credentials add container-reg");
  await app.expectAccessible();
  await page.goBack();
  await app.button("Actions for acr-prod").click();
  await app.link("Use this credential").click();
  await expect(app.heading("Use acr-prod")).toBeVisible();
});
