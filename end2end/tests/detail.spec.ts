// The page of one credential: where it stands with Wave, what uses it, and a check at its provider.

import { App, expect, QUAY, test } from "../answers/app";
import { played, stored } from "../answers/platform";
import axe from "axe-core";

const AWS = "7bNs2XyCq9LmPb2VnYc6Ha";

/** Fails when axe finds anything serious in the page as it is now. */
async function expectAccessible(app: App): Promise<void> {
  await app.page.evaluate(axe.source);
  const violations = await app.page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
    return (await inPage.run()).violations;
  });
  const grave = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  expect(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`)).toEqual([]);
}

/** An AWS credential with what Platform has found out about it. */
function aws(more: object = {}): Record<string, unknown> {
  return {
    id: AWS,
    name: "batch-keys",
    provider: "aws",
    dateCreated: "2026-01-05T09:14:02Z",
    lastUpdated: "2026-01-05T09:14:02Z",
    keys: { accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: null, discriminator: "aws" },
    ...more,
  };
}

/** Plays a list, and each of its rows by itself. */
function play(app: App, rows: Record<string, unknown>[]): void {
  app.platform.play(
    played("GET", "/credentials", 200, { credentials: rows }),
    ...rows.map((row) => played("GET", `/credentials/${row.id}`, 200, { credentials: row })),
  );
}

function environments(app: App, rows: Record<string, unknown>[]): void {
  app.platform.play(played("GET", "/compute-envs", 200, { computeEnvs: rows }));
}

const part = (app: App, name: string) => app.page.getByRole("region", { name });

test("where it stands with Wave: whom it keeps from being used, by name and link", async ({ app }) => {
  play(app, [stored(QUAY, "core-quay", "quay.io"), stored("second", "other-quay", "quay.io"), stored("third", "ghcr", "ghcr.io")]);
  await app.signIn();
  await app.goto(`/credentials/${QUAY}`);
  const wave = part(app, "With Wave");
  await expect(wave).toContainText("Used for images below quay.io.");
  await expect(wave).toContainText("Never used while this one is there");
  await expectAccessible(app);
  await wave.getByRole("link", { name: "other-quay" }).click();
  await expect(app.heading("other-quay")).toBeVisible();
  await expect(wave).toContainText("No image: another one with the same registry comes first");
  await expect(wave.getByRole("link", { name: "core-quay" })).toBeVisible();
  await expect(wave.getByRole("button", { name: "Switch Wave on" })).toHaveCount(0);
  await expectAccessible(app);
});

test("a path is told by both rules, and a host that never matches has the way out that its row has", async ({ app }) => {
  play(app, [stored(QUAY, "host", "ghcr.io"), stored("acme", "acme", "ghcr.io/acme"), stored("scheme", "scheme", "https://quay.io")]);
  await app.signIn();
  await app.goto("/credentials/acme");
  const wave = part(app, "With Wave");
  await expect(wave).toContainText("Releases of Wave up to 1.37, which compare hosts: No image");
  await expect(wave).toContainText("The newest source of Wave, which matches paths: Used for images at and below ghcr.io/acme.");
  await expect(wave.getByRole("link", { name: "host", exact: true })).toBeVisible();
  await expectAccessible(app);
  await app.goto("/credentials/scheme");
  await expect(wave).toContainText("No image: none matches the registry as it is stored.");
  await wave.getByRole("link", { name: "Fix: use quay.io" }).click();
  await expect(app.page.getByLabel(/^Registry server/)).toHaveValue("quay.io");
});

test("an image can be checked, Wave switched on, and the id copied from here", async ({ app }) => {
  play(app, [stored(QUAY, "core-quay", "quay.io")]);
  await app.signIn();
  await app.goto(`/credentials/${QUAY}`);
  const wave = part(app, "With Wave");
  const button = wave.getByRole("button", { name: "Switch Wave on" });
  await button.click();
  await expect(button).toHaveAttribute("aria-expanded", "true");
  await expect(app.page.getByText("wave { enabled = true }", { exact: true })).toBeVisible();
  await expectAccessible(app);
  await app.button("Dismiss").click();
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await app.button("Copy id").click();
  await expect(app.page.locator("div.wp-visually-hidden[role=status]")).toHaveText("Id copied.");
  await wave.getByRole("link", { name: "Check an image" }).click();
  await expect(app.heading("Check images or an error")).toBeVisible();
  await expect(app.page).toHaveURL(/image=quay\.io/);
});

test("what uses it: by the list, by the pool of Azure Batch, and what could not be looked at", async ({ app }) => {
  play(app, [stored(QUAY, "core-quay", "quay.io")]);
  environments(app, [
    { id: "a1", name: "azure-pool", platform: "azure-batch", status: "AVAILABLE", credentialsId: "x", waveEnabled: false },
    { id: "a2", name: "azure-dark", platform: "azure-batch", status: "AVAILABLE", credentialsId: "x", waveEnabled: false },
    { id: "b1", name: "aws", platform: "aws-batch", status: "AVAILABLE", credentialsId: "x", waveEnabled: true },
  ]);
  app.platform.play(
    played("GET", "/compute-envs/a1", 200, { computeEnv: { id: "a1", credentialsId: "x", config: { forge: { containerRegIds: [QUAY] } } } }),
    played("GET", "/compute-envs/a2", 500, { message: "oops" }),
  );
  await app.signIn();
  await app.goto(`/credentials/${QUAY}`);
  const used = part(app, "Used by");
  await expect(used.getByRole("listitem")).toHaveText(
    "azure-pool (azure-batch, its machines pull images with them, Wave off) Check images for runs on azure-pool",
  );
  await expect(used.getByRole("link", { name: "Check images for runs on azure-pool" })).toHaveAttribute(
    "href",
    /\/images\?environment=azure-batch$/,
  );
  await expect(used).toContainText("It is not known of azure-dark, which could not be looked at.");
  await expect(used).toContainText("were not searched");
  await expectAccessible(app);
  // What needs no look is not asked for.
  expect(app.requests("GET", "/compute-envs/b1")).toEqual([]);
});

test("a list that cannot be had is no answer to what uses it", async ({ app }) => {
  play(app, [stored(QUAY, "core-quay", "quay.io")]);
  app.platform.play(played("GET", "/compute-envs", 403, null));
  await app.signIn();
  await app.goto(`/credentials/${QUAY}`);
  const used = part(app, "Used by");
  await expect(used).toContainText("What uses them could not be loaded");
  await expect(used).not.toContainText(/None of the|[Nn]o compute environment/);
  await expect(part(app, "With Wave")).toContainText("Used for images below quay.io.");
  await expectAccessible(app);
});

test("a check says what came of it, and what it found is seen in the status", async ({ app }) => {
  play(app, [aws()]);
  environments(app, [{ id: "b1", name: "batch-prod", platform: "aws-batch", status: "AVAILABLE", credentialsId: AWS, waveEnabled: true }]);
  await app.signIn();
  await app.goto(`/credentials/${AWS}`);
  const check = part(app, "Check at the provider");
  await expect(app.page.getByText("Not checked by Platform")).toBeVisible();
  const path = `/credentials/${AWS}/validate`;

  app.platform.play(played("POST", path, 200, { status: "AVAILABLE", transientError: true, message: "Connection reset" }));
  await check.getByRole("button", { name: "Validate" }).click();
  await expect(check).toContainText("They could not be checked now. What was known of them before still stands. Platform says: Connection reset");
  await expectAccessible(app);

  play(app, [aws({ status: "INVALID", message: "Access denied", lastValidated: "2026-09-15T10:00:00Z" })]);
  app.platform.play(played("POST", path, 200, { status: "INVALID", transientError: false, message: "Access denied" }));
  await check.getByRole("button", { name: "Validate" }).click();
  await expect(check).toContainText("they are invalid. Platform says: Access denied");
  await expect(app.page.getByText(/^Invalid: Access denied/)).toBeVisible();
  await expect(part(app, "Used by")).toContainText("Platform most likely refuses launches on batch-prod.");
  await expectAccessible(app);

  play(app, [aws({ status: "AVAILABLE", lastValidated: "2026-09-16T10:00:00Z" })]);
  app.platform.play(played("POST", path, 200, { status: "AVAILABLE", transientError: false }));
  await check.getByRole("button", { name: "Validate" }).click();
  await expect(check).toContainText("Platform has checked them now: the provider takes them.");
  await expect(app.page.getByText(/Good when Platform checked it/)).toBeVisible();
  await expect(part(app, "Used by")).not.toContainText("refuses launches");
  expect(app.requests("POST", path)).toEqual(["", "", ""]);
});

test("an installation that does not know the request says so, and an older one is not asked", async ({ app }) => {
  play(app, [aws()]);
  app.platform.play(played("GET", "/service-info", 200, { serviceInfo: {} }));
  await app.signIn();
  await app.goto(`/credentials/${AWS}`);
  const check = part(app, "Check at the provider");
  await check.getByRole("button", { name: "Validate" }).click();
  await expect(check).toContainText("This Platform most likely cannot check credentials");
  await expectAccessible(app);
  app.platform.play(played("GET", "/service-info", 200, { serviceInfo: { version: "25.2.0", apiVersion: "1.120.0" } }));
  await app.page.reload();
  await expect(part(app, "Used by")).toBeVisible();
  await expect(check).toHaveCount(0);
});

test("a registry login is not checked, and nothing offers to", async ({ app }) => {
  play(app, [stored(QUAY, "core-quay", "quay.io")]);
  await app.signIn();
  await app.goto(`/credentials/${QUAY}`);
  await expect(app.page.getByText("Not checked by Platform")).toBeVisible();
  await expect(part(app, "Used by")).toBeVisible();
  await expect(app.button("Validate")).toHaveCount(0);
});

test("what Platform wants to be set up at the provider is shown, to copy", async ({ app }) => {
  const role = aws({ keys: { mode: "role", assumeRoleArn: "arn:aws:iam::222222222222:role/Pull", externalId: "a1b2c3d4-e5f6" } });
  app.platform.play(
    played("GET", "/credentials", 200, { credentials: [role] }),
    played("GET", `/credentials/${AWS}`, 200, { credentials: role, setupSnippet: '{ "Version": "2012-10-17" }' }),
  );
  await app.signIn();
  await app.goto(`/credentials/${AWS}`);
  await expect(part(app, "Set-up at the provider")).toContainText('{ "Version": "2012-10-17" }');
  await expect(part(app, "Set-up at the provider").getByRole("button", { name: /Copy/ })).toBeVisible();
  await expectAccessible(app);
});
