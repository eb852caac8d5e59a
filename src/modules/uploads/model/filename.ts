import { type FileType, fileTypes } from "./kind.ts";

/** Endings by which a system starts something. One of them anywhere in a name is a trick: `rechnung.pdf.exe`, `bild.js.png`. */
const dangerous = new Set(
  (
    "ade adp apk app application appref-ms bash bat chm class cmd com cpl crt csh dll dmg docm dotm elf exe gadget hlp hta " +
    "htm html inf ins iso jar js jse jsp ksh lib lnk mde mht mhtml msc msh msi msix msp mst nsh ocx php pif pkg pl ppam " +
    "potm ppsm pptm ps1 psm1 py rb reg rgs scf scr sct sh shb shs sldm so svg svgz swf sys url vb vba vbe vbs vxd wasm wsc wsf " +
    "wsh xhtml xlam xll xlsb xlsm xltm xml xsl"
  ).split(" "),
);

/** The part of the name that a person gave, without folders, and without signs that systems stumble over or that deceive. */
export function plainName(filename: string): string {
  return (
    (filename.split(/[\\/]/).at(-1) ?? "")
      .normalize("NFC")
      // Control and format characters, among them those that turn the direction of reading: `gpj.exe` shown as `exe.jpg`.
      .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
      .replace(/[<>:"|?*]/g, "")
      .replace(/\s+/g, " ")
      .replace(/^[.\s]+/, "")
      .trim()
      .slice(-160)
  );
}

/** Whether a part of the name is the ending of something that a system would run. */
export function hasDangerousEnding(filename: string): boolean {
  return plainName(filename)
    .toLowerCase()
    .split(".")
    .slice(1)
    .some((ending) => dangerous.has(ending.trim()));
}

/** The name under which the file is kept: as it was given, ending as its content says. */
export function safeFilename(filename: string, type: FileType): string {
  const name = plainName(filename);
  const { endings } = fileTypes[type];
  const dot = name.lastIndexOf(".");
  const ending = dot === -1 ? "" : name.slice(dot + 1).toLowerCase();
  if (endings.includes(ending)) return name;
  const known = Object.values(fileTypes).some((one) => one.endings.includes(ending));
  const base = (known ? name.slice(0, dot) : name).slice(0, 150);
  return `${base === "" ? "Datei" : base}.${endings[0]}`;
}
