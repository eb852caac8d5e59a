import type { FaceMesh, NormalizedLandmark } from "@mediapipe/face_mesh";
import type { Point } from "./judge-photo.ts";

/** Finds the faces of a picture, each with its landmarks in pixels of that picture. */
export interface FaceFinder {
  find(picture: HTMLCanvasElement): Promise<readonly (readonly Point[])[]>;
}

/** Why there is no face finder. */
export class ModelUnavailable extends Error {
  readonly reason: "no-graphics" | "no-download" | "no-start";
  constructor(reason: "no-graphics" | "no-download" | "no-start", cause?: unknown) {
    super(reason, { cause });
    this.reason = reason;
  }
}

/** The two files that take long, with their sizes once unpacked: servers do not tell those of packed ones. */
export const largeFiles = {
  "face_mesh_solution_packed_assets.data": 3_986_256,
  "face_mesh_solution_simd_wasm_bin.wasm": 6_196_563,
  "face_mesh_solution_wasm_bin.wasm": 6_089_181,
} as const;

/** The smallest program with an instruction of 128 bits: phones from before 2021 to 2023 refuse it. */
const simdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 15, 26, 11,
]);

function hasGraphics(): boolean {
  const canvas = document.createElement("canvas");
  return (canvas.getContext("webgl2") ?? canvas.getContext("webgl")) !== null;
}

async function download(
  address: string,
  mediaType: string,
  received: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const answer = await fetch(address, { signal });
  if (!answer.ok || answer.body === null) throw new Error(`${address}: ${answer.status}`);
  const chunks: BlobPart[] = [];
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received(value.length);
  }
  return URL.createObjectURL(new Blob(chunks, { type: mediaType }));
}

function loadScript(address: string): Promise<void> {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => done());
    script.addEventListener("error", () => fail(new Error(`${address} did not load`)));
    document.head.append(script);
  });
}

/**
 * Loads the face model from our own server. Nothing of any picture goes the other way.
 * @param folder address of the model's folder, with a slash at its end
 * @param progress share of the download, 0 to 1
 * @param signal cancels the download
 * @throws ModelUnavailable; AbortError where cancelled
 */
export async function loadFaceFinder(
  folder: string,
  progress: (share: number) => void,
  signal: AbortSignal,
): Promise<FaceFinder> {
  // The library would open an alert.
  if (typeof WebAssembly === "undefined" || !hasGraphics()) throw new ModelUnavailable("no-graphics");
  const program = WebAssembly.validate(simdProbe)
    ? "face_mesh_solution_simd_wasm_bin.wasm"
    : "face_mesh_solution_wasm_bin.wasm";
  const data = "face_mesh_solution_packed_assets.data";
  const total = largeFiles[program] + largeFiles[data];
  let loaded = 0;
  const received = (bytes: number) => {
    loaded += bytes;
    progress(Math.min(1, loaded / total));
  };
  const local = new Map<string, string>();
  try {
    await Promise.all([
      download(folder + program, "application/wasm", received, signal).then((blob) => local.set(program, blob)),
      download(folder + data, "application/octet-stream", received, signal).then((blob) => local.set(data, blob)),
      loadScript(`${folder}face_mesh.js`),
    ]);
  } catch (error) {
    signal.throwIfAborted();
    throw new ModelUnavailable("no-download", error);
  }
  try {
    return await start((name) => local.get(name) ?? folder + name);
  } catch (error) {
    throw new ModelUnavailable("no-start", error);
  } finally {
    for (const address of local.values()) URL.revokeObjectURL(address);
  }
}

async function start(locateFile: (name: string) => string): Promise<FaceFinder> {
  const { FaceMesh: Mesh } = window as unknown as { FaceMesh: new (config: object) => FaceMesh };
  const mesh = new Mesh({ locateFile });
  let found: readonly (readonly NormalizedLandmark[])[] = [];
  // The confidence stays at its default: setting it makes this version of the library fail at its start.
  mesh.setOptions({ maxNumFaces: 2, refineLandmarks: true });
  mesh.onResults((results) => {
    found = results.multiFaceLandmarks ?? [];
  });
  await mesh.initialize();
  const empty = document.createElement("canvas");
  empty.width = 64;
  empty.height = 64;
  empty.getContext("2d")?.fillRect(0, 0, 64, 64);
  const find = async (picture: HTMLCanvasElement): Promise<readonly (readonly Point[])[]> => {
    // Each picture by itself: the model goes on following the face of the one before until it loses it. An empty
    // picture does that at once; `reset` would build the whole graph again, which takes seconds.
    await mesh.send({ image: empty });
    found = [];
    await mesh.send({ image: picture });
    return found.map((face) =>
      // Depth is in the scale of the width.
      face.map(({ x, y, z }) => ({ x: x * picture.width, y: y * picture.height, z: z * picture.width })),
    );
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    find(picture) {
      // One after the other: there is one place for what was found.
      const next = last.then(() => find(picture));
      last = next.catch(() => undefined);
      return next;
    },
  };
}
