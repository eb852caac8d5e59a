/** The borders of the architecture. Every rule is an error; an upward need is answered by a contract. */
const ranks = [
  "tenants",
  "accounts",
  "dataprotection",
  "codelists",
  "uploads",
  "messaging",
  "payments",
  "appointments",
  "records",
  "cases",
  "forms",
  "catalogue",
];
const top = ["gewerbe", "ausweis", "designer", "api", "participation", "programme"];

const moduleRules = ranks.map((name, rank) => ({
  name: `${name}-imports-only-lower-modules`,
  severity: "error",
  from: { path: `^src/modules/${name}/` },
  to: { path: `^src/modules/(${[...ranks.slice(rank + 1), ...top].join("|")})/` },
}));
/** Modules on the E-Akte: they stand between records and cases, and never see each other. */
const onRecords = ["circulation", "disposal", "fulltext", "intake", "proof", "viewer"];
const peerRules = [top, onRecords].flatMap((peers) =>
  peers.map((name) => ({
    name: `${name}-does-not-see-its-peers`,
    severity: "error",
    from: { path: `^src/modules/${name}/` },
    to: { path: `^src/modules/(${peers.filter((other) => other !== name).join("|")})/` },
  })),
);
const recordsRules = [
  {
    name: "modules-on-records-import-only-lower-modules",
    severity: "error",
    from: { path: `^src/modules/(${onRecords.join("|")})/` },
    to: { path: `^src/modules/(${[...ranks.slice(ranks.indexOf("records") + 1), ...top].join("|")})/` },
  },
  {
    name: "up-to-records-nobody-sees-what-stands-on-it",
    severity: "error",
    from: { path: `^src/modules/(${ranks.slice(0, ranks.indexOf("records") + 1).join("|")})/` },
    to: { path: `^src/modules/(${onRecords.join("|")})/` },
  },
];

module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "kernel-imports-nothing",
      severity: "error",
      from: { path: "^src/kernel/" },
      to: { path: "^src/(platform|modules|leistungen|standards|app)/" },
    },
    {
      name: "platform-knows-no-domain",
      severity: "error",
      from: { path: "^src/platform/" },
      to: { path: "^src/(modules|leistungen|standards|app)/" },
    },
    {
      name: "modules-know-no-services",
      severity: "error",
      from: { path: "^src/modules/" },
      to: { path: "^src/(leistungen|standards|app)/" },
    },
    {
      name: "services-do-not-know-the-app",
      severity: "error",
      from: { path: "^src/(leistungen|standards)/" },
      to: { path: "^src/app/" },
    },
    {
      name: "only-through-the-index",
      severity: "error",
      from: { path: "^src/(modules/([^/]+)|leistungen|standards|app)/" },
      to: { path: "^src/modules/[^/]+/.+", pathNot: ["^src/modules/$2/", "^src/modules/[^/]+/index\\.ts$"] },
    },
    {
      name: "platform-only-through-the-index",
      severity: "error",
      from: { path: "^src/(modules|leistungen|standards|app)/", pathNot: "store\\.ts$|/store/" },
      to: { path: "^src/platform/[^/]+/.+", pathNot: ["^src/platform/[^/]+/index\\.ts$", "^src/platform/ui/client/"] },
    },
    {
      name: "model-is-pure",
      severity: "error",
      from: { path: "^src/modules/[^/]+/model(/|\\.ts)", pathNot: "\\.test\\.ts$" },
      to: {
        dependencyTypesNot: ["type-only"],
        path: "^(node:(fs|net|http|https|child_process)|pg|kysely|fastify)$|^src/platform/(db|web|jobs|files|testing)/|/(store|jobs)\\.ts$|/store/|routes\\.tsx?$",
      },
    },
    {
      name: "actions-know-no-http-and-no-html",
      severity: "error",
      from: { path: "^src/modules/[^/]+/actions/", pathNot: "\\.test\\.ts$" },
      to: { path: "^src/platform/(web|ui)/|/views/|routes\\.tsx?$|^node:(http|https|net)$" },
    },
    {
      name: "views-load-nothing",
      severity: "error",
      from: { path: "^src/modules/[^/]+/views/", pathNot: "\\.test\\.tsx?$" },
      // A type loads nothing.
      to: { path: "/store\\.ts$|/store/|/actions/|^src/platform/(db|jobs)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "routes-hold-no-sql",
      severity: "error",
      from: { path: "^src/modules/.+routes\\.tsx?$" },
      to: { path: "^(pg|kysely)$|node_modules/(pg|kysely)/" },
    },
    {
      name: "sql-stands-in-stores",
      severity: "error",
      from: {
        path: "^src/(modules|leistungen|standards)/",
        pathNot: "store\\.ts$|/store/|tables\\.ts$|\\.test\\.tsx?$",
      },
      to: { path: "node_modules/(pg|kysely)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "nobody-imports-tests",
      severity: "error",
      from: { pathNot: "\\.test\\.tsx?$|/testing/|^journeys/|^bench/" },
      to: { path: "\\.test\\.tsx?$|^src/(platform|app)/testing/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: {
        orphan: true,
        path: "^src/",
        pathNot: "\\.d\\.ts$|/client/|\\.test\\.tsx?$|klickamt\\.ts$|global-setup\\.ts$",
      },
      to: {},
    },
    {
      name: "packages-are-declared",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "nothing-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "\\?raw$|^virtual:" },
    },
    ...moduleRules,
    ...peerRules,
    ...recordsRules,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|data)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
};
