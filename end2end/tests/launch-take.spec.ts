// Taking along what the launch page makes: as it fits where it goes, and into any pipeline.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, expect, test } from "../app";
import type { Locator } from "@playwright/test";
import type { Server } from "../server";

const WORKSPACE = "/orgs/my-organization/workspaces/main/launch";

/** A whole file, as people keep it beside a pipeline. */
const FILE = "includeConfig 'conf/base.config'\n\nprocess {\n    cpus = { 2 * task.attempt }\n}\n";

function editor(app: App): Locator {
  return app.field("Current Nextflow config");
}

async function api<Answer>(server: Server, token: string, path: string, body?: object): Promise<Answer> {
  const user = await (await server.api("GET", "/user-info", token)).json();
  const open = await (await server.api("GET", `/user/${user.user.id}/workspaces`, token)).json();
  const found = open.orgsAndWorkspaces.find((row: { workspaceName: string | null }) => row.workspaceName === "main");
  const answer = await server.api(body ? "POST" : "GET", `${path}?workspaceId=${found.workspaceId}`, token, body);
  return answer.json();
}

/** Stores a pipeline, and tells how to read its config. */
async function pipeline(server: Server, name: string, configText: string): Promise<() => Promise<string>> {
  const token = server.token(name);
  const launch = { pipeline: "https://github.com/nextflow-io/hello", configText };
  const made = await api<{ pipeline: { pipelineId: number } }>(server, token, "/pipelines", { name, launch });
  return async () => {
    const path = `/pipelines/${made.pipeline.pipelineId}/launch`;
    return (await api<{ launch: { configText: string } }>(server, token, path)).launch.configText;
  };
}


test("the field of a launch gets the new lines of a pasted file, with the reason, and the file all of it", async ({ app, page }) => {
  const copied = await app.recordCopies();
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill(FILE);
  await expect(page.getByText(/it needs only what is new/)).toBeVisible();
  await expect(page.getByRole("region", { name: "New lines" })).toHaveText("wave { enabled = true }");
  await app.button("Copy the new lines").click();
  await expect(app.said()).toHaveText("New lines copied.");
  await app.button("Copy the whole text").click();
  await expect(app.said()).toHaveText("Config copied.");
  await app.expectAccessible();
  const [lines, whole] = await copied();
  expect(lines).toBe("wave { enabled = true }");
  expect(whole).toContain("includeConfig");
  await page.getByRole("tab", { name: "nextflow.config" }).click();
  await expect(app.button("Copy the new lines")).toHaveCount(0);
  await expect(app.button("Apply to a pipeline…")).toHaveCount(0);
});

test("a file gets a patch that git applies, and a command that changes it alike", async ({ app, page, server }) => {
  const copied = await app.recordCopies();
  await app.signIn();
  await app.goto("/launch");
  await editor(app).fill(FILE);
  await page.getByRole("switch", { name: "Freeze", exact: true }).check();
  await app.field(/^Build repository/).fill("quay.io/acme/builds");
  await page.getByRole("tab", { name: "nextflow.config" }).click();
  await app.button("Copy as a patch").click();
  await expect(app.said()).toHaveText("Patch copied.");
  await app.button("Copy the command").click();
  await expect(app.said()).toHaveText("Command copied.");
  await app.expectAccessible();
  const [patch, command] = await copied();
  const file = await app.download(app.button("Download"));
  const folder = () => {
    const folder = mkdtempSync(join(tmpdir(), "wavepass-take-"));
    writeFileSync(join(folder, "nextflow.config"), FILE);
    return folder;
  };
  const patched = folder();
  execFileSync("git", ["apply", "-"], { cwd: patched, input: patch });
  expect(readFileSync(join(patched, "nextflow.config"), "utf8")).toBe(file);
  const changed = folder();
  expect(command).toMatch(/^wavepass config --in-place /);
  execFileSync("sh", ["-c", `wavepass() { "$WAVEPASS" "$@"; }; ${command}`], { cwd: changed, env: { ...process.env, WAVEPASS: server.program } });
  expect(readFileSync(join(changed, "nextflow.config"), "utf8")).toBe(file);
});

test("what is wanted is applied to any pipeline, whose own config stays, and the pasted text too", async ({ app, page, server }) => {
  const own = "// weekly\nprocess.cpus = 2\n";
  const read = await pipeline(server, "rna", own);
  const other = await pipeline(server, "dna", own);
  await app.signIn();
  await app.goto(WORKSPACE);
  await editor(app).fill(FILE);
  await app.button("Apply to a pipeline…").click();
  const choosing = page.getByRole("dialog", { name: "Apply to a pipeline" });
  await choosing.getByRole("combobox", { name: "Pipeline" }).selectOption("rna");
  await app.expectAccessible();
  await choosing.getByRole("button", { name: "Show what changes" }).click();
  const question = page.getByRole("dialog", { name: "Apply to “rna”?" });
  await expect(question).toContainText("for everybody who launches it");
  const changes = question.getByRole("region", { name: "Changes" });
  await expect(changes).toContainText("wave.enabled = true");
  await expect(changes).not.toContainText("includeConfig");
  await question.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("alert")).toContainText("rna has the new config");
  expect(await read()).toContain(own);
  expect(await read()).toContain("wave.enabled = true");
  expect(await other()).toBe(own);
  await expect(editor(app)).toHaveValue(FILE);
  await expect(page.getByRole("switch", { name: "Wave", exact: true })).toBeChecked();
});

