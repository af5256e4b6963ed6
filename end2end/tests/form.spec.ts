// The form when things are not as they should be.

import { expect, SENTINEL, test } from "../app";

const CREDENTIALS = /\/api\/credentials(\?|$)/;

test.beforeEach(async ({ app }) => {
  await app.signIn();
});

test("scenario 9: registry fields appear after the provider was chosen", async ({ app }) => {
  await app.link("Add Credentials").first().click();
  await expect(app.field(/^User name/)).toHaveCount(0);
  await app.field(/^Provider/).selectOption("Container registry");
  for (const label of [/^User name/, /^Password/, /^Registry server/]) {
    await expect(app.field(label).first()).toBeVisible();
  }
});

test("scenario 12: an empty form lists every error, takes the focus and leads to each field", async ({ app, page }) => {
  await app.openForm();
  let posts = 0;
  page.on("request", (r) => r.method() === "POST" && posts++);
  await app.button("Add").click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(page).toHaveTitle(/^Error: Add Credentials/);
  const links = summary.getByRole("link");
  await expect(links).toHaveText([
    "Enter a name.",
    "Enter the user name.",
    "Enter the password or access token.",
  ]);
  await links.nth(2).click();
  await expect(app.secret()).toBeFocused();
  const name = app.field(/^Name/);
  await expect(name).toHaveAttribute("aria-invalid", "true");
  const described = await name.getAttribute("aria-describedby");
  expect(described?.split(" ")).toEqual(["name-findings", "name-help"]);
  expect(posts).toBe(0);
  await app.expectAccessible();

  // Correcting a field takes its line away.
  await name.fill("fine-name");
  await expect(links).toHaveCount(2);
  await expect(name).not.toHaveAttribute("aria-invalid");
});

test("scenario 13: a bad name is explained after the field was left, not while it is typed", async ({ app, page }) => {
  await app.openForm();
  const name = app.field(/^Name/);
  await name.pressSequentially("my reg!");
  await expect(page.getByText("This name contains")).toHaveCount(0);
  await name.blur();
  await expect(page.getByText("This name contains a space and “!”.")).toBeVisible();
  await name.fill("my-reg");
  await expect(page.getByText("This name contains")).toHaveCount(0);
});

test("scenario 14: a name of 101 characters is counted, and one of 100 or 1 is taken", async ({ app, page }) => {
  await app.openForm();
  const name = app.field(/^Name/);
  await name.fill("n".repeat(101));
  await name.blur();
  await expect(page.getByText("Use 100 characters or fewer; this name has 101.")).toBeVisible();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  for (const length of [100, 1]) {
    await name.fill("n".repeat(length));
    await expect(name).not.toHaveAttribute("aria-invalid");
  }
});

test("scenario 18: who may not add credentials is told so, and nothing that was typed is lost", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "mine", user: "me", password: SENTINEL, registry: "quay.io" });
  await page.route(CREDENTIALS, (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 403, json: { message: "Forbidden" } }) : route.continue(),
  );
  await app.button("Add").click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toContainText("Nothing was saved");
  await expect(summary).toContainText(/not allow|may not|permission/);
  await expect(app.secret()).toHaveValue(SENTINEL);
  await expect(app.field(/^User name/)).toHaveValue("me");
});

test("scenarios 15 and 16: a taken name is told before saving, and only the last answer counts", async ({ app, page }) => {
  await app.add("taken");
  await app.openForm();
  const name = app.field(/^Name/);
  await name.fill("taken");
  await name.blur();
  await expect(page.getByText("Credentials named “taken” already exist here.")).toBeVisible();

  // The answer about a first name comes after the one about a second.
  await page.route(/credentials\/validate\?name=slow/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.fulfill({ status: 409, json: { message: "already exists" } });
  });
  const asked = page.waitForRequest(/name=slow/);
  await name.fill("slow");
  await asked;
  await name.fill("quick");
  await expect(page.getByText("This name is free.")).toBeVisible();
  await page.waitForTimeout(1700);
  await expect(page.getByText("already exist here")).toHaveCount(0);
  await expect(page.getByText("This name is free.")).toBeVisible();
});

test("scenario 15: a name that could not be checked is no error", async ({ app, page }) => {
  await page.route(/credentials\/validate/, (route) => route.abort());
  await app.openForm();
  await app.fill({ name: "unchecked", user: "u", password: SENTINEL });
  await expect(page.getByText("could not be checked")).toBeVisible();
  await app.button("Add").click();
  await expect(app.row("unchecked")).toBeVisible();
});

