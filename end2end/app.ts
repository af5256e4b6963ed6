// What tests do with the app, in the words of the people who use it. Everything is found by
// role and label, as a screen reader finds it.

import { test as base, expect, type Locator, type Page } from "@playwright/test";
import axe from "axe-core";
import { Server } from "./server";

export { expect };

/** A password that must never show up anywhere but in the one request. */
export const SENTINEL = "S3ntinel!&x";

export class App {
  constructor(
    readonly page: Page,
    readonly server: Server,
  ) {}

  /** Opens the printed link. */
  async signIn(): Promise<void> {
    await this.page.goto(this.server.link);
    await expect(this.heading("Your credentials")).toBeVisible();
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(this.server.url + path);
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

  /** Pastes a text into a field, as the keyboard would. */
  async paste(field: Locator, text: string): Promise<void> {
    await field.focus();
    await this.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
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
    const problems: string[] = [];
    page.on("console", (message) => {
      // The browser itself reports refused requests as errors; the tests provoke those.
      const refused = /^Failed to load resource|Failed to fetch/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !refused) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(String(error)));
    await use(new App(page, server));
    expect(problems, "the console stays empty").toEqual([]);
  },
});
