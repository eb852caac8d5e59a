import { describe, expect, test } from "vitest";
import { safeFilename, uploadKind } from "./upload-kind.ts";

describe("a file that was sent along", () => {
  test.each([
    ["a PDF", Buffer.from("%PDF-1.7 …"), "pdf"],
    ["a JPEG", Buffer.from([0xff, 0xd8, 0xff, 0xe0]), "jpg"],
    ["a PNG", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "png"],
    ["a program", Buffer.from("MZ"), undefined],
    ["HTML that mentions a PDF", Buffer.from("<html>%PDF-1.7"), undefined],
    ["nothing", Buffer.alloc(0), undefined],
  ])("is %s by its content", (_what, bytes, kind) => {
    expect(uploadKind(bytes)).toBe(kind);
  });

  test.each([
    ["C:\\Users\\a\\Plan.PDF", "pdf", "Plan.pdf"],
    ["../../etc/passwd", "png", "passwd.png"],
    ["foto.jpeg", "jpg", "foto.jpeg"],
    ["a<b>?.pdf", "pdf", "ab.pdf"],
    ["..pdf", "pdf", "anlage.pdf"],
  ] as const)("%s is kept under a name that does no harm", (name, kind, kept) => {
    expect(safeFilename(name, kind)).toBe(kept);
  });
});
