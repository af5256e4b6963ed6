// A login that is tried at its registry before it is stored.

import { type App, expect, SENTINEL, test } from "../app";
import { Registry } from "../registry";

async function type(app: App, registry: string, user: string, password: string): Promise<void> {
  await app.field(/^Registry server/).fill(registry);
  await app.field(/^User name/).fill(user);
  await app.field(/^Password/).fill(password);
}

test("a login is tried at a real registry before it is stored", async ({ app, page, server }) => {
  test.skip(!Registry.isInstalled(), "docker-registry and htpasswd are not installed");
  const registry = new Registry();
  try {
    await registry.start("alice", SENTINEL);
    await app.signIn();
    await app.goto("/credentials/new?provider=container-reg");
    await type(app, registry.at, "alice", "wrong");
    await app.button("Test login").click();
    const part = page.getByRole("region", { name: "Test of the login" });
    await expect(part).toContainText(`${registry.at} refuses this user name with this password or token.`);
    await expect(part).toContainText("Tried by this server, not by Wave");
    await expect(app.said()).toContainText("refuses this user name");
    await app.expectAccessible();
    // What came of one login is not said of another.
    await app.field(/^Password/).fill(SENTINEL);
    await expect(part).not.toContainText("refuses");
    await app.button("Test login").click();
    await expect(part).toContainText(`${registry.at} accepts this login.`);
    await app.field("An image to try").fill(`${registry.at}/team/tool:1`);
    await app.button("Test login").click();
    await expect(part).toContainText("is not there or that this login may not read it");
    await app.field("An image to try").fill("quay.io/team/tool:1");
    await app.button("Test login").click();
    await expect(part).toContainText("nothing was tried");
    // Nothing was stored, and the secret is in no log and no answer.
    const stored = app.bodies.requests.filter((it) => it.method() === "POST" && it.url().includes("/api/credentials"));
    expect(stored).toEqual([]);
    expect(server.log).toContain("tried a login at a registry");
    expect(server.log).not.toContain(SENTINEL);
  } finally {
    registry.stop();
  }
});

test("what is missing for a test is asked for, and a host that is not there is told as such", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/credentials/new?provider=container-reg");
  const part = page.getByRole("region", { name: "Test of the login" });
  await app.button("Test login").click();
  await expect(part).toContainText("Enter a user name and a password or token first.");
  await type(app, "registry.invalid", "alice", SENTINEL);
  await app.button("Test login").click();
  await expect(part).toContainText("From this server no address is found for the name registry.invalid.");
  await type(app, "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AKIAIOSFODNN7EXAMPLE", SENTINEL);
  await app.button("Test login").click();
  await expect(part).toContainText("Logins of Amazon ECR are not tried here");
  // Enter in the image tries, and stores nothing.
  await app.field("An image to try").fill("x");
  await page.keyboard.press("Enter");
  await expect(part).toContainText("Logins of Amazon ECR are not tried here");
  await expect(app.heading("Add Credentials")).toBeVisible();
});

test("the new secret is tried while it is rotated, with the stored user name", async ({ app, page, server }) => {
  test.skip(!Registry.isInstalled(), "docker-registry and htpasswd are not installed");
  const registry = new Registry();
  try {
    await registry.start("alice", SENTINEL);
    const keys = { userName: "alice", password: "old", registry: registry.at };
    const body = { credentials: { name: "mine", provider: "container-reg", keys } };
    const made = await (await server.api("POST", "/credentials", server.token("seed"), body)).json();
    await app.signIn();
    await app.goto(`/credentials/${made.credentialsId}/rotate`);
    await app.field(/^Password/).fill(SENTINEL);
    await app.button("Test login").click();
    await expect(page.getByRole("region", { name: "Test of the login" })).toContainText("accepts this login");
  } finally {
    registry.stop();
  }
});
