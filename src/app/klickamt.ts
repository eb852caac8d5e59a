import { parseArgs } from "node:util";
import { ConfigError, parseConfig } from "../platform/config/index.ts";
import { EmbeddedServerError, SchemaMismatch } from "../platform/db/index.ts";
import { type Command, commands, UsageError } from "./commands.ts";
import { InstallationError } from "./installation.ts";

/** The program `klickamt`: reads the command line, runs one command, ends with 0 or 1. */
async function main(argv: readonly string[]): Promise<number> {
  const [name = "help", ...rest] = argv;
  if (name === "help" || name === "--help" || name === "-h") {
    printHelp();
    return 0;
  }
  const candidates = commands.filter((command) => command.name.split(" ")[0] === name);
  const command =
    candidates.find((candidate) => candidate.name === `${name} ${rest[0] ?? ""}`) ??
    candidates.find((candidate) => !candidate.name.includes(" "));
  if (command === undefined) {
    console.error(`klickamt: there is no command ${name}. Try: klickamt --help`);
    return 1;
  }
  if (!("Temporal" in globalThis)) {
    console.error(
      `klickamt: Node ${process.version} is too old: 26 or newer is needed, which \`npm start\` brings along`,
    );
    return 1;
  }
  const words = command.name.split(" ").length - 1;
  try {
    const { values, positionals } = parseArgs({
      args: rest.slice(words),
      allowPositionals: true,
      options: { help: { type: "boolean", short: "h" }, ...command.options },
    });
    if (values.help === true) {
      printCommand(command);
      return 0;
    }
    return await command.run({
      config: parseConfig(process.env),
      options: values as Record<string, string | boolean | undefined>,
      words: positionals,
    });
  } catch (error) {
    if (isMeantForTheOperator(error)) {
      console.error(`klickamt: ${error.message}`);
      return 1;
    }
    throw error;
  }
}

function isMeantForTheOperator(error: unknown): error is Error {
  const code = (error as { code?: string }).code ?? "";
  return (
    error instanceof ConfigError ||
    error instanceof InstallationError ||
    error instanceof EmbeddedServerError ||
    error instanceof SchemaMismatch ||
    error instanceof UsageError ||
    code.startsWith("ERR_PARSE_ARGS")
  );
}

function printHelp(): void {
  const width = Math.max(...commands.map((command) => command.usage.length)) + 2;
  console.log("Klickamt: the digital town hall.\n\nUsage: npm run klickamt -- <command> [options]\n");
  for (const command of commands) console.log(`  ${command.usage.padEnd(width)}${command.summary}`);
  console.log("\nSettings are environment variables (PORT, KLICKAMT_DATA, DATABASE_URL, …): see docs/operations.md.");
}

function printCommand(command: Command): void {
  console.log(`Usage: npm run klickamt -- ${command.usage}\n\n${command.summary}`);
}

process.exitCode = await main(process.argv.slice(2));
// The channel to the process that started this one would keep it alive.
if (process.connected) process.disconnect?.();
