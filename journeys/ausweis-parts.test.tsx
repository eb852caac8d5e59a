import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page, Request } from "playwright-core";
import { create } from "qrcode";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrations } from "../src/app/migrations.ts";
import type { TenantId } from "../src/kernel/index.ts";
import { largeFiles } from "../src/modules/ausweis/client/parts/face-model.ts";
import {
  type AverageFace,
  type DrawnFace,
  drawFace,
  readAverageFace,
} from "../src/modules/ausweis/client/testing/drawn-face.ts";
import { readSignature } from "../src/modules/ausweis/model/signature.ts";
import { PhotoCheckPage } from "../src/modules/ausweis/views/photo-check-page.tsx";
import { SignatureDrawing, SignaturePage } from "../src/modules/ausweis/views/signature-page.tsx";
import { createLog } from "../src/platform/log/index.ts";
import { createTestDatabase, startTestServer, type TestDatabase } from "../src/platform/testing/index.ts";
import { PortalPage, QrScan, TextField } from "../src/platform/ui/index.ts";
import { createServer, page as pageAnswer, redirect } from "../src/platform/web/index.ts";
import { desk, expectAccessible, expectNoSidewaysScroll, launchBrowser, newVisitor, phone } from "./support/browser.ts";

/** As they are built. */
const folder = join(import.meta.dirname, "../dist/assets");
let stopServer: () => Promise<void>;
let database: TestDatabase;
let app: Awaited<ReturnType<typeof createServer>>;
let browser: Browser;
let face: AverageFace;
let base: string;
let manifest: Record<string, string>;
let signed = "";

const brand = {
  name: "Testdorf",
  officialName: "Gemeinde Testdorf",
  slug: "testdorf",
  accent: "#1f4e8c",
  demo: false,
};

beforeAll(async () => {
  const started = await startTestServer(migrations);
  stopServer = started.stop;
  manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
  database = await createTestDatabase(started.server);
  app = await createServer({
    routes: [
      {
        method: "GET",
        path: "/:town/foto",
        access: "public",
        csp: "wasm",
        handle: async ({ view }) => pageAnswer(<PhotoCheckPage view={view} />, { camera: true }),
      },
      {
        method: "GET",
        path: "/:town/code",
        access: "public",
        handle: async ({ view }) =>
          pageAnswer(
            <PortalPage view={view} title="Code" script="qr-scan.js">
              <TextField view={view} name="fotoCode" label="Code" />
              <QrScan view={view} inputId="fotoCode" pattern="[A-Za-z0-9][A-Za-z0-9 -]*" />
            </PortalPage>,
            { camera: true },
          ),
      },
      {
        method: "GET",
        path: "/:town/unterschrift",
        access: "public",
        handle: async ({ view }) =>
          pageAnswer(<SignaturePage view={view} action={view.href("/unterschrift")} personName="Mia Muster" />),
      },
      {
        method: "POST",
        path: "/:town/unterschrift",
        access: "public",
        handle: async ({ view, body }) => {
          const read = readSignature(body);
          if ("errors" in read) {
            return pageAnswer(
              <SignaturePage
                view={view}
                action={view.href("/unterschrift")}
                personName="Mia Muster"
                values={body}
                errors={read.errors}
              />,
              { status: 422 },
            );
          }
          signed = read.ok.kind === "drawn" ? read.ok.path : read.ok.name;
          return redirect(view.href("/fertig"));
        },
      },
      {
        method: "GET",
        path: "/:town/fertig",
        access: "public",
        handle: async ({ view }) =>
          pageAnswer(
            <PortalPage view={view} title="Fertig">
              <SignatureDrawing path={signed} label="Unterschrift von Mia Muster" />
            </PortalPage>,
          ),
      },
      {
        method: "GET",
        path: "/:town/marke.css",
        access: "public",
        handle: async () => ({ kind: "content", status: 200, mediaType: "text/css", body: "" }),
      },
    ],
    db: database.db,
    files: database.files,
    keyring: database.keyring,
    jobs: database.queue.sender,
    log: createLog("silent"),
    dependencies: {
      findTown: async () => ({
        tenant: 1 as TenantId,
        brand: { ...brand, markPath: manifest["klickamt.svg"] ?? "" },
      }),
      authenticate: async () => undefined,
    },
    assetsFolder: folder,
    publicUrl: "http://localhost",
    trustProxy: false,
    requestsPerMinute: 10_000,
  });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  // Browsers open a camera on `localhost` without HTTPS.
  base = `${address.replace("127.0.0.1", "localhost")}/testdorf`;
  browser = await launchBrowser();
  face = readAverageFace();
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await app?.close();
  await database?.close();
  await stopServer?.();
});

