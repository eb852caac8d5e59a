// Checks a package of an Akte without any server. It computes everything itself, from what is described in LIESMICH.txt.

const words = {
  de: {
    lang: "English",
    title: "Akte prüfen",
    lead: "Diese Seite prüft eine elektronische Akte. Sie arbeitet nur auf Ihrem Gerät und braucht kein Netz.",
    chooseTitle: "Dokumente prüfen",
    choose:
      "Wählen Sie die ZIP-Datei des Pakets oder die entpackten Dateien. Sie können sie auch hierher ziehen. Nichts davon verlässt Ihr Gerät.",
    chooseBlank:
      "Wählen Sie die ZIP-Datei eines Pakets. Sie können sie auch hierher ziehen. Nichts davon verlässt Ihr Gerät.",
    zip: "ZIP-Datei oder Dateien wählen",
    folder: "Entpackten Ordner wählen",
    result: "Ergebnis",
    checking: "Wird geprüft …",
    nothing: "Noch ist nichts gewählt.",
    allGood: "Alles Geprüfte stimmt.",
    allGoodText: "Verlauf, Dokumente, Tagesbeweis und Unterschrift passen zusammen.",
    partGood: "Was geprüft werden konnte, stimmt.",
    partGoodText: "Einzelne Schritte fehlen noch oder sind hier nicht möglich. Welche, steht unten.",
    bad: "Hier stimmt etwas nicht.",
    badText: "Was nicht stimmt, steht unten. Fragen Sie die Behörde, von der das Paket kommt.",
    steps: "Was geprüft wurde",
    good: "stimmt",
    wrong: "stimmt nicht",
    open: "nicht geprüft",
    none: "keiner",
    chain: "Verlauf",
    chainGood: (n) => `${n} Einträge hängen lückenlos zusammen. Kein Eintrag wurde verändert.`,
    chainWithheld: (n) =>
      ` Die Zahl der Einträge, die nur als Prüfsumme beiliegen: ${n}. Sie gehören zu anderen Vorgängen.`,
    chainBad: (n) => `Eintrag ${n} wurde verändert, fehlt oder hängt nicht am Eintrag davor.`,
    documents: "Dokumente",
    documentsGood: (n) => `Alle Dokumente sind unverändert. Ihre Zahl: ${n}.`,
    documentsNone: "Im Paket sind keine Dokumente.",
    documentsOpen: (n) => `Noch nicht gewählt: ${n} Dokumente.`,
    documentsSome: (good, missing) => `Unverändert: ${good}. Noch nicht gewählt: ${missing}.`,
    changed: (path) => `Verändert: ${path}`,
    missing: (path) => `Fehlt: ${path}`,
    foreign: (path) => `Gehört nicht zur Akte: ${path}`,
    package: "Paket",
    leftOut: (title) => `Steht im Verlauf und fehlt im Paket: ${title}`,
    renamed: (title) => `Heißt im Verlauf anders: ${title}`,
    otherwise: (label) => `Im Verlauf steht es anders: ${label}`,
    anyHead: "Tagesbeweis",
    unreadable: (name) => `Nicht lesbar: ${name}`,
    otherEvidence: "Der Beweis in der ZIP-Datei ist ein anderer als der in dieser Seite.",
    head: (n, day) => `Tagesbeweis ${n} vom ${day}`,
    headGood: (n) => `Der Verlauf bis Eintrag ${n} ist Teil dieses Tagesbeweises.`,
    headNewer: (n) => ` Zahl der jüngeren Einträge: ${n}. Der nächste Tagesbeweis enthält auch sie.`,
    headBad: "Der Verlauf passt nicht zu diesem Tagesbeweis.",
    headNone: "Diese Akte ist jünger als der letzte Tagesbeweis. Ein Paket von morgen enthält ihn.",
    signature: "Unterschrift der Behörde",
    signatureGood: (f) => `Der Tagesbeweis ist mit dem Schlüssel ${f} unterschrieben.`,
    signatureCompare: (url) => `Ob das der Schlüssel der Behörde ist, sehen Sie auf deren Seite: ${url}`,
    signatureBad: "Die Unterschrift passt nicht zum Tagesbeweis.",
    signatureOpen:
      "Dieser Browser kann Unterschriften nach Ed25519 nicht prüfen. Mit einem neueren Browser oder mit OpenSSL geht es; wie, steht in LIESMICH.txt.",
    stamp: "Zeitstempel",
    stampAbout: (when) =>
      `Ein Zeitstempel vom ${when} liegt bei und gilt diesem Tagesbeweis. Die Unterschrift des Zeitstempeldienstes prüft diese Seite nicht. Mit OpenSSL geht es; wie, steht in LIESMICH.txt.`,
    stampBad: "Der Zeitstempel gehört nicht zu diesem Tagesbeweis.",
    stampNone: "Kein Zeitstempel liegt bei.",
    noCrypto: "Dieser Browser kann hier keine Prüfsummen rechnen. Öffnen Sie die Seite in einem aktuellen Browser.",
    noPackage: "Das ist kein Paket einer Akte.",
    akte: "Akte",
    aktenzeichen: "Aktenzeichen",
    betreff: "Betreff",
    unit: "Aktenplaneinheit",
    opened: "Angelegt am",
    zda: "Zu den Akten am",
    stillOpen: "noch offen",
    town: "Behörde",
    made: "Paket erstellt am",
    oneVorgang: "Dieses Paket enthält einen Vorgang der Akte:",
    docs: "Dokumente der Akte",
    doc: "Dokument",
    file: "Datei",
    entry: "Eintrag",
    state: "Prüfung",
    size: "Größe",
    history: "Verlauf der Akte",
    when: "Wann",
    who: "Wer",
    what: "Was",
    withheld: "nicht enthalten",
    kinds: { citizen: "Bürgerin oder Bürger", staff: "Amt", system: "Programm" },
  },
  en: {
    lang: "Deutsch",
    title: "Check a file",
    lead: "This page checks an electronic file of an authority. It works on your device alone and needs no network.",
    chooseTitle: "Check the documents",
    choose:
      "Choose the ZIP file of the package, or the unpacked files. You can also drop them here. Nothing of it leaves your device.",
    chooseBlank: "Choose the ZIP file of a package. You can also drop it here. Nothing of it leaves your device.",
    zip: "Choose the ZIP file or files",
    folder: "Choose the unpacked folder",
    result: "Result",
    checking: "Checking …",
    nothing: "Nothing has been chosen yet.",
    allGood: "Everything that was checked is right.",
    allGoodText: "History, documents, daily head and signature fit together.",
    partGood: "What could be checked is right.",
    partGoodText: "Some steps are still missing or not possible here. Below you see which.",
    bad: "Something is wrong here.",
    badText: "Below you see what. Ask the authority that the package comes from.",
    steps: "What was checked",
    good: "right",
    wrong: "wrong",
    open: "not checked",
    none: "none",
    chain: "History",
    chainGood: (n) => `${n} entries hang together without a gap. None was changed.`,
    chainWithheld: (n) => ` Entries that are there as a hash only: ${n}. They belong to other cases.`,
    chainBad: (n) => `Entry ${n} was changed, is missing, or does not follow the one before.`,
    documents: "Documents",
    documentsGood: (n) => `All documents are unchanged. Their number: ${n}.`,
    documentsNone: "There are no documents in the package.",
    documentsOpen: (n) => `Not chosen yet: ${n} documents.`,
    documentsSome: (good, missing) => `Unchanged: ${good}. Not chosen yet: ${missing}.`,
    changed: (path) => `Changed: ${path}`,
    missing: (path) => `Missing: ${path}`,
    foreign: (path) => `Not part of the file: ${path}`,
    package: "Package",
    leftOut: (title) => `The history names it and the package lacks it: ${title}`,
    renamed: (title) => `The history calls it otherwise: ${title}`,
    otherwise: (label) => `The history says otherwise: ${label}`,
    anyHead: "Daily head",
    unreadable: (name) => `Cannot be read: ${name}`,
    otherEvidence: "The proof in the ZIP file is not the one in this page.",
    head: (n, day) => `Daily head ${n} of ${day}`,
    headGood: (n) => `The history up to entry ${n} is part of this daily head.`,
    headNewer: (n) => ` Younger entries: ${n}. The next daily head covers them.`,
    headBad: "The history does not fit this daily head.",
    headNone: "This file is younger than the latest daily head. A package made tomorrow has one.",
    signature: "Signature of the authority",
    signatureGood: (f) => `The daily head is signed with the key ${f}.`,
    signatureCompare: (url) => `Whether that is the authority's key you see on its page: ${url}`,
    signatureBad: "The signature does not fit the daily head.",
    signatureOpen:
      "This browser cannot check Ed25519 signatures. A newer browser or OpenSSL can; LIESMICH.txt says how.",
    stamp: "Time stamp",
    stampAbout: (when) =>
      `There is a time stamp of ${when}, and it is about this daily head. This page does not check the signature of the time stamp service. OpenSSL does; LIESMICH.txt says how.`,
    stampBad: "The time stamp does not belong to this daily head.",
    stampNone: "There is no time stamp.",
    noCrypto: "This browser cannot compute hashes here. Open the page in a current browser.",
    noPackage: "This is not a package of a file.",
    akte: "File",
    aktenzeichen: "Reference",
    betreff: "Subject",
    unit: "Unit of the filing plan",
    opened: "Opened on",
    zda: "Closed on",
    stillOpen: "still open",
    town: "Authority",
    made: "Package made on",
    oneVorgang: "This package holds one case of the file:",
    docs: "Documents of the file",
    doc: "Document",
    file: "File",
    entry: "Entry",
    state: "Check",
    size: "Size",
    history: "History of the file",
    when: "When",
    who: "Who",
    what: "What",
    withheld: "not included",
    kinds: { citizen: "Citizen", staff: "Office", system: "Program" },
  },
};

