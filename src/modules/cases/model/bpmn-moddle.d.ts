// The package ships types of BPMN's elements only; this is the part that parse-process.ts calls.
declare module "bpmn-moddle" {
  export class BpmnModdle {
    constructor(packages?: Readonly<Record<string, unknown>>);
    /** Rejects on XML that is not well-formed; what it cannot place becomes a warning. */
    fromXML(xml: string): Promise<{
      readonly rootElement: unknown;
      readonly warnings: readonly { readonly message: string }[];
    }>;
  }
}
