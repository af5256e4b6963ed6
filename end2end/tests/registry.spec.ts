// The registry of the form: its spelling, its kind, and what Wave makes of it.

import { expect, SENTINEL, test } from "../app";

const ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 23: a registry in another spelling is put right when it is left, with a notice and a way back", async ({ app, page }) => {
  await app.openForm();
  const registry = app.field(/^Registry server/);
  await registry.fill("https://MyRegistry.azurecr.io/v2/");
  await expect(registry).toHaveValue("https://MyRegistry.azurecr.io/v2/");
  await registry.press("Tab");
  await expect(registry).toHaveValue("myregistry.azurecr.io");
  await expect(page.getByText("Changed to myregistry.azurecr.io: removed")).toBeVisible();
  await app.expectAccessible();

  await app.button("Undo").click();
  await expect(registry).toHaveValue("https://MyRegistry.azurecr.io/v2/");
  await expect(app.button("Use myregistry.azurecr.io")).toBeVisible();
  await registry.focus();
  await registry.blur();
  await expect(registry, "who undid it is not corrected again").toHaveValue("https://MyRegistry.azurecr.io/v2/");
  await app.button("Use myregistry.azurecr.io").click();
  await expect(registry).toHaveValue("myregistry.azurecr.io");
});

test("scenario 24: aliases and image names become the host, and a port stays", async ({ app }) => {
  await app.openForm();
  const registry = app.field(/^Registry server/);
  for (const [typed, host] of [
    ["index.docker.io", "docker.io"],
    ["public.ecr.aws/amazonlinux/amazonlinux:2", "public.ecr.aws"],
    ["reg.example.com:5000", "reg.example.com:5000"],
    // These are guesses, so they wait for a press.
    ["gitlab.com", "gitlab.com"],
    ["myregistry.azurecr.io:443", "myregistry.azurecr.io:443"],
  ]) {
    await registry.fill(typed);
    await registry.blur();
    await expect(registry).toHaveValue(host);
  }
  await registry.fill("gitlab.com");
  await app.button("Use registry.gitlab.com").click();
  await expect(registry).toHaveValue("registry.gitlab.com");
});

test("scenario 25: what cannot be a host blocks, and what hosted Wave cannot reach warns", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "n1", user: "me", password: SENTINEL });
  const registry = app.field(/^Registry server/);
  for (const typed of ["http://reg.example.com", "reg example"]) {
    await registry.fill(typed);
    await registry.press("Enter");
    await expect(page.getByRole("group", { name: "There is a problem" })).toBeVisible();
    await expect(registry).toHaveAttribute("aria-invalid", "true");
    await expect(registry).toHaveValue(typed);
  }
  for (const typed of ["10.0.0.5", "registry.corp.local"]) {
    await registry.fill(typed);
    await registry.blur();
    await expect(registry).not.toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("#registry-findings").getByText("Warning:")).not.toHaveCount(0);
  }
});

test("who runs Wave themselves is not told that it cannot reach private hosts", async ({ app, page }) => {
  await app.goto("/images");
  await page.getByText(/^Assumed:/).click();
  await page.getByLabel("Wave", { exact: true }).selectOption({ index: 1 });
  await app.link("Your credentials").click();
  await app.openForm();
  const registry = app.field(/^Registry server/);
  await registry.fill("registry.corp.local");
  await registry.press("Tab");
  await expect(page.locator("#registry-findings").getByText("Warning:")).toHaveCount(0);
});

test("labels, examples and help follow the registry as it is typed", async ({ app, page }) => {
  await app.openForm();
  const help = page.getByRole("region", { name: "Where do I get this?" });
  await expect(help).toContainText("Type the registry server");
  await app.fill({ registry: ECR });
  await expect(app.field("User name: Access key ID")).toHaveAttribute("placeholder", "AKIA…");
  await expect(app.field("Password: Secret access key")).toBeVisible();
  await expect(help).toContainText("Amazon ECR (private)");
  await expect(help).toContainText("account 123456789012 in eu-west-1");

  await app.fill({ registry: "myregistry.azurecr.io" });
  await expect(app.field("User name: Token name")).toBeVisible();
  await expect(help).toContainText("az acr token create");
  await expect(help.getByRole("region").first()).toContainText("myregistry");
  await app.expectAccessible();
});

