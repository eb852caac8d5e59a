import { Forbidden, type Language, NotFound } from "../../kernel/index.ts";
import { type Answer, lookUntil, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskNav } from "../accounts/index.ts";
import { type Case, getCase } from "../cases/index.ts";
import { getOnlineLeistung, type OpenDraft, openDraft } from "../forms/index.ts";
import { codesOf, withMailboxAccess } from "../messaging/index.ts";
import { givePhotoCode } from "./actions/give-photo-code.ts";
import { getOnlineSetting, setOnlineSetting } from "./actions/set-online-setting.ts";
import { normalCode } from "./adapters/photo-provider.ts";
import { applicationLeistung } from "./case-application.ts";
import { maxKlausel } from "./model/online-setting.ts";
import { readSignature } from "./model/signature.ts";
import { findCardOfCase, findPhotoCode, saveSignature } from "./store/index.ts";
import { OnlineSettingPage } from "./views/online-setting-page.tsx";
import { PhotoCheckPage } from "./views/photo-check-page.tsx";
import { PhotoCodePage } from "./views/photo-code-page.tsx";
import { SignaturePage, type SignatureValues } from "./views/signature-page.tsx";

const text = (request: WebRequest, name: string): string => {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
};

// — Signature of a draft ————————————————————————————————————————————————

/** The draft of the address, for whoever has its code, while it may be signed; otherwise where to go instead. */
async function signable(request: WebRequest): Promise<OpenDraft | Answer> {
  const { view } = request;
  let opened: OpenDraft;
  try {
    opened = await openDraft(request, request.params.draft ?? "", codesOf(request.cookies));
  } catch (error) {
    if (error instanceof Forbidden) return redirect(view.href("/fortsetzen"));
    throw error;
  }
  const { draft } = opened;
  if (draft.leistungId !== applicationLeistung) throw new NotFound("ausweis.no-application");
  if (draft.sent !== undefined) return redirect(view.href(`/antrag/${draft.draftId}/gesendet`));
  if (!(await getOnlineSetting(request)).unterschriftAmHandy) return redirect(backTo(request, draft.draftId));
  return opened;
}

const backTo = (request: WebRequest, draftId: string): string => request.view.href(`/antrag/${draftId}/unterschrift`);

async function signaturePage(
  request: WebRequest,
  { draft }: OpenDraft,
  more: { values?: SignatureValues; errors?: Extract<ReturnType<typeof readSignature>, { errors: unknown }>["errors"] },
): Promise<Answer> {
  const { view } = request;
  const { online } = await getOnlineLeistung(request, draft.leistungId, draft.formVersion);
  const personName = online.subjectName(draft.answers);
  return page(
    <SignaturePage
      view={view}
      action={view.href(`/ausweis/unterschrift/${draft.draftId}`)}
      personName={personName}
      back={{
        href: backTo(request, draft.draftId),
        label: view.language === "de" ? "Zurück zum Antrag" : "Back to the application",
      }}
      {...more}
    />,
    { status: more.errors === undefined ? 200 : 422 },
  );
}

async function showSignature(request: WebRequest): Promise<Answer> {
  const opened = await signable(request);
  return "kind" in opened ? opened : signaturePage(request, opened, {});
}

async function sign(request: WebRequest): Promise<Answer> {
  const opened = await signable(request);
  if ("kind" in opened) return opened;
  const read = readSignature(request.body);
  if ("errors" in read) return signaturePage(request, opened, { values: request.body, errors: read.errors });
  const { draftId } = opened.draft;
  const signature = read.ok.kind === "drawn" ? { path: read.ok.path, name: "" } : { path: "", name: read.ok.name };
  await saveSignature(request, draftId, signature);
  return redirect(backTo(request, draftId));
}

// — Code of a photograph ————————————————————————————————————————————————

const codeMistakes: Readonly<Record<Language, string>> = {
  de: "Der Code besteht aus mindestens sechs Buchstaben und Ziffern. Schreiben Sie ihn so ab, wie er auf dem Ausdruck steht.",
  en: "The code consists of at least six letters and digits. Copy it as it stands on the print.",
};