/** A page, what it asked for, and what its policy refused. */
async function open(
  path: string,
  options: {
    javaScript?: boolean;
    viewport?: typeof phone | typeof desk;
    prepare?: (page: Page) => Promise<unknown>;
  } = {},
) {
  const visitor = await newVisitor(browser, {
    viewport: options.viewport ?? phone,
    javaScript: options.javaScript ?? true,
  });
  const page = await visitor.newPage();
  const requests: Request[] = [];
  const trouble: string[] = [];
  page.on("request", (request) => requests.push(request));
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(message.text());
  });
  await options.prepare?.(page);
  await page.goto(base + path);
  return { page, requests, trouble, close: () => visitor.close() };
}

async function pictureOf(page: Page, options: DrawnFace): Promise<Buffer> {
  const address = await page.evaluate(drawFace, { face, options });
  return Buffer.from(address.split(",")[1] ?? "", "base64");
}

const ready = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector("[data-photo-check]")?.hasAttribute("aria-busy") === false,
    undefined,
    { timeout: 60_000 },
  );

async function check(page: Page, buffer: Buffer): Promise<Record<string, string>> {
  await page.setInputFiles("#foto-datei", { name: "foto.png", mimeType: "image/png", buffer });
  await ready(page);
  return outcomes(page);
}

const outcomes = (page: Page): Promise<Record<string, string>> =>
  page.$$eval("[data-findings] li", (items) =>
    Object.fromEntries(
      items.map((item) => [(item as HTMLElement).dataset.check, (item as HTMLElement).dataset.outcome]),
    ),
  );

/** A camera of which we know what it shows: the device is outside, what the page does with it is not. */
async function installCamera(page: Page, picture: string): Promise<void> {
  await page.addInitScript((source) => {
    navigator.mediaDevices.getUserMedia = async () => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext("2d");
      const stream = canvas.captureStream(15);
      const [track] = stream.getTracks();
      const timer = setInterval(() => {
        context?.drawImage(image, 0, 0);
        if (track?.readyState === "ended") {
          clearInterval(timer);
          document.documentElement.dataset.cameraOff = "";
        }
      }, 50);
      return stream;
    };
  }, picture);
}

async function denyCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
}