const $ = (id) => document.getElementById(id);
const embedded = $("beweis").textContent.trim();
let evidenceText = embedded === "null" ? "" : embedded;
let evidence = evidenceText === "" ? null : JSON.parse(evidenceText);
let language = document.documentElement.lang === "en" ? "en" : "de";
/** Path of a document → "good", "bad"; documents that are not there were not chosen. */
let states = new Map();
let complaints = [];
let chosen = false;
let round = 0;

// — Computing ————————————————————————————————————————————————————————————

const bytesOf = (text) => new TextEncoder().encode(text);
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

/** RFC 8785. */
function canonical(value) {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(",")}}`;
}

/** @returns number of the first entry that does not fit, 0 where all do */
async function brokenEntry(history, akteId) {
  let previous = "0".repeat(64);
  for (let at = 0; at < history.length; at++) {
    const entry = history[at];
    if (entry.sequence !== at + 1) return at + 1;
    if (entry.withheld !== true) {
      const { action, actor, details, previousHash, recordedAt, sequence, tenant, vorgangId } = entry;
      const said = canonical({
        action,
        actor: { id: actor.id, kind: actor.kind, name: actor.name },
        akteId: entry.akteId,
        details,
        previousHash,
        recordedAt,
        sequence,
        tenant,
        vorgangId,
      });
      if (entry.akteId !== akteId || previousHash !== previous) return at + 1;
      if (hexOf(await sha256(bytesOf(said))) !== entry.hash) return at + 1;
    }
    previous = entry.hash;
  }
  return history.length === 0 ? 1 : 0;
}

/** RFC 6962: a leaf begins with 0, a node with 1. */
async function rootOf(leaf, path) {
  let below = await sha256(Uint8Array.of(0, ...bytesOf(leaf)));
  for (const step of path) {
    const beside = fromHex(step.hash);
    below = await sha256(
      step.side === "left" ? Uint8Array.of(1, ...beside, ...below) : Uint8Array.of(1, ...below, ...beside),
    );
  }
  return hexOf(below);
}

/** @returns true, false, or undefined where the browser cannot tell */
async function isSigned(publicKey, message, signature) {
  let key;
  try {
    key = await crypto.subtle.importKey("raw", publicKey, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return undefined;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

/** Whether a time stamp token is about this hash: looks for the imprint (RFC 3161, 2.4.1) by its SHA-256 in DER. */
function isAbout(token, hash) {
  const inside = hexOf(token);
  const head = "0609608648016503040201";
  return [`300d${head}05000420`, `300b${head}0420`].some((lead) => inside.includes(lead + hexOf(hash)));
}

// — Reading a ZIP ————————————————————————————————————————————————————————

const isZip = async (file) => hexOf(new Uint8Array(await file.slice(0, 4).arrayBuffer())) === "504b0304";

/** Entries of a ZIP: path → a function that reads it. Reads pieces only, so that a large one does not fill the memory. */
async function openZip(file) {
  const tailAt = Math.max(0, file.size - 66_000);
  const tail = new DataView(await file.slice(tailAt).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("no ZIP");
  const count = tail.getUint16(end + 10, true);
  const directoryAt = tail.getUint32(end + 16, true);
  const directory = new DataView(
    await file.slice(directoryAt, directoryAt + tail.getUint32(end + 12, true)).arrayBuffer(),
  );
  const entries = new Map();
  for (let number = 0, at = 0; number < count; number++) {
    const method = directory.getUint16(at + 10, true);
    const packed = directory.getUint32(at + 20, true);
    const nameLength = directory.getUint16(at + 28, true);
    const localAt = directory.getUint32(at + 42, true);
    const name = new TextDecoder().decode(new Uint8Array(directory.buffer, at + 46, nameLength));
    at += 46 + nameLength + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    if (name.endsWith("/")) continue;
    entries.set(name, async () => {
      const local = new DataView(await file.slice(localAt, localAt + 30).arrayBuffer());
      const start = localAt + 30 + local.getUint16(26, true) + local.getUint16(28, true);
      const raw = file.slice(start, start + packed);
      if (method === 0) return new Uint8Array(await raw.arrayBuffer());
      if (method !== 8) throw new Error("unknown compression");
      return new Uint8Array(
        await new Response(raw.stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer(),
      );
    });
  }
  return entries;
}

// — Checking what was chosen ——————————————————————————————————————————————

const baseOf = (path) => path.slice(path.lastIndexOf("/") + 1);

async function checkDocument(document, bytes) {
  states.set(document.path, hexOf(await sha256(bytes)) === document.sha256 ? "good" : "bad");
}

async function takeZip(file) {
  const entries = await openZip(file);
  // Somebody may have put everything into a folder when packing again.
  const proofName = [...entries.keys()].find((name) => name.endsWith("Beweis/beweis.json"));
  if (proofName === undefined) throw new Error(words[language].noPackage);
  const prefix = proofName.slice(0, -"Beweis/beweis.json".length);
  const inside = new TextDecoder().decode(await entries.get(proofName)());
  if (evidence === null) {
    evidenceText = inside;
    evidence = JSON.parse(inside);
    if (evidence.format !== "klickamt-paket-1") throw new Error(words[language].noPackage);
  } else if (canonical(JSON.parse(inside)) !== canonical(evidence)) {
    complaints.push("otherEvidence");
  }
  const known = new Map(evidence.documents.map((document) => [prefix + document.path, document]));
  for (const [path, document] of known) {
    const read = entries.get(path);
    if (read === undefined) states.set(document.path, "missing");
    else {
      try {
        await checkDocument(document, await read());
      } catch {
        states.set(document.path, "bad");
      }
    }
  }
  for (const name of entries.keys()) {
    if (name.startsWith(`${prefix}Dokumente/`) && !known.has(name)) complaints.push(["foreign", name]);
  }
}

async function takeFile(file) {
  const own = file.webkitRelativePath || file.name;
  if (/(^|\/)(Beweis\/[^/]*|index\.html|LIESMICH\.txt)$/.test(own)) return;
  const document =
    evidence.documents.find(({ path }) => own.endsWith(path)) ??
    evidence.documents.find(({ path }) => baseOf(path) === file.name);
  if (document === undefined) complaints.push(["foreign", own]);
  else await checkDocument(document, await file.arrayBuffer());
}

async function take(files) {
  if (files.length === 0) return;
  chosen = true;
  states = new Map();
  complaints = [];
  if (embedded === "null") evidence = null;
  $("ergebnis").textContent = words[language].checking;
  for (const file of files) {
    try {
      if (
        (await isZip(file)) &&
        (evidence === null || !evidence.documents.some(({ path }) => baseOf(path) === file.name))
      )
        await takeZip(file);
      else if (evidence !== null) await takeFile(file);
      else complaints.push(["unreadable", file.name]);
    } catch (error) {
      complaints.push(["unreadable", `${file.name}: ${error.message}`]);
    }
  }
  await show();
}

/**
 * What the history says of the Akte and of what lies in it: entry after entry, as the town's program does it, so that
 * nothing can be left out of the list or called otherwise.
 */
function toldBy(history) {
  const akte = { zdaAt: null };
  const documents = new Map();
  for (const { action, details, recordedAt, vorgangId } of history) {
    const { dokumentId, sha256: hash, after = {} } = details;
    const known = documents.get(dokumentId);
    switch (action) {
      case "akte.angelegt":
        Object.assign(akte, { aktenzeichen: details.aktenzeichen, betreff: details.betreff });
        Object.assign(akte, { planUnit: details.planUnit, openedAt: recordedAt });
        break;
      case "akte.geaendert":
      case "akte.umgezogen":
        for (const name of ["aktenzeichen", "betreff", "planUnit"]) if (name in after) akte[name] = after[name];
        break;
      case "akte.zda":
      case "akte.aufgegangen":
        akte.zdaAt = recordedAt;
        break;
      case "akte.wiedereroeffnet":
        akte.zdaAt = null;
        break;
      case "vorgang.abgegeben":
        for (const [id, one] of documents) if (one.vorgangId === vorgangId) documents.delete(id);
        break;
      case "dokument.abgelegt":
      case "dokument.nachgetragen":
        documents.set(dokumentId, { vorgangId, title: details.title, hashes: [hash] });
        break;
      case "dokument.uebernommen":
        documents.set(dokumentId, {
          vorgangId,
          title: details.title,
          hashes: details.formats.map((one) => one.sha256),
        });
        break;
      case "dokument.version":
      case "dokument.format":
        known?.hashes.push(hash);
        break;
      case "dokument.geaendert":
        if (known !== undefined && "title" in after) known.title = after.title;
        break;
      case "dokument.verschoben":
        if (known !== undefined) known.vorgangId = after.vorgangId ?? known.vorgangId;
        break;
      case "dokument.abgegeben":
        documents.delete(dokumentId);
        break;
    }
  }
  return { akte, documents };
}

/** What the package says and its history says otherwise, in words; nothing where both say the same. */
function contradictions() {
  const w = words[language];
  const { history, akte, documents, vorgangId } = evidence;
  const whole = vorgangId === null && history.every((entry) => entry.withheld !== true);
  const told = toldBy(history.filter((entry) => entry.withheld !== true));
  const found = [];
  for (const [id, { title, hashes, vorgangId: place }] of told.documents) {
    if (vorgangId !== null && place !== vorgangId) continue;
    const given = documents.filter(({ dokumentId }) => dokumentId === id);
    const left = given.map(({ sha256: hash }) => hash);
    for (const hash of hashes) {
      const at = left.indexOf(hash);
      if (at === -1) found.push([w.documents, w.leftOut(title)]);
      else left.splice(at, 1);
    }
    // What was renamed before it came into the only Vorgang of a package, its history does not tell.
    for (const document of given)
      if (whole && document.title !== title) found.push([w.documents, w.renamed(document.title)]);
  }
  if (!whole) return found;
  const said = { ...told.akte, planUnit: akte.planUnit.split(" ")[0] === told.akte.planUnit ? akte.planUnit : "" };
  const names = {
    aktenzeichen: w.aktenzeichen,
    betreff: w.betreff,
    planUnit: w.unit,
    openedAt: w.opened,
    zdaAt: w.zda,
  };
  for (const [name, label] of Object.entries(names))
    if (said[name] !== akte[name]) found.push([w.akte, w.otherwise(label)]);
  return found;
}

/** Everything that can be checked now, in words. */
async function check() {
  const w = words[language];
  const steps = [];
  const add = (state, name, text) => steps.push({ state, name, text });
  for (const complaint of complaints) {
    add("bad", w.package, Array.isArray(complaint) ? w[complaint[0]](complaint[1]) : w[complaint]);
  }
  if (evidence === null) return steps;
  if (globalThis.crypto?.subtle === undefined) {
    add("open", w.chain, w.noCrypto);
    return steps;
  }
  const { history, akte, documents, proofs, keys } = evidence;
  const broken = await brokenEntry(history, akte.akteId);
  const withheld = history.filter((entry) => entry.withheld === true).length;
  if (broken > 0) add("bad", w.chain, w.chainBad(broken));
  else add("good", w.chain, w.chainGood(history.length - withheld) + (withheld > 0 ? w.chainWithheld(withheld) : ""));

  const wrong = documents.filter(({ path }) => states.get(path) === "bad" || states.get(path) === "missing");
  // What the list says of a document has to be what the history says.
  const unproven = documents.filter((document) => {
    const entry = history[document.sequence - 1];
    if (entry === undefined || entry.withheld === true || entry.details.dokumentId !== document.dokumentId) return true;
    return ![entry.details, ...(entry.details.formats ?? [])].some(({ sha256: proven }) => proven === document.sha256);
  });
  for (const { path } of wrong) add("bad", w.documents, states.get(path) === "bad" ? w.changed(path) : w.missing(path));
  for (const { path } of unproven) add("bad", w.documents, w.foreign(path));
  const contradicted = broken > 0 ? [] : contradictions();
  for (const [name, text] of contradicted) add("bad", name, text);
  const against = wrong.length + unproven.length + contradicted.filter(([name]) => name === w.documents).length;
  const good = documents.filter(({ path }) => states.get(path) === "good").length;
  const left = documents.length - good - wrong.length;
  if (documents.length === 0 && against === 0) add("good", w.documents, w.documentsNone);
  else if (left > 0) add("open", w.documents, good === 0 ? w.documentsOpen(left) : w.documentsSome(good, left));
  else if (against === 0) add("good", w.documents, w.documentsGood(good));

  if (proofs.length === 0) add("open", w.anyHead, w.headNone);
  for (const proof of proofs) {
    const said = JSON.parse(proof.statement);
    const name = w.head(said.number, dayOf(said.day));
    const [akteId, sequence, hash] = proof.leaf.split(" ");
    const entry = history[Number(sequence) - 1];
    const fits = akteId === akte.akteId && entry?.hash === hash && (await rootOf(proof.leaf, proof.path)) === said.root;
    const younger = history.length - Number(sequence);
    if (fits) add("good", name, w.headGood(Number(sequence)) + (younger > 0 ? w.headNewer(younger) : ""));
    else add("bad", name, w.headBad);

    const key = keys.find(({ number }) => number === proof.keyNumber);
    const publicKey = fromHex(key?.publicKey ?? "");
    const fingerprint = hexOf(await sha256(publicKey));
    const signed = await isSigned(publicKey, bytesOf(proof.statement), fromHex(proof.signature));
    if (fingerprint !== said.key || signed === false) add("bad", w.signature, w.signatureBad);
    else if (signed === undefined) add("open", w.signature, w.signatureOpen);
    else
      add(
        "good",
        w.signature,
        `${w.signatureGood(fingerprint.match(/.{4}/g).join(" "))} ${w.signatureCompare(evidence.town.proofs)}`,
      );

    if (proof.stamp === null) add("none", w.stamp, w.stampNone);
    else {
      const token = Uint8Array.from(atob(proof.stamp), (letter) => letter.charCodeAt(0));
      const about = isAbout(token, await sha256(bytesOf(proof.statement)));
      add(about ? "open" : "bad", w.stamp, about ? w.stampAbout(timeOf(proof.stampedAt)) : w.stampBad);
    }
  }
  return steps;
}

// — Showing ——————————————————————————————————————————————————————————————

const locale = () => (language === "de" ? "de-DE" : "en-GB");
const dayOf = (day) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
const timeOf = (time) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short", timeZone: "Europe/Berlin" }).format(
    new Date(time),
  );
const sizeOf = (bytes) => {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "MB"] : bytes >= 1e3 ? [bytes / 1e3, "kB"] : [bytes, "B"];
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value)} ${unit}`;
};

