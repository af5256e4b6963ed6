// Recorded answers of Platform, played through the real gateway: what the app must show or do with
// each, by its id.

import { IN_WORKSPACE, QUAY, RNASEQ, SENTINEL, expect, test, type App } from "../answers/app";
import { ANSWERS, WORKSPACE, pipeline, played, stored, workspace, type Answer } from "../answers/platform";

const LAUNCH = played("GET", `/pipelines/${RNASEQ}/launch`, 200, {
  launch: { configText: "a.b = 1\n", pipeline: "https://git.example.org/rnaseq" },
});
const DESCRIBED = played("GET", `/pipelines/${RNASEQ}`, 200, { pipeline: { ...pipeline(RNASEQ, "rnaseq"), labels: [] } });
const UPDATED = played("PUT", `/pipelines/${RNASEQ}`, 200, { pipeline: pipeline(RNASEQ, "rnaseq") });

/** What the app must do with each answer. */
const MUST: Record<string, (app: App, answer: Answer) => Promise<void>> = {
  "service-info-2021": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.page.getByText(/switched off|no Wave service/)).toHaveCount(0);
  },
  "service-info-2025": async (app, answer) => {
    app.platform.play(answer);
    app.platform.play(LAUNCH, DESCRIBED, UPDATED);
    await app.goto("/sign-in?next=%2F");
    await app.enterToken();
    await expect(app.page).toHaveURL(new RegExp(`${IN_WORKSPACE}/credentials$`));
    await expect(app.page.getByText("This Platform says that it has no Wave service")).toBeVisible();
    await app.goto("/credentials");
    await expect(app.page.getByText("This Platform has personal workspaces switched off.")).toBeVisible();
    app.platform.play(played("GET", "/pipelines", 200, { pipelines: [pipeline(RNASEQ, "rnaseq")], totalSize: 1 }));
    await app.goto("/launch");
    await app.button("Load its config").click();
    await expect(app.page.getByLabel("Current Nextflow config")).toHaveValue(/a\.b/);
    await app.page.getByLabel("Current Nextflow config").evaluate((area: HTMLTextAreaElement) => {
      area.value = `// ${"x".repeat(65_600)}\n`;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await app.button("Apply to rnaseq").click();
    const dialog = app.page.getByRole("dialog", { name: "Apply to “rnaseq”?" });
    await expect(dialog).toContainText("takes at most 65536");
    await dialog.getByRole("button", { name: "Apply", exact: true }).click();
    expect(app.requests("PUT", `/pipelines/${RNASEQ}`)).toEqual([]);
  },
  "user-nulls": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.button("User menu of user 3107")).toBeVisible();
  },
  "user-401": async (app, answer) => {
    await app.signIn();
    app.platform.play(answer);
    await app.goto("/credentials");
    await expect(app.heading("Sign in")).toBeVisible();
    await expect(app.page.getByLabel(/^Access token/)).toBeVisible();
  },
  "user-500": async (app, answer) => {
    await app.signIn();
    app.platform.play(answer);
    await app.goto("/credentials");
    const alert = app.page.getByRole("alert").filter({ hasText: "Wavepass could not be loaded" });
    await expect(alert).toContainText("Platform failed");
    await expect(alert).toContainText("2bCdEfGhIjKlMnOpQrStUv");
    await expect(app.button("Retry")).toBeVisible();
    await app.page.getByRole("link", { name: "Sign in with another token" }).click();
    await expect(app.page.getByLabel(/^Access token/)).toBeVisible();
    await app.button("Sign out").click();
    await expect(app.page.getByText(/Enter an access token of the Seqera Platform/)).toBeVisible();
    // What is left says only that somebody signed out, so that a late answer does not undo it.
    const names = async () => (await app.page.context().cookies()).map((cookie) => cookie.name);
    await expect.poll(names).toEqual(["wavepass_signed_out"]);
  },
  "user-html": async (app, answer) => {
    app.platform.play(answer);
    await app.goto("/sign-in");
    await app.enterToken();
    await expect(app.page.getByText(/\/api/)).toBeVisible();
    expect(await app.page.context().cookies()).toEqual([]);
  },
  "workspaces-null-org": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.openSwitch();
    const contexts = app.page.getByRole("navigation", { name: "Contexts" });
    await expect(contexts.getByRole("link", { name: "north-lab / rnaseq" })).toBeVisible();
    await contexts.getByRole("link", { name: "north-lab / atlas" }).click();
    await expect(app.heading("Credentials")).toBeVisible();
  },
  "workspaces-view-role": async (app, answer) => {
    app.platform.play(answer);
    app.platform.play(played("GET", "/credentials", 200, { credentials: [stored(QUAY, "core-quay", "quay.io")] }));
    await app.signIn();
    await app.goto(`${IN_WORKSPACE}/credentials`);
    await expect(app.row("core-quay")).toBeVisible();
    const notice = app.page.getByText("Your role in this workspace is view, with which you most likely cannot add, change or delete credentials");
    await expect(notice).toBeVisible();
    await app.goto(`${IN_WORKSPACE}/credentials/new`);
    await expect(app.heading("Add Credentials")).toBeVisible();
    await expect(notice).toBeVisible();
    await app.goto("/credentials");
    await expect(app.row("core-quay")).toBeVisible();
    await expect(notice).toHaveCount(0);
  },
  "workspaces-403": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.openSwitch();
    await expect(app.page.getByText("Your workspaces could not be loaded.")).toBeVisible();
    app.platform.play(played("GET", "/user/3107/workspaces", 200, { orgsAndWorkspaces: [workspace(WORKSPACE, "rnaseq")] }));
    await app.button("Try again").click();
    await expect(app.page.getByRole("link", { name: "north-lab / rnaseq" })).toBeVisible();
    app.platform.play(answer);
    await app.goto(`${IN_WORKSPACE}/credentials`);
    await expect(app.page.getByRole("alert").filter({ hasText: "Your workspaces could not be loaded" })).toBeVisible();
    await expect(app.page.getByText("You have no such workspace")).toHaveCount(0);
  },
  "list-2021-no-keys": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.rows()).toHaveCount(2);
    await expect(app.row("cluster")).toContainText("SSH");
    await expect(app.row("cloud")).toContainText("AWS");
  },
  "list-2022": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.rows()).toHaveCount(3);
    await expect(app.row("here")).toContainText("local");
    await expect(app.row("core-quay")).toContainText("quay.io");
    await expect(app.row("hub")).toContainText("docker.io (default)");
  },
  "list-null-id": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.row("core-ghcr").getByRole("link", { name: "core-ghcr" })).toBeVisible();
    await expect(app.row("odd")).toBeVisible();
    await expect(app.row("odd").getByRole("link")).toHaveCount(0);
    await expect(app.row("odd").getByRole("button")).toHaveCount(0);
    await expect(app.page.getByText("could not be")).toHaveCount(0);
    // It takes part in what Wave does.
    await app.goto("/images?image=quay.io%2Forg%2Ftool:1");
    await expect(app.page.getByRole("cell", { name: /odd/ }).first()).toBeVisible();
  },
  "list-odd-types": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.rows()).toHaveCount(2);
    await expect(app.row("core-quay")).toContainText("Not said by Platform");
    await expect(app.row("core-quay")).not.toContainText(/docker\.io|Used first|Shadowed/);
    await expect(app.row("core-ghcr")).toContainText("ghcr.io");
    // Nothing is stored in its place.
    const described = { credentials: (answer.body as { credentials: unknown[] }).credentials[0] };
    app.platform.play(played("GET", `/credentials/${QUAY}`, 200, described), played("PUT", `/credentials/${QUAY}`, 204, null));
    await app.goto(`/credentials/${QUAY}/edit`);
    await expect(app.page.getByLabel(/^Registry server/)).toHaveValue("");
    await app.page.getByLabel(/^User name/).fill("other");
    await app.button("Save").click();
    await expect(app.row("core-quay")).toBeVisible();
    const sent = JSON.parse(app.requests("PUT", `/credentials/${QUAY}`)[0] ?? "");
    expect(sent.credentials.keys).toEqual({ userName: "other" });
    expect(sent.credentials.id).toBe(QUAY);
  },
  "list-null-name": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.page.getByRole("link", { name: QUAY, exact: true })).toHaveAttribute("href", `/credentials/${QUAY}`);
    await expect(app.button(`Actions for ${QUAY}`)).toBeVisible();
  },
  "list-invalid": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    const row = app.row("prod");
    await expect(row).toContainText("Invalid");
    await expect(row).toContainText("The key was refused by the cloud.");
    await expect(row.getByText("Checked:").locator("time")).toHaveAttribute("datetime", "2026-09-15T10:00:00Z");
    await expect(app.row("core-quay")).not.toContainText(/valid|good/i);
    const described = { credentials: (answer.body as { credentials: unknown[] }).credentials[1] };
    app.platform.play(played("GET", `/credentials/${QUAY}`, 200, described));
    await app.goto(`/credentials/${QUAY}`);
    await expect(app.page.getByText("Not checked by Platform")).toBeVisible();
  },
  "list-deleted": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.row("gone")).toContainText("Deleted");
    await expect(app.row("here")).not.toContainText("Shadowed");
  },
  "list-300": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.goto(`${IN_WORKSPACE}/credentials`);
    // Counted in the page: to find hundreds of rows by their roles takes seconds each time.
    const rows = () => app.page.evaluate(() => document.querySelectorAll("tbody tr").length);
    await expect.poll(rows, { timeout: 15_000 }).toBe(300);
  },
  "list-403-permission": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.goto(`${IN_WORKSPACE}/credentials`);
    const alert = app.page.getByRole("alert").filter({ hasText: "Credentials could not be loaded" });
    await expect(alert).toContainText("you lack the permission credentials:read");
    await expect(alert).not.toContainText(/deleted|not there|gone/);
  },
  "list-gzip": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await expect(app.rows()).toHaveCount(1);
    await expect(app.row("core-ghcr")).toBeVisible();
  },
  "describe-403-permission": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.goto("/credentials/8nVt3AzCu1OpSe5YqBf9Kd");
    const alert = app.page.getByRole("alert").filter({ hasText: "These credentials could not be loaded" });
    await expect(alert).toContainText("you lack the permission credentials:read");
    await expect(alert).not.toContainText(/deleted|not there/);
  },
  "create-ok": async (app, answer) => {
    await app.signIn();
    await app.fillForm("core-quay");
    app.platform.play(answer);
    app.platform.play(played("GET", "/credentials", 200, { credentials: [stored("9oWu4BaDv2PqTf6ZrCg0Le", "core-quay", "quay.io")] }));
    await app.add();
    await expect(app.row("core-quay").getByRole("link", { name: "core-quay" })).toBeFocused();
    expect(app.requests("POST", "/credentials").map((body) => JSON.parse(body))).toEqual([
      { credentials: { name: "core-quay", provider: "container-reg", keys: { userName: "core+pull", password: SENTINEL, registry: "quay.io" } } },
    ]);
  },
  "create-400-registry": async (app, answer) => {
    await app.signIn();
    await app.fillForm("core-quay");
    app.platform.play(answer);
    await app.add();
    await expect(app.problem()).toContainText("Platform could not log in to the registry.");
    await expect(app.problem()).toContainText("Nothing was saved.");
    await app.expectKept("core-quay");
  },
  "create-409-exists": async (app, answer) => {
    await app.signIn();
    await app.fillForm("core-quay");
    await expect(app.page.getByText("This name is free.")).toBeVisible();
    app.platform.play(answer);
    await app.add();
    await expect(app.problem().getByRole("link", { name: /core-quay.*already exist/ })).toBeVisible();
    await expect(app.page.getByText("This name is free.")).toHaveCount(0);
    await expect(app.page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expect(app.problem().getByText(/already/)).toHaveCount(1);
    await app.expectKept("core-quay");
  },
  "create-413": async (app, answer) => {
    await app.signIn();
    await app.fillForm("core-quay");
    app.platform.play(answer);
    await app.add();
    await expect(app.problem()).toContainText(/too large/i);
    await expect(app.problem()).toContainText("Nothing was saved.");
    await app.expectKept("core-quay");
  },
  "update-409": async (app, answer) => {
    app.platform.play(played("GET", `/credentials/${QUAY}`, 200, { credentials: stored(QUAY, "core-quay", "quay.io") }));
    app.platform.play(answer);
    await app.signIn();
    await app.goto(`/credentials/${QUAY}/edit`);
    await expect(app.page.getByText("Platform most likely keeps the stored one")).toBeVisible();
    await app.page.getByLabel(/^User name/).fill("other");
    await app.button("Save").click();
    await expect(app.problem()).toContainText("Changed by somebody else");
    await expect(app.problem()).not.toContainText(/name/);
  },
  "name-taken": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    await app.fillForm("core-quay");
    await expect(app.page.getByText(/“core-quay” already exist here/)).toBeVisible();
  },
  "delete-conflicts": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    const dialog = await app.deleteQuay();
    await expect(dialog).toContainText("so they were kept");
    await expect(dialog.getByRole("listitem")).toHaveText([/calm_noether/, /notebook-1/, /of-tomorrow z/]);
    await expect(dialog.getByRole("link", { name: "notebook-1" })).toBeVisible();
    await expect(app.row("core-quay")).toBeVisible();
  },
  "delete-conflicts-null": async (app, answer) => {
    app.platform.play(answer);
    await app.signIn();
    const dialog = await app.deleteQuay();
    await expect(dialog).toContainText("Something uses these credentials now, so they were kept.");
    await expect(dialog).not.toContainText("already there");
  },
  "pipelines-total-null": async (app, answer) => {
    app.platform.play(answer);
    app.platform.play({ ...answer, path: "/pipelines?max=100&offset=100", rows: 7 });
    await app.signIn();
    await app.goto("/launch");
    await expect(app.page.getByLabel("Pipeline", { exact: true }).locator("option")).toHaveCount(107);
    expect(app.platform.seen.filter((one) => one.path.startsWith("/pipelines?"))).toHaveLength(2);
  },
  "pipelines-null-id": async (app, answer) => {
    app.platform.play(answer);
    app.platform.play({ ...LAUNCH, path: "/pipelines/183001002003005/launch" });
    await app.signIn();
    await app.goto("/launch");
    await app.page.getByLabel("Pipeline", { exact: true }).selectOption("atlas");
    await app.button("Load its config").click();
    await expect(app.page.getByLabel("Current Nextflow config")).toHaveValue(/a\.b = 1/);
    await expect(app.page.getByRole("region", { name: "Current config" }).getByText("1 entry could not be read.")).toBeVisible();
    expect(app.platform.seen.filter((one) => one.path.startsWith("/pipelines/0"))).toEqual([]);
  },
  "pipeline-labels": async (app, answer) => {
    app.platform.play(LAUNCH, answer, UPDATED);
    await app.signIn();
    const dialog = await app.apply();
    await expect(dialog).toContainText("would take it away");
    await expect(dialog).toContainText("Nothing was applied.");
    expect(app.requests("PUT", `/pipelines/${RNASEQ}`)).toEqual([]);
    // Without the label that cannot be named, the other one is.
    const body = answer.body as { pipeline: { labels: unknown[] } };
    const named = { pipeline: { ...body.pipeline, labels: body.pipeline.labels.slice(0, 1) } };
    app.platform.play({ ...answer, body: named });
    await dialog.getByRole("button", { name: "Apply", exact: true }).click();
    await expect(app.page.getByText("rnaseq has the new config.")).toBeVisible();
    expect(JSON.parse(app.requests("PUT", `/pipelines/${RNASEQ}`)[0] ?? "").labelIds).toEqual([11]);
  },
  "launch-numbers": async (app, answer) => {
    // JSON.parse cannot hold the number, so the body goes out as a text.
    const body = JSON.stringify(answer.body).replace("9007199254740992", "9007199254740993");
    app.platform.play({ ...answer, body, headers: { "Content-Type": "application/json" } }, DESCRIBED, UPDATED);
    await app.signIn();
    await app.apply();
    await expect(app.page.getByText("rnaseq has the new config.")).toBeVisible();
    const sent = app.requests("PUT", `/pipelines/${RNASEQ}`)[0] ?? "";
    expect(sent).toContain('"pipelineSchemaId":9007199254740993');
    expect(sent).toContain("a.b = 1\\r\\n");
  },
  "apply-403-personal": async (app, answer) => {
    app.platform.play(LAUNCH, DESCRIBED, answer);
    await app.signIn();
    const dialog = await app.apply();
    await expect(dialog.getByRole("alert")).toContainText("Nothing was applied.");
    await expect(dialog.getByRole("alert")).not.toContainText(/role|Maintain/);
  },
  "apply-500": async (app, answer) => {
    app.platform.play(LAUNCH, DESCRIBED, answer);
    await app.signIn();
    const dialog = await app.apply();
    await expect(dialog.getByRole("alert")).toContainText("It is not certain whether it was applied");
    await expect(dialog.getByRole("alert")).toContainText("3cDeFgHiJkLmNoPqRsTuVw");
  },
};