test("a chosen registry presets the host and the help, and is not stored", async ({ app, page }) => {
  await app.openForm();
  await page.getByLabel("Registry", { exact: true }).selectOption("GitHub Container Registry");
  await expect(app.field(/^Registry server/)).toHaveValue("ghcr.io");
  await app.field("Registry").first().selectOption("Quay.io / Red Hat Quay");
  await expect(app.field(/^Registry server/), "a preset gives way to the next one").toHaveValue("quay.io");
  await app.fill({ registry: "ghcr.io" });
  await app.field("Registry").first().selectOption("Harbor");
  await expect(app.field(/^Registry server/), "what is typed stays").toHaveValue("ghcr.io");
  await app.field("Registry").first().selectOption("As the registry server tells");
  await app.fill({ name: "gh", user: "me", password: SENTINEL });
  const post = page.waitForRequest((r) => r.method() === "POST");
  await app.button("Add").click();
  expect((await app.bodies.json(post)).credentials).toEqual({
    name: "gh",
    provider: "container-reg",
    keys: { userName: "me", password: SENTINEL, registry: "ghcr.io" },
  });
});

test("the form shows which images match, and who is in the way", async ({ app, page }) => {
  await app.add("acr-prod");
  await app.openForm();
  const match = page.getByRole("region", { name: "What will Wave match?" });
  await expect(match, "nothing is typed yet").toContainText("Left empty, it is Docker Hub.");
  await page.getByLabel("Registry", { exact: true }).selectOption("Docker Hub");
  await expect(match).toContainText("ubuntu:24.04");
  await page.getByLabel("Registry", { exact: true }).selectOption("Azure Container Registry");
  await app.fill({ name: "acr-new", user: "me", password: SENTINEL, registry: "myregistry.azurecr.io" });
  await expect(match).toContainText("myregistry.azurecr.io/team/tool:1.0");
  await expect(match).toContainText("acr-prod");
  await app.field(/^Registry server/).blur();
  await expect(page.getByText("acr-prod has the registry myregistry.azurecr.io already")).toBeVisible();
  await app.fill({ registry: "https://Quay.io/" });
  await expect(match, "what is put right anyway is no alarm").toContainText("it is changed to quay.io");
  await expect(match).toContainText("quay.io/team/tool:1.0");
  await expect(page.getByText("Store anyway")).toBeHidden();
  await app.fill({ registry: "ghcr.io/acme/*" });
  await expect(match).toContainText("No image.");
});

test("a path in the registry is neither taken off nor refused, and has two ways out", async ({ app, page }) => {
  await app.openForm();
  const match = page.getByRole("region", { name: "What will Wave match?" });
  const registry = app.field(/^Registry server/);
  await registry.fill("ghcr.io/Acme/");
  await registry.blur();
  await expect(registry, "only the spelling is put right").toHaveValue("ghcr.io/acme");
  await expect(match).toContainText("Releases of Wave up to 1.37: no image.");
  await expect(match).toContainText("ghcr.io/acme/tool:1.0");
  await expect(page.getByText("A Wave that matches paths uses this for images below ghcr.io/acme")).toBeVisible();
  await expect(page.getByText("Store anyway")).toBeHidden();
  await app.expectAccessible();
  await app.button("Use ghcr.io").click();
  await expect(registry).toHaveValue("ghcr.io");
  await expect(match).toContainText("Every repository of the registry counts.");

  await registry.fill("https://ghcr.io/acme");
  await registry.blur();
  await expect(registry, "which of the two was meant, nobody knows").toHaveValue("https://ghcr.io/acme");
  await app.button("Keep ghcr.io/acme").click();
  await expect(registry).toHaveValue("ghcr.io/acme");
});

test("scenario 30: a login that can never work is stored only for somebody who insists", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "ecr", registry: ECR, user: "AWS", password: SENTINEL });
  await app.button("Add").click();
  const summary = page.getByRole("group", { name: "This can never work in Wave" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("access key");
  await app.button("Add").click();
  await expect(summary, "a second press is not enough").toBeVisible();
  await app.expectAccessible();
  await app.field(/^Store anyway/).check();
  await app.button("Add").click();
  await expect(app.row("ecr")).toBeVisible();
});

test("scenario 31: a token of the wrong kind is pointed out, for its registry and for others", async ({ app, page }) => {
  await app.openForm();
  const token = `github_pat_${"1A".repeat(11)}_${"b2".repeat(29)}c`;
  await app.fill({ registry: "ghcr.io", user: "me", password: token });
  await app.secret().blur();
  await expect(page.locator("#password-findings")).toContainText(/classic/i);
  await app.fill({ registry: "docker.io" });
  await expect(page.locator("#password-findings")).toContainText("GitHub");
  expect(await page.content()).not.toContain(token);
});

