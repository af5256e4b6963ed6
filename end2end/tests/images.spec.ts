// Which credential Wave will use, for images from a list, a configuration, an address.

import { type App, expect, SENTINEL, test } from "../app";

const LIST = /\/api\/credentials(\?|$)/;
const WORKSPACE = "/orgs/my-organization/workspaces/main/images";
const WORKSPACE_QUERY = "workspaceId";

/** A credential as the list of Platform has it. */
type Stored = { name: string; registry?: string | null; user?: string; provider?: string };

/** Answers every list: that of workspaces, and the personal one. */
async function lists(app: App, workspace: Stored[], personal: Stored[] = []): Promise<void> {
  const wire = (all: Stored[]) =>
    all.map(({ name, registry, user, provider }) => ({
      id: `id-${name}`,
      name,
      provider: provider ?? "container-reg",
      keys: { userName: user ?? "robot", registry: registry ?? null },
    }));
  await app.page.route(LIST, (route) => {
    const inWorkspace = route.request().url().includes(WORKSPACE_QUERY);
    return route.fulfill({ json: { credentials: wire(inWorkspace ? workspace : personal) } });
  });
}

function input(app: App) {
  return app.field("Images, a config, or an error from a log");
}

async function check(app: App, text: string): Promise<void> {
  await input(app).fill(text);
  await app.button("Check").click();
}

test("scenarios 48 to 52: images name the credential that is used, whatever way they are written", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [
    { name: "acr-prod", registry: "myreg.azurecr.io" },
    { name: "hub", registry: null },
  ]);
  await app.goto(WORKSPACE);
  await expect(app.heading("Check images or an error")).toBeVisible();
  await app.expectAccessible();

  await check(app, "myreg.azurecr.io/team/app:1");
  const acr = app.row("myreg.azurecr.io");
  await expect(acr.getByText("Match, when Wave is on", { exact: true })).toBeVisible();
  await expect(acr.getByRole("link", { name: "acr-prod" })).toHaveAttribute("href", /\/credentials\/id-acr-prod$/);
  await expect(acr).toContainText("acr-prod will be used: its host equals myreg.azurecr.io.");

  // The empty registry stands for Docker Hub, and so does an image without a host.
  await check(app, "ubuntu");
  await expect(app.row("docker.io").getByRole("link", { name: "hub" })).toBeVisible();

  // Only the first part is a host, and all of it.
  await check(app, "docker.io.evil.com/x/y");
  await expect(app.row("docker.io.evil.com").getByText("None", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: "hub" })).toHaveCount(0);
  await check(app, "reg.io/docker.io/library/alpine");
  await expect(app.row("reg.io")).toBeVisible();

  await check(app, "localhost/xy");
  await expect(app.row("docker.io")).toContainText("localhost");
  await expect(app.row("docker.io").getByRole("link", { name: "hub" })).toBeVisible();
});

test("scenarios 45 and 54: five images give one row for each registry, with what to do", async ({ app, page }) => {
  await app.signIn();
  await lists(
    app,
    [
      { name: "acr-old", registry: "myreg.azurecr.io" },
      { name: "acr-new", registry: "myreg.azurecr.io" },
      { name: "quay", registry: "https://quay.io" },
    ],
    [{ name: "mine", registry: "ghcr.io" }],
  );
  await app.goto(WORKSPACE);
  await check(
    app,
    [
      "myreg.azurecr.io/team/app:1",
      "quay.io/org/tool:2",
      "ghcr.io/org/tool:3",
      "reg.example.com/org/tool",
      "quay.io/org/other",
    ].join("\n"),
  );
  const sentence = "5 images on 4 registries: 1 with credentials, 4 without.";
  await expect(page.getByRole("heading", { name: sentence })).toBeVisible();
  await expect(app.said()).toContainText(sentence);
  await expect(page.getByRole("rowheader")).toHaveCount(4);

  await expect(app.row("myreg.azurecr.io")).toContainText("acr-old will be used");
  await app.row("myreg.azurecr.io").getByText("Step by step").click();
  await expect(app.row("myreg.azurecr.io")).toContainText("acr-new has the registry myreg.azurecr.io too and is never used");

  const near = app.row("quay.io");
  await expect(near.getByText("Near miss")).toBeVisible();
  await expect(near).toContainText("stores “https://quay.io”");
  await expect(near.getByRole("link", { name: "Fix host of quay" })).toHaveAttribute(
    "href",
    "/orgs/my-organization/workspaces/main/credentials/id-quay/edit?registry=quay.io",
  );

  const none = app.row("reg.example.com").getByRole("link", { name: "Add credentials for reg.example.com" });
  await expect(none).toBeVisible();
  await app.expectAccessible();

  // The credential is in the wrong place; the way there keeps the images.
  const wrong = app.row("ghcr.io");
  await expect(wrong.getByText("Wrong place")).toBeVisible();
  await wrong.getByRole("link", { name: "Switch to Personal" }).click();
  await expect(page).toHaveURL(/\/images\?image=/);
  await expect(app.row("ghcr.io").getByRole("link", { name: "mine" })).toBeVisible();

  await page.goBack();
  await none.click();
  await expect(app.heading("Add Credentials")).toBeVisible();
  await expect(app.field(/^Registry server/)).toHaveValue("reg.example.com");
});

