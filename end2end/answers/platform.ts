// A small Platform that plays answers. What no test plays is answered as a healthy Platform would;
// every request is kept.

import { createServer, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** An answer to one request. */
export interface Answer {
  id: string;
  path: string;
  method: string;
  status: number;
  body: unknown;
  since: string;
  must: string;
  headers?: Record<string, string>;
  rows?: number;
  /** How long it takes, in milliseconds. */
  delay?: number;
}

/** A request that reached Platform. */
export interface Seen {
  method: string;
  path: string;
  body: string;
}

/** The answers, each with what the app must do with it. */
export const ANSWERS: Answer[] = JSON.parse(readFileSync(join(__dirname, "recorded.json"), "utf8")).answers;

export const WORKSPACE = 75001002003004;

/** A workspace of the person. */
export function workspace(id: number, name: string, roles = ["owner"]): Record<string, unknown> {
  return {
    orgId: 27001002003004,
    orgName: "north-lab",
    workspaceId: id,
    workspaceName: name,
    workspaceFullName: `north-lab/${name}`,
    visibility: "PRIVATE",
    roles,
  };
}

/** A stored registry credential. */
export function stored(id: string, name: string, registry: string | null): Record<string, unknown> {
  return {
    id,
    name,
    provider: "container-reg",
    lastUsed: null,
    dateCreated: "2022-12-05T09:14:02Z",
    lastUpdated: "2022-12-05T09:14:02Z",
    keys: { userName: "mira-b", password: null, registry, discriminator: "container-reg" },
  };
}

/** A pipeline of a person's own. */
export function pipeline(id: number, name: string): Record<string, unknown> {
  return { pipelineId: id, name, repository: "https://git.example.org/rnaseq", workspaceId: null };
}

export function played(method: string, path: string, status: number, body: unknown, headers = {}): Answer {
  return { id: "", since: "", must: "", method, path, status, body, headers };
}

/** What a healthy Platform answers. Later ones go before earlier ones. */
const HEALTHY: Answer[] = [
  played("GET", "/service-info", 200, { serviceInfo: { version: "25.1.0", apiVersion: "1.187.0", waveEnabled: true, userWorkspaceEnabled: true } }),
  played("GET", "/user-info", 200, { user: { id: 3107, userName: "mira-b", email: "mira@example.org" }, needConsent: false }),
  played("GET", "/user/3107/workspaces", 200, { orgsAndWorkspaces: [workspace(WORKSPACE, "rnaseq")] }),
  played("GET", "/credentials", 200, { credentials: [] }),
  played("GET", "/credentials/validate", 204, null),
  played("POST", "/credentials", 200, { credentialsId: "9oWu4BaDv2PqTf6ZrCg0Le" }),
  played("GET", "/compute-envs", 200, { computeEnvs: [] }),
  played("GET", "/pipelines", 200, { pipelines: [], totalSize: 0 }),
];

export class Platform {
  readonly seen: Seen[] = [];
  /** What becomes of every request in place of an answer, while it is set. */
  fault?: (response: ServerResponse) => void;
  /** Makes the answers to questions, as texts of JSON, but for those that it has none to. */
  generate?: (path: string) => string | undefined | Promise<string | undefined>;
  private answers = [...HEALTHY];
  private port = 0;
  private readonly server: HttpServer;

  constructor() {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  /** Starts it, on the port of an earlier start where there was one. */
  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Plays answers from now on, the first of those that fit a request. */
  play(...answers: Answer[]): void {
    this.answers.unshift(...answers);
  }

  /** Plays an answer once. */
  once(answer: Answer): void {
    const original = this.answers;
    this.answers = [answer, ...original];
    this.forget = (used) => {
      if (used === answer) this.playNoMore(answer);
    };
  }

  /** Plays an answer no more. */
  playNoMore(answer: Answer): void {
    this.answers = this.answers.filter((other) => other !== answer);
  }

  private forget: (used: Answer) => void = () => undefined;

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const path = request.url ?? "/";
    this.seen.push({ method: request.method ?? "", path, body });
    if (this.fault) return this.fault(response);
    const made = request.method === "GET" ? await this.generate?.(path) : undefined;
    if (made !== undefined) {
      response.writeHead(200, { "Content-Type": "application/json" }).end(made);
      return;
    }
    const answer = this.answers.find((answer) => fits(answer, request.method ?? "", path));
    if (!answer) {
      response.writeHead(404, { "Content-Type": "application/json" }).end('{"message":"not played"}');
      return;
    }
    this.forget(answer);
    if (answer.delay) await new Promise((resolve) => setTimeout(resolve, answer.delay));
    const headers: Record<string, string> = { ...answer.headers };
    let sent: Buffer | string = "";
    if (typeof answer.body === "string") {
      sent = answer.body;
    } else if (answer.body !== null) {
      headers["Content-Type"] ??= "application/json";
      sent = JSON.stringify(repeated(answer, path));
    }
    if (headers["Content-Encoding"] === "gzip") sent = gzipSync(sent);
    headers["Content-Length"] = String(Buffer.byteLength(sent));
    response.writeHead(answer.status, headers).end(sent);
  }
}

/** Whether an answer is one to a request: to its path, with at least its parameters. */
function fits(answer: Answer, method: string, path: string): boolean {
  const [wanted, asked] = [answer.path, path].map((text) => new URL(text, "http://x"));
  if (answer.method !== method || !wanted || !asked || wanted.pathname !== asked.pathname) return false;
  return [...wanted.searchParams].every(([name, value]) => asked.searchParams.get(name) === value);
}

/** The body, with its one row repeated where that is wanted. A further page is another one. */
function repeated(answer: Answer, path: string): unknown {
  if (!answer.rows) return answer.body;
  const [name, rows] = Object.entries(answer.body as object).find(([, value]) => Array.isArray(value)) as [string, Record<string, unknown>[]];
  const offset = Number(new URL(path, "http://x").searchParams.get("offset") ?? 0);
  const all = Array.from({ length: answer.rows }, (_, at) => {
    const row = { ...rows[0] };
    if ("pipelineId" in row) row.pipelineId = Number(row.pipelineId) + offset + at;
    if ("id" in row) row.id = `id${at}`;
    row.name = `${row.name}-${offset + at}`;
    return row;
  });
  return { ...(answer.body as object), [name]: all };
}