/** The citizen's own application, as long as its photograph can still be changed. */
function withOwnApplication(
  request: WebRequest,
  handle: (own: WebRequest, subject: Case, caseHref: string) => Promise<Answer>,
): Promise<Answer> {
  return withMailboxAccess(request, request.params.mailbox ?? "", async (own, { mailbox }) => {
    const subject = await getCase(own, own.params.case ?? "");
    if (subject.mailboxId !== mailbox.mailboxId || subject.leistungId !== applicationLeistung) {
      throw new NotFound("cases.no-such-case");
    }
    const caseHref = own.view.href(`/postfach/${mailbox.mailboxId}/vorgang/${subject.caseId}`);
    const ordered = (await findCardOfCase(own, subject.caseId)) !== undefined;
    return ordered || subject.status === "done" ? redirect(caseHref) : handle(own, subject, caseHref);
  });
}

function showPhotoCode(request: WebRequest): Promise<Answer> {
  return withOwnApplication(request, async (own, _subject, caseHref) =>
    page(<PhotoCodePage view={own.view} caseHref={caseHref} typed="" />, { camera: true }),
  );
}

function takePhotoCode(request: WebRequest): Promise<Answer> {
  return withOwnApplication(request, async (own, subject, caseHref) => {
    const typed = text(own, "code").slice(0, 64);
    if (normalCode(typed).length < 6) {
      const error = codeMistakes[own.view.language];
      return page(<PhotoCodePage view={own.view} caseHref={caseHref} typed={typed} error={error} />, {
        status: 422,
        camera: true,
      });
    }
    await givePhotoCode(own, subject.caseId, typed.trim());
    return redirect(`${caseHref}/lichtbild/abruf`);
  });
}

function showFetching(request: WebRequest): Promise<Answer> {
  return withOwnApplication(request, async (own, subject, caseHref) => {
    await lookUntil(
      own,
      () => findPhotoCode(own, subject.caseId),
      (code) => code?.state !== "asked",
    );
    return redirect(`${caseHref}#ausweis-stand`);
  });
}

// — What the town allows ————————————————————————————————————————————————

async function showSetting(request: WebRequest): Promise<Answer> {
  const { view } = request;
  return page(
    <OnlineSettingPage
      view={view}
      nav={deskNav(view, "ausweis")}
      setting={await getOnlineSetting(request)}
      saved={request.query.gespeichert === "1"}
    />,
  );
}

async function saveSetting(request: WebRequest): Promise<Answer> {
  const { view } = request;
  const setting = {
    unterschriftAmHandy: text(request, "unterschrift") === "ja",
    ohneTermin: text(request, "ohneTermin") === "ja",
    klausel: text(request, "klausel").trim().slice(0, maxKlausel),
  };
  if (setting.ohneTermin && setting.klausel === "") {
    return page(<OnlineSettingPage view={view} nav={deskNav(view, "ausweis")} setting={setting} klauselMissing />, {
      status: 422,
    });
  }
  await setOnlineSetting(request, setting);
  return redirect(view.href("/amt/ausweis/einstellungen/online?gespeichert=1"));
}

const photoCodePath = "/:town/postfach/:mailbox/vorgang/:case/lichtbild";

/** What citizens do about their card on their own screen, and what the town allows there. */
export const ausweisCitizenRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/:town/ausweis/foto",
    access: "public",
    csp: "wasm",
    handle: async ({ view }) =>
      page(
        <PhotoCheckPage
          view={view}
          back={{
            href: view.href("/leistungen/personalausweis-beantragen"),
            label: view.language === "de" ? "Personalausweis beantragen" : "Apply for an identity card",
          }}
        />,
        { camera: true },
      ),
  },
  { method: "GET", path: "/:town/ausweis/unterschrift/:draft", access: "public", handle: showSignature },
  { method: "POST", path: "/:town/ausweis/unterschrift/:draft", access: "public", repeat: "natural", handle: sign },
  { method: "GET", path: photoCodePath, access: "public", handle: showPhotoCode },
  { method: "POST", path: photoCodePath, access: "public", guessesPerMinute: 20, handle: takePhotoCode },
  { method: "GET", path: `${photoCodePath}/abruf`, access: "public", handle: showFetching },
  { method: "GET", path: "/:town/amt/ausweis/einstellungen/online", access: ["administration"], handle: showSetting },
  { method: "POST", path: "/:town/amt/ausweis/einstellungen/online", access: ["administration"], handle: saveSetting },
];