test("scenario 53: on AWS Batch the compute environment stands in, and elsewhere it does not", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  const host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
  await check(app, `${host}/app:1`);
  // The usual case: a run on AWS Batch, which nobody has said yet.
  await expect(app.row(host).getByText("Depends on the compute environment")).toBeVisible();
  await expect(app.row(host)).toContainText("If the compute environment is AWS Batch, Wave uses its AWS credential");
  await expect(app.row(host)).not.toContainText("public images");
  await page.getByText("Assumed:").click();
  await page.getByLabel("Compute environment", { exact: true }).selectOption("AWS Batch");
  await expect(app.row(host).getByText("Fallback")).toBeVisible();
  await page.getByLabel("Compute environment", { exact: true }).selectOption("Another one");
  await expect(app.row(host).getByText("None", { exact: true }).first()).toBeVisible();
  await app.field("The run").selectOption("Started with nextflow run, without a token");
  await expect(app.row(host).getByText("Not looked at")).toBeVisible();
});

test("nextflow inspect and a configuration are read too", async ({ app, page }) => {
  await app.signIn();
  await app.goto(WORKSPACE);
  const inspect = { processes: [{ name: "A", container: "quay.io/org/a:1" }, { name: "B", container: "ghcr.io/org/b:2" }] };
  await check(app, JSON.stringify(inspect, null, 2));
  await expect(page.getByRole("heading", { name: "2 images on 2 registries" })).toBeVisible();
  await check(app, "process {\n  withName: 'X' {\n    container = 'quay.io/org/c:1'\n  }\n}");
  await expect(page.getByRole("heading", { name: "1 image on 1 registry" })).toBeVisible();
  await expect(page.getByText("quay.io/org/c:1")).toBeVisible();
});

test("images that a profile or a branch uses are told with their condition", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  const config = [
    "params.gpu = false",
    "process {",
    "  // container = 'old.example.com/rna:0.9'",
    "  container = 'quay.io/org/base:1'",
    "  withName: CALL { container = { params.gpu ? 'quay.io/org/call:gpu' : 'quay.io/org/call:cpu' } }",
    "}",
    "profiles { arm { process.container = 'quay.io/org/base:arm' } }",
  ];
  await check(app, config.join("\n"));
  const quay = app.row("quay.io");
  await expect(quay).toContainText("Only without the profile arm.");
  await expect(quay).toContainText("Only with the profile arm.");
  await expect(quay).toContainText("Only with `params.gpu`.");
  await expect(quay).toContainText("Only without `params.gpu`, as this text has it.");
  await expect(page.getByRole("cell").getByText("old.example.com")).toHaveCount(0);
  await app.expectAccessible();
});

test("that Wave is off is said first, and no stored credential is named", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "process.container = 'quay.io/org/tool:1'\nwave.enabled = false");
  await expect(page.getByText("Wave is off here (wave.enabled = false)")).toBeVisible();
  const row = app.row("quay.io");
  await expect(row.getByText("Wave is off", { exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "quay", exact: true })).toHaveCount(0);
  await app.expectAccessible();
});

test("a name that Wave gave is no host to log in to, and is in no address", async ({ app, page }) => {
  await app.signIn();
  await lists(app, []);
  await app.goto(WORKSPACE);
  const inspect = { processes: [{ name: "INDEX", container: "wave.seqera.io/wt/0a1b2c3d4e5f/org/tool:1" }] };
  await check(app, JSON.stringify(inspect));
  const row = app.row("wave.seqera.io");
  await expect(row.getByText("Named by Wave")).toBeVisible();
  await expect(row).toContainText("Of the source org/tool:1 is left.");
  await expect(row.getByRole("link")).toHaveCount(0);
  await expect(page).not.toHaveURL(/0a1b2c3d4e5f/);
});

