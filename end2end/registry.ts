// A registry that asks for a login, as Debian's docker-registry with htpasswd does. Where that is
// not installed there is none, and what needs it says so.

import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Registry {
  /** Its host with its port, as it is stored. */
  at = "";
  private readonly data = mkdtempSync(join(tmpdir(), "wavepass-registry-"));
  private process?: ChildProcess;

  /** Whether its programs are installed. */
  static isInstalled(): boolean {
    const has = (program: string) => spawnSync(program, ["--help"]).error === undefined;
    const isThere = has("docker-registry") && has("htpasswd");
    if (!isThere && process.env.CI) throw new Error("docker-registry or htpasswd is not installed");
    return isThere;
  }

  /** Starts one that lets this user in. */
  async start(user: string, password: string): Promise<void> {
    const users = join(this.data, "users");
    execFileSync("htpasswd", ["-Bbc", users, user, password], { stdio: "ignore" });
    const port = await freePort();
    const config = {
      version: "0.1",
      storage: { filesystem: { rootdirectory: join(this.data, "store") } },
      http: { addr: `127.0.0.1:${port}` },
      auth: { htpasswd: { realm: "test", path: users } },
    };
    const file = join(this.data, "config.yml");
    // JSON is YAML as well.
    writeFileSync(file, JSON.stringify(config));
    this.process = spawn("docker-registry", ["serve", file], { stdio: "ignore" });
    this.at = `127.0.0.1:${port}`;
    while (!(await listens(port))) await new Promise((resolve) => setTimeout(resolve, 50));
  }

  stop(): void {
    this.process?.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
