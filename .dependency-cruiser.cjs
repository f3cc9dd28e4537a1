/*
 * Who may import whom. Each rule says why it is there; a rule that is in the way is a reason to move a function,
 * not to add an exception. server/test/house.test.ts runs this and counts the edges, as a reader that sees no
 * imports also sees no violations.
 */

const KERNEL = '^server/src/(audit|database|http|jobs|live|security)/'
const CAPABILITIES = '^server/src/(grid|people|supplies|roads|care)/'
const TESTS = '[.]test[.]tsx?$|/test-[a-z-]+[.]ts$|^server/test/|^server/bench/|^miniapp/test/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    // Between the packages
    {
      name: 'shared-stands-alone',
      comment: 'shared runs in weapp, in browsers and on the server: it may rely on zod and on nothing else.',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: '[.]test[.]ts$' },
      to: { pathNot: ['^shared/src/', 'node_modules/zod/'] },
    },
    {
      name: 'tests-of-shared',
      comment: 'Tests of shared may also use the test tools and read files, but nothing of server, admin or miniapp.',
      severity: 'error',
      from: { path: '^shared/src/.*[.]test[.]ts$' },
      to: { path: '^(server|miniapp)/' },
    },
    {
      name: 'server-imports-no-page',
      comment: 'The server knows pages only as built files. What both sides need belongs to shared.',
      severity: 'error',
      from: { path: '^server/', pathNot: '^server/admin/' },
      to: { path: '^(server/admin|miniapp)/' },
    },
    {
      name: 'admin-imports-no-server',
      comment: 'A page that imported the server would carry its secrets and its database into a browser.',
      severity: 'error',
      from: { path: '^server/admin/' },
      to: { path: '^(server/(?!admin/)|miniapp/)' },
    },
    {
      name: 'miniapp-imports-no-server',
      comment:
        'The mini-program runs where there is no Node and no DOM: it shares with the others only through shared.',
      severity: 'error',
      from: { path: '^miniapp/' },
      to: { path: '^server/' },
    },

    // Inside the server
    {
      name: 'kernel-knows-no-vegetable',
      comment:
        'The kernel serves every capability alike. What it must call of them is handed in, as background.ts hands the counting to live/fold.ts.',
      severity: 'error',
      from: { path: KERNEL, pathNot: '[.]test[.]ts$' },
      to: { path: [CAPABILITIES, '^server/src/(demo/|app[.]ts|background[.]ts|main[.]ts|register([.]ts|/))'] },
    },
    {
      name: 'only-the-top-sees-everything',
      comment:
        'app.ts, background.ts, main.ts, register.ts and demo/ gather the capabilities; whoever imported them from below would import all of them.',
      severity: 'error',
      from: { path: CAPABILITIES, pathNot: TESTS },
      to: { path: '^server/src/(demo/|app[.]ts|background[.]ts|main[.]ts|register([.]ts|/))' },
    },
    {
      name: 'source-imports-no-tool',
      comment: 'Commands, benchmarks and the launcher stand on the server, never under it.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: TESTS },
      to: { path: '^server/(cli|bench|launch|test)(/|[.])' },
    },
    {
      name: 'grid-below-people',
      comment: 'grid ← people ← supplies, roads, care: neighbours are organised before they are counted.',
      severity: 'error',
      from: { path: '^(shared|server)/src/grid/', pathNot: TESTS },
      to: { path: '^(shared|server)/src/(people|supplies|roads|care)/' },
    },
    {
      name: 'grid-pages-below-people-pages',
      comment: 'The same for pages. A page of grid may read the contracts of people, and knows nothing of their pages.',
      severity: 'error',
      from: { path: '^(server/admin|miniapp)/src/grid/', pathNot: TESTS },
      to: {
        path: '^(server/admin|miniapp)/src/(people|supplies|roads|care)/',
      },
    },
    {
      name: 'people-below-the-rest',
      comment:
        'What people needs of supplies, roads or care lies below them, such as the priority mark on the household.',
      severity: 'error',
      from: { path: '^(shared/src|server/src|server/admin/src|miniapp/src)/people/', pathNot: TESTS },
      to: { path: '^(shared/src|server/src|server/admin/src|miniapp/src)/(supplies|roads|care)/' },
    },
    {
      name: 'siblings-apart',
      comment: 'supplies, roads and care do not import each other: what two of them need lies below them.',
      severity: 'error',
      from: { path: '^(shared/src|server/src|server/admin/src|miniapp/src)/(supplies|roads|care)/', pathNot: TESTS },
      to: {
        path: '^(shared/src|server/src|server/admin/src|miniapp/src)/(supplies|roads|care)/',
        pathNot: '/src/$2/',
      },
    },
    {
      name: 'routes-on-top',
      comment:
        'Routes only turn a contract into a call: nobody in a capability stands on them. routes → service → queries → tables.',
      severity: 'error',
      from: { path: CAPABILITIES, pathNot: TESTS },
      to: { path: 'server/src/.*routes[.]ts$' },
    },
    {
      name: 'queries-below-service',
      comment:
        'Queries are the SQL and nothing but: what is decided is decided above them, where it can be read as a rule.',
      severity: 'error',
      from: { path: '^server/src/.*queries[.]ts$' },
      to: { path: '^server/src/.*(service|routes)[.]ts$' },
    },
    {
      name: 'tables-at-the-bottom',
      comment: 'A table is described once, out of column types, other tables and the words of its contract.',
      severity: 'error',
      from: { path: '^server/src/.*/tables[.]ts$' },
      to: { pathNot: ['^shared/src/', '/tables[.]ts$', 'node_modules/drizzle-orm/'] },
    },
    {
      name: 'only-http-is-fastify',
      comment:
        'A capability is served by the kernel: it handles what is asked and never a request of the web framework. Signing in is the exception: it hands out the token that the framework signs.',
      severity: 'error',
      from: {
        path: CAPABILITIES,
        pathNot: ['[.]test[.]ts$', 'routes[.]ts$', '^server/src/grid/identity/service[.]ts$'],
      },
      to: { path: 'node_modules/@?fastify/' },
    },

    // Inside the admin page
    {
      name: 'admin-parts-know-no-page',
      comment: 'Parts that every page uses (table, ui, theme, api, session, live) know no capability and no shell.',
      severity: 'error',
      from: { path: '^server/admin/src/(api|live|session|table|theme|ui)/' },
      to: { path: '^server/admin/src/(audit|grid|people|supplies|roads|care|shell)/' },
    },
    {
      name: 'admin-pages-loaded-late',
      comment:
        'The shell names the pages and loads each when it is opened; a static import would put maps and charts into the first load.',
      severity: 'error',
      from: { path: '^server/admin/src/(shell/|app[.]tsx|main[.]tsx)' },
      to: {
        path: '^server/admin/src/(audit|grid|people|supplies|roads|care)/.*-page[.]tsx$',
        dependencyTypesNot: ['dynamic-import', 'type-only'],
      },
    },

    // Inside the mini-program
    {
      name: 'miniapp-ui-knows-no-page',
      comment: 'Components of ui know no domain word.',
      severity: 'error',
      from: { path: '^miniapp/src/ui/' },
      to: { path: '^miniapp/src/(home|grid|people|supplies|roads|care)/' },
    },
    {
      name: 'miniapp-platform-at-the-bottom',
      comment: 'The one adapter for weapp and browser stands on Taro and shared alone.',
      severity: 'error',
      from: { path: '^miniapp/src/platform/' },
      to: { path: '^miniapp/src/(?!platform/)' },
    },
    {
      name: 'only-platform-is-taro',
      comment:
        'Calls of Taro behave differently on weapp and in browsers; the differences are settled once, in platform. Hooks of a page’s life are taken from it too.',
      severity: 'error',
      from: { path: '^miniapp/src/', pathNot: '^miniapp/src/platform/' },
      to: { path: 'node_modules/@tarojs/taro/', dependencyTypesNot: ['type-only'] },
    },

    // Everywhere
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea in two places, or a third idea without a file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-barrels',
      comment:
        'A barrel hides where a thing is and loads all to give one. Import from the file that is named after it.',
      severity: 'error',
      from: {},
      to: { path: '^(shared|server|miniapp)/.*(^|/)index[.][mc]?[jt]sx?$', pathNot: 'node_modules' },
    },
    {
      name: 'no-catch-alls',
      comment: 'A function earns a file that is named after its idea.',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(utils?|common|helpers?|misc)([.][jt]sx?$|/)', pathNot: 'node_modules' },
    },
    {
      name: 'tests-are-leaves',
      comment: 'Nothing that runs in earnest may rest on a test.',
      severity: 'error',
      from: { path: '^(shared|server|miniapp)/', pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: 'no-test-imports-a-test',
      comment: 'What two tests need lies in server/test, not in one of them: a test imported runs twice.',
      severity: 'error',
      from: {},
      to: { path: '[.]test[.]tsx?$' },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that cannot be found is an arrow that none of these rules can see.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that is only there by chance, through another one, goes away by chance.',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tool-in-production',
      comment: 'What runs in earnest must not need what is installed for building and testing.',
      severity: 'error',
      from: { path: '^(shared/src|server/src|server/cli|server/admin/src|miniapp/src)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: ['/@types/'] },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    // Also imports of types alone: an arrow that vanishes when compiled is still an arrow for the reader.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
    },
  },
}
