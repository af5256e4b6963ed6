// What tests do with the app, in the words of the people who use it. Everything is found by
// role and label, as a screen reader finds it.

import { test as base, expect, type Locator, type Page } from "@playwright/test";
import axe from "axe-core";
import { Bodies } from "./bodies";
import { Server } from "./server";

export { expect };

/** A password that must never show up anywhere but in the one request. */
export const SENTINEL = "S3ntinel!&x";

export class App {
  /** Whether files of the app did not arrive on purpose. */
  blocksFiles = false;

  constructor(
    readonly page: Page,
    readonly server: Server,
    /** What is sent. */
    readonly bodies: Bodies,
  ) {}

  /** Whether this is Firefox, whose driver knows less. */
  get isFirefox(): boolean {
    return this.page.context().browser()?.browserType().name() === "firefox";
  }

  /** Opens the printed link. */
  async signIn(): Promise<void> {
    await this.page.goto(this.server.link);
    await expect(this.heading("Your credentials")).toBeVisible();
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.server.url + path);
  }

  /** Keeps a file of the app from arriving, until it is let through. */
  async block(file: RegExp): Promise<void> {
    this.blocksFiles = true;
    await this.page.route(file, (route) => route.abort());
  }

  /** Lets a file through that was kept from arriving. */
  async letThrough(file: RegExp): Promise<void> {
    await this.page.unroute(file);
  }

  /** Tells other workspaces than the server does; the app asks for them where they do not come with the session. */
  async tellWorkspaces(change: (rows: object[]) => object[]): Promise<void> {
    await this.page.route("**/session*", async (route) => {
      if (route.request().method() !== "GET") return route.fallback();
      const response = await route.fetch();
      await route.fulfill({ response, json: { ...(await response.json()), firstAnswers: {} } });
    });
    await this.page.route("**/api/user/*/workspaces", async (route) => {
      const { orgsAndWorkspaces } = await (await route.fetch()).json();
      await route.fulfill({ json: { orgsAndWorkspaces: change(orgsAndWorkspaces) } });
    });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  field(name: string | RegExp): Locator {
    return this.page.getByLabel(name);
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole("link", { name, exact: typeof name === "string" });
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  /** The one live region of the page. */
  said(): Locator {
    return this.page.locator("div.wp-visually-hidden[role=status]");
  }

  /** Switches to a workspace with the switch in the header. */
  async switchTo(label: string): Promise<void> {
    await this.page.getByRole("button", { name: /Change context/ }).click();
    await this.page.getByRole("navigation", { name: "Contexts" }).getByRole("link", { name: label }).click();
  }

  /** Opens the form of the place that is shown and chooses the registry. */
  async openForm(): Promise<void> {
    await this.link("Add Credentials").first().click();
    await expect(this.heading("Add Credentials")).toBeVisible();
    await this.field(/^Provider/).selectOption("Container registry");
  }

  async fill(values: { name?: string; user?: string; password?: string; registry?: string }): Promise<void> {
    if (values.name !== undefined) await this.page.getByLabel("Name", { exact: true }).fill(values.name);
    if (values.user !== undefined) await this.field(/^User name/).fill(values.user);
    if (values.password !== undefined) await this.secret().fill(values.password);
    if (values.registry !== undefined) await this.field(/^Registry server/).fill(values.registry);
  }

  secret(): Locator {
    return this.page.getByLabel(/^Password/);
  }

  /** Chooses the app's own theme before the first page: Firefox's driver emulates no scheme of a system. */
  async choose(theme: "light" | "dark"): Promise<void> {
    await this.page.addInitScript((theme) => {
      // The empty page before the first one has no storage.
      if (location.protocol.startsWith("http")) localStorage.setItem("wavepass.theme", theme);
    }, theme);
  }

  /** Fails when the page is not as light or as dark as its theme says. */
  async expectScheme(theme: "light" | "dark"): Promise<void> {
    const channels = await this.page.evaluate(() => {
      const canvas = document.createElement("canvas").getContext("2d")!;
      canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    });
    const [red, green, blue, alpha] = channels;
    expect(alpha, "the page has a colour of its own").toBe(255);
    expect(Math.max(red, green, blue) < 128 ? "dark" : "light").toBe(theme);
  }

  /** Lets the page write to the clipboard without a question; Firefox is told so when it starts. */
  async allowClipboard(): Promise<void> {
    if (!this.isFirefox) await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  }

  /** What the copy buttons of the page write from now on, because a page may not read the clipboard. */
  async recordCopies(): Promise<() => Promise<string[]>> {
    await this.page.addInitScript(() => {
      const copied: string[] = [];
      Object.assign(window, { copied });
      // The empty page before the first one has no clipboard.
      if (navigator.clipboard) navigator.clipboard.writeText = async (text) => void copied.push(text);
    });
    return () => this.page.evaluate(() => (window as unknown as { copied: string[] }).copied);
  }

  /** Presses a button and gives the text that is downloaded then. */
  async download(button: Locator): Promise<string> {
    if (this.isFirefox) {
      // Its driver tells of no download: what the page hands over for one is looked at.
      await this.page.evaluate(() => {
        Object.assign(window, { handedOver: undefined });
        const original = URL.createObjectURL;
        URL.createObjectURL = (blob) => original(Object.assign(window, { handedOver: blob as Blob }).handedOver);
      });
      await button.click();
      // The driver may be back before the page has heard of the press.
      const handedOver = () =>
        this.page.evaluate(() => (window as unknown as { handedOver?: Blob }).handedOver?.text() ?? null);
      await expect.poll(handedOver).not.toBeNull();
      return (await handedOver()) ?? "";
    }
    const download = this.page.waitForEvent("download");
    await button.click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  }

  /** Pastes a text into a field, as the keyboard would. */
  async paste(field: Locator, text: string): Promise<void> {
    await field.focus();
    await this.allowClipboard();
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press("ControlOrMeta+V");
  }

  /** Adds credentials from start to end. */
  async add(name: string, registry = "myregistry.azurecr.io"): Promise<void> {
    await this.openForm();
    await this.fill({ name, user: "my-registry-token", password: SENTINEL, registry });
    await this.button("Add").click();
    await expect(this.row(name)).toBeVisible();
  }

  /** Fails when axe finds anything serious in the page as it is now. */
  async expectAccessible(): Promise<void> {
    await this.page.evaluate(axe.source);
    const violations = await this.page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { axe: typeof axe };
      return (await inPage.run()).violations;
    });
    const grave = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
    expect(grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`)).toEqual([]);
  }
}

export const test = base.extend<{ server: Server; app: App }>({
  server: async ({}, use) => {
    const server = new Server();
    await server.start();
    await use(server);
    await server.stop();
    server.remove();
  },
  app: async ({ page, server }, use) => {
    const app = new App(page, server, await Bodies.of(page));
    // Of an error that is logged, Firefox's driver tells only that it is one.
    if (app.isFirefox) {
      await page.addInitScript(() => {
        const original = console.error;
        console.error = (...all) => original(...all.map(String));
      });
    }
    const problems: string[] = [];
    page.on("console", (message) => {
      const text = message.text();
      // The browser itself reports refused requests as errors; the tests provoke those.
      const refused = /^Failed to load resource/.test(text);
      // What loads the app's files reports one that does not arrive.
      const blocked = app.blocksFiles && /Failed to fetch|NetworkError|^Error$/.test(text);
      if (["error", "warning"].includes(message.type()) && !refused && !blocked) problems.push(text);
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await use(app);
    expect(problems, "the console stays empty").toEqual([]);
  },
});