function element(name, options = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(options)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function table(caption, heads, rows) {
  return element(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
      element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))),
    ),
  );
}

const marks = { good: "✓", bad: "✗", open: "–", none: "–" };

function showResult(steps) {
  const w = words[language];
  const bad = steps.some(({ state }) => state === "bad");
  const open = steps.some(({ state }) => state === "open");
  const [tone, title, text] =
    evidence === null && !bad
      ? ["open", w.nothing, ""]
      : bad
        ? ["bad", w.bad, w.badText]
        : open
          ? ["open", w.partGood, w.partGoodText]
          : ["good", w.allGood, w.allGoodText];
  $("ergebnis").className = `result ${tone}`;
  $("ergebnis").replaceChildren(element("strong", {}, title), text);
  const spoken = { good: w.good, bad: w.wrong, open: w.open, none: w.none };
  $("schritte").replaceChildren(
    ...steps.map(({ state, name, text: said }) =>
      element(
        "li",
        { "data-state": state },
        element("span", { class: `mark ${state}`, "aria-hidden": "true" }, marks[state]),
        element(
          "div",
          {},
          element("span", { class: "name" }, `${name}: ${spoken[state]}`),
          element("div", { class: "quiet" }, said),
        ),
      ),
    ),
  );
  $("schritte").previousElementSibling.hidden = steps.length === 0;
}