test("every process of nextflow inspect stays in the result", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  const inspect = {
    processes: [
      { name: "A", container: "/data/images/rna-1.3.sif" },
      { name: "B", container: "https://depot.example.org/singularity/bwa:0.7.17" },
      { name: "C", container: null },
      { name: "D", container: "quay.io/org/tool:1" },
    ],
  };
  await check(app, JSON.stringify(inspect));
  await expect(page.getByRole("heading", { name: "3 images on 1 registry: 1 with credentials, 2 past Wave." })).toBeVisible();
  const file = page.getByRole("row").filter({ hasText: "/data/images/rna-1.3.sif" });
  await expect(file).toContainText("Past Wave");
  await expect(file).toContainText("no credential is needed");
  await expect(page.getByText("1 process without a container: C.")).toBeVisible();
  await app.expectAccessible();
});

test("docker.registry in a configuration is put before names, and both are shown", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "docker.registry = 'quay.io'\nprocess {\n  container = 'biocontainers/samtools:1.17'\n}\n");
  const row = app.row("quay.io");
  await expect(row.getByRole("link", { name: "quay", exact: true })).toBeVisible();
  await expect(row).toContainText("quay.io/biocontainers/samtools:1.17");
  await expect(row).toContainText("biocontainers/samtools:1.17, written with quay.io by docker.registry.");
  await expect(page.getByText("so Docker is assumed")).toBeVisible();
});

test("whose Wave it is can be told, and is kept", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [
    { name: "inner", registry: "registry:5000" },
    { name: "own", registry: "wave.example.com" },
  ]);
  await app.goto(WORKSPACE);
  await check(app, "registry:5000/team/app:1\nwave.example.com/team/app:1");
  const inner = app.row("registry:5000");
  await expect(inner).toContainText("Seqera's Wave reaches only what the internet reaches");
  await page.getByText("Assumed:").click();
  await expect(app.field("Hosts that Wave keeps to itself")).toHaveValue("community.wave.seqera.io");
  await app.expectAccessible();
  await app.field("Hosts that Wave keeps to itself").fill("wave.example.com, other.example.com");
  await expect(app.row("wave.example.com")).toContainText("Wave’s own account");
  await app.field("Role of who launches").selectOption("May not read keys");
  await expect(page.getByText("by somebody who may not read keys")).toBeVisible();
  await page.getByLabel("Wave", { exact: true }).selectOption("self-hosted");
  await expect(inner).not.toContainText("Seqera's Wave reaches only");
  await page.reload();
  await page.getByText("Assumed:").click();
  await expect(page.getByLabel("Wave", { exact: true })).toHaveValue("self-hosted");
  await expect(app.field("Hosts that Wave keeps to itself")).toHaveValue("wave.example.com, other.example.com");
});

test("contexts that were not looked at are counted", async ({ app, page }) => {
  const rows = Array.from({ length: 9 }, (_, i) => ({
    orgId: 1,
    orgName: "zeta",
    workspaceId: 100 + i,
    workspaceName: `team-${i}`,
  }));
  await app.tellWorkspaces(() => rows);
  await app.signIn();
  await lists(app, []);
  await app.goto("/images");
  await check(app, "quay.io/org/tool:1");
  await expect(page.getByText("3 more contexts were not looked at")).toBeVisible();
});

test("a user name with a password gets into no address, link or ticket", async ({ app, page, server }) => {
  const copied = await app.recordCopies();
  await app.signIn();
  await app.goto("/images");
  await check(app, "alice:S3ntinel\nquay.io/org/tool:1");
  await expect(app.row("quay.io")).toBeVisible();
  await expect(page).toHaveURL(server.url + "/images?image=quay.io%2Forg%2Ftool%3A1");
  await app.button("Copy link").click();
  await app.button("Copy as Markdown").click();
  await expect(app.said()).toContainText("Table copied as Markdown.");
  expect((await copied())[0]).toBe(`${server.url}/images?image=quay.io%2Forg%2Ftool%3A1&host=seqera&rule=unknown`);
  expect((await copied()).join("\n")).not.toContain("S3ntinel");
  // One that came with an address leaves it.
  await app.goto("/images?image=alice%3AS3ntinel");
  await expect(app.row("docker.io")).toBeVisible();
  await expect(page).toHaveURL(server.url + "/images");
});

