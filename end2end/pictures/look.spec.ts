import { test } from "../app";
for (const [w, scheme] of [[1280,"light"],[1280,"dark"],[390,"light"],[390,"dark"]] as const) {
  test(`look ${w} ${scheme}`, async ({ app, page, server }) => {
    await page.setViewportSize({ width: w, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const token = server.token("x");
    for (const [name, registry, userName] of [["acr-prod","myregistry.azurecr.io","my-token"],["acr-old","myregistry.azurecr.io","t"],["quay-url","https://quay.io","org+robot"],["hub",null,"me"]]) 
      await server.api("POST","/credentials",token,{credentials:{name,provider:"container-reg",keys:{userName,password:"x",registry}}});
    await app.signIn();
    await page.waitForTimeout(300);
    await page.screenshot({ path: `/tmp/look/list-${w}-${scheme}.png`, fullPage: true });
    await app.openForm();
    await app.fill({ name: "acr-new", user: "AWS", registry: "https://MyRegistry.azurecr.io/v2/", password: "abc" });
    await app.field(/^Registry server/).blur();
    await page.waitForTimeout(700);
    await page.screenshot({ path: `/tmp/look/form-${w}-${scheme}.png`, fullPage: true });
    if (scheme === "light") {
      await page.getByText("Paste a login command or JSON").click();
      await app.paste(app.field(/^Login command, config.json/), JSON.stringify({auths:{"quay.io":{auth:btoa("a:b")},"ghcr.io":{auth:btoa("c:d")}},credHelpers:{"x.azurecr.io":"acr"}}));
      await page.waitForTimeout(900);
      await page.screenshot({ path: `/tmp/look/paste-${w}-${scheme}.png`, fullPage: true });
    }
  });
}