function showAkte() {
  const w = words[language];
  if (evidence === null) return $("akte").replaceChildren();
  const { akte, town, vorgangId, vorgaenge, documents, history } = evidence;
  const facts = [
    [w.aktenzeichen, akte.aktenzeichen],
    [w.betreff, akte.betreff],
    [w.unit, akte.planUnit],
    [w.opened, timeOf(akte.openedAt)],
    [w.zda, akte.zdaAt === null ? w.stillOpen : timeOf(akte.zdaAt)],
    [w.town, town.name],
    [w.made, timeOf(evidence.madeAt)],
  ];
  const vorgang = vorgaenge.find((one) => one.vorgangId === vorgangId);
  const stateWords = { good: w.good, bad: w.wrong, missing: w.wrong };
  const parts = [
    element("h2", {}, w.akte),
    element("dl", {}, ...facts.flatMap(([term, value]) => [element("dt", {}, term), element("dd", {}, value)])),
  ];
  if (vorgang !== undefined) parts.push(element("p", {}, `${w.oneVorgang} ${vorgang.aktenzeichen} ${vorgang.betreff}`));
  if (documents.length > 0) {
    parts.push(
      element("h2", {}, w.docs),
      table(
        w.docs,
        [w.entry, w.doc, w.file, w.size, w.state],
        documents.map((document) => {
          const link = element(
            "a",
            { href: document.path.split("/").map(encodeURIComponent).join("/") },
            baseOf(document.path),
          );
          return [
            String(document.sequence),
            document.title,
            link,
            sizeOf(document.sizeBytes),
            stateWords[states.get(document.path)] ?? w.open,
          ];
        }),
      ),
    );
  }
  parts.push(
    element("h2", {}, w.history),
    table(
      w.history,
      [w.entry, w.what, w.when, w.who],
      history.map((entry) =>
        entry.withheld === true
          ? [String(entry.sequence), w.withheld, "", ""]
          : [
              String(entry.sequence),
              [
                evidence.actions?.[entry.action]?.[language] ?? entry.action,
                entry.details.title ?? entry.details.betreff ?? "",
              ]
                .filter(Boolean)
                .join(": "),
              timeOf(entry.recordedAt),
              entry.actor.name ?? w.kinds[entry.actor.kind],
            ],
      ),
    ),
  );
  $("akte").replaceChildren(...parts);
}

