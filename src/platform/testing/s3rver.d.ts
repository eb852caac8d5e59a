declare module "@20minutes/s3rver" {
  import type { IncomingMessage } from "node:http";
  import type { AddressInfo } from "node:net";

  export default class S3rver {
    constructor(options: {
      readonly port?: number;
      readonly address?: string;
      readonly silent?: boolean;
      readonly directory?: string;
      readonly configureBuckets?: readonly { readonly name: string }[];
      readonly allowMismatchedSignatures?: boolean;
    });
    readonly store: { listObjects(...asked: readonly unknown[]): Promise<object> };
    readonly middleware: ((context: { readonly req: IncomingMessage }, next: () => Promise<void>) => Promise<void>)[];
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
  }
}