test("scenario 17: a refused request keeps everything that was typed", async ({ app, page }) => {
  const said = "Invalid credentials for container registry 'myregistry.azurecr.io'";
  await page.route(CREDENTIALS, (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 400, json: { message: said } }) : route.continue(),
  );
  await app.openForm();
  await app.fill({ name: "refused", user: "me", password: SENTINEL, registry: "myregistry.azurecr.io" });
  await app.button("Add").click();
  const summary = page.getByRole("group", { name: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Wave cannot reach the registry");
  await summary.getByText("What the server said").click();
  await expect(summary.getByText(said)).toBeVisible();
  await expect(app.field(/^Name/)).toHaveValue("refused");
  await expect(app.field(/^User name/)).toHaveValue("me");
  await expect(app.secret()).toHaveValue(SENTINEL);
  await expect(app.field(/^Registry server/)).toHaveValue("myregistry.azurecr.io");

  await page.unroute(CREDENTIALS);
  await app.button("Add").click();
  await expect(app.row("refused")).toBeVisible();
});

test("scenario 20: a server that cannot be reached loses nothing and leaves nothing behind", async ({ app, page }) => {
  await page.route(CREDENTIALS, (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await app.openForm();
  await app.fill({ name: "later", user: "me", password: SENTINEL });
  await app.button("Add").click();
  await expect(page.getByText("The server could not be reached.")).toBeVisible();
  await expect(page.getByText("It is not certain whether the credentials were saved")).toBeVisible();
  await page.unroute(CREDENTIALS);
  await app.button("Add").click();
  await expect(page.getByRole("rowheader")).toHaveCount(1);
});

test("scenario 11: pressing Add again and again sends one request", async ({ app, page }) => {
  let posts = 0;
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route(CREDENTIALS, async (route) => {
    if (route.request().method() === "POST") {
      posts++;
      await answered;
    }
    await route.continue();
  });
  await app.openForm();
  await app.fill({ name: "once", user: "me", password: SENTINEL });
  await app.button("Add").dblclick();
  await expect(app.button("Adding…")).toBeVisible();
  await app.button("Adding…").click({ force: true });
  await app.field(/^Name/).press("Enter");
  answer();
  await expect(app.row("once")).toBeVisible();
  expect(posts).toBe(1);
});

test("white space is pointed out with a button that removes it, and never removed silently", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "spaces", user: " me ", password: `${SENTINEL} `, registry: "quay.io" });
  await app.field(/^User name/).blur();
  await app.button("Remove white space").first().click();
  await expect(app.field(/^User name/)).toHaveValue("me");
  await expect(page.getByText("because a secret may contain it")).toBeVisible();
  const post = page.waitForRequest((r) => r.method() === "POST");
  await app.button("Add").click();
  expect((await app.bodies.json(post)).credentials.keys.password).toBe(`${SENTINEL} `);
});

test("the password is shown and hidden by a button that says what it does", async ({ app }) => {
  await app.openForm();
  await app.fill({ password: SENTINEL });
  await expect(app.secret()).toHaveAttribute("type", "password");
  await app.button("Show password").click();
  await expect(app.secret()).toHaveAttribute("type", "text");
  await expect(app.secret()).toHaveValue(SENTINEL);
  await app.button("Hide password").click();
  await expect(app.secret()).toHaveAttribute("type", "password");
});

test("a press on Add counts although a warning that shows up moves the button away", async ({ app, page }) => {
  // Once the warning came between pressing the mouse button and releasing it, and the press
  // went into the void.
  await app.openForm();
  await app.fill({ name: "pressed", user: "me", password: SENTINEL });
  await app.field(/^Registry server/).pressSequentially(" quay.io");
  await app.button("Add").scrollIntoViewIfNeeded();
  const box = (await app.button("Add").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
  await page.waitForTimeout(100);
  await page.mouse.up();
  // The warning was not seen yet, so nothing is sent before it is.
  const summary = page.getByRole("group", { name: "Please check before you add" });
  await expect(summary).toBeFocused();
  await expect(summary.getByRole("link")).toHaveText([/Changed to quay.io: removed white space/]);
  await app.expectAccessible();
  await app.button("Add").click();
  await expect(app.row("pressed")).toBeVisible();
});

test("a host that Wave would not match is never saved unseen, and fixed with one press", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "unseen", user: "me", password: SENTINEL });
  await app.field(/^Registry server/).pressSequentially("https://quay.io/v2");
  await page.keyboard.press("Enter");
  await expect(page.getByText("To save it as it is, press Add again.")).toBeVisible();
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  await expect(page.getByRole("group", { name: "Please check before you add" })).toContainText("Changed to quay.io");
  // Somebody may have meant it, and is told again.
  await app.button("Undo").click();
  await page.keyboard.press("Tab");
  await expect(app.field(/^Registry server/)).toHaveValue("https://quay.io/v2");
  await app.button("Use quay.io").click();
  await expect(page.getByText("To save it as it is, press Add again.")).toBeHidden();
  await app.button("Add").click();
  await expect(app.row("unseen").getByRole("cell", { name: "quay.io", exact: true })).toBeVisible();
});

