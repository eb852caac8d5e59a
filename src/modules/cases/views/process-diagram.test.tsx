import { readFile } from "node:fs/promises";
import { renderToString } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { parseProcess } from "../model/parse-process.ts";
import { ProcessDiagram, wrap } from "./process-diagram.tsx";

const file = new URL("../../../leistungen/gewerbe-anmelden/process.bpmn", import.meta.url);
const drawn = async (language: "de" | "en", current: readonly string[], done: readonly string[]) =>
  renderToString(
    <ProcessDiagram
      process={await parseProcess(await readFile(file, "utf8"))}
      current={current}
      done={done}
      title="Stand"
      language={language}
    />,
  );

describe("the drawing of a process", () => {
  it("lights the current step, ticks what is done, and says both in words", async () => {
    const html = await drawn("de", ["antwort"], ["eingang", "pruefen", "vollstaendig"]);
    expect(html).toContain("process-diagram__node--catch-message process-diagram__node--current");
    expect(html).toContain("process-diagram__node--user-task process-diagram__node--done");
    expect(html.match(/class="process-diagram__tick"/g)).toHaveLength(2);
    expect(html).toContain("Jetzt: Antwort abwarten. erledigt: Anzeige prüfen.");
    expect(html).toMatch(/<li[^>]*aria-current="step"[^>]*>Antwort abwarten: läuft gerade<\/li>/);
    expect(html).toContain("Zu den Akten: noch nicht erreicht");
  });

  it("says after the end that what was not reached was not needed", async () => {
    expect(await drawn("de", [], ["eingang", "pruefen"])).toContain("Antwort abwarten: nicht nötig");
  });

  it("speaks English", async () => {
    const html = await drawn("en", ["pruefen"], []);
    expect(html).toContain("Check the notification: in progress");
    expect(html).not.toContain("Anzeige prüfen");
  });

  it("keeps to the content security policy: no style, no script", async () => {
    const html = await drawn("de", ["pruefen"], ["eingang"]);
    expect(html).not.toMatch(/ style=|<style|<script| on\w+=/);
    expect(html).toContain('aria-labelledby="process-gewerbe_anmelden-title process-gewerbe_anmelden-desc"');
  });

  it.each([
    ["An die Empfänger weitergeben", 90, ["An die", "Empfänger", "weitergeben"]],
    ["Kurz", 90, ["Kurz"]],
    ["Rindfleischetikettierung", 90, ["Rindfleische-", "tikettierung"]],
    ["", 90, []],
  ])("wraps %j", (text, width, lines) => {
    const wrapped = wrap(text, width, 12);
    expect(wrapped).toEqual(lines);
    expect(wrapped.join("").replaceAll(/[- ]/g, "")).toBe(text.replaceAll(" ", ""));
  });
});
