import { rmSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { desk, launchBrowser, newVisitor, picturesOnFailure } from "./browser.ts";
import { signIn } from "./caseworker.ts";
import { copyDemo } from "./copy-demo.ts";
import { type Program, startProgram, temporaryFolder } from "./program.ts";

interface Look {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly javaScript?: boolean;
  readonly language?: string;
}

/** What the journeys of one file share. */
export interface Stage {
  readonly browser: Browser;
  readonly program: Program;
  /** Address of Paderborn. */
  readonly town: string;
  /** A page of somebody who was never here before; at a large screen with JavaScript where nothing else is said. */
  visit(look?: Look): Promise<Page>;
  /** A page of somebody who has signed in at the desk of Paderborn. */
  atDesk(who: Parameters<typeof signIn>[2], look?: Look): Promise<Page>;
  /** The program, which has ended, starts again on the same data and port. */
  startAgain(): Promise<void>;
}

/**
 * A browser, and the program on a demo of the file's own: there before the first test, gone after the last. When a test
 * fails, pictures say what was on the pages.
 */
export function setStage(): Stage {
  const dataFolder = temporaryFolder();
  const pages: Page[] = [];
  let browser: Browser;
  let program: Program;

  beforeAll(async () => {
    await copyDemo(dataFolder);
    [browser, program] = await Promise.all([launchBrowser(), startProgram({ dataFolder })]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  beforeEach(() => picturesOnFailure(() => pages.filter((page) => !page.isClosed())));

  const stage: Stage = {
    get browser() {
      return browser;
    },
    get program() {
      return program;
    },
    get town() {
      return `${program.url}/paderborn`;
    },
    async visit({ viewport = desk, javaScript = true, language } = {}) {
      const visitor = await newVisitor(browser, {
        viewport,
        javaScript,
        ...(language === undefined ? {} : { language }),
      });
      const page = await visitor.newPage();
      pages.push(page);
      return page;
    },
    async atDesk(who, look) {
      const page = await stage.visit(look);
      await signIn(page, stage.town, who);
      return page;
    },
    async startAgain() {
      program = await startProgram({ dataFolder, port: program.port });
    },
  };
  return stage;
}
