import { expect, test } from "vitest";
import { newAccessCode, newId } from "../../kernel/index.ts";
import { typedWords } from "./typed-words.ts";

test("What was typed is kept, without secrets, keys, ids and codes", () => {
  const typed = typedWords(
    {
      frage: "Welche Hausnummer?\nUnd welche Etage?",
      name: "Möller",
      noch: " Möller ",
      tage: ["Montag", "Dienstag"],
      passwort: "Blauer Reiher 1887",
      ergebnis: "empfangsbescheinigung.ausstellen",
      gesehen: "17",
      akte: newId(),
      code: newAccessCode(),
      leer: "   ",
    },
    ["passwort"],
  );
  expect(typed).toEqual(["Welche Hausnummer?\nUnd welche Etage?", "Möller", "Montag, Dienstag"]);
});
