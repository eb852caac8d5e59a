import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Invalid, Unavailable } from "../../kernel/index.ts";

const mostPdfBytes = 200 * 1024 * 1024;

/**
 * Settings of a profile that is used once: no macros, no active content, nothing loaded from elsewhere, and a proxy at
 * which nobody answers, for whatever asks the network all the same.
 */
const profileSettings = (() => {
  const item = (path: string, name: string, value: string) =>
    `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    item("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    item("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    item("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    item("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    item("Office.Writer/Content/Update", "Link", "0"),
    item("Office.Calc/Content/Update", "Link", "2"),
    item("Inet/Settings", "ooInetProxyType", "1"),
    item("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    item("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    item("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    item("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    "</oor:items>",
  ].join("\n");
})();

/** The program, where it can be run: the given one, or the first `soffice` in the folders of PATH. */
export function findSoffice(given: string | undefined, path: string): string | undefined {
  const candidates = given === undefined ? path.split(delimiter).map((folder) => join(folder, "soffice")) : [given];
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Runs a program to its end with all that it has started; nothing of it outlives its time. */
async function run(
  command: readonly string[],
  options: { readonly folder: string; readonly timeoutMs: number },
): Promise<number | undefined> {
  const [program, ...rest] = command as [string, ...string[]];
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, {
      cwd: options.folder,
      stdio: "ignore",
      // A group of its own: the program is a script that starts another.
      detached: true,
      // Nothing of the installation's settings is its concern.
      env: {
        PATH: process.env.PATH ?? "/usr/bin:/bin",
        HOME: options.folder,
        TMPDIR: options.folder,
        LANG: "C.UTF-8",
        http_proxy: "http://127.0.0.1:9",
        https_proxy: "http://127.0.0.1:9",
      },
    });
    const endGroup = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended, and all with it.
      }
    };
    let late = false;
    const clock = setTimeout(() => {
      late = true;
      endGroup();
    }, options.timeoutMs);
    child.once("error", (error) => {
      clearTimeout(clock);
      reject(error);
    });
    child.once("exit", (code) => {
      clearTimeout(clock);
      endGroup();
      resolve(late ? undefined : (code ?? -1));
    });
  });
}

/** Whether this system lets a program start without any network; asked once. */
let withoutNetwork: Promise<boolean> | undefined;
const canUnshare = (folder: string): Promise<boolean> => {
  withoutNetwork ??= run(["unshare", "-rn", "true"], { folder, timeoutMs: 5000 }).then(
    (code) => code === 0,
    () => false,
  );
  return withoutNetwork;
};

/**
 * Converts an office file to PDF with LibreOffice: in a folder and profile of its own that go afterwards, without
 * macros, without network where the system can take it away, and otherwise without what would use it.
 * @param ending under which the program knows the type, `docx`
 * @throws Invalid `viewer.not-convertible`, `viewer.conversion-too-long`; Unavailable `viewer.soffice-unavailable`
 */
export async function convertToPdf(
  soffice: string,
  file: { readonly bytes: Uint8Array; readonly ending: string },
  timeoutMs = 120_000,
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "klickamt-office-"));
  try {
    const profile = join(folder, "profile");
    await mkdir(join(profile, "user"), { recursive: true });
    await writeFile(join(profile, "user", "registrymodifications.xcu"), profileSettings);
    const source = join(folder, `document.${file.ending}`);
    await writeFile(source, file.bytes);
    const command = [
      soffice,
      `-env:UserInstallation=${pathToFileURL(profile).href}`,
      "--headless",
      "--norestore",
      "--nolockcheck",
      "--nodefault",
      "--convert-to",
      "pdf",
      "--outdir",
      folder,
      source,
    ];
    const alone = (await canUnshare(folder)) ? ["unshare", "-rn", ...command] : command;
    const code = await run(alone, { folder, timeoutMs }).catch(() => {
      throw new Unavailable("viewer.soffice-unavailable");
    });
    if (code === undefined) throw new Invalid("viewer.conversion-too-long");
    const target = join(folder, "document.pdf");
    const size = await stat(target).then(
      (found) => found.size,
      () => 0,
    );
    if (size === 0 || size > mostPdfBytes) throw new Invalid("viewer.not-convertible");
    const pdf = await readFile(target);
    if (pdf.subarray(0, 5).toString("latin1") !== "%PDF-") throw new Invalid("viewer.not-convertible");
    return new Uint8Array(pdf);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