test("the address and the page stay the same when the tab is pressed again", async ({ app, page, server }) => {
  await app.signIn();
  await app.goto("/images");
  await check(app, "quay.io/org/tool:1");
  await expect(page).toHaveURL(server.url + "/images?image=quay.io%2Forg%2Ftool%3A1");
  await app.link("Images and errors").click();
  await expect(page).toHaveURL(server.url + "/images");
  await expect(input(app)).toHaveValue("");
  await expect(page.getByRole("table")).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/image=quay/);
  await expect(app.row("quay.io")).toBeVisible();
  await expect(input(app)).toHaveValue("quay.io/org/tool:1");
});

test("a credential with nearly the right host is what the first step is about", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "https://quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "Container image 'quay.io/org/tool:1' does not exist or access is not authorized");
  const steps = page.getByRole("listitem").filter({ hasText: "Store quay.io as the registry of quay" });
  await expect(steps).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Add a credential" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Fix host of quay" }).first()).toBeVisible();
});

test("scenarios 60 and 61: an error from a log has its cause, what shows it, and one thing to press", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  const card = (title: string) => page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
  await check(
    app,
    'ERROR ~ Wave invalid response: POST https://wave.seqera.io/v1alpha2/container [400] {"message":"Container image ' +
      "'us-east1-docker.pkg.dev/project/repo/image:1' does not exist or access is not authorized\"}",
  );
  const denied = card("No access to the image");
  await expect(denied).toContainText("The registry refused access to the image.");
  await expect(denied).toContainText("Line 1, secrets hidden:ERROR ~ Wave invalid response");
  await expect(denied).toContainText("Wave now: None.");
  await expect(app.said()).toContainText("1 problem recognised. 1 image on 1 registry");
  await expect(page.getByText("relaunch or resume after fixing")).toBeVisible();
  await app.expectAccessible();
  await denied.getByRole("link", { name: "Add credentials for us-east1-docker.pkg.dev" }).click();
  await expect(app.field(/^Registry server/)).toHaveValue("us-east1-docker.pkg.dev");

  await page.goBack();
  await check(app, "unknown: repository 'ghcr.io/org/tool' bad request (400)");
  await expect(card("Missing credential")).toContainText("The registry was asked without a login");

  // A credential that is there needs another secret, not another credential.
  await check(app, "unauthorized: repository 'quay.io/org/tool' unauthorized (401)");
  await expect(card("Wrong or expired login").getByRole("link", { name: "Change login of quay" })).toHaveAttribute(
    "href",
    /\/credentials\/id-quay\/edit$/,
  );

  // Some errors are not about credentials at all.
  await check(app, "Missing pairing record for Tower endpoint 'https://tower.example.com'");
  await expect(card("Platform and Wave are not paired")).toBeVisible();
  await expect(card("Platform and Wave are not paired").getByRole("link")).toHaveCount(0);
  await expect(page.getByRole("table")).toHaveCount(0);
});

test("what the account disproves is ruled out and not called likely", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  const refused = (image: string) => `Container image '${image}' does not exist or access is not authorized`;
  await check(app, `${refused("quay.io/org/tool:1")}\n${refused("ghcr.io/org/tool:1")}`);
  const cards = page.locator("section.wp-diagnosis");
  await expect(cards).toHaveCount(2);
  // What the account shows comes first: nothing is stored for ghcr.io.
  await expect(cards.first()).toContainText("ghcr.io/org/tool:1");
  const matched = cards.last();
  await expect(matched).toContainText("quay.io/org/tool:1");
  const list = (heading: string) =>
    matched.locator("div").filter({ has: page.getByRole("heading", { name: heading }) }).getByRole("listitem");
  await expect(list("Ruled out by what is stored")).toContainText("A credential is not missing: quay is for quay.io.");
  await expect(list("Likely causes, the likeliest first").first()).toContainText("The user name or the secret of quay");
  await expect(matched).toContainText("Wave now: Match");
  await expect(matched).not.toContainText("no credential");

  // An engine that asked the registry itself has not used what is stored.
  await check(app, "docker: pull access denied for quay.io/org/tool, repository does not exist or may require 'docker login'");
  await expect(cards).toHaveCount(1);
  await expect(cards).toContainText("The engine asked the registry itself and not Wave");
  await expect(cards.getByRole("link")).toHaveText(["Switch Wave on"]);
  await app.expectAccessible();
});

