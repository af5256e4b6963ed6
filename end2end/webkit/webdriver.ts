// A browser driven by plain WebDriver requests: https://www.w3.org/TR/webdriver2/

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys without a letter of their own, as WebDriver writes them. */
export const KEY = { tab: "\uE004", enter: "\uE007", escape: "\uE00C", control: "\uE009" };

export class WebDriver {
  private constructor(private readonly session: string) {}

  static async open(driver: string): Promise<WebDriver> {
    const { sessionId } = await call(`${driver}/session`, "POST", { capabilities: {} });
    return new WebDriver(`${driver}/session/${sessionId}`);
  }

  close = () => call(this.session, "DELETE");
  goto = (url: string) => call(`${this.session}/url`, "POST", { url });
  back = () => call(`${this.session}/back`, "POST", {});
  forgetCookies = () => call(`${this.session}/cookie`, "DELETE");

  /** Runs a script in the page; what it throws, fails. */
  run<T>(script: string, ...args: unknown[]): Promise<T> {
    return call(`${this.session}/execute/sync`, "POST", { script, args });
  }

  /** Presses keys together: letters, and what KEY names. */
  press(...keys: string[]): Promise<void> {
    const down = keys.map((value) => ({ type: "keyDown", value }));
    const up = keys.map((value) => ({ type: "keyUp", value }));
    return this.act({ type: "key", id: "keyboard", actions: [...down, ...up.reverse()] });
  }

  /** Presses letters, one after the other. */
  write(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    return this.act({ type: "key", id: "keyboard", actions });
  }

  /** Presses with the mouse. The pointer does not scroll by itself. */
  async click(element: object): Promise<void> {
    await this.run("arguments[0].scrollIntoView({ block: 'center' })", element);
    const actions = [
      { type: "pointerMove", origin: element, x: 0, y: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    await this.act({ type: "pointer", id: "mouse", actions });
  }

  private act(device: object): Promise<void> {
    return call(`${this.session}/actions`, "POST", { actions: [device] });
  }

  /** Types into an element, whose text stays. */
  type(element: object, text: string): Promise<void> {
    const id = (element as Record<string, string>)[ELEMENT];
    return call(`${this.session}/element/${id}/value`, "POST", { text });
  }
}

async function call(url: string, method: string, body?: unknown): Promise<any> {
  const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
  if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error} ${value?.message}`);
  return value;
}
