// The picture in the README, made by: cargo xtask picture

import { test } from "../app";

test("the README's picture", async ({ app, page }) => {
  await page.setViewportSize({ width: 1200, height: 740 });
  await app.signIn();
  await app.switchTo("my-organization / main");
  await app.add("quay-robot", "quay.io");
  await app.add("acr-prod", "myregistry.azurecr.io");
  // The new row has the focus, and what is above it belongs to the picture.
  await page.waitForTimeout(300);
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(100);
  await page.screenshot({ path: "docs/credentials.png" });
});
