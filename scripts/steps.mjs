// Shared by start and test. Runs on the Node of the machine (20 or newer), before anything is installed.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The pinned Node that everything runs on. */
export const node = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
/** Where Node keeps what it has compiled of them. */
export const compiledFolder = join(root, "node_modules", ".cache", "node");
export const vite = join(root, "node_modules", "vite", "bin", "vite.js");

/** Titles of the steps under way: several where they run side by side. */
const underWay = new Set();

/** Prints whole lines, above the line that says what is under way where this is a terminal. */
export function say(...lines) {
  const clear = process.stdout.isTTY ? "\r\u001B[2K" : "";
  const status = process.stdout.isTTY && underWay.size > 0 ? `  … ${[...underWay].join(", ")}` : "";
  process.stdout.write(`${clear}${lines.map((line) => `${line}\n`).join("")}${status}`);
}

/** Runs a step, says what it is and how long it took; shows its output only where it fails. */
export async function step(title, work) {
  const begun = performance.now();
  underWay.add(title);
  say(...(process.stdout.isTTY ? [] : [`  … ${title}`]));
  let mark = "✗";
  try {
    const result = await work();
    mark = "✓";
    return result;
  } finally {
    underWay.delete(title);
    say(`  ${mark} ${title} (${seconds(begun)})`);
  }
}

export function seconds(begun) {
  return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
}

/** A failed step, with what it printed. */
export class StepFailed extends Error {}

/** Runs a command to its end. */
export function run(command, args, { show = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      shell: process.platform === "win32" && command === "npm",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve(output) : reject(new StepFailed(output.trim() || `${command} ended with ${code}`)),
    );
  });
}

/** Installs the packages of package-lock.json unless exactly those are there. */
export async function installWhatIsMissing() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const stamp = join(root, "node_modules", ".klickamt-installed");
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  // Not `npm ci`: it refuses a lock that lacks a binary of a platform nobody here has, and such binaries
  // reach registries at different times. `--no-save` keeps to the lock and leaves it as it is.
  await step("Install packages", () =>
    run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]),
  );
  if (!existsSync(node))
    throw new StepFailed(
      "The package `node` did not install its program. Are install scripts switched off (ignore-scripts)?",
    );
  writeFileSync(stamp, lock);
}

function* filesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (!entry.name.includes(".test.")) yield path;
  }
}

/** Changes when a source file does. */
function sourceStamp() {
  const hash = createHash("sha256");
  const files = [
    ...filesIn(join(root, "src")),
    ...filesIn(join(root, "scripts")),
    join(root, "package-lock.json"),
    join(root, "vite.server.config.ts"),
  ];
  for (const file of files.sort()) {
    const facts = statSync(file);
    hash.update(`${file}:${facts.size}:${facts.mtimeMs};`);
  }
  return hash.digest("hex");
}

/** Builds server and assets unless they are newer than every source. */
export async function buildWhatIsStale() {
  const stampFile = join(root, "dist", ".built");
  const stamp = sourceStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp) return;
  await step("Build styles, fonts and scripts", () => run(node, [join(root, "scripts", "build-assets.ts")]));
  await step("Build the server", () => run(node, [vite, "build", "--config", "vite.server.config.ts"]));
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stampFile, stamp);
}
