import { readFileSync } from "node:fs";
import { join } from "node:path";

/** How a face is to be drawn. Angles in degrees. */
export interface DrawnFace {
  readonly width?: number;
  readonly height?: number;
  /** Share of the picture's height from chin to crown. */
  readonly head?: number;
  readonly roll?: number;
  readonly yaw?: number;
  readonly eyes?: "open" | "shut";
  readonly mouth?: "shut" | "open";
  /** A colour of CSS, or a pattern. */
  readonly background?: string;
  readonly blur?: number;
}

/** The average face that the model measures by: nobody's. */
export interface AverageFace {
  readonly vertices: readonly number[];
  readonly triangles: readonly number[];
}

const folder = join(import.meta.dirname, "../../../../../node_modules/@mediapipe/face_mesh");

/** One field of a protocol buffer. */
function* fieldsOf(bytes: Buffer): Generator<{ field: number; wire: number; value: Buffer }> {
  let at = 0;
  const varint = (): number => {
    let result = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      result += (byte & 127) * 2 ** shift;
      if (byte < 128) return result;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key & 7;
    const start = at;
    if (wire === 0) varint();
    const length = wire === 2 ? varint() : wire === 5 ? 4 : wire === 1 ? 8 : 0;
    const from = wire === 0 ? start : at;
    at = wire === 0 ? at : at + length;
    yield { field: key >>> 3, wire, value: bytes.subarray(from, at) };
  }
}

function varints(bytes: Buffer): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte < 128) {
      values.push(value);
      value = 0;
      shift = 0;
    }
  }
  return values;
}

/** Reads the average face out of the model's own data. */
export function readAverageFace(): AverageFace {
  const loader = readFileSync(join(folder, "face_mesh_solution_packed_assets_loader.js"), "utf8");
  const entry = [...loader.matchAll(/"filename": ?"([^"]+)", ?"start": ?(\d+), ?"end": ?(\d+)/g)].find(([, name]) =>
    name?.includes("geometry_pipeline_metadata"),
  );
  if (entry === undefined) throw new Error("no average face in the package");
  const data = readFileSync(join(folder, "face_mesh_solution_packed_assets.data"));
  const metadata = data.subarray(Number(entry[2]), Number(entry[3]));
  for (const { wire, value } of fieldsOf(metadata)) {
    if (wire !== 2) continue;
    const floats: number[] = [];
    const triangles: number[] = [];
    for (const { field, wire: inner, value: bytes } of fieldsOf(value)) {
      if (field === 3 && inner === 5) floats.push(bytes.readFloatLE(0));
      if (field === 3 && inner === 2) for (let i = 0; i < bytes.length; i += 4) floats.push(bytes.readFloatLE(i));
      if (field === 4) triangles.push(...varints(bytes));
    }
    // Position and texture: five numbers a corner.
    if (floats.length === 468 * 5) {
      const vertices = floats.filter((_, index) => index % 5 < 3);
      return { vertices, triangles };
    }
  }
  throw new Error("the average face has another shape");
}

/**
 * Draws a face in the browser: the average face of the model, shaded, with eyes, brows, lips and hair. Runs inside a
 * page, so it refers to nothing outside.
 * @returns a PNG as a data address
 */