test("what no credential mends says so and offers none", async ({ app, page }) => {
  await app.signIn();
  await lists(app, []);
  await app.goto(WORKSPACE);
  const cards = page.locator("section.wp-diagnosis");
  for (const log of [
    "docker: failed to register layer: write /opt/x.so: no space left on device",
    'Get "https://ghrc.io/v2/org/tool/manifests/1": dial tcp: lookup ghrc.io: no such host',
    "Error response from daemon: manifest for quay.io/org/tool:9 not found: manifest unknown",
  ]) {
    await check(app, log);
    await expect(cards).toContainText("No credential mends it.");
    await expect(page.getByRole("link", { name: "Add credentials" })).toHaveCount(0);
  }
  await app.expectAccessible();

  // A name of Wave is no host to log in to.
  await check(
    app,
    "Task failed to start - CannotPullContainerError: unknown blob\nContainer:\n  wave.seqera.io/wt/2a3b4c5d6e7f/wave/build:1234abcd",
  );
  await expect(cards).toContainText("Nobody logs in to wave.seqera.io.");
  await expect(page.getByRole("link", { name: "Add credentials" })).toHaveCount(0);
});

test("a long log is read while the page goes on answering", async ({ app, page }) => {
  await app.signIn();
  await lists(app, []);
  await app.goto(WORKSPACE);
  const line = "Nov-22 12:00:00.000 [Task submitter] INFO nextflow.Session - Submitted process > ALIGN (1)\n";
  const log = `${line.repeat(4_000)}docker: command not found\n`;
  // As a paste does it. `fill` inserts line by line, for which Chromium takes minutes.
  await input(app).evaluate((element: HTMLTextAreaElement, text) => {
    element.value = text;
    element.dispatchEvent(new Event("input", { bubbles: true }));
  }, log);
  await app.button("Check").click();
  await expect(page.getByRole("heading", { name: "No container engine" })).toBeVisible();
  await expect(app.said()).toContainText("1 problem recognised");
});

test("scenario 62: a text without images says so and nothing else", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/images");
  await check(app, "It did not work, and nobody knows why!");
  await expect(page.getByRole("heading", { name: "Nothing recognised" })).toBeVisible();
  await expect(app.said()).toContainText("Nothing in this text");
  await expect(page.getByText("Looked for: names of images")).toBeVisible();
  await expect(page).toHaveURL(/\/images$/);
  await page.getByRole("link", { name: "See the errors that are recognised" }).click();
  await expect(page.getByRole("term").filter({ hasText: "The disk is full" })).toBeVisible();
  await app.expectAccessible();
});

test("an address carries the images to somebody else", async ({ app, page, server }) => {
  await app.signIn();
  await app.goto("/images?image=quay.io/org/tool%3A1&image=ubuntu");
  await expect(page.getByRole("heading", { name: "2 images on 2 registries" })).toBeVisible();
  await expect(input(app)).toHaveValue("quay.io/org/tool:1\nubuntu");
  await check(app, "ghcr.io/a/b\nghcr.io/a/c:2");
  await expect(page).toHaveURL(server.url + "/images?image=ghcr.io%2Fa%2Fb&image=ghcr.io%2Fa%2Fc%3A2");
  await page.reload();
  await expect(page.getByRole("heading", { name: "2 images on 1 registry" })).toBeVisible();

  // There is room for some, and the page says for how many.
  await check(app, Array.from({ length: 100 }, (_, i) => `quay.io/organization/tool-number-${i}:1.2.3`).join("\n"));
  await expect(page.getByText(/^The link holds \d+ of 100 images/)).toBeVisible();
  expect(page.url().length).toBeLessThan(1_600);
});

