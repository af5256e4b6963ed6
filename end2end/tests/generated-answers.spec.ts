// Generated answers, through the real gateway: five pages are opened in each round, none of them
// breaks, and a row that cannot be read hides no other.
//
// Two rounds of each form are part of the tests; WAVEPASS_ROUNDS=30 makes as many. With
// WAVEPASS_ANSWERS=URL the answers are those of a server, such as Prism with the whole description.

import type { Response } from "@playwright/test";
import { type App, TOKEN, expect as expectAtOnce, test } from "../answers/app";
import { FORMS, WRITE_ONLY, type Form, generated } from "../answers/generated";

// What is late is not broken.
const expect = expectAtOnce.configure({ timeout: 15_000 });

const ROUNDS = Number(process.env.WAVEPASS_ROUNDS ?? 2);
const ELSEWHERE = process.env.WAVEPASS_ANSWERS;

type Row = Record<string, unknown> | null;

/** The rows of a list in an answer. */
async function rows(answer: Response, name: string): Promise<Row[]> {
  const body = (await answer.json()) as Record<string, unknown>;
  return Array.isArray(body[name]) ? (body[name] as Row[]) : [];
}

/** Opens a page as the button Back does, without a new load, and gives the answer that it waits for. */
async function opened(app: App, path: string, asks: RegExp): Promise<Response> {
  // What the page before has asked for would be taken for it.
  await app.page.waitForLoadState("networkidle");
  const answer = app.page.waitForResponse((response) => asks.test(new URL(response.url()).pathname));
  await app.page.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
  return answer;
}

/** Nothing on the page says that it failed, and nothing that Platform keeps to itself is on it. */
async function expectWhole(app: App): Promise<void> {
  await expect(app.page.locator(".wp-loading")).toHaveCount(0);
  const failed = /could not be (loaded|reached)|makes no sense here/;
  await expect(app.page.locator("main").getByText(failed)).toHaveCount(0);
  expect(await app.page.content()).not.toContain(WRITE_ONLY);
}

function words(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** What the page says of rows that it lacks. */
async function unreadable(app: App): Promise<number> {
  const said = await app.page.locator("main").innerText();
  return Number(said.match(/(\d+) entr(?:y|ies) could not be read/)?.[1] ?? 0);
}

async function shell(app: App): Promise<void> {
  await expect(app.heading(/credentials$/i)).toBeVisible();
  await expect(app.button(/^User menu of ./)).toBeVisible();
  await app.openSwitch();
  await expect(app.page.getByRole("navigation", { name: "Contexts" }).getByRole("link").first()).toBeVisible();
  await app.page.keyboard.press("Escape");
}

async function list(app: App): Promise<void> {
  // From another page, so that the list is asked for.
  await app.tab("Launch").click();
  await expect(app.heading("Launch config")).toBeVisible();
  const all = await rows(await opened(app, "/credentials", /\/api\/credentials$/), "credentials");
  const readable = all.filter((row) => typeof row === "object" && row && (words(row.id) || words(row.name)));
  if (all.length === 0) {
    await expect(app.page.getByRole("heading", { name: "No credentials yet" })).toBeVisible();
  }
  await expect(app.rows()).toHaveCount(readable.length);
  expect(await unreadable(app)).toBe(all.length - readable.length);
  await expectWhole(app);
}

async function detail(app: App): Promise<void> {
  await opened(app, "/credentials/4kTq0XwZr8LmPb2VnYc6Ha", /\/api\/credentials\/\w+$/);
  await expect(app.page.getByText("Last updated")).toBeVisible();
  await expectWhole(app);
}

async function images(app: App): Promise<void> {
  const all = await rows(await opened(app, "/images?image=quay.io%2Forg%2Ftool:1", /\/api\/credentials$/), "credentials");
  await expect(app.page.getByRole("row").filter({ has: app.page.getByRole("rowheader", { name: "quay.io" }) })).toBeVisible();
  const readable = all.filter((row) => typeof row === "object" && row && (words(row.id) || words(row.name)));
  expect(await unreadable(app)).toBe(all.length - readable.length);
  await expectWhole(app);
}

async function launch(app: App): Promise<void> {
  const all = await rows(await opened(app, "/launch", /\/api\/pipelines$/), "pipelines");
  const ids = all.map((row) => (typeof row === "object" && row ? row.pipelineId : null));
  const readable = ids.filter((id) => Number.isInteger(id) && Math.abs(id as number) <= 2 ** 63);
  const choice = app.page.getByLabel("Pipeline", { exact: true });
  await expect(choice.locator("option")).toHaveCount(new Set(readable).size);
  await expectWhole(app);
  if (readable.length > 0) {
    const answer = app.page.waitForResponse((response) => /\/launch$/.test(new URL(response.url()).pathname));
    await app.button("Load its config").click();
    const { launch } = (await (await answer).json()) as { launch: Row };
    const text = typeof launch?.configText === "string" ? launch.configText.replace(/\r\n?/g, "\n") : "";
    await expect(app.page.getByLabel("Current Nextflow config")).toHaveValue(text);
    await expectWhole(app);
  }
}

/** What another server answers. Prism fails now and then, which is no answer of Platform. */
async function asked(url: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const answer = await fetch(url, { headers: { accept: "application/json", authorization: `Bearer ${TOKEN}` } });
    if (answer.ok) return answer.text();
  }
  return undefined;
}

const PAGES = { shell, list, detail, images, launch };

for (const form of ELSEWHERE ? (["described"] as Form[]) : FORMS) {
  for (let round = 1; round <= ROUNDS; round += 1) {
    test(`${form} answers, round ${round}: five pages are whole`, async ({ app }) => {
      test.setTimeout(60_000);
      app.platform.generate = (path) => (ELSEWHERE ? asked(ELSEWHERE + path) : generated(form, round, path));
      await app.goto("/sign-in");
      await app.page.getByLabel(/^Access token/).fill(TOKEN);
      await app.button("Sign in").click();
      const broken: string[] = [];
      for (const [name, open] of Object.entries(PAGES)) {
        await open(app).catch((error: Error) => broken.push(`${name}: ${error.message}`));
      }
      expect(broken).toEqual([]);
    });
  }
}