test("every recorded answer has a test", () => {
  expect(Object.keys(MUST).sort()).toEqual(ANSWERS.map((answer) => answer.id).sort());
});

for (const answer of ANSWERS) {
  test(`${answer.id}: ${answer.must}`, async ({ app }) => {
    await MUST[answer.id]?.(app, answer);
  });
}

test("a read waits as long as Platform asks for, and says so; a write is sent once", async ({ app }) => {
  await app.signIn();
  // The list of this page has its answer, so the next question is that of the next page.
  await expect(app.page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
  const limited = (method: string) =>
    played(method, "/credentials", 429, { message: "Maximum request rate exceeded." }, { "Retry-After": "7" });
  app.platform.once(limited("GET"));
  await app.goto("/credentials");
  await expect(app.page.getByText("Platform asks for fewer requests. Asking again in 7 seconds.")).toBeVisible();
  await expect(app.page.getByRole("heading", { name: "No credentials yet" })).toBeVisible({ timeout: 15_000 });
  await app.fillForm("core-quay");
  app.platform.play(limited("POST"));
  await app.add();
  await expect(app.problem()).toContainText("asks for fewer requests");
  await expect(app.problem()).toContainText("Nothing was saved.");
  expect(app.requests("POST", "/credentials")).toHaveLength(1);
  await app.expectKept("core-quay");
});

test("a token that Platform forbids is a session that is over, and can be replaced", async ({ app }) => {
  await app.signIn();
  const forbidden = played("GET", "/user-info", 403, null);
  app.platform.play(forbidden);
  await app.goto("/credentials");
  await expect(app.heading("Sign in")).toBeVisible();
  app.platform.playNoMore(forbidden);
  await app.enterToken();
  await expect(app.heading("Your credentials")).toBeVisible();
});
