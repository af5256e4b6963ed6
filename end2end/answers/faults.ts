// What can go wrong between the gateway and Platform, and what people must be told of it: of a
// question that has no answer, and of something that was to be stored.

import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import type { Platform } from "./platform";

/** Whether what was to be stored is. */
export type Outcome = "Nothing was saved" | "It is not certain whether the credentials were saved";

export interface Fault {
  name: string;
  begin(platform: Platform): void | Promise<void>;
  end?(platform: Platform): Promise<void>;
  /** What happened, wherever it is told. */
  said: RegExp;
  outcome: Outcome;
  /** Whether Platform never gets the request. */
  unsent?: boolean;
  /** Whether it takes long until it is known. */
  slow?: boolean;
}

const NOTHING: Outcome = "Nothing was saved";
const UNCERTAIN: Outcome = "It is not certain whether the credentials were saved";

/** A fault of every answer. */
function answering(
  name: string,
  said: RegExp,
  outcome: Outcome,
  fault: (response: ServerResponse) => void,
  more: Partial<Fault> = {},
): Fault {
  return { name, said, outcome, begin: (platform) => void (platform.fault = fault), ...more };
}

/** An answer with these headers and this body. */
function http(status: number, headers: Record<string, string>, body: string | Buffer) {
  return (response: ServerResponse) => void response.writeHead(status, headers).end(body);
}

const JSON_TYPE = { "Content-Type": "application/json" };
const HTML_TYPE = { "Content-Type": "text/html" };
const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));

/** Sends the same again and again, until nobody listens any more. */
function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(256 * 1024, 0x20);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on("drain", more).on("error", () => undefined);
  response.writeHead(200, JSON_TYPE);
  more();
}

export const FAULTS: Fault[] = [
  {
    name: "Platform is down",
    begin: (platform) => platform.stop(),
    end: (platform) => platform.start(),
    said: /Platform could not be reached: nothing listens at 127\.0\.0\.1:\d+/,
    outcome: NOTHING,
    unsent: true,
  },
  answering("Platform never answers", /did not answer in time/, UNCERTAIN, () => undefined, { slow: true }),
  answering(
    "an answer that comes byte by byte",
    /did not answer in time/,
    UNCERTAIN,
    (response) => {
      response.writeHead(200, JSON_TYPE);
      const drip = setInterval(() => void response.write(" "), 1_000);
      response.on("close", () => clearInterval(drip));
    },
    { slow: true },
  ),
  answering("half an answer", /half an answer or none: .+ closed the connection/, UNCERTAIN, (response) => {
    response.writeHead(200, { ...JSON_TYPE, "Content-Length": "1000" });
    response.write('{"credentials":[', () => response.destroy());
  }),
  answering("no answer at all", /half an answer or none: .+ closed the connection/, UNCERTAIN, (response) => {
    response.destroy();
  }),
  answering("bytes that are no HTTP", /what .+ sends is no HTTP/, UNCERTAIN, (response) => {
    response.socket?.end("SSH-2.0-OpenSSH_9.6\r\n\r\n");
  }),
  answering("a text that is no JSON", /gave a text that is no JSON/, UNCERTAIN, http(200, JSON_TYPE, "upstream ok")),
  answering("JSON that is cut off", /JSON that is cut off or damaged/, UNCERTAIN, http(200, JSON_TYPE, '{"credentials":[{"id":')),
  answering("200 with nothing in it", /gave an empty body|answer that makes no sense here/, UNCERTAIN, http(200, JSON_TYPE, "")),
  answering(
    "200 with a web page",
    /gave a web page, "Log in".+end in \/api\?/,
    UNCERTAIN,
    http(200, HTML_TYPE, "<!doctype html><title>Log in</title>"),
  ),
  answering(
    "503 with a web page",
    /answered 503 Service Unavailable with a web page, "Down for maintenance"/,
    UNCERTAIN,
    http(503, HTML_TYPE, "<html><head><title>Down for maintenance</title></head></html>"),
  ),
  answering(
    "a redirect",
    /a redirect to login\.example\.org, which is not followed/,
    UNCERTAIN,
    http(302, { Location: "https://login.example.org/?to=here" }, ""),
  ),
  answering(
    "an encoding that nobody asked for",
    /packs it as br, which nobody asked for/,
    UNCERTAIN,
    http(200, { ...JSON_TYPE, "Content-Encoding": "br" }, "?"),
  ),
  answering(
    "gzip that is cut off",
    /the gzip of .+ is damaged or cut off/,
    UNCERTAIN,
    http(200, { ...JSON_TYPE, "Content-Encoding": "gzip" }, gzipSync('{"credentials":[]}').subarray(0, 20)),
  ),
  answering(
    "a gzip bomb",
    /answer is too long: .+ more than 16 MB/,
    UNCERTAIN,
    http(200, { ...JSON_TYPE, "Content-Encoding": "gzip" }, BOMB),
  ),
  answering("an answer without an end", /answer is too long: .+ more than 16 MB/, UNCERTAIN, endless),
  answering(
    "500 with an error id",
    /Platform failed.+4dEfGhIjKlMnOpQrStUvWx/,
    UNCERTAIN,
    http(500, JSON_TYPE, '{"message":"Unexpected error while processing - Error ID: 4dEfGhIjKlMnOpQrStUvWx"}'),
  ),
  answering(
    "429 for longer than somebody waits",
    /asks for fewer requests\. Wait 90 seconds/,
    NOTHING,
    http(429, { ...JSON_TYPE, "Retry-After": "90" }, '{"message":"Maximum request rate exceeded."}'),
  ),
  answering(
    "400 with a reason",
    /The server is being upgraded/,
    NOTHING,
    http(400, JSON_TYPE, '{"message":"The server is being upgraded"}'),
  ),
  answering("404 without a word", /It is not there: it may have been deleted, or Platform’s API is elsewhere/, NOTHING, http(404, {}, "")),
];