test("the table can be copied for a ticket", async ({ app, page }) => {
  // The page itself may not read the clipboard, so what it writes is looked at.
  const copied = await app.recordCopies();
  await app.signIn();
  await lists(app, [{ name: "quay", registry: "https://me:S3cret@quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "quay.io/org/tool:1");
  await app.button("Copy as Markdown").click();
  await expect(app.said()).toContainText("Table copied as Markdown.");
  const [text] = await copied();
  expect(text).toContain("| Registry | Images | Credential | Verdict | Why |");
  expect(text).toContain("| quay.io | quay.io/org/tool:1 | – |");
  expect(text).toContain("Assumed: Launched by Platform");
  expect(text).not.toContain("S3cret");
});

test("a list that fails leaves the registries, and can be tried again", async ({ app, page }) => {
  await app.signIn();
  await page.route(LIST, (route) => route.fulfill({ status: 500, body: "oops" }));
  await app.goto(WORKSPACE + "?image=quay.io/org/tool");
  const alert = page.getByRole("alert").filter({ hasText: "Credentials could not be loaded" });
  await expect(alert).toBeVisible();
  await expect(app.row("quay.io").getByText("Not known")).toBeVisible();
  await page.unroute(LIST);
  await app.button("Retry").click();
  await expect(alert).toHaveCount(0);
  await expect(app.row("quay.io").getByRole("link", { name: "Add credentials for quay.io" })).toBeVisible();
});

test("the page works by keyboard alone", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/images");
  await expect(app.heading("Check images or an error")).toBeVisible();
  await input(app).focus();
  await page.keyboard.type("quay.io/org/tool:1");
  await page.keyboard.press("Control+Enter");
  await expect(app.row("quay.io")).toBeVisible();
  await expect(page.locator("#images-result")).toBeFocused();
  const link = page.getByRole("link", { name: "Add credentials for quay.io" });
  for (let i = 0; i < 10 && !(await link.evaluate((a) => a === document.activeElement)); i++) {
    await page.keyboard.press("Tab");
  }
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
});

test("a file can be dropped on the input", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/images");
  await expect(app.heading("Check images or an error")).toBeVisible();
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(["quay.io/org/dropped:1\n"], "images.txt", { type: "text/plain" }));
    return data;
  });
  await input(app).dispatchEvent("drop", { dataTransfer: data });
  await expect(input(app)).toHaveValue("quay.io/org/dropped:1\n");
});

test("a secret in a pasted log is nowhere but in the input", async ({ app, page, server }) => {
  const seen: string[] = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("request", (request) => seen.push(request.url()));
  await app.signIn();
  await app.goto("/images");
  const secret = "s3ntinel0123456789abcdef0123456789abcdef";
  await check(
    app,
    [
      `docker login -u me -p ${secret} quay.io`,
      `password=${secret}`,
      secret,
      `Error: Unable to pull https://me:${secret}@quay.io/org/tool:1 with ${SENTINEL}`,
      "unauthorized: repository 'quay.io/org/tool' unauthorized (401)",
    ].join("\n"),
  );
  await expect(app.row("quay.io")).toBeVisible();
  const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  seen.push(await page.content(), page.url(), storage, await page.title(), server.log);
  seen.push(...(await app.bodies.all()));
  const everything = seen.join("\n");
  for (const planted of [secret, SENTINEL]) {
    expect(everything).not.toContain(planted);
    expect(everything).not.toContain(encodeURIComponent(planted));
  }
  // Leaving the page forgets the text as well.
  await app.link("Your credentials").click();
  await app.link("Images and errors").click();
  await expect(input(app)).toHaveValue("");
});

const SCOPES = [
  { name: "whole", registry: "ghcr.io" },
  { name: "team", registry: "ghcr.io/acme" },
];

test("where Wave's rules differ both answers are shown, until somebody says which one holds", async ({ app, page }) => {
  await app.signIn();
  await lists(app, SCOPES);
  await app.goto(WORKSPACE);
  await check(app, "ghcr.io/other/tool:1");
  await expect(app.row("ghcr.io").getByText("Match, when Wave is on", { exact: true })).toBeVisible();
  await expect(app.row("ghcr.io"), "nothing is said of rules where both agree").not.toContainText("1.37");

  await check(app, "ghcr.io/acme/tool:1");
  const row = app.row("ghcr.io");
  await expect(row.getByText("Depends on the Wave", { exact: true })).toBeVisible();
  await expect(row).toContainText("Releases up to 1.37");
  await expect(row.getByRole("link", { name: "whole" })).toBeVisible();
  await expect(row).toContainText("Newest source");
  await expect(row.getByRole("link", { name: "team" })).toBeVisible();
  await app.expectAccessible();

  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByText(/^Assumed:/).focus();
  await page.keyboard.press("Enter");
  const rule = page.getByLabel("Wave compares registries with");
  await rule.focus();
  await page.keyboard.press("End");
  await expect(rule).toHaveValue(/newest source/);
  await expect(row.getByText("Match, when Wave is on", { exact: true })).toBeVisible();
  await expect(row.getByRole("link", { name: "team" })).toBeVisible();
  await expect(row.getByRole("link", { name: "whole" })).toHaveCount(0);
  await app.expectAccessible();
  if (process.env.WAVEPASS_SHOTS) await page.screenshot({ path: `${process.env.WAVEPASS_SHOTS}/two-rules-390.png`, fullPage: true });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  // It is kept, and counts in the other pages.
  await page.reload();
  await expect(page.getByText(/^Assumed:/)).toContainText("Wave that matches paths");
  await page.getByText(/^Assumed:/).click();
  await rule.selectOption({ label: "Hosts (releases up to 1.37)" });
  await expect(row.getByRole("link", { name: "whole" })).toBeVisible();
  await app.goto(WORKSPACE.replace("images", "credentials"));
  await expect(app.row("team")).toContainText("Host never matches");
});

