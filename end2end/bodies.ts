// What requests carry. Over WebDriver BiDi, Firefox tells no body; there the page is asked what it
// hands to fetch.

import { expect, type Page, type Request } from "@playwright/test";

type Sent = { method: string; url: string; body: string };

export class Bodies {
  /** All requests that may have a body, as the browser reports them. */
  readonly requests: Request[] = [];

  /** What the page was about to send; empty where the browser tells bodies itself. */
  private readonly recorded: Sent[] = [];

  private constructor(private readonly told: boolean) {}

  /** Those of a page, before anything is opened in it. */
  static async of(page: Page): Promise<Bodies> {
    const bodies = new Bodies(page.context().browser()?.browserType().name() === "chromium");
    page.on("request", (request) => {
      if (!["GET", "HEAD"].includes(request.method())) bodies.requests.push(request);
    });
    if (bodies.told) return bodies;
    await page.exposeFunction("recordBody", (sent: Sent) => void bodies.recorded.push(sent));
    await page.addInitScript(() => {
      const original = window.fetch;
      window.fetch = async (input, init) => {
        const request = new Request(input, init);
        const { method, url } = request;
        const { recordBody } = window as unknown as { recordBody: (sent: Sent) => Promise<void> };
        if (method !== "GET" && method !== "HEAD") await recordBody({ method, url, body: await request.clone().text() });
        return original(request);
      };
    });
    return bodies;
  }

  /** The text that a request carries. One that went past fetch is no request without a body: it fails. */
  async text(request: Request | Promise<Request>): Promise<string> {
    const sent = await request;
    if (this.told) return sent.postData() ?? "";
    const alike = (one: { method: string; url: string }) => one.method === sent.method() && one.url === sent.url();
    const at = this.requests.filter((one) => alike({ method: one.method(), url: one.url() })).indexOf(sent);
    await expect.poll(() => this.recorded.filter(alike).length, "the body was recorded").toBeGreaterThan(at);
    return this.recorded.filter(alike)[at].body;
  }

  /** The JSON that a request carries. */
  async json(request: Request | Promise<Request>): Promise<any> {
    return JSON.parse(await this.text(request));
  }

  /** The texts of all requests so far, to one path or to any. */
  async all(path?: string): Promise<string[]> {
    const sent = this.requests.filter((one) => path === undefined || new URL(one.url()).pathname === path);
    return Promise.all(sent.map((request) => this.text(request)));
  }
}
