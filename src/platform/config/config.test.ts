import { describe, expect, test } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";

const s3 = {
  KLICKAMT_S3_BUCKET: "rathaus",
  KLICKAMT_S3_REGION: "eu-central-1",
  KLICKAMT_S3_KEY_ID: "KEY",
  KLICKAMT_S3_SECRET: "a secret nobody may see",
};

function refusal(environment: Record<string, string>): string {
  try {
    parseConfig(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error("was accepted");
}

describe("where documents are kept", () => {
  test("is a folder unless somebody says otherwise", () => {
    expect(parseConfig({})).toMatchObject({ store: "folder" });
    expect(parseConfig({}).s3).toBeUndefined();
  });

  test("may be S3, with the bucket's name in the path where the server is not Amazon's", () => {
    expect(parseConfig({ ...s3, KLICKAMT_STORE: "s3" })).toMatchObject({
      store: "s3",
      s3: { bucket: "rathaus", pathStyle: false, prefix: "" },
    });
    const own = { ...s3, KLICKAMT_S3_ENDPOINT: "https://s3.stadt.example/", KLICKAMT_S3_PREFIX: "klickamt/dokumente/" };
    expect(parseConfig(own)).toMatchObject({
      store: "folder",
      s3: { endpoint: "https://s3.stadt.example", pathStyle: true, prefix: "klickamt/dokumente/" },
    });
    expect(parseConfig({ ...own, KLICKAMT_S3_PATH_STYLE: "off" }).s3?.pathStyle).toBe(false);
  });

  test("lacks no setting in S3: each missing one is named, in one line, and no secret", () => {
    expect(refusal({ KLICKAMT_STORE: "s3" })).toBe(
      "KLICKAMT_S3_BUCKET, KLICKAMT_S3_REGION, KLICKAMT_S3_KEY_ID, KLICKAMT_S3_SECRET: needed to keep documents in S3; there is no default.",
    );
    const { KLICKAMT_S3_KEY_ID, ...rest } = s3;
    expect(KLICKAMT_S3_KEY_ID).toBe("KEY");
    const message = refusal(rest);
    expect(message).toMatch(/^KLICKAMT_S3_KEY_ID: /);
    expect(message).not.toContain(s3.KLICKAMT_S3_SECRET);
  });

  test.each([
    ["KLICKAMT_STORE", "cloud"],
    ["KLICKAMT_S3_ENDPOINT", "s3.stadt.example"],
    ["KLICKAMT_S3_ENDPOINT", "ftp://s3.stadt.example"],
    ["KLICKAMT_S3_BUCKET", "a/b"],
    ["KLICKAMT_S3_REGION", "eu central"],
    ["KLICKAMT_S3_PREFIX", "/von/oben/"],
    ["KLICKAMT_S3_PREFIX", "ohne-ende"],
    ["KLICKAMT_S3_PREFIX", "../"],
    ["KLICKAMT_S3_ENCRYPTION", "rot13"],
    ["KLICKAMT_S3_KMS_KEY", "a key without kms"],
  ])("refuses %s=%s by its name", (name, value) => {
    expect(refusal({ ...s3, [name]: value })).toContain(name);
  });
});
