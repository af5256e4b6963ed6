// What browsers do differently by themselves, and the app alike in all of them.

import { expect, test, type App } from "../app";

/** A text that is higher and wider than the editor, and the editor with it. */
async function longText(app: App) {
  await app.signIn();
  await app.goto("/launch");
  const text = Array.from({ length: 120 }, (_, at) => `params.p${at} = '${"long ".repeat(at === 60 ? 60 : 1)}'`).join("\n");
  const editor = app.field("Current Nextflow config");
  await editor.evaluate((area: HTMLTextAreaElement, text) => {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.setSelectionRange(0, 0);
    area.focus();
  }, text);
  return editor;
}

test("the caret of the editor stays in sight, whatever key moves it", async ({ app, page }) => {
  const editor = await longText(app);
  const look = () =>
    editor.evaluate((area: HTMLTextAreaElement) => {
      const box = area.closest(".wp-editor")!;
      const head = area.selectionDirection === "backward" ? area.selectionStart : area.selectionEnd;
      const before = area.value.slice(0, head).split("\n");
      const line = before.length - 1;
      const height = box.querySelector(".wp-editor__row")!.getBoundingClientRect().height;
      const isSeen = line * height >= box.scrollTop - 1 && (line + 1) * height <= box.scrollTop + box.clientHeight + 1;
      return { line, column: before[line].length, isSeen, left: box.scrollLeft, selected: area.selectionEnd - area.selectionStart };
    });
  const press = async (key: string) => {
    await page.keyboard.press(key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const seen = await look();
    expect(seen.isSeen, `${key}: line ${seen.line} is in sight`).toBe(true);
    return seen;
  };
  expect((await press("Control+End")).line).toBe(119);
  expect((await press("Control+Home")).line).toBe(0);
  const { line } = await press("PageDown");
  expect(line).toBeGreaterThan(5);
  expect(line).toBeLessThan(60);
  expect((await press("PageDown")).line).toBe(2 * line);
  expect((await press("PageUp")).line).toBe(line);
  const extended = await press("Shift+PageDown");
  expect(extended.line).toBe(2 * line);
  expect(extended.selected).toBeGreaterThan(0);
  expect((await press("Shift+PageUp")).selected).toBe(0);
  expect((await press("Shift+Control+Home")).line).toBe(0);
  await editor.evaluate((area: HTMLTextAreaElement) => {
    const at = area.value.split("\n").slice(0, 60).join("\n").length + 1;
    area.setSelectionRange(at, at);
  });
  expect((await press("End")).left).toBeGreaterThan(0);
  expect((await press("Home")).left).toBe(0);
});

test("a menu that was opened by mouse has the focus on its first item, and is closed by leaving it", async ({ app, page }) => {
  await app.signIn();
  await app.add("one");
  await app.add("two", "quay.io");
  const menus = page.locator(".wp-menu");
  for (const [button, name, panel] of [
    [app.button(/Change context/), "Personal", menus.first()],
    [app.button("User menu of local"), "Your credentials", menus.nth(1)],
    [app.button(/Actions for/).first(), "Details", menus.nth(2)],
  ] as const) {
    const first = panel.getByRole("link", { name, exact: true });
    await button.click();
    await expect(first).toBeFocused();
    for (let presses = 0; presses < 8 && (await panel.isVisible()); presses++) await page.keyboard.press("Tab");
    await expect(panel).toBeHidden();
    await button.click();
    await expect(first).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(button).toBeFocused();
    // A press on the button closes what it opened.
    await button.click();
    await expect(first).toBeFocused();
    await button.click();
    await expect(panel).toBeHidden();
  }
});

for (const theme of ["light", "dark"] as const) {
  test(`selects and checkboxes are drawn by the app (${theme})`, async ({ app, page }) => {
    await app.choose(theme);
    await app.signIn();
    await app.goto("/launch");
    const looks = (selector: string) =>
      page.locator(selector).first().evaluate((it) => {
        const { appearance, backgroundColor, inlineSize } = getComputedStyle(it);
        return { appearance, backgroundColor, inlineSize };
      });
    const surface = (await looks(".wp-input")).backgroundColor;
    expect(await looks(".wp-select")).toMatchObject({ appearance: "none", backgroundColor: surface });
    const box = '.wp-check [type="checkbox"]';
    expect(await looks(`${box}:not(:checked)`)).toEqual({ appearance: "none", backgroundColor: surface, inlineSize: "20px" });
    await page.locator(box).first().check();
    expect((await looks(`${box}:checked`)).backgroundColor).not.toBe(surface);
  });
}