export function drawFace({ face, options }: { face: AverageFace; options: DrawnFace }): string {
  const width = options.width ?? 700;
  const height = options.height ?? 900;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "#d4d4d8";
  context.fillRect(0, 0, width, height);
  if (options.background === "stripes") {
    for (let x = 0; x < width; x += 60) {
      context.fillStyle = x % 120 === 0 ? "#e8e8e8" : "#8a8a94";
      context.fillRect(x, 0, 60, height);
    }
  } else if (options.background !== undefined) {
    context.fillStyle = options.background;
    context.fillRect(0, 0, width, height);
  }
  const head = (options.head ?? 0.75) * height;
  // From the chin (-9.4) to the crown, a fifth above the forehead (8.26).
  const scale = head / (17.66 * 1.2);
  const radians = Math.PI / 180;
  const yaw = (options.yaw ?? 0) * radians;
  const roll = (options.roll ?? 0) * radians;
  const centre = { x: width / 2, y: height / 2 };
  const project = (x: number, y: number, z: number) => {
    const turnedX = x * Math.cos(yaw) + z * Math.sin(yaw);
    const turnedZ = z * Math.cos(yaw) - x * Math.sin(yaw);
    // The middle of chin and crown is the middle of the picture.
    const up = y - 1.2;
    const perspective = 1 / (1 - turnedZ / 90);
    const px = turnedX * perspective;
    const py = -up * perspective;
    return {
      x: centre.x + (px * Math.cos(roll) - py * Math.sin(roll)) * scale,
      y: centre.y + (px * Math.sin(roll) + py * Math.cos(roll)) * scale,
      z: turnedZ,
    };
  };
  const points = Array.from({ length: 468 }, (_, i) =>
    project(face.vertices[i * 3] ?? 0, face.vertices[i * 3 + 1] ?? 0, face.vertices[i * 3 + 2] ?? 0),
  );
  const point = (index: number) => points[index] ?? { x: 0, y: 0, z: 0 };
  const polygon = (corners: readonly { x: number; y: number }[]) => {
    context.beginPath();
    for (const { x, y } of corners) context.lineTo(x, y);
    context.closePath();
  };
  const ellipse = (x: number, y: number, z: number, rx: number, ry: number) => {
    const { x: cx, y: cy } = project(x, y, z);
    context.beginPath();
    context.ellipse(cx, cy, rx * scale, ry * scale, roll, 0, 2 * Math.PI);
  };
  // Shoulders, neck, hair, ears.
  context.fillStyle = "#33475b";
  ellipse(0, -19, -4, 15, 7.5);
  context.fill();
  context.fillStyle = "#b98b70";
  ellipse(0, -10, -4, 4.6, 6);
  context.fill();
  context.fillStyle = "#3b2a20";
  ellipse(0, 3.2, -4, 8.6, 9);
  context.fill();
  context.fillStyle = "#c39277";
  for (const side of [-1, 1]) {
    ellipse(side * 8, 1, -3, 1, 2);
    context.fill();
  }
  const faces: { corners: (typeof points)[number][]; z: number; light: number }[] = [];
  for (let i = 0; i < face.triangles.length; i += 3) {
    const corners = [0, 1, 2].map((j) => point(face.triangles[i + j] ?? 0));
    const [a, b, c] = corners;
    if (a === undefined || b === undefined || c === undefined) continue;
    const u = [b.x - a.x, b.y - a.y, (b.z - a.z) * scale] as const;
    const v = [c.x - a.x, c.y - a.y, (c.z - a.z) * scale] as const;
    const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]] as const;
    const length = Math.hypot(...normal) || 1;
    const facing = Math.abs(normal[2]) / length;
    // Light from the front and a little from above.
    const above = (normal[1] / length) * (normal[2] > 0 ? -1 : 1);
    faces.push({ corners, z: (a.z + b.z + c.z) / 3, light: 0.52 + 0.42 * facing + 0.14 * above });
  }
  faces.sort((one, other) => one.z - other.z);
  for (const { corners, light } of faces) {
    const colour = `rgb(${Math.round(226 * light)} ${Math.round(178 * light)} ${Math.round(150 * light)})`;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    polygon(corners);
    context.fill();
    context.stroke();
  }
  const path = (indices: readonly number[]) => indices.map(point);
  const brows = [
    [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
    [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
  ];
  context.fillStyle = "#4a3527";
  for (const brow of brows) {
    polygon(path(brow));
    context.fill();
  }
  const eyes = [
    [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246],
    [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466],
  ];
  for (const eye of eyes) {
    const rim = path(eye);
    const middle = {
      x: rim.reduce((sum, { x }) => sum + x, 0) / rim.length,
      y: rim.reduce((sum, { y }) => sum + y, 0) / rim.length,
    };
    context.save();
    polygon(rim);
    if (options.eyes === "shut") {
      context.fillStyle = "#c8977a";
      context.fill();
    } else {
      context.fillStyle = "#f4f1ee";
      context.fill();
      context.clip();
      for (const [radius, colour] of [
        [0.72, "#5a3d28"],
        [0.34, "#120c08"],
      ] as const) {
        context.fillStyle = colour;
        context.beginPath();
        context.arc(middle.x, middle.y, radius * scale, 0, 2 * Math.PI);
        context.fill();
      }
    }
    context.restore();
    // The upper lashes, or the line of both lids.
    context.strokeStyle = "#2a1b12";
    context.lineWidth = 0.16 * scale;
    context.beginPath();
    const lashes = options.eyes === "shut" ? rim.slice(0, 9) : [...rim.slice(8), ...rim.slice(0, 1)];
    for (const { x, y } of lashes) context.lineTo(x, y);
    context.stroke();
  }
  const lips = [61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185];
  const gap = [78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191];
  const dropped = (indices: readonly number[], from: number) =>
    path(indices).map(({ x, y }, index) => {
      const open = options.mouth === "open" && index > 0 && index < from ? 2.4 * Math.sin((index / from) * Math.PI) : 0;
      return { x, y: y + open * scale };
    });
  context.fillStyle = "#a8584f";
  polygon(dropped(lips, 10));
  context.fill();
  context.fillStyle = "#2b0f0d";
  if (options.mouth === "open") {
    polygon(dropped(gap, 10));
    context.fill();
  } else {
    // Closed lips: filled over the gap that the average face has, with the line between them.
    polygon(path(gap));
    context.fillStyle = "#a8584f";
    context.fill();
    context.strokeStyle = "#6e2f2b";
    context.lineWidth = 0.12 * scale;
    context.beginPath();
    for (const { x, y } of path([78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308])) context.lineTo(x, y);
    context.stroke();
  }
  // Nostrils.
  context.fillStyle = "#6b4636";
  for (const index of [79, 309]) {
    context.beginPath();
    context.ellipse(point(index).x, point(index).y, 0.35 * scale, 0.22 * scale, roll, 0, 2 * Math.PI);
    context.fill();
  }
  if (options.blur !== undefined) {
    const sharp = document.createElement("canvas");
    sharp.width = width;
    sharp.height = height;
    sharp.getContext("2d")?.drawImage(canvas, 0, 0);
    context.filter = `blur(${options.blur}px)`;
    context.drawImage(sharp, 0, 0);
  }
  return canvas.toDataURL("image/png");
}
