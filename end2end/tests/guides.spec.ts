// How to get a login for a registry.

import { expect, test } from "../app";

test("a guide is filled in with the registry that was typed in the form, and leads back to it", async ({ app, page }) => {
  await app.signIn();
  await app.openForm();
  await app.fill({ registry: "myregistry.azurecr.io" });
  const link = app.link(/The whole guide/);
  await expect(link).toHaveAttribute("href", "/guides/acr?registry=myregistry.azurecr.io");
  await app.goto("/guides/acr?registry=myregistry.azurecr.io");
  await expect(app.heading("Credentials for Azure Container Registry")).toBeVisible();
  await expect(app.field("Your registry server")).toHaveValue("myregistry.azurecr.io");
  await expect(page.getByText("az acr token create -r myregistry ")).toBeVisible();
  await expect(page.getByText("It works for 3 h from its making.")).toBeVisible();
  await expect(app.link("Add credentials")).toHaveAttribute(
    "href",
    "/credentials/new?provider=container-reg&registry=myregistry.azurecr.io",
  );
  await app.expectAccessible();
});

test("a guide takes the registry that is typed, and nothing that a shell would run", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/guides/azure");
  await expect(page.getByText("az acr token create -r <name> ")).toBeVisible();
  await app.field("Your registry server").fill("mylab.azurecr.io");
  await expect(page.getByText("az acr token create -r mylab ")).toBeVisible();
  await app.field("Your registry server").fill("$(reboot).azurecr.io");
  await expect(page.getByText("az acr token create -r <name> ")).toBeVisible();
});

test("all guides are listed, and a name that is none is said to be none", async ({ app, page }) => {
  await app.signIn();
  await app.goto("/guides");
  await expect(app.heading("Guides")).toBeVisible();
  await app.expectAccessible();
  await app.link("Quay.io / Red Hat Quay").click();
  await expect(app.heading("Credentials for Quay.io / Red Hat Quay")).toBeVisible();
  await expect(app.field("Your registry server")).toHaveCount(0);
  await app.goto("/guides/nowhere");
  await expect(app.heading("There is no guide of this name")).toBeVisible();
});

test("what is found of a login, and an image that cannot be pulled without one, leads to the guide that says what to store", async ({ app, page }) => {
  await app.signIn();
  await app.openForm();
  await app.fill({ registry: "ghcr.io", user: "me", password: `github_pat_${"a".repeat(82)}` });
  await app.secret().blur();
  const guide = app.link(/^What to store for GitHub/);
  await expect(guide).toHaveAttribute("href", "/guides/ghcr?registry=ghcr.io");
  await app.expectAccessible();
  // A guide says nothing of what is mistyped.
  await app.fill({ password: "<password>" });
  await app.secret().blur();
  await expect(page.getByText("This is the placeholder from a documentation.")).toBeVisible();
  await expect(guide).toHaveCount(0);
  page.on("dialog", (dialog) => dialog.accept());
  await app.goto("/images");
  await page.locator("textarea").first().fill("unauthorized: repository 'quay.io/org/tool' unauthorized (401)");
  await app.button("Check").click();
  await expect(app.link(/^What to store for Quay/)).toHaveAttribute("href", "/guides/quay?registry=quay.io");
  await app.expectAccessible();
});
