// The gateway in front of a Platform, started for one test and stopped after it.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARY = process.env.WAVEPASS_SERVER ?? "target/debug/wavepass";

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

export class Gateway {
  /** Where it listens, which is not where people reach it behind a proxy. */
  url = "";
  log = "";
  private readonly data = mkdtempSync(join(tmpdir(), "wavepass-gateway-"));
  private process?: ChildProcess;

  /** Starts it with more options, and with these variables of the environment. */
  async start(platform: string, options: string[] = [], variables: Record<string, string> = {}): Promise<void> {
    const listen = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      BINARY,
      ["serve", "--listen", listen, "--data", this.data, "--platform", platform, "--log", "debug", ...options],
      { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...variables } },
    );
    this.process = child;
    child.stderr.on("data", (chunk) => (this.log += chunk));
    await new Promise<void>((resolve, reject) => {
      child.on("exit", (code) => reject(new Error(`the gateway ended (${code}): ${this.log}`)));
      child.stdout.once("data", () => resolve());
    });
    child.removeAllListeners("exit");
    this.url = `http://${listen}`;
  }

  /** Stops it as a service manager would. */
  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child && child.exitCode === null) {
      await new Promise<void>((resolve) => {
        child.on("exit", () => resolve());
        child.kill("SIGTERM");
      });
    }
    rmSync(this.data, { recursive: true, force: true });
  }
}
