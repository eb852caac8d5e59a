declare module "heic-convert" {
  export default function convert(options: {
    readonly buffer: Uint8Array;
    readonly format: "JPEG" | "PNG";
    /** 0 to 1. */
    readonly quality?: number;
  }): Promise<ArrayBuffer>;
}
