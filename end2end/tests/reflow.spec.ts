// The pages of one credential where there is little room, in both schemes, and by keyboard alone.

import { expect, SENTINEL, test, type App } from "../app";

/** Credentials with long words in them, and a second one that they come before. */
async function store(app: App): Promise<string> {
  const token = app.server.token("reflow");
  const keys = {
    userName: "team-of-people-with-long-names+robot-for-pulling",
    password: SENTINEL,
    registry: "myregistrywithalongname.azurecr.io",
  };
  const description = "Made by somebody of team A for all pipelines that pull from there [expires 2031-01-31]";
  const stored = async (name: string) => {
    const body = { credentials: { name, provider: "container-reg", description, keys } };
    const answer = await app.server.api("POST", "/credentials", token, body);
    return (await answer.json()).credentialsId;
  };
  const id = await stored("a-name-that-is-rather-long-because-people-do-that");
  await stored("another-name-that-is-rather-long");
  return id;
}

const LOGIN = "docker login ghcr.io -u team-of-people-with-long-names -p an-example";

/** The pages, and what brings each into the state in which it has most to say. */
const PAGES: { path: string; heading: string; act?: (app: App) => Promise<void> }[] = [
  {
    path: "/credentials/new?provider=container-reg&registry=myregistrywithalongname.azurecr.io",
    heading: "Add Credentials",
    act: async (app) => {
      await app.page.getByText("Paste a login command or JSON").click();
      await app.paste(app.field(/^Login command, config.json/), LOGIN);
      await expect(app.button("Fill in")).toBeVisible();
      await app.button("Add").click();
      await expect(app.page.getByRole("group", { name: "There is a problem" })).toBeVisible();
    },
  },
  { path: "/credentials/ID", heading: "a-name-that-is-rather-long-because-people-do-that" },
  {
    path: "/credentials/ID/edit",
    heading: "Edit Credentials",
    act: async (app) => {
      await app.fill({ user: " white space ", password: "<password>" });
      await app.button("Save").click();
      await expect(app.page.getByRole("group", { name: /^Please check|There is a problem/ })).toBeVisible();
    },
  },
  {
    path: "/credentials/ID/rotate",
    heading: "Rotate Secret",
    act: async (app) => {
      await app.page.getByText("Paste a login command or JSON").click();
      await app.paste(app.field(/^Login command, config.json/), LOGIN);
      await expect(app.page.locator("#content").getByText("A login for ghcr.io was not taken")).toBeVisible();
      await app.button("Save").click();
      await expect(app.page.getByRole("group", { name: "There is a problem" })).toBeVisible();
    },
  },
  { path: "/credentials/new?from=ID", heading: "Duplicate Credentials" },
  {
    path: "/credentials/ID/copy",
    heading: "Copy to Workspaces",
    act: async (app) => {
      await app.page.getByRole("checkbox", { name: "my-organization / main" }).check();
      await app.button("Copy").click();
      await expect(app.page.getByRole("group", { name: "There is a problem" })).toBeVisible();
    },
  },
  { path: "/credentials", heading: "Your credentials" },
  {
    path: "/credentials?sort=name&group=registry",
    heading: "Your credentials",
    act: async (app) => {
      await app.page.getByRole("checkbox", { name: /^Select a-name/ }).check();
      await expect(app.page.getByText("1 selected")).toBeVisible();
    },
  },
  { path: "/images", heading: "Check images or an error" },
  { path: "/launch", heading: "Launch config" },
  { path: "/guides", heading: "Guides" },
  { path: "/guides/acr?registry=myregistrywithalongname.azurecr.io", heading: "Credentials for Azure Container Registry" },
];

/** What is wider than the window, unless it scrolls for itself. */
async function tooWide(app: App): Promise<string[]> {
  return app.page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return [];
    const isWide = (it: Element) => it.getBoundingClientRect().right > window.innerWidth + 1;
    const wide = [...document.querySelectorAll("main *, header *")].filter((it) => isWide(it) && ![...it.children].some(isWide));
    return [`${root.scrollWidth} of ${window.innerWidth}`, ...wide.slice(0, 4).map((it) => it.outerHTML.slice(0, 240))];
  });
}

/** Opens each page as it is and as it is after something was done, and looks at it. */
async function each(app: App, look: (where: string) => Promise<void>): Promise<void> {
  const id = await store(app);
  for (const { path, heading, act } of PAGES) {
    await app.goto(path.replace("ID", id));
    await expect(app.heading(heading)).toBeVisible();
    // The heading is there before the rest.
    await expect(app.page.getByText("is loading…")).toHaveCount(0);
    await app.page.waitForLoadState("networkidle");
    await look(path);
    if (!act) continue;
    await act(app);
    await look(`${path}, after something was done`);
  }
}

// 400 % of a window of 1280 by 1024 is one of 320 by 256.
for (const [what, width, height, text] of [
  ["at 320 pixels", 320, 640, 100],
  ["at 400 %", 320, 256, 100],
  ["with text at 200 % on a telephone", 390, 800, 200],
  ["with text at 200 %", 1280, 800, 200],
] as const) {
  test(`no page of a credential scrolls sideways ${what}`, async ({ app, page }) => {
    test.setTimeout(90_000);
    await app.signIn();
    await page.setViewportSize({ width, height });
    await each(app, async (where) => {
      await page.evaluate((text) => (document.documentElement.style.fontSize = `${text}%`), text);
      expect.soft(await tooWide(app), where).toEqual([]);
    });
  });
}

