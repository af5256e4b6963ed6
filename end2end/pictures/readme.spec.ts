// The picture in the README, made by: cargo xtask picture

import { test } from "../app";

test("the README's picture", async ({ app, page }) => {
  await page.setViewportSize({ width: 1200, height: 640 });
  await app.signIn();
  await app.switchTo("my-organization / main");
  await app.add("quay-robot", "quay.io");
  await app.add("acr-prod", "myregistry.azurecr.io");
  await page.waitForTimeout(300);
  await page.screenshot({ path: "docs/credentials.png" });
});
