const latin = (text: string): Buffer => Buffer.from(text, "latin1");

/** The test file of the virus scanners, in two parts so that none of them finds it here. Source: EICAR, 2006. */
const eicar = latin(`X5O!P%@AP[4\\PZX54(P^)7CC)7}$${"EICAR-STANDARD"}-ANTIVIRUS-TEST-FILE!$H+H*`);

export function holdsTestVirus(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(eicar);
}

const programs: readonly Buffer[] = [
  latin("MZ"),
  latin("\x7fELF"),
  latin("\xca\xfe\xba\xbe"),
  latin("\xfe\xed\xfa\xce"),
  latin("\xfe\xed\xfa\xcf"),
  latin("\xce\xfa\xed\xfe"),
  latin("\xcf\xfa\xed\xfe"),
  latin("#!"),
  latin("\0asm"),
  latin("dex\n"),
  // A shortcut of Windows: its class id follows.
  latin("L\0\0\0\x01\x14\x02\0"),
];

/** Whether it begins as programs do: Windows, Linux, macOS, Java, Android, WebAssembly, scripts with a shebang. */
export function isProgram(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 16));
  return programs.some((program) => start.subarray(0, program.length).equals(program));
}

export function startsWith(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes.subarray(0, text.length)).equals(latin(text));
}