test("what the server knows of Wave's rule is assumed", async ({ app, page }) => {
  await app.signIn();
  await lists(app, SCOPES);
  await page.route("**/session*", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), waveRules: "longest-path" } });
  });
  await app.goto(WORKSPACE);
  await check(app, "ghcr.io/acme/tool:1");
  await expect(app.row("ghcr.io").getByRole("link", { name: "team" })).toBeVisible();
  await expect(app.row("ghcr.io")).not.toContainText("1.37");
});

test("an example shows what the page is for, and the result has the focus and is in view", async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.signIn();
  await app.goto("/images");
  for (const [example, said] of [
    ["An error of a run", /^1 problem recognised/],
    ["Some images", /image/],
    ["A config", /image/],
  ] as const) {
    await app.button(example).click();
    const heading = page.locator("#images-result");
    await expect(heading).toHaveText(said);
    await expect(heading).toBeFocused();
    await expect(heading).toBeInViewport();
    await app.expectAccessible();
  }
  // Who follows a link begins at the top.
  await page.reload();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.locator("#images-result")).not.toBeFocused();
});

test("an empty box is asked for something, and nothing is said of what was not there", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/images");
  await app.button("Check").click();
  await expect(page.getByRole("main").getByText(/^Paste something first/)).toBeVisible();
  await expect(app.said()).toHaveText(/^Paste something first/);
  await expect(app.field(/^Images, a config/)).toBeFocused();
  await expect(page.getByText("Nothing recognised")).toHaveCount(0);
  await app.expectAccessible();
});

test("thousands of images of one registry are shown at once, and the others when they are opened", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/images");
  const names = Array.from({ length: 5000 }, (_, at) => `quay.io/acme/tool-${at}:1.${at}`);
  // Typed at once: the driver's own way to fill takes longer than a test may.
  await app.field(/^Images, a config/).evaluate((box: HTMLTextAreaElement, text) => {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, names.join("\n"));
  const took = await page.evaluate(async () => {
    const start = performance.now();
    document.querySelector<HTMLButtonElement>("button[type=submit]")!.click();
    while (!document.querySelector("table")) await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });
  // A debug build on a busy machine is slower than what people have.
  expect(took).toBeLessThan(5000);
  await expect(page.getByText("and 4995 more")).toBeVisible();
  expect(await page.getByRole("table").getByRole("listitem").count()).toBe(5);
  await page.getByText("and 4995 more").click();
  await expect(page.getByText("quay.io/acme/tool-204:1.204")).toBeVisible();
  await expect(page.getByText("and 4795 more")).toBeVisible();
  expect(await page.getByRole("table").getByRole("listitem").count()).toBe(205);
});

test("a column that nobody needs is not there, and names go on behind a slash", async ({ app, page }) => {
  await app.signIn();
  await app.add("quay", "quay.io");
  await app.goto("/images?image=quay.io/acme/tool%3A1.2");
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Action" })).toHaveCount(0);
  await expect(page.getByRole("table").locator("wbr").first()).toBeAttached();
  await app.goto("/images?image=ghcr.io/acme/tool%3A1.2");
  await expect(page.getByRole("columnheader", { name: "Action" })).toBeVisible();
});

test("the compute environments of the workspace can be chosen, and count as what they are", async ({ app, page, server }) => {
  const token = server.token("environments");
  for (const [name, platform] of [["batch", "aws-batch"], ["azb", "azure-batch"]]) {
    const config = { region: "eu-west-1", workDir: "s3://acme/work" };
    await server.api("POST", "/compute-envs", token, { computeEnv: { name, platform, config } });
  }
  await app.signIn();
  // With none at all Wave does not come so far.
  await app.add("quay", "quay.io");
  await app.goto("/images?image=123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/tool%3A1");
  await expect(page.getByRole("table")).toBeVisible();
  await page.getByText(/^Assumed:/).click();
  const choice = page.getByRole("combobox", { name: "Compute environment" });
  await choice.selectOption("batch (aws-batch)");
  await expect(page.getByText(/^Assumed:/)).toContainText("on batch (on AWS Batch)");
  await expect(page.getByRole("table")).toContainText("Of the compute environment");
  await choice.selectOption("azb (azure-batch)");
  await expect(page.getByText(/^Assumed:/)).toContainText("on azb (not on AWS Batch)");
  await expect(page.getByRole("table")).not.toContainText("Of the compute environment");
  await app.expectAccessible();
});

