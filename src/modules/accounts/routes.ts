import { type Actor, type Duty, isId, NotFound } from "../../kernel/index.ts";
import {
  type CookieToSet,
  page,
  type Route,
  redirect,
  sessionCookieName,
  type WebRequest,
} from "../../platform/web/index.ts";
import { checkContact, getTenant, stateOfContact, type TownContact, updateContact } from "../tenants/index.ts";
import { changePassword } from "./actions/change-password.ts";
import { createStaff } from "./actions/create-staff.ts";
import { deactivateStaff } from "./actions/deactivate-staff.ts";
import { signIn } from "./actions/sign-in.ts";
import { signOut } from "./actions/sign-out.ts";
import { deskPathOf, isEmail, newInitialPassword, normalEmail, sessionLifetimeMs } from "./model/account.ts";
import { allDuties } from "./model/duty.ts";
import { findStaff, findStaffByEmail, listStaff } from "./store.ts";
import { unitsRoutes } from "./units-routes.ts";
import {
  AddStaffPage,
  AdministrationPage,
  ContactPage,
  DeactivatePage,
  StaffAddedPage,
} from "./views/administration.tsx";
import { deskAccess, deskNav } from "./views/desk-nav.ts";
import { PasswordPage } from "./views/password.tsx";
import { type SignInMistakes, SignInPage } from "./views/sign-in.tsx";
import { wording } from "./views/wording.ts";

const knownBrowserSeconds = 180 * 24 * 3600;

function slugOfTown(request: WebRequest): string {
  return request.view.brand?.slug ?? "";
}

function typed(request: WebRequest, field: string): string {
  const value = request.body[field];
  return (typeof value === "string" ? value : "").slice(0, 4000);
}

