import type { JSX } from "preact";
import { Select, TextField } from "../../../platform/ui/index.ts";
import type { Akte } from "../model/akte.ts";
import { mostCharacters } from "../model/dokument.ts";
import type { ShownVerweis } from "../model/verweis.ts";
import { cancelTo, FormPage, field, type PageProps } from "./form-page.tsx";
import { verweisWords, words } from "./registry-wording.ts";
import { wording } from "./wording.ts";

/** Refers from an Akte to another Akte or Vorgang. */
export function NewVerweisPage(props: PageProps & { readonly akte: Akte }): JSX.Element {
  const { view, typed, akte } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={`${words.newVerweis[language]}: ${akte.aktenzeichen}`}
      action={view.href(`/amt/akte/${akte.akteId}/verweis`)}
      submit={words.newVerweis[language]}
      back={cancelTo(view, `/amt/akte/${akte.akteId}`)}
    >
      <TextField
        view={view}
        {...field(typed, "ziel")}
        label={language === "de" ? "Aktenzeichen, auf das verwiesen wird" : "Reference number that is referred to"}
        hint={
          language === "de"
            ? "Einer Akte oder eines Vorgangs, zum Beispiel 32.40-2026-00017 oder 32.40-2026-00017/01."
            : "Of a file or a case, for example 32.40-2026-00017 or 32.40-2026-00017/01."
        }
        spellcheck={false}
        autocomplete="off"
      />
      <Select
        view={view}
        {...field(typed, "art")}
        label={wording.kind[language]}
        emptyLabel={null}
        width="medium"
        options={(["bezug", "kopie"] as const).map((value) => ({ value, label: verweisWords[value][language] }))}
      />
      <TextField
        view={view}
        {...field(typed, "bemerkung")}
        label={words.note[language]}
        required={false}
        maxlength={mostCharacters.title}
      />
    </FormPage>
  );
}

/** Asks before a Verweis is taken away. */
export function RemoveVerweisPage(
  props: Omit<PageProps, "typed"> & { readonly akte: Akte; readonly verweis: ShownVerweis },
): JSX.Element {
  const { view, akte, verweis } = props;
  const { language } = view;
  return (
    <FormPage
      {...props}
      title={words.removeVerweis[language]}
      action={view.href(`/amt/akte/${akte.akteId}/verweis/${verweis.verweisId}/entfernen`)}
      submit={words.removeVerweis[language]}
      danger
      back={cancelTo(view, `/amt/akte/${akte.akteId}`)}
      lead={
        <p>
          {akte.aktenzeichen} → {verweis.otherAktenzeichen} {verweis.otherTitle}.{" "}
          {language === "de"
            ? "Beide bleiben, wie sie sind; im Verlauf steht, dass es den Verweis gab."
            : "Both stay as they are; the history keeps that there was a reference."}
        </p>
      }
    />
  );
}
