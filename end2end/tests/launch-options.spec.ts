// The options of the launch page: found, ordered, put right, and what is said of them where it belongs.

import { type App, expect, SENTINEL, test } from "../app";
import type { Locator } from "@playwright/test";

function editor(app: App): Locator {
  return app.field("Current Nextflow config");
}

function result(app: App): Locator {
  return app.page.getByRole("region", { name: "New config" });
}

function wish(app: App, name: string): Locator {
  return app.page.getByRole("switch", { name, exact: true });
}

test.beforeEach(async ({ app }) => {
  await app.signIn();
  await app.goto("/launch");
  // A page that is left before it is there has its program taken away, which Firefox calls an error.
  await expect(app.heading("Launch config")).toBeVisible();
});

test("what is used most is there at once, with its name in a config, and the rest is found by words", async ({ app, page }) => {
  const options = page.getByRole("region", { name: "Options" });
  for (const name of ["wave.enabled", "wave.freeze", "wave.build.repository", "wave.strategy"]) {
    await expect(options.getByText(name, { exact: true })).toBeVisible();
  }
  const more = options.getByText(/^More options/);
  await expect(more).toHaveText("More options (8)");
  await expect(wish(app, "Mirror")).toBeHidden();
  await more.click();
  const search = page.getByRole("searchbox", { name: "Search options" });
  await search.fill("wave.scan");
  await expect(options.getByText("wave.scan.mode", { exact: true })).toBeVisible();
  await expect(wish(app, "Mirror")).toBeHidden();
  await search.fill("frobnicate");
  await expect(options.getByText("No option is called like that.")).toBeVisible();
  await search.fill("");
  await wish(app, "Mirror").check();
  await expect(more).toHaveText("More options (8, 1 in use)");
  await app.expectAccessible();
  // Who follows a link finds unfolded what it asks for.
  await page.reload();
  await expect(wish(app, "Mirror")).toBeVisible();
  await expect(wish(app, "Mirror")).toBeChecked();
});

test("a version is spoken of where the one that is given is older, and nowhere else", async ({ app, page }) => {
  const options = page.getByRole("region", { name: "Options" });
  await options.getByText(/^More options/).click();
  await expect(options).not.toContainText("Nextflow 2");
  await page.getByText("Profiles and version").click();
  await app.field(/^Nextflow version/).fill("24.04");
  await expect(options.getByText("From Nextflow 24.10 on, which is newer than yours.").first()).toBeVisible();
  await app.field(/^Nextflow version/).fill("26.04");
  await expect(options).not.toContainText("newer than yours");
});

