import { expect, test } from "vitest";
import { codeInText } from "./code-in-text.ts";

const pattern = "[A-Za-z0-9][A-Za-z0-9 -]*";

test.each([
  ["AB12-CD34-EF56", "AB12-CD34-EF56"],
  [" AB12-CD34-EF56\n", "AB12-CD34-EF56"],
  ["https://foto.example/abruf?code=AB12-CD34", "AB12-CD34"],
  ["https://foto.example/abruf?sprache=%23&code=AB12-CD34", "AB12-CD34"],
  ["https://foto.example/abruf/AB12-CD34", "AB12-CD34"],
  ["https://foto.example/", undefined],
  ["https://foto.example/a/%E0%A4%A", undefined],
  ["WIFI:S:Rathaus;;", undefined],
  ["<script>", undefined],
  ["", undefined],
])("of %s the code is %s", (text, code) => {
  expect(codeInText(text, pattern)).toBe(code);
});

test("without a pattern every text is a code", () => {
  expect(codeInText("Was auch immer", undefined)).toBe("Was auch immer");
});