describe("the face model", () => {
  test("is as large as the progress bar believes", async () => {
    for (const [name, bytes] of Object.entries(largeFiles))
      expect((await stat(join(folder, (manifest["face-model/"] ?? "").slice("/assets/".length), name))).size).toBe(
        bytes,
      );
  });

  test("has no code made out of strings left", async () => {
    for (const name of ["face_mesh_solution_simd_wasm_bin.js", "face_mesh_solution_wasm_bin.js"]) {
      const code = await readFile(join(folder, (manifest["face-model/"] ?? "").slice("/assets/".length), name), "utf8");
      expect(code).not.toMatch(/new Function\(|new_\(Function|\beval\(/);
    }
  });
});

describe("the photo check", () => {
  test("judges pictures in the browser, and no request carries one away", async () => {
    const { page, requests, trouble, close } = await open("/foto");
    expect(requests.some((request) => request.url().includes("face-model"))).toBe(false);

    const good = await check(page, await pictureOf(page, {}));
    expect(Object.values(good), JSON.stringify(good)).toEqual(Object.keys(good).map(() => "met"));
    expect(await page.textContent("[data-status]")).toBe("Wir haben nichts gefunden, was Sie ändern müssten.");

    for (const [options, broken] of [
      [{ roll: 14 }, "level"],
      [{ yaw: 28 }, "frontal"],
      [{ head: 0.5 }, "size"],
      [{ eyes: "shut" }, "eyes"],
      [{ mouth: "open" }, "mouth"],
      [{ background: "stripes" }, "background"],
      [{ background: "#303038" }, "background"],
      [{ blur: 6 }, "sharpness"],
    ] as const satisfies readonly (readonly [DrawnFace, string])[]) {
      const found = await check(page, await pictureOf(page, options));
      expect(found[broken], JSON.stringify({ options, found })).toBe("broken");
    }

    // A wall, and a letter.
    const wall = await page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = 700;
      canvas.height = 900;
      canvas.getContext("2d")?.fillRect(0, 0, 700, 900);
      return canvas.toDataURL("image/png");
    });
    const nobody = await check(page, Buffer.from(wall.split(",")[1] ?? "", "base64"));
    expect(nobody.face).toBe("broken");
    expect(nobody.sharpness).toBe("unknown");
    expect(await page.textContent("[data-status]")).toContain("Wir haben kein Gesicht gefunden.");
    await check(page, Buffer.from("%PDF-1.7"));
    expect(await page.textContent("[data-status]")).toContain("kein Bild");
    expect(await page.isVisible("[data-results]")).toBe(false);

    // The same picture is judged anew for a child.
    await check(page, await pictureOf(page, { head: 0.58 }));
    expect((await outcomes(page)).size).toBe("broken");
    await page.getByLabel("6 bis 9 Jahre").check();
    await ready(page);
    expect((await outcomes(page)).size).toBe("met");

    expect(requests.filter((request) => request.method() !== "GET" || request.postData() !== null)).toEqual([]);
    expect(
      requests.every((request) => /^(http:\/\/localhost|blob:http:\/\/localhost|data:font)/.test(request.url())),
    ).toBe(true);
    expect(trouble).toEqual([]);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await close();
  }, 120_000);

  test("takes the picture of the camera, and turns the camera off after it", async () => {
    const drawing = await open("/foto");
    const picture = await drawing.page.evaluate(drawFace, { face, options: { width: 1280, height: 960, head: 0.74 } });
    await drawing.close();
    const { page, close } = await open("/foto", { prepare: (one) => installCamera(one, picture) });
    await page.getByRole("button", { name: "Kamera öffnen" }).click();
    await page.getByRole("button", { name: "Aufnehmen und prüfen" }).click();
    await ready(page);
    await page.waitForSelector("[data-findings] li");
    const found = await outcomes(page);
    expect(found.face).toBe("met");
    expect(found.level).toBe("met");
    await page.waitForSelector("html[data-camera-off]", { state: "attached" });
    await close();
  }, 60_000);

  test("says plainly that the camera may not be used", async () => {
    const { page, close } = await open("/foto", { prepare: denyCamera });
    await page.getByRole("button", { name: "Kamera öffnen" }).click();
    await page.getByText("Ihr Browser darf die Kamera nicht benutzen.").waitFor();
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("button", { name: "Open the camera" }).click();
    await page.getByText("Your browser may not use the camera.").waitFor();
    await close();
  });

  test("can be cancelled while the model loads, and tried again", async () => {
    const { page, close } = await open("/foto");
    let held: (() => void) | undefined;
    await page.route("**/*.data", async (route) => {
      if (held === undefined) await new Promise<void>((done) => (held = done));
      await route.continue().catch(() => undefined);
    });
    const buffer = await pictureOf(page, {});
    await page.setInputFiles("#foto-datei", { name: "foto.png", mimeType: "image/png", buffer });
    await page.getByRole("progressbar").waitFor();
    await page.getByRole("button", { name: "Abbrechen" }).click();
    expect(await page.textContent("[data-status]")).toContain("Abgebrochen");
    expect(await page.isVisible("progress")).toBe(false);
    held?.();
    expect((await check(page, buffer)).face).toBe("met");
    await close();
  }, 60_000);

  test("says when the model cannot be loaded or the device has no graphics", async () => {
    const offline = await open("/foto");
    await offline.page.route("**/*.wasm", (route) => route.abort());
    const buffer = await pictureOf(offline.page, {});
    await check(offline.page, buffer);
    expect(await offline.page.textContent("[data-status]")).toContain("Prüfen Sie Ihre Verbindung");
    await offline.close();

    const old = await open("/foto", {
      prepare: async (page) =>
        page.addInitScript(() => {
          const original = HTMLCanvasElement.prototype.getContext;
          HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...more: []) {
            return kind.startsWith("webgl") ? null : original.call(this, kind as "2d", ...more);
          } as typeof original;
        }),
    });
    await check(old.page, buffer);
    expect(await old.page.textContent("[data-status]")).toContain("WebGL");
    await old.close();
  }, 60_000);

  test("without script is a list of rules, and says that a picture of one's own cannot be handed in", async () => {
    const { page, requests, close } = await open("/foto", { javaScript: false });
    expect(await page.isVisible("#foto-datei")).toBe(false);
    expect(await page.isVisible("canvas")).toBe(false);
    const text = (await page.textContent("main")) ?? "";
    expect(text).toContain("§ 9 Abs. 3 PAuswG");
    expect(text).toContain("70 bis 80 Prozent");
    expect(await page.locator(".photo-rules > li svg.photo-drawing").count()).toBeGreaterThan(8);
    expect(requests.some((request) => request.url().includes("face-model"))).toBe(false);
    await close();
  });
});

