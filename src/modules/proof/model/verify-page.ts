import { hash } from "node:crypto";
import type { Language } from "../../../kernel/index.ts";
import style from "../client/verify.css?raw";
import script from "../client/verify.js?raw";
import type { Evidence } from "./evidence.ts";

const hashOf = (text: string) => `'sha256-${hash("sha256", text, "base64")}'`;

/** JSON that cannot end the element it stands in. */
const inHtml = (json: string) => json.replaceAll("<", "\\u003c");

/**
 * The page that checks a package: one file that needs nothing else, not even a network. It may load nothing and run
 * nothing but its own script.
 * @param evidence what it shows and checks; null: it takes it from the ZIP that somebody chooses
 */
export function verifyPage(evidence: Evidence | null, language: Language): string {
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${language === "de" ? "Akte prüfen" : "Check a file"}</title>
<style>${style}</style>
</head>
<body>
<header><span>klickamt</span><button type="button" id="sprache">English</button></header>
<main>
<h1 id="titel">${language === "de" ? "Akte prüfen" : "Check a file"}</h1>
<p id="lead"></p>
<noscript><p>Diese Seite prüft mit JavaScript. Wie es ohne geht, steht in LIESMICH.txt. This page checks with JavaScript. LIESMICH.txt says how to do without.</p></noscript>
<h2 id="wahl-titel"></h2>
<div class="drop" id="ablage">
<p id="wahl"></p>
<div class="picks">
<label class="pick"><input type="file" id="wahl-zip" multiple><span id="zip"></span></label>
<label class="pick"${evidence === null ? " hidden" : ""}><input type="file" id="wahl-ordner" webkitdirectory><span id="ordner"></span></label>
</div>
</div>
<h2 id="ergebnis-titel"></h2>
<div id="ergebnis" class="result" role="status"></div>
<h2 id="schritte-titel"></h2>
<ul class="steps" id="schritte" aria-labelledby="schritte-titel"></ul>
<div id="akte"></div>
</main>
<script type="application/json" id="beweis">${inHtml(JSON.stringify(evidence))}</script>
<script>${script}</script>
</body>
</html>
`;
}
