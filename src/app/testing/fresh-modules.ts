import { vi } from "vitest";

// Before each file of tests: what another one has wired, or put in the place of something, is not there.
vi.resetModules();