test("a pipeline that has all of it already is not changed in vain", async ({ app, page, server }) => {
  await pipeline(server, "rna", "wave.enabled = true\n");
  await app.signIn();
  await app.goto(WORKSPACE);
  await app.button("Apply to a pipeline…").click();
  await page.getByRole("dialog", { name: "Apply to a pipeline" }).getByRole("button", { name: "Show what changes" }).click();
  await expect(page.getByRole("dialog", { name: "Apply to “rna”?" })).toContainText("has all of this already");
});

test("where Wave is on already is looked up, and switched on in a pipeline where it is not", async ({ app, page, server }) => {
  const read = await pipeline(server, "rna", "process.cpus = 2\n");
  await pipeline(server, "dna", "wave.enabled = true\n");
  const token = server.token("environments");
  for (const [name, waveEnabled] of [["batch", true], ["azb", false]] as const) {
    const config = { region: "eu-west-1", workDir: "s3://acme/work", waveEnabled };
    await api(server, token, "/compute-envs", { computeEnv: { name, platform: "aws-batch", config } });
  }
  await app.signIn();
  await app.goto(WORKSPACE);
  await page.getByText("Where Wave is on already").click();
  const items = page.locator("details").filter({ hasText: "Where Wave is on already" }).getByRole("listitem");
  await expect(items.filter({ hasText: "batch (aws-batch): Wave on" })).toHaveCount(1);
  await expect(items.filter({ hasText: "azb (aws-batch): Wave off" })).toHaveCount(1);
  await app.button("Look at the 2 pipelines here").click();
  await expect(items.filter({ hasText: "dna: Wave is on, by its config." })).toHaveCount(1);
  await expect(app.button("Switch Wave on in dna…")).toHaveCount(0);
  await app.expectAccessible();
  // Whatever place the result is for.
  await page.getByRole("tab", { name: "Command line" }).click();
  await app.button("Switch Wave on in rna…").click();
  const question = page.getByRole("dialog", { name: "Apply to “rna”?" });
  await question.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByRole("alert")).toContainText("rna has the new config");
  expect(await read()).toBe("process.cpus = 2\n\nwave.enabled = true\n");
});

test("at 1280 pixels text and result stand side by side with 60 columns each, and options can be closed", async ({ app, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await app.signIn();
  await app.goto("/launch");
  const line = `x = '${"a".repeat(54)}'`;
  await editor(app).fill(`${line}\n`);
  const [box, outcome] = await Promise.all([
    page.locator(".wp-editor").boundingBox(),
    page.getByRole("region", { name: "Result" }).boundingBox(),
  ]);
  expect(box!.x + box!.width).toBeLessThan(outcome!.x);
  // Neither scrolls sideways for 60 columns.
  const scrolls = (it: Locator) => it.evaluate((it) => it.scrollWidth - it.clientWidth);
  expect(line).toHaveLength(60);
  expect(await scrolls(page.locator(".wp-editor"))).toBeLessThanOrEqual(0);
  await expect(page.getByRole("region", { name: "Changes" })).toBeVisible();
  expect(await scrolls(page.getByRole("region", { name: "Changes" }))).toBeLessThanOrEqual(0);
  const before = outcome!.y;
  await page.getByRole("heading", { name: "Options" }).click();
  await expect(page.getByRole("switch", { name: "Freeze", exact: true })).toBeHidden();
  // What is wanted is still told.
  await expect(page.getByRole("region", { name: "Options" })).toContainText("Wave");
  expect((await page.getByRole("region", { name: "Result" }).boundingBox())!.y).toBeLessThan(before);
});

test("on a telephone the way to the result stays in sight", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.signIn();
  await app.goto("/launch");
  const bar = app.button("See the result");
  await expect(bar).toBeInViewport();
  await bar.click();
  const heading = page.getByRole("heading", { name: "Result" });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("story: from a config of 120 lines to a pipeline that freezes, and its images, in ten presses", async ({
  app,
  page,
  server,
}) => {
  const own = "process.container = 'quay.io/acme/tool:1'\n";
  const read = await pipeline(server, "rna", own);
  await app.signIn();
  await app.goto(WORKSPACE);
  let presses = 0;
  const press = async (what: Locator) => {
    presses += 1;
    await what.click();
  };
  const lines = ["docker.enabled = true"];
  while (lines.length < 120) lines.push(`process { withName: STEP_${lines.length} { cpus = ${lines.length % 8 || 1} } }`);
  await press(editor(app));
  await page.keyboard.insertText(`${lines.join("\n")}\n`);
  await press(page.getByRole("switch", { name: "Freeze", exact: true }));
  await press(app.field(/^Build repository/));
  await page.keyboard.type("quay.io/acme/builds");
  await expect(page.getByRole("region", { name: "Changes" })).toContainText("quay.io/acme/builds");
  await press(app.button("Apply to a pipeline…"));
  await press(app.button("Show what changes"));
  const question = page.getByRole("dialog", { name: "Apply to “rna”?" });
  await expect(question.getByRole("region", { name: "Changes" })).toContainText("quay.io/acme/builds");
  await press(question.getByRole("button", { name: "Apply" }));
  await expect(page.getByRole("alert")).toContainText("rna has the new config");
  expect(await read()).toContain("freeze = true");
  // What was typed is asked about before it is left.
  await press(app.link("Images and errors"));
  await press(page.getByRole("alertdialog").getByRole("button", { name: "Leave" }));
  await press(page.getByText("Or check a pipeline of Platform"));
  await press(app.button("Check this pipeline"));
  await expect(app.row("quay.io")).toContainText("quay.io/acme/tool:1");
  await expect(page.getByText("Wave freezes images here")).toBeVisible();
  expect(presses).toBeLessThanOrEqual(10);
});