test("a name that becomes free can be used without starting over", async ({ app, page, server }) => {
  await app.add("mine");
  await app.openForm();
  await app.fill({ name: "mine", user: "me", password: SENTINEL });
  await app.field(/^Name/).blur();
  await expect(page.getByText("already exist here")).toBeVisible();
  const token = server.token("other-tab");
  const list = await (await server.api("GET", "/credentials", token)).json();
  await server.api("DELETE", `/credentials/${list.credentials[0].id}`, token);
  await app.field(/^Name/).fill("mine-");
  await app.field(/^Name/).fill("mine");
  await expect(page.getByText("This name is free.")).toBeVisible();
  await app.button("Add").click();
  await expect(app.row("mine")).toBeVisible();
});

test("signing out with unsaved input asks first", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "unsaved" });
  const signOut = async () => {
    await app.button("User menu of local").click();
    await app.button("Sign out").click();
  };
  await signOut();
  await app.button("Keep editing").click();
  await expect(app.field(/^Name/)).toHaveValue("unsaved");
  await signOut();
  await app.button("Leave").click();
  await expect(app.heading("Sign in")).toBeVisible();
});

test("who signs out is out, also when what was asked before is refused meanwhile", async ({ app, page }) => {
  await app.openForm();
  // The check of the name waits until the session has ended.
  let ask = (): void => undefined;
  const ended = new Promise<void>((resolve) => (ask = resolve));
  await page.route(/credentials\/validate/, async (route) => {
    await ended;
    await route.continue();
  });
  const asked = page.waitForRequest(/credentials\/validate/);
  await app.fill({ name: "unsaved" });
  await asked;
  // And before the app learns who is signed in, it is refused.
  await page.route(/\/session$/, async (route) => {
    if (route.request().method() === "GET") {
      const refused = page.waitForResponse(/credentials\/validate/);
      ask();
      expect((await refused).status()).toBe(401);
      await page.waitForTimeout(200);
    }
    await route.continue();
  });
  await app.button("User menu of local").click();
  await app.button("Sign out").click();
  await app.button("Leave").click();
  await expect(app.heading("Sign in")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(app.said()).toHaveText("Signed out.");
});

test("scenario 21: leaving with unsaved input asks first: by link, Cancel and Back", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "unsaved" });
  const dialog = page.getByRole("alertdialog", { name: "Leave without saving?" });
  const leave = [
    () => app.link("Cancel").click(),
    () => app.link("Back to credentials").click(),
    () => page.goBack(),
  ];
  for (const action of leave) {
    await action();
    await expect(dialog.getByRole("button", { name: "Keep editing" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(app.field(/^Name/)).toHaveValue("unsaved");
    await expect(page).toHaveURL(/\/credentials\/new$/);
  }
  await app.link("Cancel").click();
  await dialog.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(app.heading("Your credentials")).toBeVisible();

  // Without input nothing is asked.
  await app.link("Add Credentials").first().click();
  await app.link("Cancel").click();
  await expect(app.heading("Your credentials")).toBeVisible();
});

test("closing the page with unsaved input makes the browser ask", async ({ app, page }) => {
  await app.openForm();
  await app.fill({ name: "unsaved" });
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});

test("scenario 19: a session that ends in the middle asks to sign in again and keeps all but the password", async ({ app, page, server }) => {
  await app.openForm();
  await app.fill({ name: "patient", user: "me", password: SENTINEL, registry: "quay.io" });
  await expect(page.getByText("This name is free.")).toBeVisible();
  await page.context().clearCookies();
  await app.button("Add").click();
  const dialog = page.getByRole("dialog", { name: "Sign in again" });
  await expect(dialog).toBeVisible();
  await app.expectAccessible();

  // Who wants to read on first is not kept from it, and finds the way back.
  const ended = page.getByRole("alert").filter({ hasText: "Your session has ended" });
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(app.field(/^Name/)).toHaveValue("patient");
  await app.expectAccessible();
  await ended.getByRole("button", { name: "Try again" }).click();
  await expect(dialog).toBeVisible();
  await dialog.getByRole("button", { name: "Not now" }).click();
  await expect(dialog).toBeHidden();
  await ended.getByRole("button", { name: "Try again" }).click();

  await dialog.getByLabel(/^Access token/).fill("wrong");
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog.getByText("This did not sign you in.")).toBeVisible();

  await dialog.getByLabel(/^Access token/).fill(server.token("again"));
  await dialog.getByRole("button", { name: "Sign in" }).click();
  await expect(dialog).toBeHidden();
  await expect(ended).toBeHidden();
  await expect(app.field(/^Name/)).toHaveValue("patient");
  await expect(app.field(/^User name/)).toHaveValue("me");
  await expect(app.field(/^Registry server/)).toHaveValue("quay.io");
  await expect(app.secret()).toHaveValue("");
  await expect(app.secret()).toBeFocused();
  await app.fill({ password: SENTINEL });
  await app.button("Add").click();
  await expect(app.row("patient")).toBeVisible();
});
