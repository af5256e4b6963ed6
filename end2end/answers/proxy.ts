// A real nginx in front of replicas: with TLS, below a path.

import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where Debian has it, which is on no ordinary PATH. */
const DEBIAN = "/usr/sbin/nginx";

export class Proxy {
  log = "";
  private readonly folder = mkdtempSync(join(tmpdir(), "wavepass-proxy-"));
  private process?: ChildProcess;

  /** Below a path, which begins with a slash. */
  constructor(
    readonly port: number,
    readonly prefix: string,
  ) {}

  /** Where people reach the app. */
  get url(): string {
    return `https://localhost:${this.port}${this.prefix}`;
  }

  /** Hands requests to these servers in turn, and takes the prefix off or leaves it on. */
  async start(servers: string[], takesPrefixOff: boolean): Promise<void> {
    const inFolder = (name: string) => join(this.folder, name);
    execFileSync(
      "openssl",
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
        ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        ...["-keyout", inFolder("server.key"), "-out", inFolder("server.pem")],
      ],
      { stdio: "ignore" },
    );
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${inFolder(name)};`);
    const members = servers.map((server) => `server ${new URL(server).host};`);
    writeFileSync(
      inFolder("nginx.conf"),
      `daemon off; master_process off; pid ${inFolder("nginx.pid")}; error_log stderr;
       events {}
       http {
         access_log off; ${temporary.join(" ")}
         upstream wavepass { ${members.join(" ")} }
         server {
           listen 127.0.0.1:${this.port} ssl;
           ssl_certificate ${inFolder("server.pem")};
           ssl_certificate_key ${inFolder("server.key")};
           location ${this.prefix}/ {
             proxy_pass http://wavepass${takesPrefixOff ? "/" : ""};
             proxy_set_header Host $http_host;
             proxy_set_header X-Forwarded-For $remote_addr;
             proxy_set_header X-Request-Id $request_id;
           }
         }
       }`,
    );
    const program = existsSync(DEBIAN) ? DEBIAN : "nginx";
    const child = spawn(program, ["-p", this.folder, "-c", inFolder("nginx.conf"), "-e", "stderr"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.process = child;
    child.on("error", (error) => (this.log += `${error}. To install it, type: sudo apt-get install nginx-light`));
    child.stderr.on("data", (chunk) => (this.log += chunk));
  }

  async stop(): Promise<void> {
    const child = this.process;
    if (child && child.exitCode === null) {
      await new Promise<void>((resolve) => {
        child.on("exit", () => resolve());
        child.kill("SIGKILL");
      });
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}