describe("the QR code", () => {
  /** A picture of a camera that sees a code on paper. */
  function paper(text: string): string {
    const { modules } = create(text, { errorCorrectionLevel: "M" });
    const { size } = modules;
    let path = "";
    for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (modules.get(y, x)) path += `M${x} ${y}h1v1h-1z`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480" viewBox="-20 -10 ${size + 40} ${size + 20}"><rect x="-99" y="-99" width="300" height="300" fill="#ddd"/><path d="${path}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }

  test("fills the code in, tells the form, and turns the camera off", async () => {
    const { page, requests, trouble, close } = await open("/code", {
      prepare: (one) => installCamera(one, paper("https://foto.example/abruf?code=AB12-CD34-EF56")),
    });
    expect(requests.some((request) => request.url().includes("qr-decode"))).toBe(false);
    await page.evaluate(() =>
      document.addEventListener("change", (event) => {
        document.body.dataset.changed = (event.target as HTMLElement).id;
      }),
    );
    await page.getByRole("button", { name: "QR-Code scannen" }).click();
    await page.getByText("Der Code ist eingetragen.").waitFor({ timeout: 15_000 });
    expect(await page.inputValue("#fotoCode")).toBe("AB12-CD34-EF56");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("fotoCode");
    expect(await page.evaluate(() => document.body.dataset.changed)).toBe("fotoCode");
    await page.waitForSelector("html[data-camera-off]", { state: "attached" });
    expect(requests.some((request) => request.url().includes("face-model"))).toBe(false);
    expect(trouble).toEqual([]);
    await expectAccessible(page);
    await close();
  }, 30_000);

  test("that holds something else is not taken, and scanning can be left", async () => {
    const { page, close } = await open("/code", { prepare: (one) => installCamera(one, paper("WIFI:S:Rathaus;;")) });
    await page.getByRole("button", { name: "QR-Code scannen" }).click();
    await page.getByText("Dieser QR-Code enthält keinen passenden Code.").waitFor({ timeout: 15_000 });
    expect(await page.inputValue("#fotoCode")).toBe("");
    await page.getByRole("button", { name: "Abbrechen" }).click();
    await page.waitForSelector("html[data-camera-off]", { state: "attached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("QR-Code scannen");
    await close();
  }, 30_000);

  test("is typed where the camera may not be used, and where there is no script", async () => {
    const denied = await open("/code", { prepare: denyCamera });
    await denied.page.getByRole("button", { name: "QR-Code scannen" }).click();
    await denied.page.getByText("oder tippen Sie den Code ab").waitFor();
    await denied.close();
    const plain = await open("/code", { javaScript: false });
    expect(await plain.page.isVisible("#fotoCode")).toBe(true);
    expect(await plain.page.locator("button").count()).toBe(0);
    await plain.close();
  });

  test("finds its input again after a part of the form was replaced", async () => {
    const { page, close } = await open("/code", { prepare: denyCamera });
    await page.evaluate(() => {
      const main = document.querySelector("main");
      const copy = document.querySelector("[data-qr-for]")?.cloneNode() as Element;
      document.querySelector("[data-qr-for]")?.remove();
      main?.append(copy);
    });
    await page.getByRole("button", { name: "QR-Code scannen" }).click();
    await page.getByText("oder tippen Sie den Code ab").waitFor();
    await close();
  });
});

describe("the signature", () => {
  async function draw(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = await page.locator("canvas").boundingBox();
    if (box === null) throw new Error("no pad");
    const at = ([x, y]: readonly [number, number]) => [box.x + box.width * x, box.y + box.height * y] as const;
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 8 });
    await page.mouse.up();
  }
  const strokes = (page: Page) =>
    page.inputValue("input[name=unterschrift]").then((path) => path.split("M").length - 1);

  test("is drawn, taken back stroke by stroke, sent as strokes, and shown", async () => {
    const { page, trouble, close } = await open("/unterschrift");
    expect(await page.getByLabel("Ihr Vor- und Nachname").isVisible()).toBe(false);
    await draw(page, [0.1, 0.3], [0.6, 0.7]);
    await draw(page, [0.6, 0.3], [0.9, 0.7]);
    expect(await strokes(page)).toBe(2);
    await page.getByRole("button", { name: "Letzten Strich zurücknehmen" }).click();
    expect(await strokes(page)).toBe(1);
    await page.getByRole("button", { name: "Alles löschen" }).click();
    expect(await strokes(page)).toBe(0);
    await draw(page, [0.1, 0.5], [0.9, 0.5]);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.waitForURL("**/fertig");
    expect(signed).toMatch(/^M100 200l/);
    expect(await page.getByRole("img", { name: "Unterschrift von Mia Muster" }).isVisible()).toBe(true);
    expect(trouble).toEqual([]);
    await close();
  }, 30_000);

  test("that is too short comes back, drawn, with the reason", async () => {
    const { page, close } = await open("/unterschrift");
    await draw(page, [0.5, 0.5], [0.52, 0.5]);
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByRole("link", { name: "Das ist zu kurz für eine Unterschrift." }).waitFor();
    expect(await strokes(page)).toBe(1);
    await expectAccessible(page);
    await close();
  }, 30_000);

  test("can be left for the appointment by keyboard alone", async () => {
    const { page, close } = await open("/unterschrift", { viewport: desk });
    await page.locator("details summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Mia Muster");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/fertig");
    expect(signed).toBe("Mia Muster");
    await close();
  }, 30_000);

  test("without script asks for the name and the declaration, and shows no pad", async () => {
    const { page, close } = await open("/unterschrift", { javaScript: false });
    expect(await page.isVisible("canvas")).toBe(false);
    await page.getByLabel("Ihr Vor- und Nachname").fill("Mia Muster");
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.getByRole("link", { name: "Bestätigen Sie, dass Sie beim Termin von Hand unterschreiben." }).waitFor();
    await page.getByLabel("Ich habe meinen Namen selbst eingetragen.").check();
    await page.getByRole("button", { name: "Weiter" }).click();
    await page.waitForURL("**/fertig");
    await close();
  }, 30_000);
});

test("the scripts are small", async () => {
  const bytes = async (name: string) =>
    (await stat(join(folder, `${(manifest[name] ?? "").slice("/assets/".length)}.gz`))).size;
  expect(await bytes("photo-check.js")).toBeLessThan(11_000);
  expect(await bytes("qr-scan.js")).toBeLessThan(3_000);
  expect(await bytes("signature-pad.js")).toBeLessThan(2_500);
  expect(await bytes("qr-decode.js")).toBeLessThan(60_000);
});
