/** The package brings no types. */
declare module "subset-font" {
  /** Keeps only what the text needs. Source: README of subset-font 2.9. */
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options?: { readonly targetFormat?: "woff2"; readonly noLayoutClosure?: boolean },
  ): Promise<Uint8Array>;
}
