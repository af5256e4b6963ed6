// Two gateways with one key behind a real nginx, with TLS, below a path, as people see them.

import { App, SENTINEL, TOKEN, expect, test as base } from "../answers/app";
import { Gateway, freePort } from "../answers/gateway";
import { Platform, played, stored } from "../answers/platform";
import { Proxy } from "../answers/proxy";

const PREFIX = "/tools/wavepass";
const KEY = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
const NEW = "9oWu4BaDv2PqTf6ZrCg0Le";

/** Two replicas behind a proxy, in front of one Platform. */
interface Installation {
  platform: Platform;
  replicas: Gateway[];
  proxy: Proxy;
}

const test = base.extend<{ takesPrefixOff: boolean; installed: Installation }>({
  takesPrefixOff: [false, { option: true }],
  installed: async ({ takesPrefixOff }, use) => {
    const platform = new Platform();
    await platform.start();
    const proxy = new Proxy(await freePort(), PREFIX);
    const replicas = [new Gateway(), new Gateway()];
    for (const replica of replicas) {
      const options = ["--public-url", proxy.url, "--trust-forwarded"];
      await replica.start(platform.url, options, { WAVEPASS_KEY: KEY });
    }
    await proxy.start(replicas.map((replica) => replica.url), takesPrefixOff);
    await use({ platform, replicas, proxy });
    await proxy.stop();
    for (const replica of replicas) await replica.stop();
    await platform.stop();
    for (const { log } of replicas) {
      expect(log).not.toContain(SENTINEL);
      expect(log).not.toContain(TOKEN);
    }
  },
});

test.use({ ignoreHTTPSErrors: true });

for (const takesPrefixOff of [false, true]) {
  test.describe(takesPrefixOff ? "behind a proxy that takes the path off" : "behind a proxy that leaves the path on", () => {
    test.use({ takesPrefixOff });

    test("one session is served by both replicas, also when one of them stops", async ({ page, context, installed }) => {
      test.setTimeout(60_000);
      const { platform, replicas, proxy } = installed;
      const app = new App(page, platform, proxy.url);
      const outside: string[] = [];
      page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`${proxy.url}/`) && !url.startsWith("data:")) outside.push(url);
      });
      const problems: string[] = [];
      page.on("pageerror", (error) => problems.push(String(error)));

      await expect(async () => void (await app.goto("/credentials/new?provider=container-reg"))).toPass();
      await expect(app.heading("Sign in")).toBeVisible();
      await app.enterToken();
      await expect(app.heading("Add Credentials")).toBeVisible();
      const [cookie, ...others] = await context.cookies();
      expect(others).toEqual([]);
      expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: "Strict", path: PREFIX });

      await app.fillForm("core-quay");
      await app.add();
      await expect(page).toHaveURL(`${proxy.url}/credentials`);
      // Of another registry, so that the next one has nothing to be warned of.
      platform.play(played("GET", "/credentials", 200, { credentials: [stored(NEW, "core-quay", "ghcr.io")] }));
      await page.reload();
      await expect(app.row("core-quay")).toBeVisible();
      await app.row("core-quay").getByRole("link", { name: "core-quay" }).click();
      await expect(page).toHaveURL(`${proxy.url}/credentials/${NEW}`);
      for (const name of ["Images and errors", "Launch", "Credentials"]) {
        await app.tab(name).click();
        await expect(app.tab(name)).toHaveAttribute("aria-current", "page");
      }
      for (const { log } of replicas) expect(log, "both are asked").toContain("/api/credentials");

      await replicas[0]?.stop();
      await page.reload();
      await expect(app.row("core-quay")).toBeVisible();
      await app.fillForm("core-quay-2");
      await app.add();
      await expect(app.row("core-quay")).toBeVisible();
      expect(app.requests("POST", "/credentials")).toHaveLength(2);

      await app.button(/^User menu/).click();
      await app.button("Sign out").click();
      await expect(app.heading("Sign in")).toBeVisible();
      await app.goto("/credentials");
      await expect(app.heading("Sign in")).toBeVisible();
      expect(outside, "nothing is asked for beside the path").toEqual([]);
      expect(problems, "nothing breaks").toEqual([]);
    });
  });
}
