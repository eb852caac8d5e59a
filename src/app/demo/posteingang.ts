import { dayInBerlin } from "../../kernel/index.ts";
import { handIn, openPile, renderSeparator } from "../../modules/intake/index.ts";
import type { Tenant } from "../../modules/tenants/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { renderLetter } from "../../platform/pdf/index.ts";

const registrar = {
  kind: "staff",
  staffId: "00000000-0000-7000-8000-000000000000",
  name: "Sam Muster",
  duties: ["records"],
} as const;

/** Two letters of an invented lawyer, as they would lie in the post. */
function letterOf(tenant: Tenant, subject: string, text: string): Promise<Uint8Array> {
  return renderLetter({
    language: "de",
    head: { officialName: "Kanzlei Beispiel & Muster", accent: "#444444" },
    senderLine: "Kanzlei Beispiel & Muster · Erfundene Straße 3 · 00000 Musterstadt",
    recipient: [tenant.officialName, "Ordnungsamt", "Rathausprobe 1"],
    reference: "",
    information: [],
    subject,
    body: [{ kind: "paragraph", text }],
    closing: { greeting: "Mit freundlichen Grüßen", signatory: "Bo Beispiel" },
    footer: [["Kanzlei Beispiel & Muster"]],
  });
}

/** This morning's post: scanned, and waiting for somebody to part it. */
export async function loadIncomingPost(ctx: Ctx, tenant: Tenant): Promise<void> {
  const asRegistrar: Ctx = { ...ctx, actor: registrar };
  const pile = await openPile(asRegistrar, {
    scannedBy: registrar.name,
    scannedOn: dayInBerlin(ctx.now),
    device: "Musterscan 5000",
    software: "Musterscan Treiber 2.1",
    resolutionDpi: 300,
    colour: "grey",
    sides: "both",
    note: "",
    blankPages: "drop",
  });
  const first = "gegen Ihren Bescheid vom Oktober lege ich im Namen meiner Mandantin Widerspruch ein.";
  const second = "für die Stellungnahme bitte ich um eine Verlängerung der Frist um vier Wochen.";
  const files: readonly (readonly [string, Uint8Array])[] = [
    ["Scan 1.pdf", await letterOf(tenant, "Widerspruch", `Sehr geehrte Damen und Herren, ${first}`)],
    ["Scan 2.pdf", await renderSeparator("", tenant.officialName)],
    ["Scan 3.pdf", await letterOf(tenant, "Fristverlängerung", `Sehr geehrte Damen und Herren, ${second}`)],
  ];
  for (const [filename, bytes] of files) await handIn(asRegistrar, pile, { filename, bytes });
}