async function show() {
  const w = words[language];
  const mine = ++round;
  document.documentElement.lang = language;
  const title = evidence === null ? w.title : `${w.title}: ${evidence.akte.aktenzeichen}`;
  document.title = title;
  $("titel").textContent = title;
  for (const [id, word] of [
    ["lead", "lead"],
    ["wahl-titel", "chooseTitle"],
    ["zip", "zip"],
    ["ordner", "folder"],
    ["ergebnis-titel", "result"],
    ["schritte-titel", "steps"],
    ["sprache", "lang"],
  ]) {
    $(id).textContent = w[word];
  }
  $("sprache").lang = language === "de" ? "en" : "de";
  $("wahl").textContent = embedded === "null" ? w.chooseBlank : w.choose;
  const steps = await check();
  // Somebody may have chosen other files while this was computed.
  if (mine !== round) return;
  showResult(steps);
  showAkte();
  document.body.dataset.checked = chosen ? "chosen" : "embedded";
}

$("sprache").addEventListener("click", () => {
  language = language === "de" ? "en" : "de";
  void show();
});
for (const id of ["wahl-zip", "wahl-ordner"])
  $(id).addEventListener("change", (event) => take([...event.target.files]));
const drop = $("ablage");
drop.addEventListener("dragover", (event) => {
  event.preventDefault();
  drop.classList.add("over");
});
drop.addEventListener("dragleave", () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  void take([...event.dataTransfer.files]);
});
void show();
