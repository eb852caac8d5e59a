import type { Holding } from "../contracts.ts";

type SaidHolding = Omit<Holding, "documents"> & {
  readonly documents: readonly { readonly filename: string; readonly path: string }[];
};

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);

const row = (label: string, value: string): string =>
  `<tr><th scope="row">${escaped(label)}</th><td>${escaped(value).replaceAll("\n", "<br>")}</td></tr>`;

function holdingHtml(holding: SaidHolding): string {
  const documents = holding.documents.map(
    ({ filename, path }) => `<li><a href="${escaped(encodeURI(path))}">${escaped(filename)}</a></li>`,
  );
  return `<section><h3>${escaped(holding.title)}</h3>
<table><caption>Gespeicherte Angaben</caption><tbody>${holding.facts.map(({ label, value }) => row(label, value)).join("")}</tbody></table>
${documents.length === 0 ? "" : `<h4>Dokumente</h4><ul>${documents.join("")}</ul>`}
<table><caption>Wozu und wie lange</caption><tbody>${[
    row("Zweck", holding.purpose.de),
    row("Rechtsgrundlage", holding.law),
    row("Herkunft", holding.origin.de),
    row("Empfänger", holding.recipients.length === 0 ? "keine" : holding.recipients.join(", ")),
    row("Speicherdauer", holding.kept.de),
    row(
      "Löschung",
      holding.erasure.possible ? "auf Wunsch sofort möglich" : `${holding.erasure.why.de} (${holding.erasure.law})`,
    ),
  ].join("")}</tbody></table></section>`;
}

/**
 * The answer as one page that needs nothing else: no script, no style from elsewhere.
 * Source: Art. 15 Abs. 1 and 2 GDPR says what has to be told.
 */
export function answerHtml(
  facts: { readonly town: string; readonly person: string; readonly day: string },
  collected: readonly { readonly title: string; readonly holdings: readonly SaidHolding[] }[],
): string {
  return `<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Auskunft über gespeicherte Daten</title><style>
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#171a2b;background:#fff}
table{width:100%;border-collapse:collapse;margin:.5rem 0 1rem}caption{text-align:left;font-weight:600;padding:.25rem 0}
th,td{text-align:left;vertical-align:top;padding:.35rem .5rem;border-top:1px solid #c6c9d6;overflow-wrap:anywhere}
th{width:14rem;font-weight:600}section{margin:0 0 2rem}@media(max-width:40rem){th,td{display:block;width:auto}td{border:0}}
</style></head><body><main><h1>Auskunft über gespeicherte Daten</h1>
<p>${escaped(facts.town)} hat am ${escaped(facts.day)} diese Daten über ${escaped(facts.person)} gespeichert (Art. 15 DSGVO).</p>
${collected.length === 0 ? "<p>Es ist nichts gespeichert.</p>" : ""}
${collected.map(({ title, holdings }) => `<h2>${escaped(title)}</h2>${holdings.map(holdingHtml).join("")}`).join("")}
<h2>Ihre Rechte</h2><p>Sie können verlangen, dass falsche Daten berichtigt werden (Art. 16 DSGVO), dass Daten gelöscht
werden, wo kein Gesetz entgegensteht (Art. 17), dass ihre Verarbeitung eingeschränkt wird (Art. 18), und Sie können
widersprechen (Art. 21). Sie können sich bei der Landesbeauftragten oder dem Landesbeauftragten für Datenschutz und
Informationsfreiheit Nordrhein-Westfalen beschweren (Art. 77). Es gibt keine Entscheidung, die allein von einem Programm
getroffen wird (Art. 22).</p>
<p>Angefangene Anträge, die nicht gesendet wurden, lassen sich ohne Ihren Code keiner Person zuordnen (Art. 11 DSGVO).
Sie werden von selbst gelöscht.</p></main></body></html>`;
}
