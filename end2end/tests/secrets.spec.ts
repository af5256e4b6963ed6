// Where a password may be, and where it may not.

import { expect, SENTINEL, test } from "../app";

test("scenarios 65 and 67: a password is in the one request body and nowhere else", async ({ app, page, server }) => {
  const seen: string[] = [];
  page.on("console", (message) => seen.push(message.text()));
  page.on("request", (request) => {
    seen.push(request.url(), JSON.stringify(request.headers()));
  });
  const answers: Promise<string>[] = [];
  page.on("response", (response) => {
    if (/\/(api|session)/.test(response.url())) answers.push(response.text().catch(() => ""));
  });

  await app.signIn();
  await app.openForm();
  await app.fill({ name: "quiet", user: "me", password: `${SENTINEL} `, registry: "quay.io" });
  await app.secret().blur();
  await app.button("Show password").click();
  // What is said of showing it has it neither.
  await expect(app.button("Hide password")).toBeVisible();
  expect(await app.button("Hide password").ariaSnapshot()).not.toContain(SENTINEL);
  for (const region of await page.locator("[role=status], [role=alert], [aria-live]").all()) {
    await expect(region).not.toContainText(SENTINEL);
  }
  await app.button("Remove white space").click();
  // While it is typed, the password is the input's own, and in no attribute.
  expect(await page.content()).not.toContain(SENTINEL);
  await app.button("Add").click();
  await expect(app.row("quiet")).toBeVisible();

  expect(await page.content()).not.toContain(SENTINEL);
  const values = await page.locator("input").evaluateAll((all) => all.map((i) => (i as HTMLInputElement).value));
  const storage = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  const cookies = await page.context().cookies();
  const kept = [...values, storage, JSON.stringify(cookies), page.url(), await page.title()];
  await app.link("quiet").click();
  await expect(app.heading("quiet")).toBeVisible();
  await page.goBack();
  await page.goForward();

  let bodies = 0;
  for (const request of app.bodies.requests) {
    const body = await app.bodies.text(request);
    if (request.method() === "POST" && new URL(request.url()).pathname === "/api/credentials") {
      bodies += body.split(SENTINEL).length - 1;
    } else {
      seen.push(body);
    }
  }

  const everything = [...seen, ...(await Promise.all(answers)), ...kept, server.log].join("\n");
  expect(everything).not.toContain(SENTINEL);
  expect(everything).not.toContain(btoa(SENTINEL));
  expect(everything).not.toContain(encodeURIComponent(SENTINEL));
  expect(bodies).toBe(1);
});

test("no script reads the session and the link's secret is logged nowhere", async ({ app, page, server }) => {
  const secret = new URL(server.link).hash.replace("#link=", "");
  await app.signIn();
  expect(await page.evaluate(() => document.cookie)).toBe("");
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
  expect(server.log).not.toContain(secret);
  expect(server.log).not.toContain(cookie.value);
});

test("the page loads nothing from elsewhere and runs under a policy without inline code", async ({ app, page, server }) => {
  const foreign: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith("data:")) foreign.push(request.url());
  });
  const answer = await page.goto(server.url + "/sign-in");
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).toContain("frame-ancestors 'none'");
  await expect(app.heading("Sign in")).toBeVisible();
  expect(foreign).toEqual([]);
});

test("hashed files are cached for ever, the page is asked for, and both come compressed", async ({ server }) => {
  const page = await fetch(server.url, { headers: { "accept-encoding": "br" } });
  expect(page.headers.get("cache-control")).toBe("no-cache");
  expect(page.headers.get("content-encoding")).toBe("br");
  const html = await page.text();
  const wasm = html.match(/\/[\w-]+_bg\.wasm/)?.[0] ?? "";
  for (const [accept, encoding] of [["br", "br"], ["gzip", "gzip"], ["identity", null]]) {
    const file = await fetch(server.url + wasm, { headers: { "accept-encoding": accept as string } });
    expect(file.headers.get("content-encoding")).toBe(encoding);
    expect(file.headers.get("content-type")).toBe("application/wasm");
    expect(file.headers.get("cache-control")).toContain("immutable");
    await file.arrayBuffer();
  }
  const again = await fetch(server.url, { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
  expect(again.status).toBe(304);
  expect((await fetch(server.url + "/gone-0123456789abcdef.js")).status).toBe(404);
});