test("a match says that it holds when Wave is on, until that is known", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "robot", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "quay.io/org/tool:1");
  await expect(app.row("quay.io").getByText("Match, when Wave is on", { exact: true })).toBeVisible();
  await check(app, "wave.enabled = true\nprocess.container = 'quay.io/org/tool:1'");
  await expect(app.row("quay.io").getByText("Match", { exact: true })).toBeVisible();
});

test("an engine that names the registry itself went past Wave, and switching it on comes first", async ({
  app,
  page,
}) => {
  await app.signIn();
  await lists(app, [{ name: "robot", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(
    app,
    "docker: Error response from daemon: pull access denied for quay.io/lumen/x, repository does not exist",
  );
  const steps = page.getByRole("main").getByRole("listitem");
  await expect(steps.first()).toContainText("wave.enabled = true");
  await page.getByRole("link", { name: "Switch Wave on" }).click();
  await expect(app.heading("Launch config")).toBeVisible();
});

test("the table is downloaded as CSV and as JSON", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "robot", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "quay.io/org/tool:1\nghcr.io/org/other:2");
  const text = (name: string) => app.download(app.button(name));
  const csv = await text("Download CSV");
  expect(csv.split("\n")[0]).toBe("Image,Registry,Credential,Verdict,Why,Notes");
  expect(csv).toContain('quay.io/org/tool:1,quay.io,robot,"Match, when Wave is on"');
  const json = JSON.parse(await text("Download JSON"));
  expect(json.assumed).toContain("Launched by Platform");
  expect(json.images.map((it: { image: string }) => it.image)).toEqual(["quay.io/org/tool:1", "ghcr.io/org/other:2"]);
  expect(json.images[1]).toMatchObject({ verdict: "None", credential: null });
});

test("a link carries what is assumed, and never a log", async ({ app, page }) => {
  await app.signIn();
  await lists(app, [{ name: "robot", registry: "quay.io" }]);
  await app.goto(WORKSPACE);
  await check(app, "quay.io/org/tool:1");
  await page.getByText("Assumed:").first().click();
  await app.field("The run").selectOption("Started with nextflow run, without a token");
  await expect(app.row("quay.io")).toContainText("Not looked at");
  await expect(page).toHaveURL(/run=no-token/);
  await page.reload();
  await expect(app.row("quay.io")).toContainText("Not looked at");
  await expect(page.getByText("Started with nextflow run, without a token", { exact: false }).first()).toBeVisible();
});

test("a pipeline of Platform is checked with its own profiles", async ({ app, page, server }) => {
  await app.signIn();
  await lists(app, [{ name: "robot", registry: "quay.io" }]);
  const config = "profiles {\n  arm { process.container = 'ghcr.io/acme/arm:1' }\n  gpu { process.container = 'quay.io/acme/gpu:1' }\n}\n";
  const token = server.token("pipelines");
  const user = await (await server.api("GET", "/user-info", token)).json();
  const mine = await (await server.api("GET", `/user/${user.user.id}/workspaces`, token)).json();
  const rows: { workspaceId: number | null; workspaceName: string | null }[] = mine.orgsAndWorkspaces;
  const at = `workspaceId=${rows.find((row) => row.workspaceName === "main")?.workspaceId}`;
  const made = await server.api("POST", `/pipelines?${at}`, token, {
    name: "rnaseq-qc",
    launch: {
      pipeline: "https://github.com/nextflow-io/hello",
      workDir: "s3://bucket/work",
      configText: config,
      configProfiles: ["gpu"],
    },
  });
  expect(made.status).toBe(200);
  await app.goto(WORKSPACE);
  await page.getByText("Or check a pipeline of Platform").click();
  await app.button("Check this pipeline").click();
  await expect(page.getByText("Read as the config of the pipeline rnaseq-qc, with the profile gpu;")).toBeVisible();
  await expect(app.row("quay.io").getByRole("link", { name: "robot" })).toBeVisible();
  await expect(page.getByRole("row", { name: /ghcr/ })).toHaveCount(0);
  await app.expectAccessible();
});
