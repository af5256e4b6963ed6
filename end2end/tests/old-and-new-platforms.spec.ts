// What installations of other versions and sizes than usual answer, and what the app makes of it.

import { IN_WORKSPACE, QUAY, RNASEQ, expect, test, type App } from "../answers/app";
import { WORKSPACE, pipeline, played, stored, workspace } from "../answers/platform";

const VERSION = `/pipelines/${RNASEQ}/versions/v1`;
const DRAFT = `/pipelines/${RNASEQ}/versions/v2`;

/** A pipeline as Platform describes it: with its labels, and the version that is told. */
function described(version: unknown): Record<string, unknown> {
  return { pipeline: { ...pipeline(RNASEQ, "rnaseq"), labels: [], version } };
}

/** Plays a pipeline with that version that launches take. */
function playPipeline(app: App, version: unknown, launch = '{"launch":{"configText":"a.b = 1\\n"}}'): void {
  app.platform.play(
    played("GET", `/pipelines/${RNASEQ}/launch`, 200, launch, { "Content-Type": "application/json" }),
    played("GET", `/pipelines/${RNASEQ}`, 200, described(version)),
    played("PUT", `/pipelines/${RNASEQ}`, 200, described(null)),
  );
}

for (const [version, api, missing] of [
  ["21.10.0", "0.1", /older than credentials of the kind .*Container registry/],
  ["25.2.0", "1.120.0", /GitHub App: it most likely does not take them/],
  ["26.2.0", "1.227.0", null],
  ["", "", null],
] as const) {
  test(`what an installation ${version} is too old for is named before somebody types`, async ({ app }) => {
    const info = version ? { version, apiVersion: api } : {};
    app.platform.play(played("GET", "/service-info", 200, { serviceInfo: info }));
    await app.signIn();
    await app.goto("/credentials/new");
    await expect(app.heading("Add Credentials")).toBeVisible();
    const notice = app.page.getByText(/^This Platform is version/);
    if (missing) await expect(notice).toContainText(missing);
    else await expect(notice).toHaveCount(0);
    await expect(app.page.getByText(/switched off|no Wave service/)).toHaveCount(0);
  });
}

test("personal credentials are no choice where Platform has them switched off", async ({ app }) => {
  app.platform.play(played("GET", "/service-info", 200, { serviceInfo: { userWorkspaceEnabled: false } }));
  await app.goto("/sign-in?next=%2F");
  await app.enterToken();
  await expect(app.page).toHaveURL(new RegExp(`${IN_WORKSPACE}/credentials$`));
  await app.openSwitch();
  const places = app.page.getByRole("navigation", { name: "Contexts" }).getByRole("link");
  await expect(places).toHaveText(["north-lab / rnaseq"]);
});

test("another try for the workspaces leaves the list of places open", async ({ app }) => {
  app.platform.play(played("GET", "/user/3107/workspaces", 403, null));
  await app.signIn();
  await app.openSwitch();
  app.platform.play(played("GET", "/user/3107/workspaces", 200, { orgsAndWorkspaces: [workspace(WORKSPACE, "rnaseq")] }));
  await app.button("Try again").click();
  const places = app.page.getByRole("navigation", { name: "Contexts" });
  await expect(places.getByRole("link", { name: "north-lab / rnaseq" })).toBeVisible();
  await expect(places).toBeFocused();
  await expect(app.button("Try again")).toHaveCount(0);
});

test("of many pipelines the first can be chosen, and Platform searches for the others", async ({ app }) => {
  const page = played("GET", "/pipelines", 200, { pipelines: [pipeline(RNASEQ, "p")], totalSize: 2500 });
  const found = played("GET", "/pipelines?search=atlas", 200, { pipelines: [pipeline(7, "atlas")], totalSize: 1 });
  const none = played("GET", "/pipelines?search=zz", 200, { pipelines: [], totalSize: 0 });
  app.platform.play(none, found, { ...page, rows: 100 });
  app.platform.play(played("GET", "/pipelines/7/launch", 200, { launch: { configText: "of = 'atlas'" } }));
  await app.signIn();
  await app.goto("/launch");
  const choice = app.page.getByLabel("Pipeline", { exact: true });
  await expect(choice.locator("option")).toHaveCount(300);
  await expect(app.page.getByText("2200 more pipelines are not in this list. Search for them.")).toBeVisible();
  const search = app.page.getByLabel("Search all pipelines");
  await search.fill("zz");
  await expect(app.page.getByText("Platform finds no pipeline for “zz”.")).toBeVisible();
  await search.fill("atlas");
  await expect(choice.locator("option")).toHaveText(["atlas"]);
  await app.button("Load its config").click();
  await expect(app.page.getByLabel("Current Nextflow config")).toHaveValue("of = 'atlas'");
  await search.fill("");
  await expect(choice.locator("option")).toHaveCount(300);
});

