// What tests do with the app behind a gateway, in front of a Platform that plays answers.

import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { Gateway } from "./gateway";
import { Platform, pipeline, played, stored } from "./platform";

export { expect };

export const TOKEN = "eyJ0aWQiOiA1fS5jZmM1YjVhOThjZjM2MTk1NjBjZWU1YmMwODUxYzA1ZjkzMDdmN2Iz";

/** A password that must never show up anywhere but in the one request. */
export const SENTINEL = "S3ntinel!S3ntinel!";

/** The id of a stored credential. */
export const QUAY = "4kTq0XwZr8LmPb2VnYc6Ha";

/** The id of a pipeline. */
export const RNASEQ = 183001002003004;

/** The address of the workspace. */
export const IN_WORKSPACE = "/orgs/north-lab/workspaces/rnaseq";

/** The app behind a gateway, in front of a Platform that plays answers. */
export class App {
  constructor(
    readonly page: Page,
    readonly platform: Platform,
    /** Where people reach it. */
    readonly url: string,
  ) {}

  async goto(path: string): Promise<void> {
    await this.page.goto(this.url + path);
  }

  async enterToken(): Promise<void> {
    await this.page.getByLabel(/^Access token/).fill(TOKEN);
    await this.page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  /** Signs in while Platform is healthy. */
  async signIn(): Promise<void> {
    await this.goto("/sign-in");
    await this.enterToken();
    await expect(this.heading("Your credentials")).toBeVisible();
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole("heading", { level: 1, name });
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name, exact: true }) });
  }

  rows(): Locator {
    return this.page.getByRole("rowheader");
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  link(name: string): Locator {
    return this.page.getByRole("link", { name, exact: true });
  }

  /** A page of the context, by its name in the header. */
  tab(name: string): Locator {
    return this.page.getByRole("navigation", { name: "Pages of this context" }).getByRole("link", { name });
  }

  async fillForm(name: string): Promise<void> {
    await this.goto("/credentials/new?provider=container-reg");
    await this.page.getByLabel("Name", { exact: true }).fill(name);
    await this.page.getByLabel(/^User name/).fill("core+pull");
    await this.page.getByLabel(/^Password/).fill(SENTINEL);
    await this.page.getByLabel(/^Registry server/).fill("quay.io");
  }

  async add(): Promise<void> {
    await this.button("Add").click();
  }

  problem(): Locator {
    return this.page.getByRole("group", { name: "There is a problem" });
  }

  /** Everything that was typed is still there. */
  async expectKept(name: string): Promise<void> {
    await expect(this.page.getByLabel("Name", { exact: true })).toHaveValue(name);
    await expect(this.page.getByLabel(/^Password/)).toHaveValue(SENTINEL);
  }

  requests(method: string, path: string): string[] {
    return this.platform.seen.filter((one) => one.method === method && one.path.split("?")[0] === path).map((one) => one.body);
  }

  async openSwitch(): Promise<void> {
    await this.button(/Change context/).click();
  }

  async deleteQuay(): Promise<Locator> {
    this.platform.play(played("GET", "/credentials", 200, { credentials: [stored(QUAY, "core-quay", "quay.io")] }));
    await this.goto("/credentials");
    await this.button("Actions for core-quay").click();
    await this.button("Delete").click();
    await this.button("Delete core-quay").click();
    return this.page.getByRole("alertdialog");
  }

  /** Loads the config of a pipeline and asks to apply a text to it. */
  async apply(): Promise<Locator> {
    this.platform.play(
      played("GET", "/pipelines", 200, { pipelines: [pipeline(RNASEQ, "rnaseq")], totalSize: 1 }),
    );
    await this.goto("/launch");
    await this.button("Load its config").click();
    await this.button("Apply to rnaseq").click();
    const dialog = this.page.getByRole("dialog", { name: "Apply to “rnaseq”?" });
    await dialog.getByRole("button", { name: "Apply", exact: true }).click();
    return dialog;
  }
}

export const test = base.extend<{ app: App }>({
  app: async ({ page, context }, use) => {
    const platform = new Platform();
    await platform.start();
    const gateway = new Gateway();
    await gateway.start(platform.url);
    const problems: string[] = [];
    context.on("weberror", (error) => problems.push(String(error.error())));
    await use(new App(page, platform, gateway.url));
    await gateway.stop();
    await platform.stop();
    expect(gateway.log).not.toContain(SENTINEL);
    expect(gateway.log).not.toContain(TOKEN);
    expect(problems, "nothing breaks").toEqual([]);
  },
});