test("the order of a strategy is seen, and moved with the keyboard", async ({ app, page }) => {
  const strategy = page.getByRole("group", { name: "Strategy" });
  const box = (name: string) => strategy.getByRole("checkbox", { name });
  await box("conda").check();
  await box("container").check();
  await expect(strategy.getByRole("listitem")).toHaveText([/1\. conda/, /2\. container/, /^dockerfile/]);
  await expect(result(app)).toContainText("strategy = ['conda', 'container']");
  const up = strategy.getByRole("button", { name: "Move container up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(app.said()).toHaveText("container is number 1 of 2.");
  await expect(up).toBeFocused();
  await expect(strategy.getByRole("listitem")).toHaveText([/1\. container/, /2\. conda/, /^dockerfile/]);
  await expect(result(app)).toContainText("strategy = ['container', 'conda']");
  await app.expectAccessible();
});

test("a pasted address becomes a repository with one press, and stored hosts are offered", async ({ app, page, server }) => {
  const keys = { userName: "robot", password: SENTINEL, registry: "myregistry.azurecr.io" };
  await server.api("POST", "/credentials", server.token("hosts"), { credentials: { name: "acr", provider: "container-reg", keys } });
  await page.reload();
  await wish(app, "Freeze").check();
  const repository = app.field(/^Build repository/);
  await expect(page.locator("#wave-build-repository-hosts option")).toHaveAttribute("value", "myregistry.azurecr.io/");
  await repository.fill("https://myregistry.azurecr.io/team/builds:latest");
  await page.getByRole("button", { name: "Use myregistry.azurecr.io/team/builds" }).click();
  await expect(repository).toHaveValue("myregistry.azurecr.io/team/builds");
  await expect(result(app)).toContainText("repository = 'myregistry.azurecr.io/team/builds'");
  await expect(page.getByRole("button", { name: /^Use myregistry/ })).toHaveCount(0);
});

test("the same fault stands in full once, beside its option, and the result leads there", async ({ app, page }) => {
  await wish(app, "Freeze").check();
  await app.field(/^Build repository/).fill("https://quay.io/acme/builds");
  const said = page.getByText(/should not include any protocol prefix/);
  await expect(said).toHaveCount(1);
  const outcome = page.getByRole("region", { name: "Result" });
  await outcome.getByRole("button", { name: "Build repository" }).click();
  await expect(app.field(/^Build repository/)).toBeFocused();
  // One that is folded away is unfolded.
  await app.field(/^Build repository/).fill("quay.io/acme/builds");
  await page.getByText(/^More options/).click();
  await app.field(/^Cache repository/).fill("quay.io/acme/cache:1");
  await page.getByText(/^More options/).click();
  await outcome.getByRole("button", { name: "Cache repository" }).click();
  await expect(app.field(/^Cache repository/)).toBeFocused();
});

test("a finding that the result mends is marked, and its neighbour is not", async ({ app, page }) => {
  await editor(app).fill("docker.enabled = true\npodman.enabled = true\nwave.enabled = false\n");
  const said = page.getByRole("region", { name: "What there is to say about this text" });
  const off = said.getByRole("listitem").filter({ hasText: /Wave is (switched )?off/ });
  await expect(off.getByText("The result mends this")).toBeVisible();
  await expect(said.getByRole("listitem").filter({ hasText: "podman" }).getByText("The result mends this")).toHaveCount(0);
  await wish(app, "Wave").uncheck();
  await expect(off.getByText("The result mends this")).toHaveCount(0);
});

test("what stands between backticks in a message is set as code", async ({ app, page }) => {
  await editor(app).fill("process.executor = slurm\n");
  const said = page.getByRole("region", { name: "What there is to say about this text" });
  await expect(said.locator("code").first()).toBeVisible();
  await expect(said).not.toContainText("`");
});

test("a line that is named is brought into view and marked, and says there what is the matter", async ({ app, page }) => {
  const filler = Array.from({ length: 120 }, (_, at) => `params.p${at} = ${at}`);
  filler[66] = "wave.enable = true";
  await page.setViewportSize({ width: 1280, height: 600 });
  await editor(app).fill(filler.join("\n"));
  const line = page.getByRole("button", { name: "Line 67" });
  await line.click();
  const row = page.locator(".wp-editor__row--shown");
  await expect(row).toContainText("wave.enable = true");
  const [at, box] = [(await row.boundingBox())!, (await page.locator(".wp-editor").boundingBox())!];
  expect(box.y).toBeGreaterThanOrEqual(-1);
  expect(at.y).toBeGreaterThan(box.y + box.height / 4);
  expect(at.y).toBeLessThan(box.y + (3 * box.height) / 4);
  await expect(row).toHaveCount(0);
  // Under the pointer, until it goes.
  const tip = page.locator(".wp-editor__tip");
  await page.mouse.move(at.x + 110, at.y + at.height / 2);
  await expect(tip).toContainText("wave.enable");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height + 40);
  await expect(tip).toBeHidden();
  // At the caret.
  await editor(app).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tip).toContainText("wave.enable");
  await app.expectAccessible();
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
  await page.keyboard.press("ArrowUp");
  await expect(tip).toBeHidden();
});

test("what the strict parser refuses is told with its line, and what needs no thought is rewritten", async ({ app, page }) => {
  const editor = app.field("Current Nextflow config");
  await editor.fill("def registry = 'quay.io'\ndocker['registry'] = registry\nif (params.cloud) { process.cpus = 2 }\n");
  await page.getByText("Check for the strict parser").click();
  const check = page.locator("details").filter({ hasText: "Check for the strict parser" });
  await expect(check).toContainText("What is left for you to change");
  await app.expectAccessible();
  await check.getByRole("button", { name: /^Line 3$/ }).click();
  await expect(editor).toBeFocused();
  await check.getByRole("button", { name: /^Rewrite these? / }).click();
  await expect(editor).toHaveValue("docker.registry = 'quay.io'\nif (params.cloud) { process.cpus = 2 }\n");
  await expect(check.getByRole("button", { name: /^Rewrite/ })).toHaveCount(0);
  // Undo brings back what was there.
  await editor.press("ControlOrMeta+z");
  await expect(editor).toHaveValue(/def registry/);
  await editor.fill("docker.enabled = true\n");
  await expect(check).toContainText("takes this text as it is");
});
