// WebKitGTK on a display of its own, in front of the real server. What the page asks for is noted.

import { test as base, expect } from "@playwright/test";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "../server";
import { KEY, WebDriver } from "./webdriver";

export { expect };

/** An element of the page, as WebDriver names it. */
type Element = object;

/** The page, in the words of the people who use it. */
export class Page {
  constructor(
    readonly browser: WebDriver,
    readonly server: Server,
    /** Where the page is: what is asked for there is passed on to the server. */
    readonly url: string,
    /** The paths that the page asked for, in order. */
    readonly asked: string[],
    /** The display, which has a clipboard. */
    private readonly display: string,
  ) {}

  goto(path: string): Promise<void> {
    return this.browser.goto(this.url + path);
  }

  /** The first thing in sight with this name: its label, or its text. */
  private find(selector: string, name: string): Promise<Element | null> {
    return this.browser.run(
      `const [selector, name] = arguments;
       const text = (it) => it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
       const all = [...document.querySelectorAll(selector)].filter((it) => it.checkVisibility());
       return all.find((it) => text(it).trim().replaceAll(/\\s+/g, " ").startsWith(name)) ?? null;`,
      selector,
      name,
    );
  }

  /** Waits for something with this name. */
  async see(selector: string, name: string): Promise<Element> {
    await expect.poll(() => this.find(selector, name), `${selector} “${name}”`).not.toBeNull();
    return (await this.find(selector, name)) as Element;
  }

  async heading(name: string): Promise<void> {
    await this.see("h1", name);
  }

  /** Presses a link or a button with the mouse. */
  async click(name: string, selector = "a, button, summary"): Promise<void> {
    await this.browser.click(await this.see(selector, name));
  }

  /** Types into a field. */
  async type(label: string, text: string): Promise<void> {
    await this.browser.type(await this.see("input, textarea", label), text);
  }

  async value(label: string, selector = "input, textarea, select"): Promise<string> {
    return this.browser.run("return arguments[0].value", await this.see(selector, label));
  }

  /** Waits until what has the focus has this name. */
  async focused(name: string): Promise<void> {
    const focus = `const it = document.activeElement;
      return (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent).trim();`;
    await expect.poll(() => this.browser.run<string>(focus), "the focus").toContain(name);
  }

  /** How bright the page is, up to 255. */
  brightness(): Promise<number> {
    return this.browser.run(
      `const canvas = document.createElement("canvas").getContext("2d");
       canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
       canvas.fillRect(0, 0, 1, 1);
       return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));`,
    );
  }

  /** Waits until there is nothing more with this name. */
  async gone(selector: string, name: string): Promise<void> {
    await expect.poll(() => this.find(selector, name), `no ${selector} “${name}”`).toBeNull();
  }

  /** Puts a text into the clipboard and pastes it with the keyboard. */
  async paste(label: string, text: string): Promise<void> {
    await this.browser.run("arguments[0].focus()", await this.see("input, textarea", label));
    execFileSync("xclip", ["-selection", "clipboard", "-display", this.display], { input: text, stdio: ["pipe", "ignore", "ignore"] });
    await this.browser.press(KEY.control, "v");
  }

  /** What a copy button put into the clipboard. */
  copied(): string {
    return execFileSync("xclip", ["-o", "-selection", "clipboard", "-display", this.display], { encoding: "utf8" });
  }
}

/** A display that nobody sees, of which there may be others on this machine. */
async function openDisplay(): Promise<{ display: string; process: ChildProcess }> {
  const process = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1280x900x24"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [number] = await once(process.stdio[3]!, "data");
  return { display: `:${String(number).trim()}`, process };
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

async function stop(process: ChildProcess): Promise<void> {
  const end = once(process, "exit");
  process.kill();
  await end;
}

export const test = base.extend<{ walk: Page }>({
  walk: async ({}, use, testInfo) => {
    const server = new Server();
    await server.start();
    const asked: string[] = [];
    const noting = createServer((from, to) => {
      asked.push(from.url!);
      const { method, headers } = from;
      const passedOn = request(server.url + from.url, { method, headers }, (answer) => {
        to.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(to);
      });
      passedOn.on("error", () => to.destroy());
      from.pipe(passedOn);
    }).listen(0, "127.0.0.1");
    await once(noting, "listening");
    const { display, process: screen } = await openDisplay();
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, LIBGL_ALWAYS_SOFTWARE: "1" };
    const driver = spawn(process.env.WAVEPASS_WEBKIT_DRIVER || "WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
    const address = `http://127.0.0.1:${port}`;
    await expect.poll(() => fetch(`${address}/status`).then((answer) => answer.ok, () => false)).toBe(true);
    const browser = await WebDriver.open(address);
    await use(new Page(browser, server, `http://127.0.0.1:${(noting.address() as AddressInfo).port}`, asked, display));
    if (testInfo.status !== testInfo.expectedStatus) {
      console.log(await browser.run("return `${location.pathname}\n${document.body.innerText}`"), asked);
    }
    await browser.close();
    await stop(driver);
    await stop(screen);
    noting.closeAllConnections();
    noting.close();
    await server.stop();
    server.remove();
  },
});