function typedLines(request: WebRequest, field: string): string[] {
  return typed(request, field)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

function ownStaff(request: WebRequest): Extract<Actor, { kind: "staff" }> {
  if (request.actor.kind !== "staff") throw new NotFound("accounts.no-such-staff");
  return request.actor;
}

/** The address of the sign-in form keeps where its visitor wanted to go. */
function signInAction(request: WebRequest): string {
  const back = deskPathOf(request.query.weiter, slugOfTown(request));
  const query = back === undefined ? "" : `?weiter=${encodeURIComponent(`/${slugOfTown(request)}${back}`)}`;
  return request.view.href(`/amt/anmelden${query}`);
}

async function signInPage(request: WebRequest, mistakes?: SignInMistakes) {
  const { view } = request;
  const staff = view.brand?.demo === true ? await listStaff(request) : [];
  return page(
    SignInPage({
      view,
      action: signInAction(request),
      email: typed(request, "email"),
      demoAccounts: staff.filter((one) => one.demoPasswordHint !== undefined && one.deactivatedAt === undefined),
      ...(mistakes === undefined ? {} : { mistakes }),
    }),
    mistakes === undefined ? {} : { status: 422 },
  );
}

/** First page of the desk that this person may open. */
function deskHome(request: WebRequest): string {
  return deskNav(request.view)[0]?.href ?? request.view.href("/amt/passwort");
}

function contactOf(request: WebRequest): TownContact {
  const text = (field: string) => typed(request, field).normalize("NFC").trim();
  return {
    officeName: text("stelle"),
    street: text("strasse"),
    postcode: text("plz"),
    city: text("ort"),
    phone: text("telefon"),
    email: text("email"),
    hours: { de: typedLines(request, "zeiten_de"), en: typedLines(request, "zeiten_en") },
  };
}

async function getStaffOf(request: WebRequest) {
  const id = request.params.staff ?? "";
  const staff = isId(id) ? await findStaff(request, id) : undefined;
  if (staff === undefined) throw new NotFound("accounts.no-such-staff");
  return staff;
}

/** Sign-in, own password, and the administration of the town. */
export const routes: readonly Route[] = [
  ...unitsRoutes,
  {
    method: "GET",
    path: "/:town/amt",
    access: "staff",
    async handle(request) {
      return redirect(deskHome(request));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/anmelden",
    access: "public",
    async handle(request) {
      if (request.actor.kind === "staff") return redirect(deskHome(request));
      return signInPage(request);
    },
  },
  {
    method: "POST",
    path: "/:town/amt/anmelden",
    access: "public",
    repeat: "natural",
    secrets: ["passwort"],
    guessesPerMinute: 60,
    async handle(request) {
      const { view, cookies } = request;
      const say = wording[view.language];
      const slug = slugOfTown(request);
      const email = typed(request, "email");
      const password = typed(request, "passwort");
      if (email.trim() === "" || password === "") {
        return signInPage(request, {
          ...(email.trim() === "" ? { email: say.emailMissing } : {}),
          ...(password === "" ? { password: say.passwordMissing } : {}),
        });
      }
      const previousToken = cookies[sessionCookieName(slug)];
      const knownBrowser = cookies[`geraet_${slug}`];
      const result = await signIn(request, {
        email,
        password,
        ...(previousToken === undefined ? {} : { previousToken }),
        ...(knownBrowser === undefined ? {} : { knownBrowser }),
      });
      if (result.kind === "wrong") return signInPage(request, { form: say.wrong });
      if (result.kind === "wait") return signInPage(request, { form: say.wait(result.minutes) });
      const set: CookieToSet[] = [
        { name: sessionCookieName(slug), value: result.token, maxAgeSeconds: sessionLifetimeMs / 1000 },
        { name: `geraet_${slug}`, value: result.knownBrowser, maxAgeSeconds: knownBrowserSeconds },
      ];
      const next = result.mustChangePassword ? "/amt/passwort" : (deskPathOf(request.query.weiter, slug) ?? "/amt");
      return redirect(view.href(next), set);
    },
  },
  {
    method: "POST",
    path: "/:town/amt/abmelden",
    access: "public",
    repeat: "natural",
    async handle(request) {
      const name = sessionCookieName(slugOfTown(request));
      const token = request.cookies[name];
      if (token !== undefined) await signOut(request, token);
      return redirect(request.view.href("/amt/anmelden"), [{ name, value: "", maxAgeSeconds: 0 }]);
    },
  },
  {
    method: "GET",
    path: "/:town/amt/passwort",
    access: "staff",
    async handle(request) {
      const staff = await findStaff(request, ownStaff(request).staffId);
      return page(PasswordPage({ view: request.view, first: staff?.mustChangePassword ?? false }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/passwort",
    access: "staff",
    repeat: "natural",
    secrets: ["jetziges", "neues"],
    async handle(request) {
      const { view } = request;
      const keepToken = request.cookies[sessionCookieName(slugOfTown(request))];
      const mistakes = await changePassword(request, {
        current: typed(request, "jetziges"),
        wanted: typed(request, "neues"),
        language: view.language,
        ...(keepToken === undefined ? {} : { keepToken }),
      });
      if (Object.keys(mistakes).length === 0) return redirect(view.href("/amt"));
      const staff = await findStaff(request, ownStaff(request).staffId);
      return page(PasswordPage({ view, first: staff?.mustChangePassword ?? false, mistakes }), { status: 422 });
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { contact } = await getTenant(request);
      const staff = await listStaff(request);
      return page(AdministrationPage({ view: request.view, staff, ownId: ownStaff(request).staffId, contact }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/neu",
    access: deskAccess.verwaltung,
    async handle({ view }) {
      return page(AddStaffPage({ view, draft: { name: "", email: "", duties: ["casework"] } }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/neu",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { view } = request;
      const say = wording[view.language];
      const name = typed(request, "name").trim();
      const email = normalEmail(typed(request, "email"));
      const chosen = [request.body.aufgaben ?? []].flat();
      const duties = allDuties.filter((duty: Duty) => chosen.includes(duty));
      const taken = isEmail(email) && (await findStaffByEmail(request, email)) !== undefined;
      const mistakes = {
        ...(name === "" || name.length > 120 ? { name: say.nameMissing } : {}),
        ...(isEmail(email) ? (taken ? { email: say.emailTaken } : {}) : { email: say.emailBroken }),
        ...(duties.length === 0 ? { duties: say.dutiesMissing } : {}),
      };
      if (Object.keys(mistakes).length > 0) {
        return page(AddStaffPage({ view, draft: { name, email, duties }, mistakes }), { status: 422 });
      }
      const password = newInitialPassword();
      await createStaff(request, { name, email, password, duties, mustChangePassword: true });
      return page(StaffAddedPage({ view, name, email, password }));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/konto/:staff/sperren",
    access: deskAccess.verwaltung,
    async handle(request) {
      const staff = await getStaffOf(request);
      return page(DeactivatePage({ view: request.view, staff, ownId: ownStaff(request).staffId }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/konto/:staff/sperren",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { staffId } = await getStaffOf(request);
      await deactivateStaff(request, staffId);
      return redirect(request.view.href("/amt/verwaltung"));
    },
  },
  {
    method: "GET",
    path: "/:town/amt/verwaltung/kontakt",
    access: deskAccess.verwaltung,
    async handle(request) {
      const { contact } = await getTenant(request);
      return page(ContactPage({ view: request.view, contact, seen: stateOfContact(contact) }));
    },
  },
  {
    method: "POST",
    path: "/:town/amt/verwaltung/kontakt",
    access: deskAccess.verwaltung,
    repeat: "natural",
    async handle(request) {
      const { view } = request;
      const contact = contactOf(request);
      const mistakes = checkContact(contact, view.language);
      const seen = typed(request, "gesehen").slice(0, 100);
      if (Object.keys(mistakes).length > 0)
        return page(ContactPage({ view, contact, seen, mistakes }), { status: 422 });
      await updateContact(request, contact, seen);
      return redirect(view.href("/amt/verwaltung"));
    },
  },
];
