import { Conflict, Invalid, type Localized, NotFound } from "../../kernel/index.ts";
import { type Answer, content, page, type Route, redirect, type WebRequest } from "../../platform/web/index.ts";
import { deskAccess, deskNav } from "../accounts/index.ts";
import { findCodeList, listCodeLists } from "./actions/find-code-list.ts";
import { importCodeList } from "./actions/import-code-list.ts";
import { CodeListRefused, codeListStandard, type ReadCodeList } from "./contracts.ts";
import type { CodeList } from "./model/code-list.ts";
import { searchEntries } from "./model/search.ts";
import { CodeListPage, CodeListsPage, type UploadMistake } from "./views/code-list-pages.tsx";

const maxFileBytes = 20 * 1024 * 1024;
const shownEntries = 50;

const access = deskAccess.codelisten;

async function listPage(request: WebRequest, mistake?: UploadMistake): Promise<Answer> {
  return page(
    CodeListsPage({
      view: request.view,
      nav: deskNav(request.view, "codelisten"),
      lists: await listCodeLists(request),
      ...(mistake === undefined ? {} : { mistake }),
    }),
    { status: mistake === undefined ? 200 : 422 },
  );
}

/** Address of the page of a list. */
function pathOf(list: Pick<CodeList, "uri" | "version">, more: Readonly<Record<string, string>> = {}): string {
  return `/amt/codelisten/liste?${new URLSearchParams({ uri: list.uri, version: list.version, ...more })}`;
}

const bounds: Readonly<Record<string, Localized>> = {
  uri: {
    de: "Die Kennung der Liste ist zu lang oder enthält Leerzeichen.",
    en: "The address of the list is too long or contains blanks.",
  },
  version: { de: "Die Version ist zu lang.", en: "The version is too long." },
  entries: { de: "Die Liste hat zu viele Einträge.", en: "The list has too many entries." },
  code: { de: "Ein Code ist zu lang.", en: "A code is too long." },
  label: { de: "Eine Bezeichnung ist zu lang.", en: "A label is too long." },
};

async function upload(request: WebRequest): Promise<Answer> {
  const file = request.uploads.find(({ field, bytes }) => field === "datei" && bytes.length > 0);
  if (file === undefined) return listPage(request, { kind: "no-file" });
  const { filename } = file;
  let read: ReadCodeList;
  try {
    read = codeListStandard().read(file.bytes);
  } catch (error) {
    if (!(error instanceof CodeListRefused)) throw error;
    return listPage(request, { kind: "refused", filename, line: error.line, reason: error.reason });
  }
  try {
    const { outcome } = await importCodeList(request, read.list);
    const isNew = outcome === "new";
    // Not a redirect: what was strange about the file is not stored anywhere, and has to be read.
    if (read.notes.length > 0) return showOne(request, read.list, { isNew, notes: read.notes });
    return redirect(request.view.href(pathOf(read.list, { neu: isNew ? "ja" : "nein" })));
  } catch (error) {
    const reason = error instanceof Invalid ? bounds[String(error.facts.bound)] : undefined;
    if (reason !== undefined) return listPage(request, { kind: "refused", filename, line: 1, reason });
    if (!(error instanceof Conflict)) throw error;
    return listPage(request, { kind: "other-content", uri: read.list.uri, version: read.list.version });
  }
}

function showOne(
  request: WebRequest,
  list: CodeList,
  imported: { readonly isNew: boolean; readonly notes: readonly Localized[] } | undefined,
): Answer {
  const query = (request.query.q ?? "").slice(0, 120);
  return page(
    CodeListPage({
      view: request.view,
      nav: deskNav(request.view, "codelisten"),
      list,
      query,
      entries: searchEntries(list, query, shownEntries),
      download: request.view.href(
        `/amt/codelisten/datei?${new URLSearchParams({ uri: list.uri, version: list.version })}`,
      ),
      ...(imported === undefined ? {} : { imported }),
    }),
  );
}

async function listOf(request: WebRequest): Promise<CodeList> {
  const { uri = "", version = "" } = request.query;
  const list = uri.length > 300 ? undefined : await findCodeList(request, { uri, version });
  if (list === undefined) throw new NotFound("codelists.no-such-list");
  return list;
}

/** Code lists of the region at the desk. */
export const routes: readonly Route[] = [
  { method: "GET", path: "/:town/amt/codelisten", access, handle: (request) => listPage(request) },
  {
    method: "POST",
    path: "/:town/amt/codelisten",
    access,
    upload: { maxFiles: 1, maxFileBytes },
    // The same list again changes nothing.
    repeat: "natural",
    handle: upload,
  },
  {
    method: "GET",
    path: "/:town/amt/codelisten/liste",
    access,
    async handle(request) {
      const list = await listOf(request);
      const { neu } = request.query;
      return showOne(request, list, neu === "ja" || neu === "nein" ? { isNew: neu === "ja", notes: [] } : undefined);
    },
  },
  {
    method: "GET",
    path: "/:town/amt/codelisten/datei",
    access,
    async handle(request) {
      const list = await listOf(request);
      const name = `${list.uri}_${list.version}`.replace(/[^A-Za-z0-9.-]+/g, "-").slice(-100);
      return content(codeListStandard().write(list), "application/xml", { filename: `${name}.xml` });
    },
  },
];