test("where Platform keeps versions, another config is published as the next one", async ({ app }) => {
  playPipeline(app, { id: "v1", name: "rnaseq-3", isDefault: true });
  app.platform.play(
    played("POST", VERSION, 200, described({ id: "v2", name: null, isDefault: false })),
    played("GET", `/pipelines/${RNASEQ}/versions/validate?name=rnaseq-4`, 409, null),
    played("GET", `/pipelines/${RNASEQ}/versions/validate?name=rnaseq-5`, 204, null),
    played("PUT", `${DRAFT}/manage`, 204, null),
  );
  await app.signIn();
  await app.apply();
  await expect(app.page.getByText("rnaseq has the new config. Its next launch uses it, as version rnaseq-5.")).toBeVisible();
  expect(app.requests("POST", VERSION)).toHaveLength(1);
  expect(app.requests("PUT", `${DRAFT}/manage`)).toEqual(['{"isDefault":true,"name":"rnaseq-5"}']);
  expect(app.requests("PUT", `/pipelines/${RNASEQ}`)).toEqual([]);
  expect(app.platform.seen.some((one) => one.path.startsWith(`/pipelines/${RNASEQ}/launch?versionId=v1`))).toBe(true);
});

test("a draft that cannot be published is said to be one, and is not made twice", async ({ app }) => {
  playPipeline(app, { id: "v1", name: "rnaseq-3", isDefault: true });
  app.platform.play(
    played("POST", VERSION, 200, described({ id: "v2", isDefault: false })),
    played("GET", `/pipelines/${RNASEQ}/versions/validate`, 204, null),
    played("PUT", `${DRAFT}/manage`, 403, { message: 'Forbidden. Missing permission(s): "pipeline:write"' }),
  );
  await app.signIn();
  await app.apply();
  const notice = app.page.getByText("The new config is in a draft of rnaseq.");
  await expect(notice).toContainText("It could not be published: Platform says that you lack the permission pipeline:write");
  await app.button("Apply to rnaseq").click();
  const dialog = app.page.getByRole("dialog", { name: "Apply to “rnaseq”?" });
  await expect(dialog).toContainText("in a draft or another version of the pipeline already");
  await dialog.getByRole("button", { name: "Apply", exact: true }).click();
  expect(app.requests("POST", VERSION)).toHaveLength(1);
});

test("a server that knows versions and no updates of them is updated as ever", async ({ app }) => {
  playPipeline(app, { id: "v1", name: "rnaseq-3", isDefault: true });
  await app.signIn();
  await app.apply();
  await expect(app.page.getByText("rnaseq has the new config.")).toBeVisible();
  expect(app.requests("PUT", `/pipelines/${RNASEQ}`)).toHaveLength(1);
});

test("numbers of fields that are not known go back as they were written", async ({ app }) => {
  const numbers = '"ofTomorrow":{"share":1.10,"much":1e2,"id":123456789012345678901234567890,"all":[0.30]}';
  playPipeline(app, null, `{"launch":{"configText":"a.b = 1\\n",${numbers}}}`);
  await app.signIn();
  await app.apply();
  await expect(app.page.getByText("rnaseq has the new config.")).toBeVisible();
  const sent = app.requests("PUT", `/pipelines/${RNASEQ}`)[0] ?? "";
  for (const number of ['"share":1.10', '"much":1e2', '"id":123456789012345678901234567890', "[0.30]"]) {
    expect(sent).toContain(number);
  }
});

test("the buttons of a refused deletion stay in sight below 120 reasons", async ({ app }) => {
  await app.page.setViewportSize({ width: 800, height: 500 });
  const conflicts = Array.from({ length: 120 }, (_, at) => ({ type: "workflow", id: `w${at}`, name: `run_${at}` }));
  app.platform.play(played("DELETE", `/credentials/${QUAY}`, 409, { conflicts }));
  await app.signIn();
  const dialog = await app.deleteQuay();
  await expect(dialog.getByRole("listitem")).toHaveCount(120);
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("button", { name: "Delete core-quay" })).toBeInViewport({ ratio: 1 });
});

test("marks that turn the writing are shown, and an id that is not passed on is not said to be gone", async ({ app }) => {
  const row = { ...stored("odd.id", "core-quay", "quay.io"), keys: { userName: "mira\u202enimda", registry: "quay.io" } };
  app.platform.play(played("GET", "/credentials", 200, { credentials: [row] }));
  await app.signIn();
  await expect(app.row("core-quay")).toContainText("mira⟨U+202E⟩nimda");
  await app.page.getByRole("link", { name: "core-quay", exact: true }).click();
  const alert = app.page.getByRole("alert").filter({ hasText: "These credentials could not be loaded" });
  await expect(alert).toContainText("whether it is there is not known");
  await expect(alert).not.toContainText(/deleted|It is not there/);
});

test("marks that turn the writing are shown where a credential is named in a sentence", async ({ app }) => {
  const rows = [stored("firstId", "acme\u202eyauq", "quay.io"), stored("secondId", "core-quay", "quay.io")];
  app.platform.play(played("GET", "/credentials", 200, { credentials: rows }));
  await app.signIn();
  await expect(app.row("core-quay")).toContainText("Shadowed by acme⟨U+202E⟩yauq");
  const text = await app.page.locator("main").evaluate((main) => main.textContent ?? "");
  expect(text).not.toContain("\u202e");
});

test("queries go out as they are written", async ({ app }) => {
  await app.signIn();
  await app.goto(`${IN_WORKSPACE}/credentials`);
  await expect(app.heading("Credentials")).toBeVisible();
  await expect.poll(() => app.platform.seen.map((one) => one.path)).toContain(`/credentials?workspaceId=${WORKSPACE}`);
});
