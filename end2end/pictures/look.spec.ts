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
for (const [w, scheme] of [[1280,"light"],[390,"dark"]] as const) {
  test(`look images ${w} ${scheme}`, async ({ app, page, server }) => {
    await page.setViewportSize({ width: w, height: 900 });
    await page.emulateMedia({ colorScheme: scheme });
    const token = server.token("x");
    for (const [name, registry, userName] of [["acr-prod","myregistry.azurecr.io","my-token"],["acr-old","myregistry.azurecr.io","t"],["quay-url","https://quay.io","org+robot"]]) 
      await server.api("POST","/credentials",token,{credentials:{name,provider:"container-reg",keys:{userName,password:"x",registry}}});
    await app.signIn();
    await app.link("Images").click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `/tmp/look/images0-${w}-${scheme}.png`, fullPage: true });
    await page.getByRole("textbox").first().fill("ubuntu\nmyregistry.azurecr.io/team/app:1\nquay.io/biocontainers/fastqc:0.11\n123456789012.dkr.ecr.eu-west-1.amazonaws.com/tool:1\nlocalhost/x\nquay.io/d/tool:1");
    await app.button("Check").click();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/look/images1-${w}-${scheme}.png`, fullPage: true });
    await page.getByRole("textbox").first().fill("ERROR ~ Wave invalid response: POST https://wave.seqera.io/v1alpha2/container [400] {\"message\":\"Container image 'quay.io/org/tool:1' does not exist or access is not authorized\"}\ndenied: Your authorization token has expired. Reauthenticate and try again.");
    await app.button("Check").click();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/look/images2-${w}-${scheme}.png`, fullPage: true });
  });
}
