// The real server, started for one test on a fresh database and stopped after it.

import { spawn, execFileSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARY = process.env.WAVEPASS_SERVER ?? "target/debug/wavepass";

export class Server {
  /** The program, for commands that need no data. */
  readonly program = BINARY;
  /** Where the app is: http://127.0.0.1:PORT */
  url = "";
  /** The printed link, which signs in once. */
  link = "";
  /** Everything that was logged, at the most talkative level. */
  log = "";

  private readonly data = mkdtempSync(join(tmpdir(), "wavepass-"));
  private process?: ChildProcess;

  /** Starts the server, on the port of an earlier start where there was one. */
  async start(): Promise<void> {
    const port = this.url ? new URL(this.url).port : "0";
    const child = spawn(
      BINARY,
      ["serve", "--listen", `127.0.0.1:${port}`, "--data", this.data, "--log", "trace"],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    this.process = child;
    child.stderr.on("data", (chunk) => (this.log += chunk));
    let out = "";
    this.link = await new Promise<string>((resolve, reject) => {
      child.on("exit", (code) => reject(new Error(`the server ended (${code}): ${this.log}`)));
      child.stdout.on("data", (chunk) => {
        out += chunk;
        const link = out.match(/http:\S+#link=\w+/);
        if (link) resolve(link[0]);
      });
    });
    child.removeAllListeners("exit");
    this.url = new URL(this.link).origin;
  }

  /** Stops the server as a service manager would. */
  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    await new Promise<void>((resolve) => {
      child.on("exit", () => resolve());
      child.kill("SIGTERM");
    });
  }

  /** Runs a command on the data folder, also while the server runs. */
  command(...words: string[]): string {
    return execFileSync(BINARY, [...words, "--data", this.data], { encoding: "utf8" }).trim();
  }

  /** Makes a personal access token on the command line, of the user whom the link signs in or of another one. */
  token(name: string, user?: string): string {
    return this.command("token", "create", name, ...(user === undefined ? [] : ["--user", user]));
  }

  /** Calls the API as a program would. */
  async api(method: string, path: string, token: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  }

  remove(): void {
    rmSync(this.data, { recursive: true, force: true });
  }
}
