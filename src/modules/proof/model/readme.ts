import type { Evidence } from "./evidence.ts";

/** What lies beside a package for people without a browser: what is what, and how to check it by hand. */
export function readmeOf(evidence: Evidence): string {
  const { town, akte } = evidence;
  const commands = evidence.proofs.flatMap((proof) => {
    const { number } = JSON.parse(proof.statement) as { number: number };
    return [
      `openssl pkeyutl -verify -pubin -inkey schluessel-${proof.keyNumber}.pem -rawin -in tageskopf-${number}.json -sigfile tageskopf-${number}.sig`,
      ...(proof.stamp === null
        ? []
        : [
            `openssl ts -verify -data tageskopf-${number}.json -in tageskopf-${number}.tst -token_in -CAfile <Zertifikat.pem>`,
          ]),
    ];
  });
  const byHand =
    commands.length === 0
      ? "   Diese Akte ist jünger als der letzte Tagesbeweis: Es liegt noch keiner bei."
      : commands.map((command) => `   ${command}`).join("\n");
  return `${town.name}
Akte ${akte.aktenzeichen}

index.html              Öffnen Sie diese Datei: Sie zeigt die Akte und prüft sie, ohne Netz.
Dokumente/              Die Dokumente, nach Vorgängen, vorn die Nummer des Eintrags im Verlauf.
Beweis/verlauf.json     Der Verlauf der Akte.
Beweis/beweis.json      Alles, was die Prüfung braucht, in einer Datei.
Beweis/tageskopf-….json Was die Behörde an diesem Tag unterschrieben hat; .sig die Unterschrift, .tst der Zeitstempel.
Beweis/schluessel-….pem Der öffentliche Schlüssel der Behörde.

So prüfen Sie ohne diese Seite
------------------------------
1. Dokument: SHA-256 der Datei = "sha256" im Eintrag des Verlaufs, dessen Nummer vorn im Dateinamen steht.
2. Eintrag: SHA-256 des JSON (RFC 8785) mit action, actor, akteId, details, previousHash, recordedAt, sequence, tenant,
   vorgangId = "hash". "previousHash" = "hash" des Eintrags davor; beim ersten 64 Nullen.
3. Tagesbeweis: Blatt = SHA-256(00 und der Text "leaf"), Knoten = SHA-256(01, links, rechts), entlang "path" bis "root"
   (RFC 6962, Abschnitt 2.1). "root" steht im Tageskopf.
4. Unterschrift (Ed25519, RFC 8032) und Zeitstempel (RFC 3161), im Ordner Beweis:
${byHand}
5. Schlüssel: Sein Fingerabdruck (SHA-256 der 32 Bytes) steht auf ${town.proofs}

Wer nicht nur der Akte, sondern auch dieser Prüfseite misstraut, lädt die Prüfseite dort neu und wählt die ZIP-Datei.

In English
----------
Open index.html: it shows the file and checks it without a network. The steps above say how to check by hand.
`;
}