test("scenario 32: a line break that is pasted with a password is offered for removal, not dropped", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "broken", user: "me", registry: "quay.io" });
  await app.paste(app.secret(), `${SENTINEL}\n`);
  await app.secret().blur();
  await expect(page.locator("#password-findings")).toContainText(/line break|white space/i);
  const post = page.waitForRequest((r) => r.method() === "POST");
  await app.button("Add").click();
  await expect(page.getByText("To save it as it is, press Add again.").or(app.row("broken"))).toBeVisible();
  if (await app.button("Add").isVisible()) await app.button("Add").click();
  expect((await app.bodies.json(post)).credentials.keys.password).toBe(`${SENTINEL}\n`);
});

test("a warning that came after an earlier stop is seen before anything is sent", async ({ app, page }) => {
  // Once a single stop, for whatever reason, counted for every later warning.
  await app.openForm();
  await app.fill({ name: "later", user: "me", registry: "ghcr.io" });
  await app.button("Add").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toBeFocused();
  await app.secret().fill(`ghu_${"a1B2c3".repeat(6)}`);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("group", { name: "Please check before you add" })).toBeFocused();
});

test("a fix leaves the focus in its field", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ registry: "gitlab.com" });
  await app.field(/^Registry server/).press("Tab");
  await app.button("Use registry.gitlab.com").focus();
  await page.keyboard.press("Enter");
  await expect(app.field(/^Registry server/)).toBeFocused();
  await expect(app.field(/^Registry server/)).toHaveValue("registry.gitlab.com");
});

test("a chosen registry asks for its server, and a server of another one is refused", async ({ app, page }) => {
  await app.openForm();
  const match = page.getByRole("region", { name: "What will Wave match?" });
  await expect(match, "nothing is told yet").not.toContainText("ubuntu");
  await page.getByLabel("Registry", { exact: true }).selectOption("Azure Container Registry");
  const registry = app.field(/^Registry server/);
  await expect(registry).toHaveAttribute("aria-required", "true");
  await expect(match).not.toContainText("ubuntu");
  await app.fill({ name: "acr", user: "pull-token", password: SENTINEL });
  await app.button("Add").click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toContainText("For Azure Container Registry it looks like <name>.azurecr.io.");
  await app.expectAccessible();

  await registry.fill("ghcr.io");
  await expect(page.locator("#registry-findings")).toContainText("This is the server of GitHub Container Registry");
  await registry.fill("acmereg.azurecr.io");
  await expect(page.locator("#registry-findings").getByText("Error:")).toHaveCount(0);
  await app.button("Add").click();
  await expect(app.row("acr")).toBeVisible();
});

test("a host that resembles a known one is offered", async ({ app, page }) => {
  await app.openForm();
  const registry = app.field(/^Registry server/);
  await registry.fill("gchr.io");
  await registry.blur();
  await expect(registry, "a guess waits for a press").toHaveValue("gchr.io");
  await expect(page.locator("#registry-findings")).toContainText("misspelling of ghcr.io");
  await app.button("Use ghcr.io").click();
  await expect(registry).toHaveValue("ghcr.io");
});

test("a placeholder is no secret, and a user name loses the shell's marks on a press", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "robot", registry: "harbor.acme.example", password: "${{ secrets.HARBOR }}" });
  const user = app.field(/^User name/);
  await user.fill("robot\\$acme+ci");
  await user.blur();
  await app.button("Take them off").click();
  await expect(user).toHaveValue("robot$acme+ci");
  await expect(user).toBeFocused();
  await app.button("Add").click();
  await expect(page.getByRole("group", { name: "There is a problem" })).toContainText("This is a template");
  await expect(app.secret()).toHaveAttribute("aria-invalid", "true");
  await app.fill({ password: SENTINEL });
  await app.button("Add").click();
  await expect(app.row("robot")).toBeVisible();
});

test("who insisted on storing something insists on nothing else", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "ecr", registry: ECR, user: "somebody", password: SENTINEL });
  await app.button("Add").click();
  const insist = page.getByRole("checkbox", { name: /^Store anyway/ });
  await insist.check();
  await app.fill({ user: "somebody-else" });
  await expect(insist).not.toBeChecked();
});
