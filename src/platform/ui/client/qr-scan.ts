import { type Camera, openCamera } from "./parts/camera.ts";
import { codeInText } from "./parts/code-in-text.ts";
import { eachElement } from "./parts/each-element.ts";

/**
 * Puts a button beside an input that fills it from a QR code in front of the camera:
 * `<div data-qr-for="id of the input" data-qr-decoder="address of qr-decode.js" data-qr-pattern="[A-Z0-9-]+"></div>`.
 * The pictures stay in the page. Without script, and without a camera, the code is typed.
 */
const words = {
  de: {
    scan: "QR-Code scannen",
    stop: "Abbrechen",
    picture: "Bild der Kamera",
    hold: "Die Kamera ist an. Halten Sie den QR-Code davor.",
    done: "Der Code ist eingetragen.",
    other: "Dieser QR-Code enthält keinen passenden Code. Nehmen Sie den anderen, oder tippen Sie den Code ab.",
    denied:
      "Ihr Browser darf die Kamera nicht benutzen. Erlauben Sie sie in den Einstellungen der Seite, oder tippen Sie den Code ab.",
    missing: "Wir haben keine Kamera gefunden, oder ein anderes Programm benutzt sie. Tippen Sie den Code ab.",
    failed: "Das Scannen klappt in diesem Browser nicht. Tippen Sie den Code ab.",
    stopped: "Abgebrochen.",
  },
  en: {
    scan: "Scan QR code",
    stop: "Cancel",
    picture: "Picture of the camera",
    hold: "The camera is on. Hold the QR code in front of it.",
    done: "The code is filled in.",
    other: "This QR code holds no fitting code. Take the other one, or type the code.",
    denied: "Your browser may not use the camera. Allow it in the settings of this site, or type the code.",
    missing: "We found no camera, or another program is using it. Type the code.",
    failed: "Scanning does not work in this browser. Type the code.",
    stopped: "Cancelled.",
  },
}[document.documentElement.lang === "en" ? "en" : "de"];

/** What some browsers bring along; not yet among TypeScript's types. */
interface Detector {
  detect(image: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

type Reader = (canvas: HTMLCanvasElement) => Promise<string | undefined>;

/** The browser's own reader, or ours, which is fetched only then. */
async function loadReader(decoder: string): Promise<Reader> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  if (BarcodeDetector !== undefined && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
  }
  const { decodeQr }: typeof import("./qr-decode.ts") = await import(/* @vite-ignore */ decoder);
  return async (canvas) => {
    const pixels = canvas
      .getContext("2d", { willReadFrequently: true })
      ?.getImageData(0, 0, canvas.width, canvas.height);
    return pixels === undefined ? undefined : decodeQr(pixels);
  };
}

/** Wide enough for the finest code at arm's length, small enough for an old phone. */
const scanWidth = 640;
const pauseMs = 150;

function button(look: "primary" | "secondary", text: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn--${look}`;
  made.textContent = text;
  return made;
}

function setUp(hook: HTMLElement): void {
  const input = document.getElementById(hook.dataset.qrFor ?? "");
  if (!(input instanceof HTMLInputElement)) return;
  const scan = button("secondary", words.scan);
  const stop = button("secondary", words.stop);
  const canvas = document.createElement("canvas");
  canvas.className = "photo-canvas";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", words.picture);
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  hook.classList.add("stack");
  hook.append(scan, canvas, stop, status);

  let camera: Camera | undefined;
  const show = (open: boolean) => {
    scan.hidden = open;
    stop.hidden = !open;
    canvas.hidden = !open;
  };
  show(false);
  const end = (text: string) => {
    camera?.stop();
    camera = undefined;
    show(false);
    status.textContent = text;
  };

  const look = async (running: Camera, read: Reader): Promise<void> => {
    const context = canvas.getContext("2d", { willReadFrequently: true });
    while (camera === running && context !== null) {
      const { video } = running;
      if (!hook.isConnected) return end("");
      if (video.videoWidth > 0) {
        canvas.width = Math.min(scanWidth, video.videoWidth);
        canvas.height = Math.round((canvas.width * video.videoHeight) / video.videoWidth);
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const text = await read(canvas);
        if (camera !== running) return;
        const code = text === undefined ? undefined : codeInText(text, hook.dataset.qrPattern);
        if (code !== undefined) {
          input.value = code;
          for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
          end(words.done);
          input.focus();
          return;
        }
        if (text !== undefined) status.textContent = words.other;
      }
      await new Promise((done) => setTimeout(done, pauseMs));
    }
  };

  scan.addEventListener("click", async () => {
    if (scan.ariaDisabled === "true") return;
    // Not `disabled`: the focus would be lost while the browser asks.
    scan.ariaDisabled = "true";
    status.textContent = "";
    const opened = await openCamera("environment");
    scan.ariaDisabled = null;
    if (typeof opened === "string") {
      status.textContent = words[opened];
      return;
    }
    camera = opened;
    show(true);
    stop.focus();
    status.textContent = words.hold;
    try {
      await look(opened, await loadReader(hook.dataset.qrDecoder ?? ""));
    } catch {
      end(words.failed);
      input.focus();
    }
  });
  stop.addEventListener("click", () => {
    end(words.stopped);
    scan.focus();
  });
}

eachElement("[data-qr-for]", setUp);
