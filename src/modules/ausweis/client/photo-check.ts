import { type Camera, openCamera } from "../../../platform/ui/client/parts/camera.ts";
import { photoAspect } from "../model/photo-rules.ts";
import { type FaceFinder, loadFaceFinder, ModelUnavailable } from "./parts/face-model.ts";
import { type Finding, judgePhoto, type Point, poseOf } from "./parts/judge-photo.ts";
import { checkWords, faultWords, photoWords } from "./parts/photo-words.ts";
import { lookAtPixels } from "./parts/pixels.ts";

/**
 * Checks a photo on the device. The picture goes from the camera or the file onto a canvas and into the model, which
 * runs in this page; there is no request that could carry it away.
 */
const language = document.documentElement.lang === "en" ? "en" : "de";
const words = (key: keyof typeof photoWords): string => photoWords[key][language];

/** Pixels of the picture that is judged, in the proportions of the printed one. */
const height = 900;
const width = Math.round((height * photoAspect.widthMm) / photoAspect.heightMm);

/** Something that can be drawn, with its own size. */
interface Source {
  readonly image: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

/** The largest part in the middle of a source that has the proportions of the picture. */
function cropOf(source: Source): { x: number; y: number; width: number; height: number } {
  const cropWidth = Math.min(source.width, (source.height * width) / height);
  const cropHeight = (cropWidth * height) / width;
  return {
    x: (source.width - cropWidth) / 2,
    y: (source.height - cropHeight) / 2,
    width: cropWidth,
    height: cropHeight,
  };
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no canvas");
  return context;
}

function drawCropped(canvas: HTMLCanvasElement, source: Source, mirrored: boolean): void {
  const context = contextOf(canvas);
  const crop = cropOf(source);
  context.save();
  if (mirrored) {
    context.translate(width, 0);
    context.scale(-1, 1);
  }
  context.drawImage(source.image, crop.x, crop.y, crop.width, crop.height, 0, 0, width, height);
  context.restore();
}

/** The line that the head should fill: three quarters of the height. */
function drawFrame(canvas: HTMLCanvasElement, found?: readonly Point[]): void {
  const context = contextOf(canvas);
  const line = (path: () => void) => {
    context.beginPath();
    path();
    for (const [colour, breadth] of [
      ["#000", 7],
      ["#fff", 3],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = breadth;
      context.stroke();
    }
  };
  context.setLineDash([18, 12]);
  line(() => context.ellipse(width / 2, height / 2, height * 0.27, height * 0.375, 0, 0, Math.PI * 2));
  context.setLineDash([]);
  if (found === undefined) return;
  const { crownY, chinY } = poseOf(found);
  for (const y of [crownY, chinY]) {
    line(() => {
      context.moveTo(width * 0.06, y);
      context.lineTo(width * 0.94, y);
    });
  }
}

/** The face alone, 200 pixels wide, from the original. */
function faceAt200(source: Source, face: readonly Point[]): ImageData {
  const crop = cropOf(source);
  const scale = crop.height / height;
  const xs = face.map(({ x }) => x);
  const ys = face.map(({ y }) => y);
  const box = {
    x: crop.x + Math.min(...xs) * scale,
    y: crop.y + Math.min(...ys) * scale,
    width: (Math.max(...xs) - Math.min(...xs)) * scale,
    height: (Math.max(...ys) - Math.min(...ys)) * scale,
  };
  const canvas = document.createElement("canvas");
  canvas.width = 200;
  canvas.height = Math.max(1, Math.round((200 * box.height) / box.width));
  const context = contextOf(canvas);
  context.imageSmoothingQuality = "high";
  context.drawImage(source.image, box.x, box.y, box.width, box.height, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

const nextFrame = (): Promise<void> =>
  // Twice: the words must be on the screen before the work begins.
  new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

function setUp(root: HTMLElement): void {
  const part = <T extends HTMLElement>(name: string): T => {
    const found = root.querySelector<T>(`[data-${name}]`);
    if (found === null) throw new Error(`the page has no ${name}`);
    return found;
  };
  const canvas = part<HTMLCanvasElement>("picture");
  const cameraButton = part<HTMLButtonElement>("camera");
  const takeButton = part<HTMLButtonElement>("take");
  const cancelButton = part<HTMLButtonElement>("cancel");
  const file = part<HTMLInputElement>("file");
  const progress = part<HTMLProgressElement>("progress");
  const status = part("status");
  const results = part("results");
  const list = part("findings");
  const still = document.createElement("canvas");
  for (const one of [canvas, still]) {
    one.width = width;
    one.height = height;
  }

  let finder: Promise<FaceFinder> | undefined;
  let camera: Camera | undefined;
  let download = new AbortController();
  /** Counts what was begun: a later picture makes an earlier one pointless. */
  let run = 0;
  let source: Source | undefined;

  const say = (text: string) => {
    status.textContent = text;
  };
  const show = (on: { picture?: boolean; take?: boolean; cancel?: boolean; progress?: boolean }) => {
    canvas.hidden = on.picture !== true;
    takeButton.hidden = on.take !== true;
    cancelButton.hidden = on.cancel !== true;
    progress.hidden = on.progress !== true;
    cameraButton.hidden = on.take === true;
  };

  const closeCamera = () => {
    camera?.stop();
    camera = undefined;
  };

  /** The model, loaded once; a download that failed or was cancelled starts again. */
  const getFinder = (): Promise<FaceFinder> => {
    finder ??= loadFaceFinder(
      root.dataset.model ?? "",
      (share) => {
        progress.value = share;
      },
      download.signal,
    );
    const mine = finder;
    mine.catch(() => {
      if (finder === mine) finder = undefined;
    });
    return mine;
  };

  const ageYears = (): number => Number(root.querySelector<HTMLInputElement>("[name=alter]:checked")?.value ?? "10");

  const showFindings = (findings: readonly Finding[]) => {
    list.replaceChildren(
      ...findings.map((finding) => {
        const item = document.createElement("li");
        item.dataset.check = finding.check;
        item.dataset.outcome = finding.outcome;
        const title = document.createElement("strong");
        title.textContent = checkWords[finding.check][language];
        const badge = root.querySelector<HTMLTemplateElement>(`template[data-badge="${finding.outcome}"]`);
        item.append(title, " ");
        if (badge !== null) item.append(badge.content.cloneNode(true));
        const lines = [
          finding.fault === undefined ? "" : faultWords[finding.fault][language],
          finding.percent === undefined ? "" : words("percent").replace("{percent}", String(finding.percent)),
        ].filter((line) => line !== "");
        if (lines.length > 0) {
          const text = document.createElement("p");
          text.textContent = lines.join(" ");
          item.append(text);
        }
        return item;
      }),
    );
    const todo = (outcome: Finding["outcome"]): string =>
      findings
        .filter((finding) => finding.outcome === outcome && finding.fault !== undefined)
        .map(({ fault }) => (fault === undefined ? "" : faultWords[fault][language]))
        .join(" ");
    const [change, look] = [todo("broken"), todo("close")];
    // What is to be done is spoken; the whole list can be read below it.
    say(
      [
        change === "" ? "" : `${words("someBroken")} ${change}`,
        look === "" ? "" : `${words("someClose")} ${look}`,
        change === "" && look === "" ? words("allMet") : "",
      ]
        .filter((text) => text !== "")
        .join(" "),
    );
    results.hidden = false;
  };

  const check = async () => {
    if (source === undefined) return;
    const judged = source;
    const mine = ++run;
    root.setAttribute("aria-busy", "true");
    drawCropped(still, judged, false);
    contextOf(canvas).drawImage(still, 0, 0);
    drawFrame(canvas);
    results.hidden = true;
    show({ picture: true, cancel: true, progress: finder === undefined });
    canvas.scrollIntoView({ block: "nearest" });
    say(words(finder === undefined ? "loading" : "looking"));
    try {
      const model = await getFinder();
      if (mine !== run) return;
      show({ picture: true, cancel: true });
      say(words("looking"));
      await nextFrame();
      const faces = await model.find(still);
      if (mine !== run) return;
      const [face] = faces;
      const pixels =
        face === undefined
          ? undefined
          : lookAtPixels(
              contextOf(still).getImageData(0, 0, width, height),
              face,
              faceAt200(judged, face),
              cropOf(judged).height / height,
            );
      drawFrame(canvas, face);
      showFindings(judgePhoto({ width, height, faces, ...(pixels === undefined ? {} : { pixels }) }, ageYears()));
    } catch (error) {
      if (mine !== run) return;
      say(words(error instanceof ModelUnavailable ? error.reason : "no-start"));
    } finally {
      if (mine === run) {
        show({ picture: true });
        root.removeAttribute("aria-busy");
      }
    }
  };

  const preview = () => {
    if (camera === undefined) return;
    const { video } = camera;
    if (video.videoWidth > 0) {
      // As in a mirror: else everybody moves the wrong way.
      drawCropped(canvas, { image: video, width: video.videoWidth, height: video.videoHeight }, true);
      drawFrame(canvas);
    }
    requestAnimationFrame(preview);
  };

  cameraButton.addEventListener("click", async () => {
    const mine = ++run;
    root.removeAttribute("aria-busy");
    results.hidden = true;
    const opened = await openCamera("user");
    if (typeof opened === "string") {
      if (mine === run) say(words(opened === "denied" ? "cameraDenied" : "cameraMissing"));
      return;
    }
    // Meanwhile something else was begun: a camera that nobody sees must not run.
    if (mine !== run) {
      opened.stop();
      return;
    }
    camera = opened;
    show({ picture: true, take: true, cancel: true });
    takeButton.focus();
    say(words("cameraOpen"));
    preview();
  });

  takeButton.addEventListener("click", async () => {
    if (camera === undefined) return;
    const { video } = camera;
    const frozen = document.createElement("canvas");
    frozen.width = video.videoWidth;
    frozen.height = video.videoHeight;
    contextOf(frozen).drawImage(video, 0, 0);
    closeCamera();
    source = { image: frozen, width: frozen.width, height: frozen.height };
    await check();
    cameraButton.focus();
  });

  cancelButton.addEventListener("click", () => {
    run++;
    download.abort();
    download = new AbortController();
    finder = undefined;
    root.removeAttribute("aria-busy");
    closeCamera();
    show({});
    say(words("cancelled"));
    cameraButton.focus();
  });

  file.addEventListener("change", async () => {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return;
    const mine = ++run;
    root.setAttribute("aria-busy", "true");
    closeCamera();
    try {
      const image = await createImageBitmap(chosen);
      if (mine !== run) return;
      source = { image, width: image.width, height: image.height };
    } catch {
      if (mine !== run) return;
      root.removeAttribute("aria-busy");
      show({});
      results.hidden = true;
      say(words("notAPicture"));
      return;
    }
    await check();
  });

  // Another age, other rules: the same picture is judged again.
  for (const choice of root.querySelectorAll("[name=alter]")) {
    choice.addEventListener("change", () => {
      if (!results.hidden) void check();
    });
  }

  root.hidden = false;
}

for (const root of document.querySelectorAll<HTMLElement>("[data-photo-check]")) setUp(root);