for (const scheme of ["light", "dark"] as const) {
  test(`axe finds nothing serious on any page of a credential (${scheme})`, async ({ app }) => {
    test.setTimeout(90_000);
    await app.choose(scheme);
    await app.signIn();
    await app.expectScheme(scheme);
    await each(app, () => app.expectAccessible());
  });
}

test("good news about a change stand above the list and over nothing, and go with it", async ({ app, page }) => {
  await app.signIn();
  const id = await store(app);
  for (const [width, height] of [[390, 800], [1280, 800]] as const) {
    await page.setViewportSize({ width, height });
    await app.goto(`/credentials/${id}/edit`);
    await app.field("Description").fill(`Seen at ${width}`);
    await app.button("Save").click();
    const news = page.getByRole("region", { name: "Credentials saved" });
    await expect(news).toContainText("New runs use them within 60 seconds");
    await expect(app.said()).toContainText("saved.");
    await expect(page.locator(".wp-toast__card")).toHaveCount(0);
    expect(await tooWide(app)).toEqual([]);
    await app.expectAccessible();
    await app.link("Add Credentials").click();
    await expect(app.heading("Add Credentials")).toBeVisible();
    await expect(news).toHaveCount(0);
  }
});

test("good news that come late stand at the head of the page and go with the next press", async ({ app, page }) => {
  await app.signIn();
  const id = await store(app);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/api/credentials/${id}*`, async (route) => {
    if (route.request().method() === "PUT") await held;
    return route.fallback();
  });
  await app.goto(`/credentials/${id}/edit`);
  await app.field("Description").fill("Late");
  await app.button("Save").click();
  await app.link("Cancel").click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await app.link("Add Credentials").click();
  await expect(app.button("Add")).toBeVisible();
  release();
  const news = page.getByRole("status").filter({ hasText: "saved." }).filter({ has: page.getByRole("button", { name: "Dismiss" }) });
  await expect(news).toBeVisible();
  await app.expectAccessible();
  // It has a place of its own: what follows begins below it.
  const [head, top] = [await news.boundingBox(), await page.locator("header").first().boundingBox()];
  expect(head!.y + head!.height).toBeLessThanOrEqual(top!.y + 1);
  await page.getByText("Paste a login command or JSON").click();
  await expect(news).toHaveCount(0);
});

test("a whole life by keyboard alone: added, changed, rotated, duplicated, deleted", async ({ app, page }) => {
  test.setTimeout(60_000);
  await app.signIn();
  const press = async (key: string, times = 1) => {
    for (let at = 0; at < times; at += 1) await page.keyboard.press(key);
  };
  const tabTo = async (role: "link" | "button" | "combobox" | "textbox", name: string | RegExp) => {
    const target = page.getByRole(role, { name, exact: typeof name === "string" }).first();
    await expect(target).toBeVisible();
    for (let at = 0; at < 60; at += 1) {
      if (await target.evaluate((it) => it === document.activeElement).catch(() => false)) return;
      await press("Tab");
    }
    await expect(target).toBeFocused();
  };
  const follow = async (name: string | RegExp, heading: string) => {
    await tabTo("link", name);
    await press("Enter");
    await expect(app.heading(heading)).toBeVisible();
  };

  await follow("Add Credentials", "Add Credentials");
  await tabTo("textbox", /^Name/);
  await page.keyboard.type("mine");
  await tabTo("combobox", /^Provider/);
  await page.keyboard.type("Con");
  await tabTo("textbox", /^User name/);
  await page.keyboard.type("my-token");
  await press("Tab");
  await expect(app.secret()).toBeFocused();
  await page.keyboard.type(SENTINEL);
  await tabTo("textbox", /^Registry server/);
  await page.keyboard.type("myregistry.azurecr.io");
  await press("Enter");
  await expect(app.row("mine").getByRole("link", { name: "mine" })).toBeFocused();

  await press("Enter");
  await expect(app.heading("mine")).toBeVisible();
  await follow("Edit", "Edit Credentials");
  await tabTo("textbox", "Description");
  await page.keyboard.type("By hand");
  await press("Enter");
  await expect(app.row("mine")).toContainText("By hand");

  await follow("mine", "mine");
  await follow("Rotate secret", "Rotate Secret");
  await expect(app.secret()).toBeVisible();
  // The label of a secret is no role of its own.
  for (let at = 0; at < 40 && !(await app.secret().evaluate((it) => it === document.activeElement)); at += 1) await press("Tab");
  await page.keyboard.type(`${SENTINEL}-new`);
  await press("Enter");
  await expect(page.getByRole("heading", { name: "The new secret is saved" })).toBeFocused();
  await follow("Back to details", "mine");

  await follow("Duplicate", "Duplicate Credentials");
  await expect(app.secret()).toBeVisible();
  for (let at = 0; at < 40 && !(await app.secret().evaluate((it) => it === document.activeElement)); at += 1) await press("Tab");
  await page.keyboard.type(SENTINEL);
  await tabTo("textbox", /^Registry server/);
  await press("Control+A");
  await page.keyboard.type("quay.io");
  await press("Enter");
  await expect(app.row("mine-2").getByRole("link", { name: "mine-2" })).toBeFocused();

  await tabTo("button", "Actions for mine-2");
  await press("Enter");
  await tabTo("button", "Delete");
  await press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await press("Tab");
  await press("Enter");
  await expect(app.row("mine-2")).toHaveCount(0);
  await expect(app.row("mine")).toBeVisible();
});
