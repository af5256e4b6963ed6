// A walk through the app in WebKitGTK, which stands for Safari as far as it can. Its driver knows no
// routes and no console; what is asked for is noted on the way to the server.

import { expect, test } from "./browser";
import { KEY } from "./webdriver";

const SECRET = "S3ntinel!&x";

test("somebody signs in, adds by paste, deletes, asks about images, switches Wave on, signs in again", async ({ walk: page }) => {
  const { browser, server } = page;

  await test.step("the link signs in", async () => {
    await page.goto(new URL(server.link).pathname + new URL(server.link).hash);
    await page.heading("Your credentials");
    await page.see("h2", "No credentials yet");
    expect(await browser.run("return location.href")).not.toContain("link=");
  });

  await test.step("a provider is chosen by the keyboard, and its select is drawn by the app", async () => {
    await page.click("Add Credentials");
    await page.heading("Add Credentials");
    const select = await page.see("select", "Provider");
    await browser.run("arguments[0].focus()", select);
    await browser.write("con");
    expect(await page.value("Provider")).toBe("container-reg");
  });

  await test.step("a login command is pasted and fills the form", async () => {
    await page.click("Paste a login command or JSON");
    await page.paste("Login command", `docker login -u team+robot -p '${SECRET}' https://Quay.io/`);
    await page.click("Fill in");
    await expect.poll(() => page.value("User name")).toBe("team+robot");
    expect(await page.value("Password")).toBe(SECRET);
    expect(await page.value("Registry server")).toBe("quay.io");
  });

  await test.step("what is missing is listed, with the focus on it, and leads to the field", async () => {
    await browser.run("arguments[0].value = ''; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", await page.see("input", "Name"));
    await page.click("Add", "button[type=submit]");
    await page.focused("There is a problem");
    await page.click("Enter a name", "[role=group] a");
    await page.focused("Name");
  });

  await test.step("credentials are added, and their row is greeted", async () => {
    await page.type("Name", "robot");
    await browser.press(KEY.enter);
    await page.see("tbody th", "robot");
    await page.focused("robot");
  });

  await test.step("a menu opens by mouse, its first item is next, Escape gives the focus back", async () => {
    await page.click("Actions for robot");
    await page.see(".wp-menu button", "Delete");
    await browser.press(KEY.escape);
    await page.focused("Actions for robot");
  });

  await test.step("the question before deleting keeps the focus, and Escape gives it back", async () => {
    await page.click("Actions for robot");
    await page.click("Delete", ".wp-menu button");
    await page.see("[role=alertdialog]", "Delete “robot”?");
    await page.focused("Cancel");
    await browser.press(KEY.escape);
    await page.focused("Actions for robot");
    await page.see("tbody th", "robot");
  });

  await test.step("images name the credential that is used", async () => {
    await page.click("Images and errors");
    await page.heading("Check images or an error");
    await page.type("Images, a config", "quay.io/team/tool:1");
    await page.click("Check");
    await page.see("tbody th", "quay.io");
    await page.see("tbody a", "robot");
  });

  await test.step("a config gets Wave, and the button copies it", async () => {
    await page.click("Launch");
    await page.heading("Launch config");
    await page.type("Current Nextflow config", "docker.enabled = true\n");
    await page.see("[aria-label], section, [role=region]", "Changes");
    await page.click("Copy the whole text");
    await expect.poll(() => page.copied()).toContain("wave");
    expect(page.copied()).toContain("docker.enabled = true");
  });

  await test.step("typed text is not left without a question", async () => {
    await page.click("Images and errors");
    await page.see("[role=alertdialog]", "Leave without saving?");
    await page.click("Leave");
    await page.heading("Check images or an error");
  });

  await test.step("who is signed out meanwhile signs in again where they are", async () => {
    await browser.forgetCookies();
    await page.click("Your credentials");
    await page.see("dialog h2", "Sign in again");
    await page.focused("Access token");
    await page.type("Access token", server.token("again"));
    await page.click("Sign in", "dialog button");
    await page.see("tbody th", "robot");
  });

  await test.step("the dark theme is dark, also after loading anew", async () => {
    await page.click("User menu of local");
    await page.click("Dark theme");
    await expect.poll(() => page.brightness()).toBeLessThan(64);
    await page.goto("/credentials");
    await page.see("tbody th", "robot");
    expect(await page.brightness()).toBeLessThan(64);
  });

  await test.step("credentials are deleted, and that is said", async () => {
    await page.click("Actions for robot");
    await page.click("Delete", ".wp-menu button");
    await page.click("Delete robot");
    await page.gone("tbody th", "robot");
    await page.see("h2", "No credentials yet");
    await page.focused("Your credentials");
  });

  await test.step("who signs out is out", async () => {
    await page.click("User menu of local");
    await page.click("Sign out");
    await page.heading("Sign in");
    await page.goto("/credentials");
    await page.heading("Sign in");
  });
});

test("each file of the app is fetched once, the program too", async ({ walk: page }) => {
  const { server, asked } = page;
  await page.goto(new URL(server.link).pathname + new URL(server.link).hash);
  await page.heading("Your credentials");
  await page.click("Add Credentials");
  await page.see("select", "Provider");
  const files = asked.filter((path) => /\.\w+$/.test(path));
  expect(files.some((file) => file.endsWith("_bg.wasm"))).toBe(true);
  expect(files.filter((file, at) => files.indexOf(file) !== at)).toEqual([]);
});
