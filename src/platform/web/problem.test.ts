import { describe, expect, test } from "vitest";
import { accepts, isMachinePath, preferredLanguage } from "./index.ts";

describe("What a client prefers", () => {
  test.each([
    [undefined, undefined],
    ["", undefined],
    ["fr", undefined],
    ["de", "de"],
    ["en-GB,de;q=0.9", "en"],
    ["fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5", "en"],
    ["en;q=0.3,de-AT;q=0.4", "de"],
    ["en;q=0", undefined],
    ["en;q=x,de", "de"],
    ["denglisch", undefined],
  ])("%s is %s", (header, language) => expect(preferredLanguage(header)).toBe(language));

  test.each([
    [undefined, true],
    ["*/*", true],
    ["application/*", true],
    ["Application/JSON", true],
    ["application/json;q=0.1", true],
    ["application/json;q=0", false],
    ["text/html", false],
    ["application/jsonx", false],
  ])("Accept: %s takes JSON: %s", (header, taken) => expect(accepts(header, "application/json")).toBe(taken));
});

test.each([
  ["/paderborn/api/v1", true],
  ["/paderborn/api/v1/services?x=1", true],
  ["/paderborn/api", false],
  ["/paderborn/api/vision", false],
  ["/paderborn/leistungen/api/v1", false],
])("%s is for programs: %s", (path, machine) => expect(isMachinePath(path)).toBe(machine));
